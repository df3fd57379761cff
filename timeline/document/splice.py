"""New text for the parts of a document that changed, in between what stays.

Old and new data are compared part by part: where they are equal the text is copied, where both are
lists or mappings their pieces are put together again, and only the rest is written anew.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from timeline.document import emit
from timeline.document.destructure import Data
from timeline.document.layout import Layout, Piece, begins_blank, loose_comments
from timeline.document.match import match
from timeline.document.nodes import Mapping, Node, Scalar, Sequence

Text = tuple[int | None, str]
"""What a piece shall say, and which piece of the document it was; None for a new one."""


@attrs.frozen
class Splice:
    """Edits of the document that ``layout`` describes."""

    layout: Layout

    def part(
        self, node: Node, old: Data | None, new: Data | None, *, in_flow: bool = False
    ) -> str | None:
        """The text of ``node``, with ``new`` in place of ``old``; None if it has to be retyped."""
        if old == new:
            return self.layout.text[self.layout.begin(node) : self.layout.stop(node)]
        if isinstance(node, Sequence) and node and old is not None and new is not None:
            was, now = _as_list(old), _as_list(new)
            if now and len(was) == len(node):
                return self._sequence(node, was, now)
        if (
            isinstance(node, Mapping)
            and isinstance(old, dict)
            and isinstance(new, dict)
            and node
            and new
        ):
            return self._mapping(node, old, new)
        return emit.flow(new) if in_flow and new is not None else None

    def _mapping(self, node: Mapping, old: dict[str, Data], new: dict[str, Data]) -> str:
        """Entries in the order of the document; new ones behind those they follow when typed."""
        texts: list[Text] = []
        names: list[str] = []
        for index, piece in enumerate(self.layout.pieces(node)):
            name = str(piece.key)
            if name not in old or name in new:
                names.append(name)
                texts.append((index, self._entry(piece, node, old.get(name), new.get(name))))
        typed_before: list[str] = []
        for name, data in new.items():
            if name not in names:
                known = [names.index(key) + 1 for key in typed_before if key in names]
                place = max(known, default=len(names))
                names.insert(place, name)
                texts.insert(place, (None, self._new_entry(name, data, node)))
            typed_before.append(name)
        return self._joined(node, texts)

    def _sequence(self, node: Sequence, old: list[Data], new: list[Data]) -> str:
        """Items in the order of the new data, each with its own comments."""
        pieces = self.layout.pieces(node)
        texts: list[Text] = []
        for index, data in zip(match(old, new), new, strict=True):
            if index is None:
                texts.append((None, self._new_item(data, node)))
            else:
                texts.append((index, self._item(pieces[index], node, old[index], data)))
        return self._joined(node, texts)

    def _entry(self, piece: Piece, parent: Mapping, old: Data | None, new: Data | None) -> str:
        text = self.part(piece.node, old, new, in_flow=parent.flow)
        if text is None:
            assert new is not None
            typed = self._new_entry(str(piece.key), new, parent)
            text = _in_place(piece.node, typed, f"{piece.key}: ")
            if text is None:
                return typed
        return self._around(piece, text)

    def _item(self, piece: Piece, parent: Sequence, old: Data, new: Data) -> str:
        text = self.part(piece.node, old, new, in_flow=parent.flow)
        if text is None:
            typed = self._new_item(new, parent)
            text = _in_place(piece.node, typed, "- ")
            if text is None:
                return typed
        return self._around(piece, text)

    def _around(self, piece: Piece, text: str) -> str:
        """A value's new text between its old key or dash and the comment behind it."""
        before = self.layout.text[piece.start : self.layout.begin(piece.node)]
        return before + text + self.layout.text[self.layout.stop(piece.node) : piece.stop]

    def _new_entry(self, name: str, data: Data, parent: Mapping) -> str:
        if parent.flow:
            return f"{name}: {emit.flow(data)}"
        return self._typed(emit.entry(name, data, parent.start.column))

    def _new_item(self, data: Data, parent: Sequence) -> str:
        if parent.flow:
            return emit.flow(data)
        return self._typed(emit.item(data, parent.start.column))

    def _typed(self, text: str) -> str:
        return text.replace("\n", self.layout.line_break)

    def _joined(self, node: Sequence | Mapping, texts: list[Text]) -> str:
        if node.flow:
            return self._joined_flow(node, texts)
        line_break = self.layout.line_break
        leads = self.layout.leads(node, self.layout.pieces(node))
        indent = " " * node.start.column
        spaced = len(leads) > 1 and all(map(begins_blank, leads[1:]))
        in_line = self.layout.begin(node) == node.start.index
        kept = _leads_kept(leads, {index for index, _ in texts})
        joined = ""
        for place, (index, text) in enumerate(texts):
            lead = (kept[index] if index is not None else "") or indent
            if place == 0:
                joined = (lead.lstrip() if in_line else lead.lstrip("\r\n")) + text
            else:
                apart = line_break if spaced and not begins_blank(lead) else ""
                joined += line_break + apart + lead + text
        return joined + line_break + kept[-1].rstrip() if kept[-1] else joined

    def _joined_flow(self, node: Sequence | Mapping, texts: list[Text]) -> str:
        pieces = self.layout.pieces(node)
        joined = self.layout.text[node.start.index : pieces[0].start]
        for place, (index, text) in enumerate(texts, start=1):
            joined += text
            if place == len(texts):
                break
            if index is None or index + 1 == len(pieces):
                joined += ", "
            else:
                joined += self.layout.text[pieces[index].stop : pieces[index + 1].start]
        return joined + self.layout.text[pieces[-1].stop : node.end]


def _in_place(node: Node, typed: str, opening: str) -> str | None:
    """What was typed, without its key or dash, if it can stand where ``node`` does."""
    on_one_line = isinstance(node, Scalar) or node.flow
    return typed.removeprefix(opening) if on_one_line and "\n" not in typed else None


def _leads_kept(leads: list[str], used: Iterable[int | None]) -> list[str]:
    """The lead of each piece, with the comments that outlive the pieces dropped before it.

    Last, those that outlive the last pieces.
    """
    kept = []
    outlived = ""
    for index, lead in enumerate(leads):
        kept.append(outlived + lead.lstrip("\r\n") if outlived else lead)
        outlived = "" if index in used else loose_comments(kept[-1])
    return [*kept, outlived]


def _as_list(data: Data) -> list[Data]:
    return data if isinstance(data, list) else [data]
