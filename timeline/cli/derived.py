"""What is derived of a case, for ``timeline show``: lines, responses, endpoints, resistance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from timeline.analysis.answers import Answers
from timeline.analysis.endpoints import COLUMNS as ENDPOINT_COLUMNS
from timeline.analysis.endpoints import endpoints, endpoints_text
from timeline.analysis.lines import derive_lines
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
from timeline.analysis.statements import COLUMNS as STATEMENT_COLUMNS
from timeline.analysis.statements import statements, statements_text

Section: TypeAlias = tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Title, columns, rows."""


def sections(answers: Answers) -> Iterator[Section]:
    """The tables that follow from the lines, those with rows."""
    for section in (
        ("Best responses", RESPONSE_COLUMNS, best_responses_text(best_responses(answers))),
        ("Endpoints", ENDPOINT_COLUMNS, endpoints_text(endpoints(answers))),
        ("Transitions", TRANSITION_COLUMNS, transition_lines(answers)),
        ("Resistance", RESISTANCE_COLUMNS, resistance_lines(answers)),
        ("Statements of the report", STATEMENT_COLUMNS, statements_text(answers)),
    ):
        if section[2]:
            yield section


def as_data(answers: Answers) -> dict[str, object]:
    """All of it as values, for JSON."""
    lines = derive_lines(answers)
    return {
        "notation": lines.notation,
        "lines": lines.lines,
        "no_lines": lines.excluded,
        "other_numberings": lines.alternatives,
        "best_responses": [response.as_row() for response in best_responses(answers)],
        "endpoints": [result.as_row() for result in endpoints(answers)],
        "transitions": transitions(answers),
        "resistance": resistance(answers),
        "statements": statements(answers),
    }
