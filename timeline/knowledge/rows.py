"""What every table of knowledge has in common: who says so, where, and how far to trust it.

A table is a file of tab-separated values: a header, then a fact a line. The shipped ones lie beside
this module; a user's own file of the same columns is read by the same reader, cell by cell, and is
passed in as a value. Nothing global changes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Generic, TypeVar

import attrs

from timeline.errors import DocumentError, NotationError, Problem, did_you_mean
from timeline.model.words import Word

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
        file = str(path)
        try:
            with Path(path).open("rb") as stream:
                data = stream.read(MOST_BYTES + 1)
        except OSError as error:
            reason = f"cannot be read: {error.strerror}"
            raise DocumentError([Problem(file, 1, 1, "", reason)]) from None
        if len(data) > MOST_BYTES:
            reason = f"is larger than {MOST_BYTES:,} bytes; no table of knowledge is"
            raise DocumentError([Problem(file, 1, 1, "", reason)])
        try:
            decoded = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
            reason = "is not UTF-8 text from here on"
            raise DocumentError([Problem(file, line, column, "", reason)]) from None
        return self.parse(decoded, file)

    def parse(self, table: str, file: str) -> tuple[R, ...]:
        """The rows of a text; raises :class:`DocumentError` like :meth:`read`.

        Blank lines and lines that start with ``#`` are passed over.
        """
        # Not splitlines: a form feed inside a cell ends no line in an editor.
        numbered = [
            (number, line.removesuffix("\r"))
            for number, line in enumerate(table.split("\n"), start=1)
            if line.strip() and not line.startswith("#")
        ]
        if not numbered:
            reason = f"is empty; expected the columns {', '.join(self.columns)}"
            raise DocumentError([Problem(file, 1, 1, "", reason)])
        problems: list[Problem] = []
        number, head = numbered[0]
        header = tuple(name for _, name in _cells(head))
        problems += self._header_problems(head, partial(Problem, file, number))
        if problems:
            raise DocumentError(problems)
        rows: list[R] = []
        seen: dict[Hashable, int] = {}
        for number, line in numbered[1:]:
            row = self._row(line, header, partial(Problem, file, number), problems)
            if row is None:
                continue
            first = seen.setdefault(self.key(row), number)
            if first != number:
                problems.append(Problem(file, number, 1, "", f"says again what line {first} says"))
            rows.append(row)
        if problems:
            raise DocumentError(problems)
        return tuple(rows)

    def _header_problems(self, head: str, problem: Callable[..., Problem]) -> Iterator[Problem]:
        seen: set[str] = set()
        for column, name in _cells(head):
            if name not in self.columns:
                hint = did_you_mean(name, self.columns)
                yield problem(
                    column,
                    name,
                    f"is no column of the table {self.name}, which has {', '.join(self.columns)}"
                    f"{hint}",
                )
            if name in seen:
                yield problem(column, name, "is a column twice")
            seen.add(name)
        for name in self.columns:
            if name not in seen | self.may_lack | _MAY_LACK:
                yield problem(1, name, "the column is missing")

    def _row(
        self,
        line: str,
        header: tuple[str, ...],
        problem: Callable[..., Problem],
        problems: list[Problem],
    ) -> R | None:
        """The fact of one line, or None with the problems added."""
        cells = list(_cells(line))
        if len(cells) != len(header):
            place = cells[min(len(header), len(cells) - 1)][0]
            reason = f"has {len(cells)} cells between tabs; the header has {len(header)}"
            problems.append(problem(place, "", reason))
            return None
        values: dict[str, Any] = {}
        written = dict(zip(header, cells, strict=True))
        sound = True
        for name, read in self.columns.items():
            column, cell = written.get(name, (1, ""))
            try:
                values[name] = read(cell)
            except NotationError as error:
                problems.append(problem(column + error.column, name, str(error)))
                sound = False
        if not sound:
            return None
        try:
            return self.build(**values)
        except NotationError as error:
            problems.append(problem(1, "", str(error)))
            return None


def _cells(line: str) -> Iterable[tuple[int, str]]:
    """Each cell of a line, trimmed, with the column it begins in, from 1."""
    column = 1
    for cell in line.split("\t"):
        yield column + len(cell) - len(cell.lstrip()), cell.strip()
        column += len(cell) + 1
