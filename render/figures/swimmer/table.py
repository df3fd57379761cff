"""What a swimmer plot draws, as a table: a row for each line and mark, in days from day 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from render.canvas.style import DEFAULT_THEME, Theme
from render.figures.common.event_kinds import look_of
from render.figures.common.page import JOURNAL_PAGE
from render.figures.swimmer.arrangement import Arrangement, arrangement
from render.figures.swimmer.content import (
    Moment,
    PlacedLine,
    Swimmer,
    Treated,
    treated,
)
from render.figures.swimmer.figure import one_page
from render.figures.swimmer.options import BY_DEFAULT, SwimmerOptions
from render.writers.table import Table
from timeline.analysis import wording
from timeline.analysis.answers import Subject
from timeline.model.bounds import Bounds

COLUMNS = (
    "row",
    "case",
    "group",
    "stripe",
    "what",
    "event",
    "shown as",
    "drug classes",
    "earliest start",
    "latest start",
    "earliest end",
    "latest end",
    "assumed",
    "drawn",
)
"""Starts and ends are days from day 0, empty where not known; what is left out has no row number.

A death or follow-up that thin rows draw as the state at the end is drawn ``as state``.
"""


def swimmer_table(
    cases: Iterable[Subject | Treated],
    options: SwimmerOptions = BY_DEFAULT,
    *,
    theme: Theme = DEFAULT_THEME,
    width: float = JOURNAL_PAGE,
) -> Table:
    """The rows of `swimmer_figure` with these arguments, from the top.

    Raises:
        ValueError: as the figure does.
    """
    found = treated(cases, rules=options.lines)
    options = attrs.evolve(options, axis="months")  # a table has what is known, not where it stands
    ordered, page = one_page(found, options, theme, width)
    if page.dense:
        ordered = arrangement(found, options)  # the table has what thin rows cannot show
    return Table(COLUMNS, tuple(_rows(ordered, dense=page.dense)))


def _rows(ordered: Arrangement, *, dense: bool) -> Iterator[tuple[str, ...]]:
    number = 0
    for name, rows in ordered.groups:
        for row in rows:
            number += 1
            head = (str(number), row.id, name, ordered.stripe.get(row.id, ""))
            yield from ((*head, *_line(course)) for course in row.courses)
            yield from ((*head, *_mark(moment, dense=dense)) for moment in row.moments)
            yield (*head, *_state(row))
    for one in ordered.left_out:
        blank = ("",) * 6
        yield ("", one.case, "", "", "no row", "", one.why, *blank, "no")


def _line(course: PlacedLine) -> Iterator[str]:
    yield f"line {course.line.number}"
    yield " + ".join(course.line.therapies)
    yield wording.one_line(course.line.regimen)
    yield " + ".join(course.classes)
    yield from _days(course.start)
    yield from ("ongoing", "ongoing") if course.ongoing else _days(course.end)
    sides = zip(("start", "end"), course.assumed, strict=True)
    yield ", ".join(side for side, assumed in sides if assumed)
    yield "yes"


def _mark(moment: Moment, *, dense: bool) -> Iterator[str]:
    yield ", ".join(marker.meaning for marker in moment.markers)
    yield moment.event.id
    yield wording.label(moment.event)
    yield ""
    yield from _days(moment.at)
    yield from ("", "")
    yield "at" if moment.assumed else ""
    yield "yes" if not dense else "as state" if look_of(moment.event).outcome else "no"


def _state(row: Swimmer) -> Iterator[str]:
    yield "state at end"
    yield ""
    yield row.state.value
    yield ""
    yield from _days(row.end)
    yield from ("", "", "")
    yield "yes"


def _days(bounds: Bounds) -> tuple[str, str]:
    return (
        "" if bounds.earliest is None else str(bounds.earliest),
        "" if bounds.latest is None else str(bounds.latest),
    )
