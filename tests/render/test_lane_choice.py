"""Some lanes of a timeline: they are drawn, the others are named, and neither is denied."""

import pytest
from scene_audit import outside_canvas, overlapping_texts

import cases
from render.canvas.scene import Group, Text
from render.figures.timeline.figure import timeline_figure
from timeline.errors import CaseTimelineError


def test_some_lanes_are_drawn_and_the_others_named():
    case = cases.load("ezr-ros1")
    whole, some = timeline_figure(case), timeline_figure(case, lanes="disease, systemic")
    lanes = [i.label for i in some.walk() if isinstance(i, Group) and i.role == "lane"]

    assert lanes == ["Disease", "Systemic therapy"]
    assert some.height < whole.height / 2
    assert "Not shown: Imaging / response, Molecular," in some.description
    assert "Supportive drug" not in [i.text for i in some.walk() if isinstance(i, Text)]
    assert outside_canvas(some) == overlapping_texts(some) == ()


def test_lanes_without_events_do_not_deny_those_of_the_others():
    scene = timeline_figure(cases.load("ezr-ros1"), lanes=["laboratory"])

    assert "no events in these lanes" in [i.text for i in scene.walk() if isinstance(i, Text)]
    assert "It has no events" not in scene.description


def test_an_unknown_lane_is_told_the_nearest():
    with pytest.raises(CaseTimelineError, match=r"'sistemic' is no lane.*did you mean 'systemic'"):
        timeline_figure(cases.load("ezr-ros1"), lanes=["sistemic"])
