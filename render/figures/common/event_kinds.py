"""How each kind of event is shown, the same in every figure: a row for each kind."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from render.figures.common.drug_classes import of_drugs
from render.figures.common.markers import EventMarker, of_assessment, of_follow_up, of_test
from timeline.analysis.lines import Line
from timeline.model.case import Case
from timeline.model.components import Certainty, Presence
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
    PhaseChange,
    Procedure,
    Progression,
    Radiotherapy,
    SupportiveCare,
    Symptom,
    Therapy,
    Visit,
)
from timeline.vocabulary.drugs import BONE_AGENT


class Lane(enum.StrEnum):
    """The lanes of a timeline, from the top; the value is the lane's title."""

    DISEASE = "Disease"
    RESPONSE = "Imaging / response"
    MOLECULAR = "Molecular"
    SYSTEMIC = "Systemic therapy"
    LOCAL = "Local therapy, procedures"
    BONE = "Bone-modifying agents"
    SUPPORTIVE = "Supportive care"
    COURSE = "Clinical course"
    ADVERSE = "Adverse events"
    LABORATORY = "Laboratory"


@attrs.frozen(kw_only=True)
class KindLook:
    """How one kind of event is shown: as a marker at a moment, or as a bar.

    Args:
        kind: the class of the events.
        lane: the lane of a timeline they stand in.
        lane_of: the lane of one event, for a kind of which some belong elsewhere.
        marker: the meaning of its marker in `render.figures.common.markers.MARKERS`, which has its
            shape, its fill and its words in a legend.
        markers_of: the markers of one event, where they depend on what it says.
        bar_of: the drug classes of the bar that one event is; None for a kind without bars.
        row_mark: the name by which a swimmer plot is asked to mark it; empty where it cannot be.
        outcome: whether it tells what became of the patient.
    """

    kind: type[Event]
    lane: Lane
    lane_of: Callable[[Any], Lane] | None = None
    marker: str = ""
    markers_of: Callable[[Any], tuple[EventMarker, ...]] | None = None
    bar_of: Callable[[Any], tuple[str, ...]] | None = None
    row_mark: str = ""
    outcome: bool = False


def _lane_of_therapy(event: Therapy) -> Lane:
    """Drugs given into a cavity are a local therapy."""
    return Lane.LOCAL if all(drug.is_local for drug in event.drugs) else Lane.SYSTEMIC


def _lane_of_support(event: SupportiveCare) -> Lane:
    return Lane.BONE if of_drugs(event) == (BONE_AGENT,) else Lane.SUPPORTIVE


LOOKS = (
    KindLook(kind=Diagnosis, lane=Lane.DISEASE, marker="diagnosis", row_mark="diagnosis"),
    KindLook(kind=Metastasis, lane=Lane.DISEASE, marker="metastasis", row_mark="metastasis"),
    KindLook(kind=Progression, lane=Lane.DISEASE, marker="progression", row_mark="progression"),
    KindLook(
        kind=HistologicTransformation,
        lane=Lane.DISEASE,
        marker="transformation",
        row_mark="transformation",
    ),
    KindLook(
        kind=PhaseChange,
        lane=Lane.DISEASE,
        marker="phase",
        row_mark="disease_phase",
    ),
    KindLook(kind=Condition, lane=Lane.DISEASE, marker="condition"),
    KindLook(
        kind=FollowUp,
        lane=Lane.DISEASE,
        marker="last-follow-up",
        markers_of=of_follow_up,
        outcome=True,
    ),
    KindLook(kind=Death, lane=Lane.DISEASE, marker="death", outcome=True),
    KindLook(
        kind=Assessment,
        lane=Lane.RESPONSE,
        marker="imaging",
        markers_of=of_assessment,
        row_mark="response",
    ),
    KindLook(
        kind=MolecularTest,
        lane=Lane.MOLECULAR,
        marker="molecular",
        markers_of=of_test,
        row_mark="test",
    ),
    KindLook(kind=Therapy, lane=Lane.SYSTEMIC, lane_of=_lane_of_therapy, bar_of=of_drugs),
    KindLook(kind=Radiotherapy, lane=Lane.LOCAL, bar_of=lambda _: ("radiotherapy",)),
    KindLook(kind=Procedure, lane=Lane.LOCAL, marker="procedure"),
    KindLook(kind=SupportiveCare, lane=Lane.SUPPORTIVE, lane_of=_lane_of_support, bar_of=of_drugs),
    KindLook(kind=Symptom, lane=Lane.COURSE, marker="symptom"),
    KindLook(kind=Visit, lane=Lane.COURSE, marker="visit"),
    KindLook(kind=PerformanceStatus, lane=Lane.COURSE, marker="performance-status"),
    KindLook(
        kind=AdverseEvent, lane=Lane.ADVERSE, marker="adverse-event", row_mark="adverse_event"
    ),
    KindLook(kind=Laboratory, lane=Lane.LABORATORY, marker="laboratory"),
)
"""Every kind of event, by the lanes of a timeline from the top."""

_BY_KIND = {look.kind: look for look in LOOKS}


def look_of(event: Event) -> KindLook:
    """The row of an event's kind."""
    return _BY_KIND[type(event)]


def lane_of(event: Event) -> Lane:
    """The lane an event is drawn in."""
    look = look_of(event)
    return look.lane_of(event) if look.lane_of else look.lane


def lane_title(lane: Lane, events: Iterable[Event]) -> str:
    """The title of a lane: of what stands in it, where that is only a part of what could."""
    if lane is Lane.LOCAL:
        bars = {look_of(event).bar_of is not None for event in events}
        if len(bars) == 1:
            return "Local therapy" if bars.pop() else "Procedures"
    return lane.value


def markers_of(event: Event) -> tuple[EventMarker, ...]:
    """The markers of an event that is no bar: one, or one for each kind of response it reports."""
    if not event.happened:
        return (EventMarker("not-tested"),)
    look = look_of(event)
    if look.markers_of:
        return look.markers_of(event)
    return (EventMarker(look.marker, absent=_is_absent(event)),)


def _is_absent(event: Event) -> bool:
    """Whether the report says that it was not there: no such symptom, a diagnosis excluded."""
    presence, certainty = getattr(event, "presence", None), getattr(event, "certainty", None)
    return presence is Presence.ABSENT or certainty is Certainty.EXCLUDED


def drug_classes(event: Event) -> tuple[str, ...]:
    """The classes of a treatment, each once, in the order of its drugs; none of what is no bar."""
    look = look_of(event)
    return look.bar_of(event) if look.bar_of else ()


def classes_of(case: Case, line: Line) -> tuple[str, ...]:
    """The drug classes of a line, each once; ("unknown",) where nothing is given to tell them."""
    events = (case.event(name) for name in line.therapies)
    classes = (c for event in events if isinstance(event, Therapy) for c in drug_classes(event))
    return tuple(dict.fromkeys(classes)) or ("unknown",)
