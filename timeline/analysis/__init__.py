"""What follows from a case: one question a file, each a pure function of a case's chronology."""

from timeline.analysis.answers import Answers, Subject
from timeline.analysis.checks import CHECKS, check
from timeline.analysis.clinical import CLINICAL_CHECKS
from timeline.analysis.consistency import Check
from timeline.analysis.durations import TreatmentDuration, treatment_durations
from timeline.analysis.intervals import Interval, milestones, stated_intervals
from timeline.analysis.severities import Honoured, Ignored, honour, weigh

__all__ = [
    "CHECKS",
    "CLINICAL_CHECKS",
    "Answers",
    "Check",
    "Honoured",
    "Ignored",
    "Interval",
    "Subject",
    "TreatmentDuration",
    "check",
    "honour",
    "milestones",
    "stated_intervals",
    "treatment_durations",
    "weigh",
]
