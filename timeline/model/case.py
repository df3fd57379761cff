"""A case: one patient's report as an immutable value, and the names its moments go by."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from typing import NamedTuple, TypeAlias

import attrs

from timeline.errors import NotationError, UnknownReferenceError, did_you_mean, some
from timeline.model.claims import Claim, Interval, IntervalClaim, LineCountClaim
from timeline.model.events import (
    EVENT_KINDS,
    AdverseEvent,
    Diagnosis,
    Event,
    MolecularTest,
    Procedure,
    SupportiveCare,
    Therapy,
)
from timeline.model.moments import Anchor, DayNumber, Edge, Moment, On, as_moment
from timeline.model.report import Patient, Source, Tumour
from timeline.model.words import as_id
from timeline.text import invisible


class Assumption(enum.StrEnum):
    """Order that is supposed where a report is silent; always marked as assumed.

    ``lines-follow-one-another``: a numbered line has ended before the next one begins.
    ``told-in-order``: the course of the disease is told in the order in which it happened.
    """

    LINES_FOLLOW = "lines-follow-one-another"
    TOLD_IN_ORDER = "told-in-order"


CUT_OFF = "cut-off"
"""The name of the data cut-off among the moments of a case."""

BIRTH = "birth"
"""The patient's birth among the moments of a case, bounded by the age."""

NOT_STATED = "not stated"
"""What ``age_at`` says where the report gives an age and no time for it."""

RESERVED = (CUT_OFF, BIRTH, "day-0")
"""Moments of the case itself; no event is called so."""


_CASE_ID = re.compile(r"[\w.-]{1,80}")


class Point(NamedTuple):
    """One moment of one event: the node of the temporal network.

    A tuple, as moments are looked up more than anything else.
    """

    event: str
    edge: Edge = Edge.AT

    def __str__(self) -> str:
        return self.event if self.edge is Edge.AT else f"{self.edge.value} of {self.event}"


def start_of(event: Event) -> Point:
    """When an event happened, or began."""
    return Point(event.id, event.edges[0])


def end_of(event: Event) -> Point:
    """When an event happened, or ended."""
    return Point(event.id, event.edges[-1])


def slug(text: str) -> str:
    """``pemetrexed-cisplatin`` of ``pemetrexed + cisplatin``: what ids are made of."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].rstrip("-") or "event"


def own_name(event: Event) -> str:
    """The subject as an id; never one that names another kind: ``death-progression``.

    A subject that is not stated leaves the kind: ``assessment``.
    """
    name = slug(event.key if event.name == NOT_STATED else event.name)
    return f"{slug(event.key)}-{name}" if _shadows(name, event) else name


def _shadows(name: str, event: Event) -> bool:
    """Whether a name stands for a kind of event that the event is not."""
    return name.replace("-", "_") in EVENT_KINDS and name != slug(event.key)


def derived_ids(events: Iterable[Event]) -> tuple[str, ...]:
    """The id each event has or, lacking one, gets from its subject; numbered when not unique."""
    listed = tuple(events)
    wanted = [event.id or own_name(event) for event in listed]
    uses = Counter(wanted)
    given = {*RESERVED, *(event.id for event in listed if event.id)}
    taken = {*given, *wanted}
    seen: Counter[str] = Counter()
    ids = []
    for event, name in zip(listed, wanted, strict=True):
        if event.id or (uses[name] == 1 and name not in given):
            ids.append(name)
            continue
        seen[name] += 1
        while f"{name}-{seen[name]}" in taken:
            seen[name] += 1
        ids.append(f"{name}-{seen[name]}")
        taken.add(ids[-1])
    return tuple(ids)


def _with_ids(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events, each with an id."""
    listed = tuple(events)
    if "" not in {event.id for event in listed}:
        return listed
    return tuple(
        event if event.id else attrs.evolve(event, id=name)
        for event, name in zip(listed, derived_ids(listed), strict=True)
    )


# Spelled out, for mypy knows no element type of a bare ``converter=tuple``.
def _tumours(value: Iterable[Tumour]) -> tuple[Tumour, ...]:
    return tuple(value)


def _assumptions(value: Iterable[Assumption]) -> tuple[Assumption, ...]:
    return tuple(Assumption(name) for name in value)


