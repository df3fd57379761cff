"""What changed in the tumour over lines of a drug, over many cases: each count with its cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from timeline.analysis.analysis import Analysis
from timeline.analysis.resistance import Change, Grade, Kind, MechanismClass
from timeline.cohort.aggregates import changes as lines_with_change
from timeline.cohort.comparison.compared import LineOf, analysed, lines_in, rows_in_order
from timeline.cohort.comparison.grouping import Key, key_of
from timeline.cohort.frames import Computed
from timeline.model.case import Case

_BY = ("group", "kind", "short", "change")


@attrs.frozen(kw_only=True)
class TransitionCount:
    """One change over the lines of one group (a drug): in which lines of which cases.

    ``attributable`` are those in which no other line was begun between the two samples; the change
    of the others may be another drug's. ``grades`` say how well each is shown to be new, best
    first, for what is found after and not known from before, also where the change itself cannot
    be said. ``mechanisms`` are the derived ones.
    """

    group: str
    kind: Kind
    what: str
    change: Change
    lines: tuple[LineOf, ...]
    attributable: tuple[LineOf, ...]
    grades: tuple[tuple[Grade, tuple[LineOf, ...]], ...]
    mechanisms: tuple[MechanismClass, ...]

    @property
    def count(self) -> int:
        """In how many lines."""
        return len(self.lines)

    @property
    def cases(self) -> tuple[str, ...]:
        """The ids of the cases, each once."""
        return tuple(dict.fromkeys(where.case for where in self.lines))


def transition_counts(
    cases: Iterable[Case | Analysis],
    *,
    by: str | Key = "drug",
    changes: Iterable[Change] = tuple(Change),
) -> tuple[TransitionCount, ...]:
    """The changes over lines, by group, then the most frequent first.

    Counts :func:`timeline.cohort.aggregates.changes`; a line of several drugs counts for each.
    ``changes`` leaves out the others. Raises :class:`NotationError` for a key that is none.
    """
    import polars as pl

    _, key = key_of(by)
    listed = analysed(cases)
    groups = [
        (one.case.id, line.number, group)
        for one, line in lines_in(listed)
        for group in dict.fromkeys(key(one, line))
    ]
    schema = {"case": pl.String, "line": pl.Int32, "group": pl.String}
    grouped = pl.DataFrame(groups, schema, orient="row")
    wanted = [change.value for change in changes]
    rows = Computed(listed).table("transitions").filter(pl.col("change").is_in(wanted))
    found: dict[tuple[str, str, str, str], dict[LineOf, dict[str, Any]]] = {}
    told = lines_with_change(rows.join(grouped, on=("case", "line")), _BY).collect()
    for row in rows_in_order(told.iter_rows(named=True), listed):
        group, kind, what, change = (row[name] for name in _BY)
        found.setdefault((group, kind, what, change), {})[LineOf(row["case"], row["line"])] = row
    counts = (_count(*place, mine) for place, mine in found.items())
    return tuple(
        sorted(
            counts,
            key=lambda c: (c.group.casefold(), -c.count, c.what.casefold(), c.change.value),
        )
    )


def _count(
    group: str, kind: str, what: str, change: str, rows: dict[LineOf, dict[str, Any]]
) -> TransitionCount:
    grades = {where: row["grade"] for where, row in rows.items()}
    mechanisms = dict.fromkeys(row["mechanism"] for row in rows.values() if row["mechanism"])
    return TransitionCount(
        group=group,
        kind=Kind(kind),
        what=what,
        change=Change(change),
        lines=tuple(rows),
        attributable=tuple(where for where, row in rows.items() if row["attributable"]),
        grades=tuple(
            (grade, tuple(where for where, best in grades.items() if best == grade))
            for grade in Grade
            if grade in grades.values()
        ),
        mechanisms=tuple(map(MechanismClass, mechanisms)),
    )
