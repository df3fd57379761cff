"""Rates and survival curves of a few cases or many, honest about dates known to a range.

Times are in days; a month, where one is printed, is 30.4375 days. scipy and numpy are imported
when a curve is computed, not before.
"""

from timeline.cohort.survival.estimate import SurvivalEstimate, estimate, estimates
from timeline.cohort.survival.kaplan_meier import (
    AtHalf,
    Band,
    KaplanMeier,
    Median,
    Step,
    kaplan_meier,
)
from timeline.cohort.survival.log_rank import LogRank, log_rank
from timeline.cohort.survival.observed import (
    LeftOut,
    ObservedTime,
    Reading,
    Times,
    observed_times,
)
from timeline.cohort.survival.rates import (
    BestResponse,
    Denominator,
    Rate,
    disease_control_rate,
    exact_interval,
    response_rate,
)
from timeline.cohort.survival.turnbull import TimeInterval, TurnbullCurve, turnbull

__all__ = [
    "AtHalf",
    "Band",
    "BestResponse",
    "Denominator",
    "KaplanMeier",
    "LeftOut",
    "LogRank",
    "Median",
    "ObservedTime",
    "Rate",
    "Reading",
    "Step",
    "SurvivalEstimate",
    "TimeInterval",
    "Times",
    "TurnbullCurve",
    "disease_control_rate",
    "estimate",
    "estimates",
    "exact_interval",
    "kaplan_meier",
    "log_rank",
    "observed_times",
    "response_rate",
    "turnbull",
]
