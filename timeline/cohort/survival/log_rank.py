"""Whether groups differ in survival: the log-rank test (Mantel 1966; Peto and Peto 1972)."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from timeline.cohort.survival.observed import ObservedTime, Reading, as_times
from timeline.document.frames import Frame

_NOTHING = 1e-10
"""The share of the largest variance below which one is a rounding error."""


@attrs.frozen(kw_only=True)
class LogRank:
    """The test's result under one reading of the bounds.

    Attributes:
        groups: the names, in the order of their first case.
        observed: events in each group.
        expected: events to expect in each group if there were no difference.
        statistic: chi-squared; None if no day tells the groups apart (no event while two groups
            were at risk).
        freedom: its degrees of freedom.
        p: the probability of a statistic at least as large without any difference, or None.
        reading: the reading of the bounds.
    """

    groups: tuple[str, ...]
    observed: tuple[int, ...]
    expected: tuple[float, ...]
    statistic: float | None
    freedom: int
    p: float | None
    reading: Reading

    def __str__(self) -> str:
        """``log-rank p = 0.031``, ``log-rank p < 0.001``, ``log-rank: not to be told``."""
        if self.p is None:
            return "log-rank: not to be told"
        return "log-rank p < 0.001" if self.p < 0.001 else f"log-rank p = {self.p:.3f}"


def log_rank(
    times: Frame | Iterable[ObservedTime], *, reading: Reading = Reading.MIDDLE
) -> LogRank:
    """Compare the groups of the times; the variance is hypergeometric, as ties are common.

    Raises:
        ValueError: there are fewer than two groups.
    """
    import numpy as np
    from scipy.sparse.csgraph import connected_components
    from scipy.stats import chi2

    cases: tuple[ObservedTime, ...] = as_times(times)
    groups = tuple(dict.fromkeys(one.group for one in cases))
    if len(groups) < 2:
        raise ValueError(f"a comparison needs two groups or more, not {len(groups)}")
    read = [one.at(reading) for one in cases]
    days = np.array([day for day, _ in read])
    events = np.array([event for _, event in read])
    member = np.array([[one.group == name for one in cases] for name in groups])
    observed = (member & events).sum(axis=1)
    expected = np.zeros(len(groups))
    covariance = np.zeros((len(groups), len(groups)))
    for day in np.unique(days[events]):
        at_risk = (member & (days >= day)).sum(axis=1)
        total, died = at_risk.sum(), (events & (days == day)).sum()
        share = at_risk / total
        expected += died * share
        if died < total:
            spread = died * (total - died) / (total - 1)
            covariance += spread * (np.diag(share) - np.outer(share, share))
    # Among groups that were at risk together the differences sum to 0. This is the rank of the
    # covariance, counted: numerically, a rounding error would pass for one more.
    freedom = len(groups) - int(connected_components(covariance != 0)[0])
    difference = observed - expected
    statistic = None
    if freedom:
        inverse = np.linalg.pinv(covariance, rcond=_NOTHING, hermitian=True)
        statistic = float(difference @ inverse @ difference)
    return LogRank(
        groups=groups,
        observed=tuple(int(count) for count in observed),
        expected=tuple(float(count) for count in expected),
        statistic=statistic,
        freedom=freedom,
        p=None if statistic is None else float(chi2.sf(statistic, freedom)),
        reading=reading,
    )
