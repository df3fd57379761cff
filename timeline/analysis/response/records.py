"""The dated responses, progressions, deaths and signs of life of a case, each read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import attrs

from timeline.analysis.response.conventions import Convention, Evidence
from timeline.analysis.response.orders import Dates, Order
from timeline.chronology import Chronology
from timeline.model.case import Case, Point, end_of, start_of
from timeline.model.events import (
    Assessment,
    Death,
    Event,
    FollowUp,
    MolecularTest,
    Progression,
)
from timeline.model.facets import Certainty, Response, Scope
from timeline.model.moments import NotBefore, Offset
from timeline.vocabulary.responses import (
    ResponseMeaning,
    ResponseTerm,
    find_response,
    response_meaning,
)

WORDING = "wording"
"""The scale of responses that the report puts in words of no scale."""

RECIST = "RECIST 1.1"
IRECIST = "iRECIST"

IUPD = "iUPD"
"""The one category of progression that may still be taken back (iRECIST)."""

_MEANINGS = (
    ResponseMeaning.COMPLETE,
    ResponseMeaning.PARTIAL,
    ResponseMeaning.MIXED,
    ResponseMeaning.STABLE,
    ResponseMeaning.PROGRESSION,
)
"""The order of words of no scale, from best to worst."""

_LAST = 99
_DEAD = re.compile(r"\b(?:dead|died|death|deceased)\b", re.IGNORECASE)
_LOST = re.compile(r"\blost\b", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class Record:
    """One response of one assessment: where it stands on which scale.

    ``rank`` grows from best to worst within the scale. ``category`` is None where the report has
    only words, whose ``scale`` is then ``wording``. ``after`` are the moments that the report's
    words place it behind ("during crizotinib").
    """

    event: str
    point: Point
    after: frozenset[Point]
    tumour: str | None
    scale: str
    category: str | None
    meaning: ResponseMeaning | None
    rank: int
    scope: Scope
    site: str | None
    wording: str | None

    @property
    def told(self) -> str:
        """The category, else the report's words."""
        return self.category or self.wording or ""

    @property
    def overall(self) -> bool:
        """Whether it speaks of the whole disease."""
        return self.scope is Scope.OVERALL

    @property
    def progressed(self) -> bool:
        """Whether it says that the disease progressed."""
        return self.meaning is ResponseMeaning.PROGRESSION

    @property
    def evaluable(self) -> bool:
        """Whether it says anything of the tumour."""
        return self.meaning not in (None, ResponseMeaning.NOT_EVALUABLE)


@attrs.frozen(kw_only=True)
class Sign:
    """A dated event that an endpoint can rest on: its id, moment, and a few words.

    ``after`` are the moments that the report's words place it behind.
    """

    event: str
    point: Point
    what: str
    after: frozenset[Point] = frozenset()
    tumour: str | None = None


@attrs.frozen(kw_only=True)
class Records:
    """What the endpoints of a case are made of, in document order.

    ``alive`` are the moments that show the patient alive, ``follow_up`` those of them that say so.
    ``told_dead`` are follow-ups that tell of a death no event dates.
    """

    responses: tuple[Record, ...]
    progressions: tuple[Sign, ...]
    deaths: tuple[Sign, ...]
    alive: tuple[Sign, ...]
    follow_up: tuple[Sign, ...]
    lost: tuple[Sign, ...]
    told_dead: tuple[Sign, ...]

    @property
    def overall(self) -> tuple[Record, ...]:
        """The responses that speak of the whole disease."""
        return tuple(record for record in self.responses if record.overall)


def read_records(case: Case) -> Records:
    """Sort the events of a case by what they say about response and survival."""
    follow_ups = [event for event in case if isinstance(event, FollowUp)]
    stated = tuple(_sign(e, e.status) for e in follow_ups if not _DEAD.search(e.status))
    return Records(
        responses=tuple(
            record for e in case if isinstance(e, Assessment) for record in _responses(case, e)
        ),
        progressions=tuple(
            attrs.evolve(_sign(event, "progression"), after=_after(case, event))
            for event in case
            if isinstance(event, Progression) and event.certainty is Certainty.CONFIRMED
        ),
        deaths=tuple(_sign(event, "death") for event in case if isinstance(event, Death)),
        alive=tuple(sign for event in case for sign in _alive(event)),
        follow_up=stated,
        lost=tuple(_sign(e, e.status) for e in follow_ups if _LOST.search(e.status)),
        told_dead=tuple(_sign(e, e.status) for e in follow_ups if _DEAD.search(e.status)),
    )


