"""Lines of therapy: from drug exposures to numbered lines, each with the rules that made it."""

from timeline.analysis.line_rules import (
    HESS_2021,
    OHDSI,
    PRESETS,
    SAINI_TWELVES_2021,
    STANDARD,
    LineRules,
)
from timeline.analysis.lines.agreement import lines_agree
from timeline.analysis.lines.derive import derive_lines
from timeline.analysis.lines.in_words import lines_text
from timeline.analysis.lines.line import (
    Alternative,
    Disagreement,
    Excluded,
    Firing,
    Line,
    LinePhase,
    Lines,
)

__all__ = [
    "HESS_2021",
    "OHDSI",
    "PRESETS",
    "SAINI_TWELVES_2021",
    "STANDARD",
    "Alternative",
    "Disagreement",
    "Excluded",
    "Firing",
    "Line",
    "LinePhase",
    "LineRules",
    "Lines",
    "derive_lines",
    "lines_agree",
    "lines_text",
]
