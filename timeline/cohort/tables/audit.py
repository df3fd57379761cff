"""The table of the audit: what the checks found."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.analysis import Analysis
from timeline.cohort.table import Column, Kind, Table
from timeline.cohort.tables.cells import CASE


def _rows(analysis: Analysis) -> Iterator[tuple[object, ...]]:
    name = analysis.case.id
    for finding in analysis.findings:
        yield (
            name,
            finding.code,
            finding.severity,
            finding.message,
            finding.events,
            ".".join(map(str, finding.path)) or None,
            finding.cite,
        )


AUDIT: Table[Analysis] = Table(
    "audit",
    "One row a finding of the checks; filled only when asked for, as the checks cost extra.",
    (
        CASE,
        Column("code", Kind.TEXT, "The finding's code."),
        Column("severity", Kind.TEXT, "error, warning, note."),
        Column("message", Kind.TEXT, "What was found, in a sentence."),
        Column("events", Kind.TEXTS, "The events it concerns."),
        Column("path", Kind.TEXT, "Its place in the document: keys and places joined by points."),
        Column("cites", Kind.TEXTS, "The places in the report it rests on."),
    ),
    _rows,
)
"""The table ``audit``."""
