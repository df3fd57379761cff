"""How large a case may be for what holds each treatment against each event.

Lines, responses, endpoints and resistance compare events in pairs, so that ten times the events
take a hundred times as long. No report comes near the bound; a document that passes it is still
read, solved and checked for all that grows with its size alone, and what was left out is said.
"""

from __future__ import annotations

from timeline.budgets import BUDGET
from timeline.model.case import Case
from timeline.model.components import ProcedureType
from timeline.model.events import Procedure, Radiotherapy, SupportiveCare, Therapy

_TREATMENTS = (Therapy, SupportiveCare, Radiotherapy)


def too_large(case: Case) -> str | None:
    """Why treatments and events of a case are not compared in pairs; None where they are."""
    treatments = sum(1 for event in case.events if _is_treatment(event))
    if treatments * len(case.events) <= BUDGET.pairs:
        return None
    return (
        f"{treatments} treatments beside {len(case.events)} events are more than the"
        f" {BUDGET.pairs} pairs that are compared"
    )


def _is_treatment(event: object) -> bool:
    surgery = isinstance(event, Procedure) and event.type is ProcedureType.SURGERY
    return surgery or isinstance(event, _TREATMENTS)
