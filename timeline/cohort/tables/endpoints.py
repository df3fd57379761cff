"""The table of time-to-event endpoints."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.analysis import Analysis
from timeline.analysis.endpoints import Alternative
from timeline.cohort.table import Column, Kind, Table
from timeline.cohort.tables.cells import (
    CASE,
    CONVENTION,
    MISSING,
    day_columns,
    days,
    days_in_words,
    length,
    length_columns,
)


def _rows(analysis: Analysis) -> Iterator[tuple[object, ...]]:
    name = analysis.case.id
    for result in analysis.endpoints:
        # Named, as unpacking within the tuple would take a third longer; it is most rows of a run.
        start_min, start_max = days(result.start_bounds)
        days_min, days_max = length(result.days)
        date_min, date_max = days(result.date)
        yield (
            name,
            result.endpoint,
            result.line,
            result.label,
            result.start.event,
            start_min,
            start_max,
            result.status,
            result.cnsr,
            days_min,
            days_max,
            result.what or None,
            date_min,
            date_max,
            result.events,
            result.rule or None,
            result.missing or None,
            tuple(map(_told, result.alternatives)) if result.alternatives else (),
            result.convention,
        )


def _told(alternative: Alternative) -> str:
    days = alternative.days
    lasted = "" if days is None else f", {days_in_words(days.least, days.most, days.censored)}"
    return f"{alternative.status}: {alternative.what}{lasted}"


ENDPOINTS: Table[Analysis] = Table(
    "endpoints",
    "One row an endpoint of a line; survival from diagnosis has no line.",
    (
        CASE,
        Column("endpoint", Kind.TEXT, "TTD, TTNT, TTP, PFS, PFS2, TTR, DOR, OS, rwPFS."),
        Column("line", Kind.COUNT, "The number of the line, as in `lines`; null from diagnosis."),
        Column("label", Kind.TEXT, "The line's regimen, or the moment it is timed from."),
        Column("origin", Kind.TEXT, "The event whose day starts the clock."),
        *day_columns("start", "The day it is timed from"),
        Column("status", Kind.TEXT, "event, censored, indeterminate, not derived."),
        Column("cnsr", Kind.COUNT, "CDISC's CNSR: 0 an event, 1 censored, null neither."),
        *length_columns("days", "To the event or the censoring"),
        Column("what", Kind.TEXT, "The event, or why it is censored."),
        *day_columns("date", "The event or the censoring"),
        Column("events", Kind.TEXTS, "The events it rests on."),
        Column("rule", Kind.TEXT, "The censoring rule that fired."),
        MISSING,
        Column("alternatives", Kind.TEXTS, "What the dates allow, where several."),
        CONVENTION,
    ),
    _rows,
)
"""The table ``endpoints``."""
