"""Facts of one patient that cannot be: before birth, two deaths, alive after death, ECOG 80."""

import pytest

from timeline.analysis import check
from timeline.chronology import solve
from timeline.document import loads


def codes(text):
    (case,) = loads(text)
    return [finding.code for finding in check(solve(case))]


def case(*events, more=""):
    return "\n".join(("case: a", more, "events:", *(f"  - {{{event}}}" for event in events)))


DIAGNOSIS = "diagnosis: lung adenocarcinoma, at: 2019-01-01"


def test_treatment_ninety_years_before_a_diagnosis_at_61_is_before_birth():
    told = codes("""
case: before-birth
patient: {sex: male, age: 61 years}
day_zero: dx
events:
  - {diagnosis: glioblastoma, id: dx}
  - {therapy: temozolomide, id: t, start: day -33462, end: day 10}
""")
    assert "before-birth" in told


@pytest.mark.parametrize(
    ("years", "before"), [(56, False), (57, False), (59, True)], ids=["child", "newborn", "unborn"]
)
def test_birth_is_as_coarse_as_the_age(years, before):
    early = f"procedure: appendectomy, type: surgery, at: {2019 - years}"
    told = codes(case(DIAGNOSIS, early, more="patient: {age: 57 years}"))
    assert ("before-birth" in told) is before


def test_an_age_whose_time_is_not_stated_bounds_no_birth():
    early = "procedure: appendectomy, type: surgery, at: 1930"
    more = "patient: {age: 57 years, age_at: not stated}"
    assert "before-birth" not in codes(case(DIAGNOSIS, early, more=more))


def test_no_life_is_longer_than_the_longest():
    assert "longer-than-a-life" in codes(case(DIAGNOSIS, "visit: clinic, at: 1890"))
    assert "longer-than-a-life" not in codes(case(DIAGNOSIS, "visit: clinic, at: 1900"))


def test_two_deaths():
    one = "death: progression, at: 2021-03-01"
    assert "two-deaths" in codes(case(DIAGNOSIS, one, "death: pneumonia, at: 2021-04-01"))
    assert "two-deaths" not in codes(case(DIAGNOSIS, one))


@pytest.mark.parametrize(
    "event",
    [
        "follow_up: alive, at: 2019-08-01",
        "symptom: cough, at: 2019-09-01",
        "adverse_event: rash, start: 2019-06-01",
        "performance_status: 1, at: 2019-09-02",
        "visit: admission, at: 2019-09-02",
        "progression: brain, at: 2019-09-02",
    ],
)
def test_what_only_the_living_show_after_death(event):
    death = "death: sepsis, at: 2019-05-01"
    assert "alive-after-death" in codes(case(DIAGNOSIS, death, event))


@pytest.mark.parametrize(
    "event",
    [
        "follow_up: died of sepsis, at: 2019-08-01",
        "progression: brain, at: 2019-09-02, evidence: autopsy",
        "test: NGS, at: 2019-09-02, found: [EGFR L858R]",
        "laboratory: CEA, value: 5 ng/mL, at: 2019-09-02",
        "visit: admission, at: 2019-05",
        "visit: admission, at: 2019",
    ],
)
def test_what_may_follow_death_or_may_not_have(event):
    death = "death: sepsis, at: 2019-05-01"
    assert "alive-after-death" not in codes(case(DIAGNOSIS, death, event))


@pytest.mark.parametrize(
    ("status", "wrong"),
    [
        ("performance_status: 80", True),
        ("performance_status: 5", False),
        ("performance_status: 6", True),
        ("performance_status: 80, scale: Karnofsky", False),
        ("performance_status: 75, scale: Karnofsky", True),
        ("performance_status: 110, scale: KPS", True),
        ("performance_status: 7, scale: a scale of our own", False),
    ],
)
def test_a_performance_status_is_on_its_scale(status, wrong):
    assert ("performance-off-scale" in codes(case(DIAGNOSIS, status))) is wrong


@pytest.mark.parametrize(
    ("results", "wrong"),
    [
        ("found: [ALK fusion], not_found: [ALK fusion]", True),
        ("found: ['EML4::ALK'], not_found: [ALK fusion]", True),
        ("found: [EGFR L858R], not_found: [EGFR T790M]", False),
        ("found: [EGFR L858R], equivocal: [EGFR L858R]", True),
        ("found: [EGFR L858R], equivocal: [EGFR T790M]", False),
        ("found: [ALK fusion], not_found: ['EML4::ALK']", False),
    ],
)
def test_one_test_does_not_find_what_it_excludes(results, wrong):
    assert ("found-and-excluded" in codes(case(f"test: NGS, {results}"))) is wrong
