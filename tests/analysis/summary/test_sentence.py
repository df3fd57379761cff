"""A line of therapy in one sentence: what was given, what came of it, why it ended."""

import pytest

from timeline.analysis.summary import sentence, summary
from timeline.document import loads


def line(therapy: str, *others: str) -> str:
    """The sentence of the first line of a case with this therapy and other events."""
    events = "\n".join(f"  - {{{event}}}" for event in (therapy, *others))
    (case,) = loads(f"case: c\nevents:\n{events}\n")
    return sentence(summary(case).lines[0])


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


def test_of_many_drugs_a_sentence_names_the_first():
    drugs = " + ".join(f"drug{n}" for n in range(40))

    assert line(f"therapy: {drugs}, id: all") == "drug0 + drug1 + drug2 + drug3 + 36 more."


@pytest.mark.parametrize(
    ("lasted", "said"), [("72.7 months", "72.7 months"), (">19 months", "over 19 months")]
)
def test_a_length_that_only_words_give_is_as_stated(lasted, said):
    assert line(f"therapy: gefitinib, lasted: '{lasted}'") == f"Gefitinib for {said} as stated."


def test_dates_go_before_a_stated_length():
    told = line("therapy: gefitinib, start: 2020-01-01, end: 2021-01-01, lasted: 12 months")

    assert told == "Gefitinib for 12.0 months."


def test_of_two_scales_the_better_is_the_best_response():
    told = line(
        "therapy: vemurafenib, start: 2020-01-01, stop: progression",
        "assessment: CT, at: 2020-03-01, response: {wording: marked partial response}",
        "assessment: MRI, at: 2020-08-01, response: PD",
    )

    assert "responded (from words: \u201cmarked partial response\u201d);" in told
    assert "PD" not in told


def test_progression_is_the_best_response_where_nothing_better_is_told():
    told = line(
        "therapy: vemurafenib, start: 2020-01-01",
        "assessment: MRI, at: 2020-02-01, response: PD",
    )

    assert "best response PD" in told


def test_an_adverse_event_put_down_to_nothing_is_told_where_it_surely_came_within_the_line():
    within = line("therapy: ponatinib, line: 1", "adverse_event: stroke, at: during ponatinib")
    after = line("therapy: ponatinib, line: 1", "adverse_event: stroke, at: end of ponatinib + 9 d")
    blamed = line(
        "therapy: ponatinib, line: 1",
        "adverse_event: stroke, at: during ponatinib, attributed_to: ponatinib",
    )

    assert within == "Ponatinib; adverse event: stroke."
    assert after == "Ponatinib."
    assert blamed == "Ponatinib; toxicity: stroke."


def test_a_transplant_consolidates_its_line():
    told = line(
        "therapy: ponatinib, line: 1, start: 2020-01-01, stop: completed, end: 2020-06-01",
        "procedure: allogeneic transplantation, type: transplant, at: 2020-06-20",
    )

    assert "; consolidated by allogeneic transplantation;" in told
