"""Which therapy directly follows which, over many cases: each count with its cases.

The relation is that of :func:`timeline.cohort.aggregates.successions`, with the first therapy after
the start and the last one reported as steps of their own. That no later therapy is reported does
not mean that none was given.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from timeline.analysis.analysis import Analysis
from timeline.cohort.aggregates import successions
from timeline.cohort.comparison.compared import LineOf, analysed, rows_in_order
from timeline.cohort.frames import Computed
from timeline.cohort.sequences import Level
from timeline.model.case import Case

_COLUMNS = {Level.LINE: "drugs_key", Level.CLASS: "classes_key", Level.DRUG: "drugs"}
"""The column of the table of lines that has the steps of each level."""


@attrs.frozen(kw_only=True)
class Follows:
    """One therapy directly after another: in which cases, by the number of the later line.

    ``doubtful`` are those of them whose order the dates leave open. At the end of a case the line
    is that of the last therapy.
    """

    first: str
    then: str
    cases: tuple[LineOf, ...]
    doubtful: tuple[LineOf, ...]

    @property
    def count(self) -> int:
        """How often, over all cases."""
        return len(self.cases)


def directly_follows(
    cases: Iterable[Case | Analysis], level: Level | str = Level.LINE
) -> tuple[Follows, ...]:
    """Each pair of therapies that follow one another, the most frequent first, then by name.

    At the level of drugs, each that begins with a line follows each of the line before. A case
    without a line adds nothing. Raises :class:`NotationError` for a level that is none.
    """
    column = _COLUMNS[Level(level)]
    listed = analysed(cases)
    found: dict[tuple[str, str], list[tuple[LineOf, bool]]] = {}
    told = successions(Computed(listed).table("lines"), column).collect()
    for row in rows_in_order(told.iter_rows(named=True), listed):
        where = LineOf(row["case"], row["line"]), bool(row["doubtful"])
        found.setdefault((row["before"], row["after"]), []).append(where)
    rows = (
        Follows(
            first=a,
            then=b,
            cases=tuple(where for where, _ in places),
            doubtful=tuple(where for where, doubtful in places if doubtful),
        )
        for (a, b), places in found.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.count, row.first, row.then)))
