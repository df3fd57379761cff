"""The status of an alteration at a test is derived from its results and from what it covered."""

from decimal import Decimal

import pytest

import cases
from timeline.model.alterations import parse_alteration
from timeline.model.assays import Finding, Specimen
from timeline.model.coverage import (
    ResultStatus,
    alterations_found,
    concordance,
    pairs,
    result_of,
)
from timeline.model.events import MolecularTest
from timeline.model.quantities import parse_quantity
from timeline.model.reads import chance_of_support
from timeline.model.truth import Truth


def a_test(assay="NGS", specimen=None, **stated):
    if specimen is not None:
        stated["specimen"] = Specimen(specimen)
    return MolecularTest(assay, id=stated.pop("id", "t"), **stated)


def status(test, alteration):
    return result_of(test, parse_alteration(alteration)).status.value


@pytest.mark.parametrize(
    ("stated", "alteration", "expected"),
    [
        ({"found": "EGFR p.Thr790Met"}, "EGFR T790M", "detected"),
        ({"found": "EGFR T790M"}, "EGFR mutation", "detected"),
        ({"found": "EZR exon 10-ROS1 exon 34"}, "ROS1 rearrangement", "detected"),
        ({"not_found": "EGFR mutation"}, "EGFR T790M", "not detected"),
        ({"not_found": "ROS1 rearrangement"}, "EZR::ROS1", "not detected"),
        ({"found": "EGFR wild type"}, "EGFR T790M", "not detected"),
        ({"found": "MSS"}, "MSI-H", "not detected"),
        ({"found": "PD-L1 TPS 0 %"}, "PD-L1", "not detected"),
        ({"found": "PD-L1 TPS 0 %"}, "PD-L1 TPS", "not detected"),
        ({"found": "EGFR 19del"}, "EGFR E746_A750del", "equivocal"),
        ({"found": "TP53 mutation"}, "TP53 R175H", "equivocal"),
        ({"equivocal": "EGFR T790M"}, "EGFR T790M", "equivocal"),
        ({"found": "an odd change of EGFR"}, "EGFR T790M", "equivocal"),
        ({"found": "an odd change"}, "EGFR T790M", "unknown coverage"),
        # A narrower exclusion does not cover the class.
        ({"not_found": "EGFR T790M", "genes": "EGFR"}, "EGFR mutation", "on panel, not reported"),
        ({"genes": "EGFR; KRAS"}, "EGFR T790M", "on panel, not reported"),
        ({"genes": "HER2"}, "ERBB2 V777L", "on panel, not reported"),
        ({"genes": "KRAS"}, "EGFR T790M", "not tested"),
        ({"genes": "ROS1"}, "EZR::ROS1", "unknown coverage"),  # fusions need their introns
        ({"genes": "ROS1", "covers": "fusions"}, "EZR::ROS1", "on panel, not reported"),
        ({"genes": "ROS1", "covers": "small variants"}, "EZR::ROS1", "not tested"),
        ({"genes": "ROS1; ALK", "found": "EML4::ALK"}, "EZR::ROS1", "on panel, not reported"),
        ({"assay": "RNA sequencing", "genes": "ROS1"}, "EZR::ROS1", "on panel, not reported"),
        ({"assay": "ALK FISH"}, "EML4::ALK", "on panel, not reported"),
        ({"assay": "ALK FISH"}, "EZR::ROS1", "not tested"),
        ({"assay": "ALK FISH"}, "ALK G1202R", "not tested"),
        ({"assay": "FISH", "found": "ALK FISH positive"}, "ALK rearrangement", "detected"),
        ({"assay": "FISH", "found": "HER2 FISH negative"}, "HER2 amplification", "not detected"),
        ({"assay": "IHC", "found": "TTF-1"}, "EGFR T790M", "not tested"),
        ({"panel": "MSK-ACCESS"}, "EGFR T790M", "on panel, not reported"),
        ({}, "EGFR T790M", "unknown coverage"),
        ({"status": "not stated"}, "EGFR T790M", "unknown coverage"),
        ({"status": "declined", "reason": "cost"}, "EGFR T790M", "declined"),
        ({"status": "failed"}, "EGFR T790M", "not tested"),
        ({"status": "not done"}, "EGFR T790M", "not tested"),
    ],
)
def test_the_status_of_an_alteration(stated, alteration, expected):
    assert status(a_test(**stated), alteration) == expected


def test_the_reason_says_what_decided():
    declined = a_test(status="declined", reason="cost")

    t790m = parse_alteration("EGFR T790M")
    assert result_of(declined, t790m).reason == "the test was declined: cost"
    assert "KRAS" not in result_of(a_test(genes="KRAS"), t790m).reason
    assert "EGFR is not among the genes" in result_of(a_test(genes="KRAS"), t790m).reason


