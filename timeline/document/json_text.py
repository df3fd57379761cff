"""JSON to nodes.

YAML's parser reads most JSON but not all (tabs, surrogate pairs, a colon on the next line), and
complains in its own words; so JSON has a reader of its own, on the standard library's strings.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from json.decoder import scanstring  # type: ignore[attr-defined]  # not in the stubs

import attrs

from timeline.document.builder import Builder
from timeline.document.nodes import Mapping, Position, Sequence, scalar

_SPACE = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null", re.ASCII)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def looks_like_json(text: str) -> bool:
    """True when the text is JSON; a YAML mapping in braces may look like it but is not."""
    if not text.lstrip(" \t\r\n").startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def read_json(text: str, builder: Builder) -> None:
    """Feed the JSON value in ``text`` to ``builder``.

    Raises :class:`~timeline.errors.DocumentError` where the text stops being JSON.
    """
    reader = _Reader(text, builder)
    try:
        end = reader.space(reader.value(reader.space(0)))
        if end < len(text):
            raise json.JSONDecodeError("more text after the end of the document", text, end)
    except json.JSONDecodeError as error:
        place = Position(error.pos, error.lineno - 1, error.colno - 1)
        builder.report.refuse(place, f"is not JSON: {error.msg[:1].lower()}{error.msg[1:]}")


@attrs.define
class _Reader:
    """A descent through the text; its depth is bounded by the builder."""

    text: str
    builder: Builder
    _lines: list[int] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._lines = [0, *(found.end() for found in re.finditer("\n", self.text))]

    def space(self, index: int) -> int:
        """The first character at or after ``index`` that is no white space."""
        found = _SPACE.match(self.text, index)
        assert found is not None
        return found.end()

    def value(self, index: int) -> int:
        """Read the value that begins at ``index``; returns where it ends."""
        match self.text[index : index + 1]:
            case "{":
                return self._members(index)
            case "[":
                return self._items(index)
            case '"':
                return self._string(index)
        word = _WORD.match(self.text, index)
        if not word:
            raise json.JSONDecodeError("a value is expected", self.text, index)
        self.builder.scalar(scalar(word[0], self._place(index), word.end(), plain=True))
        return word.end()

    def _members(self, index: int) -> int:
        self.builder.begin(Mapping(), self._place(index), flow=True)
        index = self.space(index + 1)
        while self.text[index : index + 1] != "}":
            if self.text[index : index + 1] != '"':
                raise json.JSONDecodeError("a key in double quotes is expected", self.text, index)
            index = self.space(self._string(index))
            if self.text[index : index + 1] != ":":
                raise json.JSONDecodeError("':' is expected", self.text, index)
            index = self._after(self.value(self.space(index + 1)), "}")
        self.builder.end(index + 1)
        return index + 1

    def _items(self, index: int) -> int:
        self.builder.begin(Sequence(), self._place(index), flow=True)
        index = self.space(index + 1)
        while self.text[index : index + 1] != "]":
            index = self._after(self.value(index), "]")
        self.builder.end(index + 1)
        return index + 1

    def _after(self, index: int, closing: str) -> int:
        """Step over the comma between two values; returns where the next or ``closing`` stands."""
        index = self.space(index)
        if self.text[index : index + 1] == closing:
            return index
        if self.text[index : index + 1] != ",":
            raise json.JSONDecodeError(f"',' or {closing!r} is expected", self.text, index)
        following = self.space(index + 1)
        if self.text[following : following + 1] == closing:
            raise json.JSONDecodeError("a comma after the last value", self.text, index)
        return following

    def _string(self, index: int) -> int:
        value: str
        end: int
        value, end = scanstring(self.text, index + 1, True)  # noqa: FBT003  # its own signature
        if _LONE_SURROGATE.search(value):
            raise json.JSONDecodeError("half a surrogate pair is no character", self.text, index)
        self.builder.scalar(scalar(value, self._place(index), end, plain=False))
        return end

    def _place(self, index: int) -> Position:
        line = bisect_right(self._lines, index) - 1
        return Position(index, line, index - self._lines[line])
