"""A document as plain ``str``, ``list`` and ``dict`` that remember where they were written.

Every scalar stays the text its writer typed: whether ``NO``, ``1e3`` or ``2016-09`` is a word, a
number or a date is decided by the field it stands in, never by YAML.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeAlias

import attrs


class Place(Protocol):
    """A position in a text, all three counted from 0."""

    @property
    def index(self) -> int:
        """Characters before it in the text."""

    @property
    def line(self) -> int:
        """Lines before it."""

    @property
    def column(self) -> int:
        """Characters before it in its line."""


@attrs.frozen
class Position:
    """A :class:`Place` made here; YAML's parser brings its own."""

    index: int
    line: int
    column: int


_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class Scalar(str):
    """A text, number or word as written. ``plain`` is False when it was quoted or a block."""

    __slots__ = ("end", "plain", "start")
    start: Place
    end: int
    plain: bool

    @property
    def empty(self) -> bool:
        """True for ``key:``, ``key: ~`` and ``key: null``."""
        return self.plain and self in _NULLS

    @property
    def literal(self) -> bool:
        """True when the characters stand in the document just as they are, on one line."""
        return self.plain and self.end - self.start.index == len(self)


class Sequence(list["Node"]):
    """A list. ``flow`` is True when it was written ``[a, b]``.

    A block has no closing sign, so its ``end`` lies behind the blank lines and comments after it.
    """

    __slots__ = ("end", "flow", "start")
    start: Place
    end: int
    flow: bool


class Mapping(dict[Scalar, "Node"]):
    """A mapping, whose keys know their place too. ``flow`` and ``end`` are as for a list."""

    __slots__ = ("end", "flow", "start")
    start: Place
    end: int
    flow: bool

    def key(self, name: str) -> Scalar:
        """The key equal to ``name``, as written."""
        return next(key for key in self if key == name)


Node: TypeAlias = Scalar | Sequence | Mapping

Path: TypeAlias = tuple[str | int, ...]
"""Steps from the top of a document: ``("events", 3, "start")``."""


def scalar(text: str, start: Place, end: int, *, plain: bool) -> Scalar:
    """A scalar written between ``start`` and ``end``."""
    node = Scalar(text)
    node.start, node.end, node.plain = start, end, plain
    return node


def show_path(path: Path) -> str:
    """``events[3].start``."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step[:40]}" for step in path)
    return "".join(steps).removeprefix(".")


def child(node: Node, step: str | int) -> Node:
    """The part of ``node`` at ``step``, or ``node`` itself where the document is shorter.

    One value may stand for a list of one, so that ``events[0]`` can be ``events`` itself.
    """
    if isinstance(node, Mapping) and isinstance(step, str):
        # A scalar is hashed as the string it is, so that plain names find it.
        return node.get(step, node)  # type: ignore[call-overload, no-any-return]
    if isinstance(node, Sequence) and isinstance(step, int):
        return node[step]
    return node


def locate(node: Node, path: Path) -> Node:
    """The deepest part of ``node`` that ``path`` leads to."""
    for step in path:
        node = child(node, step)
    return node


def scalars(node: Node, path: Path = ()) -> Iterator[tuple[Path, Scalar]]:
    """Every scalar below a node that is a value, with the path that leads to it."""
    if isinstance(node, Scalar):
        yield path, node
        return
    steps = node.items() if isinstance(node, Mapping) else enumerate(node)
    for step, part in steps:
        yield from scalars(part, (*path, step if isinstance(step, int) else str(step)))


def describe(node: Node) -> str:
    """What a node is, in the words of an error message."""
    if isinstance(node, Scalar):
        return "nothing" if node.empty else f"the text {str(node)!r}"
    return "a list" if isinstance(node, Sequence) else "a mapping"
