"""Where an event stands in a timeline, and which markers stand for it."""

from __future__ import annotations

import enum
import re

import attrs

from timeline.model.assays import TestStatus
from timeline.model.events import (
    AdverseEvent,
    Assessment,
    Diagnosis,
    Event,
    FollowUp,
    Metastasis,
    MolecularTest,
    Progression,
    Radiotherapy,
    SupportiveCare,
    Symptom,
    Therapy,
)
from timeline.model.facets import Certainty, Drug, Presence, Scope
from timeline.vocabulary.drugs import drug_terms, find_drug
from timeline.vocabulary.responses import ResponseMeaning, response_meaning


class Lane(enum.StrEnum):
    """The lanes of a timeline, from the top; the value is the lane's title."""

    DISEASE = "Disease"
    RESPONSE = "Imaging / response"
    MOLECULAR = "Molecular"
    SYSTEMIC = "Systemic therapy"
    LOCAL = "Local therapy, procedures"
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

# Into a cavity or a lesion, as against into the blood: what makes a drug's effect a local one.
_LOCAL_ROUTE = re.compile(r"intra(?!ven|musc|oss|derm|nas)", re.IGNORECASE)


@attrs.frozen
class Sign:
    """One marker: its meaning (a key of `render.canvas.style.MARKERS`), and of how much.

    ``part`` is True for a response of one organ or lesion only, ``absent`` for what the report
    says was not there.
    """

    meaning: str
    part: bool = False
    absent: bool = False


def lane_of(event: Event) -> Lane:
    """The lane an event is drawn in; drugs given into a cavity are a local therapy."""
    if isinstance(event, Therapy) and all(_LOCAL_ROUTE.match(d.route or "") for d in event.drugs):
        return Lane.LOCAL
    return _LANES[event.key]


def signs_of(event: Event) -> tuple[Sign, ...]:
    """The markers of an event that is no bar: one, or one for each kind of response it reports."""
    match event:
        case Assessment(response=responses) if responses:
            signs = (
                Sign(
                    _RESPONSES[response_meaning(response.category, response.wording)],
                    part=response.scope is not Scope.OVERALL,
                )
                for response in responses
            )
            return tuple(dict.fromkeys(signs))
        case Assessment():
            return (Sign("imaging"),)
        case MolecularTest():
            return (Sign(_test(event)),)
        case FollowUp(status=status) if re.search(r"\blost\b", status, re.IGNORECASE):
            return (Sign("lost"),)
    return (Sign(_MARKERS.get(event.key, event.key), absent=_is_absent(event)),)


def drug_classes(event: Therapy | Radiotherapy | SupportiveCare) -> tuple[str, ...]:
    """The classes of a treatment's drugs, each once, in the order of the drugs."""
    if isinstance(event, Radiotherapy):
        return ("radiotherapy",)
    return tuple(dict.fromkeys(map(_drug_class, event.drugs)))


def _drug_class(drug: Drug) -> str:
    term = find_drug(drug.name)
    if drug.drug_class or term:
        return drug.drug_class or (term.drug_class if term else "")
    classes = {known.drug_class for known in drug_terms().values()}
    return drug.name if drug.name in classes else "unknown"


def _test(test: MolecularTest) -> str:
    if test.status is not TestStatus.PERFORMED:
        return "not-tested"
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
