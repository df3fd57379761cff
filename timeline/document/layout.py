"""How the parts of a document lie in its text: where each begins and ends, what stands between.

The text of a list or mapping is a chain of pieces. In a block each has a *lead* (the comment and
blank lines above it, and its indent) and a *body* (up to the end of its last line, comment
included); in a flow, what stands between two pieces belongs to the first.
"""

from __future__ import annotations

import re
from itertools import pairwise

import attrs

from timeline.document.nodes import Mapping, Node, Scalar, Sequence

_LINE_END = re.compile(r"\r?\n|\Z")
_COMMENTS = re.compile(r"(?:\s|#[^\n]*)*")
_BLANK_LINE = re.compile(r"^[ \t]*\r?\n", re.MULTILINE)


@attrs.frozen
class Piece:
    """One item of a list or entry of a mapping: where it begins, and where its line ends."""

    node: Node
    key: Scalar | None
    start: int
    stop: int


@attrs.frozen
class Layout:
    """The places in one text."""

    text: str

    @property
    def line_break(self) -> str:
        """The line end this text uses."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def stop(self, node: Node) -> int:
        """Where the text of a node ends; for a block, at the end of its last line."""
        if isinstance(node, Scalar):
            return self._block_stop(node) if self._is_block(node) else node.end
        if node.flow:
            return node.end
        last = node[-1] if isinstance(node, Sequence) else [*node.values()][-1]
        return self.line_end(self.stop(last))

    def line_end(self, index: int) -> int:
        """Where the line of a character ends, before its line break."""
        found = _LINE_END.search(self.text, index)
        assert found is not None
        return found.start()

    def begin(self, node: Node) -> int:
        """Where the text of a node begins: with the comments above it, for a list in lines."""
        line = node.start.index - node.start.column
        if (
            not isinstance(node, Sequence)
            or node.flow
            or self.text[line : node.start.index].strip()
        ):
            return node.start.index
        while line > 0:
            above = self.text.rfind("\n", 0, line - 1) + 1
            content = self.text[above:line].strip()
            if content and not content.startswith("#"):
                break
            line = above
        return line

    def pieces(self, node: Sequence | Mapping) -> list[Piece]:
        """The items or entries of a node, in the order of the text."""
        keys = node if isinstance(node, Mapping) else [None] * len(node)
        values = node.values() if isinstance(node, Mapping) else node
        pieces = []
        start = node.start.index
        for key, value in zip(keys, values, strict=True):
            if key is not None or node.flow:
                start = (value if key is None else key).start.index
            stop = self.stop(value)
            pieces.append(Piece(value, key, start, stop if node.flow else self.line_end(stop)))
            # The dash of the next item stands behind comments, and may stand lines above its value.
            start = self._after_comments(pieces[-1].stop)
        return pieces

    def leads(self, node: Sequence | Mapping, pieces: list[Piece]) -> list[str]:
        """What stands between the line break after a piece and the next piece."""
        leads = [self.text[self.begin(node) : pieces[0].start]]
        for before, piece in pairwise(pieces):
            between = self.text[before.stop : piece.start]
            leads.append(between.removeprefix("\r").removeprefix("\n"))
        return leads

    def _is_block(self, node: Scalar) -> bool:
        return not node.plain and self.text[node.start.index] in "|>"

    def _block_stop(self, node: Scalar) -> int:
        """Before the blank lines that end a block text, unless a ``+`` says they belong to it."""
        written = self.text[node.start.index : node.end]
        header = written.partition("\n")[0].partition("#")[0]
        if "+" in header:
            return node.start.index + len(written.removesuffix("\n").removesuffix("\r"))
        return self.line_end(node.start.index + len(written.rstrip()))

    def _after_comments(self, index: int) -> int:
        found = _COMMENTS.match(self.text, index)
        assert found is not None
        return found.end()


def loose_comments(lead: str) -> str:
    """The part of a lead that says nothing of the piece below it: down to the last blank line."""
    blank = [found.end() for found in _BLANK_LINE.finditer(lead)]
    return lead[: blank[-1]] if blank and "#" in lead[: blank[-1]] else ""


def begins_blank(lead: str) -> bool:
    """True when a blank line sets a piece apart from the one above."""
    return bool(_BLANK_LINE.match(lead))
