"""The records of a case are read from its events, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from timeline.analysis.evidence.disease import (
    Kind,
    disease_evidence,
    placed_after,
    stopped_for_progression,
)
from timeline.analysis.evidence.life import tells_death, tells_loss
from timeline.analysis.response.dates import Dates
from timeline.analysis.response.records import WORDING, EndpointEvent, Record, Records
from timeline.chronology import Chronology
from timeline.model.case import Case, Point, start_of
from timeline.model.components import Response
from timeline.model.events import (
    Assessment,
    Death,
    Event,
    FollowUp,
    MolecularTest,
)
from timeline.model.truth import Truth
from timeline.vocabulary.current import Vocabulary, current
from timeline.vocabulary.responses import (
    ResponseMeaning,
    ResponseTerm,
    find_response,
    response_meaning,
)

_MEANINGS = (
    ResponseMeaning.COMPLETE,
    ResponseMeaning.PARTIAL,
    ResponseMeaning.RESPONSE,
    ResponseMeaning.MIXED,
    ResponseMeaning.STABLE,
    ResponseMeaning.NO_RESPONSE,
    ResponseMeaning.PROGRESSION,
)
"""The order of words of no scale, from best to worst."""

_LAST = 99


def read_records(case: Case) -> Records:
    """Sort the events of a case by what they say about response and survival."""
    responses: list[Record] = []
    evidence = list(disease_evidence(case))
    worse = {told.event.id: told.responses for told in evidence}
    progressed = [
        _sign(told.event, told.what, after=placed_after(case, told.event))
        for told in evidence
        if told.kind is not Kind.ASSESSMENT and told.sure is Truth.TRUE
    ]
    stopped: list[EndpointEvent] = []
    deaths: list[EndpointEvent] = []
    alive: list[EndpointEvent] = []
    lived: list[EndpointEvent] = []
    follow_up: list[EndpointEvent] = []
    lost: list[EndpointEvent] = []
    told_dead: list[EndpointEvent] = []
    for event in case:
        if isinstance(event, MolecularTest):
            continue  # a stored specimen tells nothing of the patient
        told = stopped_for_progression(event)
        if told is not None:
            stopped.append(EndpointEvent(event.id, told.at, told.kind.value, tumour=event.tumour))
        if isinstance(event, Death):
            deaths.append(_sign(event, "death"))
            continue
        if isinstance(event, FollowUp):
            sign = _sign(event, event.outcome)
            if tells_loss(event.outcome):
                lost.append(sign)
            if tells_death(event.outcome):
                told_dead.append(sign)
                continue
            follow_up.append(sign)
        elif isinstance(event, Assessment):
            responses += _responses(case, event, worse.get(event.id, ()))
        for edge in event.edges:
            sign = EndpointEvent(
                event.id, Point(event.id, edge), "last known alive", tumour=event.tumour
            )
            # The end of something ongoing is the data cut-off, at which the patient was alive.
            (alive if event.moment(edge) is not None else lived).append(sign)
    return Records(
        responses=tuple(responses),
        progressions=tuple(progressed),
        stopped=tuple(stopped),
        deaths=tuple(deaths),
        alive=tuple(alive),
        lived=tuple(lived),
        follow_up=tuple(follow_up),
        lost=tuple(lost),
        told_dead=tuple(told_dead),
    )


def known_dates(
    chronology: Chronology,
    records: Records,
    hubs: Iterable[Point] = (),
    *,
    as_recorded: bool = False,
) -> Dates:
    """The days of a case's moments; what was found of the patient is no later than the death."""
    dates = Dates(chronology, hubs, as_recorded=as_recorded)
    if records.deaths:
        found = [record.point for record in records.responses]
        found += [sign.point for sign in records.progressions]
        found += [sign.point for sign in records.alive]
        dates.end(found, records.deaths[0].point)
    return dates


def _responses(case: Case, event: Assessment, worse: tuple[Response, ...]) -> Iterator[Record]:
    if not event.response:
        return
    point, after = start_of(event), placed_after(case, event)
    for response in event.response:
        category, wording = response.category, response.wording
        scale, meaning, rank = _standing(current(), category, response.scale, wording)
        yield Record(
            event=event.id,
            point=point,
            after=after,
            tumour=event.tumour,
            scale=scale,
            category=category,
            meaning=meaning,
            rank=rank,
            scope=response.scope,
            site=response.site,
            wording=wording,
            worsens=response in worse,
        )


@lru_cache(maxsize=4_096)
def _standing(
    _: Vocabulary, category: str | None, scale: str | None, wording: str | None
) -> tuple[str, ResponseMeaning | None, int]:
    """The scale of a response, what it means, and its rank there, in the current vocabulary."""
    if category is None:
        meaning = response_meaning(None, wording)
        return WORDING, meaning, _rank(None, meaning)
    term = find_response(category, scale) if category else None
    if term is not None:
        return term.scale, term.meaning, _rank(term, term.meaning)
    meaning = response_meaning(category, wording)
    return scale or "not stated", meaning, _rank(None, meaning)


def _rank(term: ResponseTerm | None, meaning: ResponseMeaning | None) -> int:
    """Best first; what cannot be evaluated, or is not understood, last of all."""
    if meaning is None or meaning is ResponseMeaning.NOT_EVALUABLE:
        return _LAST
    return _MEANINGS.index(meaning) if term is None else -term.rank


def _sign(event: Event, what: str, *, after: frozenset[Point] = frozenset()) -> EndpointEvent:
    return EndpointEvent(event.id, start_of(event), what, after, event.tumour)
