"""Which vocabulary the lookups read: the shipped tables, or those with a user's additions.

Nothing global changes. A ``Vocabulary`` is a value; ``use`` makes one the current one for the
``with`` block it opens (in this thread or task alone), and every ``find_…`` reads the current one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import attrs

from timeline.vocabulary.tables import Index, Row, Table, indexed, shipped_rows

T = TypeVar("T")


@attrs.frozen(eq=False)
class Vocabulary:
    """The shipped tables, with the rows a user added to them.

    ``added`` has the rows of each table by its name. An added row with the key of a shipped one
    stands in its place. Each table is read and indexed when first asked for, once.
    """

    added: Mapping[str, tuple[Row, ...]] = attrs.field(factory=dict)
    _indexes: dict[str, Index[Any]] = attrs.field(factory=dict, init=False, repr=False)

    @staticmethod
    def standard() -> Vocabulary:
        """The shipped tables alone."""
        return _STANDARD

    def with_additions(self, added: Mapping[str, tuple[Row, ...]]) -> Vocabulary:
        """This vocabulary and further rows (``additions.read_additions``); the last one wins."""
        names = {**self.added, **added}
        return Vocabulary({n: (*self.added.get(n, ()), *added.get(n, ())) for n in names})

    def index(self, table: Table[T]) -> Index[T]:
        """The lookup over one table."""
        index = self._indexes.get(table.name)
        if index is None:
            index = self._indexes[table.name] = indexed(table, self._rows(table))
        return index

    def _rows(self, table: Table[T]) -> tuple[Row, ...]:
        shipped = shipped_rows(table.name)
        if table.name not in self.added:
            return shipped
        rows = {table.key(row): row for row in (*shipped, *self.added[table.name])}
        return tuple(rows.values())


_STANDARD = Vocabulary()
_CURRENT: ContextVar[Vocabulary] = ContextVar("timeline.vocabulary", default=_STANDARD)

current = _CURRENT.get
"""The vocabulary that lookups read now."""


@contextmanager
def use(vocabulary: Vocabulary) -> Iterator[Vocabulary]:
    """Let every lookup in this block read this vocabulary."""
    token = _CURRENT.set(vocabulary)
    try:
        yield vocabulary
    finally:
        _CURRENT.reset(token)
