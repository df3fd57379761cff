"""A case on one screen: what its analyses say, in sentences, each thing once."""

import pytest

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


def line(therapy: str, *others: str) -> str:
    """The sentence of the first line of a case with this therapy and other events."""
    events = "\n".join(f"  - {{{event}}}" for event in (therapy, *others))
    return sentences(f"case: c\nevents:\n{events}\n")[0]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("start: 2020-01-01, end: 2021-01-01", "Crizotinib for 12.0 months."),
        ("start: 2020-01-01, end: 2020-01-02", "Crizotinib for 1 day."),
        ("at: 2020-01-01", "Crizotinib for less than a day."),
        ("start: 2020-01, end: 2020-12", "Crizotinib for 10.0–12.0 months."),
        ("start: 2020-01-01, end: by 2020-06-30", "Crizotinib for at most 5.9 months."),
        ("start: 2020-01-01, end: after 2020-06-30", "Crizotinib for at least 5.9 months."),
        ("start: 2020-01-01, end: ongoing", "Crizotinib, ongoing."),
        ("start: 2020-01-01", "Crizotinib."),
        ("cycles: 1", "1 cycle of crizotinib."),
        ("cycles: 4", "4 cycles of crizotinib."),
        ("doses: 2", "Crizotinib, 2 doses."),
    ],
)
def test_how_much_was_given_and_for_how_long(fields, said):
    assert line(f"therapy: crizotinib, {fields}") == said


def test_an_ongoing_line_lasts_at_least_until_the_last_thing_told():
    told = line(
        "therapy: crizotinib, start: 2020-01-01, end: ongoing",
        "follow_up: no recurrence, at: 2021-01-01",
    )

    assert told == "Crizotinib, ongoing for at least 12.0 months."


@pytest.mark.parametrize(
    ("therapy", "said"),
    [
        (
            "therapy: [{name: crizotinib, dose: 250 mg, schedule: twice daily, route: oral}]",
            "Crizotinib 250 mg twice daily.",
        ),
        (
            "therapy: [{name: cytarabine, dose: 50 mg, route: intrathecal}, {name: osimertinib}]",
            "Cytarabine 50 mg intrathecal + osimertinib.",
        ),
        (
            "therapy: paclitaxel + carboplatin, regimen: PC, cycles: 3",
            "3 cycles of PC (paclitaxel + carboplatin).",
        ),
    ],
)
def test_drugs_with_their_doses(therapy, said):
    assert line(therapy) == said


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("progression", "Crizotinib; stopped for progression."),
        ("toxicity", "Crizotinib; stopped for toxicity."),
        ("completed", "Crizotinib; completed."),
        ("patient's wish", "Crizotinib; stopped at the patient's wish."),
        ("financial", "Crizotinib; stopped for financial reasons."),
        ("trial withdrawal", "Crizotinib; stopped on withdrawal from the trial."),
        ("planned switch", "Crizotinib; ended by a planned switch."),
        ("death", "Crizotinib; ended by death."),
        ("other", "Crizotinib; stopped for another reason."),
        ("not stated", "Crizotinib."),
    ],
)
def test_why_a_line_ended(reason, said):
    assert line(f'therapy: crizotinib, stop: "{reason}"') == said


def test_the_toxicity_that_ended_it_is_named():
    told = line(
        "therapy: crizotinib, stop: toxicity",
        "adverse_event: pneumonitis, attributed_to: crizotinib, effect: stopped",
    )

    assert told == "Crizotinib; stopped for toxicity: pneumonitis."


def test_what_the_report_puts_down_to_it_is_told_and_what_did_not_happen_is_not():
    told = line(
        "therapy: crizotinib, end: ongoing",
        "adverse_event: oedema, grade: 2, attributed_to: crizotinib",
        "adverse_event: nausea, attributed_to: crizotinib, presence: absent",
        "adverse_event: headache",
    )

    assert told == "Crizotinib, ongoing; toxicity: oedema (grade 2)."


