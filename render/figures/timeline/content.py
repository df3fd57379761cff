"""What a timeline shows of each event: its lane, its words, and what is known of when it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from render.figures.common.event_kinds import Lane, lane_of, look_of, markers_of
from render.figures.common.markers import EventMarker
from render.figures.timeline.captions import caption
from render.figures.timeline.reading import NO_CHANGES, Reading, cut_off_of
from timeline.analysis import wording
from timeline.analysis.evidence.life import shows_death
from timeline.analysis.typed import typed
from timeline.chronology import Chronology
from timeline.model.bounds import Bounds
from timeline.model.case import CUT_OFF, Point, end_of, start_of
from timeline.model.components import StopReason
from timeline.model.events import (
    Event,
    Therapy,
)
from timeline.model.moments import Basis, Edge


@attrs.frozen(kw_only=True)
class Entry:
    """One event of a timeline.

    ``start`` and ``end`` are equal for what happened at one moment. ``ends`` is False where the
    report gives no end. ``assumed`` are the edges that the curator supposed, and of a mark those
    that rest on the order told, ``conflicts`` the messages of the errors that name the event.
    ``tumour`` is the id of the tumour it belongs to,
    where the case has several; ``until`` the last day the patient can have lived; ``line`` the
    derived number of the line a therapy belongs to; ``blamed`` the treatment that the report
    attributes an adverse event to. ``shorter`` are labels for where the whole one has no room.
    ``unscaled`` is a bar whose length means nothing.
    """

    event: Event
    lane: Lane
    label: str
    tooltip: str
    start: Bounds
    end: Bounds
    ends: bool
    ongoing: bool
    assumed: frozenset[Edge]
    conflicts: tuple[str, ...] = ()
    shorter: tuple[str, ...] = ()
    derived: bool = False
    markers: tuple[EventMarker, ...] = ()
    tumour: str | None = None
    until: int | None = None
    line: int | None = None
    blamed: Event | None = None
    unscaled: bool = False

    @property
    def is_treatment(self) -> bool:
        """Whether it is drawn as a bar."""
        return _is_treatment(self.event)

    @property
    def has_course(self) -> bool:
        """Whether it is a marker that something known of its length is drawn with."""
        lasts = self.event.lasting and self.event.at is None and not self.is_treatment
        return lasts and self.ends and (self.ongoing or self.end.latest is not None)

    @property
    def drawn(self) -> tuple[Bounds, ...]:
        """The bounds that are drawn."""
        return (self.start, self.end) if self.is_treatment or self.has_course else (self.start,)

    @property
    def days(self) -> tuple[int, ...]:
        """The days its drawing begins, changes and ends at; none when nothing is known."""
        days = (day for bounds in self.drawn for day in (bounds.earliest, bounds.latest))
        return tuple(day for day in days if day is not None)

    @property
    def busy(self) -> tuple[int, int] | None:
        """The first and last day on which it was certainly on, if there are such days."""
        first, last = self.start.latest, self.end.earliest
        if self.is_treatment and first is not None and last is not None and first < last:
            return first, last
        return None

    @property
    def stop(self) -> StopReason:
        """Why a treatment ended, as the report states it."""
        stop = getattr(self.event, "stop", StopReason.NOT_STATED)
        assert isinstance(stop, StopReason)
        return stop


_NOT_KNOWN = Bounds(None, None)


@attrs.frozen
class DataEnd:
    """The data cut-off, if the report bounds it (``stated``), else the last day it speaks of.

    ``day`` is where the line of it is drawn: nothing is known after it. ``bounds`` are in calendar
    days wherever the case has a calendar.
    """

    bounds: Bounds
    day: int
    stated: bool = attrs.field(kw_only=True)

    def __str__(self) -> str:
        """``data cut-off 2021-03``, ``last reported day 2020-06-01``, ``last reported day 45``."""
        if self.stated:
            return f"data cut-off {self.bounds}"
        if self.bounds == _NOT_KNOWN:
            return "last event reported"
        return f"last reported day {str(self.bounds).removeprefix('day ')}"


def entries(reading: Reading) -> tuple[Entry, ...]:
    """An entry for every event of the case, in the order of the report."""
    several = len(reading.chronology.case.tumours) > 1
    death = _death(reading)
    return tuple(
        _entry(reading, event, death, tumour=event.tumour if several else None)
        for event in reading.chronology.case.events
    )


def _death(reading: Reading) -> Bounds | None:
    """The days of the death, the latest of them known; None where no death is dated."""
    for event in reading.chronology.case:
        if shows_death(event):
            bounds = reading.bounds(start_of(event))
            if bounds.latest is not None:
                return bounds
    return None


def _entry(reading: Reading, event: Event, death: Bounds | None, tumour: str | None) -> Entry:
    chronology = reading.chronology
    first, last = start_of(event), end_of(event)
    moments = {edge: event.moment(edge) for edge in event.edges}
    words = caption(event, reading)
    line = reading.lines.line_of(event.id) if event.key == Therapy.key else None
    entry = Entry(
        event=event,
        lane=lane_of(event),
        label=words.full,
        shorter=words.shorter,
        derived=words.derived,
        tooltip="\n".join(_tooltip_lines(reading, event, words.full)),
        start=reading.bounds(first),
        end=reading.bounds(last),
        ends=moments[last.edge] is not None,
        ongoing=chronology.ongoing(last),
        assumed=supposed(event) | _told(chronology, event),
        conflicts=reading.conflicts.get(event.id, ()),
        markers=() if _is_treatment(event) else _markers(reading, event),
        tumour=tumour,
        line=line.number if line else None,
        blamed=_blamed(reading, event),
    )
    if death is not None:
        entry = until_death(entry, death)
    written = moments[first.edge]
    if entry.days or written is None or written.ongoing:
        return entry
    # No place on the axis says when it was, so its label does, in the words of the document.
    when = str(written).replace(" - ", " − ")
    return attrs.evolve(entry, label=wording.one_line(f"{entry.label} ({when})"), shorter=())


def _is_treatment(event: Event) -> bool:
    return look_of(event).bar_of is not None and event.happened


def _markers(reading: Reading, event: Event) -> tuple[EventMarker, ...]:
    changes = reading.changes.get(event.id, NO_CHANGES)
    gained, lost = bool(changes.gained), bool(changes.lost)
    return tuple(attrs.evolve(one, gained=gained, lost=lost) for one in markers_of(event))


def _blamed(reading: Reading, event: Event) -> Event | None:
    """The treatment that the report attributes an event to."""
    name = getattr(event, "attributed_to", None)
    blamed = reading.chronology.case.event(name) if name else None
    return blamed if blamed and look_of(blamed).bar_of else None


def until_death(entry: Entry, death: Bounds) -> Entry:
    """The entry, its end no later than the death: nobody is treated after it."""
    last = death.latest
    assert last is not None
    entry = attrs.evolve(entry, until=last)
    if len(entry.drawn) == 1 or (entry.start.earliest is not None and entry.start.earliest > last):
        return entry
    if entry.ongoing:
        return attrs.evolve(entry, ongoing=False, end=death)
    end = entry.end
    if end.latest is not None and end.latest <= last:
        return entry
    earliest = None if end.earliest is None else min(end.earliest, last)
    return attrs.evolve(entry, end=Bounds(earliest, last, end.calendar))


def supposed(event: Event) -> frozenset[Edge]:
    """The edges that the curator supposed."""
    moments = ((edge, event.moment(edge)) for edge in event.edges)
    return frozenset(
        edge for edge, moment in moments if moment is not None and moment.basis is Basis.ASSUMED
    )


def _told(chronology: Chronology, event: Event) -> frozenset[Edge]:
    """The moments, of what is drawn as a mark, whose days rest on the order told."""
    if chronology.told is None or _is_treatment(event):
        return frozenset()
    points = [(edge, Point(event.id, edge)) for edge in event.edges]
    return frozenset(
        edge
        for edge, point in points
        if chronology.bounds(point) != chronology.untold.bounds(point)
    )


_LONGEST = 2000
_TOLD_FIRST = {"stop": "stopped", "attributed to": "attributed to", "cite": "cited"}
"""The fields that a tooltip begins with, and what it calls them."""


def _tooltip_lines(reading: Reading, event: Event, label: str) -> Iterator[str]:
    chronology = reading.chronology
    yield f"{event.key.replace('_', ' ')}: {wording.one_line(event.name)}"
    if label != event.name:
        yield label
    for edge in event.edges:
        point, moment = Point(event.id, edge), event.moment(edge)
        when = "ongoing" if chronology.ongoing(point) else str(chronology.bounds(point))
        stated = "" if moment is not None else " (not stated)"
        if moment is None and edge in _told(chronology, event):
            stated = " (not stated; from the order told)"
        if moment is not None and moment.basis is Basis.ASSUMED:
            stated = f" (assumed: {wording.one_line(moment.because or 'no reason given')})"
        yield f"{'when' if edge is Edge.AT else edge.value}: {when}{stated}"
    told = dict(typed(event))
    for key, said in _TOLD_FIRST.items():
        if key in told:
            yield f"{said}: {wording.one_line(told[key])}"
    for key, words in told.items():
        if key not in _TOLD_FIRST and words not in label:
            yield f"{key}: {wording.one_line(words, _LONGEST)}"


def data_end(reading: Reading, shown: Iterable[Entry]) -> DataEnd | None:
    """Where the data of a case end; None where no day is known at all."""
    cut_off = cut_off_of(reading)
    written = reading.chronology.bounds(Point(CUT_OFF))
    if cut_off.latest is not None and written.latest is not None:
        return DataEnd(written, cut_off.latest, stated=True)
    days = [day for entry in shown for day in entry.days]
    if cut_off.earliest is not None:
        days.append(cut_off.earliest)
    if not days:
        return None
    earliest = max(days) if cut_off.earliest is None else cut_off.earliest
    told = Bounds(earliest, max(days), reading.calendar)
    if not reading.calendar and written.earliest is not None and reading.chronology.calendar:
        told = Bounds(written.earliest, written.earliest, calendar=True)
    return DataEnd(told, max(days), stated=False)
