"""A case that contradicts itself still has bounds, soon, and says what it set aside."""

import random
import time
from datetime import date

import pytest

from timeline.budgets import BUDGET
from timeline.chronology import network as network_module
from timeline.chronology import solve
from timeline.model.case import Case
from timeline.model.events import Therapy, Visit
from timeline.model.moments import assumed
from timeline.model.when import add_months


def told(*events, **fields):
    return solve(Case(id="told", events=events, **fields), told=False)


def bounds(chronology, *names):
    return [str(chronology.bounds(name)) for name in names]


# --- What is set aside ---


def test_a_contradiction_sets_the_lighter_statement_aside():
    chronology = told(
        Visit("guess", at=assumed("2019-05", because="told first")),
        Visit("a", at="2020-05, before guess"),
    )

    assert not chronology.consistent
    (aside,) = chronology.set_aside
    assert (str(aside), aside.because, aside.path) == (
        "guess: 2019-05",
        "told first",
        ("events", 0, "at"),
    )
    assert bounds(chronology, "a", "guess") == ["2020-05", "not before 2020-05-01"]


def test_of_equals_the_later_in_the_document_is_set_aside():
    chronology = told(Visit("a", at="2020"), Visit("b", at="2021, before a"), Visit("c", at="2022"))

    assert [str(statement) for statement in chronology.set_aside] == ["b: 2021, before a"]
    assert bounds(chronology, "a", "b", "c") == ["2020", "unknown", "2022"]


def test_the_reading_of_or_that_fits_is_kept():
    # Elsewhere the case contradicts itself; "a or b" is no part of that.
    chronology = told(
        Visit("a", at="2020"),
        Visit("b", at="2021"),
        Visit("c", at="2021-05-05 or 2020-05-05"),
        Visit("d", at="2020-05-05, c"),
        Visit("e", at="2021, before a"),
    )

    assert [str(statement) for statement in chronology.set_aside] == ["e: 2021, before a"]
    assert bounds(chronology, "c") == ["2020-05-05"]


@pytest.mark.parametrize(
    "moments",
    [
        ["b + 1 day", "a + 1 day"],
        ["a + 1 day"],
        ["b + 1 month", "a + 1 month"],
        ["b + 1 day", "c + 1 day", "a + 1 week"],
        ["b - 1 month", "a - 1 day"],
        # No month is 32 days long, no two are 62: each on its own terms only.
        ["2020/2022", "a + 1 month, a + 62 days"],
        ["2020/2022", "a + 1 month", "a + 62 days, b"],
        [None, "a + 1 month, a + 62 days"],
        ["after c", "after a", "b + 1 day"],
        ["2020/..", "after a", "a - 1 month, after b"],
    ],
)
@pytest.mark.parametrize("calendar", [True, False])
def test_moments_that_chase_one_another_are_found_out(moments, calendar):
    begun = time.process_time()
    visits = [Visit(name, at=moment) for name, moment in zip("abc", moments, strict=False)]
    others = [Visit(name) for name in "abc"[len(moments) :]]
    elsewhere = Visit("elsewhere", at="2020-05-05" if calendar else None)
    chronology = told(*visits, *others, elsewhere)

    assert not chronology.consistent
    assert len(chronology.set_aside) == 1
    assert time.process_time() - begun < 2


def test_bounds_may_have_to_creep_to_a_month_long_enough():
    # Two months less a day are 59 days or more only from March on, or late in January.
    chronology = told(
        Visit("a", at="2021-02-01/2021-06-30"), Visit("b", at="a + 1 month, a + 60 days")
    )

    assert bounds(chronology, "a") == ["2021-03 to 2021-06"]


@pytest.mark.parametrize("months", [1, 2, 6, 12, 13, -1, -12])
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_months_are_undone_to_the_day(months, days):
    first, last = date(2019, 11, 20).toordinal(), date(2021, 4, 10).toordinal()
    reached = {x: add_months(x, months) + days for x in range(first - 500, last + 500)}
    for target in range(first, last):
        before = [x for x, there in reached.items() if there <= target]
        behind = [x for x, there in reached.items() if there >= target]
        assert network_module._last_reaching(target, months, days) == before[-1]
        assert network_module._first_reaching(target, months, days) == behind[0]


# --- It always answers, soon ---


def random_moment(chance, names):
    """Two things that one moment of a confused report is said to be."""
    other, another = chance.sample(names, 2)
    month, day = chance.randrange(1, 13), chance.randrange(1, 29)
    said = [
        f"{chance.randrange(2015, 2024)}",
        f"{chance.randrange(2015, 2024)}-{month:02d}",
        f"2020-{month:02d}-{day:02d}",
        f"after {other}",
        f"before {other}",
        f"{other} + {chance.randrange(9)} months",
        f"{other} - {chance.randrange(9)} weeks",
        f"{other} + {chance.randrange(90)} days",
        f"{other} + 1 month or {another} - 1 month",
        other,
    ]
    return ", ".join(chance.sample(said, 2))


@pytest.mark.seeds(12)
def test_forty_events_that_contradict_one_another_still_have_bounds(seed):
    chance = random.Random(seed)  # noqa: S311 (a story, not a secret)
    names = [f"v{i}" for i in range(40)]
    begun = time.process_time()
    chronology = told(*(Visit(name, at=random_moment(chance, names)) for name in names))

    assert not chronology.consistent
    for name in names:
        known = chronology.bounds(name)
        assert known.earliest is None or known.latest is None or known.earliest <= known.latest
    assert time.process_time() - begun < 10


def test_forty_courses_known_to_the_year_are_put_in_order():
    begun = time.process_time()
    chronology = told(*(Therapy(f"d{i}", start="2016", end="2016/2018") for i in range(40)))

    assert [len(rank) for rank in chronology.order()] == [40, 40]
    assert time.process_time() - begun < 10


def test_more_readings_than_can_be_tried_are_read_as_their_range():
    visits = [Visit(f"v{i}", at="2020-01-01 or 2021-01-01 or 2022-01-01") for i in range(12)]
    begun = time.process_time()
    chronology = told(*visits)

    assert chronology.consistent
    assert 3**3 <= BUDGET.scenarios < 3**4
    assert bounds(chronology, "v0", "v2") == ["2020-01-01 to 2022-01-01"] * 2
    assert bounds(chronology, "v11") == ["2020-01-01 to 2022-01-01"]
    assert chronology.read_wider == ()  # nothing else speaks of them: no reading is lost
    assert time.process_time() - begun < 2
