"""The Kaplan–Meier curve (Kaplan and Meier 1958) with its band, numbers at risk and median.

The estimate and the band are scipy's; the median's interval is that of Brookmeyer and Crowley
(1982), read off the band.
"""

from __future__ import annotations

import enum
import math
import warnings
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from timeline.cohort.survival.observed import ObservedTime, Reading, as_times
from timeline.document.frames import Frame
from timeline.model.when import decimal_months

# Products of fractions: a curve that meets 1/2 may miss it by rounding.
_ROUNDING = 1e-9


class Band(enum.StrEnum):
    """How the confidence band is made from Greenwood's variance (1926).

    LOG_LOG (Kalbfleisch and Prentice 1980) stays between 0 and 1 and suits few cases; PLAIN is
    symmetric, cut off at 0 and 1.
    """

    LOG_LOG = "log-log"
    PLAIN = "plain"


class AtHalf(enum.StrEnum):
    """What the median is where exactly half are left from one event to the next.

    FIRST is the day from which on half are left. MIDPOINT is half-way to the day on which fewer
    are, as SAS (PROC LIFETEST) and R (survfit) print it. So also of other quantiles, and of the
    ends of their intervals.
    """

    FIRST = "first day"
    MIDPOINT = "midpoint"


@attrs.frozen(kw_only=True)
class Step:
    """A day on which cases have their event or are censored, and the curve from that day on.

    Attributes:
        day: days from the start.
        at_risk: how many cases were at risk just before.
        events: ids of the cases with the event on the day.
        censored: ids of the cases censored on the day.
        survival: the share still without the event, that day's events taken off.
        low: the lower end of the band; None where the formula has no value (all had the event).
        high: its upper end.
    """

    day: float
    at_risk: int
    events: tuple[str, ...]
    censored: tuple[str, ...]
    survival: float
    low: float | None
    high: float | None


@attrs.frozen
class Median:
    """The day on which half are left, or fewer for the first time, with its interval, in days.

    ``day`` and ``high`` are None where the curve, or its band, does not get there: "not reached".
    ``low`` is None where the band has no value to read it from, as with very few cases.
    """

    day: float | None
    low: float | None
    high: float | None

    def __str__(self) -> str:
        """``10.2 months (5.1–not reached)``, ``not reached (from 13.0 months)``."""
        low, high = (_months(end) for end in (self.low, self.high))
        if self.day is None:
            return "not reached" if self.low is None else f"not reached (from {low} months)"
        interval = f" ({low}–{high})" if self.low is not None else ""
        return f"{_months(self.day)} months{interval}"


def _months(days: float | None) -> str:
    return "not reached" if days is None else f"{decimal_months(days):.1f}"


@attrs.frozen(kw_only=True)
class KaplanMeier:
    """A curve of one group of cases; 1 before the first step, not defined after the last day."""

    cases: int
    steps: tuple[Step, ...]
    band: Band
    confidence: float
    reading: Reading
    at_half: AtHalf = AtHalf.FIRST

    @property
    def events(self) -> int:
        """How many cases had the event."""
        return sum(len(step.events) for step in self.steps)

    @property
    def last(self) -> float:
        """The last day with a case in view."""
        return self.steps[-1].day

    def survival(self, day: float) -> float | None:
        """The share without the event after ``day``; None beyond the last day, unless it is 0."""
        at = bisect_right(self._days, day) - 1
        if at < 0:
            return 1.0
        found = self.steps[at].survival
        return None if day > self.last and found > 0 else found

    def at_risk(self, day: float) -> int:
        """How many cases were still followed and without the event just before ``day``."""
        at = bisect_left(self._days, day)
        if at < len(self.steps):
            return self.steps[at].at_risk
        return self._beyond

    @property
    def median(self) -> Median:
        """The median and its interval (Brookmeyer and Crowley 1982)."""
        return self.quantile(0.5)

    def quantile(self, share: float) -> Median:
        """The first day by which ``share`` of the cases had the event, with its interval.

        Raises:
            ValueError: the share is not between 0 and 1.
        """
        if not 0 < share < 1:
            raise ValueError(f"a quantile is asked for by a share between 0 and 1, not {share}")
        return Median(
            self._reached(1 - share, [(s.day, s.survival) for s in self.steps]),
            self._reached(1 - share, [(s.day, s.low) for s in self.steps]),
            self._reached(1 - share, [(s.day, s.high) for s in self.steps]),
        )

    def _reached(self, left: float, line: Sequence[tuple[float, float | None]]) -> float | None:
        """Where a line of days and shares comes down to a share; None where it does not."""
        below = [(day, at) for day, at in line if at is not None and at <= left + _ROUNDING]
        if not below:
            return None
        first = below[0][0]
        if self.at_half is AtHalf.FIRST or below[0][1] < left - _ROUNDING:
            return first
        further = next((day for day, at in below if at < left - _ROUNDING), first)
        return (first + further) / 2

    @property
    def _days(self) -> tuple[float, ...]:
        return tuple(step.day for step in self.steps)

    @property
    def _beyond(self) -> int:
        return self.cases - sum(len(s.events) + len(s.censored) for s in self.steps)


