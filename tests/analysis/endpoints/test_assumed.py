"""What rests on something supposed is marked, in every result it reaches and in no other."""

import pytest

import cases
from timeline.analysis.endpoints import derive, endpoint, endpoints
from timeline.analysis.lines import derive_lines
from timeline.analysis.response import best_response
from timeline.chronology import solve
from timeline.model.case import Case
from timeline.model.events import Assessment, Death, Therapy
from timeline.model.moments import Moment, assumed, parse_moment

REPORTED = parse_moment("2020-01-10")
SUPPOSED = assumed("2020-01-10", because="the drug is given from the day it is approved")


def course(start: Moment) -> Case:
    return Case(
        id="example",
        events=[
            Therapy("crizotinib", id="treatment", line=1, start=start, end="2020-06-01"),
            Assessment("CT", id="ct", at="2020-03-01", response="PR"),
            Death("cancer", id="death", at="2020-09-01"),
        ],
    )


@pytest.mark.parametrize("name", ["TTD", "PFS", "OS"])
def test_a_time_from_a_supposed_start_is_marked(name):
    assert endpoint(course(SUPPOSED), name, 1).assumed
    assert best_response(course(SUPPOSED), 1).assumed


def test_a_time_between_reported_moments_is_not():
    assert not endpoint(course(SUPPOSED), "OS", start="ct").assumed
    assert not any(result.assumed for result in endpoints(course(REPORTED)))
    assert not best_response(course(REPORTED), 1).assumed


def test_the_mark_changes_no_number():
    marked, plain = endpoints(course(SUPPOSED)), endpoints(course(REPORTED))
    assert [(r.endpoint, r.status, r.days) for r in marked] == [
        (r.endpoint, r.status, r.days) for r in plain
    ]


@pytest.mark.parametrize("name", cases.names())
def test_of_a_shipped_case_what_is_unmarked_is_what_the_report_allows(name, monkeypatch):
    case = cases.load(name)
    reported = solve(case).without_assumptions or solve(case)

    marked, lines = endpoints(case), derive_lines(case)
    monkeypatch.setattr(derive, "derive_lines", lambda _: lines)  # the lines stay the same
    alone_of_all = endpoints(reported)

    for result, alone in zip(marked, alone_of_all, strict=True):
        assert result.assumed is result.differs(alone)
