"""Guidance held against lines: met, not met, not applicable or indeterminate, and why."""

import pytest

from timeline.analysis.explain import Verdict, explain
from timeline.document import loads
from timeline.errors import DocumentError
from timeline.knowledge.guidance import GUIDANCE_SHEET, shipped_guidance
from timeline.knowledge.populations import Tumour, tumour_is
from timeline.model.truth import Truth

MET, NOT_MET = Verdict.MET, Verdict.NOT_MET
NOT_APPLICABLE, INDETERMINATE = Verdict.NOT_APPLICABLE, Verdict.INDETERMINATE

DIAGNOSED = """
case: any
events:
  - {diagnosis: lung adenocarcinoma, id: dx, at: 2020-01-01}
  - {test: NGS, id: ngs, at: 2020-01-10, specimen: tissue, found: [CD74::ROS1]}
"""
CRIZOTINIB = DIAGNOSED + (
    "  - {therapy: crizotinib, line: 1, setting: advanced, start: 2020-02, end: 2021-01,"
    " stop: progression}\n"
)


def outcome(name, text, line=-1):
    (case,) = loads(text)
    (found,) = (one for one in explain(case)[line].guidance if one.guidance.id == name)
    return found


def first(drugs):
    return DIAGNOSED + f"  - {{therapy: {drugs}, line: 1, setting: advanced, start: 2020-02}}\n"


def second(drugs, *events):
    told = "".join(f"  - {event}\n" for event in events)
    return (
        CRIZOTINIB
        + told
        + f"  - {{therapy: {drugs}, line: 2, setting: advanced, start: 2021-03}}\n"
    )


def test_the_page_gives_twenty_two_statements_that_a_case_can_answer():
    rows = shipped_guidance()

    assert len(rows) == 22
    assert {row.population for row in rows} == {"ROS1-positive NSCLC"}
    known = {row.id for row in rows}
    assert {row.instead_of for row in rows} - {""} <= known


@pytest.mark.parametrize(
    ("name", "drugs", "verdict"),
    [
        ("first-line-tki", "crizotinib", MET),
        ("first-line-tki", "entrectinib", MET),
        ("first-line-tki", "pemetrexed + carboplatin", NOT_MET),
        ("first-line-ceritinib", "ceritinib", MET),
        ("first-line-ceritinib", "crizotinib", NOT_APPLICABLE),  # the first choice was followed
        ("first-line-chemotherapy", "pemetrexed + carboplatin", MET),
        ("first-line-chemotherapy", "pembrolizumab", NOT_MET),
        ("first-line-immunotherapy", "pembrolizumab", NOT_MET),
        ("first-line-immunotherapy", "pembrolizumab + pemetrexed", MET),
        ("first-line-immunotherapy", "crizotinib", MET),
        ("first-line-brain", "crizotinib", INDETERMINATE),
        ("no-alectinib", "alectinib", NOT_APPLICABLE),
        ("work-up-before-tki", "crizotinib", INDETERMINATE),
        ("work-up-before-tki", "pemetrexed", NOT_APPLICABLE),
        ("ros1-test-in-tissue", "crizotinib", MET),
    ],
)
def test_a_first_line(name, drugs, verdict):
    assert outcome(name, first(drugs)).verdict is verdict


@pytest.mark.parametrize(
    ("name", "drugs", "verdict"),
    [
        ("first-line-tki", "lorlatinib", NOT_APPLICABLE),
        ("no-alectinib", "alectinib", NOT_MET),
        ("no-alectinib", "lorlatinib", MET),
        ("no-immunotherapy", "pembrolizumab + pemetrexed", NOT_MET),
        ("no-immunotherapy", "pemetrexed", MET),
        ("cns-progression-tki", "lorlatinib", INDETERMINATE),
        ("systemic-progression-tki", "lorlatinib", INDETERMINATE),
        ("after-newer-tki", "lorlatinib", NOT_APPLICABLE),
        ("test-at-progression", "lorlatinib", INDETERMINATE),
    ],
)
def test_a_line_after_crizotinib(name, drugs, verdict):
    assert outcome(name, second(drugs)).verdict is verdict