def kaplan_meier(
    times: Frame | Iterable[ObservedTime],
    *,
    reading: Reading = Reading.MIDDLE,
    band: Band = Band.LOG_LOG,
    confidence: float = 0.95,
    at_half: AtHalf = AtHalf.FIRST,
) -> KaplanMeier:
    """The curve of all ``times``, whatever their groups, under one reading of their bounds.

    ``times`` may be a data frame with the columns of
    :func:`~timeline.cohort.survival.observed_times`. A case that is censored on the day of
    another's event is at risk for it.

    Raises:
        ValueError: there are no times, or the level is not between 0 and 1.
    """
    read = [(one.case, *one.at(reading)) for one in as_times(times)]
    if not read:
        raise ValueError("a survival curve needs at least one case")
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence level is between 0 and 1, not {confidence}")
    seen = [one for one in read if one[1] < math.inf]
    beyond = len(read) - len(seen)
    if not seen:  # not one day is known to be an end: nothing but the start can be said
        start = Step(
            day=0, at_risk=beyond, events=(), censored=(), survival=1.0, low=None, high=None
        )
        steps: tuple[Step, ...] = (start,)
    else:
        steps = _steps(seen, beyond, band, confidence)
    return KaplanMeier(
        cases=len(read),
        steps=steps,
        band=band,
        confidence=confidence,
        reading=reading,
        at_half=AtHalf(at_half),
    )


def _steps(
    seen: Sequence[tuple[str, float, bool]], beyond: int, band: Band, confidence: float
) -> tuple[Step, ...]:
    from scipy.stats import CensoredData, ecdf

    # Who is beyond all data is at risk throughout: censored one day after everyone else.
    last = max(day for _, day, _ in seen)
    days = [day for _, day, _ in seen] + [last + 1] * beyond
    censored = [not event for _, _, event in seen] + [True] * beyond
    curve = ecdf(CensoredData.right_censored(days, censored)).sf
    with warnings.catch_warnings():
        # Where the band is undefined it says so on standard error; here it is None.
        warnings.filterwarnings("ignore", "The confidence interval is undefined", RuntimeWarning)
        method: Any = "log-log" if band is Band.LOG_LOG else "linear"
        interval: Any = curve.confidence_interval(confidence, method=method)
    ended: defaultdict[tuple[float, bool], list[str]] = defaultdict(list)
    for case, day, event in seen:
        ended[day, event].append(case)
    steps = []
    left = len(days)
    found = zip(
        curve.quantiles.tolist(),
        curve.probabilities.tolist(),
        interval.low.probabilities.tolist(),
        interval.high.probabilities.tolist(),
        strict=True,
    )
    for day, survival, low, high in found:
        if day > last:
            break
        events, lost = tuple(ended[day, True]), tuple(ended[day, False])
        steps.append(
            Step(
                day=day,
                at_risk=left,
                events=events,
                censored=lost,
                survival=survival,
                low=_share(low) if survival < 1 - _ROUNDING else 1.0,
                high=_share(high) if survival < 1 - _ROUNDING else 1.0,
            )
        )
        left -= len(events) + len(lost)
    return tuple(steps)


def _share(value: float) -> float | None:
    return None if math.isnan(value) else min(1.0, max(0.0, value))
