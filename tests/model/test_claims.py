"""Counts of one event or of several together, and ages at no stated time."""

import pytest

from timeline.analysis import check
from timeline.chronology import solve
from timeline.document import dumps, loads
from timeline.errors import DocumentError
from timeline.model.claims import CountClaim

COURSE = """
case: course
events:
  - {{therapy: paclitaxel, id: first, start: 2013-01, cycles: {first}}}
  - {{therapy: docetaxel, id: second, start: after end of first, cycles: {second}}}
claims:
  - {{count: cycles, of: {of}, is: {stated}}}
"""

AGED = """
case: aged
patient: {{age: 56 years{at}}}
events:
  - {{diagnosis: breast cancer, id: dx, at: 2015-03-01}}
claims:
  - {{interval: birth -> dx, is: 56 years}}
"""


def counted(**words):
    (case,) = loads(COURSE.format(**{"first": 3, "second": 2, "of": "first; second"} | words))
    return [f.code for f in check(case) if f.path[:1] == ("claims",)]


@pytest.mark.parametrize("of", ["first; second", "[first, second]", "second; first"])
def test_a_count_may_be_of_several_events_together(of):
    assert counted(of=of, stated=5) == []
    assert counted(of=of, stated=7) == ["stated-count"]


@pytest.mark.parametrize(
    ("second", "stated", "codes"),
    [
        ("about 2", 6, []),
        ("about 2", 7, ["stated-count"]),
        ("over 2", 20, []),
        ("over 2", 5, ["stated-count"]),
        ("up to 2", 4, []),
        ("up to 2", 6, ["stated-count"]),
    ],
)
def test_signs_are_kept_in_a_sum(second, stated, codes):
    assert counted(second=second, stated=stated) == codes


def test_a_sum_with_a_part_that_is_not_told_is_not_checked():
    (case,) = loads(
        "case: course\n"
        "events:\n"
        "  - {therapy: paclitaxel, id: first, cycles: 3}\n"
        "  - {therapy: docetaxel, id: second}\n"
        "claims:\n"
        "  - {count: cycles, of: first; second, is: 4}\n"
    )

    assert "count-unchecked" in {f.code for f in check(case)}


def test_all_parts_of_a_sum_are_its_evidence():
    (case,) = loads(COURSE.format(first=3, second=2, of="first; second", stated=7))
    (finding,) = (f for f in check(case) if f.code == "stated-count")

    assert finding.events == ("first", "second")
    assert "7 cycles of first + second are stated; their events have 3 + 2" in finding.message


def test_a_part_that_there_is_not_is_a_problem():
    with pytest.raises(DocumentError, match="no event is called 'third'"):
        loads(COURSE.format(first=3, second=2, of="first; third", stated=7))


@pytest.mark.parametrize("of", ["''", "[]", "';'"])
def test_a_count_of_nothing_is_a_problem(of):
    with pytest.raises(DocumentError, match="needs the event that it is of"):
        loads(COURSE.format(first=3, second=2, of=of, stated=7))


@pytest.mark.parametrize("of", ["first", ("first", "second")])
def test_a_count_comes_back_equal(of):
    text = COURSE.format(first=3, second=2, of="first", stated=3)
    (case,) = loads(text)
    claim = CountClaim("cycles", of=of, is_="3")

    (again,) = loads(dumps(type(case)(id=case.id, events=case.events, claims=(claim,))))

    assert again.claims == (claim,)


@pytest.mark.parametrize("at", ["", ", age_at: dx"])
def test_an_age_bounds_the_birth(at):
    (case,) = loads(AGED.format(at=at))

    bounds = solve(case).bounds(case.point("birth"))

    assert (bounds.earliest, bounds.latest) != (None, None)


def test_an_age_at_no_stated_time_bounds_nothing():
    (case,) = loads(AGED.format(at=", age_at: not stated"))

    assert solve(case, stated=False).bounds(case.point("birth")).earliest is None
    assert loads(dumps(case)) == (case,)
