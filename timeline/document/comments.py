"""What comments say to the checks: ``# check: ignore CODE reason``, beside the case.

The case itself does not carry them. A comment on an event's lines, or above it, is about that
event; so for a claim; anywhere else it is about the whole case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from os import PathLike
from pathlib import Path

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
    texts = [span for node, _ in documents for span in _texts(layout, node)]
    found = []
    for comment in _COMMENT.finditer(text):
        place = comment.start()
        if any(start <= place < stop for start, stop in texts):
            continue  # inside quotes or a block: a value, and no comment
        node, case = _document_at(text, place, documents)
        path = _path_at(layout, node, place)
        found.append(
            Ignore(
                code=comment["code"] or "",
                reason=comment["reason"].strip(),
                case=case.id,
                path=path,
                event=_event_at(case, path),
                line=text.count("\n", 0, place) + 1,
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


def _document_at(
    text: str, place: int, documents: tuple[tuple[Node, Case], ...]
) -> tuple[Node, Case]:
    """The document of a stream that a place belongs to: the last that begins at or above it."""
    found = documents[0]
    for (before, _), (node, case) in pairwise(documents):
        between = text[before.start.index : node.start.index]
        lines = [match.start() for match in _SEPARATOR.finditer(between)]
        if place >= before.start.index + (lines[-1] if lines else len(between)):
            found = node, case
    return found


def _path_at(layout: Layout, node: Node, place: int) -> Steps:
    """``("events", 3)``, ``("claims", 0)``, or nothing for the whole case."""
    if not isinstance(node, Mapping) or node.flow:
        return ()
    for key, part in node.items():
        if key not in ("events", "claims") or isinstance(part, Scalar) or not part:
            continue
        if not isinstance(part, Sequence):  # one alone, without a list
            if part.start.index <= place <= layout.stop(part):
                return (str(key), 0)
            continue
        begin = layout.begin(part)
        for index, piece in enumerate(layout.pieces(part)):
            end = layout.line_end(piece.stop)
            if begin <= place < end:
                return (str(key), index)
            begin = end
    return ()
