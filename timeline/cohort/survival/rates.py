"""Response rates with exact intervals, and the cases behind each number.

ORR and DCR as in RECIST 1.1 (Eisenhauer 2009); the interval is that of Clopper and Pearson (1934),
which holds at any number of cases.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence

import attrs

from timeline.vocabulary.responses import CONTROLLED, RESPONDED, ResponseMeaning, response_meaning


class Denominator(enum.StrEnum):
    """Who is counted below the line.

    ALL counts a case that is not evaluable as one without a response, as a trial's primary
    analysis does (FDA 2018, endpoints); EVALUABLE leaves it out.
    """

    ALL = "all cases"
    EVALUABLE = "evaluable cases"


@attrs.frozen
class BestResponse:
    """The best response of one case: a category of its scale, None where none is stated."""

    case: str
    category: str | None

    @property
    def meaning(self) -> ResponseMeaning | None:
        """What the category says, None where it is missing or not understood."""
        return response_meaning(self.category)

    @property
    def evaluable(self) -> bool:
        """Whether a response is stated that can be placed on a scale."""
        return self.meaning not in (None, ResponseMeaning.NOT_EVALUABLE)


@attrs.frozen(kw_only=True)
class Rate:
    """How many of how many, which cases they are, and the exact interval.

    Attributes:
        name: "ORR", "DCR".
        reached: ids of the cases counted above the line.
        missed: ids of the cases with a response that does not count.
        not_evaluable: cases called not evaluable, without a stated response or with wording that
            is on no scale; below the line only if ``denominator`` is ALL.
        denominator: who is counted.
        confidence: the level of the interval, such as 0.95.
        low: the lower end of the interval, as a share; None if nobody is counted.
        high: its upper end.
    """

    name: str
    reached: tuple[str, ...]
    missed: tuple[str, ...]
    not_evaluable: tuple[str, ...]
    denominator: Denominator
    confidence: float
    low: float | None
    high: float | None

    @property
    def counted(self) -> int:
        """The number below the line."""
        known = len(self.reached) + len(self.missed)
        return known + (len(self.not_evaluable) if self.denominator is Denominator.ALL else 0)

    @property
    def share(self) -> float | None:
        """The rate from 0 to 1; None if nobody is counted."""
        return len(self.reached) / self.counted if self.counted else None

    def __str__(self) -> str:
        """``ORR 3/5, 60 % (95 % CI 15–95 %; all cases)``."""
        words = f"{self.name} {len(self.reached)}/{self.counted}"
        if self.share is None or self.low is None or self.high is None:
            return f"{words} ({self.denominator.value})"
        interval = f"{self.low * 100:.0f}–{self.high * 100:.0f} %"
        level = f"{self.confidence * 100:g} % CI"
        return f"{words}, {self.share * 100:.0f} % ({level} {interval}; {self.denominator.value})"


def response_rate(
    responses: Iterable[BestResponse],
    *,
    denominator: Denominator = Denominator.ALL,
    confidence: float = 0.95,
) -> Rate:
    """ORR: the share of cases whose best response is complete or partial."""
    return _rate("ORR", tuple(responses), RESPONDED, denominator, confidence)


def disease_control_rate(
    responses: Iterable[BestResponse],
    *,
    denominator: Denominator = Denominator.ALL,
    confidence: float = 0.95,
) -> Rate:
    """DCR: the share of cases with a response or stable disease (NON-CR/NON-PD among it)."""
    return _rate("DCR", tuple(responses), CONTROLLED, denominator, confidence)


def _rate(
    name: str,
    responses: Sequence[BestResponse],
    counts: tuple[ResponseMeaning, ...],
    denominator: Denominator,
    confidence: float,
) -> Rate:
    reached = tuple(one.case for one in responses if one.meaning in counts)
    missed = tuple(one.case for one in responses if one.evaluable and one.meaning not in counts)
    unclear = tuple(one.case for one in responses if not one.evaluable)
    of = len(reached) + len(missed) + (len(unclear) if denominator is Denominator.ALL else 0)
    interval = exact_interval(len(reached), of, confidence=confidence) if of else (None, None)
    return Rate(
        name=name,
        reached=reached,
        missed=missed,
        not_evaluable=unclear,
        denominator=denominator,
        confidence=confidence,
        low=interval[0],
        high=interval[1],
    )


def exact_interval(count: int, of: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """The interval of Clopper and Pearson (1934) for a share, both ends from 0 to 1.

    Raises:
        ValueError: the counts are not ``0 <= count <= of`` with ``of`` above 0, or the level is
            not between 0 and 1.
    """
    from scipy.stats import binomtest

    found = binomtest(count, of).proportion_ci(confidence_level=confidence, method="exact")
    return float(found.low), float(found.high)
