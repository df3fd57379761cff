"""A case on one screen: what its analyses say, in sentences, each thing once."""

import pytest
from average_report import SHORTEST

import cases
import timeline
from timeline.analysis.resistance import Change, Grade
from timeline.analysis.summary import summary, summary_text
from timeline.document import loads


def words(text: str):
    (case,) = loads(text)
    return summary_text(summary(case))


def sentences(text: str) -> list[str]:
    return [told for _, told in words(text).lines]


def test_a_curative_line_is_called_by_its_setting_and_its_disease_comes_back():
    told = words("""
        case: c
        events:
          - {therapy: cisplatin, setting: adjuvant, start: 2019-01-01, end: 2019-03-01}
          - {metastasis: bone, at: 2019-09-01}
          - {therapy: osimertinib, setting: advanced, start: 2019-10-01}
    """)

    assert told.lines[0][0] == "Adjuvant"
    assert "recurrence in bone 8.0 months after its start" in told.lines[0][1]
    assert told.lines[1][0] == "Line 1"
    assert told.not_stated == (
        "Length and reason for the end of line 1; best response of every line."
    )


CHANGED = """
case: c
events:
  - {test: NGS, at: 2020-01-01, found: [EGFR L858R], not_found: [EGFR T790M]}
  - {therapy: gefitinib, line: 1, start: 2020-02-01, end: 2020-12-01, stop: progression}
  - {therapy: pemetrexed, line: 2, start: 2021-01-01, end: 2021-06-01, stop: progression}
  - {test: NGS, at: 2021-06-15, found: [EGFR T790M], not_found: [EGFR L858R]}
  - {therapy: osimertinib, line: 3, start: 2021-07-01}
"""


def test_a_change_that_several_lines_may_have_brought_is_told_once():
    first, second, third = sentences(CHANGED)

    assert "EGFR" not in first
    assert second.count("EGFR T790M") == second.count("EGFR L858R") == 1
    assert "EGFR T790M gained (grade B, over line 1 or 2)" in second
    assert "EGFR L858R lost (over line 1 or 2)" in second
    assert "EGFR" not in third


def test_a_change_is_a_value():
    (case,) = loads(CHANGED)
    lost, gained = summary(case).lines[1].changes

    assert (lost.what, lost.change, lost.grade) == ("EGFR L858R", Change.LOST, None)
    assert (gained.what, gained.change, gained.grade) == ("EGFR T790M", Change.GAINED, Grade.B)
    assert gained.others == ("Line 1",)


def test_what_the_first_test_finds_is_the_disease_and_no_change():
    told = words("""
        case: c
        events:
          - {diagnosis: lung adenocarcinoma, at: 2019-01-01, stage: {system: VALG, group: limited}}
          - {therapy: pemetrexed, start: 2019-02-01, end: 2019-05-01}
          - {test: NGS, at: 2019-06-01, found: [EGFR L858R, TP53 R175H]}
          - {therapy: osimertinib, start: 2019-07-01, end: 2020-07-01}
    """)

    assert told.disease == (
        "Lung adenocarcinoma, limited stage, diagnosed 2019-01-01; EGFR L858R and TP53 R175H found."
    )
    assert "EGFR" not in told.lines[0][1]


def test_what_tests_did_not_find_is_said_where_nothing_was_found():
    told = words("""
        case: c
        events:
          - {diagnosis: ovarian carcinoma, at: 2019-01-01}
          - {test: BRCA testing, at: 2019-01-02, not_found: [BRCA1 mutation, BRCA2 mutation]}
    """)

    assert told.disease == (
        "Ovarian carcinoma, diagnosed 2019-01-01; stage not stated; no BRCA1 mutation or BRCA2"
        " mutation found."
    )


def test_a_transformation_is_told_as_one():
    (told,) = sentences("""
        case: c
        events:
          - {diagnosis: lung adenocarcinoma, at: 2019-01-01}
          - {therapy: osimertinib, start: 2019-02-01, end: 2020-02-01}
          - {transformation: small cell lung carcinoma, at: 2020-01-15}
    """)

    assert told == (
        "Osimertinib for 12.0 months; transformed from lung adenocarcinoma to small cell lung"
        " carcinoma (grade A)."
    )


