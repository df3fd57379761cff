"""The parts of a report's text: headings, what stands under them, paragraphs, captions.

A heading is a line of its own that either has one of the names that such headings have, or is
numbered in its order, or is set in capitals. Where no heading can be told, the whole text counts as
the patient's story, up to the references.
"""

from __future__ import annotations

import enum
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

import attrs

from timeline.analysis.source.report_text import Span, Text

_LONGEST = 90
_MOST_WORDS = 10
_LONG_LINE = 200
"""Lines this long on the average are whole paragraphs; shorter ones were broken by the page."""

_NUMBER = re.compile(r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})(?:\.\s*|\s+)(?P<name>\S.*)")
_ORNAMENT = "#*_: \t|"
_CASE = re.compile(
    r"case\b(?!.*discussion)|patient (?:information|history|description|presentation|and)"
    r"|clinical (?:presentation|findings|course|history|case)|presentation of (?:the )?case"
    r"|(?:medical )?history\b|timeline\b|diagnostic assessment|therapeutic interventions?"
    r"|treatment\b|follow-up\b|outcomes?\b"
)
_AROUND = re.compile(
    r"abstract|summary|introduction|background|discussion|conclusions?|(?:literature )?review"
    r"|(?:materials? and |patients? and )?methods?|materials?\b|results?|references?|bibliography"
    r"|literature|acknowledge?ments?|funding|ethic|author|conflicts?|competing|data availability"
    r"|supplement|informed consent|consent|keywords?|key words|abbreviations?"
    r"|(?:implications? and )?limitations?|implications?|publisher|disclosure|declarations?"
    r"|generative ai|orcid|appendix"
)
_BACK = re.compile(r"references?|bibliography|literature cited")
_CAPTION = re.compile(
    r"[ \t]{0,8}(?:\[[^\]\n]{0,40}\]){0,3}[ \t]{0,4}(?P<kind>fig(?:ure|\.)?|table)[ \t]{0,3}"
    r"(?P<number>S?[0-9]{1,2})\b(?P<behind>[ \t]{0,3}(?:[|.:]|\n|$)|[ \t]{1,3}[A-Z(])",
    re.IGNORECASE | re.MULTILINE,
)
_PANELS = re.compile(r"\(\s?([A-Z0](?:\s?[-,&/]\s?[A-Z0]){0,25})\s?\)")


class Region(enum.Enum):
    """What a section is about: the patient, or everything around."""

    CASE = "case"
    AROUND = "around"
    BACK = "back"
    UNKNOWN = "unknown"


@attrs.frozen
class Section:
    """A heading and what stands under it, subsections included."""

    name: str
    level: int
    span: Span
    region: Region


@attrs.frozen
class Caption:
    """The caption of a figure or table; ``panels`` are the letters it explains."""

    kind: str
    number: str
    span: Span
    panels: frozenset[str]


@attrs.frozen
class _Heading:
    name: str
    level: int
    known: bool
    begin: int
    end: int


@lru_cache(maxsize=4)
def sections(text: Text) -> tuple[Section, ...]:
    """Every section of a text, in its order."""
    headings = list(_headings(text.flat))
    made: list[Section] = []
    open_: list[Section] = []
    for index, heading in enumerate(headings):
        later = (h.begin for h in headings[index + 1 :] if h.level <= heading.level)
        end = next(later, len(text.flat))
        while open_ and open_[-1].level >= heading.level:
            open_.pop()
        region = open_[-1].region if open_ else _region(heading.name)
        section = Section(heading.name, heading.level, (heading.end, end), region)
        made.append(section)
        open_.append(section)
    return tuple(made)


def case_spans(text: Text) -> tuple[Span, ...]:
    """Where the text tells of the patient: what has to be encoded."""
    found = sections(text)
    for wanted in (Region.CASE, Region.UNKNOWN):
        spans = [s.span for s in found if s.region is wanted]
        if spans:
            return _united(spans)
    end = min((s.span[0] for s in found if s.region is Region.BACK), default=len(text.flat))
    return ((0, end),)


@lru_cache(maxsize=4)
def back_spans(text: Text) -> tuple[Span, ...]:
    """Where the references stand."""
    return _united([s.span for s in sections(text) if s.region is Region.BACK])


def within(spans: tuple[Span, ...], place: int) -> bool:
    """Whether a place is inside one of the spans, which are in their order and apart."""
    index = bisect_right(spans, (place, sys.maxsize)) - 1
    return index >= 0 and place < spans[index][1]


