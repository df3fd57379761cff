"""The survival curve of times known to an interval: the estimate of Turnbull (1976).

The likelihood only says how much mass lies in each innermost interval (a left end followed by a
right end with no other end between them), not where within it: so the curve has two sides there.
The masses are found by the constrained Newton method (Wang 2007) with self-consistency steps
between, until the conditions of Karush, Kuhn and Tucker hold, which in a concave problem is proof.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from timeline.cohort.survival.observed import ObservedTime, as_times
from timeline.document.frames import Frame
from timeline.model.truth import Truth

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_ROUNDING = 1e-9
# No estimate can be better by more than this much log-likelihood per case.
_GAP = 1e-9
_MOST_ROUNDS = 500
# Masses below this are none, if the conditions hold without them.
_NOTHING = 1e-9
_HALVINGS = 40
# The weight of "the masses sum to 1" among the equations of the least-squares step.
_SUM_WEIGHT = 1e3


@attrs.frozen
class TimeInterval:
    """The days between which a time lies; ``right`` None has no end. Ends belong to it if closed.

    Raises:
        ValueError: the interval is empty, or an end is no number.
    """

    left: float
    right: float | None
    left_open: bool = attrs.field(default=False, kw_only=True)
    right_open: bool = attrs.field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.left != self.left or self.right != self.right:  # NaN
            raise ValueError(f"no time lies in {self}")
        if self.right is None:
            return
        point = self.left == self.right
        if self.left > self.right or (point and (self.left_open or self.right_open)):
            raise ValueError(f"no time lies in {self}")

    @classmethod
    def of(cls, time: ObservedTime) -> TimeInterval:
        """What one case says of its time to the event.

        An event lies between its bounds, both included. A censored case had none on any day that
        it was certainly followed: later than ``least``, however late the follow-up may have
        ended. Where that is indeterminate, the time is ``least`` or more.
        """
        if time.event is Truth.TRUE:
            return cls(time.least, time.most)
        return cls(time.least, None, left_open=time.event is Truth.FALSE)

    def __str__(self) -> str:
        """``[30, 61]``, ``(90, ∞)``."""
        opening = "(" if self.left_open else "["
        end = "∞" if self.right is None else f"{self.right:g}"
        return (
            f"{opening}{self.left:g}, {end}{')' if self.right is None or self.right_open else ']'}"
        )

    @property
    def start(self) -> tuple[float, int, int]:
        """The left end as a place in the order of ends; see `_Place`."""
        return self.left, 1 if self.left_open else 0, 0

    @property
    def stop(self) -> tuple[float, int, int]:
        """The right end as a place in the order of ends."""
        if self.right is None:
            return float("inf"), 0, 1
        return self.right, -1 if self.right_open else 0, 1


_Place = tuple[float, int, int]
"""An end: its day, just before (-1), at (0) or just after (1) it, and left (0) or right (1).

