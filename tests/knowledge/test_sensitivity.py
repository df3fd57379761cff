"""Drug sensitivity by genotype: the review's Table 4, its two traps, and folds over controls."""

from decimal import Decimal

import pytest

import cases
from timeline.knowledge.rows import Trust
from timeline.knowledge.sensitivity import (
    Band,
    band_of,
    sensitivities_of,
    sensitivity_of,
    shipped_ic50s,
)
from timeline.model.alterations import parse_alteration
from timeline.model.study.printed import Concentration

GENOTYPES = {
    "parental",
    "non-mutant",
    "G2032R",
    "L2000V",
    "L2086F",
    "S1986F/L2000V",
    "S1986F/L2086F",
    "G2032R/L2086F",
    "S1986F/G2032R",
    "S1986F/G2032R/L2086F",
}
DRUGS = {
    "crizotinib",
    "entrectinib",
    "lorlatinib",
    "repotrectinib",
    "cabozantinib",
    "ceritinib",
    "brigatinib",
    "taletrectinib",
    "alectinib",
}


def asked(alteration, drug):
    found = sensitivity_of(alteration, drug)
    assert found is not None
    return found


def test_the_table_has_ten_genotypes_by_nine_drugs():
    rows = shipped_ic50s()

    assert {row.genotype for row in rows} == GENOTYPES
    assert {row.drug for row in rows} == DRUGS
    assert len(rows) == 90
    assert {(row.place, row.trust) for row in rows} == {("Table 4", Trust.PRECLINICAL)}


def test_every_value_and_mark_is_that_of_the_encoded_study():
    (printed,) = cases.load_study("crizotinib-real-world-review").sensitivity
    bands = {"†": "sensitive", "‡": "intermediate", "§": "resistant"}
    cells = [
        (str(cell).rstrip("†‡§").strip(), bands[cell.mark])
        for row in printed.rows
        for cell in row.cells
    ]

    assert [(r.ic50.text, str(r.printed_band)) for r in shipped_ic50s()] == cells


def test_the_last_two_rows_are_one_wrapped_label_and_no_second_s1986f():
    whole = asked("ROS1 S1986F/G2032R/L2086F", "crizotinib")

    assert whole.value == Decimal("562.8")
    assert "two rows" in whole.row.note
    assert sensitivity_of("ROS1 S1986F", "crizotinib") is None


def test_the_one_wrong_mark_is_kept_beside_the_band_of_the_value():
    wrong = [row for row in shipped_ic50s() if row.printed_band is not row.band]
    found = asked("ROS1 S1986F/G2032R", "repotrectinib")

    assert [(row.genotype, row.drug) for row in wrong] == [("S1986F/G2032R", "repotrectinib")]
    assert (found.value, found.band, found.printed_band, found.misprinted) == (
        Decimal("65.1"),
        Band.INTERMEDIATE,
        Band.SENSITIVE,
        True,
    )


@pytest.mark.parametrize(
    ("ic50", "band"),
    [
        ("50", Band.SENSITIVE),
        ("50.1", Band.INTERMEDIATE),
        ("199.9", Band.INTERMEDIATE),
        ("200", Band.RESISTANT),
        (">3000", Band.RESISTANT),
        (">200", Band.RESISTANT),
        (">100", None),
        (">10", None),
        ("<50", Band.SENSITIVE),
        ("<60", None),
    ],
)
def test_bands_have_these_bounds_and_a_censored_value_only_one_it_must_lie_in(ic50, band):
    assert band_of(Concentration.from_text(ic50)) is band


@pytest.mark.parametrize(
    ("alteration", "drug", "value", "band"),
    [
        ("ROS1 G2032R", "crizotinib", "609.6", Band.RESISTANT),
        ("ROS1 G2032R", "lorlatinib", "196.6", Band.INTERMEDIATE),
        ("ROS1 G2032R", "repotrectinib", "23.1", Band.SENSITIVE),
        ("ROS1 G2032R", "taletrectinib", "53.3", Band.INTERMEDIATE),
        ("ROS1 L2086F", "cabozantinib", "3.6", Band.SENSITIVE),
        ("EZR exon 10-ROS1 exon 34", "crizotinib", "5.4", Band.SENSITIVE),
        ("?::ROS1", "alectinib", "995.4", Band.RESISTANT),
    ],
)
def test_a_genotype_and_a_drug_have_a_value_and_a_band(alteration, drug, value, band):
    found = asked(alteration, drug)

    assert (found.value, found.band, found.censored) == (Decimal(value), band, False)


def test_a_censored_value_stays_censored():
    found = asked("ROS1 L2086F", "lorlatinib")

    assert (found.value, found.censored, found.band) == (Decimal(3000), True, Band.RESISTANT)
    assert str(found.fold_over_non_mutant) == "> 4290 times non-mutant"
    assert str(found.fold_over_parental) == "cannot be said over parental"


@pytest.mark.parametrize(
    ("alteration", "drug", "over_non_mutant", "over_parental"),
    [
        ("ROS1 G2032R", "crizotinib", "113 times non-mutant", "0.725 times parental"),
        ("ROS1 G2032R", "lorlatinib", "281 times non-mutant", "< 0.0655 times parental"),
        ("ROS1 L2000V", "repotrectinib", "5.05 times non-mutant", "0.00829 times parental"),
        ("CD74::ROS1", "crizotinib", "None", "0.00642 times parental"),
    ],
)
def test_the_fold_change_is_given_over_both_controls(
    alteration, drug, over_non_mutant, over_parental
):
    found = asked(alteration, drug)

    assert str(found.fold_over_non_mutant) == over_non_mutant
    assert str(found.fold_over_parental) == over_parental


@pytest.mark.parametrize(
    "written", ["ROS1 G2032R", "ROS1 p.Gly2032Arg", "ROS1 p.(Gly2032Arg)", "ROS1 p.G2032R"]
)
def test_a_genotype_is_found_by_what_it_means_not_by_how_it_is_spelt(written):
    assert asked(written, "Crizotinib").value == Decimal("609.6")
    assert asked(parse_alteration(written), "PF-02341066").value == Decimal("609.6")


def test_changes_found_apart_or_in_another_order_are_one_genotype():
    together = asked("ROS1 S1986F/G2032R", "ceritinib")

    assert asked("ROS1 G2032R/S1986F", "ceritinib") == together
    assert asked(["CD74::ROS1", "ROS1 G2032R", "ROS1 S1986F"], "ceritinib") == together
    assert asked((a for a in ["ROS1 G2032R", "ROS1 S1986F"]), "ceritinib") == together


@pytest.mark.parametrize(
    "alteration",
    [
        "EGFR T790M",
        "ROS1 mutation",
        "ROS1 D2033N",
        "ROS1 L2026M/G2032R",
        "ROS1::MRAS",
        "MSS",
        "a word",
        [],
    ],
)
def test_what_the_table_does_not_have_is_unknown_and_not_the_nearest_row(alteration):
    assert sensitivities_of(alteration) == ()


def test_an_unknown_drug_has_no_row():
    assert sensitivity_of("ROS1 G2032R", "osimertinib") is None
    assert sensitivity_of("ROS1 G2032R", "crizotinb") is None


def test_the_parental_cells_are_a_control_and_never_an_answer():
    asked_for = ("CD74::ROS1", "ROS1 G2032R", "ROS1 L2000V")

    assert not [s for a in asked_for for s in sensitivities_of(a) if s.row.genotype == "parental"]
