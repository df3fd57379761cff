"""What a check says about a report: a value, never an exception."""

from __future__ import annotations

import enum

import attrs


class Severity(enum.StrEnum):
    """How much a finding weighs: an error cannot be true as reported, a note explains."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@attrs.frozen
class Finding:
    """One thing a check found: a kebab-case code, a sentence a person understands, and the events.

    ``path`` is the place in the document, ``cite`` the places in the report it rests on.
    """

    code: str
    message: str
    severity: Severity = attrs.field(kw_only=True)
    events: tuple[str, ...] = attrs.field(default=(), kw_only=True)
    path: tuple[str | int, ...] = attrs.field(default=(), kw_only=True)
    cite: tuple[str, ...] = attrs.field(default=(), kw_only=True)
