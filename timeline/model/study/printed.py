"""Numbers as a paper prints them: the text is kept, as trailing zeros say how precise it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

import attrs

from timeline.errors import NotationError

NOT_REACHED = "NR"
"""A median that too few events have happened for."""
NOT_GIVEN = "not given"
"""A dash or an empty cell of a table. ``NR`` is a result, this is none."""

_NUMBER = r"\d{1,9}(?:[.,]\d{1,6})?"
_SIGNED = r"[-\u2212]?" + _NUMBER
_PERCENT = re.compile(rf"(?P<percent>{_NUMBER})\s*%")
_FRACTION = re.compile(
    rf"(?P<k>{_NUMBER})(?:\s*/\s*(?P<n>\d{{1,9}}))?(?:\s*\(\s*(?P<percent>{_NUMBER})\s*%\s*\))?"
)
_FIGURE = re.compile(rf"(?P<value>{_NUMBER})(?:\s+(?P<unit>[^\d\s][^\n]{{0,30}}))?")
_SPAN = re.compile(rf"(?P<low>{_SIGNED}|NR)(?:\s*\u2013\s*|\s+to\s+|-)(?P<high>{_SIGNED}|NR)")
_P = re.compile(rf"(?P<relation>[<>]?)\s*(?P<value>{_NUMBER})")
_CONCENTRATION = re.compile(rf"(?P<relation>[<>]?)\s*(?P<value>{_NUMBER})\s*(?P<mark>[^\w\s;]?)")


def decimal(printed: str) -> Decimal:
    """The value of printed digits; ``4,1`` is a decimal comma, as some papers print it."""
    return Decimal(printed.replace(",", ".").replace("\u2212", "-"))


def decimals(printed: str) -> int:
    """How many digits stand behind the point: 2 in ``57.63``, 0 in ``50``."""
    return len(printed.replace(",", ".").partition(".")[2])


@attrs.frozen
class Share:
    """How many, of how many, in percent, as far as printed: ``30/49 (61.2 %)``, ``28 (57.1 %)``.

    Also ``57.4 %``, ``117``, ``NR`` and ``not given``. ``numerator`` and ``percent`` are printed
    digits; a numerator may be no whole number, where that is what a paper prints.
    """

    text: str
    numerator: str | None = attrs.field(default=None, repr=False)
    n: int | None = attrs.field(default=None, repr=False)
    percent: str | None = attrs.field(default=None, repr=False)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def from_text(cls, text: str) -> Share:
        """Read ``k``, ``k/n``, ``p %`` or a fraction with its percentage."""
        written = " ".join(text.split())
        if written in (NOT_REACHED, NOT_GIVEN):
            return cls(written)
        if match := _PERCENT.fullmatch(written):
            return cls(written, percent=match["percent"])
        if match := _FRACTION.fullmatch(written):
            n = int(match["n"]) if match["n"] else None
            if n == 0:
                raise NotationError(text, "is a share of nobody")
            return cls(written, match["k"], n, match["percent"])
        raise NotationError(
            text, "is no count or percentage, such as '30/49 (61.2 %)', '28 (57.1 %)' or '57.4 %'"
        )

    @property
    def k(self) -> int | None:
        """The count, where a whole number is printed."""
        return int(self.numerator) if self.numerator and self.numerator.isdigit() else None


@attrs.frozen
class Figure:
    """A median or another single value: ``19.3 months``, ``294 days``, ``NR``, ``not given``."""

    text: str
    value: Decimal | None = attrs.field(default=None, repr=False)
    unit: str = attrs.field(default="", repr=False)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def from_text(cls, text: str) -> Figure:
        """Read a number with its unit; raises :class:`NotationError`."""
        written = " ".join(text.split())
        if written in (NOT_REACHED, NOT_GIVEN):
            return cls(written)
        match = _FIGURE.fullmatch(written)
        if not match:
            raise NotationError(text, "is no value, such as '19.3 months', 'NR' or 'not given'")
        return cls(written, decimal(match["value"]), match["unit"] or "")

    @property
    def not_reached(self) -> bool:
        """True for ``NR``."""
        return self.text == NOT_REACHED

    @property
    def not_given(self) -> bool:
        """True where the paper prints a dash or nothing."""
        return self.text == NOT_GIVEN


@attrs.frozen
class Span:
    """A range or a confidence interval: ``26-66``, ``-1.57 to 33.69``, ``10.1 to NR``.

    An end that was not reached is None.
    """

    text: str
    low: Decimal | None = attrs.field(repr=False)
    high: Decimal | None = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def from_text(cls, text: str) -> Span:
        """Read ``low to high``, ``low-high`` or the same with an en dash."""
        written = " ".join(text.split())
        match = _SPAN.fullmatch(written)
        if not match:
            raise NotationError(text, "is no interval, such as '7.8-14.2' or '10.1 to NR'")
        low, high = (
            None if end == NOT_REACHED else decimal(end) for end in (match["low"], match["high"])
        )
        if low is not None and high is not None and low > high:
            raise NotationError(text, "ends before it begins")
        return cls(written, low, high)

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies between the ends, both counted in."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


@attrs.frozen
class PValue:
    """A printed p: ``0.001``, ``< 0.001``, ``1.000``."""

    text: str
    relation: str = attrs.field(repr=False)
    value: Decimal = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def from_text(cls, text: str) -> PValue:
        """Read a p between 0 and 1; raises :class:`NotationError`."""
        written = " ".join(text.split())
        match = _P.fullmatch(written)
        if not match or decimal(match["value"]) > 1:
            raise NotationError(text, "is no p, such as '0.337', '< 0.001' or '1.000'")
        return cls(written, match["relation"] or "=", decimal(match["value"]))

    @property
    def shown(self) -> str:
        """``p = 0.337``, ``p < 0.001``."""
        return f"p {self.relation} {self.text.lstrip('<> ')}"

    def agrees(self, p: float) -> bool:
        """Whether a computed p is this one, to the printed digits."""
        value = Decimal(repr(p))
        if self.relation == "<":
            return value < self.value
        if self.relation == ">":
            return value > self.value
        half_a_digit = Decimal(5).scaleb(-decimals(self.text) - 1)
        return abs(value - self.value) <= half_a_digit


@attrs.frozen
class Concentration:
    """A cell of a sensitivity table with the mark of its band: ``609.6 §``, ``>3000 §``.

    ``>3000`` is censored at the highest dose tried, and stays so.
    """

    text: str
    relation: str = attrs.field(repr=False)
    value: Decimal = attrs.field(repr=False)
    mark: str = attrs.field(default="", repr=False)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def from_text(cls, text: str) -> Concentration:
        """Read a value with the mark behind it; raises :class:`NotationError`."""
        written = " ".join(text.split())
        match = _CONCENTRATION.fullmatch(written)
        if not match:
            raise NotationError(text, "is no concentration, such as '609.6§', '5.4' or '>3000§'")
        return cls(written, match["relation"] or "=", decimal(match["value"]), match["mark"])


def as_concentrations(value: str | Iterable[Concentration | str]) -> tuple[Concentration, ...]:
    """A row of a table: ``840.5§; 1801.0§; >3000§``, or the cells one by one."""
    cells = value.split(";") if isinstance(value, str) else value
    return tuple(
        cell if isinstance(cell, Concentration) else Concentration.from_text(cell)
        for cell in cells
        if not isinstance(cell, str) or cell.strip()
    )


PRINTED: tuple[type[Share | Figure | Span | PValue | Concentration], ...] = (
    Share,
    Figure,
    Span,
    PValue,
    Concentration,
)
"""Every kind that a document writes as one text."""


def as_share(value: Share | str) -> Share:
    """What the numbers accept for a share."""
    return Share.from_text(value) if isinstance(value, str) else value


def as_figure(value: Figure | str) -> Figure:
    """What the numbers accept for a median."""
    return Figure.from_text(value) if isinstance(value, str) else value


def as_p_value(value: PValue | str) -> PValue:
    """What the numbers accept for a p."""
    return PValue.from_text(value) if isinstance(value, str) else value


def as_span(value: Span | str | None) -> Span | None:
    """What the numbers accept for a range."""
    return Span.from_text(value) if isinstance(value, str) else value
