"""The tables of responses: the best one to each line, and each one as it was assessed."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.analysis import Analysis
from timeline.cohort.table import Column, Kind, Table
from timeline.cohort.tables.cells import (
    CASE,
    CONVENTION,
    LINE,
    MISSING,
    TUMOUR,
    day_columns,
    days,
    length,
    length_columns,
)
from timeline.model.case import start_of
from timeline.model.events import Assessment
from timeline.vocabulary.responses import find_response, response_meaning


def _best(analysis: Analysis) -> Iterator[tuple[object, ...]]:
    name = analysis.case.id
    for best in analysis.responses:
        yield (
            name,
            best.line,
            best.scope,
            best.site,
            best.scale,
            best.category,
            best.meaning,
            best.wording,
            best.derived,
            best.confirmed,
            best.certain,
            best.alternatives,
            best.responded,
            best.controlled,
            best.event,
            *days(best.date),
            *length(best.days),
            best.missing or None,
            best.convention,
        )


def _assessed(analysis: Analysis) -> Iterator[tuple[object, ...]]:
    name, chronology = analysis.case.id, analysis.chronology
    for event in analysis.case:
        if not isinstance(event, Assessment):
            continue
        span = days(chronology.bounds(start_of(event)))
        for response in event.response:
            category = response.category
            term = None if category is None else find_response(category, response.scale)
            meaning = term.meaning if term else response_meaning(category, response.wording)
            yield (
                name,
                event.id,
                event.tumour,
                event.method,
                *span,
                response.scope,
                response.site,
                response.scale,
                category,
                meaning,
                response.wording,
            )


RESPONSES: Table[Analysis] = Table(
    "responses",
    "One row a best response: of each line overall, by scale, then by organ and lesion.",
    (
        CASE,
        LINE,
        Column("scope", Kind.TEXT, "overall, organ, lesion."),
        Column("site", Kind.TEXT, "The organ or lesion."),
        Column("scale", Kind.TEXT, "The scale; wording where the report only has words."),
        Column("category", Kind.TEXT, "The category; null where none is known, or several may be."),
        Column("meaning", Kind.TEXT, "What it means: complete response, stable disease ..."),
        Column("wording", Kind.TEXT, "The report's words."),
        Column("derived", Kind.FLAG, "Whether the category is the convention's, not the report's."),
        Column("confirmed", Kind.FLAG, "Whether the convention asks for confirmation."),
        Column("certain", Kind.FLAG, "Whether the dates allow this one alone."),
        Column("alternatives", Kind.TEXTS, "The responses the dates allow, where several."),
        Column("responded", Kind.TEXT, "Whether it counts for ORR: true, false, indeterminate."),
        Column("controlled", Kind.TEXT, "Whether it counts for DCR: true, false, indeterminate."),
        Column("event", Kind.TEXT, "The assessment it rests on."),
        *day_columns("date", "That assessment"),
        *length_columns("days", "From the line's start to that assessment"),
        MISSING,
        CONVENTION,
    ),
    _best,
)
"""The table ``responses``."""

ASSESSMENTS: Table[Analysis] = Table(
    "assessments",
    "One row a response as assessed; an assessment without any has none.",
    (
        CASE,
        Column("event", Kind.TEXT, "The id of the assessment."),
        TUMOUR,
        Column("method", Kind.TEXT, "How it was looked at."),
        *day_columns("date", "The assessment"),
        Column("scope", Kind.TEXT, "overall, organ, lesion."),
        Column("site", Kind.TEXT, "The organ or lesion."),
        Column("scale", Kind.TEXT, "The scale, as stated."),
        Column("category", Kind.TEXT, "The category, as stated."),
        Column("meaning", Kind.TEXT, "What category or words mean, where understood."),
        Column("wording", Kind.TEXT, "The report's words."),
    ),
    _assessed,
)
"""The table ``assessments``."""
