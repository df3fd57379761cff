"""What was known at each line, and what tables and guidance say of it, for whole cases."""

import pytest

import cases
from timeline.analysis.explain import NOT_ADVICE, Verdict, explain
from timeline.document import loads
from timeline.knowledge.fusion_structure import Fate
from timeline.knowledge.guidance import shipped_guidance
from timeline.knowledge.knowledge import Knowledge
from timeline.knowledge.rows import Trust
from timeline.knowledge.sensitivity import Band
from timeline.model.alterations import parse_alteration
from timeline.model.case import Case
from timeline.model.components import EventStatus
from timeline.model.coverage import ResultStatus
from timeline.model.events import MolecularTest, Therapy
from timeline.model.truth import Truth


def explained(text):
    (case,) = loads(text)
    return explain(case)


def names(sensitivities):
    return [one.drug for one in sensitivities]


@pytest.fixture(scope="module")
def ezr():
    return explain(cases.load("ezr-ros1"))


@pytest.fixture(scope="module")
def tbc1d32():
    return explain(cases.load("tbc1d32-ros1"))


def test_every_line_of_the_case_is_explained(ezr):
    assert [one.line.regimen for one in ezr] == [
        "pemetrexed + cisplatin",
        "icotinib",
        "befotertinib",
        "anlotinib",
        "crizotinib",
    ]


def test_a_test_of_the_same_month_may_have_come_later_than_the_line():
    deletion = parse_alteration("EGFR exon 19 deletion")
    ngs = MolecularTest("NGS", at="2017-12", found="EGFR exon 19 deletion")
    icotinib = Therapy("icotinib", line=1, start="2017-12")
    (told,) = explain(Case(id="told", events=[ngs, icotinib]))

    assert [known.before for known in told.known] == [Truth.INDETERMINATE]
    assert (told.genotype, told.possible) == ((), (deletion,))


def test_what_was_tested_before_a_line_was_known(ezr):
    icotinib, befotertinib = ezr[1], ezr[2]
    deletion = parse_alteration("EGFR exon 19 deletion")

    assert (icotinib.genotype, icotinib.possible) == ((deletion,), ())
    assert [known.test.id for known in befotertinib.known] == ["ngs-2017", "ngs-2021"]
    assert befotertinib.genotype == (deletion, parse_alteration("EGFR T790M"))


def test_what_a_later_test_found_was_not_known(ezr):
    fusion = parse_alteration("EZR exon 10-ROS1 exon 34")

    assert [fusion in one.genotype for one in ezr] == [False, False, False, False, True]


def test_a_result_has_its_status_and_says_when_few_reads_support_it(ezr):
    (ngs,) = (known for known in ezr[4].known if known.test.id == "ngs-2023")

    assert ngs.assumed
    assert [(str(r.alteration), r.status) for r in ngs.results] == [
        ("EZR(ex10)::ROS1(ex34)", ResultStatus.DETECTED),
        ("EGFR mutation", ResultStatus.NOT_DETECTED),
    ]
    assert ngs.results[0].low_support is Truth.TRUE


def test_the_structure_of_the_fusion_known_by_then_is_given(ezr, tbc1d32):
    assert [one.kinase for one in ezr[4].structures] == [Fate.KEPT]
    assert [str(one.three_prime.exons) for one in tbc1d32[0].structures] == ["(33, 43)"]


def test_the_tables_are_asked_about_the_genotype_known_by_then(ezr):
    told = ezr[4].sensitivity

    assert told.genotype == "ROS1 fusion without a mutation"
    assert names(told.drugs(Band.RESISTANT)) == ["alectinib"]
    assert "crizotinib" in names(told.drugs(Band.SENSITIVE))
    assert "which is not to say none was" in told.caveat
    assert ezr[2].sensitivity.sensitivities == ()
    assert "no table has the genotype known by then" in ezr[2].sensitivity.caveat


