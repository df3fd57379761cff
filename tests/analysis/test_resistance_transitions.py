"""What became of an alteration over a line: gained, lost, retained, and what cannot be said."""

import pytest
from attrs import evolve

from timeline.analysis.resistance import (
    TRANSITION_COLUMNS,
    Change,
    Grade,
    Kind,
    MechanismClass,
    Why,
    transition_lines,
    transitions,
)
from timeline.budgets import BUDGET
from timeline.document import loads
from timeline.model.case import Case
from timeline.model.events import Diagnosis, HistologicTransformation, Therapy
from timeline.model.truth import Truth

LINES = """
  - {therapy: gefitinib, line: 1, start: 2020-02-01, end: 2021-01-05, stop: progression}
  - {therapy: osimertinib, line: 2, start: 2021-02-01}"""
BEFORE = "test: NGS, id: first, at: 2020-01-10"
AFTER = "test: NGS, id: second, at: 2021-01-10"
COVERED = "genes: [EGFR, MET, ROS1, KRAS]"


def rows(*events, lines=LINES, head="case: example\nassume: [lines-follow-one-another]"):
    listed = "".join(f"\n  - {{{event}}}" for event in events)
    (case,) = loads(f"{head}\nevents:{lines}{listed}\n")
    return transitions(case)


def over(line, *events, what="T790M", **more):
    found = [r for r in rows(*events, **more) if r.line == line and what in r.what]
    (one,) = found
    return one


def whys(row):
    return {reason.why for reason in row.reasons}


@pytest.mark.parametrize(
    ("first", "grade", "change", "why"),
    [
        ("depth: 500 x, not_found: [EGFR T790M]", Grade.A, Change.GAINED, None),
        ("detection_limit: 1 %, not_found: [EGFR T790M]", Grade.A, Change.GAINED, None),
        ("not_found: [EGFR T790M]", Grade.B, Change.GAINED, Why.SENSITIVITY_UNKNOWN),
        (f"{COVERED}, found: [EGFR L858R]", Grade.B, Change.NEWLY_FOUND, Why.NOT_REPORTED),
        ("found: [KRAS G12C]", Grade.C, Change.NEWLY_FOUND, Why.COVERAGE_UNKNOWN),
        (
            "detection_limit: 40 %, not_found: [EGFR T790M]",
            Grade.C,
            Change.NEWLY_FOUND,
            Why.INSENSITIVE,
        ),
        ("genes: [KRAS]", Grade.D, Change.NEWLY_FOUND, Why.NOT_COVERED),
        ("equivocal: [EGFR T790M]", Grade.D, Change.NEWLY_FOUND, Why.EQUIVOCAL),
        ("status: declined", Grade.D, Change.NEWLY_FOUND, Why.DECLINED),
        ("status: failed", Grade.D, Change.NEWLY_FOUND, Why.FAILED),
        ("status: not done", Grade.D, Change.NEWLY_FOUND, Why.NOT_DONE),
    ],
)
def test_the_earlier_test_grades_what_the_later_one_finds(first, grade, change, why):
    row = over(1, f"{BEFORE}, {first}", f"{AFTER}, found: [EGFR T790M]")

    assert (row.acquired.grade, row.change) == (grade, change)
    assert whys(row) == ({why} if why else set())


def test_what_was_never_tested_before_is_grade_d_with_an_open_window():
    row = over(1, f"{AFTER}, found: [EGFR T790M]")

    assert row.acquired.grade is Grade.D
    assert row.acquired.window.earliest is None
    assert str(row.acquired.window) == "by 2021-01-10"
    assert whys(row) == {Why.NOT_TESTED_BEFORE}


def test_the_window_runs_from_the_last_negative_sample_to_the_first_positive_one():
    row = over(
        1,
        "test: NGS, id: oldest, at: 2019-05-05, depth: 500 x, not_found: [EGFR T790M]",
        f"{BEFORE}, depth: 500 x, not_found: [EGFR T790M]",
        f"{AFTER}, found: [EGFR T790M]",
    )

    assert str(row.acquired.window) == "2020-01-10 to 2021-01-10"
    assert (row.acquired.length.least, row.acquired.length.most) == (366, 366)
    assert row.acquired.earlier == ("first",)


def test_better_evidence_counts_before_later_evidence():
    row = over(
        1,
        "test: NGS, id: oldest, at: 2019-05-05, depth: 500 x, not_found: [EGFR T790M]",
        f"{BEFORE}, found: [EGFR L858R]",
        f"{AFTER}, found: [EGFR T790M]",
    )

    assert (row.acquired.grade, row.acquired.earlier) == (Grade.A, ("oldest",))