@pytest.mark.parametrize(
    ("patient", "said"),
    [
        ("{sex: female, age: 57 years}", "57-year-old woman."),
        ("{sex: male, age: 7 years, age_at: not stated}", "7-year-old boy (when is not stated)."),
        ("{sex: male, age: 9 months}", "9-month-old boy."),
        ("{sex: female}", "Woman, age not stated."),
        ("{age: ~60 years}", "Patient, about 60 years old, sex not stated."),
        ("{smoking: never}", "Sex and age not stated; smoking: never."),
        ("{}", "Sex and age not stated."),
    ],
)
def test_the_patient(patient, said):
    assert words(f"case: c\npatient: {patient}\nevents: []\n").patient == said


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (
            "death: pneumonia, at: 2021-01-01",
            "Died (pneumonia) 2021-01-01, 24.0 months after the diagnosis.",
        ),
        ("death: not stated, at: 2021-01-01", "Died 2021-01-01, 24.0 months after the diagnosis."),
        (
            "follow_up: well, at: 2021-01-01",
            "Last known alive 2021-01-01, 24.0 months after the diagnosis; last told: well.",
        ),
        (
            "follow_up: lost to follow-up, at: 2021-01-01",
            "Lost to follow-up, last known alive 2021-01-01, 24.0 months after the diagnosis.",
        ),
        (
            "follow_up: died at home, at: 2021",
            "Death, undated; last told: died at home.",
        ),
    ],
)
def test_the_outcome(last, said):
    diagnosis = "diagnosis: lung adenocarcinoma, at: 2019-01-01"
    told = words(f"case: c\nevents:\n  - {{{diagnosis}}}\n  - {{{last}}}\n")

    assert told.outcome == said


def test_an_outcome_of_which_nothing_is_told_is_not_stated():
    assert words("case: c\nevents:\n  - {therapy: crizotinib}\n").outcome == "Not stated."


def test_a_case_without_events_says_what_it_lacks():
    told = words("case: c\nevents: []\n")

    assert told.rows == (
        ("Patient", "Sex and age not stated."),
        ("Disease", "Diagnosis not stated; molecular findings not stated."),
    )


UNORDERED = """
case: c
{assume}events:
  - {{diagnosis: lung adenocarcinoma, at: 2019-01-01}}
  - {{therapy: gefitinib, line: 1, start: 2019-02-01}}
  - {{therapy: osimertinib, line: 2, start: 2020-02-01, end: 2020-12-01}}
"""


def test_what_rests_on_something_supposed_is_marked_and_the_mark_explained():
    told = words(UNORDERED.format(assume=""))

    assert told.lines[0][1] == "Gefitinib for at most 12.0 months*."
    assert told.lines[1][1] == "Osimertinib for 10.0 months."
    assert [note for note in told.notes if note.startswith("*")]


def test_by_the_report_alone_nothing_is_marked():
    told = words(UNORDERED.format(assume="assume: []\n"))

    assert told.lines[0][1] == "Gefitinib."
    assert told.notes == ()
    assert told.not_stated.startswith("Length of line 1;")


def test_the_unit_is_that_asked_for():
    (case,) = loads(UNORDERED.format(assume=""))

    assert summary_text(summary(case), "weeks").lines[1][1] == "Osimertinib for 43.4 weeks."


def test_what_the_report_does_not_say_stands_once():
    told = words("""
        case: c
        events:
          - {therapy: gefitinib, line: 1}
          - {therapy: docetaxel, line: 2, start: after end of gefitinib}
          - {therapy: osimertinib, line: 3, start: after end of docetaxel}
    """)

    assert [said for _, said in told.lines] == ["Gefitinib.", "Docetaxel.", "Osimertinib."]
    assert told.not_stated == ("Length, best response and reason for the end of every line.")


def test_a_switch_for_toxicity_within_a_line():
    (told,) = sentences("""
        case: c
        events:
          - {therapy: imatinib, line: 1, start: 2020-01-01, end: 2020-02-01, stop: toxicity}
          - {therapy: dasatinib, line: 2, start: 2020-02-02, end: 2020-08-01}
    """)

    assert told == ("Imatinib (stopped for toxicity), then dasatinib for 7.0 months.")


def test_a_line_that_the_report_counts_otherwise_says_so():
    told = sentences("""
        case: c
        events:
          - {therapy: crizotinib, id: first, start: 2020-01-01, end: 2020-06-01, stop: progression}
          - {therapy: lorlatinib, id: second, start: 2020-07-01, end: 2021-01-01}
        claims:
          - {line: first-line, of: second, is: 1}
    """)

    assert told == [
        "Crizotinib for 5.0 months; stopped for progression.",
        "Lorlatinib (line 1 in the report) for 6.0 months.",
    ]


