"""Order is a relation beside the days: closed, three-valued, and no tie of days blurs it."""

import pytest

from timeline.analysis import check
from timeline.chronology import solve
from timeline.document.reader import loads
from timeline.errors import NotationError
from timeline.model.case import Case
from timeline.model.events import Death, Procedure, Progression, Therapy, Visit
from timeline.model.truth import Truth


def by_words(*events, **fields):
    return solve(Case(id="told", events=events, **fields), told=False)


@pytest.mark.parametrize(
    ("written", "relation", "least"),
    [
        ("after biopsy", "before", 0),
        ("then biopsy", "before", 1),
        ("since biopsy", "open", 0),
        ("not before biopsy", "open", 0),
        ("biopsy", "same", 0),
        ("biopsy + 3 weeks", "before", 21),
    ],
)
def test_what_words_say_of_order_and_of_days(written, relation, least):
    chronology = by_words(Procedure("biopsy"), Visit("v", at=written))

    assert chronology.order_of("biopsy", "v") == relation
    assert chronology.duration("biopsy", "v").least == least


@pytest.mark.parametrize(
    ("written", "relation"),
    [("before biopsy", "before"), ("by biopsy", "open"), ("until biopsy", "open")],
)
def test_before_is_earlier_in_the_course_and_by_may_be_that_very_moment(written, relation):
    chronology = by_words(Procedure("biopsy"), Visit("v", at=written))

    assert chronology.order_of("v", "biopsy") == relation
    assert chronology.duration("v", "biopsy").least == 0


def test_what_follows_an_end_follows_the_start_and_what_precedes_a_start_the_end():
    chronology = by_words(
        Therapy("gefitinib"),
        Visit("early", at="before start of gefitinib"),
        Visit("late", at="after end of gefitinib"),
        Visit("later", at="after late"),
        Visit("at-end", at="end of gefitinib"),
    )

    assert chronology.order_of("start of gefitinib", "later") == "before"
    assert chronology.order_of("early", "end of gefitinib") == "before"
    assert chronology.order_of("early", "later") == "before"
    assert chronology.order_of("end of gefitinib", "at-end") == "same"
    assert chronology.order_of("later", "at-end") == "after"


def test_during_is_after_the_start_and_may_be_the_end():
    chronology = by_words(Therapy("dabrafenib"), Visit("scan", at="during dabrafenib"))

    assert chronology.order_of("start of dabrafenib", "scan") == "before"
    assert chronology.before("end of dabrafenib", "scan") is Truth.FALSE
    assert chronology.order_of("scan", "end of dabrafenib") == "open"


def test_two_that_follow_each_other_are_one_moment():
    chronology = by_words(Visit("a", at="after b"), Visit("b", at="after a"))

    assert chronology.consistent
    assert chronology.order_of("a", "b") == "same"


def test_days_decide_where_words_say_nothing():
    chronology = by_words(
        Visit("a", at="2020-03"), Visit("b", at="2020-04"), Visit("c", at="2020-03")
    )

    assert chronology.order_of("a", "b") == "before"
    assert chronology.order_of("b", "c") == "after"
    assert chronology.order_of("a", "c") == "open"


def test_of_two_readings_only_what_both_say_is_decided():
    chronology = by_words(
        Visit("a"), Visit("b"), Visit("c", at="after a, after b or after a"), Visit("d", at="b")
    )

    assert chronology.order_of("a", "c") == "before"
    assert chronology.order_of("b", "c") == "open"


def test_then_takes_a_moment_and_no_date():
    with pytest.raises(NotationError, match="'then' takes a named moment"):
        Visit("v", at="then 2020-03")


def test_a_document_says_then():
    (case,) = loads("case: t\nevents:\n  - {visit: a}\n  - {visit: b, at: then a}\n")
    chronology = solve(case, told=False)

    assert chronology.order_of("a", "b") == "before"
    assert str(chronology.duration("a", "b")) == "at least 0.0 months"
    assert chronology.duration("a", "b").least == 1


def test_nothing_of_the_disease_follows_death():
    (case,) = loads("""
case: d
day_zero: dx
events:
  - {diagnosis: colon cancer, id: dx}
  - {therapy: vemurafenib, start: after dx}
  - {progression: not stated, id: pd, at: start of vemurafenib + 6 months}
  - {metastasis: liver, id: autopsy, evidence: autopsy}
  - {death: not stated, id: death, at: dx + 20 months}
""")
    chronology = solve(case, told=False)

    assert str(chronology.duration("pd", "death")) == "0.0\u201315.1 months"
    assert chronology.duration("autopsy", "death").least is None


def test_dates_after_death_stand_for_the_check_that_says_so():
    case = Case(id="d", events=[Death("sepsis", at="2020-01"), Progression("liver", at="2020-05")])
    chronology = solve(case)

    assert chronology.consistent
    assert "after-death" in " ".join(finding.code for finding in check(case))
