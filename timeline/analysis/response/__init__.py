"""Response to treatment: best responses per line, by scale and place; mixed responses."""

from timeline.analysis.evidence.disease import ProgressionEvidence
from timeline.analysis.response.best import (
    BestResponse,
    MixedResponse,
    best_response,
    best_responses,
    mixed_responses,
)
from timeline.analysis.response.conventions import (
    ADAM,
    CONVENTIONS,
    FDA,
    STANDARD,
    Convention,
    LastAlive,
    LastLook,
    NewTherapy,
    convention_named,
)
from timeline.analysis.response.in_words import COLUMNS, best_responses_text

__all__ = [
    "ADAM",
    "COLUMNS",
    "CONVENTIONS",
    "FDA",
    "STANDARD",
    "BestResponse",
    "Convention",
    "LastAlive",
    "LastLook",
    "MixedResponse",
    "NewTherapy",
    "ProgressionEvidence",
    "best_response",
    "best_responses",
    "best_responses_text",
    "convention_named",
    "mixed_responses",
]
