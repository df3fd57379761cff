"""From what a case says about time to tightest bounds, durations and order."""

from timeline.chronology.chronology import Chronology
from timeline.chronology.graph import event_graph
from timeline.chronology.solving import solve
from timeline.chronology.statements import Statement, claim_statements, statements

__all__ = ["Chronology", "Statement", "claim_statements", "event_graph", "solve", "statements"]
