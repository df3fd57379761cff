"""Errors of misuse. What a check finds wrong with a *report* is a finding, never an exception."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

import attrs

_OPPOSITE = re.compile(r"(un|non|not|no|in|dis)[ -]?")


class CaseTimelineError(Exception):
    """The base of every error this library raises on purpose."""


class NotationError(CaseTimelineError, ValueError):
    """A text that is not in the notation of the field it stands in.

    ``text`` is the text as written, ``column`` the 0-based place in it where reading stopped,
    ``reason`` the sentence without the text.
    """

    def __init__(self, text: str, reason: str, column: int = 0) -> None:
        super().__init__(f"{text!r}: {reason}")
        self.text = text
        self.reason = reason
        self.column = column


class MisuseError(CaseTimelineError, ValueError):
    """A value that a function cannot use: too many groups for a figure, a key that there is not."""


class UnknownReferenceError(CaseTimelineError, LookupError):
    """A reference to an event, tumour or moment that the case does not have, or has twice."""


@attrs.frozen
class Problem:
    """One thing wrong with a document: where, what was seen, what was expected.

    ``line`` and ``column`` count from 1, as editors do; ``path`` is ``events[3].start``.
    """

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        return f"{self.file}:{self.line}:{self.column}: {where}{self.message}"


class DocumentError(CaseTimelineError):
    """A document that cannot be read as a case: every problem of the file at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


LONGEST_NEAREST = 200
"""Letters of a word for which a known term is looked for; no term is nearly as long."""

MOST_NEAREST = 5_000
"""Known terms among which the nearest is looked for: with more, an answer takes seconds."""

MOST_NAMED = 20
"""Names that a message lists; it tells how many more there are."""


def some(names: Sequence[str]) -> str:
    """``a, b, c``, and of many the first with ``and 17 more``."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known term that ``word`` was probably meant to be, or None when nothing is near.

    Nor where looking would take long: for a word that is no word, or among more names than any
    report has.
    """
    folded = {str(term).casefold(): str(term) for term in known}
    if len(word) > LONGEST_NEAREST or len(folded) > MOST_NEAREST:
        return None
    matches = difflib.get_close_matches(word.casefold(), folded, n=3)
    # "Unconfirmed" is near "confirmed" in spelling only.
    meant = (m for m in matches if not _OPPOSITE.fullmatch(word.casefold().removesuffix(m)))
    return next((folded[match] for match in meant), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``"; did you mean 'start'?"`` or an empty string, to be put behind a message."""
    match = nearest(word, known)
    return f"; did you mean {match!r}?" if match else ""
