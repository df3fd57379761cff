"""Amounts of time as reports state them, in the words and signs that they use.

============================================  ==================================================
written                                       meaning
============================================  ==================================================
``21 months``                                 21 completed months, or about as many (see Reading)
``72.7 months``                               the days that print as that number
``2-3 weeks``                                 between the two
``~3 weeks``, ``about``, ``around``           one unit more or less
``>19 months``, ``over``, ``more than``       longer
``>=19 months``, ``at least``                 as long or longer
``<2 years``, ``under``, ``less than``        shorter
``<=2 years``, ``up to``, ``within``          as long or shorter
``nearly 2 years``, ``almost``                up to one unit less
``20th month``                                in the twentieth month: 19 are over, 20 are not
``2 cycles``, ``2 cycles of 21 days``         order alone; with a length, the least that it took
============================================  ==================================================

The units are days, weeks, months, years and cycles.

What "N months" in prose means is a convention, so it is a parameter: :class:`Reading`. An amount
under a reading is a :class:`Window`: the shifts by which the second moment may follow the first.
"""

from __future__ import annotations

import enum
import math
import re
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import attrs

from timeline.errors import NotationError, did_you_mean
from timeline.model.when import add_months, month_length_bounds
from timeline.model.words import Word

_DAYS_PER_UNIT = {
    "days": Fraction(1),
    "weeks": Fraction(7),
    "months": Fraction(36525, 1200),
    "years": Fraction(36525, 100),
}


LONGEST_DAYS = 150 * 365
"""No elapsed time in a case report is longer; a number beyond is a typing error."""


