"""The forest of a case: its own time, and the medians of the drug it had, nothing else's."""

import pytest
from scene_audit import outside_canvas, overlapping_texts

import cases
from render.canvas.scene import Text
from render.figures.forest.of_case import forest_of_case, forest_table
from timeline.chronology import solve
from timeline.errors import CaseTimelineError
from timeline.model.case import Case
from timeline.model.events import Diagnosis, Progression, Therapy


def shown(scene):
    return " ".join(item.text for item in scene.walk() if isinstance(item, Text))


def test_a_line_is_placed_among_the_medians_of_its_drug():
    chronology = solve(cases.load("ezr-ros1"))
    scene = forest_of_case(chronology)

    assert "PFS of ezr-ros1 under crizotinib" in shown(scene)
    assert "PROFILE 1001" in shown(scene)
    assert "Medians are of ROS1-positive NSCLC" in shown(scene)
    assert outside_canvas(scene) == overlapping_texts(scene) == ()


def test_the_table_begins_with_the_case_and_cites_each_study():
    own, *studies = forest_table(solve(cases.load("ezr-ros1")), drug="xalkori").rows

    assert own[:3] == ("ezr-ros1", "1", "line 5 (line 4 as numbered here)")
    assert own[3] == "at least 20.9 (censored)"
    assert all("Table" in row[-1] for row in studies)


def test_a_combination_is_not_taken_for_one_of_its_drugs():
    events = [
        Therapy("crizotinib + bevacizumab", start="2020-01-01", end="2020-06-01"),
        Progression("brain", at="2020-06-01"),
    ]
    chronology = solve(Case(id="both", events=events))

    with pytest.raises(CaseTimelineError, match="no line of one drug alone with PFS medians"):
        forest_of_case(chronology)
    assert "both" in shown(forest_of_case(chronology, drug="crizotinib"))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"endpoint": "TTD"}, "'TTD': medians are of PFS, OS, DOR"),
        ({"line": 9}, "ezr-ros1 has no line 9; its lines are 1 to 5"),
        ({"drug": "gefitinib"}, "no line of gefitinib with PFS medians .* crizotinib"),
    ],
)
def test_what_cannot_be_placed_is_refused(given, message):
    with pytest.raises(CaseTimelineError, match=message):
        forest_of_case(solve(cases.load("ezr-ros1")), **given)


def test_a_case_without_a_line_says_so():
    none = solve(Case(id="none", events=[Diagnosis("melanoma", at="2020")]))

    with pytest.raises(CaseTimelineError, match="no systemic line of therapy"):
        forest_of_case(none)
