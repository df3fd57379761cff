"""Events on the course axis: each where its order puts it, with the lengths that are known."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from render.figures.common.course import (
    CoursePlaces,
    has_length,
    is_told_by_order,
    places_in_order,
)
from render.figures.timeline.content import DataEnd, Entry, supposed, until_death
from render.figures.timeline.reading import Reading
from timeline.analysis.evidence.life import shows_death
from timeline.analysis.wording import one_line
from timeline.model.bounds import Bounds
from timeline.model.case import end_of, start_of

# A step is so many points wide where steps and known lengths share the axis, and takes with the
# other steps no more than this share of it.
_STEP, _STEPS_SHARE = 38.0, 0.75
# In days, where nothing has a length. A month or a season beside unknown lengths is a moment.
_PLAIN_STEP, _MONTH, _SEASON = 100, 31, 92


@attrs.frozen(kw_only=True)
class Placed:
    """The events of a case as they are drawn, where its data end, and the places of its course.

    Without ``places`` the axis is one of days.
    """

    shown: tuple[Entry, ...]
    end: DataEnd | None
    places: CoursePlaces | None = None


def placed(reading: Reading, shown: Sequence[Entry], end: DataEnd | None, room: float) -> Placed:
    """The events on an axis of about ``room`` points: by days, or by order if that tells more."""

    def step_of(known: int, steps: int) -> int:
        if known == 0:
            return _PLAIN_STEP
        taken = min(_STEP * steps, _STEPS_SHARE * room)
        step = round(taken / steps * known / (room - taken))
        short = 2 * known if known <= _MONTH else known if known <= _SEASON else 0
        return max(1, step, short)

    wanted = reading.axis == "course" or (
        reading.axis is None and is_told_by_order(reading.chronology, reading.bounds)
    )
    places = places_in_order(reading.chronology, reading.bounds, step_of) if wanted else None
    if places is None:
        return Placed(shown=tuple(shown), end=end)
    stated = end is not None and end.stated and end.day >= places.last
    last = end if stated else DataEnd(Bounds(None, None), places.last, stated=False)
    death = next((e.start for e in shown if shows_death(e.event)), None)
    if death is not None:
        dead = next(start_of(e.event) for e in shown if shows_death(e.event))
        death = places.days(dead, death)
    return Placed(
        shown=tuple(_in_course(reading, entry, places, death) for entry in shown),
        end=last,
        places=places,
    )


def _in_course(reading: Reading, entry: Entry, places: CoursePlaces, death: Bounds | None) -> Entry:
    event, chronology = entry.event, reading.chronology
    first, last = start_of(event), end_of(event)
    ongoing = chronology.ongoing(last)
    start = places.days(first, entry.start)
    end = start if first == last else places.days(last, entry.end)
    if ongoing:
        end = Bounds(places.last, places.last, calendar=False)
    moved = attrs.evolve(entry, start=start, end=end, ongoing=ongoing, until=None)
    if death is not None and death.latest is not None:
        moved = until_death(moved, death)
    by_order = first in places.places or last in places.places
    if by_order:  # the axis itself says that it goes by order
        moved = attrs.evolve(moved, assumed=supposed(event))
    if not entry.is_treatment or not by_order or first == last:
        return moved
    if ongoing or not has_length(chronology, first, last):
        return attrs.evolve(moved, unscaled=True)
    length = event.lasted or chronology.duration(first, last)
    label = one_line(f"{entry.label}, {length}")
    return attrs.evolve(moved, label=label, shorter=(entry.label, *entry.shorter))
