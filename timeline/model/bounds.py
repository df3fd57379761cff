"""Bounds: what is known of a moment or of a length of time, and how that reads.

A length is never a single made-up number: it is the fewest and the most days that the report
allows, printed as months of 30.4375 days unless asked otherwise.
"""

from __future__ import annotations

from datetime import date, timedelta

import attrs

from timeline.model.when import DAYS_PER_MONTH, iso

MARK = "*"
"""What stands in text behind a moment or a length that rests on something supposed."""

MARKED = f"{MARK} rests on something supposed (by the curator, or of every case), not reported"
"""What the mark says, for the foot of a text that has it."""

_UNIT_DAYS = {"days": 1.0, "weeks": 7.0, "months": DAYS_PER_MONTH, "years": 365.25}


@attrs.frozen
class Bounds:
    """The earliest and the latest day a moment can have, both included; None where open.

    Days are calendar ordinals, or numbers from the case's day 0 when ``calendar`` is False.
    """

    earliest: int | None
    latest: int | None
    calendar: bool = True

    @property
    def exact(self) -> bool:
        """True when only one day is possible."""
        return self.earliest is not None and self.earliest == self.latest

    def __str__(self) -> str:
        """``2016-09``, ``2019-09-01 to 2020-01-14``, ``not before 2020-09-30``, ``day 45``."""
        if self.earliest is None and self.latest is None:
            return "unknown"
        if self.earliest is None or self.latest is None:
            known, word = (
                (self.latest, "by") if self.earliest is None else (self.earliest, "not before")
            )
            assert known is not None
            return f"{word} {self._day(known)}"
        if self.earliest == self.latest:
            return self._day(self.earliest)
        if self.calendar:
            return _calendar_range(self.earliest, self.latest)
        return f"day {self.earliest} to {self.latest}"

    def _day(self, day: int) -> str:
        return iso(day) if self.calendar else f"day {day}"


@attrs.frozen
class DurationBounds:
    """The fewest and the most days between two moments; None where open.

    ``censored`` says that the second moment is a cut-off: what is measured was still going on, so
    the true length is at least this.
    """

    least: int | None
    most: int | None
    censored: bool = False

    @property
    def exact(self) -> bool:
        """True when only one length is possible."""
        return self.least is not None and self.least == self.most

    def in_unit(self, unit: str = "months") -> tuple[float | None, float | None]:
        """The bounds in ``days``, ``weeks``, ``months`` (30.4375 days) or ``years`` (365.25)."""
        size = _UNIT_DAYS[unit]
        return (
            None if self.least is None else self.least / size,
            None if self.most is None else self.most / size,
        )

    def __str__(self) -> str:
        return self.format()

    def format(self, unit: str = "months", digits: int | None = None) -> str:
        """``20.9–21.8 months``, ``ongoing, at least 20.9 months``, ``at most 3.0 months``.

        ``digits`` after the point: 1 by default, none for days.
        """
        places = (0 if unit == "days" else 1) if digits is None else digits
        least, most = (
            None if v is None else f"{round(v, places) + 0.0:.{places}f}"
            for v in self.in_unit(unit)
        )
        if self.censored:
            return (
                "ongoing"
                if self.least is None or self.least <= 0
                else f"ongoing, at least {least} {unit}"
            )
        if least is None and most is None:
            return "unknown"
        if most is None:
            return f"at least {least} {unit}"
        if least is None:
            return f"at most {most} {unit}"
        return f"{least} {unit}" if least == most else f"{least}\u2013{most} {unit}"


def _calendar_range(first: int, last: int) -> str:
    """Whole months and years are written as such: 2016-09, 2017-12 to 2018-03, 2016."""
    start, after = date.fromordinal(first), date.fromordinal(last) + timedelta(days=1)
    if start.day == after.day == 1:
        end = date.fromordinal(last)
        if (start.month, end.month) == (1, 12):
            return f"{start.year}" if start.year == end.year else f"{start.year} to {end.year}"
        if (start.year, start.month) == (end.year, end.month):
            return f"{start:%Y-%m}"
        return f"{start:%Y-%m} to {end:%Y-%m}"
    return f"{iso(first)} to {iso(last)}"
