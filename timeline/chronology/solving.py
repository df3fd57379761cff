"""A case, solved: by dates and stated order, then with what speaks where those are silent."""

from __future__ import annotations

from timeline.chronology.chronology import Chronology
from timeline.chronology.dated import solve_dated
from timeline.chronology.statements import claim_statements, statements
from timeline.errors import CaseTimelineError
from timeline.model.amounts import Reading
from timeline.model.case import Assumption, Case, reference_problems


def solve(
    case: Case,
    *,
    claims: bool = False,
    reading: Reading = Reading.FLOOR,
    stated: bool = True,
    told: bool = True,
) -> Chronology:
    """Solve the temporal network of a case.

    ``stated`` lets a length that the report states speak where everything else leaves it open, and
    ``told`` the order in which the report tells the course, unless the case assumes otherwise; both
    are marked wherever something rests on them. ``claims`` lets all stated lengths take part, under
    ``reading``, whatever dates say; by default those are compared with what the dates imply. Raises
    :class:`CaseTimelineError` when the case refers to events it does not have.
    """
    problems = [message for _, message in reference_problems(case)]
    if problems:
        raise CaseTimelineError(f"{case.id}: " + "; ".join(problems))
    chronology = _of_dates(case) if not claims else None
    if chronology is None:
        lengths = claim_statements(case, reading) if claims else ()
        chronology = Chronology(case, [*statements(case), *lengths])
    if stated and not claims:
        chronology = chronology.with_stated_lengths()
    if told and Assumption.TOLD_IN_ORDER in case.assume:
        chronology = chronology.in_told_order()
    return chronology


def _of_dates(case: Case) -> Chronology | None:
    dated = solve_dated(case)
    return None if dated is None else Chronology(case, dated)
