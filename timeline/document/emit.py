"""Plain data to YAML as a person would type it.

A text is quoted when YAML 1.1 or 1.2 would take it for something else, so that other programs read
what this one wrote; moments, quantities and numbers are the exception that makes documents legible.
"""

from __future__ import annotations

import re

from timeline.document.destructure import Data, Term

WIDTH = 92
"""Columns that a list or mapping may take to stay on one line."""

_WORDS = frozenset("null ~ true false yes no on off y n << =".split())
_LOOKS_TYPED = re.compile(
    r"[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"  # numbers
    r"|0[xob][\da-fA-F_]+"
    r"|[-+]?\d+(?::\d+)+(?:\.\d*)?"  # base sixty
    r"|\d{4}-\d\d?(?:-\d\d?.*)?"  # dates
    r"|[-+]?\.(?:inf|nan)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[^\W_](?:.*\S)?|[<~./(](?:.*\S)")
_SIGNS_IN_BLOCK = re.compile(r": | #|:$")
_SIGNS_IN_FLOW = re.compile(r"[,\[\]{}]|:|#|\?$")  # PyYAML takes "?}" for a key's sign
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def document(data: dict[str, Data]) -> str:
    """A whole document, with a line break at its end."""
    return block(data, 0) + "\n"


def entry(key: str, data: Data, column: int) -> str:
    """``key: value``, for a mapping that stands at ``column``."""
    if isinstance(data, dict | list):
        if data and not _fits(key, data, column):
            inner = column + 2
            return f"{key}:\n{' ' * inner}{block(data, inner)}"
        return f"{key}: {flow(data)}"
    if isinstance(data, str) and _is_literal(data):
        return f"{key}: {_literal(data, column + 2)}"
    return f"{key}: {scalar(data)}"


def item(data: Data, column: int) -> str:
    """``- value``, for a list that stands at ``column``."""
    if isinstance(data, dict) and data:
        return f"- {block(data, column + 2)}"
    return f"- {flow(data)}"


def block(data: dict[str, Data] | list[Data], column: int) -> str:
    """A list or mapping over several lines, the first of which begins at ``column`` already."""
    separator = "\n" + " " * column
    if isinstance(data, dict):
        return separator.join(entry(key, value, column) for key, value in data.items())
    return separator.join(item(value, column) for value in data)


def flow(data: Data) -> str:
    """A value on one line: ``{sex: female, age: 57 years}``."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(flow, data)) + "]"
    return scalar(data, in_flow=True)


def scalar(data: str | int, *, in_flow: bool = False) -> str:
    """A text or number on one line, quoted only where it must be."""
    if isinstance(data, int):
        return str(data)
    signs = _SIGNS_IN_FLOW if in_flow else _SIGNS_IN_BLOCK
    if not data.isprintable():
        return '"' + "".join(map(_escape, data)) + '"'
    if (
        not _PLAIN.fullmatch(data)
        or signs.search(data)
        or data.lower() in _WORDS
        or (_LOOKS_TYPED.fullmatch(data) and not isinstance(data, Term))
    ):
        return "'" + data.replace("'", "''") + "'"
    return data


def _fits(key: str, data: dict[str, Data] | list[Data], column: int) -> bool:
    values = data.values() if isinstance(data, dict) else data
    if any(isinstance(value, dict | list) for value in values):
        return False
    return column + len(key) + 2 + len(flow(data)) <= WIDTH


def _is_literal(text: str) -> bool:
    """Whether a text of several lines can stand as it is, below a ``|``."""
    lines = text.split("\n")
    return (
        len(lines) > 1
        and bool(lines[0])
        and bool(lines[-1] or lines[-2])
        and not text.startswith(" ")
        and all(line.isprintable() and line == line.rstrip() for line in lines)
    )


def _literal(text: str, column: int) -> str:
    sign = "|" if text.endswith("\n") else "|-"
    lines = text.removesuffix("\n").split("\n")
    indent = " " * column
    return "\n".join([sign, *(indent + line if line else "" for line in lines)])


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
