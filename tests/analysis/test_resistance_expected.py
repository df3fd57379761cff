"""The shipped cases: what changed over which line, how well shown, since when."""

from datetime import date

import pytest

import cases
from timeline.analysis.resistance import (
    JACKMAN_2010,
    PFS_BASED,
    Change,
    Grade,
    MechanismClass,
    StatedClass,
    Timing,
    Why,
    resistance,
    transition_lines,
    transitions,
)
from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.truth import Truth


def days(first, last):
    return Bounds(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


def row(name, drug, what):
    found = [r for r in transitions(cases.load(name)) if drug in r.drugs and what in r.what]
    (one,) = found
    return one


def line(name, drug):
    (one,) = [r for r in resistance(cases.load(name)) if r.drugs[0] == drug]
    return one


def test_t790m_is_found_on_icotinib_on_target_grade_c():
    found = row("ezr-ros1", "icotinib", "T790M")

    assert found.acquired.grade is Grade.C
    assert found.change is Change.NEWLY_FOUND  # that it was not there before, no test shows
    assert [reason.why for reason in found.reasons] == [Why.COVERAGE_UNKNOWN]
    assert found.acquired.window == days("2017-12-01", "2021-04-30")
    assert (found.acquired.earlier, found.acquired.found) == (("ngs-2017",), ("ngs-2021",))
    assert found.mechanism.derived is MechanismClass.ON_TARGET
    assert found.intervening == found.possibly_intervening == ()
    assert found.attributable is Truth.TRUE
    assert "ngs-2021" in found.events
    assert "Case description, paragraph 4" in found.cites


def test_ros1_emerged_between_april_2021_and_november_2023_sampled_after_anlotinib():
    found = row("ezr-ros1", "befotertinib", "ROS1")
    anlotinib = row("ezr-ros1", "anlotinib", "ROS1")

    assert found.acquired.grade is Grade.C
    assert found.acquired.window == days("2021-04-01", "2023-11-30")
    assert found.intervening == (anlotinib.line,)
    assert found.sampled_in == anlotinib.line
    assert found.attributable is Truth.FALSE
    assert Why.CONFOUNDED in {reason.why for reason in found.reasons}
    assert anlotinib.intervening == (found.line,)


def test_the_source_calls_ros1_both_bypass_and_reactivation():
    mechanism = row("ezr-ros1", "befotertinib", "ROS1").mechanism

    assert mechanism.derived is MechanismClass.BYPASS
    assert mechanism.stated == ("bypass", "EGFR pathway reactivation")
    assert mechanism.stated_classes == (StatedClass.BYPASS, StatedClass.PATHWAY_REACTIVATION)
    assert mechanism.agrees is Truth.FALSE


def test_the_few_reads_behind_ros1_stand_beside_it():
    reasons = row("ezr-ros1", "anlotinib", "ROS1").reasons

    assert Why.LOW_SUPPORT in {reason.why for reason in reasons}


def test_icotinib_went_on_beyond_the_progression_in_bone():
    beyond = line("ezr-ros1", "icotinib").beyond

    assert beyond.since == "bone-scan-2019"
    assert beyond.continued is Truth.TRUE
    assert (beyond.sampled, beyond.to_sample) == ("ngs-2021", DurationBounds(549, 607))
    assert beyond.lasted.least == 366  # to the scan of 2020-09-30; its last day is not stated


def test_icotinib_met_acquired_resistance_by_both_criteria():
    found = line("ezr-ros1", "icotinib")

    assert found.timing(PFS_BASED.name) is Timing.ACQUIRED
    assert found.timing(JACKMAN_2010.name) is Timing.ACQUIRED
    assert found.mechanisms == (MechanismClass.ON_TARGET,)
    (jackman,) = [v for v in found.verdicts if v.criteria == JACKMAN_2010.name]
    assert [criterion.met for criterion in jackman.criterion] == [Truth.TRUE] * 4


def test_no_progression_is_reported_for_befotertinib():
    found = line("ezr-ros1", "befotertinib")

    assert found.failure.happened is Truth.FALSE
    assert {verdict.timing for verdict in found.verdicts} == {Timing.NOT_APPLICABLE}


def test_crizotinib_met_primary_resistance_of_unknown_mechanism_not_sampled_for_its_cost():
    found = line("tbc1d32-ros1", "crizotinib")

    assert found.timing(PFS_BASED.name) is Timing.PRIMARY
    assert found.failure.after == DurationBounds(21, 23)
    assert found.mechanisms == (MechanismClass.UNKNOWN,)
    assert found.candidates == ()
    (reason,) = found.reasons
    assert reason.why is Why.DECLINED
    assert "financial" in reason.text


def test_nothing_found_before_crizotinib_can_be_said_after_it():
    rows = [r for r in transitions(cases.load("tbc1d32-ros1")) if r.drugs == ("crizotinib",)]

    assert len(rows) == 5  # markers and measured values have no row
    assert {r.change for r in rows} == {Change.CANNOT_BE_SAID}
    assert {reason.why for r in rows for reason in r.reasons} == {Why.DECLINED}
    assert all(r.acquired is None for r in rows)


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("ezr-ros1", ("1 icotinib", "EGFR T790M", "newly found", "C", "2017-12 to 2021-04")),
        ("ezr-ros1", ("2 befotertinib", "EZR", "newly found", "C", "2021-04 to 2023-11")),
        ("tbc1d32-ros1", ("1 crizotinib", "TP53 mutation", "cannot be said", "", "")),
    ],
)
def test_the_rows_of_text_say_grade_and_window(name, cells):
    found = transition_lines(cases.load(name))

    assert [
        cell
        for cell in found
        if cell[0] == cells[0] and cells[1] in cell[1] and cell[2:5] == cells[2:]
    ]