def known_dates(chronology: Chronology, records: Records, hubs: Iterable[Point] = ()) -> Dates:
    """The days of a case's moments; what was found of the patient is no later than a death."""
    dates = Dates(chronology, hubs)
    found = [record.point for record in records.responses]
    found += [sign.point for sign in records.progressions]
    for death in records.deaths:
        dates.end(found, death.point)
    return dates


def progressions(records: Records, convention: Convention, order: Order) -> tuple[Sign, ...]:
    """What counts as progression under a convention.

    ``recist``: overall categories that mean progression, whatever their scale. ``any``: these, the
    report's words for the whole, an organ or a lesion, and progressions told without an assessment;
    but no part of an assessment that found no progression of the whole. An iUPD counts by its own
    rule (:func:`stands`).
    """
    found = []
    held = {r.event for r in records.overall if r.evaluable and not r.progressed}
    for record in records.responses:
        if not record.progressed or (not record.overall and record.event in held):
            continue
        objective = record.overall and record.category is not None
        if not objective and convention.evidence is Evidence.RECIST:
            continue
        if record.category == IUPD and not stands(record, records, convention, order):
            continue
        place = f" ({record.site})" if record.site else ""
        found.append(
            Sign(
                event=record.event,
                point=record.point,
                what=f"progression: {record.told}{place}",
                after=record.after,
                tumour=record.tumour,
            )
        )
    if convention.evidence is Evidence.ANY:
        found += records.progressions
    return tuple(found)


def stands(record: Record, records: Records, convention: Convention, order: Order) -> bool:
    """Whether an unconfirmed progression (iUPD) is one after all.

    It is when an iCPD follows with nothing but iUPD and NE between; it is not when something better
    follows first; and where neither follows (treatment stopped, no further assessment, death) it is
    unless the convention asks for confirmation (Seymour et al. 2017, Lancet Oncol 18:e143).
    """
    others = [
        other
        for other in records.overall
        if other is not record
        and other.evaluable
        and other.scale == record.scale
        and other.category != IUPD
        and order.reaches(record.point, other.point, 1)
    ]
    if not others:
        return not convention.iupd_needs_confirmation
    nearest = order.first(other.point for other in others)
    return any(other.progressed for other in others if other.point == nearest)


def _after(case: Case, event: Event) -> frozenset[Point]:
    """The moments an event is told to come after: ``during A``, ``after A``, ``A + 3 weeks``."""
    moment = event.moment(start_of(event).edge)
    if moment is None or len(moment.alternatives) != 1:
        return frozenset()
    return frozenset(
        case.point(term.anchor)
        for term in moment.alternatives[0]
        if isinstance(term, NotBefore) or (isinstance(term, Offset) and not term.negative)
    )


def _responses(case: Case, event: Assessment) -> Iterator[Record]:
    point = start_of(event)
    after = _after(case, event) if event.response else frozenset()
    for response in event.response:
        term = find_response(response.category, response.scale) if response.category else None
        meaning = term.meaning if term else response_meaning(response.category, response.wording)
        yield Record(
            event=event.id,
            point=point,
            after=after,
            tumour=event.tumour,
            scale=_scale(response) if term is None else term.scale,
            category=response.category,
            meaning=meaning,
            rank=_rank(term, meaning),
            scope=response.scope,
            site=response.site,
            wording=response.wording,
        )


def _scale(response: Response) -> str:
    if response.category is None:
        return WORDING
    return response.scale or "not stated"


def _rank(term: ResponseTerm | None, meaning: ResponseMeaning | None) -> int:
    """Best first; what cannot be evaluated, or is not understood, last of all."""
    if meaning is None or meaning is ResponseMeaning.NOT_EVALUABLE:
        return _LAST
    return _MEANINGS.index(meaning) if term is None else -term.rank


def _alive(event: Event) -> Iterator[Sign]:
    """The moments of an event that show the patient alive.

    Not a death, nor a test (a stored specimen tells nothing of the patient). The end of something
    ongoing is the data cut-off, at which the patient was alive.
    """
    if isinstance(event, Death | MolecularTest):
        return
    if isinstance(event, FollowUp) and _DEAD.search(event.status):
        return
    for point in dict.fromkeys((start_of(event), end_of(event))):
        if event.moment(point.edge) is not None:
            yield _sign(event, "last known alive", point)


def _sign(event: Event, what: str, point: Point | None = None) -> Sign:
    place = point or start_of(event)
    return Sign(event=event.id, point=place, what=what, tumour=event.tumour)
