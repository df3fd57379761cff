"""Durations of treatments and intervals of the seed cases, to the day."""

import pytest

import cases
from timeline.analysis import milestones, stated_intervals, treatment_durations
from timeline.analysis.answers import answers_of
from timeline.chronology import solve
from timeline.model.case import Case
from timeline.model.components import StopReason
from timeline.model.events import Assessment, Therapy


@pytest.fixture(scope="module")
def ezr():
    return solve(cases.load("ezr-ros1"))


@pytest.fixture(scope="module")
def tbc1d32():
    return solve(cases.load("tbc1d32-ros1"))


def days(rows):
    return {
        (str(row.first), str(row.last)): (row.duration.least, row.duration.most) for row in rows
    }


def test_the_intervals_of_the_ezr_case(ezr):
    found = days(milestones(ezr))

    expected = {
        ("lobectomy", "bone-metastasis"): (305, 364),
        ("start of icotinib", "bone-scan-2019"): (609, 668),
        ("start of icotinib", "ct-2019"): (670, 729),
        ("start of icotinib", "ct-2020"): (1004, 1034),
        ("start of icotinib", "ngs-2021"): (1187, 1246),
        ("start of anlotinib", "ct-2023"): (31, 91),
        ("start of anlotinib", "start of crizotinib"): (62, 121),
        ("start of crizotinib", "partial-response"): (636, 665),
        ("start of crizotinib", "bone-scan-2025"): (641, 670),
    }
    assert {key: found[key] for key in expected} == expected


def test_the_intervals_of_the_tbc1d32_case(tbc1d32):
    found = days(milestones(tbc1d32))

    expected = {
        ("start of crizotinib", "ct-progression"): (21, 23),
        ("start of crizotinib", "start of chemoimmunotherapy"): (23, 23),
        ("start of chemoimmunotherapy", "last-evaluation"): (511, 541),
    }
    assert {key: found[key] for key in expected} == expected
    maintenance = tbc1d32.duration("start of chemoimmunotherapy", "start of maintenance")
    assert (maintenance.least, maintenance.most) == (85, 85)


def test_a_treatment_without_a_stop_date_ends_by_the_next_line(ezr):
    icotinib = next(row for row in treatment_durations(ezr) if row.event == "icotinib")

    assert icotinib.label == "line 1"
    assert (icotinib.duration.least, icotinib.duration.most) == (1004, 2097)
    assert icotinib.stop is StopReason.NOT_STATED
    assert icotinib.assumed == ("end",)  # that lines follow one another is supposed


def test_a_treatment_supposed_to_go_on_is_censored_and_marked(ezr):
    crizotinib = next(row for row in treatment_durations(ezr) if row.event == "crizotinib")

    assert str(crizotinib.duration) == "ongoing, at least 21.1 months"
    assert crizotinib.assumed == ("end",)


def test_phases_of_a_line_are_told_apart(tbc1d32):
    labels = [row.label for row in treatment_durations(tbc1d32)]

    assert labels == ["line 1", "line 2, induction", "line 2, maintenance"]


def test_a_stated_interval_stands_beside_what_the_dates_imply(ezr):
    rows = {str(row.claims[0].is_): str(row.duration) for row in stated_intervals(ezr)}

    assert rows == {
        "23 months": "22.0–24.0 months",
        "33 months": "33.0–34.0 months",
        "31 months": "0.0–29.0 months",
        "2 months": "1.0–3.0 months",
        "21 months": "20.9–21.8 months",
    }


def test_a_case_without_lines_has_no_milestones():
    case = Case(id="none", events=[Assessment("CT", at="2020", response="PR")])

    assert milestones(case) == milestones(solve(case)) == ()
    assert treatment_durations(case) == treatment_durations(answers_of(case)) == ()
    assert stated_intervals(case) == ()


def test_milestones_end_where_the_next_line_starts():
    case = Case(
        id="two-lines",
        events=[
            Therapy("gefitinib", line=1, start="2019-01-01"),
            Assessment("CT", id="first", at="2019-06-01", response="PD"),
            Therapy("osimertinib", line=2, start="2019-07-01"),
            Assessment("CT", id="second", at="2020-01-01", response="PR"),
        ],
    )

    assert days(milestones(solve(case))) == {
        ("start of gefitinib", "first"): (151, 151),
        ("start of gefitinib", "start of osimertinib"): (181, 181),
        ("start of osimertinib", "second"): (184, 184),
    }
