"""What is compared: cases of different names with what was derived of them, and their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from timeline.analysis.analysis import Analysis, analyse
from timeline.analysis.lines import Line
from timeline.analysis.response import Convention
from timeline.errors import CaseTimelineError, did_you_mean
from timeline.model.case import Case


@attrs.frozen(order=True)
class LineOf:
    """One line of one case: what a count names, so that few cases are never hidden in it."""

    case: str
    line: int

    def __str__(self) -> str:
        """``ezr-ros1 (line 2)``."""
        return f"{self.case} (line {self.line})"


def analysed(
    cases: Iterable[Case | Analysis], convention: Convention | None = None
) -> tuple[Analysis, ...]:
    """The cases, each with what is derived of it; one that is analysed already is taken as it is.

    ``convention`` reads responses and endpoints, unless it is None: as analysed, or the standard.
    Raises :class:`CaseTimelineError` where two share an id, as counts could not tell them apart.
    """
    found = tuple(analyse(one, convention=convention) for one in cases)
    seen: set[str] = set()
    for one in found:
        if one.case.id in seen:
            raise CaseTimelineError(f"two cases are called {one.case.id}; ids tell cases apart")
        seen.add(one.case.id)
    return found


def rows_in_order(
    rows: Iterable[dict[str, Any]], cases: Iterable[Analysis]
) -> list[dict[str, Any]]:
    """The rows of an aggregate, cases in the order given and each by its lines."""
    order = {one.case.id: place for place, one in enumerate(cases)}
    return sorted(rows, key=lambda row: (order[row["case"]], row["line"]))


def lines_in(cases: Iterable[Analysis]) -> Iterator[tuple[Analysis, Line]]:
    """Each line of each case, in the order given."""
    for one in cases:
        for line in one.lines:
            yield one, line


def case_named(cases: Iterable[Analysis], name: str) -> Analysis:
    """The case of this id.

    Raises :class:`CaseTimelineError` with the nearest id where there is none.
    """
    listed = tuple(cases)
    for one in listed:
        if one.case.id == name:
            return one
    known = [one.case.id for one in listed]
    hint = did_you_mean(name, known)
    raise CaseTimelineError(f"no case is called {name!r}{hint}; there are {', '.join(known)}")
