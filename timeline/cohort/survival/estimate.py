"""A group's survival in every reading that its dates allow, side by side."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from timeline.cohort.survival.kaplan_meier import AtHalf, Band, KaplanMeier, kaplan_meier
from timeline.cohort.survival.observed import LeftOut, ObservedTime, Reading, as_times
from timeline.cohort.survival.turnbull import TurnbullCurve, turnbull
from timeline.document.frames import Frame


@attrs.frozen(kw_only=True)
class SurvivalEstimate:
    """The curves of one group for one endpoint.

    Attributes:
        endpoint: what is timed: "PFS", "OS".
        group: the group's name; empty if there is only one.
        times: the times that went in, in the order given.
        left_out: the cases that could not.
        middle: Kaplan–Meier with each time in the middle of its bounds.
        earliest: Kaplan–Meier with each time at its least; what is indeterminate is an event.
        latest: Kaplan–Meier with each time at its most; what is indeterminate is censored.
        turnbull: the estimate that takes the bounds as they are.
    """

    endpoint: str
    group: str
    times: tuple[ObservedTime, ...]
    left_out: tuple[LeftOut, ...]
    middle: KaplanMeier
    earliest: KaplanMeier
    latest: KaplanMeier
    turnbull: TurnbullCurve

    @property
    def partial_dates_matter(self) -> bool:
        """Whether the curve depends on how dates known to a range are read."""
        return not all(time.exact for time in self.times) and (
            _shape(self.earliest) != _shape(self.latest)
        )

    @property
    def medians(self) -> tuple[float | None, float | None]:
        """The smallest and the largest median (days) of the three readings; None: not reached."""
        found = [curve.median.day for curve in (self.earliest, self.middle, self.latest)]
        reached = [day for day in found if day is not None]
        smallest = min(reached) if reached else None
        return smallest, None if None in found else max(reached)


def _shape(curve: KaplanMeier) -> tuple[tuple[float, float], ...]:
    """Where the curve is and where it ends; who carried it there does not matter."""
    falls = tuple((step.day, step.survival) for step in curve.steps if step.events)
    return (*falls, (curve.last, curve.steps[-1].survival))


def estimate(
    times: Frame | Iterable[ObservedTime],
    *,
    endpoint: str,
    group: str = "",
    left_out: Iterable[LeftOut] = (),
    band: Band = Band.LOG_LOG,
    confidence: float = 0.95,
    at_half: AtHalf = AtHalf.FIRST,
) -> SurvivalEstimate:
    """The curves of all ``times`` as one group, whatever groups they name.

    ``times`` may be a data frame with the columns of
    :func:`~timeline.cohort.survival.observed_times`; ``at_half`` says what the median is where
    exactly half are left.

    Raises:
        ValueError: there are no times, or the level is not between 0 and 1.
    """
    kept = as_times(times)

    def read(reading: Reading) -> KaplanMeier:
        return kaplan_meier(
            kept, reading=reading, band=band, confidence=confidence, at_half=at_half
        )

    return SurvivalEstimate(
        endpoint=endpoint,
        group=group,
        times=kept,
        left_out=tuple(left_out),
        middle=read(Reading.MIDDLE),
        earliest=read(Reading.EARLIEST),
        latest=read(Reading.LATEST),
        turnbull=turnbull(kept),
    )


def estimates(
    times: Frame | Iterable[ObservedTime],
    *,
    endpoint: str,
    band: Band = Band.LOG_LOG,
    confidence: float = 0.95,
    at_half: AtHalf = AtHalf.FIRST,
) -> tuple[SurvivalEstimate, ...]:
    """One estimate for each group that the times name, in the order of their first cases."""
    groups: dict[str, list[ObservedTime]] = {}
    for time in as_times(times):
        groups.setdefault(time.group, []).append(time)
    return tuple(
        estimate(
            members,
            endpoint=endpoint,
            group=name,
            band=band,
            confidence=confidence,
            at_half=at_half,
        )
        for name, members in groups.items()
    )
