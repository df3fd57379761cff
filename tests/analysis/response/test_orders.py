"""Orders of partly known dates: all that are possible, and none that is not."""

from datetime import date

from timeline.analysis.response.dates import Dates
from timeline.analysis.response.orders import Order, explore
from timeline.chronology import solve
from timeline.document import loads
from timeline.model.case import Point


def dates_of(*moments: str) -> tuple[Dates, list[Point]]:
    names = "abcdefgh"
    events = "".join(
        f"\n  - {{visit: clinic, id: {name}, at: '{moment}'}}"
        for name, moment in zip(names, moments, strict=False)
    )
    (case,) = loads(f"case: example\nassume: [lines-follow-one-another]\nevents:{events}\n")
    return Dates(solve(case)), [Point(name) for name in names[: len(moments)]]


def test_whole_dates_have_one_order():
    dates, (a, b) = dates_of("2020-01-01", "2020-01-31")

    assert explore(dates, lambda order: order.reaches(a, b, 30)) == [True]
    assert explore(dates, lambda order: order.reaches(a, b, 31)) == [False]


def test_months_that_overlap_have_both():
    dates, (a, b) = dates_of("2020-01", "2020-01-15")

    assert sorted(explore(dates, lambda order: order.reaches(a, b))) == [False, True]


def test_what_was_answered_holds_for_all_that_follows():
    dates, (a, b, c) = dates_of("2020", "2020", "2020")

    def rule(order: Order) -> bool:
        if order.reaches(a, b) and order.reaches(b, c):
            return order.reaches(a, c)  # follows from both, so that it is not asked again
        return True

    assert explore(dates, rule) == [True, True, True]


def test_an_answer_narrows_the_dates():
    dates, (a, b) = dates_of("2020-01", "2020-01-15")

    def rule(order: Order) -> str:
        order.reaches(b, a)
        return str(order.bounds(a))

    assert sorted(explore(dates, rule)) == ["2020-01-01 to 2020-01-14", "2020-01-15 to 2020-01-31"]


def test_what_the_report_ties_together_is_never_tried_apart():
    dates, (a, b) = dates_of("2020-01", "a + 10 days")

    assert explore(dates, lambda order: order.reaches(a, b, 10)) == [True]
    assert explore(dates, lambda order: order.reaches(a, b, 11)) == [False]


def test_the_three_orders_of_two_moments():
    dates, (a, b) = dates_of("2020-01", "2020-01")

    def rule(order: Order) -> str:
        if order.same_day(a, b):
            return "same day"
        return "a first" if order.reaches(a, b) else "b first"

    assert set(explore(dates, rule)) == {"same day", "a first", "b first"}


def test_too_many_orders_are_not_decided():
    dates, points = dates_of(*["2020"] * 6)

    def rule(order: Order) -> list[bool]:
        return [order.reaches(a, b) for a in points for b in points]

    assert explore(dates, rule, limit=20) is None


def test_a_moment_without_any_date_has_no_bounds():
    dates, (a, _) = dates_of("after b", "2020-01-15")

    low, high = dates.span(a)

    assert low == date(2020, 1, 15).toordinal()
    assert high == float("inf")
