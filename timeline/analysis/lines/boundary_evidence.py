"""What a report tells that lines turn on: progression, spread, and why treatment stopped."""

from __future__ import annotations

from typing import NamedTuple

from timeline.analysis.evidence.disease import (
    disease_evidence,
    spread_evidence,
    stopped_for_progression,
)
from timeline.analysis.evidence.treatments import tells_stop
from timeline.analysis.given import gives_cells, was_done
from timeline.analysis.line_rules import LineRules
from timeline.analysis.lines.exposures import Day, Exposure, day_of, later_by_more
from timeline.chronology import Chronology
from timeline.model.case import start_of
from timeline.model.components import Presence, ProcedureType, StopReason
from timeline.model.events import (
    AdverseEvent,
    Event,
    Procedure,
)
from timeline.model.truth import Truth


class DatedEvidence(NamedTuple):
    """An event that shows progression or spread; ``sure`` unless it is only suspected."""

    id: str
    day: Day
    sure: bool


class CaseEvidence:
    """What one case tells that lines turn on, read when first asked for."""

    def __init__(self, chronology: Chronology, rules: LineRules) -> None:
        self.chronology = chronology
        self.calendar = chronology.calendar
        self.rules = rules
        self._progressions: list[DatedEvidence] | None = None
        self._spread: list[DatedEvidence] | None = None
        self._adverse: list[AdverseEvent] | None = None
        self._transplants: tuple[Procedure, ...] | None = None

    @property
    def progressions(self) -> list[DatedEvidence]:
        """Progression, relapse and new metastases, in document order."""
        if self._progressions is None:
            self._progressions = [
                self._sign(each.event, each.sure) for each in disease_evidence(self.chronology.case)
            ]
        return self._progressions

    @property
    def spread(self) -> list[DatedEvidence]:
        """What shows advanced disease: metastases, and diagnoses of a metastatic stage."""
        if self._spread is None:
            self._spread = [
                self._sign(event, sure) for event, sure in spread_evidence(self.chronology.case)
            ]
        return self._spread

    @property
    def transplants(self) -> tuple[Procedure, ...]:
        """The transplants that were done, in document order."""
        if self._transplants is None:
            self._transplants = tuple(
                [
                    event
                    for event in self.chronology.case
                    if type(event) is Procedure
                    and event.type is ProcedureType.TRANSPLANT
                    and was_done(event)
                    and not gives_cells(event)
                ]
            )
        return self._transplants

    def _sign(self, event: Event, sure: Truth) -> DatedEvidence:
        return DatedEvidence(event.id, day_of(self.chronology, start_of(event)), sure is Truth.TRUE)

    def progression_between(self, last: Exposure, new: Exposure) -> tuple[Truth, str, list[str]]:
        """Whether the disease progressed after one course began, on or before the start of another.

        A stop for progression says so. Gives the truth, why, and the events it rests on.
        """
        if stopped_for_progression(last.event):
            return Truth.TRUE, f"{last.id} stopped for progression", []
        return self.progression_by(last, new.start, new.id)

    def progression_by(self, last: Exposure, day: Day, by: str) -> tuple[Truth, str, list[str]]:
        """Whether the disease progressed after a course began, on or before a day."""
        possible = []
        for sign in self.progressions:
            after = later_by_more(self.chronology, last.start, sign.day, 0)
            if after is Truth.FALSE:
                continue
            later = later_by_more(self.chronology, day, sign.day, 0)
            if later is Truth.TRUE:
                continue
            if sign.sure and after is Truth.TRUE and later is Truth.FALSE:
                return Truth.TRUE, f"{sign.id}, after {last.id} began and by {by}", [sign.id]
            possible.append(sign.id)
        if possible:
            return Truth.INDETERMINATE, f"perhaps {', '.join(possible)}", possible
        return Truth.FALSE, f"none is told between {last.id} and {by}", []

    def stop_of(self, exposure: Exposure) -> tuple[StopReason, tuple[str, ...]]:
        """Why a course ended: as stated, or toxicity where an adverse event is said to stop it."""
        stated = exposure.event.stop
        if self._adverse is None:
            self._adverse = [event for event in self.chronology.case if type(event) is AdverseEvent]
        if not self._adverse:
            return stated, ()
        stopped_by = tuple(
            event.id
            for event in self._adverse
            if event.presence is Presence.PRESENT
            and event.attributed_to is not None
            and tells_stop(event.effect)
            and self.chronology.case.event(event.attributed_to).id == exposure.id
        )
        if stated is StopReason.NOT_STATED and stopped_by:
            return StopReason.TOXICITY, stopped_by
        return stated, stopped_by if stated is StopReason.TOXICITY else ()
