"""What prepares a cell therapy: lymphodepletion, and what bridges the time its cells are made."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.analysis.given import collects_cells
from timeline.analysis.lines.boundary_evidence import CaseEvidence
from timeline.analysis.lines.exposures import Day, Exposure, day_of, later_by_more
from timeline.model.case import start_of
from timeline.model.components import Phase
from timeline.model.events import Procedure
from timeline.model.truth import Truth

_LYMPHODEPLETING = frozenset(
    ("fludarabine", "cyclophosphamide", "bendamustine", "pentostatin", "cladribine")
)
_DAYS_BEFORE = 14
_PHASES = (Phase.BRIDGING, Phase.LYMPHODEPLETION)


def note_preparations(signs: CaseEvidence, given: Sequence[Exposure]) -> None:
    """Mark the courses that prepare a cell therapy, so that they name no line and begin none.

    As the report calls them; or lymphodepleting drugs begun within two weeks before the cells, and
    any course between their collection and their infusion.
    """
    if not signs.rules.preparation_is_a_phase or not any(each.is_cells for each in given):
        return
    collected = [
        day_of(signs.chronology, start_of(event))
        for event in signs.chronology.case.events
        if type(event) is Procedure and collects_cells(event)
    ]
    for place, cells in enumerate(given):
        if not cells.is_cells:
            continue
        for other in reversed(given[:place]):
            if other.is_cells or other.prepares is not None:
                break
            phase = _phase(signs, other, cells, collected)
            if phase is None:
                break
            other.prepares, other.phase = cells, phase
            other.drugs = other.unnamed = frozenset()


def _phase(
    signs: CaseEvidence, other: Exposure, cells: Exposure, collected: Sequence[Day]
) -> Phase | None:
    if other.event.phase is not None:
        return other.event.phase if other.event.phase in _PHASES else None
    numbers = other.event.line, cells.event.line
    if None not in numbers and numbers[0] != numbers[1]:
        return None
    chronology = signs.chronology
    if later_by_more(chronology, other.start, cells.start, -1) is not Truth.TRUE:
        return None
    if other.drugs <= _LYMPHODEPLETING and not other.unnamed:
        near = later_by_more(chronology, other.start, cells.start, _DAYS_BEFORE)
        if near is Truth.FALSE:
            return Phase.LYMPHODEPLETION
    between = (later_by_more(chronology, day, other.start, -1) is Truth.TRUE for day in collected)
    return Phase.BRIDGING if any(between) else None
