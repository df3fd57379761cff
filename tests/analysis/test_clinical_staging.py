"""Stages against their systems: editions, digits, groups, VALG."""

import pytest

import cases
from timeline.analysis import CLINICAL_CHECKS, check
from timeline.analysis.clinical.lung_stages import agrees, possible_groups, read_group, read_tnm
from timeline.document import loads
from timeline.findings import Severity


def found(code, stage, diagnosis="lung adenocarcinoma", at="2018"):
    (case,) = loads(
        f"case: example\nevents:\n  - {{diagnosis: {diagnosis}, at: {at}, stage: {{{stage}}}}}"
    )
    return [f for f in check(case, CLINICAL_CHECKS) if f.code == code]


@pytest.mark.parametrize(("edition", "count"), [("not stated", 1), ("'8'", 0), ("'6'", 0)])
def test_a_tnm_stage_has_its_edition(edition, count):
    assert len(found("edition-not-stated", f"system: TNM, edition: {edition}, group: IB")) == count
    assert found("edition-not-stated", "system: VALG, group: extensive", "SCLC") == []


def test_the_letter_o_in_the_ezr_report():
    findings = check(cases.load("ezr-ros1"), CLINICAL_CHECKS)

    (finding,) = [f for f in findings if f.code == "letter-for-zero"]

    assert finding.severity is Severity.WARNING
    assert "pT2aNOMO" in finding.message
    assert not [f for f in findings if f.code == "stage-group"]


@pytest.mark.parametrize(
    ("written", "count"),
    [("T2aNOM0", 1), ("cT1b NO MO", 1), ("T1N0MO", 1), ("pT2aN0M0", 0), ("TNM not stated", 0)],
)
def test_the_letter_o_for_a_zero(written, count):
    stage = f"system: TNM, edition: '8', as_written: {written}"

    assert len(found("letter-for-zero", stage)) == count


@pytest.mark.parametrize(
    ("edition", "tnm", "group"),
    [
        ("8", "cT2aN0M0", "IIA"),
        ("8", "T2bN0M0", "IB"),
        ("8", "T4N3M0", "IIIB"),
        ("8", "T1aN0M1c", "IVA"),
        ("8", "T1cN0M0", "IA2"),
        ("7", "T2bN0M0", "IIB"),
        ("7", "T3N0M0", "IIA"),
        ("7", "T2aN0M0", "IV"),
        ("7", "T4N2M0", "IIIC"),
        ("9", "T1cN1M0", "IIB"),
        ("9", "T1aN2aM0", "IIIA"),
        ("9", "T2aN2bM0", "IIIA"),
        ("9", "T1aN0M1c2", "IVA"),
    ],
)
def test_a_group_that_the_elements_do_not_make(edition, tnm, group):
    (finding,) = found(
        "stage-group", f"system: TNM, edition: '{edition}', tnm: {tnm}, group: {group}"
    )

    assert finding.severity is Severity.ERROR
    assert tnm in finding.message


@pytest.mark.parametrize(
    ("edition", "tnm", "group"),
    [
        ("7", "pT2aN0M0", "IB"),
        ("7", "T2bN0M0", "IIA"),
        ("8", "T4N3M0", "stage IIIC"),
        ("8", "T1cN0M0", "IA3"),
        ("8", "T1cN0M0", "IA"),  # coarser
        ("8", "T1cN0M0", "1A"),
        ("8", "T2N0M0", "IB"),  # T2a or T2b
        ("8", "T2N0M0", "IIA"),
        ("8", "T2aN0M1", "IV"),
        ("8", "T2aN0", "IB"),  # M not given
        ("8", "T2aNXM0", "IIIC"),  # N not given
        ("8", "any", "IIIC"),
        ("6", "T2N0M0", "IV"),  # no table
        ("not stated", "T2aN0M0", "IV"),
    ],
)
def test_a_group_that_fits_or_cannot_be_told(edition, tnm, group):
    stage = f"system: TNM, edition: '{edition}', tnm: {tnm}, group: {group}"

    assert found("stage-group", stage) == []


def test_the_groups_of_other_organs_are_not_judged():
    stage = "system: TNM, edition: '8', tnm: T2N0M0, group: IIIC"

    assert found("stage-group", stage, "gastric adenocarcinoma") == []
    assert found("stage-group", stage, "small cell carcinoma of the lung")


@pytest.mark.parametrize(
    ("tnm", "edition", "groups"),
    [
        ("T2bN0M0", "7", ["IIA"]),
        ("T3N2M0", "7", ["IIIA"]),
        ("T3N2M0", "8", ["IIIB"]),
        ("T2N0M0", "8", ["IB", "IIA"]),
        ("T1cN0M0", "7", []),  # no such element
        ("T3N2M0", "9", ["IIIA", "IIIB"]),  # N2a or N2b
        ("T1cN2aM0", "9", ["IIB"]),
        ("T1cN2aM0", "8", []),
        ("T1cN0M1c", "9", ["IVB"]),
        ("T1cN0M1c1", "9", ["IVB"]),
        ("T1cN0M1c1", "8", []),
    ],
)
def test_the_editions_differ_where_they_should(tnm, edition, groups):
    elements = read_tnm(tnm)

    assert elements is not None
    assert sorted(possible_groups(elements, edition) or ()) == groups


def test_prefixes_and_spaces_make_no_difference():
    assert read_tnm("pT1bpN1cM0") == read_tnm("T1b N1 M0")


def test_a_coarser_group_does_not_swallow_another():
    assert agrees("I", frozenset({"IA2"}))
    assert not agrees("I", frozenset({"IIA"}))
    assert not agrees("I", frozenset({"IVA"}))
    assert agrees("III", frozenset({"IIIB"}))
    assert (read_group("Stage 3b"), read_group("advanced")) == ("IIIB", None)


@pytest.mark.parametrize(
    ("histology", "count"),
    [
        ("lung adenocarcinoma", 1),
        ("non-small cell lung cancer", 1),
        ("NSCLC", 1),
        ("small cell lung carcinoma", 0),
        ("SCLC", 0),
        ("large cell neuroendocrine carcinoma", 0),  # not decided
    ],
)
@pytest.mark.parametrize("at", ["2018", "2018-03-01"])
def test_limited_and_extensive_are_for_small_cell(histology, count, at):
    stage = "system: VALG, group: extensive"

    assert len(found("valg-without-small-cell", stage, histology, at)) == count
