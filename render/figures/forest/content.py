"""What a forest places: the time of one case, and medians as studies printed them."""

from __future__ import annotations

import math

import attrs

from timeline.model.when import decimal_months


@attrs.frozen(kw_only=True)
class OwnTime:
    """The time of the case that is placed.

    Attributes:
        case: its id, or what the row is to be called.
        least: the fewest days.
        most: the most days, None where no upper bound is known.
        censored: whether it was still going on, so that the true time is longer.
        line: the setting, such as "1st line".
    """

    case: str
    least: int
    most: int | None
    censored: bool = False
    line: str = ""

    @property
    def open_end(self) -> bool:
        """Whether the true time may be longer than anything drawn."""
        return self.censored or self.most is None

    @property
    def words(self) -> str:
        """``20.1–21.7``, ``at least 9.9 (censored)``, in months."""
        low = f"{decimal_months(self.least):.1f}"
        if self.censored:
            return f"at least {low} (censored)"
        if self.most is None:
            return f"at least {low}"
        high = f"{decimal_months(self.most):.1f}"
        return low if low == high else f"{low}–{high}"


@attrs.frozen(kw_only=True)
class PublishedMedian:
    """A median as a study printed it, in months.

    Attributes:
        study: the study's name.
        line: the setting, such as "1st line".
        cases: how many patients; None where not given.
        median: months; None where it was not reached, or not given.
        not_reached: whether the study says that it was not reached.
        low: the lower end of the printed interval, None where not given.
        high: its upper end, None where not given or not reached.
        high_not_reached: whether the study says that the upper end was not reached.
        confidence: the level of that interval.
    """

    study: str
    line: str = ""
    cases: int | None = None
    median: float | None = None
    not_reached: bool = False
    low: float | None = None
    high: float | None = None
    high_not_reached: bool = False
    confidence: float = 0.95

    def __attrs_post_init__(self) -> None:
        if self.not_reached and self.median is not None:
            raise ValueError(f"{self.study}: a median of {self.median:g} months was reached")
        known = [v for v in (self.low, self.median, self.high) if v is not None]
        if known != sorted(known) or any(not math.isfinite(v) or v < 0 for v in known):
            printed = ", ".join(f"{value:g}" for value in known)
            raise ValueError(f"{self.study}: expected months from low to high, not {printed}")

    @property
    def words(self) -> str:
        """``19.3 (15.2–39.1)``, ``NR (28.9–NR)``, ``not given``."""
        if self.median is None and not self.not_reached:
            return "not given"
        middle = "NR" if self.median is None else f"{self.median:.1f}"
        if self.low is None:
            return middle
        high = "NR" if self.high_not_reached else "?" if self.high is None else f"{self.high:.1f}"
        return f"{middle} ({self.low:.1f}–{high})"

    @property
    def order(self) -> tuple[int, float, str]:
        """Its place among others: shortest first, then not reached, then not given."""
        if self.median is not None:
            return 0, self.median, self.study
        return (1 if self.not_reached else 2), self.low or 0, self.study
