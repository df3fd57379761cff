"""Where cases come from, cut into chunks that can be read by themselves, in any process.

A file of cases in Parquet is cut at its row groups, a folder of documents at every so many files,
JSON Lines at every so many lines. Reading a chunk gives each case or the reason why it is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import attrs

from timeline.cohort import store
from timeline.cohort.contents import Rejected, contents, file_problem, name_problem, spelled_out
from timeline.document import loads, read_cases
from timeline.document.rows import CaseRow, from_row
from timeline.document.source import LARGEST
from timeline.errors import CaseTimelineError
from timeline.model.case import Case

__all__ = ["Chunk", "Placed", "Read", "Rejected", "case_of", "chunks_of"]

DOCUMENTS_PER_CHUNK = 500
"""Documents, or lines of JSON, of a chunk: about a second of reading."""


Read: TypeAlias = Case | Rejected

Placed: TypeAlias = tuple[str, Read]
"""Where something was read, and what: the case, or why it is none."""


@attrs.frozen
class Chunk:
    """A part of an input: ``first`` and ``last`` (exclusive) of its row groups, files or lines.

    ``rejects`` is what the input holds that nothing can be read from, known before it is opened.
    """

    path: str
    kind: str
    first: int
    last: int
    files: tuple[str, ...] = ()
    rejects: tuple[Rejected, ...] = ()

    def read(self) -> Iterator[Placed]:
        """Each case, or why it is none, with its place."""
        yield from _READERS[self.kind](self)


def chunks_of(path: Path) -> tuple[Chunk, ...]:
    """The chunks of a Parquet file, a folder, a JSON Lines file or a document, in order.

    A folder is read with all that is in it, of every kind; what cannot be read is a reject. Raises
    :class:`CaseTimelineError` for a single file that is none of these.
    """
    if not path.is_dir():
        reason = name_problem(str(path)) or file_problem(path)
        if reason:
            raise CaseTimelineError(f"{spelled_out(str(path))}: {reason}")
        return _of_file(path)
    found = contents(path)
    chunks: list[Chunk] = []
    rejects = list(found.rejects)
    for file in (*found.tables, *found.lines):
        try:
            chunks += _of_file(Path(file))
        except (CaseTimelineError, OSError) as error:
            rejects.append(Rejected(Path(file).stem, file, str(error)))
    stretches = (
        tuple(found.documents[first : first + DOCUMENTS_PER_CHUNK])
        for first in range(0, len(found.documents), DOCUMENTS_PER_CHUNK)
    )
    first = 0
    for files in stretches:
        chunks.append(Chunk(str(path), "documents", first, first + len(files), files))
        first += len(files)
    if rejects:
        chunks.append(Chunk(str(path), "rejects", 0, len(rejects), rejects=tuple(rejects)))
    return tuple(chunks)


def _of_file(path: Path) -> tuple[Chunk, ...]:
    name = str(path)
    if path.suffix == ".parquet":
        groups = _groups(path)
        return tuple(Chunk(name, "parquet", n, n + 1, (name,)) for n in range(groups))
    if path.suffix == ".jsonl":
        lines = _lines_in(path)
        return tuple(
            Chunk(name, "lines", first, min(first + DOCUMENTS_PER_CHUNK, lines), (name,))
            for first in range(0, lines, DOCUMENTS_PER_CHUNK)
        )
    return (Chunk(name, "documents", 0, 1, (name,)),)


def _groups(path: Path) -> int:
    """The row groups of a file of cases; raises :class:`CaseTimelineError` for any other."""
    from pyarrow import ArrowException

    try:
        return store.groups(path)
    except ArrowException as error:
        raise CaseTimelineError(f"{path}: cannot be read as Parquet: {error}") from None
    except OSError as error:  # which Arrow also raises for a file that was cut off
        reason = error.strerror or error
        raise CaseTimelineError(f"{path}: cannot be read as Parquet: {reason}") from None


def _lines_in(path: Path) -> int:
    """How many lines a file has, without holding any of them."""
    count, last = 0, b"\n"
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            count += block.count(b"\n")
            last = block[-1:]
    return count + (last != b"\n")


def _read_parquet(chunk: Chunk) -> Iterator[Placed]:
    from pyarrow import ArrowException

    place = f"{chunk.path}, row group {chunk.first}"
    try:
        rows = list(store.read_group(Path(chunk.path), chunk.first))
    except (ArrowException, OSError, CaseTimelineError) as error:
        name = f"row group {chunk.first}"
        yield place, Rejected(name, place, f"{place}: cannot be read: {error}")
        return
    for row in rows:
        yield place, case_of(row, place)


def case_of(row: CaseRow, source: str) -> Read:
    """The case of a row, or why it is none."""
    if not row.id or row.about is None:
        lacks = "a case's id" if not row.id else "what the case is about"
        return Rejected(row.id or "", source, f"{source}: a row without {lacks}")
    try:
        return from_row(row)
    except Exception as error:  # noqa: BLE001  # one bad row never stops a run of a million
        if any(event.id is None or event.what is None for event in row.events):
            return Rejected(row.id, source, f"{source}: an event without an id or what it is")
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
    for number, line in _numbered_lines(Path(chunk.path), chunk.first, chunk.last):
        source = f"{chunk.path}:{number}"
        if len(line) > LARGEST:
            reason = f"{source}: is longer than {LARGEST // 1_000_000} MB"
            yield source, Rejected(f"line {number}", source, reason)
            continue
        if not line.strip():
            continue
        try:
            found = loads(line.decode("utf-8", "replace"), source)
        except Exception as error:  # noqa: BLE001  # nor one bad line
            yield source, Rejected.because(error, f"line {number}", source)
        else:
            for case in found:
                yield source, case


def _numbered_lines(path: Path, first: int, last: int) -> Iterator[tuple[int, bytes]]:
    """Lines ``first`` to ``last`` (exclusive), counted from 1; of one too long, only its start."""
    with path.open("rb") as file:
        for number in range(last):
            line = start = file.readline(LARGEST + 1)
            while len(line) > LARGEST and not line.endswith(b"\n"):
                line = file.readline(LARGEST + 1)
            if number >= first:
                yield number + 1, start


def _read_rejects(chunk: Chunk) -> Iterator[Placed]:
    for reject in chunk.rejects:
        yield reject.source, reject


_READERS: dict[str, Callable[[Chunk], Iterator[Placed]]] = {
    "parquet": _read_parquet,
    "documents": _read_documents,
    "lines": _read_lines,
    "rejects": _read_rejects,
}
