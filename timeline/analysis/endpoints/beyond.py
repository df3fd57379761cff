"""How long was a line continued after the disease had progressed?"""

from __future__ import annotations

import attrs

from timeline.analysis.answers import Subject, answers_of
from timeline.analysis.lines import derive_lines
from timeline.analysis.response.conventions import STANDARD, Convention
from timeline.analysis.response.course import Course, courses
from timeline.analysis.response.orders import Order
from timeline.analysis.response.reading import known_dates, read_records
from timeline.analysis.response.records import EndpointEvent, Records, progressions
from timeline.model.bounds import DurationBounds
from timeline.model.case import Point
from timeline.model.moments import Anchor


@attrs.frozen(kw_only=True)
class BeyondProgression:
    """A line that went on after progression: for how long, from which event.

    ``days`` from the first progression that certainly fell within the line, to its last dose or
    the moment that was asked for; censored where the line was ongoing at the data cut-off.
    """

    line: int
    label: str
    progression: str
    what: str
    until: Point
    days: DurationBounds

    def as_row(self) -> dict[str, object]:
        """One flat row."""
        return {
            "line": self.line,
            "label": self.label,
            "progression": self.progression,
            "what": self.what,
            "until": str(self.until),
            "days_least": self.days.least,
            "days_most": self.days.most,
        }


def treatment_beyond_progression(
    subject: Subject,
    *,
    until: Point | Anchor | str | None = None,
    convention: Convention = STANDARD,
) -> tuple[BeyondProgression, ...]:
    """The lines that were certainly continued beyond progression.

    ``until`` measures to another moment than the line's last dose, such as the test at which it was
    last known to be given; a line whose last dose may lie before that is left out.
    """
    answers = answers_of(subject)
    case, found = answers.case, tuple(derive_lines(answers))
    records = read_records(case)
    dates = known_dates(
        answers.chronology,
        records,
        (line.start for line in found),
        as_recorded=convention.as_recorded,
    )
    order = Order(dates)
    mark = until if until is None or isinstance(until, Point) else case.point(until)
    rows = []
    for course in courses(case, found, convention):
        line = course.line
        if line is None or line.end is None:
            continue
        sign = _first_within(course, line.end, records, convention, order)
        if sign is None:
            continue
        if mark is not None and order.known(sign.point, mark, 1) is not True:
            continue
        if mark is not None and order.known(mark, course.following or mark) is not True:
            continue
        if order.between(sign.point, mark or line.end)[0] < 1:
            continue
        length = order.length(sign.point, mark or line.end)
        rows.append(
            BeyondProgression(
                line=line.number,
                label=line.regimen,
                progression=sign.event,
                what=sign.what,
                until=mark or line.end,
                days=attrs.evolve(length, censored=line.ongoing and mark is None),
            )
        )
    return tuple(rows)


def _first_within(
    course: Course, end: Point, records: Records, convention: Convention, order: Order
) -> EndpointEvent | None:
    """The earliest progression known to fall after the line's start and not after its end."""
    signs = [
        sign
        for sign in progressions(records, convention, Order(order.dates))
        if order.known(course.start, sign.point, 0 if convention.day_zero_counts else 1) is True
        and order.known(sign.point, end) is True
    ]
    best = None
    for sign in signs:
        if best is None or order.known(sign.point, best.point, 1) is True:
            best = sign
    return best
