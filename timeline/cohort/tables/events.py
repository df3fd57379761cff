"""The table of events: each moment as written, beside the days it can be."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.analysis import Analysis
from timeline.analysis.typed import typed
from timeline.cohort.table import Column, Kind, Table
from timeline.cohort.tables.cells import (
    CASE,
    TUMOUR,
    code_of,
    day_columns,
    drug_codes,
    length_columns,
    tumour_of,
)
from timeline.model.case import end_of, start_of
from timeline.model.events import Diagnosis, Event, SupportiveCare, Therapy
from timeline.model.moments import Basis, Moment


def _rows(analysis: Analysis) -> Iterator[tuple[object, ...]]:
    case, chronology = analysis.case, analysis.chronology
    dated = chronology.calendar
    for number, event in enumerate(case.events, start=1):
        first, last = event.moment(event.edges[0]), event.moment(event.edges[-1])
        start = chronology.bounds(start_of(event))
        end = start if len(event.edges) == 1 else chronology.bounds(end_of(event))
        span = (start.earliest, start.latest, end.earliest, end.latest)
        yield (
            case.id,
            number,
            event.id,
            event.key,
            event.name,
            _codes(event),
            event.tumour,
            None if first is None else first.text,
            None if last is None else last.text,
            *(span if dated else _NONE),
            *(_NONE if dated else span),
            last is not None and last.ongoing,
            _assumed(first) or _assumed(last),
            event.cite,
            "; ".join(f"{key}: {words}" for key, words in typed(event)),
        )


_NONE = (None, None, None, None)


def _assumed(moment: Moment | None) -> bool:
    return moment is not None and moment.basis is Basis.ASSUMED


def _codes(event: Event) -> tuple[str | None, ...]:
    match event:
        case Therapy() | SupportiveCare():
            return drug_codes(tuple(drug.name for drug in event.drugs))
        case Diagnosis():
            term = tumour_of(event.histology, event.site)
            return (code_of(term, "NCIt"),)
    return ()


EVENTS: Table[Analysis] = Table(
    "events",
    "One row an event, in the order of the report.",
    (
        CASE,
        Column("number", Kind.COUNT, "Its place in the document, from 1."),
        Column("event", Kind.TEXT, "The event's id."),
        Column("kind", Kind.TEXT, "The kind of event, by its key in a document."),
        Column("name", Kind.TEXT, "What the report calls it."),
        Column("ncit", Kind.TEXTS, "NCIt codes of the drugs given, in their order, or of the "
               "tumour diagnosed; null for a name without one."),
        TUMOUR,
        Column("start_written", Kind.TEXT, "When it began or happened, as written."),
        Column("end_written", Kind.TEXT, "When it ended or happened, as written."),
        *day_columns("start", "When it began or happened"),
        *day_columns("end", "When it ended or happened"),
        *length_columns("start_day", "Its beginning from the case's day 0, in cases without any "
                        "calendar date"),
        *length_columns("end_day", "Its end from the case's day 0, in cases without any calendar "
                        "date"),
        Column("ongoing", Kind.FLAG, "Whether it was going on at the data cut-off."),
        Column("assumed", Kind.FLAG, "Whether a curator supposed one of its moments."),
        Column("cite", Kind.TEXT, "Its place in the report."),
        Column("told", Kind.TEXT, "Every field that the document states of it, in words."),
    ),
    _rows,
)  # fmt: skip
"""The table ``events``."""
