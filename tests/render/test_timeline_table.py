"""The companion table has what the picture has: a row for each mark drawn, in its words."""

import pytest

import cases
from render.canvas.scene import Group, Marker
from render.figures.timeline.figure import timeline_figure
from render.figures.timeline.table import COLUMNS, END_LANE, timeline_table
from timeline.chronology import solve
from timeline.model.case import Case
from timeline.model.components import Response, StopReason
from timeline.model.events import AdverseEvent, Assessment, Diagnosis, Therapy


def rows(chronology, **options):
    table = timeline_table(chronology, **options)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def event_groups(scene):
    return [i for i in scene.walk() if isinstance(i, Group) and i.role == "event"]


@pytest.mark.parametrize("name", cases.names())
@pytest.mark.parametrize("zero", [False, True])
def test_the_rows_are_the_marks(name, zero):
    chronology = solve(cases.load(name))
    first = chronology.case.events[0]
    edge = "" if first.edges[0] == "at" else f"{first.edges[0]} of "
    options = {"day_zero": f"{edge}{first.id}"} if zero else {}
    scene = timeline_figure(chronology, **options)
    lanes = {i.lane: i.label for i in scene.walk() if isinstance(i, Group) and i.role == "lane"}
    told = [row for row in rows(chronology, **options) if row["lane"] != END_LANE]
    drawn = {group.event: group for group in event_groups(scene)}
    assert sorted(row["event"] for row in told) == sorted(drawn)
    for row in told:
        group = drawn[row["event"]]
        assert row["lane"] == lanes[group.lane]
        assert row["shown as"].split(" (")[0] in group.tooltip or row["shown as"] in group.tooltip
        marks = [m for m in row["marks"].split(", ") if m]
        shapes = [m for m in group.items if isinstance(m, Marker)]
        if marks:
            assert len([m for m in shapes if m.shape != "triangle-right"]) == len(marks)
        for message in filter(None, row["contradictions"].split("; ")):
            assert message.split("…")[0] in group.tooltip.replace("\n", " ")


def test_a_row_says_all_that_is_marked():
    case = Case(
        id="table",
        cut_off="2021-01-01",
        events=[
            Diagnosis("AML", at="2019-01"),
            Therapy("venetoclax", start="2019-02-01", end="2020-01-01", stop=StopReason.FINANCIAL),
            AdverseEvent("fever", start="2019-03-01", end="ongoing", attributed_to="venetoclax"),
            Assessment(
                "PET",
                at="2020-01-01",
                response=Response(wording="stable", scope="organ", site="bone"),
            ),
        ],
    )
    diagnosis, pet, drug, fever, end = rows(solve(case))
    assert (diagnosis["when"], diagnosis["latest start"]) == ("2019-01", "2019-01-31")
    assert pet["marks"] == "stable-disease (organ; read from words)"
    assert (drug["shown as"], drug["stopped"]) == ("1L* venetoclax", "financial")
    assert (fever["ends"], fever["attributed to"]) == ("ongoing", "venetoclax")
    assert (end["shown as"], end["when"]) == ("data cut-off 2021-01-01", "2021-01-01")


def test_a_case_without_events_has_no_rows_but_the_columns():
    table = timeline_table(solve(Case(id="empty")))
    assert table.columns == COLUMNS
    assert table.rows == ()


def test_the_table_has_the_lanes_that_are_drawn():
    chronology = solve(cases.load("ezr-ros1"))

    told = rows(chronology, lanes=["systemic", "molecular"])

    assert {row["lane"] for row in told} == {"Molecular", "Systemic therapy", END_LANE}
