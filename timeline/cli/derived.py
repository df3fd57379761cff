"""What is derived of a case, for ``timeline show``: lines, responses, endpoints, resistance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from timeline.analysis.endpoints import COLUMNS as ENDPOINT_COLUMNS
from timeline.analysis.endpoints import endpoints, endpoints_text
from timeline.analysis.lines import Lines, derive_lines, lines_text
from timeline.analysis.resistance import (
    RESISTANCE_COLUMNS,
    TRANSITION_COLUMNS,
    resistance,
    resistance_lines,
    transition_lines,
    transitions,
)
from timeline.analysis.response import COLUMNS as RESPONSE_COLUMNS
from timeline.analysis.response import best_responses, best_responses_text
from timeline.chronology import Chronology

Section: TypeAlias = tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Title, columns, rows."""


def line_report(chronology: Chronology, unit: str) -> tuple[Lines, list[str]]:
    """The derived lines, and as text."""
    lines = derive_lines(chronology.case, chronology=chronology)
    return lines, lines_text(lines, unit)


def sections(chronology: Chronology, lines: Lines) -> Iterator[Section]:
    """The tables that follow from the lines, those with rows."""
    case = chronology.case
    best = best_responses(case, lines=lines, chronology=chronology)
    found = endpoints(case, lines=lines, chronology=chronology)
    for section in (
        ("Best responses", RESPONSE_COLUMNS, best_responses_text(best)),
        ("Endpoints", ENDPOINT_COLUMNS, endpoints_text(found)),
        (
            "Transitions",
            TRANSITION_COLUMNS,
            transition_lines(case, chronology=chronology, lines=lines),
        ),
        (
            "Resistance",
            RESISTANCE_COLUMNS,
            resistance_lines(case, chronology=chronology, lines=lines),
        ),
    ):
        if section[2]:
            yield section


def as_data(chronology: Chronology) -> dict[str, object]:
    """All of it as values, for JSON."""
    case = chronology.case
    lines = derive_lines(case, chronology=chronology)
    best = best_responses(case, lines=lines, chronology=chronology)
    found = endpoints(case, lines=lines, chronology=chronology)
    return {
        "notation": lines.notation,
        "lines": lines.lines,
        "no_lines": lines.excluded,
        "other_numberings": lines.alternatives,
        "best_responses": [response.as_row() for response in best],
        "endpoints": [result.as_row() for result in found],
        "transitions": transitions(case, chronology=chronology, lines=lines),
        "resistance": resistance(case, chronology=chronology, lines=lines),
    }
