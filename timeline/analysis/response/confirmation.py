"""Which record is the best response, with or without confirmation, in one order of the records.

The rules for RECIST 1.1 are those of Eisenhauer et al. 2009 (section 4.4 and table 3) in the
reading that trials program: the best of CR > PR > SD > NON-CR/NON-PD > PD > NE up to the first PD,
of several records of one day the worst. Other scales go by their own order of categories.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import attrs

from timeline.analysis.response.conventions import Convention
from timeline.analysis.response.course import Course
from timeline.analysis.response.orders import Order
from timeline.analysis.response.records import IRECIST, IUPD, RECIST, Record
from timeline.vocabulary.responses import CONTROLLED, RESPONDED, ResponseMeaning

STABLE_OF = {RECIST: "SD", IRECIST: "iSD", "mRECIST": "SD", "RANO": "SD", "not stated": "SD"}
"""Scales of repeated imaging, for which window and confirmation hold, and their stable category."""

NOT_EVALUABLE = "NE"

_COMPLETE, _PARTIAL = ResponseMeaning.COMPLETE, ResponseMeaning.PARTIAL
_STABLE, _NE = ResponseMeaning.STABLE, ResponseMeaning.NOT_EVALUABLE
_LEVELS = frozenset(("CML", "AML", "IMWG"))
"""Scales whose categories are depths of one response, several of which can be told together."""


@attrs.frozen
class Best:
    """The best response in one order: its category, and the record it rests on (None: no record).

    ``derived`` marks a category that the report does not give to that record.
    """

    category: str | None
    meaning: ResponseMeaning | None
    record: Record | None
    derived: bool = False
    why: str = ""


def best_of(
    records: Sequence[Record],
    course: Course,
    convention: Convention,
    order: Order,
    *,
    confirmed: bool,
) -> Best:
    """The best response among the records of one scale: within the course, up to progression.

    Of several on one day only the worst counts, and once; NE gives way to anything else. Without
    confirmation the categories are asked from the best on, until one counts.
    """
    if not records:
        return Best(None, None, None)
    imaging = records[0].scale in STABLE_OF and records[0].overall
    if confirmed and imaging:
        kept = counted(records, course, convention, order)
        return _best_confirmed(kept, course, convention, order) if kept else Best(None, None, None)
    early: list[Record] = []

    def counts(r: Record) -> bool:
        if not _counts(r, records, course, convention, order):
            return False
        if imaging and r.meaning is _STABLE and not _late(r, course, convention, order):
            early.append(r)
            return False
        return True

    for rank in sorted({r.rank for r in records}):
        same = [r for r in records if r.rank == rank]
        if same[0].category == IUPD:
            kept = counted(records, course, convention, order)
            if any(r.rank == rank for r in kept):
                return _progression(kept, [r for r in kept if r.rank == rank], order)
        elif early and same[0].meaning is _NE:
            early += [r for r in same if counts(r)]
        else:
            first = _earliest(same, counts, order)
            if first is not None:
                return Best(first.category, first.meaning, first)
    return _not_evaluable(early, convention, order) if early else Best(None, None, None)


def first_response(
    scales: Iterable[Sequence[Record]], course: Course, convention: Convention, order: Order
) -> Record | None:
    """The first counted response over some scales, confirmed where the convention asks."""
    firsts: list[Record] = []
    for records in scales:
        responses = [r for r in records if r.meaning in RESPONDED]
        if responses and convention.confirmed and records[0].scale in STABLE_OF:
            kept = counted(records, course, convention, order)
            firsts += _confirmed(kept, convention, order)
        else:
            firsts += _first_counted(responses, records, course, convention, order)
    return _earliest(firsts, lambda _: True, order)


def first_benefit(
    scales: Sequence[Sequence[Record]], course: Course, convention: Convention, order: Order
) -> Record | None:
    """The first sign of clinical benefit over some scales: a response, or stable disease.

    On a scale of imaging, what is no response (yet) is stable only once the window is over.
    """
    response = first_response(scales, course, convention, order)
    firsts = [] if response is None else [response]
    for records in scales:
        stable = [r for r in records if r.meaning in CONTROLLED]
        if records[0].scale in STABLE_OF:
            stable = [r for r in stable if _late(r, course, convention, order)]
        firsts += _first_counted(stable, records, course, convention, order)
    return _earliest(firsts, lambda _: True, order)


def _first_counted(
    wanted: Iterable[Record],
    records: Sequence[Record],
    course: Course,
    convention: Convention,
    order: Order,
) -> list[Record]:
    """The first of some records of a scale that counts; nothing where none does."""
    counts = partial(_counts, records=records, course=course, convention=convention, order=order)
    first = _earliest(wanted, counts, order)
    return [] if first is None else [first]


def counted(
    records: Iterable[Record], course: Course, convention: Convention, order: Order
) -> list[Record]:
    """All the records of one scale that count, as confirmation needs them."""
    members = [r for r in records if course.has(order, r, convention)]
    stops = [r for r in members if r.progressed and r.category != IUPD]
    kept = [
        r
        for r in members
        if all(r.point == s.point or order.reaches(r.point, s.point) for s in stops)
        and not _stopped(r, members, course, convention, order)
    ]
    left = [r for r in kept if not any(_outdoes(other, r, order) for other in kept)]
    return _once(left, order)


def _counts(
    r: Record, records: Sequence[Record], course: Course, convention: Convention, order: Order
) -> bool:
    """Whether one record counts, asking only about the records that may stand against it."""
    if not course.has(order, r, convention):
        return False
    for other in records:
        worse = other is not r and other.evaluable and _counts_before(other, r)
        if other.point == r.point:
            against = worse
        elif other.progressed and other.category != IUPD:
            against = not order.reaches(r.point, other.point, 1 if worse else 0)
        else:
            against = worse and order.same_day(r.point, other.point)
        if against and course.has(order, other, convention):
            return False
    return not _stopped(r, records, course, convention, order)


def _stopped(
    r: Record, records: Sequence[Record], course: Course, convention: Convention, order: Order
) -> bool:
    """Whether a progression told elsewhere than in these records ended the evaluation by one.

    What is no more than another word for progression stands; of one day, the progression counts.
    A treatment that stopped for progression did so after its responses, unless that cannot be.
    """
    if r.progressed or not r.overall:
        return False
    if any(order.known(r.point, end) is False for end in course.given_up):
        return True
    return any(
        all(other.point != stop.point for other in records)
        and not order.reaches(r.point, stop.point, 1)
        and course.has(order, stop, convention)
        for stop in course.stops
    )


def _earliest(
    records: Iterable[Record], counts: Callable[[Record], bool], order: Order
) -> Record | None:
    """The first record that counts; records that could not be the first are not asked about."""
    best: Record | None = None
    for r in records:
        if best is None:
            best = r if counts(r) else None
        elif (
            order.known(r.point, best.point, 1) is not False
            and counts(r)
            and order.reaches(r.point, best.point, 1)
        ):
            best = r
    return best


def _confirmed(records: Sequence[Record], convention: Convention, order: Order) -> list[Record]:
    """The confirmed responses among the counted records of a scale of imaging."""
    listed = _sorted(records, order)
    return [r for n, r in enumerate(listed) if _holds(r, listed[n + 1 :], convention, order)]


def _best_confirmed(
    records: Sequence[Record], course: Course, convention: Convention, order: Order
) -> Best:
    confirmed = _confirmed(records, convention, order)
    for meaning in RESPONDED:
        hits = [r for r in confirmed if r.meaning is meaning]
        if hits:
            return _first(hits, order)
    stable = STABLE_OF[records[0].scale]
    early: list[Record] = []
    late: list[Record] = []
    for r in records:
        if r.meaning in CONTROLLED:
            (late if _late(r, course, convention, order) else early).append(r)
    # NON-CR/NON-PD is stable, too, but ranks below SD.
    measured = [r for r in late if r.meaning in RESPONDED or r.category == stable]
    for hits in (measured, late):
        if hits:
            best = _first(hits, order)
            if best.meaning not in RESPONDED:
                return best
            why = f"{best.category} was not confirmed"
            return attrs.evolve(best, category=stable, meaning=_STABLE, derived=True, why=why)
    worse = [r for r in records if r.progressed]
    if worse:
        best_rank = min(r.rank for r in worse)
        hits = [r for r in worse if r.rank == best_rank]
        return _progression(records, hits, order)
    return _not_evaluable([*(r for r in records if not r.evaluable), *early], convention, order)


def _holds(r: Record, later: Sequence[Record], convention: Convention, order: Order) -> bool:
    """Whether a later record confirms a response, with nothing against it between.

    The confirming record is the first that is as good and late enough; what follows it is not
    looked at.
    """
    if r.meaning not in RESPONDED:
        return False
    as_good = (_COMPLETE,) if r.meaning is _COMPLETE else RESPONDED
    days = convention.confirmation
    outcomes: set[bool] = set()  # one for each record that may be the confirming one
    late = None
    for number, other in enumerate(later, start=1):
        if other.meaning in as_good:
            late = order.known(r.point, other.point, days)
            if late is not False:
                outcomes.add(_undisturbed(r, later[:number], convention))
            if late is True:
                break
    if late is not True:
        outcomes |= {False}
    if len(outcomes) == 1:  # whichever it was
        return outcomes.pop()
    for number, other in enumerate(later, start=1):
        if other.meaning in as_good and order.reaches(r.point, other.point, days):
            return _undisturbed(r, later[:number], convention)
    return False


def _undisturbed(r: Record, between: Sequence[Record], convention: Convention) -> bool:
    """Whether the records up to the confirming one leave a response standing."""
    meanings = [other.meaning for other in between]
    stable = [other for other in between if other.meaning is _STABLE]
    allowed: tuple[ResponseMeaning, ...] = (_COMPLETE, _NE)
    if r.meaning is _PARTIAL:
        allowed = (*RESPONDED, _NE, _STABLE)
        if any(other.category != STABLE_OF[r.scale] for other in stable):
            return False  # NON-CR/NON-PD: not the same disease to measure
        if len(stable) > (1 if convention.accept_sd else 0):
            return False
        if _COMPLETE in meanings and _PARTIAL in meanings[meanings.index(_COMPLETE) :]:
            return False  # partial after complete is progression of what had gone
    fits = all(meaning in allowed for meaning in meanings)
    return fits and meanings.count(_NE) <= convention.max_not_evaluable


def _outdoes(other: Record, r: Record, order: Order) -> bool:
    """Whether another record of the same day replaces this one."""
    return (
        _counts_before(other, r)
        and other.evaluable
        and other is not r
        and (other.point == r.point or order.same_day(r.point, other.point))
    )


def _counts_before(other: Record, r: Record) -> bool:
    """The worse of two readings; the deeper of two levels that one look at the blood found.

    A cytogenetic and a molecular response told together are both true (Hochhaus et al. 2020), while
    two RECIST categories of a day are readers who disagree.
    """
    if not r.evaluable:
        return True
    together = r.scale in _LEVELS and other.event == r.event
    if together and not r.progressed and not other.progressed:
        return other.rank < r.rank
    return other.rank > r.rank


def _once(records: Sequence[Record], order: Order) -> list[Record]:
    """Of the same category on one known day, the first: two readers of a scan are one visit."""
    found: dict[tuple[object, str | None], Record] = {}
    for r in records:
        least, most = order.dates.span(r.point)
        found.setdefault((least if least == most else r.point, r.category or r.wording), r)
    return list(found.values())


def _late(r: Record, course: Course, convention: Convention, order: Order) -> bool:
    window = convention.sd_window
    return window is None or order.reaches(course.start, r.point, window)


def _progression(records: Sequence[Record], hits: Sequence[Record], order: Order) -> Best:
    """The first progression; an iUPD that iCPD confirms is iCPD, from the day of the iUPD.

    Nothing but iUPD and NE may lie between (Seymour et al. 2017, Lancet Oncol 18:e143).
    """
    if hits[0].category != IUPD:
        return _first(hits, order)
    listed = _sorted(records, order)
    for number, r in enumerate(listed):
        rest = (o for o in listed[number + 1 :] if o.evaluable and o.category != IUPD)
        after = next(rest, None)
        if r.category == IUPD and after is not None and after.progressed:
            why = f"{r.category} was confirmed ({after.event})"
            return attrs.evolve(_first([r], order), category=after.category, derived=True, why=why)
    return _first(hits, order)


def _not_evaluable(early: Sequence[Record], convention: Convention, order: Order) -> Best:
    """The first of records that are NE, and of those too early for stable disease."""
    best = _first(early, order)
    if best.record is None or not best.record.evaluable:
        return best
    why = f"{best.category} before day {convention.sd_window}"
    return attrs.evolve(best, category=NOT_EVALUABLE, meaning=_NE, derived=True, why=why)


def _first(hits: Sequence[Record], order: Order) -> Best:
    day = order.first(r.point for r in hits)
    r = next(r for r in hits if r.point == day)
    return Best(r.category, r.meaning, r)


def _sorted(records: Sequence[Record], order: Order) -> list[Record]:
    """By day; those of one day in the order of the report."""
    listed: list[Record] = []
    for r in records:
        place = len(listed)
        while place and order.reaches(r.point, listed[place - 1].point, 1):
            place -= 1
        listed.insert(place, r)
    return listed
