"""Findings about events: what all clinical checks say in the same way."""

from __future__ import annotations

from timeline.analysis.wording import one_line
from timeline.findings import Finding, Severity
from timeline.model.case import Case
from timeline.model.events import Event

_LONGEST_NAME = 60


def finding(
    code: str,
    message: str,
    severity: Severity,
    case: Case,
    *events: Event,
    field: str | None = None,
) -> Finding:
    """A finding about the first event; the others are what it is held against.

    ``field`` is the key in the first event that is at fault, its subject when left out.
    """
    about = events[0]
    return Finding(
        code,
        message,
        severity=severity,
        events=[event.id for event in events],
        path=("events", case.place(about.id), field or about.key),
        cite=[event.cite for event in events],
    )


def shown(words: str) -> str:
    """Words of a document, short enough for a message and on one line."""
    return one_line(words, _LONGEST_NAME)
