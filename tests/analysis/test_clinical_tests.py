"""Molecular tests: genes covered, reads behind a result."""

import pytest

import cases
from timeline.analysis import CLINICAL_CHECKS, check
from timeline.document import loads
from timeline.findings import Severity


def found(code, test):
    (case,) = loads(f"case: example\nevents:\n  - {{test: NGS, {test}}}")
    return [f for f in check(case, CLINICAL_CHECKS) if f.code == code]


@pytest.mark.parametrize(
    ("test", "count"),
    [
        ("genes: [EGFR, ALK], found: [KRAS G12C]", 1),
        ("genes: [EGFR, ALK], not_found: [KRAS mutation]", 1),
        ("genes: [EGFR, ALK], found: ['CD74::ROS1']", 1),
        ("genes: [EGFR, ALK], found: [EGFR T790M]", 0),
        ("genes: [HER2], found: [ERBB2 amplification]", 0),
        ("genes: [EGFR, ROS1], found: [EZR exon 10-ROS1 exon 34]", 0),  # a hot-spot kit may not
        ("genes: [EGFR], found: [TMB 5 mut/Mb, MSS]", 0),
        ("genes: [EGFR], found: [a variant nobody can read]", 0),
        ("found: [KRAS G12C]", 0),  # nothing is said of its genes
        ("panel: EGFR kit, found: [KRAS G12C], at: 2020", 0),
    ],
)
def test_a_result_outside_what_the_test_covers(test, count):
    findings = found("finding-not-covered", test)

    assert [f.severity for f in findings] == [Severity.WARNING] * count


def test_the_reads_behind_the_ezr_fusion():
    findings = check(cases.load("ezr-ros1"), CLINICAL_CHECKS)

    (finding,) = [f for f in findings if f.code == "low-read-support"]

    assert finding.severity is Severity.WARNING
    assert finding.events == ("ngs-2023",)
    assert "about 4.75 reads" in finding.message
    assert not [f for f in findings if f.code == "finding-not-covered"]


@pytest.mark.parametrize(
    ("depth", "vaf", "count"),
    [
        ("depth: 500 x", "0.95 %", 1),
        ("depth: 500x", "1 %", 0),
        ("depth: 500", "0.009", 1),
        ("depth: 500 reads", "< 1 %", 0),  # up to five
        ("depth: 400 x", "< 1 %", 1),
        ("depth: '>500 x'", "0.5 %", 0),  # open upwards
        ("depth: 500 x", "'>0.5 %'", 0),
        ("depth: 5 Gb", "0.5 %", 0),  # no depth
        ("platform: MiniSeq", "0.5 %", 0),
        ("depth: 500 x", "12", 0),  # no fraction
    ],
)
def test_a_result_on_few_reads(depth, vaf, count):
    test = f"{depth}, found: [{{as_written: EGFR T790M, vaf: {vaf}}}]"

    assert len(found("low-read-support", test)) == count


def test_the_depth_of_a_result_goes_before_that_of_its_test():
    test = "depth: 5000 x, found: [{as_written: EGFR T790M, vaf: 0.5 %, depth: 200 x}]"

    (finding,) = found("low-read-support", test)

    assert "about 1 reads (0.5 % of 200 x)" in finding.message
