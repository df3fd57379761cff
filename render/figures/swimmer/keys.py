"""How rows are sorted, grouped and striped: by what each case is, known to the point it is known.

A key is a function of a `Swimmer`; the names here stand for those most asked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from render.figures.common.last_state import EndState
from render.figures.swimmer.content import Swimmer
from timeline.analysis import wording
from timeline.analysis.response import best_response
from timeline.errors import MisuseError, did_you_mean
from timeline.model.events import Diagnosis, MolecularTest
from timeline.vocabulary.responses import ResponseMeaning

Key: TypeAlias = str | Callable[[Swimmer], str]
"""A name among `KEYS`, or a function that gives the words of a row's group."""

Sort: TypeAlias = str | Callable[[Swimmer], Any]
"""A name among `SORTS`, or a function that gives a sort key."""

NOT_STATED = "not stated"
"""The group of cases of which the report does not tell; it comes last."""

_BEST = (
    ResponseMeaning.COMPLETE,
    ResponseMeaning.PARTIAL,
    ResponseMeaning.RESPONSE,
    ResponseMeaning.STABLE,
    ResponseMeaning.MIXED,
    ResponseMeaning.NO_RESPONSE,
    ResponseMeaning.PROGRESSION,
    ResponseMeaning.NOT_EVALUABLE,
)


def genotype(row: Swimmer) -> str:
    """What the first test with findings found."""
    tests = (event for event in row.case if isinstance(event, MolecularTest) and event.found)
    first = next(tests, None)
    if first is None:
        return NOT_STATED
    return wording.one_line(", ".join(finding.as_written for finding in first.found), 60)


def histology(row: Swimmer) -> str:
    """The histology of the first diagnosis."""
    first = next((event for event in row.case if isinstance(event, Diagnosis)), None)
    return wording.one_line(first.histology, 60) if first else NOT_STATED


def first_line(row: Swimmer) -> str:
    """The regimen of line 1."""
    return wording.one_line(row.courses[0].line.regimen, 60) if row.courses else NOT_STATED


def first_class(row: Swimmer) -> str:
    """The drug classes of line 1."""
    return " + ".join(row.courses[0].classes) if row.courses else NOT_STATED


def sex(row: Swimmer) -> str:
    """The sex of the patient."""
    return wording.one_line(row.case.patient.sex or NOT_STATED, 60)


def response(row: Swimmer) -> str:
    """The overall best response to the line that begins at the alignment, else to line 1."""
    best = best_meaning(row)
    return best.value if best else NOT_STATED


def best_meaning(row: Swimmer) -> ResponseMeaning | None:
    """The meaning of that response; None where nothing was assessed, or it cannot be said."""
    numbers = [c.line.number for c in row.courses if c.line.start == row.anchor]
    found = best_response(row.treated.answers, numbers[0] if numbers else None)
    return found.meaning if found else None


def state(row: Swimmer) -> str:
    """The state at the end."""
    return row.state.value


KEYS: Mapping[str, Callable[[Swimmer], str]] = {
    "genotype": genotype,
    "histology": histology,
    "first line": first_line,
    "drug class": first_class,
    "best response": response,
    "state at end": state,
    "sex": sex,
}
"""What rows can be grouped and striped by, by name; any other function of a row will do too."""


def _duration(row: Swimmer) -> int:
    return -row.seen[1]


def _start(row: Swimmer) -> float:
    day = row.anchor_on.earliest
    return math.inf if day is None else day


def _end(row: Swimmer) -> float:
    day = row.anchor_on.earliest
    return math.inf if day is None else day + row.seen[1]


def _state(row: Swimmer) -> tuple[int, float]:
    return list(EndState).index(row.state), -row.seen[1]


def _response(row: Swimmer) -> tuple[int, float]:
    best = best_meaning(row)
    return _BEST.index(best) if best else len(_BEST), -row.seen[1]


SORTS: Mapping[str, Callable[[Swimmer], Any]] = {
    "duration": _duration,
    "start": _start,
    "end": _end,
    "state": _state,
    "response": _response,
    "id": lambda row: row.id,
    "given": lambda _row: 0,
}
"""What rows can be sorted by, by name: longest first, by calendar start or end, by the state at the
end, best response first, by id, or as given."""


def key_function(key: Key) -> Callable[[Swimmer], str]:
    """The function a key names.

    Raises:
        MisuseError: there is none of that name.
    """
    return _named(key, KEYS, "group") if isinstance(key, str) else key


def arranged(
    rows: Sequence[Swimmer], sort: Sort, group: Key | None
) -> tuple[tuple[str, tuple[Swimmer, ...]], ...]:
    """The rows in the order of the plot, group by group; one group without a name if not grouped.

    Raises:
        MisuseError: there is no key or sort of that name.
    """
    by = _named(sort, SORTS, "sort") if isinstance(sort, str) else sort
    ordered = sorted(rows, key=by if sort == "given" else lambda row: (by(row), row.id))
    if group is None:
        return (("", tuple(ordered)),) if ordered else ()
    find = key_function(group)
    groups: dict[str, list[Swimmer]] = {}
    for row in ordered:
        groups.setdefault(find(row), []).append(row)
    names = sorted(groups, key=lambda name: (name == NOT_STATED, name))
    return tuple((name, tuple(groups[name])) for name in names)


def _named(
    name: str, among: Mapping[str, Callable[[Swimmer], Any]], use: str
) -> Callable[[Swimmer], Any]:
    if name not in among:
        raise MisuseError(
            f"no {use} key is called {name!r}; there are {', '.join(among)}"
            f"{did_you_mean(name, among)}"
        )
    return among[name]
