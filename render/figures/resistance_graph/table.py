"""What the resistance graph draws, as a table: what became of each alteration over each line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from render.figures.resistance_graph.content import Told, shown_change, tell
from render.writers.table import Table
from timeline.analysis.resistance import Transition
from timeline.analysis.wording import one_line
from timeline.chronology import Chronology
from timeline.model.case import Case

COLUMNS = (
    "case",
    "line",
    "regimen",
    "state before",
    "state after",
    "what",
    "change",
    "newly found",
    "grade",
    "window",
    "lines between",
    "lines perhaps between",
    "reasons",
    "cited",
)
"""Lines are the derived numbers; a line over which nothing was followed has a row without a what;
a case without a line has one with its state alone."""

_LONGEST = 1000


def resistance_table(cases: Iterable[Case | Chronology | Told]) -> Table:
    """A row for each case, line and alteration, in that order."""
    told = (one if isinstance(one, Told) else tell([one])[0] for one in cases)
    return Table(COLUMNS, tuple(row for one in told for row in _rows(one)))


def _rows(told: Told) -> Iterator[tuple[str, ...]]:
    graph = told.graph
    case = told.chronology.case.id
    if not graph.number_of_edges():
        label = one_line(graph.nodes[0]["label"])
        yield (case, "", "", label, *("" for _ in COLUMNS[4:]))
    for first, last, data in graph.edges(data=True):
        states = tuple(one_line(graph.nodes[node]["label"], _LONGEST) for node in (first, last))
        head = (case, str(data["line"]), one_line(data["regimen"]), *states)
        for row in data["transitions"]:
            yield (*head, *_cells(row))
        if not data["transitions"]:
            yield (*head, *("" for _ in COLUMNS[5:]))


def _cells(row: Transition) -> Iterator[str]:
    yield row.what
    yield row.change.value
    yield "yes" if row.acquired is not None and shown_change(row) in ("gained", "new") else ""
    yield row.acquired.grade.value if row.acquired is not None else ""
    yield str(row.acquired.window if row.acquired is not None else row.window)
    yield _listed(row.intervening)
    yield _listed(row.possibly_intervening)
    yield one_line("; ".join(dict.fromkeys(str(reason.why) for reason in row.reasons)), _LONGEST)
    yield one_line("; ".join(row.cites), _LONGEST)


def _listed(values: Iterable[Any]) -> str:
    return ", ".join(map(str, values))