def _claims(value: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(value)


class StatedLength(NamedTuple):
    """A length of time that the report states, and its place in the document."""

    claim: IntervalClaim
    path: tuple[str | int, ...]


@attrs.frozen(kw_only=True)
class Case:
    """One patient of one report; iterated by what happened.

    ``id``: the name of the case: letters, digits, ``-``, ``_`` and ``.``.
    ``title``: what the case shows, in a line.
    ``source``: the publication.
    ``patient``: who the report is about.
    ``tumours``: the primaries, where there are several.
    ``day_zero``: the moment from which ``day N`` counts.
    ``cut_off``: the last day of data; unknown, it is no earlier than anything reported.
    ``assume``: the order supposed where the report is silent; ``[]`` supposes none.
    ``events``: what happened, was planned or was declined, in the order of the report.
    ``claims``: what the report says about its own events, to be compared.
    ``note``: the curator's own remark.
    """

    id: str = attrs.field(converter=as_id)
    title: str | None = None
    source: Source = attrs.field(factory=Source)
    patient: Patient = attrs.field(factory=Patient)
    tumours: tuple[Tumour, ...] = attrs.field(default=(), converter=_tumours)
    day_zero: Moment | None = attrs.field(default=None, converter=as_moment)
    cut_off: Moment | None = attrs.field(default=None, converter=as_moment)
    assume: tuple[Assumption, ...] = attrs.field(default=tuple(Assumption), converter=_assumptions)
    events: tuple[Event, ...] = attrs.field(default=(), converter=_with_ids)
    claims: tuple[Claim, ...] = attrs.field(default=(), converter=_claims)
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        if not _CASE_ID.fullmatch(self.id):
            raise NotationError(self.id, "a case's id is letters, digits, '-', '_' and '.'")
        for event in self.events:
            if hidden := invisible(event.id):
                said = f"is an id with what nobody sees: {', '.join(hidden)}; leave it out"
                raise NotationError(event.id, said)
        folded = {event.id.casefold() for event in self.events}
        if len(folded) == len(self.events) and folded.isdisjoint(RESERVED):
            return  # different even so; else say which id is wrong
        ids: set[str] = set()
        for event in self.events:
            if event.id in ids:
                raise NotationError(event.id, "is the id of two events; ids are unique in a case")
            if event.id.casefold() in RESERVED:
                raise NotationError(event.id, "names a moment of the case; give the event another")
            ids.add(event.id)

    def __iter__(self) -> Iterator[Event]:
        return iter(self.happened)

    @cached_property
    def happened(self) -> tuple[Event, ...]:
        """The events that took place, in the order of the report; nothing else is counted."""
        return tuple([event for event in self.events if event.happened])

    @cached_property
    def _of_id(self) -> dict[str, Event]:
        return {event.id: event for event in self.events}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {event.id: place for place, event in enumerate(self.events)}

    @cached_property
    def _of_alias(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for event in self.events:
            for alias in _aliases(event):
                found.setdefault(alias, []).append(event)
        return found

    @cached_property
    def _names(self) -> list[str]:
        """Every name that an event goes by, sorted."""
        return sorted({*self._of_id, *self._of_alias})

    def event(self, name: str) -> Event:
        """The event with this id, or the only one of this name, drug or kind.

        Raises :class:`UnknownReferenceError` with the nearest name, or an ambiguous one's
        candidates.
        """
        name = as_id(name)
        found = self._of_id.get(name)
        if found is not None:
            return found
        wanted = name.casefold()
        matches = self._of_alias.get(wanted, [])
        if wanted == "dx":
            matches = self._of_alias.get(Diagnosis.key, [])[:1]
        if len(matches) == 1:
            return matches[0]
        if matches:
            ids = some([event.id for event in matches])
            raise UnknownReferenceError(f"{name!r} could be any of {ids}; name one of these ids")
        raise UnknownReferenceError(f"no event is called {name!r}{did_you_mean(name, self._names)}")

    def place(self, event: str) -> int:
        """Where the event with this id stands among :attr:`events`."""
        return self._places[event]

    def point(self, anchor: Anchor | str) -> Point:
        """The moment that ``start of crizotinib``, ``biopsy``, ``birth`` or ``cut-off`` names.

        Raises :class:`UnknownReferenceError`, also for an event that lasts named without its edge:
        "8 months after treatment" is ambiguous in a report, and must not be so in its encoding.
        """
        if isinstance(anchor, str):
            edge, of, name = anchor.partition(" of ")
            named = of and edge in (Edge.START, Edge.END)
            anchor = Anchor(name, Edge(edge)) if named else Anchor(anchor)
        if anchor.event.casefold() in (CUT_OFF, BIRTH):
            return Point(anchor.event.casefold())
        event = self.event(anchor.event)
        if Edge.AT in event.edges:
            return Point(event.id)
        if anchor.edge is None or anchor.edge is Edge.AT:
            raise UnknownReferenceError(
                f"{anchor.event!r} lasts: say 'start of {anchor.event}' or 'end of {anchor.event}'"
            )
        return Point(event.id, anchor.edge)

    @property
    def anchors(self) -> Iterator[Anchor]:
        """Every moment that another moment or a stated interval is tied to."""
        for moment in (self.day_zero, self.cut_off, *[moment for _, moment in self.moments]):
            if moment is not None and moment.anchors:
                yield from moment.anchors
        for claim in self.claims:
            if isinstance(claim, IntervalClaim):
                yield from (claim.interval.first, claim.interval.last)

    @cached_property
    def lengths(self) -> tuple[StatedLength, ...]:
        """Every length the report states: those among its claims, then what an event lasted."""
        found = [
            StatedLength(claim, ("claims", index, claim.key))
            for index, claim in enumerate(self.claims)
            if isinstance(claim, IntervalClaim)
        ]
        for index, event in enumerate(self.events):
            if event.lasted is not None:
                span = Interval(event.id, *(Anchor(event.id, edge) for edge in event.edges))
                claim = IntervalClaim(span, is_=event.lasted, cite=event.cite)
                found.append(StatedLength(claim, ("events", index, "lasted")))
        return tuple(found)

    def points(self) -> Iterator[Point]:
        """Every moment of every event, in document order."""
        return (point for point, _ in self.moments)

    @cached_property
    def moments(self) -> tuple[tuple[Point, Moment | None], ...]:
        """Every moment of every event, in document order, and as the report gives it."""
        told: list[tuple[Point, Moment | None]] = []
        for event in self.events:
            if event.lasting and event.at is None and event.happened:
                told.append((Point(event.id, Edge.START), event.start))
                told.append((Point(event.id, Edge.END), event.end))
            else:
                told.append((Point(event.id), event.at))
        return tuple(told)


def reference_problems(case: Case) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every reference of the case that leads nowhere: its path in the document, and why."""
    tumours = {tumour.id for tumour in case.tumours}
    for index, event in enumerate(case.events):
        if event.tumour is not None and event.tumour not in tumours:
            yield (
                ("events", index, "tumour"),
                f"no tumour is called {event.tumour!r}{did_you_mean(event.tumour, tumours)}",
            )
    yield from _uncounted_days(case)
    for path, look_up in _lookups(case):
        try:
            look_up()
        except UnknownReferenceError as error:
            yield path, str(error)


def _uncounted_days(case: Case) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """``day 70`` beside calendar dates, and no day 0 that would tie it to them."""
    if case.day_zero is not None:
        return
    told = [
        (("events", index, edge.value), moment.text, term)
        for index, event in enumerate(case.events)
        for edge in event.edges
        if (moment := event.moment(edge)) is not None
        for terms in moment.alternatives
        for term in terms
    ]
    if any(isinstance(term, On) for *_, term in told):
        for path, text, term in told:
            if isinstance(term, DayNumber):
                yield (
                    path,
                    (
                        f"{text!r} counts from a day 0, and the case says of none when it was; add"
                        " 'day_zero:' with a date or an event, such as 'day_zero: dx'"
                    ),
                )


_REFERRING = {
    MolecularTest: ("of", "pair_of"),
    AdverseEvent: ("attributed_to",),
    Therapy: ("rechallenge_of",),
}
"""The fields by which an event names another one."""

_Lookup: TypeAlias = tuple[tuple[str | int, ...], Callable[[], object]]


def _lookups(case: Case) -> Iterator[_Lookup]:
    """Every name that another part of the case goes by: moments, then events, then the age."""
    for key, moment in (("day_zero", case.day_zero), ("cut_off", case.cut_off)):
        yield from _anchored(case, (key,), moment)
    names: list[tuple[tuple[str | int, ...], str | None]] = []
    for index, event in enumerate(case.events):
        for edge, moment in (("at", event.at), ("start", event.start), ("end", event.end)):
            if moment is not None and moment.anchors:
                yield from _anchored(case, ("events", index, edge), moment)
        if type(event) in _REFERRING:
            keys = _REFERRING[type(event)]
            names += [(("events", index, key), getattr(event, key)) for key in keys]
    for index, claim in enumerate(case.claims):
        if isinstance(claim, IntervalClaim):
            for anchor in (claim.interval.first, claim.interval.last):
                yield ("claims", index, claim.key), partial(case.point, anchor)
        elif isinstance(claim, LineCountClaim):
            names.append((("claims", index, "before"), claim.before))
        else:
            of = (claim.of,) if isinstance(claim.of, str) else claim.of
            names.extend((("claims", index, "of"), name) for name in of)
    yield from ((path, partial(case.event, name)) for path, name in names if name is not None)
    if case.patient.age_at and case.patient.age_at != NOT_STATED:
        yield ("patient", "age_at"), partial(case.point, case.patient.age_at)


def _anchored(case: Case, path: tuple[str | int, ...], moment: Moment | None) -> Iterator[_Lookup]:
    if moment is not None:
        for anchor in moment.anchors:
            yield path, partial(case.point, anchor)


def _aliases(event: Event) -> set[str]:
    """What else an event answers to when no other event does: its kind, drugs, procedure type."""
    own = {slug(event.name), as_id(event.name).casefold()}
    names = {event.key, *(name for name in own if not _shadows(name, event))}
    if isinstance(event, Procedure):
        names.add(event.type)
    if isinstance(event, Therapy | SupportiveCare):
        names.update(as_id(drug.name).casefold() for drug in event.drugs)
    return names
