"""Calendar days and months: the only file that imports pendulum.

A day is an ``int``: its proleptic Gregorian ordinal (``datetime.date.toordinal``), so that a
million cases cost integers and not objects. A date as a report gives it is a
:class:`PartialDate`, an interval of such days.

pendulum 3.3 counts months wrongly for about 1.3 % of date pairs (``in_months`` of 2021-04-02 to
2023-11-01 is 31, the truth is 30) and makes 630 days of ``duration(months=21)``. Therefore only
``Date.add(months=)`` is used, and everything else is derived from it.
"""

from __future__ import annotations

import enum
import re
from datetime import date
from functools import lru_cache
from operator import sub

import attrs

from timeline.errors import NotationError

DAYS_PER_MONTH = 30.4375
"""The length of a decimal month in days (365.25 / 12)."""

FIRST_YEAR, LAST_YEAR = 1800, 2199
"""Years outside these are typing errors in a case report, not dates."""


LAST_DAY = date.max.toordinal()
"""The last day of the year 9999, beyond which the calendar has no days."""


class Precision(enum.StrEnum):
    """How finely a date was reported."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


@lru_cache(maxsize=65_536)
def add_months(day: int, months: int) -> int:
    """The day ``months`` calendar months after ``day``; month ends clamp (31 Jan + 1: 28 or 29).

    Raises :class:`OverflowError` outside the years 1 to 9999.
    """
    if not months:
        return day
    from pendulum import Date  # 58 ms to import; a case of whole dates never needs it

    try:
        return Date.fromordinal(day).add(months=months).toordinal()
    except ValueError as error:
        raise OverflowError(f"day {day} + {months} months is outside the calendar") from error


def whole_months(start: int, end: int) -> int:
    """The largest n with ``start`` + n months <= ``end`` (negative when ``end`` comes first)."""
    first, last = date.fromordinal(start), date.fromordinal(end)
    guess = (last.year - first.year) * 12 + last.month - first.month
    return guess if add_months(start, guess) <= end else guess - 1


def decimal_months(days: float) -> float:
    """Days as months of 30.4375 days."""
    return days / DAYS_PER_MONTH


@lru_cache(maxsize=4_096)
@lru_cache(maxsize=1_024)
def month_length_bounds(months: int) -> tuple[int, int]:
    """The fewest and the most days that ``months`` calendar months can take, anywhere.

    Over the 400-year cycle of the calendar, month ends clamped as :func:`add_months` clamps them.
    1 month is 28 to 31 days, 12 months 365 to 366. Negative months mirror.
    """
    if months < 0:
        fewest, most = month_length_bounds(-months)
        return -most, -fewest
    firsts, lasts = _month_ends()
    turns, rest = divmod(months, _MONTHS_OF_CYCLE)
    # A day that a shorter month clamps goes as far as the last day of its own month does.
    most = max(map(sub, firsts[rest:], firsts[:_MONTHS_OF_CYCLE]))
    fewest = min(min(map(sub, days[rest:], days[:_MONTHS_OF_CYCLE])) for days in (firsts, lasts))
    whole = turns * (firsts[_MONTHS_OF_CYCLE] - firsts[0])
    return fewest + whole, most + whole


_MONTHS_OF_CYCLE = 4_800
"""The calendar repeats after 400 years."""


@lru_cache(maxsize=1)
def _month_ends() -> tuple[list[int], list[int]]:
    """The first and the last day of each month of two cycles of the calendar."""
    months = range(2 * _MONTHS_OF_CYCLE + 1)
    firsts = [date(2000 + m // 12, m % 12 + 1, 1).toordinal() for m in months]
    return firsts, [day - 1 for day in firsts[1:]]


@attrs.frozen
class PartialDate:
    """A date known to some precision: an interval of days, both ends included, None for open.

    ``approximate`` (``~``) and ``uncertain`` (``?``) are the EDTF qualifiers; each widens the
    interval by one unit of the stated precision on either side, and ``earliest``/``latest``
    already contain that.
    """

    earliest: int | None
    latest: int | None
    precision: Precision
    approximate: bool = False
    uncertain: bool = False

    def __str__(self) -> str:
        """EDTF / ISO 8601-2, from which :func:`parse_date` makes an equal value."""
        qualifier = {(0, 0): "", (1, 0): "~", (0, 1): "?", (1, 1): "%"}[
            self.approximate, self.uncertain
        ]
        if self.precision is Precision.RANGE:
            ends = (".." if end is None else iso(end) for end in (self.earliest, self.latest))
            return "/".join(ends)
        assert self.earliest is not None
        middle = self.earliest
        if qualifier:  # undo the widening: the stated unit is the one after the earliest
            middle = _next_unit(self.earliest, self.precision)
        return (
            iso(middle)[
                : {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.precision]
            ]
            + qualifier
        )


def iso(day: int) -> str:
    """``2023-02-14`` of a day."""
    return date.fromordinal(day).isoformat()


def day_of(year: int, month: int, day: int) -> int:
    """The ordinal of a calendar date; ValueError if there is none."""
    return date(year, month, day).toordinal()


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%])?")
_BETWEEN = re.compile(r"/|\sto\s|\u2013")  # EDTF's, and how this library prints a range
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def parse_date(text: str) -> PartialDate:
    """Read ``2023-02-14``, ``2016-09``, ``2016``, ``2016-09~``, ``2019-09/2020-01``.

    An interval means "some day within"; ``2018-03 to 2018-10`` is one too. Raises
    :class:`NotationError` with the likeliest intended spelling.
    """
    if between := _BETWEEN.search(text):
        return _parse_range(text, *between.span())
    written, indent = text.strip(), len(text) - len(text.lstrip())
    match = _DATE.fullmatch(written)
    if not match:
        raise NotationError(text, f"is not a date{_date_hint(written)}", indent)
    year, month, day, qualifier = match.groups()
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise NotationError(text, f"the year is not between {FIRST_YEAR} and {LAST_YEAR}", indent)
    if month and not 1 <= int(month) <= 12:
        raise NotationError(text, f"there is no month {month}", indent + 5)
    try:
        first = day_of(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise NotationError(text, f"{year}-{month} has no day {day}", indent + 8) from None
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    last = _next_unit(first, precision) - 1
    if qualifier:
        first, last = _previous_unit(first, precision), _next_unit(last + 1, precision) - 1
    return PartialDate(
        first,
        last,
        precision,
        approximate=qualifier in ("~", "%"),
        uncertain=qualifier in ("?", "%"),
    )


def _parse_range(text: str, before: int, behind: int) -> PartialDate:
    if another := _BETWEEN.search(text, behind):
        raise NotationError(text, "an interval has one '/'", another.start())
    first, last = _parse_end(text, text[:before], 0), _parse_end(text, text[behind:], behind)
    earliest, latest = first.earliest if first else None, last.latest if last else None
    if earliest is None and latest is None:
        raise NotationError(text, "an interval needs at least one date")
    if earliest is not None and latest is not None and earliest > latest:
        raise NotationError(
            text, f"the interval ends ({iso(latest)}) before it begins ({iso(earliest)})"
        )
    return PartialDate(earliest, latest, Precision.RANGE)


def _parse_end(text: str, part: str, place: int) -> PartialDate | None:
    if part.strip() in ("..", ""):
        return None
    try:
        return parse_date(part)
    except NotationError as error:
        raise NotationError(text, error.reason, place + error.column) from None


def _next_unit(day: int, precision: Precision) -> int:
    """The same place one day, month or year on; for the first day of a unit: the next unit's."""
    there = date.fromordinal(day)
    if precision is Precision.DAY:
        return day + 1
    if precision is Precision.YEAR:
        return day_of(there.year + 1, there.month, there.day)
    return day_of(there.year + there.month // 12, there.month % 12 + 1, there.day)


def _previous_unit(day: int, precision: Precision) -> int:
    there = date.fromordinal(day)
    if precision is Precision.DAY:
        return day - 1
    if precision is Precision.YEAR:
        return day_of(there.year - 1, there.month, there.day)
    return day_of(there.year - (there.month == 1), (there.month - 2) % 12 + 1, there.day)


def _date_hint(text: str) -> str:
    """What the writer probably meant, as a clause to append: reports say 9 March 2023."""
    words = re.findall(r"[A-Za-z]+|\d+", text)
    month = next(
        (_MONTHS.index(w[:3].lower()) + 1 for w in words if w[:3].lower() in _MONTHS), None
    )
    year = next((w for w in words if len(w) == 4 and w.isdigit()), None)
    day = next((int(w) for w in words if w.isdigit() and len(w) <= 2), None)
    if year and month:
        return f"; write {year}-{month:02d}" + (f"-{day:02d}" if day else "")
    slashed = re.fullmatch(r"(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?", text)
    loose = slashed or re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", text)
    if loose:
        return "; write " + "-".join(part.zfill(2) for part in loose.groups() if part)
    return "; write 2023-02-14, 2016-09, 2016, 2016-09~ or 2019-09/2020-01"