@pytest.mark.parametrize(
    ("response", "said"),
    [
        ("PR", "best response PR"),
        ("{category: CCyR, scale: CML}", "best response CCyR"),
        (
            "{wording: marked regression}",
            "responded (from words: “marked regression”)",
        ),
        ("{wording: stable disease}", "disease controlled (from words: “stable disease”)"),
        ("{wording: no worse for wear}", "response told as “no worse for wear”"),
        ("{category: PR, scope: organ, site: lung}", "best response PR in lung"),
    ],
)
def test_the_best_response_in_a_category_or_from_words(response, said):
    told = line(
        "therapy: crizotinib, start: 2020-01-01, end: 2020-12-31",
        f"assessment: CT, at: 2020-06-01, response: {response}",
    )

    assert told == f"Crizotinib for 12.0 months; {said}."


def test_a_part_that_is_worse_is_not_the_best_of_the_whole():
    told = line(
        "therapy: crizotinib, start: 2020-01-01, end: 2020-12-31",
        "assessment: CT, at: 2020-06-01, response: PR",
        "assessment: MRI, at: 2020-09-01, response: {category: PD, scope: organ, site: brain}",
    )

    assert told == (
        "Crizotinib for 12.0 months; best response PR; progression in brain after 8.0 months."
    )


def test_where_and_when_it_progressed_first_and_later():
    told = line(
        "therapy: crizotinib, start: 2020-01-01, end: 2021-06-30",
        "progression: [liver], at: 2021-01-01",
        "progression: [brain, liver], at: 2021-03-01",
    )

    assert told == (
        "Crizotinib for 17.9 months; progression in liver after 12.0 months, later in brain."
    )


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
    assert told.not_stated.startswith("Length of line 1; response to adjuvant treatment and line 1")


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
    assert told.not_stated == (
        "Length of lines 1, 2 and 3; response to lines 1, 2 and 3; why lines 1, 2 and 3 ended."
    )


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


def test_of_many_drugs_a_sentence_names_the_first():
    drugs = " + ".join(f"drug{n}" for n in range(40))

    assert line(f"therapy: {drugs}, id: all") == "drug0 + drug1 + drug2 + drug3 + 36 more."


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


@pytest.mark.parametrize(
    ("lasted", "said"), [("72.7 months", "72.7 months"), (">19 months", "over 19 months")]
)
def test_a_length_that_only_words_give_is_as_stated(lasted, said):
    assert line(f"therapy: gefitinib, lasted: '{lasted}'") == f"Gefitinib for {said} as stated."


def test_dates_go_before_a_stated_length():
    told = line("therapy: gefitinib, start: 2020-01-01, end: 2021-01-01, lasted: 12 months")

    assert told == "Gefitinib for 12.0 months."


AVERAGE = """
case: gefitinib-then-alk
events:
  - {diagnosis: lung adenocarcinoma}
  - {test: not stated, found: [EGFR L858R]}
  - {therapy: gefitinib, line: 1, lasted: 72.7 months, stop: progression}
  - {procedure: re-biopsy, type: biopsy, id: rebiopsy}
  - {test: NGS, of: rebiopsy, found: [ALK-R3HDM1, EML4-ALK], not_found: [EGFR L858R]}
  - {therapy: alectinib, line: 2, end: ongoing}
  - {assessment: not stated, response: {wording: excellent response}}
"""


def test_the_average_report_order_and_one_length():
    told = words(AVERAGE)

    assert told.disease == "Lung adenocarcinoma; stage not stated; EGFR L858R found."
    assert told.lines[0] == (
        "Line 1",
        (
            "Gefitinib for 72.7 months as stated; stopped for progression; EGFR L858R* lost;"
            " ALK::R3HDM1* and EML4::ALK* newly found (grade C, bypass)."
        ),
    )
    heading, alectinib = told.lines[1]
    assert heading == "Line 2"
    assert alectinib.startswith("Alectinib, ongoing; respon")
    assert "excellent response" in alectinib
    assert told.not_stated == "Response to line 1."
