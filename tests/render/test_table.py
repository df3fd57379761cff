"""Tables: one row for each event, and cells that are text to a spreadsheet and to Markdown."""

import csv
import io

import pytest

import cases
from render.figures.timeline.table import timeline_table
from render.writers.table import Table, to_csv, to_markdown
from timeline.chronology import solve


def test_the_table_of_a_timeline_has_every_event_once():
    case = cases.load("ezr-ros1")

    rows = list(csv.DictReader(io.StringIO(to_csv(timeline_table(solve(case))))))

    *told, end = rows
    assert sorted(row["event"] for row in told) == sorted(event.id for event in case.events)
    assert (end["event"], end["shown as"]) == ("", "last reported day 2025-09-01")
    (drug,) = (row for row in rows if row["event"] == "icotinib")
    assert (drug["when"], drug["earliest end"], drug["latest end"]) == (
        "2017-12",
        "2020-09-30",
        "2023-08-29",
    )
    (last,) = (row for row in rows if row["event"] == "crizotinib")
    assert (last["ends"], last["latest end"]) == ("ongoing", "")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-5", "-5"),
        ("+1.5", "+1.5"),
        ("-5 kg", "'-5 kg"),
        ("", ""),
    ],
)
def test_a_cell_is_no_formula(cell, written):
    (_, (read, _)) = csv.reader(io.StringIO(to_csv(Table(("a", "b"), ((cell, "x"),)))))

    assert read == written


def test_markdown_keeps_a_cell_in_its_place(hostile_case):
    text = to_markdown(timeline_table(solve(hostile_case)))

    lines = text.splitlines()
    assert len(lines) == 2 + len(hostile_case.events) + 1  # the end of the data is drawn, too
    bars = {line.replace("\\|", "").count("|") for line in lines}
    assert len(bars) == 1
    assert "\\<script\\>" in text


def test_a_row_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="a row of 1 cells in a table of 2"):
        Table(("a", "b"), (("x",),))
