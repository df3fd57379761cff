"""Findings about events: what all clinical checks say in the same way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from timeline.analysis.wording import one_line
from timeline.budgets import BUDGET
from timeline.findings import Finding, Severity, bound_met
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


def first_named(findings: Iterator[Finding]) -> Iterator[Finding]:
    """The first of many similar findings, and a note that there are more.

    One wrong date of birth or death makes a finding of every event.
    """
    yield from islice(findings, BUDGET.named)
    further = next(findings, None)
    if further is not None:
        yield bound_met(
            f"{further.code}: the first {BUDGET.named} events are named, and there are more"
        )


def shown(words: str) -> str:
    """Words of a document, short enough for a message and on one line."""
    return one_line(words, _LONGEST_NAME)
