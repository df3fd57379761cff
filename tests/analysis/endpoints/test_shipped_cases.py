"""What the two reports encoded from full texts come to."""

import attrs
import pytest

import cases
from timeline.analysis.endpoints import (
    COLUMNS,
    ENDPOINTS,
    Status,
    endpoint,
    endpoints,
    endpoints_text,
    treatment_beyond_progression,
)
from timeline.analysis.response import FDA, best_response, best_responses
from timeline.chronology import solve
from timeline.model.case import Assumption


def untold(name):
    """A report by its dates, without the order in which it tells things."""
    return attrs.evolve(cases.load(name), assume=[Assumption.LINES_FOLLOW])


@pytest.mark.parametrize(
    ("name", "line", "what", "status", "least", "most"),
    [
        ("ezr-ros1", "icotinib", "PFS", "event", 609, 668),
        ("ezr-ros1", "icotinib", "TTNT", "event", 1187, 2099),
        ("ezr-ros1", "befotertinib", "PFS", "censored", 0, 882),
        ("ezr-ros1", "befotertinib", "TTNT", "event", 0, 882),
        ("ezr-ros1", "anlotinib", "PFS", "event", 31, 91),
        ("ezr-ros1", "anlotinib", "TTNT", "event", 62, 121),
        ("ezr-ros1", "crizotinib", "PFS", "censored", 636, 665),
        ("ezr-ros1", "crizotinib", "OS", "censored", 641, None),
        ("ezr-ros1", "crizotinib", "TTD", "censored", 641, None),
        ("tbc1d32-ros1", "crizotinib", "PFS", "event", 21, 23),
        ("tbc1d32-ros1", "crizotinib", "TTNT", "event", 23, 23),
        ("tbc1d32-ros1", "chemoimmunotherapy", "PFS", "censored", 511, 541),
        ("tbc1d32-ros1", "maintenance", "PFS", "censored", 511, 541),
        (
            "tbc1d32-ros1",
            "chemoimmunotherapy",
            "OS",
            "censored",
            581,
            None,
        ),
    ],
)
def test_an_endpoint_of_a_report(name, line, what, status, least, most):
    result = endpoint(untold(name), what, line)

    assert (result.status, result.days.least, result.days.most) == (status, least, most)


def test_what_the_order_told_tells_more_is_marked():
    name, lines = "ezr-ros1", ("icotinib", "befotertinib", "anlotinib", "crizotinib")
    for what, line in [(what, line) for what in ENDPOINTS for line in lines]:
        told, dated = endpoint(cases.load(name), what, line), endpoint(untold(name), what, line)
        assert told.assumed or not told.differs(dated), (what, line)


def test_a_category_comes_two_months_after_the_first_sign():
    case = cases.load("ezr-ros1")

    by_any, by_category = (
        endpoint(case, "PFS", "icotinib"),
        endpoint(case, "PFS", "icotinib", convention=FDA),
    )

    assert by_any.events == ("bone-scan-2019",)
    assert by_category.alternatives == ()
    assert by_category.rule == "missed-visits"  # nothing was assessed for months before


def test_more_than_nineteen_months_are_not_reached_by_the_last_assessment():
    result = endpoint(cases.load("tbc1d32-ros1"), "PFS", 2)

    nineteen_months = 578  # 19 x 30.4375, from below
    assert result.status is Status.CENSORED
    assert nineteen_months - result.days.most >= 37


def test_a_duration_of_response_needs_its_first_day():
    result = endpoint(cases.load("ezr-ros1"), "DOR", "crizotinib")

    assert result.status is Status.NOT_DERIVED
    assert result.days is None
    assert "first day of response" in result.missing
    assert "partial-response" in result.missing


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ezr-ros1", [None, "PD", None, "PD", "PR"]),
        ("tbc1d32-ros1", ["PD", "PR"]),
    ],
)
def test_best_responses_of_a_report(name, expected):
    found = best_responses(cases.load(name))

    assert [b.category for b in found if b.scope == "overall"] == expected


def test_stable_disease_of_unknown_day_may_be_too_early():
    best = best_response(cases.load("ezr-ros1"), 3)

    assert set(best.alternatives) == {"SD", "NE"}


def test_icotinib_was_continued_beyond_progression():
    case = untold("ezr-ros1")

    (to_its_end,) = treatment_beyond_progression(case)
    (to_the_test,) = treatment_beyond_progression(case, until="ngs-2021")

    assert to_its_end.label == "icotinib"
    assert to_its_end.progression == "bone-scan-2019"
    assert (to_its_end.days.least, to_its_end.days.most) == (366, 1460)
    assert (to_the_test.days.least, to_the_test.days.most) == (549, 607)


def test_nothing_went_on_beyond_progression_under_crizotinib_alone():
    assert treatment_beyond_progression(cases.load("tbc1d32-ros1")) == ()


@pytest.mark.parametrize("name", ["ezr-ros1", "tbc1d32-ros1"])
def test_every_result_says_why(name):
    case = cases.load(name)
    chronology = solve(case)

    results = endpoints(chronology)

    assert len(results) % len(ENDPOINTS) == 1  # survival from diagnosis, besides
    for result in results:
        assert result.events or result.missing
        assert result.rule or result.status is not Status.CENSORED
        assert result.missing or result.status in (Status.EVENT, Status.CENSORED)
    assert all(len(row) == len(COLUMNS) for row in endpoints_text(results))


def test_text_gives_days_months_and_the_reason():
    case = cases.load("ezr-ros1")

    rows = endpoints_text(
        [endpoint(case, "PFS", "crizotinib"), endpoint(case, "DOR", "crizotinib")]
    )

    assert rows[0][2:5] == ("≥ 636–665*", "≥ 20.9–21.8*", "censored")
    assert "partial-response" in rows[0][5]
    assert rows[1][2:5] == ("", "", "not derived")
