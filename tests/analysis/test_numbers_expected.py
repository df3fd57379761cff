"""What the audit must say of the shipped studies, to the digit, and what it must not."""

import pytest

import cases
from timeline.analysis.numbers import audit
from timeline.findings import Finding, Severity
from timeline.model.study import Count, Median

COHORT = "crizotinib-progression-cohort"
REVIEW = "crizotinib-real-world-review"


@pytest.fixture(scope="module")
def studies():
    return [cases.load_study(name) for name in cases.study_names()]


@pytest.fixture(scope="module")
def cohort(studies) -> tuple[Finding, ...]:
    return audit(cases.load_study(COHORT), others=studies)


@pytest.fixture(scope="module")
def review(studies) -> tuple[Finding, ...]:
    return audit(cases.load_study(REVIEW), others=studies)


def about(findings, code: str, *events: str) -> Finding:
    """The one finding of this code that concerns all these numbers."""
    found: Finding
    (found,) = (f for f in findings if f.code == code and set(events) <= set(f.events))
    return found


# --- The cohort of 49 ---


def test_31_percentages_of_the_text_of_which_23_are_right(cohort):
    # What the running text prints of its own patients, each statement once; the 100 % that stands
    # for "all" has its count in Table 1 only and is none of the 31.
    printed = {
        number.id
        for number in cases.load_study(COHORT).numbers
        if isinstance(number, Count)
        and number.is_.percent
        and (number.cite or "").startswith("main text")
    }
    wrong = {
        event
        for finding in cohort
        for event in finding.events
        if finding.code.startswith(("percentage-", "count-not-whole"))
    }

    assert len(printed) == 31
    assert len(printed - wrong) == 23


@pytest.mark.parametrize(
    ("code", "number", "severity", "words"),
    [
        ("percentage-truncated", "g2032r", "warning", "28.5 % is 14/49 with its digits cut off"),
        ("percentage-truncated", "unmutated", "warning", "38.7 % is 19/49 with its digits cut off"),
        ("percentage-wrong", "g2032k", "error", "8.3 % is not 4/49, which is 8.2 %"),
        ("percentage-wrong", "ccdc6", "error", "2.1 % is not 1/49, which is 2.0 %"),
        ("count-not-whole", "ccdc6-text", "error", "2.1 is no number of patients"),
        ("percentage-unattainable", "mutated-intracranial", "error", "15.2 % is no k/11"),
        ("percentage-unattainable", "cd74-extracranial-text", "error", "57.63 % is no k/33"),
        ("percentage-unattainable", "cd74-discussion", "error", "57.4 % is no k/49"),
        ("percentage-unattainable", "mutated-discussion", "error", "63.8 % is no k/49"),
        ("impossible-residue", "g2026m", "error", "residue 2026 of ROS1 is L, not G"),
        ("outside-fusion-product", "l1174f", "warning", "lies in exon 23"),
    ],
)
def test_a_wrong_number_of_the_cohort(cohort, code, number, severity, words):
    found = about(cohort, code, number)

    assert words in found.message
    assert found.severity == severity
    assert found.cite


def test_the_five_2_1_of_table_1_are_one_finding(cohort):
    five = {"ccdc6", "cd74-mras", "cd74-pum1", "ezr-btbd9", "cd74-hmgxb3"}

    assert set(about(cohort, "percentage-wrong", "ccdc6").events) == five


def test_15_2_is_5_of_33_where_the_totals_leave_5_of_11(cohort):
    found = about(cohort, "another-denominator", "mutated-intracranial")

    assert "15.2 % is 5/33, and 33 is the size of 'extracranial-only progression'" in found.message
    assert "the sums leave 5/11" in found.message
    assert "which is 45.5 %" in found.message


def test_57_4_and_63_8_fit_47_and_not_49(cohort):
    found = about(cohort, "another-denominator", "cd74-discussion", "mutated-discussion")

    assert found.message == "57.4 % and 63.8 % fit n = 47, not 49"


def test_57_63_is_no_part_of_49_at_all(cohort):
    found = about(cohort, "percentage-unattainable", "cd74-extracranial-text")

    assert "nor does any other part of the 49 patients give it" in found.message


