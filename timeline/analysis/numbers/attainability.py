"""Can k of n give the printed percentage? Exact arithmetic on the printed digits.

After GRIM (Brown & Heathers 2017): a share of whole patients has only so many values, and a printed
percentage that is none of them, under any usual rounding, was not computed from those patients.
"""

from __future__ import annotations

import enum
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from timeline.model.study import decimal, decimals


class Rounding(enum.StrEnum):
    """How a share was cut to the printed digits."""

    HALF_UP = "half up"
    HALF_EVEN = "half even"
    TRUNCATED = "truncated"
    UP = "rounded up"


USUAL = (Rounding.HALF_UP, Rounding.HALF_EVEN)
"""What programs do; the other two are slips, and explain a percentage without excusing it."""


def rounded(k: int, n: int, places: int, rounding: Rounding) -> Decimal:
    """``k/n`` in percent with this many decimals, computed exactly."""
    scaled = 100 * k * 10**places
    quotient, remainder = divmod(scaled, n)
    match rounding:
        case Rounding.HALF_UP:
            quotient += 2 * remainder >= n
        case Rounding.HALF_EVEN:
            quotient += 2 * remainder > n or (2 * remainder == n and quotient % 2 == 1)
        case Rounding.UP:
            quotient += remainder > 0
    return Decimal(quotient).scaleb(-places)


def roundings(percent: str, k: int, n: int) -> tuple[Rounding, ...]:
    """The roundings under which ``k/n`` prints as ``percent``; none when it never does."""
    places, value = decimals(percent), decimal(percent)
    return tuple(rule for rule in Rounding if rounded(k, n, places, rule) == value)


@lru_cache(maxsize=20_000)  # asked again and again while sizes are tried
def numerators(percent: str, n: int, rules: tuple[Rounding, ...] = USUAL) -> range:
    """Every count of ``n`` patients that prints as ``percent`` under one of these roundings.

    Several where ``n`` is large for the digits printed: 2.1 % of 3774 is any of 78 to 81.
    """
    value, places = decimal(percent), decimals(percent)
    counts = range(n + 1)
    found = []
    for rule in rules:
        # A larger count never prints as a smaller percentage, so the counts lie together.
        def printed(k: int, rule: Rounding = rule) -> Decimal:
            return rounded(k, n, places, rule)

        first = bisect_left(counts, value, key=printed)
        last = bisect_right(counts, value, key=printed)
        if first < last:
            found.append((first, last))
    return range(min(f for f, _ in found), max(e for _, e in found)) if found else range(0)


def attainable(percent: str, n: int, rules: tuple[Rounding, ...] = USUAL) -> bool:
    """Whether some count of ``n`` patients prints as ``percent``."""
    return bool(numerators(percent, n, rules))


def denominators(percents: Iterable[str], least: int, most: int) -> Iterator[int]:
    """Every size of a group, from ``least`` to ``most``, in which all these percentages occur."""
    printed = tuple(percents)
    return (n for n in range(least, most + 1) if all(attainable(p, n) for p in printed))


def coarse(percent: str, k: int, n: int) -> bool:
    """Whether a round number is ``k/n`` to the nearest ten: "50 %" for 17 of 35."""
    value = decimal(percent)
    round_number = decimals(percent) == 0 and value % 10 == 0
    return round_number and 2 * abs(100 * k - int(value) * n) <= 10 * n


def in_percent(k: int, n: int, like: str) -> str:
    """``k/n`` with as many decimals as ``like``, half up: ``8.2 %``."""
    return f"{rounded(k, n, decimals(like), Rounding.HALF_UP)} %"


def neighbours(percent: str, n: int) -> tuple[int, ...]:
    """The counts of ``n`` whose shares lie just below and just above a percentage."""
    below = min(int(decimal(percent) * n / 100), n)
    return (below,) if below == n else (below, below + 1)
