"""What a report says that cannot all be true: every minimal conflict, explained.

Stated dates and order are tested first, then each stated length against them, under three readings
of "N months" (FLOOR, ROUND, LIBERAL: see `timeline.model.amounts`). A number that fails even the
loosest is an error, one that fails only a stricter reading a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from timeline.chronology import Chronology, claim_statements
from timeline.chronology.conflicts import Conflict, minimal_conflicts
from timeline.chronology.repairs import Repair, claim_of, days_short, repairs
from timeline.chronology.statements import Statement, claim_constraints
from timeline.findings import Evidence, Finding, Remedy, Severity
from timeline.model.amounts import Reading
from timeline.model.case import Case
from timeline.model.claims import IntervalClaim
from timeline.model.moments import Basis
from timeline.model.when import iso

_READINGS = (Reading.FLOOR, Reading.ROUND, Reading.LIBERAL)
_READ_AS = {
    Reading.FLOOR: "as completed units",
    Reading.ROUND: "to the nearest unit",
    Reading.LIBERAL: "at its loosest",
}


def dates_contradict(chronology: Chronology) -> Iterator[Finding]:
    """Dates and order that cannot all hold: each minimal conflict, with what would resolve it.

    A conflict that leans on an assumption is a warning, as the assumption may be what is wrong;
    one of reported statements alone is an error.
    """
    if chronology.consistent:
        return
    conflicts = minimal_conflicts(chronology.statements, calendar=chronology.calendar)
    for conflict in conflicts.found:
        remedies = repairs(chronology.case, conflict, chronology.statements)
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
    if not conflicts.complete:
        yield Finding(
            "dates-contradict",
            "there are more conflicts than were looked for; mend these and check again",
            severity=Severity.NOTE,
        )


def stated_intervals_contradict(chronology: Chronology) -> Iterator[Finding]:
    """Stated lengths that the dates, or other stated lengths, do not allow."""
    case = chronology.case
    kept = [s for s in chronology.statements if s not in set(chronology.set_aside)]
    told: list[frozenset[int]] = []
    for claimed in sorted(_claimed_conflicts(chronology, kept), key=_weight):
        # What follows from a number already told needs no finding of its own.
        if not any(known <= claimed.claims for known in told):
            told.append(claimed.claims)
            yield _interval_finding(case, claimed, kept)


@attrs.frozen
class _Claimed:
    """A conflict in which stated lengths take part: which, and under which readings it fails."""

    conflict: Conflict
    reading: Reading
    claims: frozenset[int]
    fails: tuple[Reading, ...]


def _weight(claimed: _Claimed) -> tuple[int, int, int]:
    """Fewest numbers first, then errors before warnings, then the shortest explanation."""
    return (
        len(claimed.claims),
        Reading.LIBERAL not in claimed.fails,
        len(claimed.conflict.statements),
    )


def _claimed_conflicts(chronology: Chronology, kept: Sequence[Statement]) -> Iterator[_Claimed]:
    seen: set[frozenset[tuple[str | int, ...]]] = set()
    for reading in _READINGS:
        stated = [*kept, *claim_statements(chronology.case, reading)]
        for conflict in minimal_conflicts(stated, calendar=chronology.calendar).found:
            paths = frozenset(statement.path for statement in conflict.statements)
            claims = frozenset(
                path[1] for path in paths if path[0] == "claims" and isinstance(path[1], int)
            )
            if claims and paths not in seen:
                seen.add(paths)
                fails = tuple(r for r in _READINGS if not _holds(chronology, conflict, r, kept))
                yield _Claimed(conflict, reading, claims, fails)


def _holds(
    chronology: Chronology, conflict: Conflict, reading: Reading, kept: Iterable[Statement]
) -> bool:
    """Whether the statements of a conflict fit together when their lengths are read so."""
    case = chronology.case
    paths = {statement.path for statement in conflict.statements}
    reread = [s for s in claim_statements(case, reading) if s.path in paths]
    dates = [s for s in conflict.statements if claim_of(case, s) is None]
    definitions = [s for s in kept if s.basis is Basis.DEFINITION]
    return Chronology(case, [*definitions, *dates, *reread]).consistent


def _interval_finding(case: Case, claimed: _Claimed, kept: Sequence[Statement]) -> Finding:
    conflict = claimed.conflict
    stated = [*kept, *claim_statements(case, claimed.reading)]
    remedies = repairs(case, conflict, stated)
    numbers = [(s, claim) for s in conflict.statements if (claim := claim_of(case, s))]
    member, claim = numbers[-1]
    definitions = [s for s in kept if s.basis is Basis.DEFINITION]
    rest = Chronology(case, [*definitions, *(s for s in conflict.statements if s is not member)])
    short = tuple(
        (reading.value, days)
        for reading in claimed.fails
        if (days := days_short(rest, claim_constraints(case, claim, reading)))
    )
    return Finding(
        "stated-interval",
        _sentence(case, rest, claim, claimed, short),
        severity=Severity.ERROR if Reading.LIBERAL in claimed.fails else Severity.WARNING,
        path=member.path,
        short=short,
        **_explained(conflict, remedies),
    )


def _sentence(
    case: Case,
    rest: Chronology,
    claim: IntervalClaim,
    claimed: _Claimed,
    short: Sequence[tuple[str, int]],
) -> str:
    first, last = (case.point(anchor) for anchor in (claim.interval.first, claim.interval.last))
    allowed = rest.duration(first, last)
    words = f"{claim.interval} cannot be {claim.is_}; the other statements allow {allowed}"
    window = claim.is_.window(claim.reading or claimed.reading)
    begun, latest = rest.bounds(first).earliest, rest.bounds(last).latest
    if window.least and rest.calendar and begun is not None and latest is not None:
        reached = window.least.of(begun)
        if reached > latest:
            words += (
                f": begun on {iso(begun)} at the earliest it reaches {iso(reached)}, and "
                f"{last} was on {iso(latest)} at the latest"
            )
    missing = [f"{days} days short {_READ_AS[Reading(reading)]}" for reading, days in short]
    if len(claimed.fails) < len(_READINGS):
        fits = [r for r in _READINGS if r not in claimed.fails]
        missing.append(f"fits when read {' or '.join(_READ_AS[r] for r in fits)}")
    return words + (f" ({', '.join(missing)})" if missing else "")


def _explained(conflict: Conflict, remedies: Iterable[Repair]) -> dict[str, tuple]:  # type: ignore[type-arg]
    """The parts of a finding that every conflict has."""
    events = (point.event for s in conflict.statements for point in s.points)
    return {
        "events": tuple(dict.fromkeys(events)),
        "cite": tuple(dict.fromkeys(s.cite for s in conflict.statements if s.cite)),
        "evidence": tuple(
            Evidence(s.text, s.basis.value, s.cite, s.because, s.path) for s in conflict.statements
        ),
        "remedies": tuple(Remedy(r.text, r.statement.path, r.days) for r in remedies),
    }
