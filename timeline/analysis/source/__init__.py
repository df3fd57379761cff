"""A document against the text of its report: what is missing on either side.

The text is read, compared and forgotten; findings name a line of it and a few words at most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from timeline.analysis.codes import SOURCE_CODES
from timeline.analysis.source.expansions import genes_have_their_own_names
from timeline.analysis.source.places import cited_places_exist
from timeline.analysis.source.presence import document_stands_in_text
from timeline.analysis.source.report_text import Text, read_text
from timeline.analysis.source.unencoded import dates_are_encoded, drugs_are_encoded
from timeline.chronology import Chronology, solve
from timeline.findings import Finding
from timeline.model.case import Case

__all__ = ["SOURCE_CHECKS", "SOURCE_CODES", "SourceCheck", "Text", "check_source", "read_text"]

SourceCheck: TypeAlias = Callable[[Chronology, Text], Iterable[Finding]]
"""Takes a solved case and the text of its report, says what it found."""

SOURCE_CHECKS: tuple[SourceCheck, ...] = (
    cited_places_exist,
    document_stands_in_text,
    dates_are_encoded,
    drugs_are_encoded,
    genes_have_their_own_names,
)
"""What :func:`check_source` runs unless it is given something else."""


def check_source(
    case: Case | Chronology, text: str, checks: Iterable[SourceCheck] = SOURCE_CHECKS
) -> tuple[Finding, ...]:
    """Compare a case with the text of its report; the findings in the order of the checks."""
    chronology = solve(case) if isinstance(case, Case) else case
    read = read_text(text)
    return tuple(finding for run in checks for finding in run(chronology, read))