def test_a_mutation_found_before_the_line_changes_what_the_table_says():
    first, second = explained("""
        case: any
        events:
          - {diagnosis: lung adenocarcinoma, at: 2020-01}
          - {test: NGS, id: ngs-1, at: 2020-01-10, found: [CD74::ROS1]}
          - {therapy: crizotinib, line: 1, setting: advanced, start: 2020-02, stop: progression,
             end: 2021-01}
          - {test: NGS, id: ngs-2, at: 2021-02-01, found: [ROS1 p.Gly2032Arg]}
          - {therapy: lorlatinib, line: 2, setting: advanced, start: 2021-03, end: ongoing}
    """)

    assert first.sensitivity.genotype == "ROS1 fusion without a mutation"
    assert second.sensitivity.genotype == "ROS1 G2032R"
    assert names(second.sensitivity.drugs(Band.SENSITIVE)) == ["repotrectinib", "cabozantinib"]
    assert names(second.sensitivity.drugs(Band.INTERMEDIATE)) == ["lorlatinib", "taletrectinib"]
    assert "no mutation" not in second.sensitivity.caveat


@pytest.mark.parametrize(
    ("fusion", "variant", "inside"),
    [
        ("EZR exon 10-ROS1 exon 34", "ROS1 G2032R", Truth.TRUE),
        ("EZR exon 10-ROS1 exon 34", "ROS1 L1174F", Truth.FALSE),
        ("CD74::ROS1", "ROS1 A1800T", Truth.INDETERMINATE),
    ],
)
def test_a_variant_of_a_fused_gene_lies_in_the_product_or_outside(fusion, variant, inside):
    (line,) = explained(f"""
        case: any
        events:
          - {{test: NGS, at: 2020-01-10, found: [{fusion}, {variant}, EGFR T790M]}}
          - {{therapy: crizotinib, line: 1, setting: advanced, start: 2020-02, end: ongoing}}
    """)

    assert line.residues == ((parse_alteration(variant), inside),)


def test_a_genotype_without_a_row_is_said_to_have_none():
    (line,) = explained("""
        case: any
        events:
          - {test: NGS, at: 2020-01-10, found: [CD74::ROS1, ROS1 D2033N]}
          - {therapy: crizotinib, line: 1, setting: advanced, start: 2020-02, end: ongoing}
    """)

    assert line.sensitivity.sensitivities == ()
    assert line.sensitivity.caveat == "no table has ROS1 D2033N"


def test_a_declined_test_is_told_and_says_nothing_of_the_tumour(tbc1d32):
    (declined,) = (k for k in tbc1d32[1].known if k.test.id == "repeat-profiling")

    assert declined.test.status is EventStatus.DECLINED
    assert declined.results == ()
    assert [k.test.id for k in tbc1d32[0].known] == ["ihc", "ngs"]


def test_guidance_for_nsclc_is_not_applicable_to_the_small_cell_case(tbc1d32):
    outcomes = [outcome for one in tbc1d32 for outcome in one.guidance]

    assert len(outcomes) == 2 * len(shipped_guidance())
    assert {outcome.verdict for outcome in outcomes} == {Verdict.NOT_APPLICABLE}
    assert {outcome.reason for outcome in outcomes} == {
        "the tumour is small cell lung carcinoma, not NSCLC"
    }


def test_guidance_is_loaded_at_the_lowest_trust_level_and_says_so(ezr):
    rows = [outcome.guidance for outcome in ezr[0].guidance]

    assert {row.trust for row in rows} == {Trust.PENDING}
    assert all("(pending human review)" in row.cite for row in rows)


def test_first_line_guidance_cannot_be_judged_while_ros1_was_not_looked_for(ezr):
    (outcome,) = (o for o in ezr[1].guidance if o.guidance.id == "first-line-tki")

    assert outcome.verdict is Verdict.INDETERMINATE
    assert outcome.reason == "no test by then is known to have looked for a ROS1 fusion"


