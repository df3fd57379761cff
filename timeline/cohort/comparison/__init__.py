"""Cases side by side: durations, changes, orders of therapies, distances, findings; all by name."""

from timeline.cohort.comparison.alignment import (
    Alignment,
    Column,
    Relation,
    Scores,
    align,
    align_steps,
    distances,
    likeness,
)
from timeline.cohort.comparison.compared import LineOf, analysed
from timeline.cohort.comparison.comparison import Comparison, compare
from timeline.cohort.comparison.contingency import Contingency, contingency
from timeline.cohort.comparison.cooccurrence import Pair, co_occurrence
from timeline.cohort.comparison.durations import Durations, LineTime, durations
from timeline.cohort.comparison.exact_test import ExactTest, Method, exact_test
from timeline.cohort.comparison.findings import CaseFinding, finding_in, found_in
from timeline.cohort.comparison.follows import Follows, directly_follows
from timeline.cohort.comparison.grouping import KEYS
from timeline.cohort.comparison.in_words import alignment_text, comparison_text
from timeline.cohort.comparison.nearest import WEIGHTS, Near, Reason, nearest
from timeline.cohort.comparison.published import AmongPublished, among_published
from timeline.cohort.comparison.transition_counts import TransitionCount, transition_counts
from timeline.cohort.sequences import Level, Step, sequence

__all__ = [
    "KEYS",
    "WEIGHTS",
    "Alignment",
    "AmongPublished",
    "CaseFinding",
    "Column",
    "Comparison",
    "Contingency",
    "Durations",
    "ExactTest",
    "Follows",
    "Level",
    "LineOf",
    "LineTime",
    "Method",
    "Near",
    "Pair",
    "Reason",
    "Relation",
    "Scores",
    "Step",
    "TransitionCount",
    "align",
    "align_steps",
    "alignment_text",
    "among_published",
    "analysed",
    "co_occurrence",
    "compare",
    "comparison_text",
    "contingency",
    "directly_follows",
    "distances",
    "durations",
    "exact_test",
    "finding_in",
    "found_in",
    "likeness",
    "nearest",
    "sequence",
    "transition_counts",
]
