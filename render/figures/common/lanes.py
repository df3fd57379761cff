"""Where an event stands in a timeline, and which markers stand for it."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from functools import lru_cache

import attrs

from render.canvas.style import class_key
from timeline.analysis.evidence.life import tells_death, tells_loss
from timeline.analysis.given import is_local
from timeline.analysis.lines import Line
from timeline.model.case import Case
from timeline.model.components import Certainty, Drug, Presence, Response, Scope
from timeline.model.events import (
    AdverseEvent,
    Assessment,
    Diagnosis,
    Event,
    FollowUp,
    Metastasis,
    MolecularTest,
    Procedure,
    Progression,
    Radiotherapy,
    SupportiveCare,
    Symptom,
    Therapy,
)
from timeline.vocabulary.current import Vocabulary, current
from timeline.vocabulary.drugs import BONE_AGENT, drug_terms, find_drug
from timeline.vocabulary.responses import CATEGORIES, ResponseMeaning, response_meaning


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


_LANES = {
    "diagnosis": Lane.DISEASE,
    "metastasis": Lane.DISEASE,
    "progression": Lane.DISEASE,
    "transformation": Lane.DISEASE,
    "condition": Lane.DISEASE,
    "follow_up": Lane.DISEASE,
    "death": Lane.DISEASE,
    "assessment": Lane.RESPONSE,
    "test": Lane.MOLECULAR,
    "therapy": Lane.SYSTEMIC,
    "procedure": Lane.LOCAL,
    "radiotherapy": Lane.LOCAL,
    "supportive_care": Lane.SUPPORTIVE,
    "symptom": Lane.COURSE,
    "visit": Lane.COURSE,
    "performance_status": Lane.COURSE,
    "adverse_event": Lane.ADVERSE,
    "laboratory": Lane.LABORATORY,
}

_MARKERS = {
    "follow_up": "last-follow-up",
    "adverse_event": "adverse-event",
    "performance_status": "performance-status",
}

_RESPONSES = {
    ResponseMeaning.COMPLETE: "complete-response",
    ResponseMeaning.PARTIAL: "partial-response",
    ResponseMeaning.STABLE: "stable-disease",
    ResponseMeaning.PROGRESSION: "progression",
    ResponseMeaning.MIXED: "mixed-response",
    ResponseMeaning.NOT_EVALUABLE: "not-evaluable",
    None: "imaging",
}


@attrs.frozen
class EventMarker:
    """One marker: its meaning (a key of `render.canvas.style.MARKERS`), and of how much.

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


def lane_of(event: Event) -> Lane:
    """The lane an event is drawn in; drugs given into a cavity are a local therapy."""
    match event:
        case Therapy(drugs=drugs) if all(map(is_local, drugs)):
            return Lane.LOCAL
        case SupportiveCare() if drug_classes(event) == (BONE_AGENT,):
            return Lane.BONE
    return _LANES[event.key]


def lane_title(lane: Lane, events: Iterable[Event]) -> str:
    """The title of a lane: of what stands in it, where that is only a part of what could."""
    if lane is Lane.LOCAL:
        kinds = {isinstance(event, Procedure) for event in events}
        if len(kinds) == 1:
            return "Procedures" if kinds.pop() else "Local therapy"
    return lane.value


def markers_of(event: Event) -> tuple[EventMarker, ...]:
    """The markers of an event that is no bar: one, or one for each kind of response it reports."""
    if not event.happened:
        return (EventMarker("not-tested"),)
    match event:
        case Assessment(response=responses) if responses:
            markers = (
                EventMarker(
                    _RESPONSES[response_meaning(response.category, response.wording)],
                    scope=response.scope,
                    read=_is_read(response),
                )
                for response in responses
            )
            return tuple(dict.fromkeys(markers))
        case Assessment():
            return (EventMarker("imaging"),)
        case MolecularTest():
            return (EventMarker(_test(event)),)
        case FollowUp(outcome=outcome) if tells_death(outcome):
            return (EventMarker("death"),)
        case FollowUp(outcome=outcome) if tells_loss(outcome):
            return (EventMarker("lost"),)
    return (EventMarker(_MARKERS.get(event.key, event.key), absent=_is_absent(event)),)


def drug_classes(event: Therapy | Radiotherapy | SupportiveCare) -> tuple[str, ...]:
    """The classes of a treatment's drugs, each once, in the order of the drugs."""
    if isinstance(event, Radiotherapy):
        return ("radiotherapy",)
    return tuple(dict.fromkeys(map(_drug_class, event.drugs)))


def _drug_class(drug: Drug) -> str:
    """The class a drug is stated or known to have, a known class in the vocabulary's spelling."""
    term = find_drug(drug.name)
    stated = drug.drug_class or (term.drug_class if term else None)
    known = _known_classes()
    if stated is None:
        return known.get(class_key(drug.name), "unknown")
    return known.get(class_key(stated), stated)


def _known_classes() -> Mapping[str, str]:
    """Every class of the vocabulary by its key: ``egfr-tki`` to ``EGFR-TKI``."""
    return _classes_of(current())


@lru_cache(maxsize=4)
def _classes_of(_vocabulary: Vocabulary) -> Mapping[str, str]:
    return {class_key(term.drug_class): term.drug_class for term in drug_terms().values()}


def _is_read(response: Response) -> bool:
    """Whether what a response means was read from words, no category of a scale being stated."""
    if response.category is not None and response.category in CATEGORIES:
        return False
    return response_meaning(response.category, response.wording) is not None


def _test(test: MolecularTest) -> str:
    if test.found:
        return "molecular"
    return "molecular-negative" if test.not_found and not test.equivocal else "molecular-unclear"


def _is_absent(event: Event) -> bool:
    match event:
        case Symptom(presence=presence) | AdverseEvent(presence=presence):
            return presence is Presence.ABSENT
        case Diagnosis(certainty=certainty):
            return certainty is Certainty.EXCLUDED
        case Metastasis(certainty=certainty) | Progression(certainty=certainty):
            return certainty is Certainty.EXCLUDED
    return False


def classes_of(case: Case, line: Line) -> tuple[str, ...]:
    """The drug classes of a line, each once; ("unknown",) where nothing is given to tell them."""
    events = (case.event(name) for name in line.therapies)
    classes = (c for event in events if isinstance(event, Therapy) for c in drug_classes(event))
    return tuple(dict.fromkeys(classes)) or ("unknown",)
