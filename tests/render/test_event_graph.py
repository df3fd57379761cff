"""The graph of events: every event once, every edge kept, time down the page, nothing collides."""

import re
from collections import Counter

import pytest
from scene_audit import hard_to_read, outside_canvas, overlapping_texts

import cases
from render.canvas.scene import Group, Text
from render.figures.event_graph.figure import (
    RELATIONS,
    event_graph_dot,
    event_graph_figure,
    event_graph_table,
)
from render.writers.svg import to_svg
from timeline.chronology import event_graph, solve
from timeline.model.case import Case
from timeline.model.events import Assessment, Procedure, Symptom, Therapy

SEEDS = ("ezr-ros1", "tbc1d32-ros1")


def boxes(scene):
    """Event id to its box."""
    return {g.event: g.box for g in scene.walk() if isinstance(g, Group) and g.role == "event"}


@pytest.mark.parametrize("name", SEEDS)
def test_every_event_of_a_seed_case_is_drawn_once_and_time_runs_down(name):
    chronology = solve(cases.load(name))
    scene = event_graph_figure(chronology)

    drawn = [g.event for g in scene.walk() if isinstance(g, Group) and g.role == "event"]
    assert Counter(drawn) == Counter(event.id for event in chronology.case.events)
    assert overlapping_texts(scene) == ()
    assert outside_canvas(scene) == ()
    places, graph = boxes(scene), event_graph(chronology)
    for first, last, data in graph.edges(data=True):
        if data["relation"] == "before":
            a, b = graph.nodes[first]["id"], graph.nodes[last]["id"]
            assert places[a].bottom < places[b].top, f"{a} above {b}"


@pytest.mark.parametrize("name", SEEDS)
def test_the_drawing_is_the_same_each_time(name):
    case = cases.load(name)

    assert to_svg(event_graph_figure(solve(case))) == to_svg(event_graph_figure(solve(case)))


@pytest.mark.needs("dot")
def test_another_engine_draws_the_same_events():
    chronology = solve(cases.load("tbc1d32-ros1"), told=False)

    ours, theirs = (boxes(event_graph_figure(chronology, via=via)) for via in ("wasi", "system"))

    assert ours.keys() == theirs.keys()
    # Debian's Graphviz is ten years older than ours; the rows are the same, to a few points.
    assert all(ours[event].top == pytest.approx(theirs[event].top, abs=4) for event in ours)


def test_words_of_a_document_mean_nothing_to_graphviz():
    hostile = '<b>"x"</b>\\n:s; } // é 𝄞'
    case = Case(
        id="hostile",
        title=hostile,
        events=[
            Procedure(hostile, id="first", at="2020-01"),
            Symptom(hostile, id="second", at="after first"),
        ],
    )

    scene = event_graph_figure(solve(case))
    assert set(boxes(scene)) == {"first", "second"}
    assert "<b>" not in to_svg(scene)
    dot = event_graph_dot(solve(case))
    assert len(re.findall(r"^\tn\d+ \[", dot, re.MULTILINE)) == 2


def test_a_tie_that_leads_back_is_not_drawn_beside_the_order_it_makes():
    case = Case(
        id="tie",
        events=[
            Procedure("biopsy", type="biopsy", at="before crizotinib"),
            Therapy("crizotinib", start="2020-01"),
            Assessment("CT", at="start of crizotinib + 3 weeks"),
        ],
    )

    dot = event_graph_dot(solve(case))

    assert "n0 -> n1" in dot
    assert "n1 -> n0" not in dot
    assert dot.count("n1 -> n2") == 1


def test_a_case_without_events_is_drawn_empty():
    scene = event_graph_figure(solve(Case(id="empty")))

    assert boxes(scene) == {}
    assert outside_canvas(scene) == ()


@pytest.mark.parametrize("name", cases.names())
def test_every_edge_of_the_graph_is_told_by_an_arrow_and_is_in_the_table(name):
    chronology = solve(cases.load(name))
    graph = event_graph(chronology)
    scene = event_graph_figure(chronology)
    told = [
        line
        for group in scene.walk()
        if isinstance(group, Group) and group.role == "edge"
        for line in group.tooltip.splitlines()
    ]
    rows = [row for row in event_graph_table(chronology).rows if row[1]]

    assert len(told) == len(rows) == graph.number_of_edges()
    for first, last, data in graph.edges(data=True):
        ends = f"{graph.nodes[first]['id']} → {graph.nodes[last]['id']}: "
        word = "apart" if data["relation"] == "before" else data["relation"]
        assert any(line.startswith(ends) and word in line for line in told)
    assert {row[1] for row in rows} <= RELATIONS.keys()


@pytest.mark.parametrize("name", cases.names())
def test_no_event_is_cut_short_and_every_text_can_be_read(name):
    scene = event_graph_figure(solve(cases.load(name)))
    events = [g for g in scene.walk() if isinstance(g, Group) and g.role == "event"]
    shown = [item.text for group in events for item in group.items if isinstance(item, Text)]

    assert not [words for words in shown if words.endswith("…")]
    assert outside_canvas(scene) == overlapping_texts(scene) == hard_to_read(scene) == ()


def test_an_event_without_a_tie_has_a_row_of_its_own():
    case = Case(id="two", events=[Symptom("cough", id="a"), Symptom("pain", id="b")])

    assert [row[:3] for row in event_graph_table(solve(case)).rows] == [
        ("a", "", ""),
        ("b", "", ""),
    ]


def test_therapies_have_the_colour_of_their_class_and_the_legend_names_it():
    scene = event_graph_figure(solve(cases.load("ezr-ros1")))
    (legend,) = (g for g in scene.walk() if isinstance(g, Group) and g.role == "legend")
    listed = {i.text for sign in legend.items for i in sign.items if isinstance(i, Text)}
    classes = {g.drug_class for g in scene.walk() if isinstance(g, Group) and g.drug_class}

    assert {"EGFR-TKI", "ROS1-TKI"} <= classes <= listed


def test_an_event_that_looks_like_markup_stays_text_in_dot():
    case = Case(id="x", events=[Symptom("<x>", id="a", at="2020"), Symptom("b", at="2021")])

    assert 'label="<x>' in event_graph_dot(solve(case))


def test_a_case_without_events_says_so():
    scene = event_graph_figure(solve(Case(id="empty", events=[])))

    assert "no events" in [item.text for item in scene.walk() if isinstance(item, Text)]
