"""The dates of a text, in the spellings that reports use, as days of the calendar.

September 2016, Sept. 2016, 14 February 2023, February 14th, 2023, 2023-02-14, 14/02/2023, and "from
November 20 to February 11, 2019", where a year stands once for two dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import attrs

from timeline.analysis.source.report_text import Span, Text
from timeline.model.when import FIRST_YEAR, LAST_YEAR, Precision, day_of

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?(?![0-9]|\.[0-9])"
_SECOND = rf"\s{{0,3}}(?:-|/|to|and|&)\s{{0,3}}(?:the\s{{1,3}})?(?P<%s>{_DAY})"
_YEAR = r"(?:18|19|20|21)[0-9]{2}"

# Every repetition is bounded: a text of any shape is read in time that grows with its length.
_WRITTEN = re.compile(
    rf"(?<![A-Za-z])(?:(?<![0-9.,/-])(?P<day>{_DAY})(?:{_SECOND % 'last'})?"
    r"[\s.-]{0,3}(?:of\s{1,3})?)?"
    rf"(?<![A-Za-z])(?P<month>{_MONTH})\.?(?![A-Za-z])"
    rf"(?:[\s-]{{0,9}}(?:the\s{{1,3}})?(?P<day2>{_DAY})(?:{_SECOND % 'last2'})?)?"
    rf"(?:[\s,.'-]{{0,4}}(?:of\s{{1,3}})?(?P<year>{_YEAR})(?![0-9]))?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    rf"(?<![\w./-])(?:(?P<year>{_YEAR})(?P<sign>[-/.])(?P<month>[0-9]{{1,2}})"
    r"(?:(?P=sign)(?P<day>[0-9]{1,2}))?"
    rf"|(?:(?P<first>[0-9]{{1,2}})(?P<mark>[-/.]))?(?P<second>[0-9]{{1,2}})(?(mark)(?P=mark)|/)"
    rf"(?P<last>{_YEAR}))(?![0-9/-]|\.[0-9]|[A-Za-z])"
)
_BROKEN = re.compile(r"\b([A-Z][a-z]{1,7})-[ \t]{0,3}\n[ \t]{0,8}([a-z]{1,8})\b")
_BARE = re.compile(r"(?<![\w.,/])(?:19|20)[0-9]{2}(?![\w/]|[.,][0-9])")
_JOINED = re.compile(r"[\s,]{0,4}(?:to|and|or|through|until|till|-|/|&)?[\s,]{0,4}")


@attrs.frozen
class TextDate:
    """A date of the text: where it stands, and the days it means.

    ``days`` are the first and the last; two pairs where 03/04/2021 may be either. A date without
    its year has none, only ``month`` and ``day``.
    """

    span: Span
    precision: Precision
    days: tuple[tuple[int, int], ...] = ()
    month: int | None = None
    day: int | None = None


@attrs.frozen
class _Parts:
    span: Span
    year: int | None
    month: int
    day: int | None


@lru_cache(maxsize=4)
def text_dates(text: Text) -> tuple[TextDate, ...]:
    """Every date of a text, in its order."""
    flat = _BROKEN.sub(_mended, text.flat)
    written = tuple(_with_years(flat, list(_written(flat))))
    found = [date for parts in written for date in _as_date(parts)]
    found += _numeric(flat)
    taken = sorted(date.span for date in found)
    found += _years(flat, taken)
    return tuple(sorted(found, key=lambda date: date.span))


def _mended(broken: re.Match[str]) -> str:
    """A month broken at the end of a line, in one piece and as long as before."""
    whole = broken[1] + broken[2]
    mended = re.fullmatch(_MONTH, whole, re.IGNORECASE)
    return whole.ljust(len(broken[0])) if mended else broken[0]


def _written(flat: str) -> Iterator[_Parts]:
    for match in _WRITTEN.finditer(flat):
        if not match["month"][0].isupper():  # "may" and "march" are words
            continue
        month = _MONTHS.index(match["month"][:3].lower()) + 1
        year = int(match["year"]) if match["year"] else None
        days = [match[name] for name in ("day", "last", "day2", "last2") if match[name]]
        for day in days or [None]:
            number = int(re.sub("[^0-9]", "", day)) if day else None
            yield _Parts(match.span(), year, month, number)


def _with_years(flat: str, parts: list[_Parts]) -> Iterator[_Parts]:
    """Each date with its year: "from November 20 to February 11, 2019" has one for both."""
    behind: _Parts | None = None
    made: list[_Parts] = []
    for part in reversed(parts):
        dated = part
        if part.year is None and behind is not None and behind.year is not None:
            begin, end = part.span[1], behind.span[0]
            if 0 <= end - begin <= 16 and _JOINED.fullmatch(flat, begin, end):
                dated = attrs.evolve(part, year=behind.year - (part.month > behind.month))
        made.append(dated)
        behind = dated
    return reversed(made)


def _as_date(parts: _Parts) -> Iterator[TextDate]:
    if parts.year is None:
        if parts.day is None or 1 <= parts.day <= 31:
            precision = Precision.MONTH if parts.day is None else Precision.DAY
            yield TextDate(parts.span, precision, month=parts.month, day=parts.day)
        return
    days = _days(parts.year, parts.month, parts.day)
    if days is not None:
        precision = Precision.MONTH if parts.day is None else Precision.DAY
        yield TextDate(parts.span, precision, (days,), parts.month, parts.day)


def _numeric(flat: str) -> Iterator[TextDate]:
    for match in _NUMERIC.finditer(flat):
        if match["year"]:
            tried = [(match["year"], match["month"], match["day"])]
        elif match["first"]:
            ends = match["first"], match["second"]
            tried = [(match["last"], month, day) for day, month in (ends, ends[::-1])]
        else:
            tried = [(match["last"], match["second"], None)]
        read = (_days(int(y), int(m), int(d) if d else None) for y, m, d in tried)
        days = tuple(dict.fromkeys(pair for pair in read if pair is not None))
        if days:
            whole = match["day"] or match["first"]
            yield TextDate(match.span(), Precision.DAY if whole else Precision.MONTH, days)


def _years(flat: str, taken: list[Span]) -> Iterator[TextDate]:
    index = 0
    for match in _BARE.finditer(flat):
        while index < len(taken) and taken[index][1] <= match.start():
            index += 1
        if index < len(taken) and taken[index][0] < match.end():
            continue
        year = int(match[0])
        yield TextDate(match.span(), Precision.YEAR, ((day_of(year, 1, 1), day_of(year, 12, 31)),))


def _days(year: int, month: int, day: int | None) -> tuple[int, int] | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    if day is None:
        following = day_of(year + month // 12, month % 12 + 1, 1)
        return day_of(year, month, 1), following - 1
    try:
        there = day_of(year, month, day)
    except ValueError:
        return None
    return there, there
