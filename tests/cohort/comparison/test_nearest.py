"""The nearest cases, with the reasons: bounds where something cannot be compared."""

import pytest

from timeline.cohort.comparison import WEIGHTS, nearest
from timeline.document import loads
from timeline.errors import CaseTimelineError, NotationError

TOLD = """
case: {name}
events:
  - diagnosis: lung adenocarcinoma
  - {{test: NGS, specimen: tissue, found: [{found}], not_found: [{absent}]}}
  - {{therapy: {drug}, setting: advanced, line: 1}}
"""


def told(name: str, found: str = "EGFR L858R", absent: str = "", drug: str = "gefitinib"):
    (case,) = loads(TOLD.format(name=name, found=found, absent=absent, drug=drug))
    return case


def reason(near, feature: str):
    return next(one for one in near.reasons if one.feature == feature)


def test_a_case_told_the_same_way_is_as_near_as_can_be():
    (near,) = nearest(told("one"), [told("twin")])

    assert near.least == pytest.approx(1)
    assert near.most == pytest.approx(1)
    assert {one.feature for one in near.reasons} == set(WEIGHTS)
    assert str(reason(near, "drugs")) == "drugs 1.00: gefitinib"


def test_the_weighted_shares_make_the_similarity():
    (near,) = nearest(told("one"), [told("other", drug="erlotinib")])

    # Another drug of the class: drugs 0, classes 1, the sequence one like step of two.
    assert reason(near, "drugs").share == 0
    assert reason(near, "classes").share == 1
    alike = sum(one.weight * (one.share or 0) for one in near.reasons)
    assert near.least == pytest.approx(alike / sum(WEIGHTS.values()))
    assert near.least == near.most


def test_what_was_excluded_counts_against_and_what_was_not_tested_does_not():
    one = told("one", found="EGFR L858R, TP53 R273H")
    excluded = told("excluded", absent="TP53 R273H")
    document = TOLD.replace("specimen", "genes: [EGFR], specimen")
    (untested,) = loads(
        document.format(name="untested", found="EGFR L858R", absent="", drug="gefitinib")
    )

    near = {each.case: reason(each, "findings") for each in nearest(one, [excluded, untested])}

    assert near["excluded"].share == pytest.approx(1 / 2)
    assert near["excluded"].apart == ("TP53 R273H (one)",)
    assert near["untested"].share == 1
    assert near["untested"].not_known == ("TP53 R273H (not tested in untested)",)


def test_what_cannot_be_compared_leaves_the_similarity_open(treated):
    bare = treated("bare", "gefitinib")

    (near,) = nearest(told("one"), [bare])

    assert near.least < near.most
    assert near.most - near.least == pytest.approx(
        WEIGHTS["findings"] + WEIGHTS["genes"] + WEIGHTS["histology"]
    )


def test_the_nearest_come_first_by_the_least_they_can_be(treated):
    cases = [told("one"), treated("bare", "gefitinib"), told("twin"), told("far", drug="docetaxel")]

    # The bare case and the far one share as much for sure, and the bare one may share more.
    assert [near.case for near in nearest("one", cases)] == ["twin", "bare", "far"]
    assert [near.case for near in nearest("one", cases, most=1)] == ["twin"]


def test_only_features_with_a_weight_take_part(treated):
    (near,) = nearest(told("one"), [treated("bare", "gefitinib")], weights={"drugs": 2.0})

    assert (near.least, near.most) == (1, 1)


@pytest.mark.parametrize("weights", [{"drug": 1.0}, {"drugs": -1.0}, {"drugs": float("nan")}])
def test_weights_of_nothing_are_refused(weights):
    with pytest.raises(NotationError, match="drug"):
        nearest(told("one"), [told("two")], weights=weights)


def test_an_id_that_is_not_there_is_answered_with_the_nearest():
    with pytest.raises(CaseTimelineError, match="'other'"):
        nearest("othr", [told("one"), told("other")])
