"""Orders against every assignment of days: none is missed, none is made up, none comes twice."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.analysis.response.dates import ORIGIN, Dates
from timeline.analysis.response.orders import Order, explore
from timeline.chronology import solve
from timeline.model.case import Case, Point
from timeline.model.events import Visit

Span = tuple[int, int]

_FIRST = date(2020, 1, 1)
_NAMES = "abc"

spans = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 3)).map(lambda s: (s[0], s[0] + s[1])),
    min_size=2,
    max_size=3,
)
questions = st.lists(
    st.tuples(
        st.sampled_from(("reaches", "known", "between", "day")),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(-2, 3),
    ),
    min_size=1,
    max_size=6,
)


def dates_of(spans: Sequence[Span]) -> tuple[Dates, list[Point]]:
    events = []
    for name, (first, last) in zip(_NAMES, spans, strict=False):
        days = (_FIRST + timedelta(first), _FIRST + timedelta(last))
        events.append(Visit("clinic", id=name, at="/".join(day.isoformat() for day in days)))
    return Dates(solve(Case(id="example", events=events), told=False)), [
        Point(e.id) for e in events
    ]


@settings(max_examples=150)
@given(spans, questions)
def test_every_assignment_of_days_is_in_one_order_and_every_order_has_one(spans, questions):
    dates, points = dates_of(spans)
    asked = [
        (kind, points[a % len(points)], points[b % len(points)], days)
        for kind, a, b, days in questions
    ]

    def rule(order: Order) -> tuple[bool, ...]:
        answers = []
        for kind, first, last, days in asked:
            match kind:  # what only looks must not change which orders there are
                case "reaches":
                    answers.append(order.reaches(first, last, days))
                case "known":
                    order.known(first, last, days)
                case "between":
                    order.between(first, last)
                case "day":
                    order.day(last)
        return tuple(answers)

    orders = explore(dates, rule)
    assigned = {
        tuple(
            on[last] - on[first] >= days for kind, first, last, days in asked if kind == "reaches"
        )
        for days_of in product(*(range(low, high + 1) for low, high in spans))
        for on in [dict(zip(points, days_of, strict=True))]
    }

    assert orders is not None
    assert len(orders) == len(set(orders))
    assert set(orders) == assigned


@settings(max_examples=150)
@given(spans, questions)
def test_what_is_told_of_an_order_holds_for_its_assignments_and_is_tight(spans, questions):
    dates, points = dates_of(spans)
    asked = [
        (points[a % len(points)], points[b % len(points)], days) for _, a, b, days in questions
    ]

    def rule(order: Order) -> tuple[tuple[bool, ...], tuple[tuple[float, float], ...]]:
        answers = tuple(order.reaches(*question) for question in asked)
        return answers, tuple(order.between(first, last) for first, last, _ in asked)

    found = dict(explore(dates, rule))
    lengths: dict[tuple[bool, ...], list[list[int]]] = {}
    for days_of in product(*(range(low, high + 1) for low, high in spans)):
        on = dict(zip(points, days_of, strict=True))
        answers = tuple(on[last] - on[first] >= days for first, last, days in asked)
        lengths.setdefault(answers, []).append([on[last] - on[first] for first, last, _ in asked])

    assert found == {
        answers: tuple((min(each), max(each)) for each in zip(*told, strict=True))
        for answers, told in lengths.items()
    }


@given(st.permutations(_NAMES), st.tuples(st.integers(-4, 4), st.integers(-4, 4)))
def test_it_does_not_matter_when_a_moment_comes_in(order, learned):
    (one, points), (other, _) = [dates_of([(0, 9), (2, 9), (5, 9)]) for _ in range(2)]
    a, b, c = points
    early, last = one.known, other.known
    for most, (p, q) in zip(learned, ((a, b), (b, c)), strict=True):
        early = early.learned(p, q, 4 + most)
        for name in order:
            early.between(ORIGIN, Point(name))
        last = last.learned(p, q, 4 + most)

    assert [early.between(p, q) for p in points for q in points] == [
        last.between(p, q) for p in points for q in points
    ]
