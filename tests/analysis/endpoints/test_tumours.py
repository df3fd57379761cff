"""A patient with two tumours: what is told of one says nothing of the treatment of the other."""

import pytest

from timeline.analysis.endpoints import endpoint
from timeline.analysis.response import best_response
from timeline.document import loads

TWO = """
case: example
tumours:
  - {{id: lung, name: adenocarcinoma of the lung}}
  - {{id: colon, name: adenocarcinoma of the colon}}
events:
  - {{therapy: crizotinib, id: for-lung, tumour: lung, start: day 0}}
  - {{therapy: capecitabine, id: for-colon, tumour: colon, start: day 30}}
  - {{assessment: CT, at: day 60, tumour: {tumour}, response: PD}}
"""


def case_with(tumour):
    (case,) = loads(TWO.format(tumour=tumour))
    return case


@pytest.mark.parametrize(
    ("tumour", "line", "status"),
    [
        ("lung", "for-lung", "event"),
        ("colon", "for-lung", "censored"),
        ("colon", "for-colon", "event"),
        ("lung", "for-colon", "censored"),
    ],
)
def test_progression_belongs_to_its_tumour(tumour, line, status):
    assert endpoint(case_with(tumour), "PFS", line).status == status


def test_a_response_belongs_to_its_tumour():
    assert best_response(case_with("lung"), 1).category == "PD"
    assert best_response(case_with("colon"), 1).category is None


def test_a_line_for_another_tumour_is_no_next_line():
    assert endpoint(case_with("lung"), "TTNT", "for-lung").status == "censored"
