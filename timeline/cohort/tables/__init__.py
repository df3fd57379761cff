"""The tables of a cohort, and the work that fills them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from timeline.analysis.analysis import Analysis, analyse
from timeline.analysis.response import STANDARD as CONVENTION
from timeline.analysis.response import Convention
from timeline.cohort.run import Work
from timeline.cohort.table import Table
from timeline.cohort.tables.audit import AUDIT
from timeline.cohort.tables.cases import CASES
from timeline.cohort.tables.endpoints import ENDPOINTS
from timeline.cohort.tables.events import EVENTS
from timeline.cohort.tables.findings import FINDINGS
from timeline.cohort.tables.lines import LINES
from timeline.cohort.tables.responses import ASSESSMENTS, RESPONSES
from timeline.cohort.tables.transitions import TRANSITIONS
from timeline.errors import NotationError, did_you_mean

ALL: tuple[Table[Analysis], ...] = (
    CASES,
    EVENTS,
    FINDINGS,
    LINES,
    ASSESSMENTS,
    RESPONSES,
    ENDPOINTS,
    TRANSITIONS,
    AUDIT,
)
"""Every table, in the order in which one leads to the next."""

BY_NAME = {table.name: table for table in ALL}

STANDARD = tuple(table for table in ALL if table is not AUDIT)
"""What a run fills unless asked otherwise: all but the audit, whose checks cost extra."""


def tables_named(names: Iterable[str]) -> tuple[Table[Analysis], ...]:
    """The tables of these names, each once, in the order of :data:`ALL`; ``all`` is every one.

    Raises :class:`NotationError` for a name that no table has.
    """
    wanted = set(names)
    for name in sorted(wanted - {"all"}):
        table_named(name)
    return tuple(table for table in ALL if "all" in wanted or table.name in wanted)


def table_named(name: str) -> Table[Analysis]:
    """The table of this name; raises :class:`NotationError` for any other."""
    if name not in BY_NAME:
        reason = f"is no table{did_you_mean(name, BY_NAME)}; one of {', '.join(BY_NAME)}"
        raise NotationError(name, reason)
    return BY_NAME[name]


def work_for(*names: str, convention: Convention = CONVENTION) -> Work:
    """The work that fills these tables; the standard ones when none is named.

    Responses and endpoints are read as the convention reads them.
    """
    return Work(
        analyse=partial(analyse, convention=convention),
        tables=tables_named(names) if names else STANDARD,
        decided_by=str(convention),
    )


STANDARD_WORK = work_for()
"""Every table but the audit."""
