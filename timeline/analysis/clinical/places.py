"""Findings about events: what all clinical checks say in the same way."""

from __future__ import annotations

from collections.abc import Iterable

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
        events=tuple(dict.fromkeys(event.id for event in events)),
        path=("events", case.place(about.id), field or about.key),
        cite=tuple(dict.fromkeys(event.cite for event in events if event.cite)),
    )


def shown(words: str) -> str:
    """Words of a document, short enough for a message and on one line."""
    return one_line(words, _LONGEST_NAME)


def listed(words: Iterable[str], last: str = "and") -> str:
    """``a, b and c``."""
    items = list(words)
    return f" {last} ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
