"""Published case reports as typed, dated, cited event sequences: checked, computed, drawn.

>>> import timeline
>>> case = timeline.Case(
...     id="example",
...     events=[
...         timeline.Therapy("icotinib", line=1, start="2017-12", end="2021-04"),
...         timeline.Assessment("CT", at="2019-11", response="PD"),
...     ],
... )
>>> print(timeline.solve(case).duration("start of icotinib", "CT"))
22.0–24.0 months

Every name below is imported when it is first used, so that ``import timeline`` costs next to
nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.analysis import (
        check,
        milestones,
        stated_intervals,
        treatment_durations,
    )
    from timeline.chronology import (
        Chronology,
        solve,
    )
    from timeline.document import (
        dumps,
        read_case,
        read_cases,
        write_case,
    )
    from timeline.errors import (
        CaseTimelineError,
        DocumentError,
        NotationError,
        UnknownReferenceError,
    )
    from timeline.findings import (
        Finding,
        Severity,
    )
    from timeline.model.bounds import (
        Bounds,
        DurationBounds,
    )
    from timeline.model.case import (
        Case,
        Patient,
        Point,
        Source,
        Tumour,
    )
    from timeline.model.claims import (
        CountClaim,
        IntervalClaim,
    )
    from timeline.model.events import (
        AdverseEvent,
        Assessment,
        Condition,
        Death,
        Diagnosis,
        Event,
        FollowUp,
        HistologicTransformation,
        Laboratory,
        Metastasis,
        MolecularTest,
        PerformanceStatus,
        Procedure,
        Progression,
        Radiotherapy,
        SupportiveCare,
        Symptom,
        Therapy,
        Visit,
    )
    from timeline.model.facets import (
        Drug,
        Response,
        Stage,
    )
    from timeline.model.moments import (
        Moment,
        assumed,
        parse_moment,
    )

__all__ = [
    "AdverseEvent",
    "Assessment",
    "Bounds",
    "Case",
    "CaseTimelineError",
    "Chronology",
    "Condition",
    "CountClaim",
    "Death",
    "Diagnosis",
    "DocumentError",
    "Drug",
    "DurationBounds",
    "Event",
    "Finding",
    "FollowUp",
    "HistologicTransformation",
    "IntervalClaim",
    "Laboratory",
    "Metastasis",
    "MolecularTest",
    "Moment",
    "NotationError",
    "Patient",
    "PerformanceStatus",
    "Point",
    "Procedure",
    "Progression",
    "Radiotherapy",
    "Response",
    "Severity",
    "Source",
    "Stage",
    "SupportiveCare",
    "Symptom",
    "Therapy",
    "Tumour",
    "UnknownReferenceError",
    "Visit",
    "__version__",
    "assumed",
    "check",
    "dumps",
    "milestones",
    "parse_moment",
    "read_case",
    "read_cases",
    "solve",
    "stated_intervals",
    "treatment_durations",
    "write_case",
]

_HOMES = {
    "timeline.analysis": "check milestones stated_intervals treatment_durations",
    "timeline.chronology": "Chronology solve",
    "timeline.document": "dumps read_case read_cases write_case",
    "timeline.errors": "CaseTimelineError DocumentError NotationError UnknownReferenceError",
    "timeline.findings": "Finding Severity",
    "timeline.model.bounds": "Bounds DurationBounds",
    "timeline.model.case": "Case Patient Point Source Tumour",
    "timeline.model.claims": "CountClaim IntervalClaim",
    "timeline.model.events": (
        "AdverseEvent Assessment Condition Death Diagnosis Event FollowUp HistologicTransformation "
        "Laboratory Metastasis MolecularTest PerformanceStatus Procedure Progression Radiotherapy "
        "SupportiveCare Symptom Therapy Visit"
    ),
    "timeline.model.facets": "Drug Response Stage",
    "timeline.model.moments": "Moment assumed parse_moment",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("case-timeline")
    if name in _HOME_OF:
        value = getattr(importlib.import_module(_HOME_OF[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'timeline' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