def test_one_alteration_is_lost_and_one_retained():
    events = (
        f"{BEFORE}, found: [EGFR T790M, EGFR L858R]",
        f"{AFTER}, depth: 500 x, not_found: [EGFR T790M], found: [EGFR p.Leu858Arg]",
    )

    assert over(1, *events).change is Change.LOST
    assert over(1, *events, what="L858R").change is Change.RETAINED
    assert over(1, *events).acquired is None


def test_what_appears_and_clears_within_a_line_is_gained_and_lost():
    found = rows(
        f"{BEFORE}, not_found: [EGFR T790M]",
        "test: NGS, id: on-treatment, at: 2020-06-01, found: [EGFR T790M]",
        f"{AFTER}, not_found: [EGFR T790M]",
    )

    assert [r.change for r in found if r.line == 1] == [Change.GAINED, Change.LOST]


def test_a_negative_sample_early_on_the_line_shows_the_gain_too():
    row = over(
        1,
        "test: NGS, id: early, at: 2020-03-01, depth: 500 x, not_found: [EGFR T790M]",
        f"{AFTER}, found: [EGFR T790M]",
    )

    assert (row.change, row.acquired.grade) == (Change.GAINED, Grade.A)


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (None, Why.NOT_TESTED_AFTER),
        (f"{AFTER}, status: declined, reason: cost", Why.DECLINED),
        (f"{AFTER}, status: failed", Why.FAILED),
        (f"{AFTER}, found: [KRAS G12C]", Why.COVERAGE_UNKNOWN),
        (f"{AFTER}, genes: [KRAS]", Why.NOT_COVERED),
        (f"{AFTER}, {COVERED}, found: [EGFR L858R]", Why.NOT_REPORTED),
        (f"{AFTER}, equivocal: [EGFR T790M]", Why.EQUIVOCAL),
    ],
)
def test_why_it_cannot_be_said_what_became_of_it(second, why):
    row = over(1, f"{BEFORE}, found: [EGFR T790M]", *([second] if second else []))

    assert row.change is Change.CANNOT_BE_SAID
    assert whys(row) == {why}
    assert row.acquired is None


def test_a_sample_of_the_month_in_which_the_next_line_began_is_still_after_the_first():
    events = (
        f"{BEFORE}, not_found: [EGFR T790M]",
        "test: NGS, id: x, at: 2021-02, found: [EGFR T790M]",
    )
    found = [r for r in rows(*events) if r.alteration is not None]

    first, second = found
    assert (first.line, first.change) == (1, Change.GAINED)  # on whichever side it was taken
    assert first.possibly_intervening == (2,)
    assert first.attributable is Truth.INDETERMINATE
    assert (second.line, second.change) == (2, Change.CANNOT_BE_SAID)
    assert whys(second) == {Why.EITHER_SIDE}


def test_a_loss_seen_on_an_unknown_side_of_the_line_cannot_be_said():
    row = over(
        1,
        "test: NGS, id: old, at: 2019-01-01, found: [EGFR T790M]",
        "test: NGS, id: vague, at: 2020, not_found: [EGFR T790M]",
    )

    assert row.change is Change.CANNOT_BE_SAID
    assert whys(row) == {Why.EITHER_SIDE}
    assert "vague" in row.events


def test_more_ways_of_placing_samples_than_are_tried_are_said(monkeypatch):
    monkeypatch.setattr("timeline.analysis.resistance.chain.BUDGET", evolve(BUDGET, placements=3))
    vague = [f"test: NGS, id: v{i}, at: 2021, found: [EGFR T790M]" for i in range(2)]

    row = over(1, "test: NGS, id: old, at: 2020-01-10, found: [EGFR T790M]", *vague)

    assert row.change is Change.CANNOT_BE_SAID
    (reason,) = row.reasons
    assert "ways of placing them, 3 at most are tried" in str(reason)


def test_the_specimen_dates_the_sample_and_not_the_day_it_was_tested():
    row = over(
        1,
        "procedure: surgery, id: archived, at: 2019-12-01",
        "test: NGS, id: first, of: archived, at: 2021-01-12, depth: 500 x, not_found: [EGFR T790M]",
        f"{AFTER}, found: [EGFR T790M]",
    )

    assert (row.change, row.acquired.grade) == (Change.GAINED, Grade.A)
    assert str(row.acquired.window) == "2019-12-01 to 2021-01-10"
    assert "archived" in row.events


