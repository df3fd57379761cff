"""What follows from what is known beside a report: line by line, cited, and no medical advice."""

from timeline.analysis.explain.explanation import (
    NOT_ADVICE,
    LineExplanation,
    PlacedLine,
    SensitivityOfLine,
    explain,
)
from timeline.analysis.explain.guided import GuidanceOutcome, Verdict, held_against
from timeline.analysis.explain.known import KnownResult, KnownTest, known_by

__all__ = [
    "NOT_ADVICE",
    "GuidanceOutcome",
    "KnownResult",
    "KnownTest",
    "LineExplanation",
    "PlacedLine",
    "SensitivityOfLine",
    "Verdict",
    "explain",
    "held_against",
    "known_by",
]