@pytest.mark.parametrize(
    ("stated", "adequate"),
    [
        ({"detection_limit": "1 %"}, "true"),
        ({"detection_limit": "20 %"}, "false"),
        ({"depth": "500 x"}, "true"),
        ({"depth": "30 x"}, "false"),
        ({"depth": "5 Gb"}, "indeterminate"),
        ({}, "indeterminate"),
        ({"assay": "Sanger sequencing"}, "false"),
        ({"specimen": "plasma", "detection_limit": "0.1 %"}, "indeterminate"),  # did it shed?
        ({"specimen": "plasma", "detection_limit": "0.1 %", "found": "EGFR L858R"}, "true"),
        ({"specimen": "plasma", "detection_limit": "2 %", "found": "EGFR L858R"}, "false"),
        # A clone of the blood, or a marker, does not show that the tumour sheds.
        ({"specimen": "plasma", "depth": "9000 x", "found": "DNMT3A R882H"}, "indeterminate"),
        ({"specimen": "plasma", "depth": "9000 x", "found": "MSS"}, "indeterminate"),
        ({"specimen": "plasma", "depth": "9000 x", "found": "KRAS G12C"}, "true"),
    ],
)  # fmt: skip
def test_whether_a_negative_result_could_have_been_positive(stated, adequate):
    result = result_of(a_test(not_found="EGFR T790M", **stated), parse_alteration("EGFR T790M"))

    assert result.status is ResultStatus.NOT_DETECTED
    assert result.sensitivity is Truth(adequate)


@pytest.mark.parametrize(
    ("fraction", "depth", "chance"),
    [("0.05", "183 x", "0.95"), ("0.05", "4 x", "0"), ("1", "5 x", "1"), ("0.01", "500 x", "0.56")],
)
def test_the_chance_of_enough_reads(fraction, depth, chance):
    found = chance_of_support(Decimal(fraction), parse_quantity(depth))

    assert found == pytest.approx(float(chance), abs=0.01)


@pytest.mark.parametrize(
    ("vaf", "depth", "low"),
    [
        ("0.95 %", "500 x", "true"), ("1 %", "500 x", "false"), ("<2 %", "500 x", "indeterminate"),
        ("0.5 %", ">500 x", "indeterminate"), ("2 %", ">500 x", "false"),
        ("0.95 %", None, "indeterminate"), (None, "500 x", "indeterminate"),
    ],
)  # fmt: skip
def test_whether_a_detection_rests_on_few_reads(vaf, depth, low):
    test = a_test(found=[Finding("EGFR T790M", vaf=vaf)], depth=depth)

    assert result_of(test, parse_alteration("EGFR T790M")).low_support is Truth(low)


def test_the_ezr_case():
    tests = [event for event in cases.load("ezr-ros1") if isinstance(event, MolecularTest)]
    first, second, third = tests
    fusion = parse_alteration("EZR exon 10-ROS1 exon 34")

    assert [status(test, "EGFR T790M") for test in (first, second, third)] == [
        "unknown coverage", "detected", "not detected",
    ]  # fmt: skip
    assert [status(test, "ROS1 rearrangement") for test in (first, second, third)] == [
        "unknown coverage", "unknown coverage", "detected",
    ]  # fmt: skip
    assert result_of(third, fusion).low_support is Truth.TRUE  # 4.75 reads
    assert status(third, "MET amplification") == "not tested"
    assert alterations_found([first, second, third]) == (
        parse_alteration("EGFR 19del"),
        parse_alteration("EGFR T790M"),
        fusion,
    )


def test_what_is_found_to_be_absent_is_not_found():
    test = a_test(found=["PD-L1 TPS 0 %", "EGFR wild type", "KRAS G12C", "KRAS p.Gly12Cys"])

    assert alterations_found([test]) == (parse_alteration("KRAS G12C"),)


def test_paired_samples_side_by_side():
    tissue = a_test(id="tissue", specimen="tissue", found=["EGFR L858R", "EGFR T790M"])
    plasma = a_test(
        id="plasma",
        specimen="plasma",
        pair_of="tissue",
        found="EGFR L858R",
        not_found=["EGFR T790M", "EGFR C797S"],
    )

    assert pairs([tissue, plasma]) == ((tissue, plasma),)
    beside = {str(c.alteration): c for c in concordance(tissue, plasma)}
    assert {name: c.concordant.value for name, c in beside.items()} == {
        "EGFR L858R": "true",
        "EGFR T790M": "false",
        "EGFR C797S": "indeterminate",  # nothing is said of it in the tissue
    }
    assert beside["EGFR T790M"].one.status is ResultStatus.DETECTED
    assert beside["EGFR T790M"].other.status is ResultStatus.NOT_DETECTED


def test_a_negative_plasma_of_a_tumour_that_may_not_shed_contradicts_nothing():
    tissue = a_test(specimen="tissue", found="EGFR T790M")
    plasma = a_test(specimen="plasma", not_found="EGFR T790M")

    (only,) = concordance(tissue, plasma)

    assert only.concordant is Truth.INDETERMINATE


def test_discordant_assays_stand_side_by_side():
    fish = a_test("FISH", id="fish", found="ALK rearrangement")
    ngs = a_test("NGS", id="ngs", not_found="ALK fusion")

    (only,) = concordance(fish, ngs)

    assert only.concordant is Truth.FALSE
    assert (only.one.test, only.other.test) == ("fish", "ngs")
    (turned,) = concordance(ngs, fish)
    assert turned.concordant is Truth.FALSE
