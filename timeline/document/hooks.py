"""Single values of a document: texts, whole numbers, terms of a list, and the small notations."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from timeline.document.nodes import Node, Path, Scalar, describe
from timeline.errors import did_you_mean

Hook: TypeAlias = Callable[[Any, Any], Any]
"""What cattrs calls: a node and the type wanted, to a value of that type."""

_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,8})", re.ASCII)


class MisfitError(ValueError):
    """A node that cannot stand where it stands; ``path`` leads to it from the value being read.

    ``key`` is the key of the value that is itself the problem, if one is.
    """

    def __init__(self, message: str, path: Path = (), *, key: str | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.key = key


class UnknownTermError(ValueError):
    """A word that is none of ``terms``.

    Worded only when it is shown: looking for the nearest term takes longer than all the rest.
    """

    def __init__(self, word: str, terms: Iterable[str]) -> None:
        super().__init__(word)
        self.word = word
        self.terms = tuple(terms)

    def __str__(self) -> str:
        hint = did_you_mean(self.word, self.terms)
        return f"{self.word!r}: expected one of {', '.join(self.terms)}{hint}"


class UnknownKindError(ValueError):
    """A mapping none of whose keys says what kind of thing it is."""

    def __init__(self, kinds: Iterable[str]) -> None:
        super().__init__("unknown kind")
        self.kinds = tuple(kinds)


def text(node: Node, _: object = None) -> str:
    """Any scalar, as its writer typed it."""
    if not isinstance(node, Scalar):
        raise MisfitError(f"expected a text, found {describe(node)}")
    refuse_empty(node)
    return str(node)


def refuse_empty(node: Node) -> None:
    """Raise :class:`MisfitError` for ``key:``: unknown is said by leaving the key out."""
    if isinstance(node, Scalar) and node.empty:
        raise MisfitError("empty value; leave the key out when there is nothing to say")


def whole_number(node: Node, _: object = None) -> int:
    """A whole number, neither quoted nor spelled out."""
    written = text(node)
    if not _WHOLE.fullmatch(written):
        raise MisfitError(f"{written!r}: expected a whole number, such as 2")
    if isinstance(node, Scalar) and not node.plain:
        raise MisfitError(f"{written!r}: a whole number is written without quotes")
    return int(written)


def notation(parse: Callable[[str], object]) -> Hook:
    """A text with a grammar; ``parse`` raises :class:`~timeline.errors.NotationError`."""
    return lambda node, _: parse(text(node))


def member(node: Node, cls: type[enum.StrEnum]) -> enum.StrEnum:
    """One of the terms of an enumeration."""
    written = text(node)
    try:
        return cls(written)
    except ValueError:
        raise UnknownTermError(written, cls) from None


def one_of(options: Iterable[object], read: Hook) -> Hook:
    """What ``read`` reads, if it is among ``options``."""
    allowed = tuple(options)

    def check(node: Node, wanted: object) -> object:
        value = read(node, wanted)
        if value not in allowed:
            raise UnknownTermError(str(value), map(str, allowed))
        return value

    return check
