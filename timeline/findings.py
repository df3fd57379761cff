"""What a check says about a report: a value, never an exception."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import attrs

from timeline.text import shortened


class Severity(enum.StrEnum):
    """How much a finding weighs: an error cannot be true as reported, a note explains."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@attrs.frozen
class Evidence:
    """One statement a finding rests on: its words, who says so, and where.

    ``basis`` is ``reported`` or ``assumed``; ``because`` the reason of an assumption.
    """

    text: str = attrs.field(converter=shortened)
    basis: str
    cite: str | None = None
    because: str | None = None
    path: tuple[str | int, ...] = ()


@attrs.frozen
class Remedy:
    """One change that alone would resolve a finding; ``days`` by how much the statement is off."""

    text: str = attrs.field(converter=shortened)
    path: tuple[str | int, ...] = ()
    days: int | None = None


def _each_once(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


@attrs.frozen
class Finding:
    """One thing a check found: a kebab-case code, a sentence a person understands, and the events.

    ``path`` is the place in the document, ``cite`` the places in the report it rests on. Events and
    places are kept once each, and those that are None are left out. A
    contradiction has ``evidence`` (a minimal conflict: each statement is needed for it) and
    ``remedies``; ``short`` says under each reading of a number by how many days it fails;
    ``further`` are the other minimal conflicts of the same number.
    """

    code: str
    message: str = attrs.field(converter=shortened)
    severity: Severity = attrs.field(kw_only=True)
    events: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=_each_once)
    path: tuple[str | int, ...] = attrs.field(default=(), kw_only=True)
    cite: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=_each_once)
    evidence: tuple[Evidence, ...] = attrs.field(default=(), kw_only=True)
    remedies: tuple[Remedy, ...] = attrs.field(default=(), kw_only=True)
    short: tuple[tuple[str, int], ...] = attrs.field(default=(), kw_only=True)
    further: tuple[tuple[Evidence, ...], ...] = attrs.field(default=(), kw_only=True)


def bound_met(
    message: str,
    *,
    severity: Severity = Severity.NOTE,
    events: Iterable[str] = (),
    path: tuple[str | int, ...] = (),
    cite: Iterable[str | None] = (),
) -> Finding:
    """What is said where a bound of :mod:`timeline.budgets` was met: what was not looked at."""
    return Finding("bound-met", message, severity=severity, events=events, path=path, cite=cite)


@attrs.frozen(kw_only=True)
class Ignore:
    """A finding that whoever encoded the report knows of and sets aside, with the reason.

    It holds for the finding's place at ``path``, the whole case where that is empty; ``event`` is
    the id of the event there, if it is one. ``line`` is where the document says so.
    """

    code: str
    reason: str
    case: str
    path: tuple[str | int, ...] = ()
    event: str | None = None
    line: int | None = None
