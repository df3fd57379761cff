"""In which phase was the disease, chronic, accelerated or blast, and did it go on or back?

A phase is a state of chronic myeloid leukaemia and its kin among myeloid neoplasms, and no
histology. Going on to an accelerated or a blast phase is progression (Hochhaus et al. 2020,
Leukemia 34:966); going back to a chronic one is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from timeline.model.case import Case, Point, start_of
from timeline.model.components import Certainty, DiseasePhase
from timeline.model.events import Diagnosis, Event, HistologicTransformation, PhaseChange
from timeline.model.truth import Truth
from timeline.vocabulary.tumours import find_tumour

_WORDS = (
    (DiseasePhase.SECOND_CHRONIC, r"\b(?:second|2nd)[- ]chronic\b|\bCP2\b"),
    (
        DiseasePhase.BLAST,
        r"\bblast(?:ic)?[- ](?:phase|crisis|transformation)\b|\bB[CP]-CML\b|^blast$",
    ),
    (DiseasePhase.ACCELERATED, r"\baccelerated\b|\bAP-CML\b"),
    (DiseasePhase.CHRONIC, r"\bchronic[- ]phase\b|\bCP-CML\b|^chronic$"),
)
_WITH_PHASES = ("MPN", "MDS", "MDS/MPN")
_MYELOID = re.compile(
    r"\b(?:CML|CMML|MPN|MDS|myeloproliferative|myelodysplastic|chronic my\w+ leuka?emia)\b",
    re.IGNORECASE,
)


@attrs.frozen
class PhaseEvidence:
    """A phase that an event tells of, and the one before it as far as the document has it."""

    event: Event
    at: Point
    phase: DiseasePhase
    before: DiseasePhase | None
    certainty: Certainty

    @property
    def advanced(self) -> Truth:
        """Whether the disease went on to a more advanced phase."""
        if not self.phase.rank or isinstance(self.event, Diagnosis):
            return Truth.FALSE
        if self.before is None:
            changed = isinstance(self.event, HistologicTransformation)
            return Truth.TRUE if changed else Truth.INDETERMINATE
        return Truth.of(self.phase.rank > self.before.rank)


def phases(case: Case) -> Iterator[PhaseEvidence]:
    """Every phase a case tells of, in document order; none of a disease that has no phases."""
    if not any(map(_may_tell, case)):
        return
    last: dict[str | None, DiseasePhase] = {}
    have = _has_phases(case)
    for event in case:
        if not _may_tell(event):
            continue
        phase, before = _told(event) if have or isinstance(event, PhaseChange) else (None, None)
        certainty = getattr(event, "certainty", Certainty.CONFIRMED)
        if phase is not None and certainty is not Certainty.EXCLUDED:
            before = before or last.get(event.tumour)
            yield PhaseEvidence(event, start_of(event), phase, before, certainty)
            last[event.tumour] = phase


def histologic_changes(case: Case) -> Iterator[HistologicTransformation]:
    """The transformations of the histology: those into another phase are none."""
    other = {told.event.id for told in phases(case)}
    for event in case:
        if isinstance(event, HistologicTransformation) and event.id not in other:
            yield event


def phase_in(words: str) -> DiseasePhase | None:
    """The phase that words name; None where they name none."""
    found = (phase for phase, told in _WORDS if re.search(told, words.strip(), re.IGNORECASE))
    return next(found, None)


def _may_tell(event: Event) -> bool:
    return isinstance(event, Diagnosis | HistologicTransformation | PhaseChange)


def _told(event: Event) -> tuple[DiseasePhase | None, DiseasePhase | None]:
    """The phase of an event, and the one before it where the event itself says that."""
    match event:
        case PhaseChange():
            return event.phase, event.previously
        case HistologicTransformation():
            return phase_in(event.to), phase_in(event.previously or "")
        case Diagnosis():
            group = event.stage.group or "" if event.stage else ""
            return phase_in(group) or phase_in(event.histology), None
    return None, None


def _has_phases(case: Case) -> bool:
    """Whether the disease has phases, or is not named."""
    named = [event.histology for event in case if isinstance(event, Diagnosis)]
    return not named or any(map(_is_myeloid, named))


def _is_myeloid(histology: str) -> bool:
    term = find_tumour(histology)
    known = term is not None and any(term.is_a(code) for code in _WITH_PHASES)
    return known or _MYELOID.search(histology) is not None
