"""The text of a report as words that can be looked for, whatever its extraction did to them.

Text taken from a printed page loses its ligatures ("identi ed", "ef cacy"), breaks words at line
ends, prints five kinds of dash and an O for a zero, and repeats a page's head in mid-sentence. All
of that is levelled here, once; what is found still knows its line in the file.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

import attrs

Span: TypeAlias = tuple[int, int]
"""A piece of the flat text: where it begins, and where it has ended."""

_ODD = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019\u02bc\u2032", "'"),
        # A reference mark in superscript is no digit of the number before it.
        **dict.fromkeys("\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079", " "),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
        "\u00d7": "x",
        "\u00b7": ".",
    }
)
_WORD = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+(?:\.[0-9]+)*|[^\W0-9_]+|%")
_HYPHEN = re.compile(r"-\s*")
_LIGATURE = re.compile("ffi|ffl|fi|fl|ff")
_CONFUSED = str.maketrans("oil", "011")

_ZERO = re.compile(r"(?<![\w.])[0-9][0-9.]{0,9}[oO][0-9oO]{0,9}(?!\w)")
_POINTS = re.compile(
    r"(?:fig\w{0,4}\.?|table)\s{0,3}(?:[0-9]\w?\s?(?:,|and|-)\s?)?$", re.IGNORECASE
)

_FURNITURE = re.compile(
    r"\bet al\b|\bdoi\b|https?:|\bwww\.|\.org\b|\.com\b|copyright|\u00a9|downloaded|\bpage \d",
    re.IGNORECASE,
)
_LONGEST_FURNITURE = 120
_SHORT = 6

# How two words are apart: not at all (ROS1), by a hyphen, or by anything else.
_GLUED, _HYPHENED, _APART = range(3)


@attrs.frozen(eq=False)
class Text:
    """A text, levelled: ``flat`` to read, ``words`` to find.

    Words are casefolded, digits apart from letters. ``places`` and ``ends`` are each word's in
    ``flat``, ``gaps`` how it is apart from the word before. ``skeleton`` is all words without what
    separates them, ``starts`` their places in it.
    """

    flat: str
    words: tuple[str, ...]
    places: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: tuple[int, ...]
    skeleton: str
    confused: str
    starts: tuple[int, ...]
    at: dict[int, int]
    lines: tuple[int, ...]

    def line(self, place: int) -> int:
        """The line, from 1, that a place of the flat text stands in."""
        return bisect_right(self.lines, place)

    def find(self, phrase: str) -> Iterator[Span]:
        """Where a phrase stands, whatever its case, hyphens, spacing and lost ligatures.

        A short one in capitals has to stand in capitals. An O for a zero counts only where the
        phrase has letters and digits (cT2aN0M0) and stands nowhere as it is.
        """
        found = False
        # MET is a gene and PR a response, "met" and "pr" are not.
        capitals = phrase.isupper() and len(phrase) <= _SHORT
        for needle, breaks in _needles(phrase):
            for hit in self._hits(needle, breaks, self.skeleton):
                if capitals and not self.flat[slice(*hit)].removesuffix("s").isupper():
                    continue
                found = True
                yield hit
        if found or not (any(map(str.isdigit, phrase)) and any(map(str.isalpha, phrase))):
            return
        for needle, breaks in _needles(phrase):
            yield from self._hits(needle.translate(_CONFUSED), breaks, self.confused)

    def has(self, phrase: str) -> bool:
        """Whether a phrase stands anywhere."""
        return next(self.find(phrase), None) is not None

    def beginnings(self, unit: str) -> Iterator[int]:
        """The indices of the words that begin a unit, which its number may be glued to."""
        for needle, _ in _needles(unit)[:1]:
            begin = self.skeleton.find(needle) if needle else -1
            while begin >= 0:
                end = begin + len(needle)
                several = self.skeleton[end : end + 1] == "s" and self._parts(end + 1)
                if begin in self.at and (several or self._parts(end)):
                    yield self.at[begin]
                begin = self.skeleton.find(needle, begin + 1)

    def word_at(self, place: int) -> int:
        """The index of the last word that begins at a place of the flat text or before it."""
        return bisect_right(self.places, place) - 1

    def _hits(self, needle: str, breaks: frozenset[int], within: str) -> Iterator[Span]:
        begin = within.find(needle) if needle else -1
        while begin >= 0:
            if self._fits(begin, needle, breaks):
                first = self.at[begin]
                last = bisect_right(self.starts, begin + len(needle) - 1) - 1
                yield self.places[first], self.ends[last]
            begin = within.find(needle, begin + 1)

    def _fits(self, begin: int, needle: str, breaks: frozenset[int]) -> bool:
        first = self.at.get(begin)
        if first is None or not (first == 0 or self.gaps[first]):
            return False
        end = begin + len(needle)
        if not self._ends(end):
            # "deletions" is deletion, several of them.
            plural = needle[-1].isalpha() and self.skeleton[end : end + 1] == "s"
            if not (plural and self._ends(end + 1)):
                return False
        index = first + 1
        while index < len(self.starts) and self.starts[index] < end:
            if self.gaps[index] and not self._may_part(self.starts[index], begin, breaks):
                return False
            index += 1
        return all(
            begin + place in self.at
            for place in breaks
            if needle[place - 1].isdigit() and needle[place].isdigit()
        )

    def _may_part(self, place: int, begin: int, breaks: frozenset[int]) -> bool:
        """Whether a gap in the text is allowed here inside a phrase."""
        if place - begin in breaks:
            return True
        before, after = self.skeleton[place - 1], self.skeleton[place]
        if before.isdigit() and after.isdigit():
            return False
        if before.isalpha() and after.isalpha():
            return self.gaps[self.at[place]] == _HYPHENED
        return True

    def _parts(self, place: int) -> bool:
        return place in self.at or place == len(self.skeleton)

    def _ends(self, place: int) -> bool:
        if place >= len(self.skeleton):
            return place == len(self.skeleton)
        index = self.at.get(place)
        return index is not None and self.gaps[index] != _GLUED


def read_text(raw: str) -> Text:
    """Level a text, and find its words."""
    flat = _ZERO.sub(_as_zeros, without_furniture(flatten(raw)))
    words, places, ends, gaps, starts = [], [], [], [], []
    length = behind = 0
    for match in _WORD.finditer(flat):
        place = match.start()
        word = match[0].replace(",", "").casefold()
        words.append(word)
        places.append(place)
        ends.append(match.end())
        gaps.append(_gap(flat, behind, place))
        starts.append(length)
        length += len(word)
        behind = match.end()
    skeleton = "".join(words)
    return Text(
        flat=flat,
        words=tuple(words),
        places=tuple(places),
        ends=tuple(ends),
        gaps=tuple(gaps),
        skeleton=skeleton,
        confused=skeleton.translate(_CONFUSED),
        starts=tuple(starts),
        at={start: index for index, start in enumerate(starts)},
        lines=(0, *(match.end() for match in re.finditer("\n", flat))),
    )


def flatten(raw: str) -> str:
    """One kind of dash, quote and space, whole letters for ligatures; lines stay lines."""
    lines = raw.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFKC", lines.translate(_ODD)).translate(_ODD)


def without_furniture(flat: str) -> str:
    """Blank out the heads and feet of pages: lines that come back, but for their numbers."""
    lines = flat.split("\n")
    shapes = [
        re.sub("[0-9]+", "#", line.strip()) if len(line) <= _LONGEST_FURNITURE else ""
        for line in lines
    ]
    again = Counter(shape for shape in shapes if shape)
    furniture = {
        shape
        for shape, times in again.items()
        if times >= 2 and (_FURNITURE.search(shape) or (times >= 3 and len(shape.split()) >= 4))
    }
    if not furniture:
        return flat
    return "\n".join(
        " " * len(line) if shape in furniture else line
        for line, shape in zip(lines, shapes, strict=True)
    )


def _as_zeros(number: re.Match[str]) -> str:
    """``40`` of "4O"; but Figure 2O has a panel O."""
    before = number.string[max(0, number.start() - 20) : number.start()]
    return number[0] if _POINTS.search(before) else re.sub("[oO]", "0", number[0])


def _gap(flat: str, behind: int, place: int) -> int:
    if behind == place:
        return _GLUED
    return _HYPHENED if _HYPHEN.fullmatch(flat, behind, place) else _APART


@lru_cache(maxsize=8_192)
def _needles(phrase: str) -> tuple[tuple[str, frozenset[int]], ...]:
    """The letters of a phrase, as it may be printed, and the places where gaps are allowed.

    Lost ligatures give a second and a third: all of "ffi" may be lost, or the "fi" of it.
    """
    flat = flatten(phrase)
    # A control character stands where the letters were: it parts words, and matches nothing.
    lost = _LIGATURE.sub("\0", flat)
    partly = _LIGATURE.sub(lambda m: "f\0" if len(m[0]) == 3 else "\0", flat)
    made = []
    for spelled in dict.fromkeys((flat, lost, partly)):
        skeleton, breaks, behind = "", set(), 0
        for match in _WORD.finditer(spelled):
            if skeleton and match.start() > behind:
                breaks.add(len(skeleton))
            skeleton += match[0].replace(",", "").casefold()
            behind = match.end()
        made.append((skeleton, frozenset(breaks)))
    return tuple(made)
