"""What text becomes before it leaves the program: on a terminal, in a spreadsheet, in a message.

Documents are untrusted, and what reads the output obeys some characters instead of showing them.
Each kind of reader has one gate, here; the writers of Markdown, DOT, SVG and HTML add the escapes
of their languages to :func:`printable`.
"""

from __future__ import annotations

import re

OBEYED = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""A class of characters that are not seen and change what is: controls, direction marks, zero
width, other line ends, tags. As a regular expression of Python and of Polars alike."""

BLANKS = "[\t\n\r]"
"""The controls that people type, and that become a blank."""

FORMULA = r"^[\s\u00a0\u3000]*['\"]?[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]"
"""How a cell begins that a spreadsheet takes for a formula, and runs; blanks before it and the
wide forms of the signs are read past by some of them."""

NUMBER = r"^[+\-\u2212]?[0-9]+(\.[0-9]+)?([eE][+\-]?[0-9]+)?$"
"""What begins like a formula and is none."""

REPLACED = "\N{REPLACEMENT CHARACTER}"

LONGEST_MESSAGE = 2000
LONGEST_WORD = 200
"""Letters in a row that a message repeats; a name of a million letters has its ends shown."""

_OBEYED = re.compile(f"{OBEYED[:-1]}\ud800-\udfff]")  # half a pair is no text outside Python
_BLANKS = re.compile(BLANKS)
_FORMULA = re.compile(FORMULA)
_NUMBER = re.compile(NUMBER)
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def printable(text: str) -> str:
    """One line of text with nothing in it that a terminal obeys; each such sign is replaced.

    A letter stays one letter, so that what is measured is what is printed.
    """
    if text.isprintable():
        return text
    return _OBEYED.sub(REPLACED, _BLANKS.sub(" ", text))


def invisible(text: str) -> tuple[str, ...]:
    """The characters of a text that nobody sees, as ``U+200B``."""
    if text.isprintable():
        return ()
    return tuple(dict.fromkeys(f"U+{ord(found):04X}" for found in _OBEYED.findall(text)))


def json_escaped(text: str) -> str:
    """JSON with the characters of :data:`OBEYED` as escapes: the same data, and safe to look at."""
    return "\n".join(_OBEYED.sub(_as_escape, line) for line in text.split("\n"))


def _as_escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    pairs = zip(units[::2], units[1::2], strict=True)
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in pairs)


def inert(cell: str) -> str:
    """A cell of a table of comma-separated values: printable, and no formula.

    What a spreadsheet would run gets an apostrophe before it; numbers stay.
    """
    text = printable(cell)
    # A tab or a line end before it starts a formula, too; both are blanks by now.
    if _FORMULA.match(text) and not _NUMBER.match(text):
        return f"'{text}"
    return text


def shortened(text: str, longest: int = LONGEST_MESSAGE) -> str:
    """A message that echoes what was seen, cut in the middle: both ends are worth reading."""
    if len(text) <= min(LONGEST_WORD, longest):
        return text
    return _cut(_LONG_WORD.sub(lambda word: _cut(word[0], LONGEST_WORD), text), longest)


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    half = longest // 2
    return f"{text[:half]} [...] {text[-half:]}"
