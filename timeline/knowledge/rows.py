"""What every table of knowledge has in common: who says so, where, and how far to trust it.

A table is a file of tab-separated values: a header, then a fact a line. The shipped ones lie beside
this module; a user's own file of the same columns is read by the same reader, cell by cell, and is
passed in as a value. Nothing global changes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Generic, TypeVar

import attrs

from timeline.errors import DocumentError, NotationError, Problem
from timeline.model.words import Word
from timeline.tsv import Cell as Place
from timeline.tsv import Row, Written

MOST_BYTES = 5_000_000
"""A table is written by hand; what is larger is another file."""


class Trust(Word):
    """How far a row is to be trusted, the most trusted first."""

    REFERENCE = "reference database"
    GUIDANCE = "reviewed guidance"
    TRIAL = "trial"
    REAL_WORLD = "real-world study"
    PRECLINICAL = "preclinical table"
    REVIEW = "narrative review"
    OBSERVATION = "own observation"
    PENDING = "pending human review"

    @property
    def rank(self) -> int:
        """0 for the most trusted level; ``pending human review`` has the highest number."""
        return list(Trust).index(self)


@attrs.frozen(kw_only=True)
class Cited:
    """A fact with its source, the place in it, whose data it repeats if not its own, and trust."""

    source: str
    place: str
    trust: Trust
    data_from: str = ""
    note: str = ""

    @property
    def cite(self) -> str:
        """``Zhong 2024, Table 4, with data of Lin 2021 (preclinical table)``."""
        data = f", with data of {self.data_from}" if self.data_from else ""
        where = f"{self.source}, {self.place}" if self.place else self.source
        return f"{where}{data} ({self.trust.value})"


Cell = Callable[[str], Any]
"""Reads one cell; raises :class:`NotationError` for what does not belong there."""

R = TypeVar("R", bound=Cited)


def text(cell: str) -> str:
    """Words; an empty cell is refused."""
    if not cell:
        raise NotationError(cell, "the cell is empty")
    return cell


def words(cell: str) -> str:
    """Words, or nothing."""
    return cell


def whole(cell: str) -> int:
    """A whole number, 0 or more."""
    if not (cell.isascii() and cell.isdigit()):
        raise NotationError(cell, "is no whole number")
    return int(cell)


def listed(cell: str) -> tuple[str, ...]:
    """``a; b``, or nothing."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def optional(read: Cell) -> Cell:
    """None of an empty cell, else what ``read`` makes of it."""

    def read_optional(cell: str) -> object:
        return read(cell) if cell else None

    return read_optional


_CITED: Mapping[str, Cell] = {
    "source": text,
    "place": words,
    "data_from": words,
    "trust": Trust,
    "note": words,
}
_MAY_LACK = frozenset(("place", "data_from", "note"))
_LEFT_OUT = Place(1, "")


@attrs.frozen(eq=False, kw_only=True)
class Sheet(Generic[R]):
    """One kind of table: its columns with their readers, how a row becomes a fact, what is unique.

    Every table has the columns of :class:`Cited` besides its own. ``may_lack`` names columns that a
    file may leave out; their cells are then empty. ``key`` is what no two rows of a file share.
    """

    name: str
    build: Callable[..., R]
    cells: Mapping[str, Cell]
    key: Callable[[R], Hashable]
    may_lack: frozenset[str] = frozenset()

    @property
    def columns(self) -> Mapping[str, Cell]:
        """All columns in their order, each with its reader."""
        return {**self.cells, **_CITED}

    def shipped(self) -> tuple[R, ...]:
        """The rows that come with the library."""
        name = f"{self.name}.tsv"
        return self.parse(files("timeline.knowledge").joinpath(name).read_text("utf-8"), name)

    def read(self, path: str | Path) -> tuple[R, ...]:
        """The rows of a user's file.

        Raises :class:`DocumentError` with every problem: file, line, column, what was expected.
        """
        return self._rows(Written.read(Path(path), MOST_BYTES))

    def parse(self, table: str, file: str) -> tuple[R, ...]:
        """The rows of a text; raises :class:`DocumentError` like :meth:`read`."""
        return self._rows(Written.of(table, file))

    def _rows(self, written: Written) -> tuple[R, ...]:
        may_lack = self.may_lack | _MAY_LACK
        problems = list(written.header_problems(self.name, self.columns, may_lack=may_lack))
        if problems:
            raise DocumentError(problems)
        rows: list[R] = []
        seen: dict[Hashable, int] = {}
        for line in written.rows(problems):
            row = self._row(line, problems)
            if row is None:
                continue
            first = seen.setdefault(self.key(row), line.number)
            if first != line.number:
                problems.append(line.problem("", f"says again what line {first} says"))
            rows.append(row)
        if problems:
            raise DocumentError(problems)
        return tuple(rows)

    def _row(self, line: Row, problems: list[Problem]) -> R | None:
        """The fact of one line, or None with the problems added."""
        values: dict[str, Any] = {}
        found: list[Problem] = []
        for name, read in self.columns.items():
            cell = line.cells.get(name, _LEFT_OUT)
            try:
                values[name] = read(cell.text)
            except NotationError as error:
                found.append(line.problem(name, str(error), column=cell.column + error.column))
        if not found:
            try:
                return self.build(**values)
            except NotationError as error:
                found.append(line.problem("", str(error)))
        problems += found
        return None
