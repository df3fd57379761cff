"""What a timeline draws, as a table: a row for each event, and one for each line where it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from render.figures.timeline.content import DataEnd, Entry, data_end, entries
from render.figures.timeline.figure import lanes_of
from render.figures.timeline.lane_choice import choose
from render.figures.timeline.layout import LaneName
from render.figures.timeline.reading import NO_CHANGES, Reading, read
from render.writers.table import Table
from timeline.analysis.answers import Subject
from timeline.analysis.wording import one_line
from timeline.findings import Finding
from timeline.model.bounds import Bounds
from timeline.model.components import Scope, StopReason
from timeline.model.when import iso

COLUMNS = (
    "lane",
    "event",
    "shown as",
    "marks",
    "when",
    "ends",
    "earliest start",
    "latest start",
    "earliest end",
    "latest end",
    "assumed",
    "stopped",
    "gained",
    "lost",
    "attributed to",
    "contradictions",
    "cited",
)
"""Days are ISO dates, or numbers from day 0; an empty one is not known.

``marks`` are the meanings of the markers side by side; the bar of a treatment has none.
"""

END_LANE = "Data"
"""Stands in the place of a lane for the end of the data, which is a line through all lanes."""

_LONGEST = 1000


def timeline_table(
    case: Subject,
    *,
    findings: Iterable[Finding] | None = None,
    day_zero: str | None = None,
    lanes: Iterable[str] | None = None,
) -> Table:
    """What `render.figures.timeline.figure.timeline_figure` draws with the same arguments.

    The events stand in the order in which they are drawn, lane by lane; the last row says where
    the data end, if that is known.
    """
    reading = read(case, findings=findings, day_zero=day_zero)
    every = entries(reading)
    rows = [
        tuple(_cells(name, entry, reading))
        for name, within in lanes_of(reading, choose(every, lanes).shown)
        for entry in within
    ]
    end = data_end(reading, every)
    if end is not None:
        rows.append(tuple(_end_cells(end)))
    return Table(COLUMNS, tuple(rows))


def _cells(name: LaneName, entry: Entry, reading: Reading) -> Iterator[str]:
    yield name.whole
    yield entry.event.id
    yield entry.label
    yield ", ".join(_mark_words(entry))
    yield str(entry.start)
    lasts = len(entry.drawn) > 1
    yield ("ongoing" if entry.ongoing else str(entry.end)) if lasts else ""
    yield from _days(entry.start)
    yield from _days(entry.end) if lasts and not entry.ongoing else ("", "")
    yield ", ".join(sorted(str(edge.value) for edge in entry.assumed))
    yield "" if entry.stop is StopReason.NOT_STATED else entry.stop.value
    changes = reading.changes.get(entry.event.id, NO_CHANGES)
    yield ", ".join(changes.gained)
    yield ", ".join(changes.lost)
    yield entry.blamed.id if entry.blamed else ""
    yield one_line("; ".join(entry.conflicts), _LONGEST)
    yield one_line(entry.event.cite or "", _LONGEST)


def _mark_words(entry: Entry) -> Iterator[str]:
    """The markers of an event: ``stable-disease (organ; read from words)``."""
    for marker in entry.markers:
        told = [str(marker.scope)] if marker.scope is not Scope.OVERALL else []
        told += ["read from words"] if marker.read else []
        told += ["absent"] if marker.absent else []
        yield f"{marker.meaning} ({'; '.join(told)})" if told else marker.meaning


def _end_cells(end: DataEnd) -> Iterator[str]:
    blank = dict.fromkeys(COLUMNS, "")
    earliest, latest = _days(end.bounds)
    yield from {
        **blank,
        "lane": END_LANE,
        "shown as": str(end),
        "when": str(end.bounds),
        "earliest start": earliest,
        "latest start": latest,
    }.values()


def _days(bounds: Bounds) -> tuple[str, str]:
    earliest, latest = (
        "" if day is None else iso(day) if bounds.calendar else str(day)
        for day in (bounds.earliest, bounds.latest)
    )
    return earliest, latest
