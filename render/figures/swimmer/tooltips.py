"""What a swimmer plot says in words: tooltips, and the alternative text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from render.figures.swimmer.content import LeftOut, Moment, PlacedLine, Swimmer
from timeline.analysis import wording
from timeline.model.case import start_of
from timeline.model.components import StopReason
from timeline.model.when import decimal_months

MOST_NAMED = 12
"""How many rows are told one by one; a listener cannot follow more."""


def told_of_line(swimmer: Swimmer, course: PlacedLine) -> str:
    """The tooltip of a line: regimen, dates, length, why it was stopped, where it is cited."""
    line, case = course.line, swimmer.case
    told = [f"{case.id}, line {line.number}: {wording.one_line(line.regimen)}"]
    until = "ongoing" if line.ongoing else f"to {line.end_bounds}"
    if not course.ends and not line.ongoing:
        until += " (end not stated)"
    told.append(f"from {line.start_bounds} {until}; {line.duration}")
    if line.end_reason is not StopReason.NOT_STATED:
        told.append(f"stopped: {line.end_reason.value}")
    cites = dict.fromkeys(case.event(name).cite for name in line.therapies)
    if cited := "; ".join(cite for cite in cites if cite):
        told.append(f"cited: {wording.one_line(cited)}")
    return "\n".join(told)


def told_of_moment(swimmer: Swimmer, moment: Moment) -> str:
    """The tooltip of a mark."""
    event = moment.event
    told = f"{swimmer.id}: {wording.label(event)}"
    told += f"\nwhen: {swimmer.chronology.bounds(start_of(event))}"
    return f"{told}\ncited: {wording.one_line(event.cite)}" if event.cite else told


def told_of_case(swimmer: Swimmer) -> str:
    """A row in one sentence."""
    lines = ", ".join(wording.one_line(course.line.regimen) for course in swimmer.courses)
    return f"{swimmer.id}: {lines or 'no line of therapy'}; {swimmer.state.value}"


def describe(
    rows: Sequence[Swimmer], left_out: Iterable[LeftOut], since: str, notes: Iterable[str]
) -> str:
    """The plot in sentences, for those who do not see it."""
    return " ".join(_sentences(rows, tuple(left_out), since, notes))


def _sentences(
    rows: Sequence[Swimmer], left_out: Sequence[LeftOut], since: str, notes: Iterable[str]
) -> Iterator[str]:
    lines = sum(len(row.courses) for row in rows)
    yield f"Swimmer plot of {counted(len(rows), 'case')}, {counted(lines, 'line')} of therapy,"
    yield f"aligned on {wording.one_line(since)}."
    if rows:
        days = [row.seen[1] for row in rows if not row.by_order]
        if days:
            yield f"The longest row reaches {decimal_months(max(days)):.1f} months."
        states = Counter(row.state for row in rows)
        yield "At the end: " + ", ".join(f"{n} {state.value}" for state, n in states.most_common())
        classes = Counter(c for row in rows for course in row.courses for c in course.classes)
        if classes:
            yield ". Lines by drug class: " + ", ".join(
                f"{c} {n}" for c, n in classes.most_common()
            )
        yield "."
        named = "; ".join(map(told_of_case, rows[:MOST_NAMED]))
        more = len(rows) - MOST_NAMED
        yield f"From the top: {named}" + (f"; and {more} more." if more > 0 else ".")
    if left_out:
        yield f"{counted(len(left_out), 'case')} not shown."
    yield from notes


def counted(number: int, thing: str) -> str:
    """``1 case``, ``12 cases``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
