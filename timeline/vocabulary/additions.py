"""A user's own terms, from files: more genes, drugs, regimens, tumour types, responses, panels.

A file is a table as the shipped ones are: tab-separated, a header, the same columns (those left out
are empty), lists separated by ``; ``. It is ``genes.tsv``, ``drugs.tsv`` and so on; or any ``.tsv``
file whose first column is ``table`` and names the table of each row; or a folder of such files. A
row whose key is a shipped row's stands in its place. Everything wrong is said at once, by line and
column.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from timeline import tsv
from timeline.errors import DocumentError, Problem, did_you_mean
from timeline.vocabulary.current import Vocabulary
from timeline.vocabulary.drugs import DRUGS
from timeline.vocabulary.genes import GENES
from timeline.vocabulary.misspellings import MISSPELLINGS
from timeline.vocabulary.panels import PANELS
from timeline.vocabulary.regimens import REGIMENS
from timeline.vocabulary.responses import RESPONSES
from timeline.vocabulary.tables import Column, Row, Table, folded
from timeline.vocabulary.tumours import TUMOURS

TABLES: Mapping[str, Table[Any]] = {
    table.name: table
    for table in (GENES, DRUGS, REGIMENS, TUMOURS, RESPONSES, PANELS, MISSPELLINGS)
}
"""Every table of the vocabulary by its name, which is also its file's."""

LARGEST_FILE = 10_000_000
"""Bytes: a vocabulary file beyond this is refused unread."""


class VocabularyError(DocumentError):
    """A vocabulary file that cannot be used: every problem, with its line and column."""


@attrs.frozen
class _Placed:
    """A row that was read, of one table, and where."""

    table: Table[Any]
    row: Row
    line: tsv.Row


def read_additions(
    path: str | os.PathLike[str], *, to: Vocabulary | None = None
) -> Mapping[str, tuple[Row, ...]]:
    """The rows of a file or folder, by table, for ``Vocabulary.with_additions``.

    ``to`` is the vocabulary they will be added to, the shipped one when left out: a spelling that
    would name two terms there is refused, except where genes share an alias.

    Raises:
        VocabularyError: something in the files is not as the tables demand; all of it at once.
    """
    problems: list[Problem] = []
    placed: list[_Placed] = []
    for file in _files(Path(path)):
        try:
            placed += _read(tsv.Written.read(file, LARGEST_FILE), problems)
        except DocumentError as error:
            raise VocabularyError(error.problems) from None
    problems += _repeats(placed)
    added: dict[str, tuple[Row, ...]] = {}
    for item in placed:
        added[item.table.name] = (*added.get(item.table.name, ()), item.row)
    if not problems:
        problems += _collisions(placed, (to or Vocabulary.standard()).with_additions(added))
    if problems:
        raise VocabularyError(problems)
    return added


def vocabulary_with(*paths: str | os.PathLike[str]) -> Vocabulary:
    """The shipped vocabulary with these files added, the later ones over the earlier.

    Raises:
        VocabularyError: something in a file is not as the tables demand.
    """
    vocabulary = Vocabulary.standard()
    for path in paths:
        vocabulary = vocabulary.with_additions(read_additions(path, to=vocabulary))
    return vocabulary


def _files(path: Path) -> tuple[Path, ...]:
    if not path.is_dir():
        return (path,)
    files = tuple(sorted(path.glob("*.tsv")))
    if files:
        return files
    raise VocabularyError([Problem(str(path), 1, 1, "", "no .tsv file in this folder")])


def _read(written: tsv.Written, problems: list[Problem]) -> Iterator[_Placed]:
    stem = Path(written.file).stem
    of_all = bool(written.header) and written.header[0].text == "table"
    if not of_all and stem not in TABLES:
        expected = f"a first column 'table', or a file named {', '.join(TABLES)} (.tsv)"
        hint = did_you_mean(stem, TABLES)
        problems.append(Problem(written.file, 1, 1, "", f"expected {expected}{hint}"))
        return
    columns = {c.name: None for t in TABLES.values() for c in t.columns}
    wanted = ["table", *columns] if of_all else [c.name for c in TABLES[stem].columns]
    name = "of several" if of_all else stem
    problems += written.header_problems(name, wanted, may_lack=wanted)
    for line in written.rows(problems, short=True):
        yield from _row(line, line.cells["table"].text if of_all else stem, problems)


def _row(line: tsv.Row, name: str, problems: list[Problem]) -> Iterator[_Placed]:
    table = TABLES.get(name)
    if table is None:
        expected = f"{name!r} is no table; expected {', '.join(TABLES)}"
        problems.append(line.problem("table", f"{expected}{did_you_mean(name, TABLES)}"))
        return
    stated = {column: cell.text for column, cell in line.cells.items() if column != "table"}
    row = {column.name: stated.pop(column.name, "") for column in table.columns}
    found = [
        line.problem(column, f"the table {table.name!r} has no such column")
        for column, cell in stated.items()
        if cell
    ]
    for column in table.columns:
        found += _cell(line, column, row[column.name])
    problems += found
    if not found:
        yield _Placed(table, row, line)


def _cell(line: tsv.Row, column: Column, cell: str) -> Iterator[Problem]:
    if not cell:
        if column.needed:
            yield line.problem(column.name, "is empty, and every row needs it")
        return
    for item in cell.split("; ") if column.many else (cell,):
        if not item or (column.pattern is not None and not column.pattern.fullmatch(item)):
            yield line.problem(column.name, f"{item!r}: expected {column.expected}")


def _repeats(placed: list[_Placed]) -> Iterator[Problem]:
    """Rows of one key within what is added: the second would silently replace the first."""
    first: dict[tuple[str, tuple[str, ...]], tsv.Row] = {}
    for item in placed:
        key = item.table.key(item.row)
        at = first.setdefault((item.table.name, key), item.line)
        if at is not item.line:
            yield item.line.problem("", f"{' '.join(key)!r} is in {at.file}:{at.number} already")


def _collisions(placed: list[_Placed], together: Vocabulary) -> Iterator[Problem]:
    """Spellings that would name an added term and another one."""
    for item in placed:
        if item.table is GENES or item.table is REGIMENS or item.table is RESPONSES:
            continue  # genes share aliases, regimens acronyms, scales categories: by design
        index = together.index(item.table)
        for spelling, _ in item.table.spellings(item.table.term(item.row)):
            rivals = index.shared.get(folded(spelling), ())
            if rivals:
                names = " and ".join(repr(" ".join(_key_of(item.table, r))) for r in rivals)
                yield item.line.problem("", f"{spelling!r} would name {names}")


def _key_of(table: Table[Any], term: Any) -> tuple[str, ...]:
    return (getattr(term, "name", None) or next(iter(table.spellings(term)))[0],)
