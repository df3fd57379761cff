"""What was found, lost or kept over the lines: each change told once, at one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from timeline.analysis.resistance import Change, Grade, Kind, MechanismClass, Transition, Why


@attrs.frozen(kw_only=True)
class LineChange:
    """One change in the tumour, told at the last line that it may belong to.

    ``others`` are the names of the lines that it may as well belong to. ``grade`` says how well
    it is shown that it was not there before; None for what was lost or kept. ``assumed`` marks one
    that the report alone would not tell so.
    """

    line: int
    what: str
    kind: Kind
    change: Change
    tumour: str | None
    grade: Grade | None
    mechanism: MechanismClass
    others: tuple[str, ...]
    assumed: bool = False


def changes(rows: Iterable[Transition], names: Mapping[int, str]) -> tuple[LineChange, ...]:
    """The changes of a case that can be told, in the order of their lines; ``names`` are theirs.

    A first test that finds a driver is none: nothing says that it was not there before.
    """
    same: dict[tuple[object, ...], list[Transition]] = {}
    for row in rows:
        if row.change is not Change.CANNOT_BE_SAID and not _first_look(row):
            tests = tuple(result.test for result in row.after)
            key = (row.tumour, row.kind, row.what, row.change, tests, row.window)
            same.setdefault(key, []).append(row)
    told = [_told(rows, names) for rows in same.values()]
    return tuple(sorted(told, key=lambda change: change.line))


def _told(rows: list[Transition], names: Mapping[int, str]) -> LineChange:
    row = rows[-1]
    return LineChange(
        line=row.line,
        what=row.what,
        kind=row.kind,
        change=row.change,
        tumour=row.tumour,
        grade=row.acquired.grade if row.acquired else None,
        mechanism=row.mechanism.derived if row.mechanism else MechanismClass.UNKNOWN,
        others=tuple(names[other.line] for other in rows[:-1]),
    )


def _first_look(row: Transition) -> bool:
    """Whether nothing was tested before, and what was found is no known way to resist the line."""
    return (
        row.acquired is not None
        and row.kind is Kind.ALTERATION
        and any(reason.why is Why.NOT_TESTED_BEFORE for reason in row.reasons)
        and (row.mechanism is None or row.mechanism.derived is MechanismClass.UNKNOWN)
    )
