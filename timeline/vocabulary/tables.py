"""Tables of terms: the columns of each, the rows of a file, and the lookup over all spellings.

A table is a file of tab-separated values beside this module: a header, then a term a line, its
lists separated by ``; ``. Nothing is read before the first lookup. The shipped files are held to
their columns by the tests; a user's file is checked cell by cell (``additions``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

import attrs

from timeline.tsv import rows_in

T = TypeVar("T")

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


@attrs.frozen
class Column:
    """One column: ``expected`` says in words what ``pattern`` demands of each item in a cell."""

    name: str
    pattern: re.Pattern[str] | None = attrs.field(default=None, kw_only=True)
    expected: str = attrs.field(default="text", kw_only=True)
    needed: bool = attrs.field(default=False, kw_only=True)
    many: bool = attrs.field(default=False, kw_only=True)


Row = Mapping[str, str]
"""One line of a table: the cell of each column, empty where nothing is stated."""


@attrs.frozen(eq=False, kw_only=True)
class Table(Generic[T]):
    """A kind of term: its file, its columns, how a row becomes a term and how one is spelt.

    ``spellings`` gives each spelling with its rank: a name (0) goes before a previous name (1) and
    that before an alias (2). Two terms with one spelling at one rank make it ambiguous. The first
    column is the key, which no two rows share.
    """

    name: str
    columns: tuple[Column, ...]
    term: Callable[[Row], T]
    spellings: Callable[[T], Iterable[tuple[str, int]]]
    keys: int = 1

    def key(self, row: Row) -> tuple[str, ...]:
        """What no two rows share."""
        return tuple(row[column.name] for column in self.columns[: self.keys])


def folded(spelling: str) -> str:
    """A spelling without its case, outer blanks, and the typography of its dashes."""
    folded = spelling.strip().casefold()
    return folded if folded.isascii() else folded.translate(_DASHES)


def shipped_rows(name: str) -> tuple[Row, ...]:
    """The rows of a table as shipped."""
    return rows_in("timeline.vocabulary", name)


@attrs.frozen(eq=False)
class Index(Generic[T]):
    """Every spelling of a table to its term: as written (``exact``), then without its case.

    In ``exact``, None stands for a spelling that several terms share; ``shared`` names them.
    """

    terms: tuple[T, ...]
    exact: Mapping[str, T | None]
    loose: Mapping[str, T]
    shared: Mapping[str, tuple[T, ...]]

    def find(self, spelling: str) -> T | None:
        """The term of a spelling; None when there is none, or more than one."""
        if spelling in self.exact:
            return self.exact[spelling]
        return self.loose.get(folded(spelling))

    def ambiguous(self, spelling: str) -> tuple[T, ...]:
        """The terms among which a spelling does not choose; empty when it is not ambiguous."""
        return () if self.find(spelling) is not None else self.shared.get(folded(spelling), ())


def indexed(table: Table[T], rows: Iterable[Row]) -> Index[T]:
    """The lookup over these rows."""
    terms = tuple(table.term(row) for row in rows)
    exact: dict[str, tuple[int, tuple[T, ...]]] = {}
    loose: dict[str, tuple[int, tuple[T, ...]]] = {}
    for term in terms:
        for spelling, rank in table.spellings(term):
            _claim(exact, spelling, rank, term)
            _claim(loose, folded(spelling), rank, term)
    return Index(
        terms,
        {s: owners[0] if len(owners) == 1 else None for s, (_, owners) in exact.items()},
        {s: owners[0] for s, (_, owners) in loose.items() if len(owners) == 1},
        {s: owners for s, (_, owners) in loose.items() if len(owners) > 1},
    )


def _claim(claims: dict[str, tuple[int, tuple[T, ...]]], spelling: str, rank: int, term: T) -> None:
    """Let a term own a spelling: alone where its rank is the best, else with its equals."""
    best, owners = claims.get(spelling, (rank + 1, ()))
    if rank < best:
        claims[spelling] = (rank, (term,))
    elif rank == best and term is not owners[-1]:
        claims[spelling] = (rank, (*owners, term))
