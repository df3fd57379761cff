"""Which therapy directly follows which, over many cases: each count with its cases.

The directly-follows relation of process mining (van der Aalst 2016), with the first therapy after
the start and the last one reported as steps of their own. That no later therapy is reported does
not mean that none was given.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import attrs

from timeline.analysis.analysis import Analysis
from timeline.cohort.comparison.compared import LineOf, analysed
from timeline.cohort.comparison.sequences import Level, sequence
from timeline.model.case import Case

START = "(start)"
"""What comes before a case's first therapy."""

LAST = "(last reported)"
"""What comes after the last therapy of which the report tells."""


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

    At the level of drugs, those that begin together stand in the order given. A case without a
    line adds nothing. Raises :class:`NotationError` for a level that is none.
    """
    found: dict[tuple[str, str], list[tuple[LineOf, bool]]] = {}
    for one in analysed(cases):
        steps = sequence(one, level)
        if not steps:
            continue
        name = one.case.id
        first, last = steps[0], steps[-1]
        pairs = [(START, first.name, LineOf(name, first.line), first.doubtful)]
        for a, b in pairwise(steps):
            pairs.append((a.name, b.name, LineOf(name, b.line), b.doubtful))
        pairs.append((last.name, LAST, LineOf(name, last.line), last.doubtful))
        for a_name, b_name, where, doubtful in pairs:
            found.setdefault((a_name, b_name), []).append((where, doubtful))
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