class Unit(enum.StrEnum):
    """Units of elapsed time; a cycle has no length of its own."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    CYCLES = "cycles"


class Qualifier(enum.StrEnum):
    """How the number was hedged; the value is the sign it is written with."""

    EXACT = ""
    ABOUT = "~"
    OVER = ">"
    AT_LEAST = ">="
    UNDER = "<"
    AT_MOST = "<="
    NEARLY = "nearly "
    ORDINAL = "th"


class Reading(Word):
    """What "N units" means for two days A and B.

    ``floor``: N completed units, A+N <= B < A+(N+1).
    ``round``: within half a unit, a month being 30.4375 days.
    ``liberal``: A+(N-1) < B < A+(N+1), the loosest reading that is not an error.
    """

    FLOOR = "floor"
    ROUND = "round"
    LIBERAL = "liberal"


@attrs.frozen
class Shift:
    """Calendar months, then days: monotone in the day it is applied to."""

    months: int
    days: int

    def of(self, day: int) -> int:
        """The shifted calendar day; :class:`OverflowError` outside the years 1 to 9999."""
        return add_months(day, self.months) + self.days

    def length(self, day: int | None, *, longest: bool) -> int:
        """The days it takes from a calendar day; without one, the fewest or the most it can."""
        if day is not None:
            with suppress(OverflowError):  # months go on there, but no calendar says how
                return self.of(day) - day
        return month_length_bounds(self.months)[1 if longest else 0] + self.days


@attrs.frozen
class Window:
    """``A.least <= B <= A.most``; None where the amount says nothing on that side."""

    least: Shift | None
    most: Shift | None


@attrs.frozen
class Amount:
    """A stated length of time.

    ``value`` keeps the printed digits (``72.7``); ``upper`` is the second number of "2-3 weeks";
    ``cycle_days`` the length of a cycle where the author gives it ("2 cycles of 21 days").
    """

    value: Decimal
    unit: Unit
    qualifier: Qualifier = Qualifier.EXACT
    upper: Decimal | None = None
    cycle_days: int | None = None

    def __str__(self) -> str:
        cycle = f" of {self.cycle_days} days" if self.cycle_days else ""
        if self.qualifier is Qualifier.ORDINAL:
            return f"{self.value}{_ordinal_suffix(int(self.value))} {self.unit.value[:-1]}{cycle}"
        number = f"{self.value}-{self.upper}" if self.upper is not None else f"{self.value}"
        unit = self.unit.value[:-1] if number == "1" else self.unit.value
        return f"{self.qualifier.value}{number} {unit}{cycle}"

    def window(self, reading: Reading = Reading.FLOOR) -> Window:
        """The shifts this amount allows under ``reading`` (science of the project, section 1).

        About (``~``) is FLOOR widened by one unit on either side. A fractional amount means the
        days that print as that number. Cycles without a length only order the two moments; with a
        length, the last of N cycles begins N-1 lengths on at the earliest, and delays are common,
        so nothing bounds it above.
        """
        if self.unit is Unit.CYCLES:
            return self._cycles_window()
        low, high = self.value, self.upper if self.upper is not None else self.value
        if low.as_tuple().exponent != 0 or high.as_tuple().exponent != 0:  # 21.0 is to the tenth
            return self._fractional_window(low, high)
        n, m = int(low), int(high)
        match self.qualifier:
            case Qualifier.OVER:
                return Window(self._shift(n, 1), None)
            case Qualifier.AT_LEAST:
                return Window(self._shift(n), None)
            case Qualifier.UNDER:
                return Window(Shift(0, 0), self._shift(n, -1))
            case Qualifier.AT_MOST:
                return Window(Shift(0, 0), self._shift(n))
            case Qualifier.NEARLY | Qualifier.ORDINAL:
                return Window(self._shift(n - 1), self._shift(n))
            case Qualifier.ABOUT:
                return Window(self._shift(n - 1), self._shift(m + 2, -1))
            case Qualifier.EXACT:
                return self._exact_window(n, m, reading)

    def _exact_window(self, n: int, m: int, reading: Reading) -> Window:
        if reading is Reading.LIBERAL:
            return Window(self._shift(n - 1, 1), self._shift(m + 1, -1))
        if reading is Reading.FLOOR:
            return Window(self._shift(n), self._shift(m + 1, -1))
        half = _DAYS_PER_UNIT[self.unit] / 2
        if self.unit is Unit.DAYS:
            half = Fraction(0)
        return self._between(
            n * _DAYS_PER_UNIT[self.unit] - half, m * _DAYS_PER_UNIT[self.unit] + half
        )

    def _fractional_window(self, low: Decimal, high: Decimal) -> Window:
        exponent = min(int(low.as_tuple().exponent), int(high.as_tuple().exponent))
        half = Fraction(1, 2 * 10**-exponent)
        scale = _DAYS_PER_UNIT[self.unit]
        first, last = Fraction(low) * scale, Fraction(high) * scale
        match self.qualifier:
            case Qualifier.OVER:
                return Window(Shift(0, math.floor(first) + 1), None)
            case Qualifier.AT_LEAST:
                return Window(Shift(0, math.ceil(first)), None)
            case Qualifier.UNDER:
                return Window(Shift(0, 0), Shift(0, math.ceil(last) - 1))
            case Qualifier.AT_MOST:
                return Window(Shift(0, 0), Shift(0, math.floor(last)))
            case Qualifier.NEARLY | Qualifier.ORDINAL:
                return self._between(first - scale, last)
            case Qualifier.ABOUT:
                return self._between(first - scale, last + scale)
            case Qualifier.EXACT:
                return self._between(first - half * scale, last + half * scale)

    def _cycles_window(self) -> Window:
        if self.cycle_days is None or self.qualifier in (Qualifier.UNDER, Qualifier.AT_MOST):
            return Window(Shift(0, 0), None)
        begun = max(0, math.ceil(self.value) - 1)
        return Window(Shift(0, begun * self.cycle_days), None)

    def _shift(self, count: int, days: int = 0) -> Shift:
        if self.unit is Unit.MONTHS:
            return Shift(count, days)
        if self.unit is Unit.YEARS:
            return Shift(12 * count, days)
        return Shift(0, count * int(_DAYS_PER_UNIT[self.unit]) + days)

    @staticmethod
    def _between(least: Fraction, most: Fraction) -> Window:
        """Whole days inside two exact ends, or around them where there is none ("1.5 weeks").

        Nothing negative is meant by an elapsed time.
        """
        first, last = sorted((math.ceil(least), math.floor(most)))
        return Window(Shift(0, max(0, first)), Shift(0, last))


_WORDS = {
    "about": "~", "approximately": "~", "around": "~", "circa": "~", "ca.": "~", "~": "~", "≈": "~",
    "over": ">", "more than": ">", "exceeding": ">", "longer than": ">", ">": ">",
    "at least": ">=", ">=": ">=", "≥": ">=",
    "under": "<", "less than": "<", "<": "<",
    "at most": "<=", "up to": "<=", "within": "<=", "<=": "<=", "≤": "<=",
    "nearly": "nearly ", "almost": "nearly ",
}  # fmt: skip
_UNITS = {
    "d": "days", "day": "days", "days": "days",
    "wk": "weeks", "wks": "weeks", "week": "weeks", "weeks": "weeks",
    "mo": "months", "mos": "months", "month": "months", "months": "months",
    "y": "years", "yr": "years", "yrs": "years", "year": "years", "years": "years",
    "cycle": "cycles", "cycles": "cycles",
}  # fmt: skip
_HEDGE = "|".join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?:(?P<hedge>{_HEDGE})\s*)?"
    r"(?P<number>\d{1,6}(?:\.\d{1,4})?)"
    r"(?:(?P<ordinal>st|nd|rd|th)|\s*[-\u2013]\s*(?P<upper>\d{1,6}(?:\.\d{1,4})?))?"
    r"[\s-]*(?P<unit>[a-z]+)"
    r"(?:\s+of\s+(?P<length>\d{1,3})\s*(?P<length_unit>days?|weeks?))?",
    re.IGNORECASE,
)


def parse_amount(text: str) -> Amount:
    """Read ``21 months``, ``~3 weeks``, ``>19 months``, ``20th month``, ``2-3 weeks``.

    Words serve for signs (about, over, at least, nearly). Raises :class:`NotationError`.
    """
    written = " ".join(text.split())
    match = _AMOUNT.fullmatch(written)
    if not match:
        raise NotationError(
            text, "is not an amount of time; write '21 months', '~3 weeks' or '>19 months'"
        )
    unit = _UNITS.get(match["unit"].lower())
    if unit is None:
        raise NotationError(
            text,
            f"{match['unit']!r} is not a unit of time{did_you_mean(match['unit'], list(Unit))}",
            match.start("unit"),
        )
    qualifier = Qualifier(_WORDS[match["hedge"].lower()]) if match["hedge"] else Qualifier.EXACT
    value = Decimal(match["number"])
    if match["ordinal"]:
        if qualifier is not Qualifier.EXACT or value < 1 or "." in match["number"]:
            raise NotationError(
                text, "an ordinal is a whole number without a qualifier", match.start("number")
            )
        qualifier = Qualifier.ORDINAL
    upper = Decimal(match["upper"]) if match["upper"] else None
    if upper is not None and (upper < value or qualifier not in (Qualifier.EXACT, Qualifier.ABOUT)):
        raise NotationError(
            text,
            "a range goes from the smaller to the larger number, unqualified or '~'",
            match.start("upper"),
        )
    cycle_days = None
    if match["length"]:
        if unit != Unit.CYCLES:
            raise NotationError(
                text, "only cycles have a length of their own", match.start("length")
            )
        cycle_days = int(match["length"]) * (
            7 if match["length_unit"].lower().startswith("week") else 1
        )
        if not cycle_days:
            raise NotationError(text, "a cycle lasts a day or more", match.start("length"))
    amount = Amount(value, Unit(unit), qualifier, upper, cycle_days)
    if unit != Unit.CYCLES and (upper or value) * int(_DAYS_PER_UNIT[unit]) > LONGEST_DAYS:
        raise NotationError(text, "is longer than a life", match.start("number"))
    return amount


def _ordinal_suffix(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
