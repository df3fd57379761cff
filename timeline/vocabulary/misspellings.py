"""Misspelt drug names that were seen in print, and what they mean there.

Only an explicit table can say so. By string distance "Sapolizumab" is nearest to pembrolizumab, and
it is serplulimab: a drug is never guessed from its spelling.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from timeline.vocabulary.current import current
from timeline.vocabulary.tables import Column, Row, Table


@attrs.frozen
class Misspelling:
    """A drug name as printed, the international name it stands for, and where it was seen."""

    written: str
    meant: str
    seen_in: str


def _term(row: Row) -> Misspelling:
    return Misspelling(row["written"], row["meant"], row["seen_in"])


def _spellings(term: Misspelling) -> list[tuple[str, int]]:
    return [(term.written, 0)]


MISSPELLINGS: Table[Misspelling] = Table(
    name="misspellings",
    columns=(
        Column("written", needed=True),
        Column("meant", needed=True),
        Column("seen_in", needed=True),
    ),
    term=_term,
    spellings=_spellings,
)


def misspellings() -> Mapping[str, str]:
    """Every misspelling of the table, casefolded, to the international name."""
    known = current().index(MISSPELLINGS).loose
    return {written: term.meant for written, term in known.items()}


def misspelt_drugs(text: str) -> tuple[tuple[str, str], ...]:
    """The misspelt names in a text, as written and as meant, in its order."""
    known = current().index(MISSPELLINGS).loose
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
    found = ((word, known.get(word.casefold())) for word in words)
    return tuple((word, term.meant) for word, term in found if term is not None)
