"""What follows from a case: one question a file, each a pure function of a case's chronology."""

from timeline.analysis.consistency import CHECKS, Check, check
from timeline.analysis.durations import TreatmentDuration, treatment_durations
from timeline.analysis.intervals import Interval, milestones, stated_intervals

__all__ = [
    "CHECKS",
    "Check",
    "Interval",
    "TreatmentDuration",
    "check",
    "milestones",
    "stated_intervals",
    "treatment_durations",
]
