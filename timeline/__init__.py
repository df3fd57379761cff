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
nothing. The imports that a type checker reads are the one list of them: what runs looks them up
there. A name that is added stands nowhere else.
"""

from __future__ import annotations

import importlib
import warnings
from functools import cache
from typing import TYPE_CHECKING

from timeline.distribution import DISTRIBUTION, ForeignModuleWarning, foreign_modules

if TYPE_CHECKING:
    from timeline.analysis import (
        CHECKS as CHECKS,
        Check as Check,
        check as check,
        milestones as milestones,
        stated_intervals as stated_intervals,
        treatment_durations as treatment_durations,
    )
    from timeline.analysis.analysis import (
        Analysis as Analysis,
        analyse as analyse,
    )
    from timeline.analysis.endpoints import (
        adam_rows as adam_rows,
        case_from_rows as case_from_rows,
        cases_from_tables as cases_from_tables,
        endpoint as endpoint,
        endpoints as endpoints,
    )
    from timeline.analysis.explain import (
        explain as explain,
    )
    from timeline.analysis.lines import (
        STANDARD as STANDARD,
        Line as Line,
        LineRules as LineRules,
        Lines as Lines,
        derive_lines as derive_lines,
    )
    from timeline.analysis.resistance import (
        resistance as resistance,
        resistance_graph as resistance_graph,
        transitions as transitions,
    )
    from timeline.analysis.response import (
        ADAM as ADAM,
        FDA as FDA,
        Convention as Convention,
        best_response as best_response,
        best_responses as best_responses,
    )
    from timeline.analysis.summary import (
        Summary as Summary,
        summary as summary,
        summary_text as summary_text,
    )
    from timeline.chronology import (
        Chronology as Chronology,
        solve as solve,
    )
    from timeline.cohort import (
        Cohort as Cohort,
    )
    from timeline.document import (
        dumps as dumps,
        loads as loads,
        read_case as read_case,
        read_cases as read_cases,
        write_case as write_case,
    )
    from timeline.errors import (
        CaseTimelineError as CaseTimelineError,
        DocumentError as DocumentError,
        NotationError as NotationError,
        UnknownReferenceError as UnknownReferenceError,
    )
    from timeline.findings import (
        Finding as Finding,
        Severity as Severity,
    )
    from timeline.model.alterations import (
        parse_alteration as parse_alteration,
    )
    from timeline.model.bounds import (
        Bounds as Bounds,
        DurationBounds as DurationBounds,
    )
    from timeline.model.case import (
        Case as Case,
        Point as Point,
    )
    from timeline.model.claims import (
        AlterationClaim as AlterationClaim,
        CountClaim as CountClaim,
        IntervalClaim as IntervalClaim,
        LineCountClaim as LineCountClaim,
        ResistanceClaim as ResistanceClaim,
    )
    from timeline.model.coverage import (
        concordance as concordance,
        result_of as result_of,
    )
    from timeline.model.events import (
        AdverseEvent as AdverseEvent,
        Assessment as Assessment,
        Condition as Condition,
        Death as Death,
        Diagnosis as Diagnosis,
        Event as Event,
        FollowUp as FollowUp,
        HistologicTransformation as HistologicTransformation,
        Laboratory as Laboratory,
        Metastasis as Metastasis,
        MolecularTest as MolecularTest,
        PerformanceStatus as PerformanceStatus,
        PhaseChange as PhaseChange,
        Procedure as Procedure,
        Progression as Progression,
        Radiotherapy as Radiotherapy,
        SupportiveCare as SupportiveCare,
        Symptom as Symptom,
        Therapy as Therapy,
        Visit as Visit,
    )
    from timeline.model.components import (
        Drug as Drug,
        Response as Response,
        Stage as Stage,
    )
    from timeline.model.matching import (
        matches as matches,
    )
    from timeline.model.moments import (
        Moment as Moment,
        assumed as assumed,
        parse_moment as parse_moment,
    )
    from timeline.model.report import (
        Patient as Patient,
        Source as Source,
        Tumour as Tumour,
    )
    from timeline.model.truth import (
        Truth as Truth,
    )

for _said in foreign_modules():
    warnings.warn(_said, ForeignModuleWarning, stacklevel=2)


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version(DISTRIBUTION)
    if name == "__all__":
        return __dir__()
    home = None if name.startswith("_") else _homes().get(name)
    if home is None:
        raise AttributeError(f"module 'timeline' has no attribute {name!r}")
    value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*_homes(), "__version__"])


@cache
def _homes() -> dict[str, str]:
    """Each public name and the module that has it, as the imports for type checkers say above."""
    import ast
    import inspect
    import sys

    face = ast.parse(inspect.getsource(sys.modules[__name__]))
    (listed,) = (node for node in face.body if isinstance(node, ast.If))
    return {
        alias.name: node.module
        for node in listed.body
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
