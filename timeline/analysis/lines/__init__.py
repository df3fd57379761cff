"""Lines of therapy: from drug exposures to numbered lines, each with the rules that made it."""

from timeline.analysis.lines.agreement import lines_agree
from timeline.analysis.lines.derive import derive_lines
from timeline.analysis.lines.line import (
    Alternative,
    Disagreement,
    Excluded,
    Firing,
    Line,
    LinePhase,
    Lines,
)
from timeline.analysis.lines.rules import (
    HESS_2021,
    OHDSI,
    PRESETS,
    SAINI_TWELVES_2021,
    STANDARD,
    LineRules,
)
from timeline.analysis.lines.text import lines_text

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
