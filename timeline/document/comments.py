"""What comments say to the checks: ``# check: ignore CODE reason``, beside the case.

The case itself does not carry them. A comment on an event's lines, or above it, is about that
event; so for a claim; anywhere else it is about the whole case.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from os import PathLike
from pathlib import Path
from typing import TypeAlias

from timeline.document.layout import Layout
from timeline.document.nodes import Mapping, Node, Scalar, Sequence
from timeline.document.nodes import Path as Steps
from timeline.document.reader import documents_in
from timeline.document.source import BYTE_ORDER_MARK, is_json, read_text
from timeline.findings import Ignore
from timeline.model.case import Case

_COMMENT = re.compile(
    r"(?:^|(?<=[\s]))#+[ \t]*check:[ \t]*ignore\b[ \t]*"
    r"(?P<code>[a-z0-9]+(?:-[a-z0-9]+)*(?![\w-]))?[ \t:,]*(?P<reason>[^\r\n]*)",
    re.MULTILINE,
)
_SEPARATOR = re.compile(r"^---(?=\s|$)", re.MULTILINE)

_Part: TypeAlias = tuple[int, int, Steps]
"""Where an event or claim begins and ends in the text, and its path."""


def read_ignores(path: str | PathLike[str]) -> tuple[Ignore, ...]:
    """The ignores in a file of cases; none in JSON, which has no comments.

    Raises :class:`~timeline.errors.DocumentError` with every problem of the file.
    """
    return ignores_in(read_text(Path(path)), str(path))


def ignores_in(text: str, name: str = "<text>") -> tuple[Ignore, ...]:
    """The ignores in a text of cases, in its order; ``name`` is what error messages call it.

    Raises :class:`~timeline.errors.DocumentError` with every problem of the text.
    """
    text = text.removeprefix(BYTE_ORDER_MARK)
    if not _COMMENT.search(text) or is_json(text, name):
        return ()
    documents = documents_in(text, name)
    layout = Layout(text)
    texts = sorted(span for node, _ in documents for span in _texts(layout, node))
    begins = list(_document_begins(text, documents))
    parts = [_parts(layout, node) for node, _ in documents]
    ends = [[stop for _, stop, _ in listed] for listed in parts]
    found = []
    line, counted = 1, 0
    for comment in _COMMENT.finditer(text):
        place = comment.start()
        line, counted = line + text.count("\n", counted, place), place
        span = bisect_right(texts, (place, len(text)))
        if span and place < texts[span - 1][1]:
            continue  # inside quotes or a block: a value, and no comment
        number = max(bisect_right(begins, place) - 1, 0)
        _, case = documents[number]
        path = _path_at(parts[number], ends[number], place)
        found.append(
            Ignore(
                code=comment["code"] or "",
                reason=comment["reason"].strip(),
                case=case.id,
                path=path,
                event=_event_at(case, path),
                line=line,
            )
        )
    return tuple(found)


def _event_at(case: Case, path: Steps) -> str | None:
    match path:
        case ("events", int(index)):
            return case.events[index].id
    return None


def _texts(layout: Layout, node: Node) -> Iterator[tuple[int, int]]:
    """Where scalars that may hold a ``#`` begin and end."""
    if isinstance(node, Scalar):
        if "#" in node:
            yield node.start.index, layout.stop(node)
        return
    if isinstance(node, Mapping):
        for key in node:
            yield from _texts(layout, key)
    for part in node.values() if isinstance(node, Mapping) else node:
        yield from _texts(layout, part)


def _document_begins(text: str, documents: tuple[tuple[Node, Case], ...]) -> Iterator[int]:
    """Where each document of a stream begins: at the last separator above it."""
    yield 0
    for (before, _), (node, _) in pairwise(documents):
        between = text[before.start.index : node.start.index]
        lines = [match.start() for match in _SEPARATOR.finditer(between)]
        yield before.start.index + (lines[-1] if lines else len(between))


def _parts(layout: Layout, node: Node) -> list[_Part]:
    """The events and claims of a document, each with the comments above it, as they lie."""
    found: list[_Part] = []
    if not isinstance(node, Mapping) or node.flow:
        return found
    for key, part in node.items():
        if key not in ("events", "claims") or isinstance(part, Scalar) or not part:
            continue
        if not isinstance(part, Sequence):  # one alone, without a list
            found.append((part.start.index, layout.stop(part) + 1, (str(key), 0)))
            continue
        begin = layout.begin(part)
        for index, piece in enumerate(layout.pieces(part)):
            end = layout.line_end(piece.stop)
            found.append((begin, end, (str(key), index)))
            begin = end
    return found


def _path_at(parts: list[_Part], ends: list[int], place: int) -> Steps:
    """``("events", 3)``, ``("claims", 0)``, or nothing for the whole case."""
    number = bisect_right(ends, place)
    if number < len(parts) and parts[number][0] <= place:
        return parts[number][2]
    return ()
