"""Does what the report says fit together? Checks are functions, passed in as a tuple."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from timeline.analysis.answers import Answers
from timeline.analysis.claims import (
    claims_repeat_no_moment,
    last_assessment_supports,
    stated_lines_agree,
    stated_responses_are_assessed,
)
from timeline.analysis.contradictions import (
    dates_contradict,
    stated_intervals_contradict,
)
from timeline.analysis.given import drugs_given, is_known, lines_summed
from timeline.analysis.statements import statements_agree
from timeline.budgets import BUDGET
from timeline.findings import Finding, Severity, bound_met
from timeline.model.events import SupportiveCare, Therapy
from timeline.vocabulary.drugs import suggest_drug
from timeline.vocabulary.regimens import regimen_readings

Check: TypeAlias = Callable[[Answers], Iterable[Finding]]
"""Takes the answers about a case and says what it found; a user's own is one in their script."""


def readings_are_tried(answers: Answers) -> Iterator[Finding]:
    """More readings "A or B" than are tried one by one: the range of the others is taken.

    An error that only the days between their readings hide is then not found.
    """
    for statement in answers.chronology.read_wider:
        yield bound_met(
            f"{statement} is read as the range of its readings: the case has more combinations of "
            f"'or' than the {BUDGET.scenarios} that are tried one by one",
            severity=Severity.WARNING,
            events=[point.event for point in statement.points],
            path=statement.path,
            cite=(statement.cite,),
        )
    chronology = answers.chronology.unaided
    if chronology.calendar and chronology.days_tried < BUDGET.days:
        yield bound_met(
            "the case has so many combinations of 'or' that a length from a moment known to more "
            f"than {chronology.days_tried} days is the difference of bounds"
        )


def drugs_are_known(answers: Answers) -> Iterator[Finding]:
    """Drugs the vocabulary does not have: figures and rules then know nothing of their class."""
    unknown = 0
    for index, event in enumerate(answers.case.events):
        if isinstance(event, Therapy | SupportiveCare) and lines_summed(event) == (1, 1):
            for drug in drugs_given(answers.case, event):
                if drug.drug_class is None and not is_known(drug.name):
                    unknown += 1
                    near = _nearest(drug.name) if unknown <= BUDGET.suggested else ""
                    hint = f"; {near}" if near else ""
                    if unknown > BUDGET.suggested:
                        hint = f" (the nearest is looked for of {BUDGET.suggested} at most)"
                    yield Finding(
                        "unknown-drug",
                        f"{drug.name!r} is not in the drug table{hint}; give its drug_class",
                        severity=Severity.WARNING,
                        events=(event.id,),
                        path=("events", index, event.key),
                        cite=(event.cite,),
                    )


def _nearest(name: str) -> str:
    """What an unknown name may have been meant for, as a hint."""
    readings = [" + ".join(reading.drugs) for reading in regimen_readings(name)]
    near = suggest_drug(name)
    if readings:
        return f"it can be {' or '.join(readings)}"
    return f"nearest: {near}" if near else ""


CHECKS: tuple[Check, ...] = (
    dates_contradict,
    stated_intervals_contradict,
    readings_are_tried,
    last_assessment_supports,
    stated_lines_agree,
    stated_responses_are_assessed,
    claims_repeat_no_moment,
    statements_agree,
    drugs_are_known,
)
"""The checks of what is stated: dates, lengths, lines, responses, what changed, drug names."""
