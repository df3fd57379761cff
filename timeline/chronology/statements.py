"""What a case says about its moments, as statements that each carry their own constraints.

A statement is what an author, a curator or the meaning of the words asserts: it can be cited, and
it is the unit in which a contradiction is explained. Constraints are inequalities
``x[j] >= shift(x[i])`` or ``x[j] <= shift(x[i])`` with a monotone shift, or plain day limits.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeAlias

import attrs

from timeline.model.amounts import Amount, Reading, Shift
from timeline.model.case import BIRTH, CUT_OFF, NOT_STATED, Assumption, Case, Point, start_of
from timeline.model.claims import IntervalClaim
from timeline.model.events import (
    AdverseEvent,
    Assessment,
    Death,
    Diagnosis,
    Event,
    HistologicTransformation,
    Metastasis,
    MolecularTest,
    Progression,
    Radiotherapy,
    SupportiveCare,
    Therapy,
)
from timeline.model.moments import (
    Basis,
    DayNumber,
    Moment,
    NotAfter,
    NotBefore,
    Offset,
    On,
    Ongoing,
    SameDay,
    Term,
)
from timeline.model.words import tells_post_mortem

DAY_ZERO = Point("day-0")
"""The moment ``day N`` counts from."""

BIRTH_POINT = Point(BIRTH)
"""The patient's birth."""

CUT_OFF_POINT = Point(CUT_OFF)
"""The data cut-off."""

CASE_POINTS = (DAY_ZERO, CUT_OFF_POINT, BIRTH_POINT)
"""The moments of the case itself: the first nodes of its network."""

CUT_OFF_NODE = CASE_POINTS.index(CUT_OFF_POINT)

NO_SHIFT = Shift(0, 0)


@attrs.frozen
class Limits:
    """``earliest <= x <= latest`` in calendar days; None where open."""

    point: Point
    earliest: int | None
    latest: int | None


@attrs.frozen
class NotEarlier:
    """``later >= shift(earlier)``; when ``strictly``, later in the course even on that day."""

    earlier: Point
    later: Point
    shift: Shift = NO_SHIFT
    strictly: bool = False


@attrs.frozen
class NotLater:
    """``later <= shift(earlier)``."""

    earlier: Point
    later: Point
    shift: Shift = NO_SHIFT


Constraint: TypeAlias = Limits | NotEarlier | NotLater


@attrs.frozen
class Statement:
    """One assertion about moments.

    ``alternatives`` holds one tuple of constraints, or several where the report does not say which
    (``A or B``). ``path`` is the place in the document, ``cite`` the place in the report.
    """

    text: str
    basis: Basis
    alternatives: tuple[tuple[Constraint, ...], ...]
    path: tuple[str | int, ...] = ()
    cite: str | None = None
    because: str | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def points(self) -> tuple[Point, ...]:
        """The moments it speaks of, each once, in order of mention."""
        found: dict[Point, None] = {}
        for constraints in self.alternatives:
            for constraint in constraints:
                for name in ("point", "earlier", "later"):
                    point = getattr(constraint, name, None)
                    if point is not None:
                        found[point] = None
        return tuple(found)


def statements(case: Case) -> Iterator[Statement]:
    """Everything the case asserts, in document order, then what the words mean, then assumptions.

    Claims are not among them: see :func:`claim_statements`.
    """
    yield from _stated(case, Point(DAY_ZERO.event), case.day_zero, ("day_zero",), None)
    yield from _stated(case, CUT_OFF_POINT, case.cut_off, ("cut_off",), None)
    yield from _age(case)
    for index, event in enumerate(case.events):
        for edge in event.edges:
            path = ("events", index, edge.value)
            yield from _stated(case, Point(event.id, edge), event.moment(edge), path, event.cite)
    yield from _ordered(case)


def claim_statements(
    case: Case, reading: Reading = Reading.FLOOR, claims: Iterable[int] | None = None
) -> Iterator[Statement]:
    """The stated lengths as statements, under each claim's own reading or else ``reading``.

    ``claims`` are the places of some of them among :attr:`Case.lengths`; all of them by default.
    """
    for index in range(len(case.lengths)) if claims is None else claims:
        claim, path = case.lengths[index]
        yield Statement(
            f"{claim.interval} is {claim.is_}",
            Basis.REPORTED,
            (claim_constraints(case, claim, reading),),
            path,
            claim.cite,
        )


