"""The phrases that sentences of a summary are made of: lists, lengths, days, names of lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from timeline.analysis.wording import one_line
from timeline.model.amounts import Amount
from timeline.model.bounds import Bounds, DurationBounds

T = TypeVar("T")

MOST_NAMED = 4
"""How many of one kind a sentence names; the tables below have all."""

LONGEST = 240
"""How many letters of a name a sentence repeats."""

_HALF_KNOWN = re.compile(r"\?::(\w+)|(\w+)::\?")
"""A fusion of which one partner is known, which a reader calls by that one."""

_SIGNS = {">=": "at least ", "<=": "at most ", ">": "over ", "<": "under ", "~": "about "}

_SHORT_DAYS = 60
"""Up to here a length that is asked for in months reads better in days."""


def listed(names: Iterable[str], most: int = MOST_NAMED, last: str = "and") -> str:
    """``a, b and c``; of many the first few, and how many more."""
    return joined(first_few(names, most), last)


def first_few(names: Iterable[str], most: int = MOST_NAMED) -> list[str]:
    """The first few of the names, each once, and how many more there are."""
    told = [one_line(name, LONGEST) for name in dict.fromkeys(names)]
    return [*told[:most], f"{len(told) - most} more"] if len(told) > most + 1 else told


def joined(told: list[str], last: str = "and") -> str:
    """``a, b and c``."""
    return f"{', '.join(told[:-1])} {last} {told[-1]}" if len(told) > 1 else "".join(told)


def line_names(names: list[str], last: str = "and") -> str:
    """``line 2``, ``lines 1, 2 and 4``, ``line 1 or 2``, ``adjuvant treatment and line 1``."""
    numbers = [name.removeprefix("Line ") for name in names if name.startswith("Line ")]
    others = [f"{name.lower()} treatment" for name in names if not name.startswith("Line ")]
    noun = "line" if len(numbers) == 1 or last == "or" else "lines"
    return joined([*others, *([f"{noun} {joined(numbers, last)}"] if numbers else [])], last)


def as_sentence(words: str) -> str:
    """The words with a full stop, and a capital unless the first is a name with its own."""
    if not words:
        return ""
    plain = re.match(r"[a-z]+(?![\w])", words)
    head = words[:1].upper() if plain else words[:1]
    return f"{head}{words[1:]}" + ("" if words.endswith((".", "\u2026")) else ".")


def length_words(length: DurationBounds, unit: str) -> str:
    """``33.0–69.0 months``, ``at most 24 days``; empty where neither bound says anything."""
    least = length.least if length.least is not None and length.least > 0 else None
    most = None if length.censored else length.most
    if least is None and most is None:
        return ""
    if most is not None and most <= 0:
        return "less than a day"
    short = unit == "months" and (most if most is not None else least or 0) <= _SHORT_DAYS
    return _singular(DurationBounds(least, most).format("days" if short else unit))


def _singular(words: str) -> str:
    number, _, noun = words.rpartition(" ")
    return f"{number} {noun[:-1]}" if number in ("1", "1.0", "at least 1", "at most 1") else words


def amount_words(amount: Amount) -> str:
    """``72.7 months``, ``over 19 months``: as stated, with its sign in words."""
    words = str(amount)
    sign = next((sign for sign in _SIGNS if words.startswith(sign)), "")
    return _SIGNS.get(sign, "") + words.removeprefix(sign)


def day_words(at: Bounds) -> str:
    """A date, where there is one: days counted from a moment of the case tell a reader nothing."""
    if not at.calendar or at == Bounds(None, None):
        return ""
    later = at.latest is None
    return f"{str(at).removeprefix('not before ')} or later" if later else str(at)


def plain_name(name: str) -> str:
    """``ALK fusion`` of ``?::ALK``; any other alteration as it is called."""
    half = _HALF_KNOWN.fullmatch(name)
    return f"{half[1] or half[2]} fusion" if half else name


def grouped(items: Iterable[T], key: Callable[[T], object]) -> Iterator[tuple[object, list[T]]]:
    """Items of one key together, in the order of the first of each."""
    groups: dict[object, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    yield from groups.items()
