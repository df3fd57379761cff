"""Measured quantities and counts, kept to the printed digit."""

from __future__ import annotations

import re
from decimal import Decimal

import attrs

from timeline.errors import NotationError

_SIGNS = {"": "", "=": "", "~": "~", ">": ">", "over": ">", ">=": ">=", "≥": ">=", "at least": ">=",
          "<": "<", "<=": "<=", "≤": "<=", "about": "~", "up to": "<="}  # fmt: skip
_QUANTITY = re.compile(
    r"(?:(?P<sign>=|~|>=|<=|>|<|≥|≤|over|at least|about|up to)\s*)?"
    r"(?P<value>-?\d{1,12}(?:\.\d{1,9})?)\s*(?P<plus>\+)?\s*"
    r"(?P<unit>(?!e[+-]?\d)[^\d\s.,+-][^\n]{0,40})?",  # 5,4 is no 5 of something, 1e5 no 1
    re.IGNORECASE,
)


@attrs.frozen
class Quantity:
    """A number with a unit, as printed: ``238.7 ng/mL``, ``0.95 %``, ``>24``, ``95 %+``.

    ``sign`` is one of ``"" ~ > >= < <=``; ``95+`` is kept as ``>=``.
    """

    value: Decimal
    unit: str = ""
    sign: str = ""

    def __str__(self) -> str:
        return f"{self.sign}{self.value}{' ' + self.unit if self.unit else ''}"


def parse_quantity(text: str) -> Quantity:
    """Read a number with an optional sign and unit; raises :class:`NotationError`."""
    match = _QUANTITY.fullmatch(" ".join(text.split()))
    if not match:
        raise NotationError(
            text, "is not a number with a unit, such as '238.7 ng/mL', '0.95 %' or '>24'"
        )
    sign = _SIGNS[(match["sign"] or "").lower()]
    unit = (match["unit"] or "").strip()
    if match["plus"] or unit.endswith("+"):
        if sign:
            raise NotationError(text, "has both a sign and a '+'")
        sign, unit = ">=", unit.removesuffix("+").strip()
        if unit.endswith("+"):
            raise NotationError(text, "has more than one '+'")
    return Quantity(Decimal(match["value"]), unit, sign)


def as_quantity(value: Quantity | str | float | Decimal | None) -> Quantity | None:
    """What the events accept for a quantity."""
    if value is None or isinstance(value, Quantity):
        return value
    return parse_quantity(str(value))
