"""Drugs: what they were given for, and what they are called."""

import pytest

import cases
from timeline.analysis import CLINICAL_CHECKS, check
from timeline.document import loads
from timeline.findings import Severity


def found(code, *events):
    listed = "\n".join(f"  - {event}" for event in events)
    (case,) = loads(f"case: example\nevents:\n{listed}")
    return [f for f in check(case, CLINICAL_CHECKS) if f.code == code]


def of_case(name, code):
    return [f for f in check(cases.load(name), CLINICAL_CHECKS) if f.code == code]


@pytest.mark.parametrize("name", cases.names())
def test_every_targeted_drug_of_the_shipped_cases_has_its_target(name):
    assert of_case(name, "drug-without-indication") == []


@pytest.mark.parametrize(
    ("drug", "before"),
    [
        ("icotinib", "{diagnosis: lung adenocarcinoma, at: 2019}"),
        ("icotinib", "{test: NGS, at: 2019-12, found: [KRAS G12C]}"),
        ("icotinib", "{test: NGS, at: 2019-12, not_found: [EGFR mutation]}"),
        ("icotinib", "{test: NGS, at: 2020-03, found: [EGFR L858R]}"),  # too late
        ("crizotinib", "{test: NGS, at: 2019-12, found: [EGFR L858R]}"),
        ("trastuzumab", "{test: IHC, at: 2019-12, found: [HER2 negative]}"),
        ("alectinib", "{test: NGS, at: 2019-12, found: [CD74::ROS1]}"),
        ("lorlatinib", "{test: NGS, at: 2019-12, found: [ETV6::NTRK3]}"),
        ("afatinib", "{test: NGS, at: 2019-12, found: [ERBB2 exon 20 insertion]}"),
        ("imatinib", "{diagnosis: acute myeloid leukemia, at: 2019}"),
        ("gilteritinib", "{diagnosis: chronic myeloid leukaemia, at: 2019}"),
        ("olaparib", "{test: NGS, at: 2019-12, found: [TP53 R273H]}"),
    ],
)
def test_a_targeted_drug_without_its_target(drug, before):
    (finding,) = found(
        "drug-without-indication", before, f"{{therapy: {drug}, id: it, start: 2020-01}}"
    )

    assert finding.severity is Severity.WARNING
    assert finding.events[0] == "it"


@pytest.mark.parametrize(
    ("drug", "before"),
    [
        ("icotinib", "{test: NGS, at: 2019-12, found: [EGFR exon 19 deletion]}"),
        ("icotinib", "{diagnosis: EGFR-mutated adenocarcinoma, at: 2020-02}"),
        ("crizotinib", "{test: FISH, at: 2020-01, found: [ALK rearrangement]}"),
        ("crizotinib", "{test: NGS, at: 2019-12, found: [MET exon 14 skipping]}"),
        ("lorlatinib", "{test: NGS, at: 2019-12, found: [CD74::ROS1]}"),
        ("trastuzumab", "{test: IHC, at: 2019-12, found: [HER2 3+]}"),
        ("imatinib", "{diagnosis: chronic myeloid leukaemia, at: 2019}"),
        ("imatinib", "{diagnosis: chronic myelogenous leukemia, at: 2019}"),
        ("imatinib", "{diagnosis: gastrointestinal stromal tumour, at: 2019}"),
        ("imatinib", "{diagnosis: dermatofibrosarcoma protuberans, at: 2019}"),
        ("midostaurin", "{diagnosis: systemic mastocytosis, at: 2019}"),
        ("gilteritinib", "{test: PCR, at: 2019-12, found: [FLT3-ITD]}"),
        ("olaparib", "{test: NGS, at: 2019-12, found: [BRCA1 mutation]}"),
        ("niraparib", "{diagnosis: high-grade serous ovarian cancer, at: 2019}"),
        ("entrectinib", "{test: NGS, at: 2019-12, found: [ETV6::NTRK3]}"),
        ("pembrolizumab", "{diagnosis: lung adenocarcinoma, at: 2019}"),
        ("anlotinib", "{diagnosis: lung adenocarcinoma, at: 2019}"),
        ("icotinib", "{test: NGS, at: 2020, found: [EGFR L858R]}"),  # may be in time
        ("icotinib", "{test: NGS, found: [EGFR L858R]}"),
    ],
)
def test_a_target_or_what_may_be_one(drug, before):
    assert found("drug-without-indication", before, f"{{therapy: {drug}, start: 2020-01}}") == []


@pytest.mark.parametrize(
    ("before", "care", "count"),
    [
        ("{metastasis: liver, at: 2019}", "start: 2020-01", 1),
        ("{metastasis: bone, at: 2020-03}", "start: 2020-01", 1),
        ("{metastasis: 'bone', certainty: excluded, at: 2019}", "start: 2020-01", 1),
        ("{metastasis: left femur, at: 2019}", "start: 2020-01", 0),
        ("{progression: vertebrae, at: 2019}", "start: 2020-01", 0),
        ("{assessment: CT, sites: ribs, at: 2019}", "start: 2020-01", 0),
        ("{condition: osteoporosis}", "start: 2020-01", 0),
        ("{metastasis: liver, at: 2019}", "start: 2020-01, purpose: bone loss", 0),
        ("{metastasis: liver, at: 2019}", "start: 2020-01, purpose: bone metastasis", 1),
        ("{metastasis: bone, at: 2020}", "start: 2020-01", 0),  # may be in time
    ],
)
def test_a_bone_agent(before, care, count):
    findings = found("drug-without-indication", before, f"{{supportive_care: denosumab, {care}}}")

    assert len(findings) == count


def test_a_known_misspelling_is_named_with_its_meaning():
    (finding,) = of_case("tbc1d32-ros1", "misspelt-drug")

    assert finding.severity is Severity.WARNING
    assert finding.events == ("maintenance",)
    assert finding.message == "'Sapolizumab' is a known misspelling of serplulimab"


@pytest.mark.parametrize("drug", ["serplulimab", "serplulimabb", "HLX10"])
def test_no_other_spelling_is_judged(drug):
    assert found("misspelt-drug", f"{{therapy: {drug}, start: 2020}}") == []


def test_a_biosimilar_named_together_with_its_original():
    (finding,) = of_case("ezr-ros1", "two-names")

    assert finding.events == ("denosumab",)
    assert "MW032/Xgeva" in finding.message
    assert of_case("tbc1d32-ros1", "two-names") == []  # a salt and a misspelling are no names


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("crizotinib", "Xalkori", 1),
        ("crizotinib", "Crizotinib", 0),
        ("crizotinib", "gefitinib", 0),
        ("incadronate", "incadronate disodium", 0),
        ("[{name: crizotinib, as_written: PF-02341066}]", "crizotinib", 1),
        ("[{name: crizotinib, as_written: a drug}]", "crizotinib", 0),
        ("[{name: crizotinib, as_written: Xalkori (crizotinib)}]", "gefitinib", 1),
    ],
)
def test_one_drug_under_two_names(first, second, count):
    findings = found(
        "two-names", f"{{therapy: {first}, start: 2020}}", f"{{therapy: {second}, start: 2021}}"
    )

    assert len(findings) == count
