"""Resistance: what changed over each line of therapy, how well shown, and how each line failed."""

from timeline.analysis.evidence.disease import ProgressionEvidence
from timeline.analysis.resistance.acquisition import Acquisition
from timeline.analysis.resistance.baseline import AgainstBaseline, Known, SiteOfProgression
from timeline.analysis.resistance.criteria import (
    CRITERIA,
    JACKMAN_2010,
    PFS_BASED,
    SITC_2020,
    ByDuration,
    Criteria,
    Criterion,
    Immunotherapy,
    Jackman,
    Timing,
    Verdict,
)
from timeline.analysis.resistance.failures import Resistance, resistance
from timeline.analysis.resistance.graph import State, aggregate, resistance_graph, states
from timeline.analysis.resistance.in_words import (
    RESISTANCE_COLUMNS,
    TRANSITION_COLUMNS,
    resistance_lines,
    transition_lines,
)
from timeline.analysis.resistance.mechanism import Mechanism, MechanismClass, StatedClass
from timeline.analysis.resistance.progression import (
    BeyondProgression,
    Failure,
    Pattern,
)
from timeline.analysis.resistance.transition import Transition
from timeline.analysis.resistance.transitions import transitions
from timeline.analysis.resistance.words import Change, Grade, Kind, Reason, Why

__all__ = [
    "CRITERIA",
    "JACKMAN_2010",
    "PFS_BASED",
    "RESISTANCE_COLUMNS",
    "SITC_2020",
    "TRANSITION_COLUMNS",
    "Acquisition",
    "AgainstBaseline",
    "BeyondProgression",
    "ByDuration",
    "Change",
    "Criteria",
    "Criterion",
    "Failure",
    "Grade",
    "Immunotherapy",
    "Jackman",
    "Kind",
    "Known",
    "Mechanism",
    "MechanismClass",
    "Pattern",
    "ProgressionEvidence",
    "Reason",
    "Resistance",
    "SiteOfProgression",
    "State",
    "StatedClass",
    "Timing",
    "Transition",
    "Verdict",
    "Why",
    "aggregate",
    "resistance",
    "resistance_graph",
    "resistance_lines",
    "states",
    "transition_lines",
    "transitions",
]
