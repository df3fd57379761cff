"""Days on which doses or cycles were due by a stated schedule, to be drawn as ticks.

A report gives a schedule ("every 3 weeks") and hardly ever the days. The ticks are what the
schedule says and are explained as such; they are drawn only where the first day is known.
"""

from __future__ import annotations

import re

from timeline.model.bounds import Bounds
from timeline.model.events import Event

MOST_TICKS = 200
"""More than these tell nothing, however long the course."""

_UNITS = {"d": 1, "w": 7}
_EVERY = re.compile(
    r"\b(?:every|q)\s*(?P<number>\d{1,3})?[\s-]*(?P<unit>day|d|week|w)s?\b"
    r"|\b(?P<cycle>\d{1,3})[\s-]*(?P<cycle_unit>day|week)s? cycles?\b",
    re.IGNORECASE,
)


def period_of(treatment: Event) -> int | None:
    """Days from one dose or cycle to the next by the stated schedule, if its drugs share one.

    Daily drugs have none: their ticks would be a line.
    """
    periods = set[int]()
    for drug in getattr(treatment, "drugs", ()):
        match = _EVERY.search(drug.schedule or "")
        if match:
            number = int(match["number"] or match["cycle"] or 1)
            periods.add(number * _UNITS[(match["unit"] or match["cycle_unit"])[0].lower()])
    return periods.pop() if len(periods) == 1 and min(periods) > 1 else None


def due_days(treatment: Event, start: Bounds, end: Bounds) -> tuple[int, ...]:
    """The days on which it was due while it was certainly going on; none where that is not known.

    As many as the report counts, where it counts them exactly.
    """
    period = period_of(treatment)
    if period is None or not start.exact or start.earliest is None or end.earliest is None:
        return ()
    counted = getattr(treatment, "cycles", None) or getattr(treatment, "doses", None)
    most = MOST_TICKS
    if counted is not None and not counted.sign and counted.value == int(counted.value):
        most = min(most, int(counted.value))
    days = range(start.earliest, end.earliest + 1, period)
    return tuple(days[:most]) if len(days) <= MOST_TICKS else ()
