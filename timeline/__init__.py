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
import warnings
from typing import TYPE_CHECKING

from timeline.distribution import DISTRIBUTION, ForeignModuleWarning, foreign_modules

if TYPE_CHECKING:
    from timeline.analysis import (
        check,
        milestones,
        stated_intervals,
        treatment_durations,
    )
    from timeline.analysis.endpoints import (
        adam_rows,
        case_from_rows,
        cases_from_tables,
        endpoint,
        endpoints,
    )
    from timeline.analysis.explain import (
        explain,
    )
    from timeline.analysis.lines import (
        LineRules,
        Lines,
        derive_lines,
    )
    from timeline.analysis.resistance import (
        resistance,
        resistance_graph,
        transitions,
    )
    from timeline.analysis.response import (
        ADAM,
        FDA,
        Convention,
        best_response,
        best_responses,
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
    from timeline.model.alterations import (
        parse_alteration,
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
    from timeline.model.coverage import (
        concordance,
        result_of,
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
    from timeline.model.matching import (
        matches,
    )
    from timeline.model.moments import (
        Moment,
        assumed,
        parse_moment,
    )
    from timeline.model.truth import (
        Truth,
    )

__all__ = [
    "ADAM",
    "FDA",
    "AdverseEvent",
    "Assessment",
    "Bounds",
    "Case",
    "CaseTimelineError",
    "Chronology",
    "Condition",
    "Convention",
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
    "LineRules",
    "Lines",
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
    "Truth",
    "Tumour",
    "UnknownReferenceError",
    "Visit",
    "__version__",
    "adam_rows",
    "assumed",
    "best_response",
    "best_responses",
    "case_from_rows",
    "cases_from_tables",
    "check",
    "concordance",
    "derive_lines",
    "dumps",
    "endpoint",
    "endpoints",
    "explain",
    "matches",
    "milestones",
    "parse_alteration",
    "parse_moment",
    "read_case",
    "read_cases",
    "resistance",
    "resistance_graph",
    "result_of",
    "solve",
    "stated_intervals",
    "transitions",
    "treatment_durations",
    "write_case",
]

_HOMES = {
    "timeline.analysis": "check milestones stated_intervals treatment_durations",
    "timeline.analysis.endpoints": "adam_rows case_from_rows cases_from_tables endpoint endpoints",
    "timeline.analysis.explain": "explain",
    "timeline.analysis.lines": "LineRules Lines derive_lines",
    "timeline.analysis.resistance": "resistance resistance_graph transitions",
    "timeline.analysis.response": "ADAM FDA Convention best_response best_responses",
    "timeline.chronology": "Chronology solve",
    "timeline.document": "dumps read_case read_cases write_case",
    "timeline.errors": "CaseTimelineError DocumentError NotationError UnknownReferenceError",
    "timeline.findings": "Finding Severity",
    "timeline.model.alterations": "parse_alteration",
    "timeline.model.bounds": "Bounds DurationBounds",
    "timeline.model.case": "Case Patient Point Source Tumour",
    "timeline.model.claims": "CountClaim IntervalClaim",
    "timeline.model.coverage": "concordance result_of",
    "timeline.model.events": (
        "AdverseEvent Assessment Condition Death Diagnosis Event FollowUp HistologicTransformation "
        "Laboratory Metastasis MolecularTest PerformanceStatus Procedure Progression Radiotherapy "
        "SupportiveCare Symptom Therapy Visit"
    ),
    "timeline.model.facets": "Drug Response Stage",
    "timeline.model.matching": "matches",
    "timeline.model.moments": "Moment assumed parse_moment",
    "timeline.model.truth": "Truth",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

for _said in foreign_modules():
    warnings.warn(_said, ForeignModuleWarning, stacklevel=2)


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version(DISTRIBUTION)
    if name in _HOME_OF:
        value = getattr(importlib.import_module(_HOME_OF[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'timeline' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
