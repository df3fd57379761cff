"""A stated length speaks where dates are silent, and is compared with them where they are not."""

import pytest

from timeline.analysis import check
from timeline.chronology import solve
from timeline.chronology.resting import Support, Supports
from timeline.document import loads
from timeline.errors import NotationError
from timeline.model.case import Case, end_of, start_of
from timeline.model.claims import IntervalClaim
from timeline.model.events import Therapy, Visit


def gefitinib(**fields):
    return Case(id="told", events=[Therapy("gefitinib", **fields)])


def length(case, **how):
    return str(solve(case, **how).duration("start of gefitinib", "end of gefitinib"))


def test_it_bounds_what_is_open_and_is_named_as_what_the_length_rests_on():
    case = gefitinib(lasted="72.7 months")
    (event,) = case
    ends = start_of(event), end_of(event)

    assert length(case) == "72.7 months"
    assert length(case, stated=False) == "at least 0.0 months"
    assert Supports(solve(case)).of(*ends) == (Support.STATED,)


def test_a_claim_says_the_same_and_speaks_too():
    claim = IntervalClaim("gefitinib", is_="72.7 months")

    assert length(Case(id="t", events=[Therapy("gefitinib")], claims=[claim])) == "72.7 months"


def test_it_gives_an_end_to_what_has_a_date_of_start_alone():
    case = gefitinib(start="2020-01-15", lasted="3 months")

    assert str(solve(case).bounds("end of gefitinib")) == "2020-04-15 to 2020-05-14"


def test_where_dates_bound_the_length_nothing_changes_and_it_is_compared():
    case = gefitinib(start="2020-01", end="2020-06", lasted="30 months")

    assert length(case) == length(case, stated=False)
    (found,) = [each for each in check(case) if each.code == "stated-interval"]
    assert found.path == ("events", 0, "lasted")
    assert "cannot be 30 months" in found.message


def test_what_dates_do_not_allow_does_not_speak():
    case = Case(
        id="t",
        events=[Therapy("gefitinib", start="2020-01", lasted="3 months"), Visit("v", at="2021")],
    )
    late = Case(id="t", events=[*case.events[:1], Visit("w", at="2021, before end of gefitinib")])

    assert str(solve(late).duration("start of gefitinib", "end of gefitinib")).startswith(
        "at least"
    )


def test_only_what_lasts_has_it():
    with pytest.raises(NotationError, match="how long the visit lasted"):
        Visit("v", lasted="3 days")
    with pytest.raises(NotationError, match="write 'start' and 'end' in place of 'at'"):
        Therapy("x", at="2020", lasted="3 days")


def test_a_document_says_it():
    (case,) = loads("case: t\nevents:\n  - {therapy: gefitinib, lasted: 72.7 months}\n")

    assert length(case) == "72.7 months"


def test_a_claim_that_repeats_a_moment_is_a_note():
    (case,) = loads("""
case: t
events:
  - {therapy: gefitinib, line: 1, stop: progression}
  - {progression: lung, id: pd, at: start of gefitinib + 6 months}
claims:
  - {interval: start of gefitinib -> pd, is: 6 months}
  - {interval: start of gefitinib -> pd, is: 7 months}
""")
    (found,) = [each for each in check(case) if each.code == "claim-repeats-moment"]

    assert found.path == ("claims", 0, "interval")
    assert found.severity == "note"
