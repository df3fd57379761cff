"""The markers that events are drawn as, the same in every figure: a row for each meaning."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from render.canvas.markers import Shape
from render.canvas.palette import (
    BLACK,
    GREEN,
    LIGHT_GREY,
    ORANGE,
    PURPLE,
    SKY_BLUE,
    VERMILLION,
    WHITE,
    YELLOW,
    paler,
)
from render.canvas.scene import Marker, Stroke
from render.canvas.style import ASSUMED_PALENESS
from timeline.analysis.evidence.life import tells_death, tells_loss
from timeline.model.components import Response, Scope
from timeline.model.events import Assessment, FollowUp, MolecularTest
from timeline.vocabulary.responses import CATEGORIES, ResponseMeaning, response_meaning

_OUTLINE = Stroke(width=0.6)
_ASSUMED_OUTLINE = Stroke(width=0.7, dash=(1.2, 0.9))


@attrs.frozen
class MarkerLook:
    """How a marker looks, and its words in a legend.

    Thin shapes have no outline, which would fill their gaps.
    """

    shape: Shape
    fill: str
    words: str
    stroke: Stroke | None = _OUTLINE

    def at(self, x: float, y: float, size: float) -> Marker:
        """The marker to draw at a point, all in points."""
        return Marker(x, y, self.shape, size=size, fill=self.fill, stroke=self.stroke)

    @property
    def assumed(self) -> MarkerLook:
        """The look where the moment is supposed, not reported: pale, with a dashed outline."""
        pale = paler(self.fill, ASSUMED_PALENESS)
        return attrs.evolve(self, fill=pale, stroke=_ASSUMED_OUTLINE)


MARKERS: Mapping[str, MarkerLook] = {
    "diagnosis": MarkerLook("diamond", BLACK, "diagnosis"),
    "transformation": MarkerLook("diamond", VERMILLION, "histologic transformation"),
    "phase": MarkerLook("diamond", ORANGE, "phase of the disease"),
    "metastasis": MarkerLook("triangle-down", BLACK, "metastasis found"),
    "progression": MarkerLook("triangle-down", VERMILLION, "progression"),
    "condition": MarkerLook("square", BLACK, "other condition"),
    "last-follow-up": MarkerLook("bar", BLACK, "follow-up"),
    "lost": MarkerLook("break", BLACK, "lost to follow-up", stroke=None),
    "death": MarkerLook("cross", BLACK, "death"),
    "complete-response": MarkerLook("star", GREEN, "complete response"),
    "partial-response": MarkerLook("triangle-up", GREEN, "partial response"),
    "response": MarkerLook("triangle-up", SKY_BLUE, "response, how far not stated"),
    "stable-disease": MarkerLook("square", YELLOW, "stable disease"),
    "no-response": MarkerLook("square", VERMILLION, "no response"),
    "mixed-response": MarkerLook("hourglass", ORANGE, "mixed response"),
    "not-evaluable": MarkerLook("diamond", WHITE, "response not evaluable"),
    "imaging": MarkerLook("square", WHITE, "examination"),
    "molecular": MarkerLook("circle", PURPLE, "test with findings"),
    "molecular-negative": MarkerLook("circle", WHITE, "test, nothing found"),
    "molecular-unclear": MarkerLook("circle", LIGHT_GREY, "test, result equivocal or not stated"),
    "not-tested": MarkerLook("minus", BLACK, "not done, declined, failed or planned"),
    "procedure": MarkerLook("plus", BLACK, "procedure"),
    "symptom": MarkerLook("dome", SKY_BLUE, "symptom"),
    "visit": MarkerLook("flag", BLACK, "visit"),
    "performance-status": MarkerLook("pentagon", WHITE, "performance status"),
    "adverse-event": MarkerLook("bolt", ORANGE, "adverse event"),
    "laboratory": MarkerLook("pentagon", SKY_BLUE, "laboratory value"),
    "ongoing": MarkerLook("triangle-right", BLACK, "still ongoing"),
    "conflict": MarkerLook("unequal", VERMILLION, "statements contradict", stroke=None),
}
"""What each meaning looks like, in the order of a legend; the keys are the meanings there are.

No two share both shape and fill, as several colours are the same grey in print.
"""

_RESPONSES = {
    ResponseMeaning.COMPLETE: "complete-response",
    ResponseMeaning.PARTIAL: "partial-response",
    ResponseMeaning.RESPONSE: "response",
    ResponseMeaning.NO_RESPONSE: "no-response",
    ResponseMeaning.STABLE: "stable-disease",
    ResponseMeaning.PROGRESSION: "progression",
    ResponseMeaning.MIXED: "mixed-response",
    ResponseMeaning.NOT_EVALUABLE: "not-evaluable",
    None: "imaging",
}


@attrs.frozen
class EventMarker:
    """One marker: its meaning (a key of `MARKERS`), and of how much.

    ``scope`` is what a response speaks of, ``read`` is True where its meaning was read from the
    report's words and no category is stated, ``absent`` for what the report says was not there.
    ``gained`` and ``lost`` say of a test that it shows such a change.
    """

    meaning: str
    scope: Scope = Scope.OVERALL
    read: bool = False
    absent: bool = False
    gained: bool = False
    lost: bool = False

    @property
    def part(self) -> bool:
        """Whether it is a response of one organ or lesion only."""
        return self.scope is not Scope.OVERALL


def of_assessment(event: Assessment) -> tuple[EventMarker, ...]:
    """A marker for each kind of response it reports."""
    markers = (
        EventMarker(
            _RESPONSES[response_meaning(response.category, response.wording)],
            scope=response.scope,
            read=_is_read(response),
        )
        for response in event.response
    )
    return tuple(dict.fromkeys(markers)) or (EventMarker("imaging"),)


def of_test(event: MolecularTest) -> tuple[EventMarker, ...]:
    """Whether it found something, found nothing, or leaves that open."""
    if event.found:
        return (EventMarker("molecular"),)
    negative = event.not_found and not event.equivocal
    return (EventMarker("molecular-negative" if negative else "molecular-unclear"),)


def of_follow_up(event: FollowUp) -> tuple[EventMarker, ...]:
    """What became of the patient, read from its words."""
    if tells_death(event.outcome):
        return (EventMarker("death"),)
    return (EventMarker("lost" if tells_loss(event.outcome) else "last-follow-up"),)


def _is_read(response: Response) -> bool:
    """Whether what a response means was read from words, no category of a scale being stated."""
    if response.category is not None and response.category in CATEGORIES:
        return False
    return response_meaning(response.category, response.wording) is not None
