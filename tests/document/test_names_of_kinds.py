"""Ids made of free text, and anchors: a kind of event is never shadowed by a subject."""

import pytest

from timeline.chronology import solve
from timeline.document import loads
from timeline.errors import DocumentError

START = """
case: a
events:
  - {diagnosis: lung adenocarcinoma, at: 2019-01-01}
  - {therapy: crizotinib, line: 1, start: 2020-01-01, end: after progression}
"""


def test_a_death_by_progression_takes_no_anchor_from_the_progression():
    (case,) = loads(f"""{START}
  - {{progression: brain, at: 2020-08-01}}
  - {{death: progression, at: 2021-03-01}}
""")
    assert [event.id for event in case.events][-2:] == ["brain", "death-progression"]
    assert case.point("progression").event == "brain"
    assert str(solve(case).bounds("end of crizotinib")) == "2020-08-01 to 2021-03-01"


def test_an_anchor_that_only_a_cause_of_death_goes_by_leads_nowhere():
    with pytest.raises(DocumentError, match=r"no event is called 'progression'"):
        loads(f"{START}  - {{death: progression, at: 2021-03-01}}\n")


def test_an_ambiguous_anchor_lists_its_candidates():
    with pytest.raises(DocumentError, match=r"could be any of brain, liver"):
        loads(f"""{START}
  - {{progression: brain, at: 2020-08-01}}
  - {{progression: liver, at: 2020-09-01}}
""")


@pytest.mark.parametrize(
    ("event", "name"),
    [
        ("death: test", "death-test"),
        ("symptom: death", "symptom-death"),
        ("procedure: therapy", "procedure-therapy"),
        ("visit: follow-up", "visit-follow-up"),
        ("follow_up: progression", "follow-up-progression"),
        ("progression: progression", "progression"),
        ("test: NGS", "ngs"),
    ],
)
def test_an_id_made_of_a_subject_names_no_other_kind(event, name):
    (case,) = loads(f"case: a\nevents:\n  - {{{event}}}\n")
    assert case.events[0].id == name


def test_a_day_number_beside_dates_needs_a_day_zero():
    text = """case: a
events:
  - {diagnosis: glioblastoma, id: dx, at: 2019-02-01}
  - {therapy: temozolomide, id: t1, start: day 70, end: day 131}
"""
    with pytest.raises(DocumentError) as raised:
        loads(text, "a.yaml")
    assert [(problem.line, problem.path) for problem in raised.value.problems] == [
        (4, "events[1].start"),
        (4, "events[1].end"),
    ]
    assert "'day_zero: dx'" in str(raised.value)
    (case,) = loads(text.replace("events:", "day_zero: dx\nevents:"))
    assert str(solve(case).bounds("start of t1")) == "2019-04-12"


def test_days_alone_need_no_day_zero():
    (case,) = loads("case: a\nevents:\n  - {therapy: temozolomide, start: day 70}\n")
    assert str(solve(case).bounds("start of temozolomide")) == "day 70"