BRAIN = "{progression: brain, id: pd, at: 2021-01, pattern: intracranial-only}"
LIVER = "{progression: liver, id: pd, at: 2021-01, pattern: extracranial-only}"
LIMITED = "{progression: lung, id: pd, at: 2021-01, pattern: oligoprogression}"
WIDE = "{progression: liver, id: pd, at: 2021-01, pattern: symptomatic systemic}"


@pytest.mark.parametrize(
    ("name", "drugs", "event", "verdict"),
    [
        ("cns-progression-tki", "lorlatinib", BRAIN, MET),
        ("cns-progression-tki", "pemetrexed", BRAIN, NOT_MET),
        ("cns-progression-tki", "lorlatinib", LIVER, NOT_APPLICABLE),
        ("limited-progression-tki", "repotrectinib", LIMITED, MET),
        ("limited-progression-entrectinib", "entrectinib", LIMITED, MET),
        ("limited-progression-entrectinib", "repotrectinib", LIMITED, NOT_APPLICABLE),
        ("limited-progression-tki", "repotrectinib", WIDE, NOT_APPLICABLE),
        ("systemic-progression-tki", "pemetrexed", WIDE, NOT_MET),
        ("systemic-progression-chemotherapy", "pemetrexed", WIDE, MET),
        ("limited-progression-local", "lorlatinib", LIMITED, NOT_MET),
    ],
)
def test_the_pattern_of_progression_decides_what_applies(name, drugs, event, verdict):
    assert outcome(name, second(drugs, event)).verdict is verdict


def test_local_therapy_counts_within_the_line():
    text = second("lorlatinib", LIMITED) + "  - {radiotherapy: lung, start: 2021-06}\n"

    assert outcome("limited-progression-local", text).verdict is MET


@pytest.mark.parametrize(
    ("event", "verdict", "reason"),
    [
        ("{test: NGS, id: re, at: 2021-02, found: [ROS1 G2032R]}", MET, "re was done"),
        (
            "{test: NGS, id: re, at: 2021-02, status: declined, reason: cost}",
            NOT_MET,
            "re was declined (cost)",
        ),
        ("{test: NGS, id: re, at: 2021-05}", INDETERMINATE, "no test is told"),
        ("{test: NGS, id: re, at: 2021-03}", INDETERMINATE, "cannot be said"),
    ],
)
def test_a_test_at_progression_is_one_between_the_lines(event, verdict, reason):
    found = outcome("test-at-progression", second("lorlatinib", event))

    assert found.verdict is verdict
    assert reason in found.reason


def test_tissue_is_asked_for_after_a_negative_plasma_test():
    plasma = "{test: NGS, id: re, at: 2021-02, specimen: plasma}"

    assert outcome("tissue-after-negative-plasma", second("lorlatinib", plasma)).verdict is MET
    assert outcome("tissue-after-negative-plasma", second("lorlatinib")).verdict is NOT_APPLICABLE


@pytest.mark.parametrize(
    ("stop", "verdict"),
    [("progression", MET), ("toxicity", NOT_APPLICABLE), ("not stated", INDETERMINATE)],
)
def test_what_follows_progression_needs_one(stop, verdict):
    text = second("lorlatinib").replace("stop: progression", f"stop: {stop}")

    assert outcome("no-alectinib", text).verdict is verdict


def test_brain_metastases_known_by_then_ask_for_a_drug_that_reaches_them():
    brain = "  - {metastasis: brain, id: mets, at: 2020-01-20}\n"
    excluded = "  - {metastasis: brain, id: mets, at: 2020-01-20, certainty: excluded}\n"

    assert outcome("first-line-brain", first("crizotinib") + brain).verdict is NOT_MET
    assert outcome("first-line-brain", first("entrectinib") + brain).verdict is MET
    assert outcome("first-line-brain", first("crizotinib") + excluded).verdict is NOT_APPLICABLE