def test_no_line_of_the_case_breaks_a_statement(ezr):
    judged = {o.guidance.id: o.verdict for o in ezr[4].outcomes(Verdict.MET, Verdict.NOT_MET)}

    assert judged == {"no-immunotherapy": Verdict.MET, "ros1-test-in-tissue": Verdict.MET}
    assert not [outcome for one in ezr for outcome in one.outcomes(Verdict.NOT_MET)]


@pytest.mark.parametrize(
    ("index", "measured", "length"),
    [
        (0, "time on treatment", "ongoing, at least 21.1 months"),
        (1, "progression-free survival", "ongoing, at least 20.9 months"),
    ],
)
def test_crizotinib_lies_above_twelve_of_fourteen_medians(ezr, index, measured, length):
    placed = ezr[4].placed[index]

    assert placed.of_population is Truth.TRUE
    assert placed.placement.measured.value == measured
    assert str(placed.placement.duration) == length
    assert len(placed.placement.having(Truth.TRUE)) == 12
    assert [row.study for row in placed.placement.having(Truth.INDETERMINATE)] == [
        "METROS",
        "Zheng 2020",
    ]


def test_medians_of_other_patients_are_marked_as_such(tbc1d32):
    assert {placed.population for placed in tbc1d32[0].placed} == {"ROS1-positive NSCLC"}
    assert {placed.of_population for placed in tbc1d32[0].placed} == {Truth.FALSE}


def test_a_combination_is_not_placed_among_medians_of_one_of_its_drugs():
    (line,) = explained("""
        case: any
        events:
          - {therapy: crizotinib + pemetrexed, line: 1, setting: advanced, start: 2020-02,
             end: 2021-02}
    """)

    assert line.placed == ()


def test_a_case_without_treatment_has_nothing_to_explain():
    assert explained("case: any\nevents:\n  - {symptom: cough, at: 2020-01}\n") == ()


def test_a_case_without_any_date_is_explained_by_order_alone():
    (line,) = explained("""
        case: any
        events:
          - {diagnosis: NSCLC, at: before ngs}
          - {test: NGS, at: before start of crizotinib, found: [CD74::ROS1]}
          - {therapy: crizotinib, line: 1, setting: advanced, end: ongoing}
    """)

    assert [known.before for known in line.known] == [Truth.TRUE]
    assert line.sensitivity.genotype == "ROS1 fusion without a mutation"
    assert [placed.placement.having(Truth.TRUE) for placed in line.placed[:1]] == [()]


def test_without_tables_nothing_is_said():
    (line,) = (one for one in explain(cases.load("ezr-ros1"), knowledge=Knowledge())[4:])

    assert (line.guidance, line.placed, line.sensitivity.sensitivities) == ((), (), ())
    assert "no gene" in line.sensitivity.caveat


def test_another_tumours_test_is_not_this_ones():
    lines = explained("""
        case: any
        tumours: [{id: left, name: left}, {id: right, name: right}]
        events:
          - {test: NGS, id: a, at: 2020-01-01, tumour: left, found: [CD74::ROS1]}
          - {test: NGS, id: b, at: 2020-01-02, tumour: right, found: [EML4::ALK]}
          - {therapy: crizotinib, line: 1, setting: advanced, tumour: right, start: 2020-02,
             end: ongoing}
    """)

    assert [known.test.id for known in lines[0].known] == ["b"]


def test_it_says_that_it_is_no_medical_advice():
    assert NOT_ADVICE.startswith("Not medical advice.")


def test_medians_of_ros1_are_no_comparison_for_a_patient_without_it():
    (line,) = explained("""
        case: any
        events:
          - {diagnosis: lung adenocarcinoma, at: 2020-01}
          - {test: NGS, at: 2020-01-10, not_found: [ROS1 fusion]}
          - {therapy: chemotherapy, line: 1, setting: advanced, start: 2020-02-01, end: 2020-05-01}
    """)

    assert {placed.of_population for placed in line.placed} == {Truth.FALSE}
    assert "found no ROS1 fusion" in line.placed[0].reason
