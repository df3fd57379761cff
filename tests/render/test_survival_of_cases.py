"""The survival figure of cases: each is counted once, or named with the reason it is not."""

import pytest
from scene_audit import outside_canvas, overlapping_texts

from render.canvas.scene import Text
from render.figures.survival.of_cases import survival_of_cases, survival_table, timed
from timeline.chronology import solve
from timeline.errors import CaseTimelineError
from timeline.model.case import Case
from timeline.model.events import Death, Diagnosis, FollowUp, Therapy
from timeline.model.truth import Truth


def treated(name, drug, end):
    therapy = Therapy(drug, start="2020-01-01", end="2020-06-01")
    return solve(Case(id=name, events=[therapy, end]))


def cohort():
    return [
        treated("a", "gefitinib", Death("cancer", at="2021-01-01")),
        treated("b", "gefitinib", FollowUp("alive", at="2021-06-01")),
        treated("c", "crizotinib", Death("cancer", at="2020-09")),
        solve(Case(id="d", events=[Diagnosis("melanoma", at="2020")])),
    ]


def test_each_case_has_its_time_or_the_reason_why_not():
    found = {one.case: one for one in timed(cohort())}

    assert (found["a"].time.least, found["a"].time.event) == (366, Truth.TRUE)
    assert found["b"].time.event is Truth.FALSE
    assert (found["c"].time.least, found["c"].time.most) == (244, 273)
    assert found["d"].time is None
    assert found["d"].why == "it has no line 1"


@pytest.mark.parametrize("by", [None, "drug", "class"])
def test_what_cannot_be_counted_is_named_in_the_figure(by):
    scene = survival_of_cases(cohort(), by=by)
    shown = " ".join(item.text for item in scene.walk() if isinstance(item, Text))

    assert "d (it has no line 1)" in shown
    assert scene.title.endswith(": 3 of 4 cases")
    assert ("log-rank" in shown) is (by is not None)
    assert outside_canvas(scene) == overlapping_texts(scene) == ()


def test_groups_are_named_by_what_was_given_in_the_line():
    assert [one.group for one in timed(cohort(), by="drug")] == [
        "gefitinib",
        "gefitinib",
        "crizotinib",
        "",
    ]


def test_the_table_has_every_case():
    rows = {row[0]: row for row in survival_table(cohort(), endpoint="os").rows}

    assert rows["a"][2:7] == ("OS", "1", "366", "366", "event")
    assert rows["d"][-1] == "it has no line 1"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"endpoint": "PSF"}, r"'PSF' is no endpoint; .* did you mean 'PFS'"),
        ({"by": "sex"}, "'sex': a sequence is by"),
        ({"line": 3}, r"OS can be told of none of these cases \(a: it has no line 3"),
    ],
)
def test_what_cannot_be_drawn_is_refused(given, message):
    with pytest.raises(CaseTimelineError, match=message):
        survival_of_cases(cohort(), **given)
