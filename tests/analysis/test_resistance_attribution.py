"""Whose change, progression or response is it? With dates, and by order alone."""

import pytest

import timeline
from timeline.document import loads


def analysis(*events, more=""):
    listed = "".join(f"\n  - {{{event}}}" for event in events)
    (case,) = loads(f"case: example\nevents:{listed}\n{more}")
    return timeline.analyse(case)


def rows(found, what):
    return {row.line: row.change.value for row in found.transitions if row.what == what}


FIRST = "test: NGS, id: t0, found: [EGFR L858R], not_found: [EGFR T790M]"
GEFITINIB = "therapy: gefitinib, line: 1, stop: progression"
OSIMERTINIB = "therapy: osimertinib, line: 2"


def taken(name, at, status):
    return f"test: NGS, id: {name}, at: '{at}', {status}: [EGFR T790M]"


@pytest.mark.parametrize(
    ("gefitinib", "first", "second", "osimertinib"),
    [
        ("", "after end of gefitinib", "after t1", "after t2"),
        (", start: 2020-01-01, end: 2020-06-01", "2020-06-10", "2020-07-01", "2020-08-01"),
        (", start: 2020-01-01, end: 2020-06-01", "after end of gefitinib", "after t1", "after t2"),
    ],
)
def test_a_line_that_had_ended_before_the_first_sample_has_no_row(
    gefitinib, first, second, osimertinib
):
    found = analysis(
        f"{GEFITINIB}{gefitinib}",
        taken("t1", first, "not_found"),
        taken("t2", second, "found"),
        f"{OSIMERTINIB}, start: {osimertinib}",
        taken("t3", "after start of osimertinib", "found"),
    )

    assert rows(found, "EGFR T790M") == {2: "retained"}


@pytest.mark.parametrize("first", ["end of gefitinib", "during gefitinib"])
def test_a_line_that_may_have_gone_on_after_the_first_sample_keeps_its_row(first):
    found = analysis(
        GEFITINIB,
        taken("t1", first, "not_found"),
        taken("t2", "after t1, after end of gefitinib", "found"),
        f"{OSIMERTINIB}, start: after t2",
    )

    assert rows(found, "EGFR T790M") == {1: "gained", 2: "cannot be said"}


def test_what_changed_before_the_line_had_ended_is_kept_without_what_changed_after():
    found = analysis(
        FIRST,
        GEFITINIB,
        taken("t1", "end of gefitinib", "found"),
        taken("t2", "after t1", "not_found"),
        taken("t3", "after t2", "found"),
        f"{OSIMERTINIB}, start: after t3",
    )

    changes = [r.change.value for r in found.transitions if r.line == 1 and r.what == "EGFR T790M"]
    assert changes == ["gained", "lost"]


@pytest.mark.parametrize(
    ("start", "second"),
    [("", "before start of osimertinib"), (", start: 2020-08-01", "2020-07-01")],
)
def test_a_line_begun_after_the_second_sample_is_no_candidate(start, second):
    found = analysis(
        f"{FIRST}{', at: 2019-12-01' if start else ''}",
        f"{GEFITINIB}{', start: 2020-01-01' if start else ''}",
        taken("t1", second, "found"),
        f"{OSIMERTINIB}{start}",
    )

    (row,) = [r for r in found.transitions if r.what == "EGFR T790M" and r.change == "gained"]
    assert row.line == 1
    assert row.intervening == row.possibly_intervening == ()


def test_a_progression_told_after_a_treatment_that_stopped_for_it_is_that_treatments():
    found = analysis(
        GEFITINIB,
        "progression: liver, id: pd-1",
        f"{OSIMERTINIB}, stop: progression",
        "progression: brain, id: pd-2",
        "therapy: docetaxel, line: 3",
    )

    assert [row.failure.first for row in found.resistance] == [("pd-1",), ("pd-2",), ()]
    assert [row.failure.sites for row in found.resistance] == [("liver",), ("brain",), ()]


@pytest.mark.parametrize(
    ("told", "timing"),
    [
        ("response: {wording: remarkable response}", "acquired"),
        ("response: PR", "acquired"),
        ("response: {wording: no response}", "primary"),
        ("response: {wording: stable}", "cannot be said"),
    ],
)
def test_order_and_words_alone_tell_primary_from_acquired(told, timing):
    found = analysis(
        "therapy: vemurafenib, line: 1",
        f"assessment: CT, {told}",
        "progression: brain",
        "therapy: docetaxel, line: 2",
    )

    assert found.resistance[0].timing("PFS-based") == timing


@pytest.mark.parametrize(
    ("length", "timing"),
    [("2 months", "cannot be said"), ("6.5 months", "acquired"), ("4 months", "acquired")],
)
def test_a_stated_length_counts_beside_a_response_in_words(length, timing):
    found = analysis(
        "therapy: vemurafenib, line: 1",
        "assessment: CT, response: {wording: remarkable response}",
        "progression: brain, id: pd",
        "therapy: docetaxel, line: 2",
        more=f"claims:\n  - {{interval: start of vemurafenib -> pd, is: {length}}}\n",
    )

    assert found.resistance[0].timing("PFS-based") == timing


def test_a_claimed_length_of_control_is_enough_without_a_response():
    found = analysis("therapy: vemurafenib, line: 1, lasted: 9 months, stop: progression")

    assert found.resistance[0].timing("PFS-based") == "acquired"


def test_a_transformation_is_of_the_line_at_whose_end_it_is_found_and_looks_back_to_the_last_one():
    found = analysis(
        "diagnosis: lung adenocarcinoma",
        GEFITINIB,
        "transformation: small cell lung cancer, id: sclc",
        "therapy: etoposide, line: 2, stop: progression",
        f"{OSIMERTINIB.replace('2', '3')}, stop: progression",
        "transformation: lung adenocarcinoma, id: back",
    )

    first, back = [row for row in found.transitions if row.kind == "histology"]
    assert (first.line, first.intervening, first.acquired.earlier) == (
        1, (), ("lung-adenocarcinoma",),
    )  # fmt: skip
    assert (back.line, back.intervening, back.acquired.earlier) == (3, (2,), ("sclc",))
    assert back.what == "small cell lung cancer to lung adenocarcinoma"


def test_one_grade_has_one_word_whichever_line_a_transformation_is_of():
    found = analysis(
        "diagnosis: lung adenocarcinoma, at: 2019",
        "therapy: gefitinib, line: 1, start: 2020-01-01",
        "therapy: osimertinib, line: 2, start: 2020-06-01",
        "transformation: small cell lung cancer, at: 2020",
        more="assume: [lines-follow-one-another]\n",
    )

    told = [row for row in found.transitions if row.kind == "histology"]
    assert [(row.line, row.change, row.acquired.grade) for row in told] == [
        (1, "gained", "A"), (2, "gained", "A"),
    ]  # fmt: skip
    assert all(row.attributable.value == "indeterminate" for row in told)