def test_many_lines_have_a_sentence_each():
    events = "\n".join(
        f"  - {{therapy: {drug}, id: e{year}, start: {year}-01-01, end: {year}-06-01,"
        " stop: progression}"
        for year, drug in zip(range(1990, 2020), ("crizotinib", "pemetrexed") * 15, strict=True)
    )
    told = words(f"case: c\nevents:\n{events}\n")

    assert [heading for heading, _ in told.lines] == [f"Line {n}" for n in range(1, 31)]
    assert told.lines[29][1] == "Pemetrexed (rechallenge) for 5.0 months; stopped for progression."


def test_what_is_given_together_is_named_once_and_cells_are_a_treatment():
    told = sentences("""
        case: c
        events:
          - {therapy: trastuzumab, start: 2020-01-01, end: 2020-06-01}
          - {therapy: docetaxel, start: 2020-01-01, end: 2020-06-01}
          - {progression: bone, at: 2020-06-01}
          - therapy: fludarabine + cyclophosphamide
            phase: lymphodepletion
            start: 2020-07-01
            end: 2020-07-03
          - {procedure: CAR-T cell infusion, type: transplant, at: 2020-07-06}
    """)

    assert told == [
        "Docetaxel + trastuzumab for 5.0 months; progression in bone after 5.0 months.",
        "CAR-T cell infusion for 5 days.",
    ]


def test_a_case_that_is_too_large_says_so_instead():
    events = "\n".join(f"  - {{therapy: drug-{n}, id: e{n}}}" for n in range(600))
    told = words(f"case: c\nevents:\n{events}\n")

    assert told.lines == ()
    assert told.not_stated.startswith("Lines and outcome are not derived: 600 treatments")


def test_the_summary_is_asked_of_a_case_a_chronology_or_earlier_answers():
    case = cases.load("tbc1d32-ros1")
    analysis = timeline.analyse(case)

    of_all = [timeline.summary(each) for each in (case, timeline.solve(case), analysis)]

    assert len({timeline.summary_text(each).rows for each in of_all}) == 1
    assert timeline.summary(analysis) is timeline.summary(analysis)


def test_the_average_report_order_and_one_length():
    told = words(SHORTEST)

    assert told.disease == "Lung adenocarcinoma; stage not stated; EGFR L858R found."
    assert told.lines[0] == (
        "Line 1",
        (
            "Gefitinib for 72.7 months as stated; stopped for progression; EGFR L858R* lost;"
            " ALK::R3HDM1* and EML4::ALK* newly found (grade C, bypass)."
        ),
    )
    assert told.lines[1] == (
        "Line 2",
        "Alectinib, ongoing; responded* (from words: “excellent response”).",
    )
    assert told.not_stated == "Best response of line 1."


def test_what_was_found_over_a_line_is_a_finding_of_the_case():
    told = words("""
        case: c
        events:
          - {diagnosis: "CML, chronic phase"}
          - {therapy: dasatinib, line: 1, stop: progression}
          - {test: not stated, found: [BCR-ABL1 T315I]}
          - {therapy: ponatinib, line: 2}
    """)

    assert "molecular findings" not in told.disease
    assert "ABL1 T315I newly found (grade D, on target)" in told.lines[0][1].replace("*", "")


def test_a_relapse_and_a_transformation_before_the_first_line_are_told_with_the_disease():
    told = words(
        """
        case: before
        events:
          - {diagnosis: follicular lymphoma, id: dx}
          - {progression: not stated, at: dx + 2 years}
          - {transformation: large cell lymphoma, at: dx + 5 years}
          - {therapy: R-CHOP, line: 1, end: ongoing}
        """
    )

    assert told.disease == (
        "Follicular lymphoma; progression 24.0–36.0 months after the diagnosis;"
        " transformation to large cell lymphoma 60.0–72.0 months after the diagnosis;"
        " stage not stated; molecular findings not stated."
    )


def test_a_transformation_that_a_line_tells_is_not_told_twice():
    told = words(
        """
        case: within
        events:
          - {diagnosis: lung adenocarcinoma}
          - {therapy: osimertinib, line: 1, lasted: 15 months, stop: progression}
          - {transformation: small cell carcinoma}
          - {therapy: etoposide, line: 2}
        """
    )

    assert "transform" not in told.disease
    assert "transformed from lung adenocarcinoma" in told.lines[0][1]


def test_a_patient_lived_as_long_as_order_and_stated_lengths_say():
    told = words(
        """
        case: lengths
        events:
          - {diagnosis: colorectal cancer}
          - {therapy: FOLFIRI, line: 1, lasted: 5 months, stop: progression}
          - {assessment: CT, at: during folfiri, response: SD}
          - {therapy: FOLFOX, line: 2, lasted: 2 months, stop: progression}
        """
    )

    assert told.outcome == "Last known alive, at least 6.9 months after the diagnosis*."