A left end comes before a right end at the same place, so that a single day is an interval.
"""


@attrs.frozen
class Mass:
    """A share of the cases whose times lie in one interval."""

    interval: TimeInterval
    share: float


@attrs.frozen(kw_only=True)
class TurnbullCurve:
    """The estimate: how much mass lies in each innermost interval.

    No other masses are as likely: each innermost interval is the last one of some case, so the
    cases tell all masses apart, and the likelihood is strictly concave.

    Attributes:
        cases: how many times went in.
        masses: the intervals with mass, from left to right; the last may have no end.
        log_likelihood: of the times under these masses.
        gap: an upper bound of what any other masses could add to it.
    """

    cases: int
    masses: tuple[Mass, ...]
    log_likelihood: float
    gap: float

    @property
    def last(self) -> float:
        """The last day that any time says something of; the curve is not defined beyond."""
        last = self.masses[-1].interval
        return last.left if last.right is None else last.right

    def survival(self, day: float) -> tuple[float, float]:
        """The least and the most share that can be without the event after ``day``."""
        sure = sum(mass.share for mass in self.masses if _over(mass.interval, day))
        may = sum(mass.share for mass in self.masses if _begun(mass.interval, day))
        return max(0.0, 1 - may), max(0.0, 1 - sure)

    def quantile(self, share: float) -> tuple[float | None, float | None]:
        """The earliest and the latest day by which ``share`` can have had the event.

        None where the mass that is needed has no last day: "not reached".

        Raises:
            ValueError: the share is not between 0 and 1.
        """
        if not 0 < share < 1:
            raise ValueError(f"a quantile is asked for by a share between 0 and 1, not {share}")
        total = 0.0
        for mass in self.masses:
            total += mass.share
            if total >= share - _ROUNDING:
                end = mass.interval.right
                return (mass.interval.left if end is not None else None), end
        return None, None

    @property
    def median(self) -> tuple[float | None, float | None]:
        """The earliest and the latest day by which half can have had the event."""
        return self.quantile(0.5)


def _over(interval: TimeInterval, day: float) -> bool:
    """Whether all of the interval is at or before the day."""
    if interval.right is None:
        return False
    return interval.right <= day


def _begun(interval: TimeInterval, day: float) -> bool:
    """Whether some of the interval is at or before the day."""
    return interval.left < day or (interval.left == day and not interval.left_open)


def turnbull(times: Frame | Iterable[ObservedTime | TimeInterval]) -> TurnbullCurve:
    """The estimate from all ``times``; interval times between two visits may be given as such.

    Raises:
        ValueError: there are no times.
        ArithmeticError: the masses were not found, which no data are known to cause.
    """
    import numpy as np

    spans = [
        one if isinstance(one, TimeInterval) else TimeInterval.of(one) for one in as_times(times)
    ]
    if not spans:
        raise ValueError("a survival curve needs at least one case")
    counted = Counter(spans)
    distinct = sorted(counted, key=lambda span: (span.start, span.stop))
    inner = innermost(distinct)
    within = np.array(
        [[float(span.start <= i.start and i.stop <= span.stop) for i in inner] for span in distinct]
    )
    weights = np.array([counted[span] for span in distinct], dtype=float)
    shares, slopes = _most_likely(within, weights)
    cases = len(spans)
    gap = float(cases * np.log(max(1.0, slopes.max() / cases)))
    return TurnbullCurve(
        cases=cases,
        masses=tuple(
            Mass(interval, float(share))
            for interval, share in zip(inner, shares, strict=True)
            if share > 0
        ),
        log_likelihood=float(weights @ np.log(within @ shares)),
        gap=gap,
    )


def innermost(spans: Sequence[TimeInterval]) -> tuple[TimeInterval, ...]:
    """The intervals that can hold mass: a left end, then a right end, and no end between them."""
    lefts = {span.start: span for span in spans}
    rights = {span.stop: span for span in spans}
    ends: list[_Place] = sorted({*lefts, *rights})
    return tuple(
        TimeInterval(
            lefts[one].left,
            rights[other].right,
            left_open=lefts[one].left_open,
            right_open=rights[other].right_open,
        )
        for one, other in pairwise(ends)
        if one in lefts and other in rights
    )


def _most_likely(within: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """The masses of greatest likelihood, and how fast it would grow with each of them.

    ``within`` has a row for each distinct time and a column for each innermost interval. At the
    maximum no slope is above the number of cases, and those of the masses are equal to it.
    """
    import numpy as np

    total = weights.sum()
    shares = np.full(within.shape[1], 1 / within.shape[1])
    for _ in range(_MOST_ROUNDS):
        slopes = within.T @ (weights / (within @ shares))
        if slopes.max() <= total * (1 + _GAP):
            cleaned = np.where(shares < _NOTHING, 0, shares)
            cleaned /= cleaned.sum()
            checked = within.T @ (weights / (within @ cleaned))
            if checked.max() <= total * (1 + 10 * _GAP):
                return cleaned, checked
            return shares, slopes
        for _ in range(3):  # self-consistency: each case's mass goes where the others' masses are
            shares = shares * (within.T @ (weights / (within @ shares))) / total
        shares = _newton(within, weights, shares)
    raise ArithmeticError("the most likely masses of the survival curve were not found")


def _newton(within: Floats, weights: Floats, shares: Floats) -> Floats:
    """A step to the maximum of the quadratic that fits the likelihood here, as far as it rises."""
    import numpy as np
    from scipy.optimize import nnls

    fitted = within @ shares
    roots = np.sqrt(weights)
    equations = roots[:, None] * within / fitted[:, None]
    sums = _SUM_WEIGHT * np.sqrt(weights.sum())
    target, _ = nnls(
        np.vstack([equations, np.full(within.shape[1], sums)]), np.append(2 * roots, sums)
    )
    target /= target.sum()
    before = weights @ np.log(fitted)
    length = 1.0
    for _ in range(_HALVINGS):
        tried: Floats = shares + length * (target - shares)
        reached = within @ tried
        if (reached > 0).all() and weights @ np.log(reached) >= before:
            return tried
        length /= 2
    return shares
