"""Some lanes of a timeline, chosen for a slide or a small figure; what is left out is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from render.figures.common.event_kinds import Lane
from render.figures.timeline.content import Entry
from timeline.errors import CaseTimelineError, did_you_mean

LANES = {lane.name.lower(): lane for lane in Lane}
"""The lanes by the names they are chosen by."""


@attrs.frozen
class Choice:
    """The events in the lanes that are drawn, and those of the others in ``left_out``."""

    shown: tuple[Entry, ...]
    left_out: tuple[Entry, ...] = ()

    @property
    def note(self) -> str:
        """``Not shown: Supportive care, Clinical course (7 events).``; empty where all is."""
        if not self.left_out:
            return ""
        within = {entry.lane for entry in self.left_out}
        names = ", ".join(lane.value for lane in Lane if lane in within)
        number = len(self.left_out)
        return f"Not shown: {names} ({number} event{'s' * (number > 1)})."


def choose(every: Sequence[Entry], lanes: Iterable[str] | str | None) -> Choice:
    """The events in some lanes.

    Args:
        every: the events.
        lanes: their names in `LANES`, also as one text with commas; None for all.

    Raises:
        CaseTimelineError: there is no such lane.
    """
    if lanes is None:
        return Choice(tuple(every))
    named = lanes.split(",") if isinstance(lanes, str) else lanes
    wanted = {_lane(name.strip().lower()) for name in named}
    return Choice(
        tuple(entry for entry in every if entry.lane in wanted),
        tuple(entry for entry in every if entry.lane not in wanted),
    )


def _lane(name: str) -> Lane:
    if name not in LANES:
        hint = did_you_mean(name, LANES)
        raise CaseTimelineError(f"{name!r} is no lane; there are {', '.join(LANES)}{hint}")
    return LANES[name]
