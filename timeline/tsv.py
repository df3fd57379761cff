"""Tables of tab-separated values that a person writes: a header, then a row a line.

One reader for every table of a user: each cell with its place, and what is wrong with line and
column. Shipped tables, which the tests hold to their columns, are read by :func:`rows_in`.
Blank lines and lines that start with ``#`` are passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import attrs

from timeline.errors import DocumentError, Problem, did_you_mean


def rows_in(package: str, name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a table that lies in a package: each cell by its column."""
    text = files(package).joinpath(f"{name}.tsv").read_text("utf-8")
    header, *lines = [line for line in text.splitlines() if line and line[0] != "#"]
    columns = header.split("\t")
    return tuple([dict(zip(columns, line.split("\t"), strict=True)) for line in lines])


def items(cell: str) -> tuple[str, ...]:
    """The items of a list in a cell: ``"A; B"`` gives ``("A", "B")``."""
    return tuple(cell.split("; ")) if cell else ()


@attrs.frozen
class Cell:
    """What stands between two tabs, trimmed, and the column of the line it begins in, from 1."""

    column: int
    text: str


@attrs.frozen
class Row:
    """One line of a table: its cells by their columns, as far as the line has them."""

    file: str
    number: int
    cells: Mapping[str, Cell]

    def problem(self, path: str, message: str, *, column: int | None = None) -> Problem:
        """A problem of this line: at a column of text, or where the cell ``path`` begins."""
        if column is None:
            column = self.cells[path].column if path in self.cells else 1
        return Problem(self.file, self.number, column, path, message)


@attrs.frozen
class Written:
    """A table as written: its lines with their numbers, the first of them the header."""

    file: str
    lines: tuple[tuple[int, str], ...]

    @classmethod
    def read(cls, path: Path, most_bytes: int) -> Written:
        """A file, of so many bytes at most.

        Raises :class:`DocumentError` where it cannot be read, is too large, or is no UTF-8.
        """
        file = str(path)
        try:
            with path.open("rb") as stream:
                data = stream.read(most_bytes + 1)
        except OSError as error:
            raise _unreadable(file, f"cannot be read: {error.strerror or error}") from None
        if len(data) > most_bytes:
            raise _unreadable(file, f"is larger than {most_bytes:,} bytes; no table is")
        try:
            return cls.of(data.decode("utf-8-sig"), file)
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            column = error.start - data.rfind(b"\n", 0, error.start)
            raise _unreadable(file, "is not UTF-8 text from here on", line, column) from None

    @classmethod
    def of(cls, text: str, file: str) -> Written:
        """A text, and the file to name in what is wrong."""
        # Not splitlines: a form feed inside a cell ends no line in an editor.
        numbered = enumerate((line.removesuffix("\r") for line in text.split("\n")), start=1)
        told = (n_line for n_line in numbered if n_line[1].strip() and n_line[1][0] != "#")
        return cls(file, tuple(told))

    @property
    def header(self) -> tuple[Cell, ...]:
        """The names of the columns; none in an empty file."""
        return tuple(_cells(self.lines[0][1])) if self.lines else ()

    def header_problems(
        self, table: str, columns: Collection[str], *, may_lack: Collection[str]
    ) -> Iterator[Problem]:
        """What is wrong with the header, for a table of such columns."""
        listed = ", ".join(columns)
        if not self.lines:
            yield Problem(self.file, 1, 1, "", f"is empty; expected the columns {listed}")
            return
        number, names = self.lines[0][0], [cell.text for cell in self.header]
        for place, cell in enumerate(self.header):
            if cell.text not in columns:
                hint = did_you_mean(cell.text, columns)
                reason = f"is no column of the table {table}, which has {listed}{hint}"
                yield Problem(self.file, number, cell.column, cell.text, reason)
            if cell.text in names[:place]:
                yield Problem(self.file, number, cell.column, cell.text, "is a column twice")
        for name in columns:
            if name not in names and name not in may_lack:
                yield Problem(self.file, number, 1, name, "the column is missing")

    def rows(self, problems: list[Problem], *, short: bool = False) -> Iterator[Row]:
        """The rows below the header; a line with other cells than that adds a problem instead.

        With ``short``, the last cells of a line may be left out.
        """
        header = self.header
        for number, line in self.lines[1:]:
            cells = list(_cells(line))
            if len(cells) == len(header) or (short and len(cells) < len(header)):
                names = (cell.text for cell in header)
                yield Row(self.file, number, dict(zip(names, cells, strict=False)))
                continue
            column = cells[min(len(header), len(cells) - 1)].column
            reason = f"has {len(cells)} cells between tabs; the header has {len(header)}"
            problems.append(Problem(self.file, number, column, "", reason))


def _unreadable(file: str, reason: str, line: int = 1, column: int = 1) -> DocumentError:
    return DocumentError([Problem(file, line, column, "", reason)])


def _cells(line: str) -> Iterator[Cell]:
    column = 1
    for cell in line.split("\t"):
        yield Cell(column + len(cell) - len(cell.lstrip()), cell.strip())
        column += len(cell) + 1