def test_the_headline_p_is_not_reproduced(cohort):
    found = about(cohort, "p-not-reproduced", "p-pattern")

    assert found.severity is Severity.ERROR
    assert (
        "p = 0.001 does not follow from 24/33 against 5/11: "
        "Pearson 0.098, Yates 0.199, Fisher 0.144" in found.message
    )
    assert "nor from 24/33 against 5/33, which is what 15.2 % says" in found.message


def test_0_337_is_fisher_though_the_methods_name_chi_square(cohort):
    found = about(cohort, "p-by-another-test", "p-fusion")

    assert "p = 0.337 is Fisher's exact test on 19/27 against 9/17" in found.message
    assert "the paper names chi-square: Pearson 0.242, Yates 0.396" in found.message
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("total", "words"),
    [
        ("mutated", "14 + 4 + 3 + 3 + 2 + 1 + 1 + 1 = 29, stated as 30"),
        ("brain-progression", "11 + 5 = 16, stated as 10"),
        ("cd74", "19 + 7 + 3 = 29, stated as 28"),
        ("other-both", "2 + 1 = 3, stated as 2"),
    ],
)
def test_parts_that_do_not_make_the_whole(cohort, total, words):
    (found,) = (f for f in cohort if f.code == "sum-differs" and f.events[0] == total)

    assert words in found.message


def test_both_patterns_have_3_with_cd74_in_figure_1_and_2_in_the_text(cohort):
    found = about(cohort, "numbers-disagree", "cd74-both", "cd74-both-text")

    assert "3/5 (Figure 1), and 2/5 (main text, paragraph 6)" in found.message


def test_nothing_else_is_said_of_the_cohort(cohort):
    assert sorted({(f.code, f.events[0]) for f in cohort}) == [
        ("another-denominator", "cd74-discussion"),
        ("another-denominator", "mutated-intracranial"),
        ("count-not-whole", "ccdc6-text"),
        ("denominators-implied", "mutated-cd74"),
        ("impossible-residue", "g2026m"),
        ("numbers-disagree", "cd74-both-text"),
        ("outside-fusion-product", "l1174f"),
        ("p-by-another-test", "p-fusion"),
        ("p-not-reproduced", "p-pattern"),
        ("percentage-truncated", "g2032r"),
        ("percentage-truncated", "unmutated"),
        ("percentage-unattainable", "cd74-discussion"),
        ("percentage-unattainable", "cd74-extracranial-text"),
        ("percentage-unattainable", "mutated-discussion"),
        ("percentage-unattainable", "mutated-intracranial"),
        ("percentage-wrong", "ccdc6"),
        ("percentage-wrong", "g2032k"),
        ("sum-differs", "brain-progression"),
        ("sum-differs", "cd74"),
        ("sum-differs", "mutated"),
        ("sum-differs", "other-both"),
    ]


@pytest.mark.parametrize(
    "number",
    [
        "s1986f",  # 2 % of 1/49 is right to its digits, 2.1 % is not
        "two-each",  # 4,1 %: a decimal comma
        "intracranial",  # 22.4 % of 11/49 is 22.449
        "no-brain-metastasis",  # 67.3 % of 33/49 is 67.347
        "mutated-extracranial",  # 72.7 % is 24/33
        "cd74-intracranial-text",  # 63.6 % is 7/11
        "p-fusion-pattern",  # 1.000 is chi-square with Yates' correction, not Fisher alone
        "sum-partners",  # the four with two fusions are not counted twice
        "age",
    ],
)
def test_what_must_not_be_reported(cohort, number):
    # What a finding is about comes first; the others are what it was compared with.
    assert not any(f.events[0] == number for f in cohort)


def test_the_groups_of_70_4_and_52_9_are_named_and_not_blamed(cohort):
    found = about(cohort, "denominators-implied", "mutated-cd74", "mutated-other")

    assert "can only be 19/27 and 9/17" in found.message
    assert found.severity is Severity.NOTE


# --- The review ---


def test_table_4_wraps_its_last_label(review):
    (found,) = (f for f in review if f.code == "wrapped-label")

    assert "the single row S1986F/G2032R/L2086F" in found.message


def test_table_4_marks_one_value_wrongly(review):
    (found,) = (f for f in review if f.code == "wrong-band-mark")

    assert "S1986F/G2032R, Repotrectinib: 65.1† is marked up to 50 nmol/l" in found.message
    assert "it lies in 50 to below 200" in found.message


