"""A case on one screen: patient, disease, each line in a sentence, outcome, and how sure it is."""

from timeline.analysis.summary.changes import LineChange
from timeline.analysis.summary.in_words import SummaryWords, summary_text
from timeline.analysis.summary.sentence import sentence
from timeline.analysis.summary.summary import (
    Diagnosed,
    Disease,
    LineSummary,
    Summary,
    summary,
)

__all__ = [
    "Diagnosed",
    "Disease",
    "LineChange",
    "LineSummary",
    "Summary",
    "SummaryWords",
    "sentence",
    "summary",
    "summary_text",
]
