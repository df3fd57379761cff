"""Putting a document together from what a parser reports, within bounds.

Both parsers, YAML and JSON, feed the same builder: documents are untrusted, and what is refused
(duplicate keys, keys that are no text, depth, size) is refused once, here.
"""

from __future__ import annotations

import attrs

from timeline.document.nodes import Mapping, Node, Path, Place, Scalar, Sequence
from timeline.document.problems import Report

DEEPEST = 50
"""Levels of nesting; a case needs six."""

TOO_DEEP = f"nested more than {DEEPEST} levels deep"

MOST_NODES = 200_000
"""Values in one file; a case of 300 events has about 6 000."""


@attrs.define
class _Open:
    """A list or mapping still being read.

    ``key`` is the mapping's key that waits for its value, ``step`` leads to the part last begun.
    """

    node: Sequence | Mapping
    key: Node | None = None
    step: str | int | None = None


@attrs.define
class Builder:
    """Takes scalars, and starts and ends of lists and mappings, in the order of the text."""

    report: Report
    roots: list[Node] = attrs.field(factory=list, init=False)
    _open: list[_Open] = attrs.field(factory=list, init=False)
    _nodes: int = attrs.field(default=0, init=False)

    def scalar(self, node: Scalar) -> None:
        """Take a scalar: a key or a value."""
        self._place(node)

    def begin(self, node: Sequence | Mapping, start: Place, *, flow: bool) -> None:
        """Open a list or mapping; below the deepest level, refuse the document."""
        node.start, node.end, node.flow = start, start.index, flow
        self._place(node)
        self._open.append(_Open(node))
        if len(self._open) > DEEPEST:
            self.report.refuse(start, TOO_DEEP)

    def end(self, end: int) -> None:
        """Close the innermost list or mapping, whose text ends at ``end``."""
        self._open.pop().node.end = end

    @property
    def path(self) -> Path:
        """Where in the document the parser is."""
        return tuple(level.step for level in self._open if level.step is not None)

    def _place(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self.report.refuse(node, f"more than {MOST_NODES} values in one file")
        if not self._open:
            self.roots.append(node)
            return
        level = self._open[-1]
        if isinstance(level.node, Sequence):
            level.step = len(level.node)
            level.node.append(node)
        elif level.key is None:
            level.key = node
            level.step = str(node) if isinstance(node, Scalar) else None
        else:
            self._enter(level.node, level.key, node)
            level.key = None

    def _enter(self, mapping: Mapping, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar):
            kind = "list" if isinstance(key, Sequence) else "mapping"
            self.report.add(key, f"a key is a word, not a {kind}", self.path)
        elif key == "<<" and key.plain:
            self.report.add(key, "merge keys (<<) are not read: write the keys out", self.path)
        elif key in mapping:
            line = mapping.key(key).start.line + 1
            self.report.add(key, f"the key {str(key)!r} is on line {line} already", self.path)
        else:
            mapping[key] = value