def claim_constraints(case: Case, claim: IntervalClaim, reading: Reading) -> tuple[Constraint, ...]:
    """What a stated interval demands of its two moments."""
    first, last = case.point(claim.interval.first), case.point(claim.interval.last)
    return _apart(first, last, claim.is_, claim.reading or reading)


def _stated(
    case: Case,
    point: Point,
    moment: Moment | None,
    path: tuple[str | int, ...],
    cite: str | None,
) -> Iterator[Statement]:
    if moment is None:
        return
    yield Statement(
        f"{point}: {moment}",
        moment.basis,
        tuple(
            tuple(c for term in terms for c in _constraints(case, point, term))
            for terms in moment.alternatives
        ),
        path,
        cite,
        moment.because,
    )


def _constraints(case: Case, point: Point, term: Term) -> tuple[Constraint, ...]:
    match term:
        case On(stated):
            return (Limits(point, stated.earliest, stated.latest),)
        case NotBefore(anchor, strictly, days):
            return (NotEarlier(case.point(anchor), point, Shift(0, days), strictly),)
        case NotAfter(anchor, strictly):
            return (NotEarlier(point, case.point(anchor), strictly=strictly),)
        case SameDay(anchor):
            return _same_day(case.point(anchor), point)
        case Offset(anchor, amount, negative):
            there = case.point(anchor)
            return _apart(point, there, amount) if negative else _apart(there, point, amount)
        case DayNumber(first, last):
            return (
                NotEarlier(DAY_ZERO, point, Shift(0, first)),
                NotLater(DAY_ZERO, point, Shift(0, last)),
            )
        case Ongoing():
            return _same_day(CUT_OFF_POINT, point)


def _same_day(first: Point, second: Point) -> tuple[Constraint, ...]:
    return NotEarlier(first, second), NotLater(first, second)


def _apart(
    first: Point, second: Point, amount: Amount, reading: Reading = Reading.FLOOR
) -> tuple[Constraint, ...]:
    """``second`` follows ``first`` by ``amount``; completed units, unless read otherwise."""
    window = amount.window(reading)
    constraints: list[Constraint] = []
    if window.least is not None:
        constraints.append(NotEarlier(first, second, window.least))
    if window.most is not None:
        constraints.append(NotLater(first, second, window.most))
    return tuple(constraints)


def _age(case: Case) -> Iterator[Statement]:
    """The patient's age bounds the birth; only where the case speaks of the birth at all."""
    patient = case.patient
    if patient.age is None or patient.age_at == NOT_STATED:
        return
    if all(a.event.casefold() != BIRTH for a in case.anchors):
        return
    at = patient.age_at or "dx"
    if patient.age_at is None and not any(isinstance(event, Diagnosis) for event in case):
        return
    yield Statement(
        f"age at {at}: {patient.age}",
        Basis.REPORTED,
        (_apart(BIRTH_POINT, case.point(at), patient.age),),
        ("patient", "age"),
        patient.cite,
    )


def day_zero_of(case: Case) -> Point | None:
    """The moment that days are counted from where no day 0 is declared; None where one is."""
    if case.day_zero is not None or not case.events:
        return None
    diagnoses = (event for event in case if isinstance(event, Diagnosis))
    return start_of(next(diagnoses, case.events[0]))


class Rule(enum.Enum):
    """Why one moment is not after another, in words with the names to be filled in.

    ``strictly`` says that it is before it in the course, be it on the same day.
    """

    LASTS = "{} starts before it ends"
    REPORTED = "{} is reported, so not after the data cut-off"
    OUTLIVED = "{} ends with the patient's death at the latest"
    ALIVE = "{} is found of the patient alive, so not after death"
    EXAMINES = "{} examines the specimen of {}"
    ATTRIBUTED = "{} is attributed to {}"
    LINES_FOLLOW = "line {} ({}) ends before line {} ({}) starts"

    @property
    def strictly(self) -> bool:
        """Whether the two moments are never the same."""
        return self in (Rule.LASTS, Rule.LINES_FOLLOW)


Order: TypeAlias = tuple[int, int, Rule, int, tuple[object, ...]]
"""One moment is not after another: by what words mean, or as assumed of every case.

``(earlier, later, rule, index, names)``: moments are numbers into :func:`nodes`, ``index`` is the
place of the event that says so. Words are made of ``rule`` and ``names`` only where a contradiction
needs them.
"""


