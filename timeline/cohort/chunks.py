"""Where cases come from, cut into chunks that can be read by themselves, in any process.

A file of cases in Parquet is cut at its row groups, a folder of documents at every so many files,
JSON Lines at every so many lines. Reading a chunk gives each case or the reason why it is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import attrs

from timeline.cohort import store
from timeline.document import SUFFIXES, loads, read_cases
from timeline.document.rows import CaseRow, from_row
from timeline.errors import CaseTimelineError
from timeline.model.case import Case

DOCUMENTS_PER_CHUNK = 500
"""Documents, or lines of JSON, of a chunk: about a second of reading."""


@attrs.frozen
class Rejected:
    """Something that is no case: what it is called, where it was, and why it is none.

    ``fault`` is True where nothing is wrong with the case: the program failed at it.
    """

    case: str
    source: str
    reason: str
    fault: bool = False

    @classmethod
    def because(cls, error: Exception, case: str, source: str) -> Rejected:
        """What is rejected for an error; one that is not the library's own is a fault of it."""
        if isinstance(error, CaseTimelineError):
            return cls(case, source, str(error))
        what = f"a fault of the program, not of the case: {type(error).__name__}: {error}"
        return cls(case, source, what, fault=True)


Read: TypeAlias = Case | Rejected

Placed: TypeAlias = tuple[str, Read]
"""Where something was read, and what: the case, or why it is none."""


@attrs.frozen
class Chunk:
    """A part of an input: ``first`` and ``last`` (exclusive) of its row groups, files or lines."""

    path: str
    kind: str
    first: int
    last: int
    files: tuple[str, ...] = ()

    def read(self) -> Iterator[Placed]:
        """Each case, or why it is none, with its place."""
        yield from _READERS[self.kind](self)


def chunks_of(path: Path) -> tuple[Chunk, ...]:
    """The chunks of a Parquet file, a folder, a JSON Lines file or a document, in order.

    Raises :class:`DocumentError` for what is none of these.
    """
    if path.is_dir():
        return _of_folder(path)
    if path.suffix == ".parquet":
        return tuple(
            Chunk(str(path), "parquet", group, group + 1) for group in range(_groups(path))
        )
    if path.suffix == ".jsonl":
        with path.open("rb") as file:
            lines = sum(1 for _ in file)
        return tuple(
            Chunk(str(path), "lines", first, min(first + DOCUMENTS_PER_CHUNK, lines))
            for first in range(0, lines, DOCUMENTS_PER_CHUNK)
        )
    return (Chunk(str(path), "documents", 0, 1, (str(path),)),)


def _of_folder(path: Path) -> tuple[Chunk, ...]:
    tables = sorted(path.glob("*.parquet"))
    if tables:
        return tuple(chunk for table in tables for chunk in chunks_of(table))
    files = sorted(str(file) for file in path.rglob("*") if file.suffix in SUFFIXES)
    return tuple(
        Chunk(
            str(path),
            "documents",
            first,
            min(first + DOCUMENTS_PER_CHUNK, len(files)),
            tuple(files[first : first + DOCUMENTS_PER_CHUNK]),
        )
        for first in range(0, len(files), DOCUMENTS_PER_CHUNK)
    )


def _groups(path: Path) -> int:
    from pyarrow import ArrowException

    try:
        return store.groups(path)
    except ArrowException as error:
        raise CaseTimelineError(f"{path}: cannot be read as Parquet: {error}") from None


def _read_parquet(chunk: Chunk) -> Iterator[Placed]:
    place = f"{chunk.path}, row group {chunk.first}"
    for row in store.read_group(Path(chunk.path), chunk.first):
        yield place, case_of(row, place)


def case_of(row: CaseRow, source: str) -> Read:
    """The case of a row, or why it is none."""
    try:
        return from_row(row)
    except Exception as error:  # noqa: BLE001  # one bad row never stops a run of a million
        return Rejected.because(error, row.id, source)


def _read_documents(chunk: Chunk) -> Iterator[Placed]:
    for file in chunk.files:
        try:
            found = read_cases(file)
        except Exception as error:  # noqa: BLE001  # nor one bad document
            yield file, Rejected.because(error, Path(file).stem, file)
        else:
            for case in found:
                yield file, case


def _read_lines(chunk: Chunk) -> Iterator[Placed]:
    with Path(chunk.path).open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(islice(file, chunk.first, chunk.last), chunk.first + 1):
            source = f"{chunk.path}:{number}"
            if not line.strip():
                continue
            try:
                found = loads(line, source)
            except Exception as error:  # noqa: BLE001  # nor one bad line
                yield source, Rejected.because(error, f"line {number}", source)
            else:
                for case in found:
                    yield source, case


_READERS: dict[str, Callable[[Chunk], Iterator[Placed]]] = {
    "parquet": _read_parquet,
    "documents": _read_documents,
    "lines": _read_lines,
}