def paragraphs(text: Text, section: Section) -> tuple[int, int] | None:
    """The fewest and the most paragraphs a section can have; None when they cannot be told.

    A caption or a list of abbreviations in between is no paragraph, and may hide the rest of one.
    """
    body = text.flat[slice(*section.span)]
    lines = [line.strip() for line in body.split("\n")]
    filled = [line for line in lines if line]
    if not filled:
        return None
    if sum(map(len, filled)) > _LONG_LINE * len(filled):
        blocks = filled
    else:
        blocks = [block for block in re.split(r"\n[ \t\f]*\n", body) if block.strip()]
        if len(blocks) == 1 and len(filled) > 1:
            return None
    certain = [b for b in blocks if b.lstrip()[:1].isupper() and not _is_furniture(b)]
    return len(certain), len(blocks)


@lru_cache(maxsize=4)
def captions(text: Text) -> tuple[Caption, ...]:
    """The captions of a text's figures and tables."""
    found = list(_CAPTION.finditer(text.flat))
    made = []
    for match, following in zip_longest(found, found[1:]):
        if match.start() and text.flat[match.start() - 1] != "\n":
            continue
        limit = following.start() if following else len(text.flat)
        end = text.flat.find("\n\n", match.end(), limit)
        span = match.start(), limit if end < 0 else end
        kind = "table" if match["kind"].lower().startswith("t") else "figure"
        panels = frozenset(
            letter for listed in _PANELS.finditer(text.flat, *span) for letter in letters(listed[1])
        )
        made.append(Caption(kind, match["number"].upper(), span, panels))
    return tuple(made)


def letters(listed: str) -> tuple[str, ...]:
    """``A``, ``B``, ``C`` of "A-C", and ``A``, ``B`` of "A, B"; a zero is the letter O."""
    plain = re.sub(r"\s", "", listed.upper().replace("0", "O"))
    made: list[str] = []
    for part in re.split("[,&/]|AND", plain):
        first, _, last = part.partition("-")
        if len(first) == 1 and (len(last) == 1 or not last):
            made += map(chr, range(ord(first), ord(last or first) + 1))
    return tuple(made)


def _headings(flat: str) -> Iterator[_Heading]:
    begin, top = 0, 0
    for line in flat.split("\n"):
        heading = _heading(line, begin, top) if 3 <= len(line) <= _LONGEST else None
        if heading is not None:
            if heading.level == 1 and (numbered := _NUMBER.match(line.strip(_ORNAMENT))):
                top = int(numbered["number"])
            yield heading
        begin += len(line) + 1


def _heading(line: str, begin: int, top: int) -> _Heading | None:
    stripped = line.strip(_ORNAMENT)
    numbered = _NUMBER.fullmatch(stripped)
    name = numbered["name"] if numbered else stripped
    if not name[:1].isalpha() or name[-1] in ".,;" or len(name.split()) > _MOST_WORDS:
        return None
    folded = name.casefold()
    known = _known(folded)
    level = numbered["number"].count(".") + 1 if numbered else 1
    if numbered:
        first = int(numbered["number"].partition(".")[0])
        in_order = first == top + 1 if level == 1 else first in (top, top + 1)
        standing = in_order and name[0].isupper()
    else:
        capitals = name.isupper() and not any(mark.isdigit() for mark in name)
        standing = (known and name[0].isupper()) or (capitals and len(name.split()) >= 2)
    end = begin + len(line)
    return _Heading(name, level, known, begin, end) if standing else None


def _known(folded: str) -> bool:
    """Whether a line is nothing but a heading's usual name; a few words may be behind it."""
    match = _CASE.match(folded) or _AROUND.match(folded)
    return match is not None and len(folded[match.end() :].split()) <= 2


def _region(name: str) -> Region:
    folded = name.casefold()
    if _CASE.match(folded):
        return Region.CASE
    if _BACK.match(folded):
        return Region.BACK
    return Region.AROUND if _AROUND.match(folded) else Region.UNKNOWN


def _united(spans: list[Span]) -> tuple[Span, ...]:
    made: list[Span] = []
    for begin, end in sorted(spans):
        if made and begin <= made[-1][1]:
            made[-1] = made[-1][0], max(end, made[-1][1])
        else:
            made.append((begin, end))
    return tuple(made)


def _is_furniture(block: str) -> bool:
    start = block.lstrip()[:60]
    return bool(
        start.startswith(("[image", "Abbreviations", "ABBREVIATIONS")) or _CAPTION.match(start)
    )
