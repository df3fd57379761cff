"""What was the best response to each line, and where did the disease respond differently?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from timeline.analysis.answers import Answers, Subject, answers_of
from timeline.analysis.lines import Lines, derive_lines
from timeline.analysis.response.confirmation import (
    NOT_EVALUABLE,
    Best,
    best_of,
)
from timeline.analysis.response.conventions import STANDARD, Convention
from timeline.analysis.response.course import Course, courses, narrowed
from timeline.analysis.response.dates import Dates
from timeline.analysis.response.orders import TOO_MANY_ORDERS, Order, bounded, explore, hull
from timeline.analysis.response.reading import known_dates, read_records
from timeline.analysis.response.records import RECIST, Record, grouped
from timeline.chronology import Chronology
from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.case import Case
from timeline.model.components import Scope
from timeline.model.truth import Truth
from timeline.vocabulary.responses import CONTROLLED, RESPONDED, ResponseMeaning

NO_ASSESSMENT = "an assessment with a response of the whole disease"


@attrs.frozen(kw_only=True)
class BestResponse:
    """The best response to one line on one scale, overall or of one organ or lesion.

    ``category`` is the source's own word unless ``derived``; None when nothing was assessed, when
    the report only has words (then see ``wording`` and ``meaning``), or when the dates allow
    several: these are the ``alternatives``, and ``certain`` is False. ``days`` from the start of
    the line to the record it rests on (``event``, on ``date``). ``responded`` and ``controlled``
    (no progression as best) are what ORR and DCR count. ``missing`` says what would be needed.
    ``assumed`` marks one that would be another without what is supposed; None where not asked.
    """

    line: int
    label: str
    scope: Scope
    site: str | None
    scale: str
    category: str | None
    meaning: ResponseMeaning | None
    wording: str | None
    derived: bool
    confirmed: bool
    certain: bool
    alternatives: tuple[str, ...]
    responded: Truth
    controlled: Truth
    event: str | None
    date: Bounds | None
    days: DurationBounds | None
    why: str
    missing: str
    convention: str
    assumed: bool | None = None

    def as_row(self) -> dict[str, object]:
        """One flat row: days as ``days_least`` and ``days_most``, dates as their text."""
        return {
            "line": self.line,
            "label": self.label,
            "scope": self.scope.value,
            "site": self.site,
            "scale": self.scale,
            "category": self.category,
            "meaning": self.meaning and self.meaning.value,
            "wording": self.wording,
            "derived": self.derived,
            "confirmed": self.confirmed,
            "certain": self.certain,
            "alternatives": "; ".join(self.alternatives),
            "responded": self.responded.value,
            "controlled": self.controlled.value,
            "event": self.event,
            "date": None if self.date is None else str(self.date),
            "days_least": self.days.least if self.days else None,
            "days_most": self.days.most if self.days else None,
            "why": self.why,
            "missing": self.missing,
            "convention": self.convention,
            "assumed": self.assumed,
        }


@attrs.frozen(kw_only=True)
class MixedResponse:
    """One assessment in which some places got better and others worse."""

    event: str
    better: tuple[str, ...]
    worse: tuple[str, ...]
    stated: bool


def best_responses(
    subject: Subject,
    *,
    convention: Convention = STANDARD,
    confirmed: bool | None = None,
    mark_assumed: bool = True,
) -> tuple[BestResponse, ...]:
    """The best response to each line: overall by scale, then by organ and lesion.

    Every line has an overall result, if only to say what is missing. ``confirmed`` overrides the
    convention's choice. Records are those after the line's start and, unless the convention keeps
    them, before the next line.
    """
    asked = convention.confirmed if confirmed is None else confirmed
    return answers_of(subject).ask(_asked, convention, confirmed=asked, mark_assumed=mark_assumed)


def _asked(
    answers: Answers, convention: Convention, *, confirmed: bool, mark_assumed: bool
) -> tuple[BestResponse, ...]:
    chronology, lines = answers.chronology, derive_lines(answers)
    best = _in_days_of(chronology, lines, convention, confirmed=confirmed)
    if not mark_assumed:
        return tuple(best)
    reported = chronology.without_assumptions
    alone = reported and _in_days_of(reported, lines, convention, confirmed=confirmed)
    by_place = {_place(one): one for one in alone or best}
    return tuple(attrs.evolve(one, assumed=by_place.get(_place(one)) != one) for one in best)


def _place(answer: BestResponse) -> tuple[object, ...]:
    return answer.line, answer.scope, answer.site, answer.scale


def _in_days_of(
    chronology: Chronology, lines: Lines, convention: Convention, *, confirmed: bool
) -> list[BestResponse]:
    """The best responses as one chronology has them."""
    case = chronology.case
    records = read_records(case)
    dates = known_dates(
        chronology,
        records,
        (line.start for line in lines),
        as_recorded=convention.as_recorded,
    )
    answers: list[BestResponse] = []
    for whole in courses(case, tuple(lines), convention):
        course, near = narrowed(whole, records, dates, convention)
        groups = grouped(_possible(near.responses, course, convention, dates))
        if not any(group[0].overall for group in groups):
            groups.insert(0, [])
        answers += (
            _best(group, course, convention, dates, confirmed=confirmed) for group in groups
        )
    return answers


def best_response(
    subject: Subject,
    line: int | str | None = None,
    *,
    convention: Convention = STANDARD,
    confirmed: bool | None = None,
) -> BestResponse | None:
    """The overall best response to one line (the first when none is named), or None.

    ``line`` is a line's number or the id of one of its therapies. Of several scales RECIST comes
    first, then the others in the order of the report, then words.
    """
    answers = answers_of(subject)
    chosen = [one for one in derive_lines(answers) if line in (None, one.number, *one.therapies)]
    if not chosen:
        return None
    found = best_responses(answers, convention=convention, confirmed=confirmed)
    wanted = chosen[0].number
    return next(r for r in found if r.scope is Scope.OVERALL and r.line == wanted)


def mixed_responses(case: Case) -> tuple[MixedResponse, ...]:
    """Assessments whose organs or lesions went different ways, or that the report calls mixed.

    A response of the whole is not compared with its parts: RECIST 1.1 makes one of the other.
    """
    by_event: dict[str, list[Record]] = {}
    for record in read_records(case).responses:
        by_event.setdefault(record.event, []).append(record)
    answers = []
    for event, records in by_event.items():
        parts = [r for r in records if not r.overall]
        better = tuple(r.site or "" for r in parts if r.meaning in RESPONDED)
        worse = tuple(r.site or "" for r in parts if r.progressed)
        stated = any(r.meaning is ResponseMeaning.MIXED for r in records)
        if stated or (better and worse):
            answers.append(MixedResponse(event=event, better=better, worse=worse, stated=stated))
    return tuple(answers)


def _possible(
    records: Iterable[Record], course: Course, convention: Convention, dates: Dates
) -> Iterator[Record]:
    """Records that are not certainly outside a course."""
    order = Order(dates)
    return (r for r in records if course.may_have(order, r, convention) is not False)


@attrs.frozen
class _Leaf:
    best: Best
    date: Bounds | None
    days: DurationBounds | None


def _best(
    group: Sequence[Record],
    course: Course,
    convention: Convention,
    dates: Dates,
    *,
    confirmed: bool,
) -> BestResponse:
    def rule(order: Order) -> _Leaf:
        best = best_of(group, course, convention, order, confirmed=confirmed)
        if best.record is None:
            return _Leaf(best, None, None)
        point = best.record.point
        return _Leaf(best, order.bounds(point), order.length(course.start, point))

    leaves = explore(dates, rule)
    first = group[0] if group else None
    blank = BestResponse(
        line=course.line.number if course.line else 0,
        label=course.line.regimen if course.line else "",
        scope=first.scope if first else Scope.OVERALL,
        site=first.site if first else None,
        scale=first.scale if first else RECIST,
        category=None,
        meaning=None,
        wording=None,
        derived=False,
        confirmed=confirmed,
        certain=False,
        alternatives=(),
        responded=Truth.INDETERMINATE,
        controlled=Truth.INDETERMINATE,
        event=None,
        date=None,
        days=None,
        why="",
        missing="",
        convention=convention.name,
    )
    if leaves is None:
        return attrs.evolve(blank, missing=TOO_MANY_ORDERS)
    absent = f"{NO_ASSESSMENT} before progression" if group and course.ended else NO_ASSESSMENT
    return _merged(blank, leaves, convention, absent)


def _merged(
    blank: BestResponse, leaves: Sequence[_Leaf], convention: Convention, absent: str
) -> BestResponse:
    """One result for all possible orders; where they differ, what they allow."""
    kinds = _each_kind(leaves)
    nothing = ResponseMeaning.NOT_EVALUABLE if convention.missing_as_ne else None
    meanings = {nothing if one.best.record is None else one.best.meaning for one in leaves}
    best = leaves[0].best
    if len(kinds) > 1:
        return attrs.evolve(
            blank,
            alternatives=tuple(_told(leaf.best) for leaf in kinds),
            responded=_among(meanings, RESPONDED),
            controlled=_among(meanings, CONTROLLED),
            missing="dates that tell which of these it was",
        )
    if best.record is None:
        derived = convention.missing_as_ne
        return attrs.evolve(
            blank,
            category=NOT_EVALUABLE if derived else None,
            meaning=ResponseMeaning.NOT_EVALUABLE if derived else None,
            derived=derived,
            certain=True,
            responded=Truth.FALSE if derived else Truth.INDETERMINATE,
            controlled=Truth.FALSE if derived else Truth.INDETERMINATE,
            missing=absent,
        )
    events = {leaf.best.record.event for leaf in leaves if leaf.best.record}
    return attrs.evolve(
        blank,
        category=best.category,
        meaning=best.meaning,
        wording=best.record.wording,
        derived=all(leaf.best.derived for leaf in leaves),
        certain=True,
        responded=_among(meanings, RESPONDED),
        controlled=_among(meanings, CONTROLLED),
        event=best.record.event if len(events) == 1 else None,
        date=widest([leaf.date for leaf in leaves if leaf.date]),
        days=longest([leaf.days for leaf in leaves if leaf.days], convention),
        why=best.why or _read(best),
    )


def _each_kind(leaves: Sequence[_Leaf]) -> list[_Leaf]:
    """One of each; words that are not understood differ from other words, and from none."""
    kinds: dict[tuple[object, ...], _Leaf] = {}
    for leaf in leaves:
        known = leaf.best.category, leaf.best.meaning
        kinds[known if any(known) else (_told(leaf.best),)] = leaf
    return list(kinds.values())


def _told(best: Best) -> str:
    if best.record is None:
        return "none"
    return best.category or best.record.told


def _read(best: Best) -> str:
    """That a response was read from words, and in which direction; never as a category."""
    if best.category or best.meaning is None:
        return ""
    return f"{best.meaning.direction}, read from the report's words"


def _among(meanings: set[ResponseMeaning | None], wanted: Sequence[ResponseMeaning]) -> Truth:
    """Whether a response is among those wanted; indeterminate for words that are not understood.

    What did not respond may have been stable.
    """
    within = meanings & set(wanted)
    unsure = ResponseMeaning.STABLE in wanted and ResponseMeaning.NO_RESPONSE in meanings
    if not within and not unsure and None not in meanings:
        return Truth.FALSE
    return Truth.TRUE if within == meanings else Truth.INDETERMINATE


def widest(dates: Sequence[Bounds]) -> Bounds:
    """The smallest bounds that hold all of the bounds."""
    least, most = hull([(_low(d.earliest), _high(d.latest)) for d in dates])
    length = bounded(least, most)
    return Bounds(length.least, length.most, dates[0].calendar)


def longest(
    lengths: Sequence[DurationBounds], convention: Convention, *, censored: bool = False
) -> DurationBounds:
    """The smallest bounds that hold all lengths, counted as the convention counts days."""
    least, most = hull([(_low(d.least), _high(d.most)) for d in lengths])
    extra = 1 if convention.inclusive else 0
    return bounded(least + extra, most + extra, censored=censored)


def _low(value: int | None) -> float:
    return float("-inf") if value is None else value


def _high(value: int | None) -> float:
    return float("inf") if value is None else value
