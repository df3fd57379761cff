"""What a therapy sequence draws, as a table: each step from one line to the next, or to an end."""

from __future__ import annotations

from collections.abc import Iterable

from render.figures.sequence.content import ENDS, paths
from render.writers.table import Table
from timeline.analysis.wording import one_line
from timeline.chronology import Chronology
from timeline.model.case import Case

COLUMNS = ("line", "from", "to", "end", "cases", "of", "ids")
"""``line`` is that of ``from``; ``end`` is "yes" where ``to`` is no line; ``of`` are all the cases
with ``from`` as that line."""

_LONGEST = 2000


def sequence_table(cases: Iterable[Case | Chronology], *, by: str = "drug") -> Table:
    """A row for each step, the most frequent of a line first; cases without a line come last.

    Raises:
        CaseTimelineError: ``by`` is no way to name lines.
    """
    steps: dict[tuple[int, str, str, str], list[str]] = {}
    totals: dict[tuple[int, str], int] = {}
    without = []
    for path in paths(cases, by=by):
        names = [step.name for step in path.steps]
        for number, name in enumerate(names, start=1):
            last = number == len(names)
            to = ENDS[path.end] if last else names[number]
            steps.setdefault((number, name, to, "yes" if last else ""), []).append(path.case)
            totals[number, name] = totals.get((number, name), 0) + 1
        if not names:
            without.append(path.case)
    rows = [
        (str(key[0]), *key[1:], str(len(ids)), str(totals[key[:2]]), _listed(ids))
        for key, ids in sorted(steps.items(), key=lambda pair: (pair[0][0], -len(pair[1]), pair[0]))
    ]
    if without:
        count = str(len(without))
        rows.append(("", "no systemic line", "", "", count, count, _listed(without)))
    return Table(COLUMNS, tuple(rows))


def _listed(ids: Iterable[str]) -> str:
    return one_line(", ".join(ids), _LONGEST)
