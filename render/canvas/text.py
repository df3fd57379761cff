"""How wide a text is, without a font installed.

Widths come from a shipped table of the advance widths of Liberation Sans, which are those of Arial
and Helvetica (`advances.txt`, which says how it was made). Kerning is left out: but for a letter
before an apostrophe it makes Latin text narrower, so the room given here is enough.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping
from importlib import resources

FONT_FAMILY = "Liberation Sans, Arial, Helvetica, sans-serif"

# From the font's tables "hhea" and "OS/2", in em.
ASCENT = 1854 / 2048
DESCENT = 434 / 2048
CAP_HEIGHT = 1409 / 2048

ELLIPSIS = "…"

_UNITS_PER_EM = 2048
# Texts of more characters are measured anew each time: documents are untrusted, memory is bounded.
_SHORT = 120
# A glyph that the font lacks comes from some other font; this is about the width of its "m",
# because too much room is only ugly and too little is an overlap.
_MISSING = 1706


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of text in points, at a font size in points.

    Combining marks and joiners take no room, wide East Asian characters and emoji take 1 em.
    """
    measure = _units_of_short if len(text) <= _SHORT else _units
    return measure(text, "bold" if bold else "regular") * size / _UNITS_PER_EM


def _units(text: str, weight: str) -> int:
    advances = _advances()[weight]
    return sum(advances.get(char) or _advance_of_stranger(char) for char in text)


# A layout measures the same words many times over, in one size after another.
_units_of_short = functools.lru_cache(maxsize=8192)(_units)


def is_known(text: str) -> bool:
    """Whether the table has every character: whether any font of these metrics can set the text."""
    return _advances()["regular"].keys() >= set(text)


def baseline(middle: float, size: float) -> float:
    """The y of the baseline (points) that centres capitals and digits on the height ``middle``."""
    return middle + CAP_HEIGHT * size / 2


def ellipsize(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text if it fits into ``room`` points, else its longest start that does, with "…".

    An empty text when there is no room for "…" itself.
    """
    if width(text, size, bold=bold) <= room:
        return text
    left = room - width(ELLIPSIS, size, bold=bold)
    if left < 0:
        return ""
    kept = 0
    while (left := left - width(text[kept], size, bold=bold)) >= 0:
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS


def wrap(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines of at most ``room`` points, broken at spaces; a longer word is kept whole.

    Runs of white space count as one space; an empty text has no lines.
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def wrap_evenly(
    text: str, size: float, room: float, *, most: int, bold: bool = False
) -> tuple[str, ...]:
    """The text in at most ``most`` lines of about the same width, none wider than ``room`` points.

    What does not fit is cut off with "…".
    """
    lines = wrap(text, size, room, bold=bold)
    if len(lines) > most:
        lines = (*lines[: most - 1], " ".join(lines[most - 1 :]))
    elif lines:
        step = room / 24
        narrow = width(text, size, bold=bold) / len(lines)
        while narrow < room:
            even = wrap(text, size, narrow, bold=bold)
            if len(even) <= len(lines) and all(width(x, size, bold=bold) <= room for x in even):
                lines = even
                break
            narrow += step
    return tuple(ellipsize(line, size, room, bold=bold) for line in lines)


def _advance_of_stranger(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return _UNITS_PER_EM
    return _MISSING


@functools.cache
def _advances() -> Mapping[str, Mapping[str, int]]:
    """Weight -> character -> advance width in 1/2048 em."""
    tables: dict[str, dict[str, int]] = {"regular": {}, "bold": {}}
    lines = resources.files(__package__).joinpath("advances.txt").read_text("utf-8").splitlines()
    for line in lines:
        if line.startswith("#"):
            continue
        weight, first, *advances = line.split()
        for offset, advance in enumerate(advances):
            tables[weight][chr(int(first, 16) + offset)] = int(advance)
    return tables
