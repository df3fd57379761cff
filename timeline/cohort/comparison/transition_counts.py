"""What changed in the tumour over lines of a drug, over many cases: each count with its cases."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from timeline.analysis.analysis import Analysis
from timeline.analysis.resistance import Change, Grade, Kind, MechanismClass, Transition
from timeline.cohort.comparison.compared import LineOf, analysed
from timeline.cohort.comparison.grouping import Key, key_of, label
from timeline.model.case import Case
from timeline.model.truth import Truth


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

    A line of several drugs counts for each. A fusion goes by its genes, whatever its exons, and
    counts once a line however often it was tested. ``changes`` leaves out the others. Raises
    :class:`NotationError` for a key that is none.
    """
    _, key = key_of(by)
    wanted = frozenset(changes)
    found: dict[tuple[str, Kind, str, Change], dict[LineOf, list[Transition]]] = {}
    for one in analysed(cases):
        groups = {line.number: tuple(dict.fromkeys(key(one, line))) for line in one.lines}
        for row in one.transitions:
            if row.change not in wanted:
                continue
            what = row.what if row.alteration is None else label(row.alteration)
            where = LineOf(one.case.id, row.line)
            for group in groups[row.line]:
                place = group, row.kind, what, row.change
                found.setdefault(place, {}).setdefault(where, []).append(row)
    counts = (_count(*place, rows) for place, rows in found.items())
    return tuple(
        sorted(
            counts,
            key=lambda c: (c.group.casefold(), -c.count, c.what.casefold(), c.change.value),
        )
    )


def _count(
    group: str, kind: Kind, what: str, change: Change, rows: dict[LineOf, list[Transition]]
) -> TransitionCount:
    grades = {
        where: min((r.acquired.grade for r in mine if r.acquired is not None), default=None)
        for where, mine in rows.items()
    }
    return TransitionCount(
        group=group,
        kind=kind,
        what=what,
        change=change,
        lines=tuple(rows),
        attributable=tuple(
            where for where, mine in rows.items() if all(r.attributable is Truth.TRUE for r in mine)
        ),
        grades=tuple(
            (grade, tuple(where for where, best in grades.items() if best is grade))
            for grade in Grade
            if grade in grades.values()
        ),
        mechanisms=tuple(
            dict.fromkeys(
                r.mechanism.derived for mine in rows.values() for r in mine if r.mechanism
            )
        ),
    )