def nodes(case: Case) -> tuple[Point, ...]:
    """Every moment of a case, those of the case itself first: the nodes of its network."""
    return (*CASE_POINTS, *case.points())


def spans(case: Case) -> list[tuple[int, int]]:
    """For every event the numbers of its first and its last moment among :func:`nodes`."""
    found, number = [], len(CASE_POINTS)
    for event in case.events:
        last = number + len(event.edges) - 1
        found.append((number, last))
        number = last + 1
    return found


def orders(case: Case) -> list[Order]:
    """Order that follows from what the words mean."""
    found: list[Order] = []
    events, places = case.events, spans(case)
    for index, event in enumerate(events):
        first, last = places[index]
        if first != last:
            found.append((first, last, Rule.LASTS, index, (event.id,)))
        found.append((last, CUT_OFF_NODE, Rule.REPORTED, index, ()))
        kind = type(event)
        if kind in _WITH_ORDER and event.happened:
            found += _order_of(case, places, index, event)
    return found


_WITH_ORDER = frozenset((Death, MolecularTest, AdverseEvent))
_FOUND_ALIVE = frozenset((Assessment, HistologicTransformation, Metastasis, Progression))
_ENDED_BY_DEATH = frozenset((Therapy, Radiotherapy, SupportiveCare))


def _order_of(
    case: Case, places: list[tuple[int, int]], index: int, event: Event
) -> Iterator[Order]:
    """The order between an event and another that its words speak of."""
    first = places[index][0]
    match event:
        case Death():
            for number, other in enumerate(case.events):
                if type(other) in _ENDED_BY_DEATH and other.happened:
                    yield places[number][1], first, Rule.OUTLIVED, index, (other.id,)
                elif type(other) in _FOUND_ALIVE and _while_alive(other, event):
                    yield places[number][0], first, Rule.ALIVE, index, (other.id,)
        case MolecularTest(of=of) if of:
            specimen = places[_index(case, of)][0]
            yield specimen, first, Rule.EXAMINES, index, (event.id, of)
        case AdverseEvent(attributed_to=cause) if cause:
            begun = places[_index(case, cause)][0]
            yield begun, first, Rule.ATTRIBUTED, index, (event.id, cause)


def _while_alive(found: Event, death: Death) -> bool:
    """Whether what was found of the disease was found of the living.

    Not what the report tells of an autopsy. Where the dates themselves say otherwise they stand,
    and a check says it; so do several readings of a date.
    """
    evidence = getattr(found, "evidence", None)
    if not found.happened or tells_post_mortem(f"{found.name} {evidence or ''}"):
        return False
    if found.at is not None and len(found.at.alternatives) > 1:
        return False
    on, died = (None if moment is None else moment.date for moment in (found.at, death.at))
    if on is None or died is None or on.earliest is None or died.latest is None:
        return True
    return on.earliest <= died.latest


def _index(case: Case, name: str) -> int:
    """The place of the event that a name stands for."""
    return case.place(case.event(name).id)


def assumed_orders(case: Case) -> Iterator[Order]:
    """Order that is assumed of the case, as :attr:`Rule.LINES_FOLLOW` tells.

    Every treatment of a numbered line ends by the start of each of the next line.
    """
    if Assumption.LINES_FOLLOW not in case.assume:
        return
    numbered: dict[int, list[int]] = {}
    events = case.events
    for index, event in enumerate(events):
        if type(event) is Therapy and event.line is not None and event.happened:
            numbered.setdefault(event.line, []).append(index)
    if len(numbered) < 2:
        return
    places = spans(case)
    for number, following in pairwise(sorted(numbered)):
        for before in numbered[number]:
            for after in numbered[following]:
                names = (number, events[before].id, following, events[after].id)
                yield places[before][1], places[after][0], Rule.LINES_FOLLOW, before, names


def _ordered(case: Case) -> Iterator[Statement]:
    """The orders as statements, in words."""
    points = nodes(case)
    for first, last, rule, index, named in (*orders(case), *assumed_orders(case)):
        earlier, later = points[first], points[last]
        assumed = rule is Rule.LINES_FOLLOW
        yield Statement(
            rule.value.format(*((earlier,) if rule is Rule.REPORTED else named)),
            Basis.ASSUMED if assumed else Basis.DEFINITION,
            ((NotEarlier(earlier, later, strictly=rule.strictly),),),
            ("assume",) if assumed else ("events", index),
            because=Assumption.LINES_FOLLOW.value if assumed else None,
        )
