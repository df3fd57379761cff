"""Cases for a cohort in memory: from documents, folders, files of cases, or plain rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from timeline.cohort.chunks import Placed, Rejected, chunks_of
from timeline.document import loads
from timeline.document.frames import Table, plain, rows_of
from timeline.errors import CaseTimelineError, DocumentError, Problem, did_you_mean


def read(paths: Iterable[Path]) -> Iterator[Placed]:
    """Every case of documents, folders, Parquet and JSON Lines files, with its place.

    Raises :class:`CaseTimelineError` for a path that is not there, or holds nothing of the kind.
    """
    for path in paths:
        if not path.exists():
            raise CaseTimelineError(f"{path}: there is no such file or folder")
        chunks = chunks_of(path)
        if not chunks:
            raise CaseTimelineError(f"{path}: holds no documents, Parquet or JSON Lines of cases")
        for chunk in chunks:
            yield from chunk.read()


def read_rows(rows: Table) -> Iterator[Placed]:
    """The cases of plain rows or of a data frame, each a whole case or one event of one.

    A row with ``events``, or without any key but those of a case, is a case. Of others, those of
    one ``case`` make one case, in their order; what is missing (None, NaN, NaT) is left out, and
    numbers may be those of numpy. Dates may be ``datetime.date``. What is wrong with an event is
    told with its row.
    """
    listed = rows_of(rows)
    documents: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for number, row in enumerate(listed, start=1):
        place = f"row {number}"
        data = {key: _plain(value) for key, value in row.items()}
        data = {key: value for key, value in data.items() if value is not None}
        name = str(data.pop("case", ""))
        if not name:
            hint = "" if "case" in row else did_you_mean("case", [str(key) for key in row])
            reason = f"names no case{hint}; expected the case's id under 'case'"
            yield place, Rejected(place, place, f"{place}: {reason}")
        elif "events" in data or not data:
            yield from _case(place, {"case": name, **data}, ())
        else:
            documents.setdefault(name, []).append((number, data))
    for name, told in documents.items():
        numbers = tuple(number for number, _ in told)
        place = f"row {numbers[0]}" + (" and those after it" if told[1:] else "")
        yield from _case(place, {"case": name, "events": [event for _, event in told]}, numbers)


def _case(place: str, document: dict[str, Any], numbers: Sequence[int]) -> Iterator[Placed]:
    """The case of a document; ``numbers`` are the rows of its events, where each has one."""
    name = document["case"]
    try:
        text = json.dumps(document, ensure_ascii=False)
    except (TypeError, ValueError) as error:  # a value that no document can hold
        yield place, Rejected(name, place, f"{place}: {error}")
        return
    try:
        found = loads(text, f"{name}.json")
    except DocumentError as error:
        told = (_in_its_row(problem, name, place, numbers) for problem in error.problems)
        yield place, Rejected(name, place, "\n".join(told))
    else:
        for case in found:
            yield place, case


_OF_EVENT = re.compile(r"events\[(\d+)\]\.?(.*)")


def _in_its_row(problem: Problem, name: str, place: str, numbers: Sequence[int]) -> str:
    """A problem of the document that rows were made into, at the row it came from."""
    event = _OF_EVENT.fullmatch(problem.path)
    if event and numbers:
        place, path = f"row {numbers[int(event[1])]}", event[2]
    else:
        path = problem.path
    return f"{place}, case {name!r}: {f'{path}: ' if path else ''}{problem.message}"


def _plain(value: object) -> object:
    """A cell as a document has it: dates as text, and nothing that is missing."""
    value = plain(value)
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
