"""What was declined, planned, not done or failed is told, and counts nowhere as having happened."""

import pytest

from render.figures.timeline.figure import timeline_figure
from render.writers.svg import to_svg
from timeline.analysis import milestones, treatment_durations
from timeline.analysis.endpoints import endpoints
from timeline.analysis.lines import derive_lines
from timeline.analysis.resistance import resistance
from timeline.analysis.wording import label
from timeline.chronology import solve
from timeline.document import dumps, dumps_json, loads
from timeline.errors import DocumentError
from timeline.model.components import EventStatus
from timeline.model.events import EVENT_KINDS

UNDONE = ("declined", "not done", "planned", "failed")

CASE = """
case: e
patient: {sex: female, age: 60 years}
events:
  - {diagnosis: lung adenocarcinoma, id: dx, at: 2018-01-01}
  - {test: NGS, id: ngs, at: 2018-01-10, specimen: tissue, found: [EGFR L858R]}
  - {therapy: gefitinib, line: 1, start: 2018-02-01, end: 2019-01-01, stop: progression}
  - {assessment: CT, id: ct, at: 2018-04-01, response: PR}
  - {progression: lung, id: pd, at: 2019-01-01}
  - {therapy: osimertinib, line: 2, start: 2019-02-01, end: ongoing}
  - {follow_up: alive, id: seen, at: 2020-06-01}
"""

# What each kind would change if it were taken for something that happened.
WORDS = {
    "diagnosis": "small cell lung carcinoma, certainty: confirmed",
    "metastasis": "brain",
    "progression": "brain",
    "procedure": "allo-HSCT, type: transplant",
    "therapy": "cisplatin, line: 2",
    "radiotherapy": "brain, setting: adjuvant",
    "test": "NGS, found: [EGFR T790M], specimen: tissue",
    "assessment": "CT, response: PD",
    "supportive_care": "denosumab",
    "adverse_event": "rash, attributed_to: gefitinib, effect: stopped",
    "transformation": "small cell lung carcinoma",
    "disease_phase": "blast, previously: chronic",
    "performance_status": "3",
    "follow_up": "lost to follow-up",
    "laboratory": "CEA, value: 5 ng/mL",
}


def with_event(kind, status):
    words = WORDS.get(kind, "progression")
    at = "2018-10-01"
    return loads(
        f"{CASE}  - {{{kind}: {words}, id: undone, at: {at}, status: {status}, reason: a wish}}\n"
    )


def derived(case):
    chronology = solve(case)
    return (
        derive_lines(case),
        treatment_durations(chronology),
        endpoints(case),
        [row.failure for row in resistance(case)],
        milestones(chronology),
    )


@pytest.mark.parametrize("status", UNDONE)
@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_it_counts_nowhere(kind, status):
    (case,), (without,) = with_event(kind, status), loads(CASE)

    assert case.event("undone").status is EventStatus(status)
    assert case.happened == tuple(case) == without.events
    assert derived(case) == derived(without)


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_it_is_written_and_read_again(kind):
    told = with_event(kind, "declined")

    assert loads(dumps(told[0])) == told == loads(dumps_json(told[0]))


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_it_is_told_and_drawn_as_a_test_that_was_not_done(kind):
    (case,) = with_event(kind, "declined")
    said = label(case.event("undone"))
    picture = to_svg(timeline_figure(case))

    assert said.endswith(" declined (a wish)")
    assert "Not done, declined, failed or planned" in picture
    assert "declined (a wish)" in picture


def test_a_declined_transplant_consolidates_nothing():
    (case,) = loads("""
case: e
events:
  - {diagnosis: chronic myeloid leukaemia, at: 2006}
  - {therapy: imatinib, start: 2006-06, end: 2018-01, stop: progression}
  - {procedure: allo-HSCT, type: transplant, status: declined, reason: patient's wish, at: 2018-02}
  - {therapy: fluorouracil + bevacizumab, start: 2018-03}
""")
    lines = derive_lines(case)

    assert [line.regimen for line in lines.lines] == ["imatinib", "fluorouracil + bevacizumab"]
    assert all(len(line.phases) <= 1 for line in lines.lines)


def test_a_course_that_was_not_given_has_no_start():
    with pytest.raises(DocumentError, match=r"did not take place.*'at'"):
        loads("case: e\nevents:\n  - {therapy: imatinib, status: failed, start: 2020, end: 2021}\n")
