"""Published medians, and where a patient's interval lies among them."""

from decimal import Decimal

import pytest

import cases
from timeline.errors import DocumentError, NotationError
from timeline.knowledge.benchmarks import (
    BENCHMARK_SHEET,
    Endpoint,
    Measured,
    benchmarks,
    place,
    shipped_benchmarks,
)
from timeline.knowledge.rows import Trust
from timeline.model.bounds import DurationBounds
from timeline.model.truth import Truth

EZR_ON_CRIZOTINIB = DurationBounds(636, 665, censored=True)


def studies(found):
    return [row.study for row in found]


def test_there_are_fourteen_medians_of_pfs_on_crizotinib():
    found = benchmarks(drug="crizotinib", endpoint="PFS")

    assert len(found) == 14
    assert sum(row.trust is Trust.TRIAL for row in found) == 5
    assert sum(row.trust is Trust.REAL_WORLD for row in found) == 9


def test_ezr_on_crizotinib_exceeds_twelve_of_them_and_not_metros_or_zheng():
    placement = place(EZR_ON_CRIZOTINIB, "crizotinib", "PFS")

    assert len(placement.having(Truth.TRUE)) == 12
    assert [(row.study, str(row.value)) for row in placement.having(Truth.INDETERMINATE)] == [
        ("METROS", "22.8 months"),
        ("Zheng 2020", "23.0 months"),
    ]
    assert placement.having(Truth.FALSE) == ()


def test_a_placement_says_what_was_measured_and_the_line_of_each_study():
    text = str(place(EZR_ON_CRIZOTINIB, "crizotinib"))

    assert text.startswith("time on treatment ongoing, at least 20.9 months: longer than 12 of 14")
    assert "METROS 22.8 months (76 % first line)" in text
    pfs = place(EZR_ON_CRIZOTINIB, "crizotinib", measured=Measured.PFS)
    assert str(pfs).startswith("progression-free survival ongoing")


@pytest.mark.parametrize(
    ("duration", "metros"),
    [
        (DurationBounds(636, 665, censored=False), Truth.FALSE),
        (DurationBounds(636, 665, censored=True), Truth.INDETERMINATE),
        (DurationBounds(636, None), Truth.INDETERMINATE),
        (DurationBounds(None, 665), Truth.FALSE),
        (DurationBounds(None, None), Truth.INDETERMINATE),
        (DurationBounds(690, 700), Truth.INDETERMINATE),
        (DurationBounds(694, 694), Truth.INDETERMINATE),  # 22.8 is rounded from up to 22.85
        (DurationBounds(696, 700), Truth.TRUE),
        (DurationBounds(696, 700, censored=True), Truth.TRUE),
    ],
)
def test_exceeding_is_sure_possible_or_excluded(duration, metros):
    placed = place(duration, "crizotinib", "PFS").placed

    assert [one.exceeded for one in placed if one.benchmark.study == "METROS"] == [metros]


def test_not_reached_and_not_given_differ_and_neither_is_a_median_to_exceed():
    eucross, metros = (
        row for row in benchmarks(endpoint="OS") if row.study in ("EUCROSS", "METROS")
    )
    (acse,) = (row for row in benchmarks(endpoint="DOR") if row.study == "AcSé")

    assert eucross.value.not_reached
    assert metros.value.not_reached
    assert acse.value.not_given
    assert not acse.value.not_reached
    exceeded = place(DurationBounds(9000, 9000), "crizotinib", "OS")
    assert {"EUCROSS", "METROS"}.isdisjoint(studies(one.benchmark for one in exceeded.placed))


def test_a_median_in_days_is_compared_in_days():
    (zhang,) = (r for r in benchmarks(drug="crizotinib", endpoint="PFS") if r.study == "Zhang 2016")

    assert zhang.days == (293.5, 294.5)


def test_every_row_has_its_line_setting_and_its_population():
    assert [row for row in shipped_benchmarks() if not row.line] == []
    assert {row.population for row in shipped_benchmarks()} == {"ROS1-positive NSCLC"}


def test_rows_are_chosen_by_drug_endpoint_and_line():
    first = benchmarks(drug="crizotinib", endpoint="PFS", line="100 % first line")

    assert studies(first) == ["Xu 2020", "Shen 2020", "Zheng 2020", "Zhang 2021"]
    assert [row.first_line for row in first] == [Decimal(100)] * 4
    assert studies(benchmarks(drug="crizotinib", endpoint="PFS", line="second")) == ["Zhang 2016"]
    assert benchmarks(drug="PF-02341066", endpoint="PFS") == benchmarks(
        drug="crizotinib", endpoint="PFS"
    )
    assert benchmarks(drug="osimertinib") == ()
    with pytest.raises(NotationError, match="expected one of ORR, DCR, PFS, OS, DOR"):
        benchmarks(endpoint="TTP")


def test_chemotherapy_arms_are_rows_of_their_own():
    assert len(benchmarks(drug="chemotherapy", endpoint="PFS")) == 3
    assert place(EZR_ON_CRIZOTINIB, "chemotherapy").having(Truth.TRUE) == benchmarks(
        drug="chemotherapy", endpoint="PFS"
    )


def test_every_figure_is_that_of_the_encoded_study():
    study = cases.load_study("crizotinib-real-world-review")
    printed = [
        (endpoint.upper(), str(value))
        for table in study.tables
        for row in table.rows
        for arm in row.arms
        if not arm.arm.endswith("first line")
        for endpoint in ("orr", "dcr", "pfs", "os", "dor")
        if (value := getattr(arm, endpoint)) is not None
    ]

    assert [(r.endpoint.value, r.value.text) for r in shipped_benchmarks()] == printed


@pytest.mark.parametrize(
    ("value", "endpoint", "message"),
    [
        ("72 %", "PFS", "PFS is a time such as"),
        ("12 months", "ORR", "ORR is a percentage such as"),
        ("12", "PFS", "needs one of the units days, weeks, months, years"),
        ("12 cycles", "PFS", "needs one of the units"),
        ("long", "PFS", "is no value"),
    ],
)
def test_a_users_figure_needs_the_unit_of_its_endpoint(value, endpoint, message):
    text = (
        "study\ttumour\tgene\tn\tline\tdrug\tendpoint\tvalue\tsource\ttrust\n"
        f"mine\tNSCLC\tROS1\t9\tfirst\tcrizotinib\t{endpoint}\t{value}\tmine\ttrial\n"
    )

    with pytest.raises(DocumentError, match=message) as caught:
        BENCHMARK_SHEET.parse(text, "mine.tsv")
    assert "mine.tsv:2:" in str(caught.value)


def test_the_last_three_endpoints_are_times():
    timed = {row.endpoint for row in shipped_benchmarks() if row.days is not None}

    assert timed == {Endpoint.PFS, Endpoint.OS, Endpoint.DOR}


def test_many_medians_are_told_by_the_least_and_the_greatest():
    text = str(place(DurationBounds(0, 24), "crizotinib"))

    assert text.endswith(
        "not longer than 14 medians from 5.5 months (AcSé) to 23.0 months (Zheng 2020)"
    )
