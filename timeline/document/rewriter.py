"""Changing a document without retyping it: comments, order and spelling survive."""

from __future__ import annotations

import json
from os import PathLike
from pathlib import Path

from timeline.document import emit
from timeline.document.destructure import Data, destructure
from timeline.document.layout import Layout
from timeline.document.nodes import Node, Scalar, Sequence, child
from timeline.document.reader import documents_in, loads
from timeline.document.source import BYTE_ORDER_MARK, is_json, read_text
from timeline.document.splice import Splice
from timeline.document.writer import replace_text
from timeline.errors import DocumentError, UnknownReferenceError, did_you_mean
from timeline.model.case import Case


def rewrite(text: str, case: Case, name: str = "<text>") -> str:
    """The document ``text``, changed to say what ``case`` says, and otherwise as it was.

    In a stream of several documents the one with the id of ``case`` is changed. JSON, which has no
    comments, is written anew. Raises :class:`~timeline.errors.DocumentError` when ``text`` is no
    valid document, :class:`~timeline.errors.UnknownReferenceError` when it has no such case.
    """
    documents = documents_in(text, name)
    cases = [old for _, old in documents]
    index = _index_of(case, cases)
    node, old = documents[index]
    if old == case:
        return text
    wanted = (*cases[:index], case, *cases[index + 1 :])
    if is_json(text, name):
        data: list[Data] = [destructure(each) for each in wanted]
        whole = data if text.lstrip().startswith("[") else data[0]
        return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    return mark + _rewritten(text.removeprefix(mark), node, old, case, wanted)


def update_case(case: Case, path: str | PathLike[str]) -> None:
    """Rewrite the document in a file to say what ``case`` says; see :func:`rewrite`.

    The file is replaced at once and as a whole, or not at all.
    """
    text = read_text(Path(path))
    changed = rewrite(text, case, str(path))
    if changed != text:
        replace_text(Path(path), changed)


def _index_of(case: Case, cases: list[Case]) -> int:
    ids = [old.id for old in cases]
    if case.id in ids:
        return ids.index(case.id)
    if len(cases) == 1:
        return 0
    raise UnknownReferenceError(f"no case here is called {case.id!r}{did_you_mean(case.id, ids)}")


def _rewritten(text: str, node: Node, old: Case, new: Case, wanted: tuple[Case, ...]) -> str:
    layout = Layout(text)
    named = _ids_written(node)
    old_data, new_data = destructure(old, named), destructure(new, named)
    before, after = text[: node.start.index], text[layout.stop(node) :]
    spliced = Splice(layout).part(node, old_data, new_data)
    if spliced is not None and _says(before + spliced + after, wanted):
        return before + spliced + after
    # YAML has corners (keys behind '?', several values to a line) where a splice does not fit.
    anew = emit.block(new_data, 0).replace("\n", layout.line_break)
    return before + (layout.line_break if node.start.column else "") + anew + after


def _ids_written(node: Node) -> list[str]:
    """The ids that the document itself gives to its events; an edit leaves them where they are."""
    events = child(node, "events")
    names = [child(e, "id") for e in (events if isinstance(events, Sequence) else [events])]
    return [str(name) for name in names if isinstance(name, Scalar)]


def _says(text: str, wanted: tuple[Case, ...]) -> bool:
    try:
        return loads(text) == wanted
    except DocumentError:
        return False
