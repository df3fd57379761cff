"""Printed names of findings: transcripts, bands, loci and spellings, on the sources' own slips."""

import pytest

import cases
from timeline.analysis import check
from timeline.findings import Severity
from timeline.model.assays import Finding
from timeline.model.case import Case
from timeline.model.events import MolecularTest

FUSION = "TBC1D32 exon 22-ROS1 exon 33"


def found(code, **printed):
    name = printed.pop("name", FUSION)
    test = MolecularTest("NGS", at="2023-01", found=[Finding(name, **printed)])
    return [f for f in check(Case(id="named", events=[test])) if f.code == code]


@pytest.mark.parametrize(
    ("transcript", "speaks"),
    [
        ("ROS1 NM_000313.3", True),
        ("ROS1 NM_002944", False),
        ("ROS1 NM_002944.2", False),
        ("TBC1D32 NM_152730.5", False),
        ("ROS1 NM_999999", False),  # unknown to the table: nothing is said
    ],
)
def test_a_transcript_of_another_gene(transcript, speaks):
    findings = found("transcript-of-another-gene", transcripts=transcript)

    assert bool(findings) is speaks
    if speaks:
        assert findings[0].severity is Severity.ERROR
        assert "PROS1" in findings[0].message
        assert "NM_002944" in findings[0].message


@pytest.mark.parametrize(
    ("event", "speaks"),
    [
        ("del(6)(q21q22.32)", True),
        ("del(6)(q22.1q22.31)", False),
        ("del(6)(q22q22)", False),  # coarser, and right
        ("a deletion", False),
    ],
)
def test_bands_that_their_coordinates_do_not_lie_in(event, speaks):
    breakpoints = ["6:121494094", "6:117647767"]

    findings = found("bands-disagree", causative_event=event, breakpoints=breakpoints)

    assert bool(findings) is speaks
    if speaks:
        assert "q22.31" in findings[0].message
        assert "q22.1" in findings[0].message
        assert "the assembly is not stated" in findings[0].message


def test_coordinates_outside_the_table_are_not_judged():
    assert not found("bands-disagree", causative_event="del(7)(p11p12)", breakpoints="7:55000000")
    assert not found("bands-disagree", causative_event="del(6)(q21q22)")


@pytest.mark.parametrize(
    ("locus", "speaks"),
    [("6922", True), ("6q22", False), ("6q22.1", False), ("Xp11.2", False), ("chromosome 6", True)],
)
def test_a_locus_that_is_no_band(locus, speaks):
    assert bool(found("locus-misprinted", locus=locus)) is speaks


def test_a_misread_q_is_offered():
    (finding,) = found("locus-misprinted", locus="6922")

    assert "6q22?" in finding.message


@pytest.mark.parametrize(
    ("spelling", "speaks"),
    [("TCB1D32-ROS1", True), ("TBC1D32-ROS1", False), ("CD74-ROS1", False)],
)
def test_one_gene_in_two_spellings(spelling, speaks):
    assert bool(found("two-spellings", also_written=spelling)) is speaks


def test_the_slips_of_the_seed_reports():
    codes = {f.code for f in check(cases.load("tbc1d32-ros1"))}
    assert {"transcript-of-another-gene", "bands-disagree", "two-spellings"} <= codes

    assert "locus-misprinted" in {f.code for f in check(cases.load("ezr-ros1"))}