@pytest.mark.parametrize(
    ("tissue", "plasma"),
    [
        ("at: 2021-01-10, specimen: tissue", "at: 2021-01-10, specimen: plasma"),
        ("at: 2021-01-10, specimen: tissue", "at: 2021-01-20, specimen: plasma"),
        ("at: 2021-01-20, specimen: tissue", "at: 2021-01-10, specimen: plasma"),
        ("at: 2021-01", "at: 2020-11, pair_of: tissue"),
    ],
)
def test_discordant_samples_of_one_occasion_are_one_look(tissue, plasma):
    row = over(
        1,
        f"{BEFORE}, depth: 500 x, not_found: [EGFR T790M]",
        f"test: NGS, id: tissue, {tissue}, found: [EGFR T790M]",
        f"test: NGS, id: plasma, {plasma}, not_found: [EGFR T790M]",
    )

    assert (row.change, row.acquired.earlier) == (Change.GAINED, ("first",))
    assert Why.DISCORDANT in whys(row)
    assert {result.test for result in row.after} == {"tissue", "plasma"}


def test_what_clears_in_plasma_within_weeks_is_a_course_and_no_discordance():
    found = rows(
        f"{BEFORE}, specimen: plasma, not_found: [EGFR T790M]",
        "test: NGS, id: a, at: 2020-06-01, specimen: plasma, found: [EGFR T790M]",
        "test: NGS, id: b, at: 2020-06-20, specimen: plasma, not_found: [EGFR T790M]",
    )

    assert [r.change for r in found if r.line == 1] == [Change.GAINED, Change.LOST]


def test_differing_samples_of_no_known_order_say_nothing():
    row = over(
        1,
        f"{BEFORE}, found: [EGFR T790M]",
        "test: NGS, id: one, at: during gefitinib, found: [EGFR T790M]",
        "test: NGS, id: other, at: during gefitinib, not_found: [EGFR T790M]",
    )

    assert row.change is Change.CANNOT_BE_SAID
    assert whys(row) & {Why.ORDER_UNKNOWN, Why.EITHER_SIDE}


def test_lines_between_the_samples_confound_one_another():
    lines = """
  - {therapy: gefitinib, line: 1, start: 2020-02-01, end: 2020-09-01}
  - {therapy: docetaxel, line: 2, start: 2020-10-01, end: 2020-12-01}
  - {therapy: osimertinib, line: 3, start: 2021-02-01}"""
    events = (f"{BEFORE}, depth: 500 x, not_found: [EGFR T790M]", f"{AFTER}, found: [EGFR T790M]")

    first, second = [r for r in rows(*events, lines=lines) if r.change is Change.GAINED]
    assert (first.line, first.intervening) == (1, (2,))
    assert (second.line, second.intervening) == (2, (1,))
    assert first.sampled_in == second.sampled_in == 2


def test_a_class_found_before_is_no_gain_of_its_member_after():
    events = (
        f"{BEFORE}, found: [EGFR exon 19 deletion]",
        f"{AFTER}, found: ['EGFR E746_A750del']",
    )

    member = over(1, *events, what="E746")
    assert member.change is Change.CANNOT_BE_SAID
    assert member.acquired is None
    assert over(1, *events, what="exon 19").change is Change.RETAINED


def test_markers_and_germline_variants_have_no_row():
    found = rows(
        f"{BEFORE}, found: [TMB 5 mut/Mb, {{as_written: BRCA2 R2520W, origin: germline}}]",
        f"{AFTER}, found: [TMB 9 mut/Mb]",
    )

    assert found == ()


def test_samples_of_two_tumours_are_not_compared():
    head = "case: example\ntumours: [{id: left, name: left}, {id: right, name: right}]"
    row = over(
        1,
        f"{BEFORE}, tumour: left, depth: 500 x, not_found: [EGFR T790M]",
        f"{AFTER}, tumour: right, found: [EGFR T790M]",
        head=head,
    )

    assert (row.tumour, row.acquired.grade) == ("right", Grade.D)


