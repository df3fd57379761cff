"""Does what the report says fit together? Checks are functions, passed in as a tuple."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from timeline.chronology import Chronology, solve
from timeline.findings import Finding, Severity
from timeline.model.amounts import Reading
from timeline.model.case import Case
from timeline.model.claims import IntervalClaim
from timeline.model.events import SupportiveCare, Therapy
from timeline.vocabulary.drugs import class_of, suggest_drug

Check: TypeAlias = Callable[[Chronology], Iterable[Finding]]
"""Takes a solved case, says what it found; a user's own is a function in their script."""


def dates_fit_together(chronology: Chronology) -> Iterator[Finding]:
    """Statements that cannot all be true: each one set aside so that the rest could be solved.

    An assumption that gives way to what is reported is a warning, anything reported an error.
    """
    for statement in chronology.set_aside:
        assumed = statement.because is not None
        yield Finding(
            "dates-contradict",
            f"{statement} cannot hold together with the other dates"
            + (f" (assumed: {statement.because})" if assumed else ""),
            severity=Severity.WARNING if assumed else Severity.ERROR,
            events=tuple(dict.fromkeys(point.event for point in statement.points)),
            path=statement.path,
            cite=(statement.cite,) if statement.cite else (),
        )


def stated_intervals_fit(chronology: Chronology) -> Iterator[Finding]:
    """Stated lengths that the dates do not allow.

    An error when even the loosest reading of "N months" fails (LIBERAL), a warning when completed
    months (FLOOR) or the nearest month (ROUND) do.
    """
    if not chronology.consistent:
        return
    case = chronology.case
    for index, claim in enumerate(case.claims):
        if not isinstance(claim, IntervalClaim):
            continue
        failing = [reading for reading in Reading if not chronology.allows(claim, reading)]
        if not failing:
            continue
        implied = chronology.duration(claim.interval.first, claim.interval.last)
        every = len(failing) == len(Reading)
        how = "however it is read" if every else f"read as {' or '.join(failing)}"
        yield Finding(
            "stated-interval",
            f"{claim.interval} is stated as {claim.is_}; the dates allow {implied}:"
            f" it cannot be, {how}",
            severity=Severity.ERROR if Reading.LIBERAL in failing else Severity.WARNING,
            events=(claim.interval.first.event, claim.interval.last.event),
            path=("claims", index, claim.key),
            cite=(claim.cite,) if claim.cite else (),
        )


def drugs_are_known(chronology: Chronology) -> Iterator[Finding]:
    """Drugs the vocabulary does not have: figures and rules then know nothing of their class."""
    for index, event in enumerate(chronology.case):
        if isinstance(event, Therapy | SupportiveCare):
            for drug in event.drugs:
                if drug.drug_class is None and class_of(drug.name) is None:
                    near = suggest_drug(drug.name)
                    hint = f"; nearest: {near}" if near else ""
                    yield Finding(
                        "unknown-drug",
                        f"{drug.name!r} is not in the drug table{hint}; give its drug_class",
                        severity=Severity.WARNING,
                        events=(event.id,),
                        path=("events", index, event.key),
                        cite=(event.cite,) if event.cite else (),
                    )


CHECKS: tuple[Check, ...] = (dates_fit_together, stated_intervals_fit, drugs_are_known)
"""What :func:`check` runs unless it is given something else."""


def check(case: Case | Chronology, checks: Iterable[Check] = CHECKS) -> tuple[Finding, ...]:
    """Run every check on a case; the findings in the order of the checks."""
    chronology = solve(case) if isinstance(case, Case) else case
    return tuple(finding for run in checks for finding in run(chronology))