@pytest.mark.parametrize(
    ("old", "new", "verdict", "reason"),
    [
        ("lung adenocarcinoma", "small cell lung carcinoma", NOT_APPLICABLE, "not NSCLC"),
        (
            "lung adenocarcinoma",
            "breast cancer",
            NOT_APPLICABLE,
            "not NSCLC",
        ),
        ("lung adenocarcinoma", "lung cancer", INDETERMINATE, "is not said"),
        ("found: [CD74::ROS1]", "found: [EML4::ALK]", INDETERMINATE, "looked for a ROS1 fusion"),
        ("found: [CD74::ROS1]", "not_found: [ROS1 fusion]", NOT_APPLICABLE, "found no ROS1"),
        ("found: [CD74::ROS1]", "found: [ROS1::MRAS]", INDETERMINATE, "looked for"),
        ("at: 2020-01-10", "at: 2020-02", INDETERMINATE, "may have come later"),
        ("at: 2020-01-10", "at: 2020-06", INDETERMINATE, "no test by then"),
    ],
)
def test_the_population_is_the_tumour_and_what_was_known_of_it(old, new, verdict, reason):
    found = outcome("first-line-tki", first("crizotinib").replace(old, new))

    assert found.verdict is verdict
    assert reason in found.reason


def test_an_adjuvant_line_is_not_one_of_advanced_disease():
    text = first("crizotinib").replace("setting: advanced", "setting: adjuvant")

    assert outcome("first-line-tki", text).verdict is NOT_APPLICABLE


def test_a_transformed_tumour_is_of_its_new_kind():
    text = CRIZOTINIB + (
        "  - {transformation: small cell lung carcinoma, id: turn, at: 2021-02}\n"
        "  - {therapy: etoposide + cisplatin, line: 2, setting: advanced, start: 2021-03}\n"
    )

    assert "transformed to small cell" in outcome("test-at-progression", text).reason


@pytest.mark.parametrize(
    ("histology", "site", "nsclc", "sclc"),
    [
        ("NSCLC", "", Truth.TRUE, Truth.FALSE),
        ("non-small cell lung cancer", "", Truth.TRUE, Truth.FALSE),
        ("invasive lung adenocarcinoma", "right lower lobe", Truth.TRUE, Truth.FALSE),
        ("adenocarcinoma", "right lower lobe", Truth.TRUE, Truth.FALSE),
        ("adenocarcinoma", "", Truth.INDETERMINATE, Truth.INDETERMINATE),
        ("adenocarcinoma", "colon", Truth.FALSE, Truth.FALSE),
        ("SCLC", "", Truth.FALSE, Truth.TRUE),
        ("small-cell carcinoma", "lung", Truth.FALSE, Truth.TRUE),
        ("combined small cell carcinoma", "lung", Truth.INDETERMINATE, Truth.INDETERMINATE),
        ("large cell neuroendocrine carcinoma", "lung", Truth.INDETERMINATE, Truth.INDETERMINATE),
        ("chronic myeloid leukaemia", "", Truth.FALSE, Truth.FALSE),
        ("words that name no tumour", "", Truth.INDETERMINATE, Truth.INDETERMINATE),
    ],
)
def test_a_diagnosis_in_words_is_of_a_tumour_type(histology, site, nsclc, sclc):
    assert tumour_is(histology, site, Tumour.NSCLC) is nsclc
    assert tumour_is(histology, site, Tumour.SCLC) is sclc
    assert tumour_is(histology, site, Tumour.ANY) is Truth.TRUE


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "crizotinib",
            "crizotinb",
            "is no known drug or class of drugs; did you mean 'crizotinib'",
        ),
        ("first", "frist", "did you mean 'first'"),
        ("NSCLC", "lung", "expected one of NSCLC, SCLC, any"),
        ("recommended", "advised", "expected one of recommended"),
    ],
)
def test_a_users_guidance_is_held_to_its_words(old, new, message):
    text = (
        "id\ttumour\tgene\tline\tstance\tactions\tsource\ttrust\n"
        "mine\tNSCLC\tROS1\tfirst\trecommended\tcrizotinib\tme\town observation\n"
    )

    with pytest.raises(DocumentError, match=r"mine\.tsv:2:") as caught:
        GUIDANCE_SHEET.parse(text.replace(f"\t{old}\t", f"\t{new}\t"), "mine.tsv")
    assert message in str(caught.value)