@pytest.mark.parametrize(
    ("drug", "known", "found", "mechanism"),
    [
        ("gefitinib", "EGFR L858R", "EGFR T790M", MechanismClass.ON_TARGET),
        ("gefitinib", "EGFR L858R", "MET amplification", MechanismClass.BYPASS),
        ("gefitinib", "KRAS G12C", "MET amplification", MechanismClass.UNKNOWN),
        ("gefitinib", "EGFR L858R", "TP53 R273H", MechanismClass.UNKNOWN),
        ("gefitinib", "KRAS G12C", "EGFR L858R", MechanismClass.UNKNOWN),
        ("crizotinib", "CD74::ROS1", "ROS1 G2032R", MechanismClass.ON_TARGET),
        ("crizotinib", "CD74::ROS1", "KRAS G12D", MechanismClass.BYPASS),
        ("docetaxel", "CD74::ROS1", "ROS1 G2032R", MechanismClass.UNKNOWN),
        ("afatinib", "EGFR L858R", "ERBB2 amplification", MechanismClass.BYPASS),
        ("brigatinib", "EML4::ALK", "EGFR amplification", MechanismClass.BYPASS),
        ("crizotinib", "CD74::ROS1", "MET amplification", MechanismClass.BYPASS),
        ("osimertinib + savolitinib", "EGFR L858R", "MET D1228N", MechanismClass.ON_TARGET),
        ("trastuzumab", "ERBB2 amplification", "ERBB2 L755S", MechanismClass.ON_TARGET),
        ("olaparib", "BRCA2 c.5946delT", "BRCA2 reversion", MechanismClass.ON_TARGET),
        ("letrozole + palbociclib", "PIK3CA H1047R", "ESR1 D538G", MechanismClass.ON_TARGET),
        ("gefitinib", "EGFR L858R", "EGFR exon 20 insertion", MechanismClass.ON_TARGET),
        ("mobocertinib", "KRAS G12C", "EGFR exon 20 insertion", MechanismClass.UNKNOWN),
        ("osimertinib", "EGFR L858R", "EGFR T790M", MechanismClass.UNKNOWN),
    ],
)
def test_the_drugs_targets_tell_the_mechanism(drug, known, found, mechanism):
    row = over(
        1,
        f"{BEFORE}, found: ['{known}']",
        f"{AFTER}, found: ['{known}', '{found}']",
        what=found.split()[-1].split("::")[-1],
        lines=LINES.replace("gefitinib", drug),
    )

    assert row.mechanism.derived is mechanism
    assert row.mechanism.agrees is Truth.INDETERMINATE


def test_small_cell_transformation_is_a_transition():
    (row,) = [
        r
        for r in rows(
            "diagnosis: lung adenocarcinoma, at: 2020-01-05",
            "transformation: small cell lung cancer, id: sclc, at: 2021-01-08",
        )
        if r.kind is Kind.HISTOLOGY
    ]

    assert (row.line, row.change, row.acquired.grade) == (1, Change.GAINED, Grade.A)
    assert row.what == "lung adenocarcinoma to small cell lung cancer"
    assert row.mechanism.derived is MechanismClass.HISTOLOGIC_TRANSFORMATION
    assert str(row.window) == "2020-01-05 to 2021-01-08"


@pytest.mark.parametrize(
    ("event", "kind", "grade"),
    [
        ("transformation: blast phase, previously: chronic phase", Kind.PHASE, Grade.C),
        ("transformation: small cell lung cancer", Kind.HISTOLOGY, Grade.D),
    ],
)
def test_a_transformation_without_an_earlier_diagnosis(event, kind, grade):
    (row,) = rows(f"{event}, at: 2021-01-08")

    assert (row.kind, row.acquired.grade) == (kind, grade)


def test_a_transformation_about_the_change_of_line_cannot_be_placed():
    first, second = rows(
        "diagnosis: lung adenocarcinoma, at: 2020-01-05",
        "transformation: small cell lung cancer, at: 2021-02",
    )

    assert {first.change, second.change} == {Change.GAINED}  # of grade A on whichever line
    assert Why.EITHER_SIDE in whys(first) & whys(second)


def test_no_lines_and_no_tests_make_no_rows():
    assert rows(lines="\n  - {symptom: cough}") == ()
    assert rows() == ()


@pytest.mark.parametrize(
    ("previously", "diagnosed", "change"),
    [
        ("lung adenocarcinoma", True, Change.GAINED),
        ("lung adenocarcinoma", False, Change.NEWLY_FOUND),
        (None, False, Change.NEWLY_FOUND),
    ],
)
def test_text_and_values_say_the_same_of_a_transformation(previously, diagnosed, change):
    case = Case(
        id="c",
        events=(
            *([Diagnosis("lung adenocarcinoma", at="2018-01-01")] if diagnosed else ()),
            Therapy("gefitinib", line=1, start="2018-02-01", end="2019-01-01"),
            HistologicTransformation("small cell carcinoma", previously=previously, at="2018-12"),
        ),
    )
    (row,) = transitions(case)
    (words,) = transition_lines(case)

    assert row.change is change
    assert words[TRANSITION_COLUMNS.index("change")] == change.value