def test_two_drugs_are_misspelt(review):
    found = [f.message for f in review if f.code == "misspelt-drug"]

    assert found == [
        "'Carbozantinib' is a known misspelling of cabozantinib",
        "'Taletectinib' is a known misspelling of taletrectinib",
    ]


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("percentage-truncated", "g2032r"),
        ("percentage-wrong", "g2032k"),
        ("percentage-unattainable", "mutated-intracranial"),
        ("sum-differs", "mutated"),
        ("impossible-residue", "g2026m"),
        ("outside-fusion-product", "l1174f"),
        ("repeats-wrong-number", "p-pattern"),
    ],
)
def test_the_way_of_an_error_is_shown_in_both_papers(cohort, review, code, number):
    own = code.replace("repeats-wrong-number", "p-not-reproduced")
    for finding in (about(cohort, own, number), about(review, code, number)):
        way = finding.message.partition("its way: ")[2]
        first, second = way.split(" \u2192 ")

        assert first.startswith(f"{COHORT} (main text, paragraph")
        assert second == f"{REVIEW} (Resistance analysis)"


def test_what_the_review_does_not_print_is_not_held_against_it(review):
    # It says 2 % for CCDC6 and leaves the odd "2.1/49" behind.
    assert not any(f.events == ("ccdc6",) for f in review)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (["li-orr", "li.first-line"], "83.3 % and 38.9 % fit n = 36 or 54 or 72, not 49"),
        (["ceritinib-orr", "ceritinib-dcr"], "62 % and 81 % fit n = 21 or 26 or 32 or 37, not 28"),
        (["profile-1001.first-line"], "13 % and 72 % fit n = 46 or 47 or 53 or 54, not 50"),
        (["acse.crizotinib.orr"], "3 % and 69 % fit n = 29 or 32 or 35 or 36, not 34"),
        (["zheng.crizotinib.orr"], "100 %, 64.7 % and 94.1 % fit n = 51 or 68, not 56"),
    ],
)
def test_results_of_others_that_fit_another_number_of_patients(review, numbers, words):
    assert about(review, "another-denominator", *numbers).message == words


def test_88_patients_are_not_2_1_percent_of_3774(review):
    found = about(review, "numbers-disagree", "zhuang-ros1")

    assert "2.1 %" in found.message
    assert "88/3774 (2.3 %)" in found.message


def test_what_a_table_leaves_open_is_no_error(review):
    supposed = [f for f in review if "supposed" in f.message]

    assert supposed
    assert all(f.severity is not Severity.ERROR for f in supposed)


@pytest.mark.parametrize(
    "number",
    [
        "profile-pfs-2014",  # 19.2 months at the first report, 19.3 at the second
        "li-pfs",  # 12.63 months in the text, 12.6 in the table
        "xu-p-orr",  # 0.002 is Pearson's chi-square on 47/56 against 26/46
        "shen-p-orr",
        "difference-dor",  # an interval that crosses zero
        "zhang-2021-arms",
    ],
)
def test_what_must_not_be_reported_of_the_review(review, number):
    assert not any(number in f.events for f in review)


def test_the_medians_of_tables_2_and_3_are_benchmarks():
    # 20.9 months, the least that crizotinib lasted in the EZR-ROS1 case, is more than 12 of 14.
    crizotinib = [
        row.arms[0].pfs for table in cases.load_study(REVIEW).tables for row in table.rows
    ]
    months = [
        float(pfs.value) / (30.4375 if pfs.unit == "days" else 1)
        for pfs in crizotinib
        if pfs is not None and pfs.value is not None
    ]

    assert len(months) == 14
    assert sum(m < 20.9 for m in months) == 12
    assert sorted(months)[-2:] == [22.8, 23.0]


def test_not_reached_and_not_given_differ():
    study = cases.load_study(REVIEW)
    reached, given = (study.number(f"{name}.crizotinib.os") for name in ("xu", "zeng"))

    assert isinstance(reached, Median)
    assert isinstance(given, Median)
    assert reached.is_.not_reached
    assert given.is_.not_given
    assert not given.is_.not_reached
