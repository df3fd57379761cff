"""The response to a line is evaluated up to its progression, however the report tells of that."""

import pytest

from timeline.analysis.checks import check
from timeline.analysis.endpoints import endpoint
from timeline.analysis.lines import derive_lines
from timeline.analysis.response import ADAM, STANDARD, best_response
from timeline.document import loads

CASE = """
case: after
events:
  - {{diagnosis: lung adenocarcinoma, at: 2020-01-01}}
  - {{therapy: crizotinib, id: c, line: 1, start: 2020-02-01, end: 2021-02-01{stop}}}
  - {{assessment: CT, id: ct1, at: 2020-04-01, response: SD}}
  - {{{progression}}}
  - {{assessment: CT, id: ct2, at: 2020-11-01, response: CR}}
"""


def case_with(progression, stop=""):
    (case,) = loads(CASE.format(progression=progression, stop=stop))
    return case


@pytest.mark.parametrize(
    "progression",
    [
        "progression: liver, at: 2020-06-01",
        "progression: liver, at: 2020-06-01, certainty: not stated",
        "metastasis: brain, at: 2020-06-01",
        "assessment: CT, at: 2020-06-01, response: PD",
        "assessment: CT, at: 2020-06-01, response: {wording: disease progression}",
        "assessment: CT, at: 2020-06-01, response: {category: PD, scope: organ, site: liver}",
        "follow_up: alive with progression, at: 2020-06-01",
        "progression: liver, at: 2020-11-01",  # of one day, the worse counts
    ],
)
@pytest.mark.parametrize("confirmed", [False, True])
def test_no_response_counts_after_progression(progression, confirmed):
    case = case_with(progression)

    best = best_response(case, 1, confirmed=confirmed)

    assert (best.category, best.event, best.certain) == ("SD", "ct1", True)
    assert endpoint(case, "TTR", 1).missing == "a response"


@pytest.mark.parametrize(
    "told",
    [
        "progression: liver, at: 2021-02-01",
        "progression: liver, at: 2020-06-01, certainty: suspected",
        "progression: liver, at: 2020-06-01, certainty: excluded",
        "transformation: small cell lung cancer, at: 2020-06-01",
        "progression: liver, at: 2020-06-01, status: not done",
    ],
)
def test_a_response_counts_where_no_progression_comes_before_it(told):
    best = best_response(case_with(told), 1)

    assert (best.category, best.event) == ("CR", "ct2")


def test_a_convention_that_counts_recist_alone_stops_at_it_alone():
    case = case_with("progression: liver, at: 2020-06-01")

    assert best_response(case, 1, convention=ADAM).category == "CR"
    assert best_response(case, 1, convention=STANDARD).category == "SD"


def test_progressive_disease_after_a_told_progression_is_still_the_best_there_was():
    case = case_with("assessment: CT, id: pd, at: 2021-01-01, response: PD")
    told = case_with("progression: liver, at: 2020-03-01")
    worse = loads(
        CASE.format(progression="metastasis: brain, at: 2020-03-01", stop="")
        .replace("response: SD", "response: PD")
        .replace("response: CR", "response: PD")
    )[0]

    assert best_response(case, 1).category == "CR"
    assert best_response(told, 1).missing.endswith("before progression")
    assert best_response(worse, 1).category == "PD"


@pytest.mark.parametrize(
    ("end", "category"),
    [("2020-03-01", None), ("2020", "PR"), ("2020-05-01", "PR")],
)
def test_a_stop_for_progression_ends_it_where_it_surely_came_before(end, category):
    (case,) = loads(
        f"""
case: stopped
events:
  - {{therapy: crizotinib, id: c, line: 1, start: 2020-02-01, end: {end}, stop: progression}}
  - {{assessment: CT, id: ct1, at: 2020-04-01, response: PR}}
  - {{therapy: lorlatinib, id: l, line: 2, start: 2021-02-01}}
"""
    )

    best = best_response(case, 1)

    assert (best.category, best.alternatives) == (category, ())


TRANSPLANT = """
case: tx
patient: {sex: male, age: 50 years}
events:
  - {diagnosis: multiple myeloma, at: 2020-01-01}
  - {therapy: bortezomib + dexamethasone, id: vd, line: 1, start: 2020-02-01, end: 2020-06-01,
     stop: progression}
  - {progression: bone, at: 2020-06-01}
  - {procedure: allogeneic stem cell transplantation, id: allo, type: transplant, at: 2020-09-01}
  - {assessment: bone marrow, at: 2020-12-01, response: {category: CR, scale: IMWG}}
"""


@pytest.mark.parametrize(
    "left_out", ["", ",\n     stop: progression", "  - {progression: bone, at: 2020-06-01}\n"]
)
def test_a_response_to_a_transplant_after_progression_is_not_the_failed_lines(left_out):
    (case,) = loads(TRANSPLANT.replace(left_out, "") if left_out else TRANSPLANT)

    (line,) = derive_lines(case)
    best = best_response(case, 1)

    assert [phase.therapies for phase in line.phases] == [("vd",)]
    assert (best.category, best.certain) == (None, True)
    assert best.missing == "an assessment with a response of the whole disease before progression"
    assert "response-start-not-stated" not in {finding.code for finding in check(case)}
