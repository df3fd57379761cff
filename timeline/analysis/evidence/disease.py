"""Did the disease progress, when, where, and how sure is it? Every reader of a case filters this.

A new metastasis is progression, as is a more advanced phase of a leukaemia; a transformation is
none by itself; what is excluded, and a part that is worse where the assessment calls the whole
otherwise, is no evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import attrs

from timeline.analysis.evidence.life import tells_death
from timeline.analysis.evidence.phases import PhaseEvidence, phases
from timeline.model.case import Case, Point, end_of, start_of
from timeline.model.components import Certainty, Response, Scope, StopReason
from timeline.model.events import (
    Assessment,
    Diagnosis,
    Event,
    FollowUp,
    Metastasis,
    Progression,
    Therapy,
)
from timeline.model.moments import NotBefore, Offset
from timeline.model.truth import Truth
from timeline.model.words import Word
from timeline.vocabulary.current import Vocabulary, current
from timeline.vocabulary.responses import CONTROLLED, ResponseMeaning, response_meaning

_BETTER = (*CONTROLLED, ResponseMeaning.MIXED)
"""An overall response beside which what grew is a part that the whole does not go by."""

_DISTANT = re.compile(r"\b(?:IV|extensive)|M1", re.IGNORECASE)


class Kind(Word):
    """How the progression is told."""

    PROGRESSION = "progression"
    NEW_METASTASIS = "new metastasis"
    NEW_PHASE = "a more advanced phase"
    ASSESSMENT = "assessment"
    FOLLOW_UP = "follow-up"
    STOPPED = "treatment stopped for progression"


class ProgressionEvidence(Word):
    """What counts as progression: whatever the report calls so, or an overall category alone."""

    ANY = "any"
    RECIST = "recist"


@attrs.frozen
class DiseaseEvidence:
    """One event that shows progression: its moment, how and where it is told, and how sure it is.

    ``scope`` says whether it speaks of the whole disease; ``responses`` are those of an assessment
    that it rests on.
    """

    event: Event
    at: Point
    kind: Kind
    scope: Scope
    sites: tuple[str, ...]
    certainty: Certainty
    responses: tuple[Response, ...] = ()

    @property
    def sure(self) -> Truth:
        """Whether it is progression: what is only suspected may be, what is not doubted is."""
        return _certain(self.certainty)

    @property
    def overall(self) -> bool:
        """Whether it speaks of the disease as a whole and not of one organ or lesion."""
        return self.scope is Scope.OVERALL

    @property
    def what(self) -> str:
        """The evidence in a few words, with the doubt that the report leaves."""
        named = self.kind in (Kind.NEW_METASTASIS, Kind.NEW_PHASE)
        words = self.kind.value if named else "progression"
        doubted = self.certainty is not Certainty.CONFIRMED
        return f"{words} (certainty: {self.certainty.value})" if doubted else words


def _certain(certainty: Certainty) -> Truth:
    return Truth.INDETERMINATE if certainty is Certainty.SUSPECTED else Truth.TRUE


def disease_evidence(case: Case) -> Iterator[DiseaseEvidence]:
    """Every report of progression in a case, in document order."""
    vocabulary = current()
    advanced = {told.event.id: told for told in phases(case) if told.advanced is not Truth.FALSE}
    for event in case:
        if event.id in advanced:
            yield _in_new_phase(advanced[event.id])
            continue
        read = _READERS.get(type(event))
        found = read and read(vocabulary, event)
        if found is not None:
            yield found


def _in_new_phase(told: PhaseEvidence) -> DiseaseEvidence:
    sure = told.advanced is Truth.TRUE
    certainty = told.certainty if sure else Certainty.SUSPECTED
    return DiseaseEvidence(told.event, told.at, Kind.NEW_PHASE, Scope.OVERALL, (), certainty)


def stopped_for_progression(event: Event) -> DiseaseEvidence | None:
    """The progression that a treatment is told to have stopped for: by its last day."""
    if not isinstance(event, Therapy) or event.stop is not StopReason.PROGRESSION:
        return None
    if event.end is not None and event.end.ongoing:
        return None
    return DiseaseEvidence(
        event, end_of(event), Kind.STOPPED, Scope.OVERALL, (), Certainty.CONFIRMED
    )


def spread_evidence(case: Case) -> Iterator[tuple[Event, Truth]]:
    """What shows that the disease had spread, and how surely: metastases, metastatic stages."""
    for event in case:
        if isinstance(event, Metastasis):
            found = _told(current(), event)
            if found is not None:
                yield event, found.sure
        elif isinstance(event, Diagnosis) and event.stage is not None:
            stage = event.stage
            distant = _DISTANT.match(stage.group or "") or _DISTANT.search(stage.tnm or "")
            if distant and event.certainty is not Certainty.EXCLUDED:
                yield event, _certain(event.certainty)


def placed_after(case: Case, event: Event) -> frozenset[Point]:
    """The moments an event is told to come after: ``during A``, ``after A``, ``A + 3 weeks``."""
    moment = event.moment(event.edges[0])
    if moment is None or len(moment.alternatives) != 1:
        return frozenset()
    places = [
        case.point(term.anchor)
        for term in moment.alternatives[0]
        if isinstance(term, NotBefore) or (isinstance(term, Offset) and not term.negative)
    ]
    return frozenset(places) if places else frozenset()


def _told(_: Vocabulary, event: Event) -> DiseaseEvidence | None:
    assert isinstance(event, Progression | Metastasis)
    if event.certainty is Certainty.EXCLUDED:
        return None
    kind = Kind.PROGRESSION if isinstance(event, Progression) else Kind.NEW_METASTASIS
    at = start_of(event)
    return DiseaseEvidence(event, at, kind, Scope.OVERALL, event.sites, event.certainty)


def _assessed(vocabulary: Vocabulary, event: Event) -> DiseaseEvidence | None:
    assert isinstance(event, Assessment)
    worse = worse_responses(vocabulary, event)
    if not worse:
        return None
    scope = Scope.OVERALL if any(r.scope is Scope.OVERALL for r in worse) else worse[0].scope
    sites = tuple([response.site for response in worse if response.site])
    return DiseaseEvidence(
        event,
        start_of(event),
        Kind.ASSESSMENT,
        scope,
        sites or event.sites,
        Certainty.CONFIRMED,
        worse,
    )


def worse_responses(vocabulary: Vocabulary, event: Assessment) -> tuple[Response, ...]:
    """The responses that mean progression; no part where the whole is found otherwise."""
    meanings = [
        (response, meant_by(vocabulary, response.category, response.wording))
        for response in event.response
    ]
    held = any(
        response.scope is Scope.OVERALL and meaning in _BETTER for response, meaning in meanings
    )
    return tuple(
        [
            response
            for response, meaning in meanings
            if meaning is ResponseMeaning.PROGRESSION
            and (response.scope is Scope.OVERALL or not held)
        ]
    )


def _followed(vocabulary: Vocabulary, event: Event) -> DiseaseEvidence | None:
    assert isinstance(event, FollowUp)
    worse = meant_by(vocabulary, None, event.outcome) is ResponseMeaning.PROGRESSION
    if not worse or tells_death(event.outcome):
        return None
    at = start_of(event)
    return DiseaseEvidence(event, at, Kind.FOLLOW_UP, Scope.OVERALL, (), Certainty.CONFIRMED)


@lru_cache(maxsize=4_096)
def meant_by(_: Vocabulary, category: str | None, wording: str | None) -> ResponseMeaning | None:
    """What a category or wording means in the current vocabulary, remembered."""
    return response_meaning(category, wording)


_READERS = {
    Progression: _told,
    Metastasis: _told,
    Assessment: _assessed,
    FollowUp: _followed,
}
