"""What a report says that cannot all be true: every minimal conflict, explained.

Stated dates and order are tested first, then each stated length against them, under three readings
of "N months" (FLOOR, ROUND, LIBERAL: see `timeline.model.amounts`). A number that fails even the
loosest is an error, one that fails only a stricter reading a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from timeline.analysis.answers import Answers
from timeline.budgets import BUDGET
from timeline.chronology import Chronology, claim_statements
from timeline.chronology.conflicts import Conflict, Conflicts, Parts, minimal_conflicts
from timeline.chronology.repairs import Repair, claim_of, days_short, repairs, without
from timeline.chronology.statements import Statement, claim_constraints
from timeline.findings import Evidence, Finding, Remedy, Severity, bound_met
from timeline.model.amounts import Reading, Unit
from timeline.model.case import Case
from timeline.model.claims import IntervalClaim
from timeline.model.when import LAST_DAY, iso

_READINGS = (Reading.FLOOR, Reading.ROUND, Reading.LIBERAL)
_READ_AS = {
    Reading.FLOOR: "as completed units",
    Reading.ROUND: "to the nearest unit",
    Reading.LIBERAL: "at its loosest",
}


def dates_contradict(answers: Answers) -> Iterator[Finding]:
    """Dates and order that cannot all hold: each minimal conflict, with what would resolve it.

    A conflict that leans on an assumption is a warning, as the assumption may be what is wrong;
    one of reported statements alone is an error.
    """
    chronology = answers.chronology.unaided
    if chronology.consistent:
        return
    conflicts = minimal_conflicts(chronology.statements, calendar=chronology.calendar)
    for number, conflict in enumerate(conflicts.found):
        explained = number < BUDGET.explained
        remedies = repairs(chronology.case, conflict, chronology.statements) if explained else ()
        short = min((r.days for r in remedies if r.days), default=0)
        by = f", by {short} {'day' if short == 1 else 'days'}" if short else ""
        first, *_, last = (
            conflict.statements if len(conflict.statements) > 1 else (conflict.statements[0],) * 2
        )
        between = f"{first}" if first is last else f"{first} … {last}"
        yield Finding(
            "dates-contradict",
            f"{len(conflict.statements)} statements contradict each other{by}: {between}",
            severity=Severity.WARNING if conflict.assumed else Severity.ERROR,
            path=conflict.statements[0].path,
            **_explained(conflict, remedies),
        )
    if len(conflicts.found) > BUDGET.explained:
        yield bound_met(
            f"what would resolve a conflict is worked out of the first {BUDGET.explained}, not of "
            f"all {len(conflicts.found)}; mend these and check again"
        )
    if not conflicts.complete:
        yield bound_met("there are more conflicts than were looked for; mend these and check again")


def stated_intervals_contradict(answers: Answers) -> Iterator[Finding]:
    """Stated lengths that the dates do not allow, then those that exclude each other.

    Each number is tested alone, so that one wrong number does not explain away another.
    """
    chronology = answers.chronology.unaided
    aside = set(chronology.set_aside)
    kept = Parts([statement for statement in chronology.statements if statement not in aside])
    lengths = range(len(chronology.case.lengths))
    alone = {index: _failing(chronology, {index}) for index in lengths}
    asked = [({index}, fails) for index, fails in alone.items() if fails]
    fitting = {index for index, fails in alone.items() if not fails}
    if fails := _failing(chronology, fitting):
        asked.append((fitting, fails))
    left, cut_short = BUDGET.trials_of_numbers, 0
    for claims, fails in asked:
        # The first trial finds a conflict, as there is one.
        trials = max(1, min(left, BUDGET.trials_of_number))
        stated, conflicts = _conflicts_of(chronology, kept, claims, fails, trials)
        left -= conflicts.trials
        cut_short += not conflicts.complete
        yield from _interval_findings(chronology.case, stated, conflicts, fails)
    if cut_short:
        yield bound_met(
            f"of {cut_short} stated lengths that do not fit, only some of the conflicts are looked "
            "for; mend the others and check again"
        )


def _failing(chronology: Chronology, claims: Iterable[int]) -> tuple[Reading, ...]:
    """The readings under which these lengths cannot hold together with everything else."""
    lengths = [chronology.case.lengths[index].claim for index in claims]
    return tuple(r for r in _READINGS if not chronology.allows(*lengths, reading=r))


def _conflicts_of(
    chronology: Chronology,
    kept: Parts,
    claims: Iterable[int],
    fails: tuple[Reading, ...],
    trials: int,
) -> tuple[list[Statement], Conflicts]:
    """The conflicts of some stated lengths that fail together, and the statements they are among.

    LIBERAL allows whatever FLOOR does, so the strictest failing reading has all the conflicts.
    """
    lengths = list(claim_statements(chronology.case, fails[0], sorted(claims)))
    stated = [*kept.around(point for length in lengths for point in length.points), *lengths]
    found = minimal_conflicts(stated, calendar=chronology.calendar, trials=trials)
    if not found.found:  # they are tied by the cut-off alone
        stated = [*kept.stated, *lengths]
        left = max(1, trials - found.trials)
        first, found = found, minimal_conflicts(stated, calendar=chronology.calendar, trials=left)
        found = attrs.evolve(found, trials=first.trials + found.trials)
    return stated, found


def _interval_findings(
    case: Case, stated: Sequence[Statement], conflicts: Conflicts, fails: tuple[Reading, ...]
) -> Iterator[Finding]:
    """One finding for lengths that fail together: the shortest conflict, others ``further``."""
    found = conflicts.found
    told: list[set[Statement]] = []
    for conflict in sorted(found, key=lambda c: (_weight(case, c), len(c.statements))):
        numbers = {s for s in conflict.statements if claim_of(case, s) is not None}
        if numbers and not any(known <= numbers for known in told):
            told.append(numbers)
            further = [c for c in found if c != conflict and numbers <= set(c.statements)]
            yield _interval_finding(case, conflict, stated, fails, further)


def _weight(case: Case, conflict: Conflict) -> int:
    """How many stated lengths take part; a conflict of fewer comes first."""
    return sum(claim_of(case, statement) is not None for statement in conflict.statements)


def _interval_finding(
    case: Case,
    conflict: Conflict,
    stated: Sequence[Statement],
    fails: tuple[Reading, ...],
    further: Iterable[Conflict],
) -> Finding:
    numbers = [(s, claim) for s in conflict.statements if (claim := claim_of(case, s))]
    member, claim = numbers[-1]
    rest = without(case, conflict, member, stated)
    short = tuple(
        (reading.value, days)
        for reading in fails
        if (days := days_short(rest, claim_constraints(case, claim, reading)))
    )
    return Finding(
        "stated-interval",
        _sentence(case, rest, claim, fails, short),
        severity=Severity.ERROR if Reading.LIBERAL in fails else Severity.WARNING,
        path=member.path,
        short=short,
        further=tuple(_evidence(other) for other in further),
        **_explained(conflict, repairs(case, conflict, stated)),
    )


def _sentence(
    case: Case,
    rest: Chronology,
    claim: IntervalClaim,
    fails: tuple[Reading, ...],
    short: Sequence[tuple[str, int]],
) -> str:
    first, last = (case.point(anchor) for anchor in (claim.interval.first, claim.interval.last))
    allowed = rest.duration(first, last)
    unit = "months" if claim.is_.unit is Unit.CYCLES else claim.is_.unit.value
    words = (
        f"{claim.interval} cannot be {claim.is_}; the other statements allow {allowed.format(unit)}"
    )
    window = claim.is_.window(claim.reading or fails[0])
    begun, latest = rest.bounds(first).earliest, rest.bounds(last).latest
    if window.least and rest.calendar and begun is not None and latest is not None:
        reached = begun + window.least.length(begun, longest=False)
        if latest < reached <= LAST_DAY:
            words += (
                f": begun on {iso(begun)} at the earliest it reaches {iso(reached)}, and "
                f"{last} was on {iso(latest)} at the latest"
            )
    missing = [
        f"{days} {'day' if days == 1 else 'days'} short {_READ_AS[Reading(reading)]}"
        for reading, days in short
    ]
    if len(fails) < len(_READINGS):
        fits = [r for r in _READINGS if r not in fails]
        missing.append(f"fits when read {' or '.join(_READ_AS[r] for r in fits)}")
    return words + (f" ({', '.join(missing)})" if missing else "")


def _explained(conflict: Conflict, remedies: Iterable[Repair]) -> dict[str, tuple]:  # type: ignore[type-arg]
    """The parts of a finding that every conflict has."""
    events = (point.event for s in conflict.statements for point in s.points)
    return {
        "events": tuple(events),
        "cite": tuple(s.cite for s in conflict.statements),
        "evidence": _evidence(conflict),
        "remedies": tuple(Remedy(r.text, r.statement.path, r.days) for r in remedies),
    }


def _evidence(conflict: Conflict) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(s.text, s.basis.value, s.cite, s.because, s.path) for s in conflict.statements
    )
