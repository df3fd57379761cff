"""The numbers of a text, in digits or in words, and what each of them counts.

"3 weeks", "three-week", "21 and 24 months", "40 Gy in 20 fractions", "two treatment cycles": the
unit is the next word, or stands behind further numbers, or, for what is counted, behind up to two
other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import attrs

from timeline.analysis.source.report_text import Text

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
).split()
_WORDS = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 10 * (index + 2) for index, word in enumerate(_TENS)},
    **{word: number for number, word in enumerate(_ORDINALS)},
    # The ligature of "five", "fifteen", "fifty" and "first" may be lost.
    "ve": 5,
    "fteen": 15,
    "fty": 50,
    "rst": 1,
    "fth": 5,
    "a": 1,
    "an": 1,
    "once": 1,
    "single": 1,
    "twice": 2,
}
_HALF = Decimal("0.5")
_BETWEEN = {"and", "or", "to", "vs", "versus", "through"}
_LISTED = re.compile(r"[\s,;/()+-]{0,8}")
_SUFFIXES = {"st", "nd", "rd", "th"}
_DIGITS = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?")
_REACH = 6
"""How many words further a list of numbers may have its unit."""


@attrs.frozen
class Numeral:
    """A number of the text: its value, the word it is, and the words its unit may begin with."""

    value: Decimal
    word: int
    units: tuple[int, ...]


@lru_cache(maxsize=4)
def numerals(text: Text) -> tuple[Numeral, ...]:
    """Every number of a text, in its order."""
    return tuple(_numerals(text))


def measured(text: Text, unit: str, *, skipping: int = 0) -> Iterator[Numeral]:
    """The numbers that have this unit, up to ``skipping`` other words in between."""
    before = _by_unit(text)
    seen: set[int] = set()
    for begin in text.beginnings(unit):
        for word in range(begin, max(-1, begin - skipping - 1), -1):
            for numeral in before.get(word, ()):
                if numeral.word not in seen:
                    seen.add(numeral.word)
                    yield numeral


@lru_cache(maxsize=4)
def _by_unit(text: Text) -> dict[int, list[Numeral]]:
    """Each word where the unit of a number may begin, with those numbers."""
    found: dict[int, list[Numeral]] = {}
    for numeral in numerals(text):
        for word in numeral.units:
            found.setdefault(word, []).append(numeral)
    return found


def in_words(value: Decimal) -> tuple[str, ...]:
    """How a report may write a number: ``4`` and ``four``."""
    ways = [f"{value}"]
    if value == int(value) and 0 <= value < 100:
        number = int(value)
        if number < 20:
            ways.append(_ONES[number])
        else:
            ones = f"-{_ONES[number % 10]}" if number % 10 else ""
            ways.append(_TENS[number // 10 - 2] + ones)
    return tuple(ways)


def _numerals(text: Text) -> Iterator[Numeral]:
    index = 0
    while index < len(text.words):
        value, behind = _value(text, index)
        if value is not None:
            yield Numeral(value, index, _units(text, behind))
        index = max(behind, index + 1)


def _value(text: Text, index: int) -> tuple[Decimal | None, int]:
    """The number that begins at a word, and the word behind it."""
    word = text.words[index]
    if _DIGITS.fullmatch(word):
        return Decimal(word), index + 1
    following = text.words[index + 1 : index + 5]
    if word == "half" and following[:1] in (("a",), ("an",)):
        return _HALF, index + 2
    if word in ("one", "a") and following[:3] == ("and", "a", "half"):
        return 1 + _HALF, index + 4
    number = _WORDS.get(word)
    if number is None:
        return None, index + 1
    if word in _TENS and following and following[0] in _ONES[1:10]:
        return Decimal(number + _ONES.index(following[0])), index + 2
    return Decimal(number), index + 1


def _units(text: Text, begin: int) -> tuple[int, ...]:
    """The words that the unit of a number before ``begin`` may begin with."""
    words = text.words
    if begin < len(words) and words[begin] in _SUFFIXES:  # the 20th month
        begin += 1
    places = [begin]
    if words[begin - 1] in ("a", "an"):  # "a 61-year-old" is not of one year
        return tuple(place for place in places if place < len(words))
    index = begin
    while index < min(len(words), begin + _REACH):
        if not _LISTED.fullmatch(text.flat, text.ends[index - 1], text.places[index]):
            break
        if words[index] in _BETWEEN:
            index += 1
        elif _DIGITS.fullmatch(words[index]) or words[index] in _WORDS:
            index += 1
            places.append(index)
        else:
            break
    return tuple(place for place in places if place < len(words))
