"""Cases for a cohort in memory: from documents, folders, files of cases, or plain rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from timeline.cohort.chunks import Placed, Rejected, chunks_of
from timeline.document import loads
from timeline.errors import CaseTimelineError, DocumentError

PlainRow = Mapping[str, Any]
"""A case in the keys of a document; or one event of it, with the case's id under ``case``."""


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


def read_rows(rows: Iterable[PlainRow]) -> Iterator[Placed]:
    """The cases of plain rows, each a whole case or one event of one.

    A row with ``events``, or without any key but those of a case, is a case. Of others, those of
    one ``case`` make one case, in their order; what is null is left out. Dates may be
    ``datetime.date``.
    """
    documents: dict[str, dict[str, Any]] = {}
    places: dict[str, str] = {}
    for number, row in enumerate(rows, start=1):
        place = f"row {number}"
        data = {key: _plain(value) for key, value in row.items() if value is not None}
        name = str(data.pop("case", ""))
        if not name:
            reason = "names no case; expected the case's id under 'case'"
            yield place, Rejected(place, place, f"{place}: {reason}")
        elif "events" in data or not data:
            yield from _case(place, {"case": name, **data})
        else:
            places.setdefault(name, place)
            documents.setdefault(name, {"case": name, "events": []})["events"].append(data)
    for name, document in documents.items():
        yield from _case(f"{places[name]} and those after it", document)


def _case(place: str, document: dict[str, Any]) -> Iterator[Placed]:
    try:
        text = json.dumps(document, ensure_ascii=False)
    except (TypeError, ValueError) as error:  # a value that no document can hold
        yield place, Rejected(document["case"], place, f"{place}: {error}")
        return
    try:
        found = loads(text, f"{document['case']}.json")
    except DocumentError as error:
        yield place, Rejected(document["case"], place, str(error))
    else:
        for case in found:
            yield place, case


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
