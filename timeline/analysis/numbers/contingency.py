"""The tests that a comparison of two shares can be; of the analysis, only here is scipy used."""

from __future__ import annotations

import enum
from functools import lru_cache
from importlib.util import find_spec

import attrs


class SharesTest(enum.StrEnum):
    """A two-sided test on a table of two groups by yes and no."""

    PEARSON = "Pearson"
    YATES = "Yates"
    FISHER = "Fisher"

    @property
    def full_name(self) -> str:
        """``Fisher's exact test``."""
        if self is SharesTest.FISHER:
            return "Fisher's exact test"
        if self is SharesTest.YATES:
            return "chi-square with Yates' correction"
        return "Pearson's chi-square"


@attrs.frozen
class TwoShares:
    """``k`` of ``n`` in one group against ``k`` of ``n`` in another."""

    k_1: int
    n_1: int
    k_2: int
    n_2: int

    def __str__(self) -> str:
        return f"{self.k_1}/{self.n_1} against {self.k_2}/{self.n_2}"

    @property
    def comparable(self) -> bool:
        """False when all or none of both groups have it, or one is empty: nothing to test."""
        inside = 0 <= self.k_1 <= self.n_1 and 0 <= self.k_2 <= self.n_2
        return inside and self.n_1 > 0 < self.n_2 and 0 < self.k_1 + self.k_2 < self.n_1 + self.n_2


def can_test() -> bool:
    """Whether scipy is installed."""
    return find_spec("scipy") is not None


@lru_cache(maxsize=1000)
def p_values(table: TwoShares) -> dict[SharesTest, float]:
    """The p of each test: chi-square without and with Yates' correction, Fisher's exact test."""
    from scipy.stats import chi2_contingency, fisher_exact

    rows = [[table.k_1, table.n_1 - table.k_1], [table.k_2, table.n_2 - table.k_2]]
    return {
        SharesTest.PEARSON: float(chi2_contingency(rows, correction=False)[1]),
        SharesTest.YATES: float(chi2_contingency(rows, correction=True)[1]),
        SharesTest.FISHER: float(fisher_exact(rows)[1]),
    }


def meant(name: str | None) -> tuple[SharesTest, ...]:
    """What a test named in Methods may be; all of them when none is, none when it is another.

    "Chi-square" does not say whether the correction was applied, so it is both.
    """
    if name is None:
        return tuple(SharesTest)
    words = name.casefold()
    chosen: list[SharesTest] = []
    if "fisher" in words:
        chosen.append(SharesTest.FISHER)
    if "yates" in words or "correct" in words:
        chosen.append(SharesTest.YATES)
    elif "chi" in words or "\u03c7" in words or "pearson" in words:
        chosen += [SharesTest.PEARSON, SharesTest.YATES]
    return tuple(chosen)
