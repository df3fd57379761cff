"""What a timeline shows of each event: its lane, its words, and what is known of when it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import attrs

from render.figures.lanes import Lane, lane_of
from timeline.analysis import wording
from timeline.chronology import Chronology
from timeline.findings import Finding, Severity
from timeline.model.bounds import Bounds
from timeline.model.case import CUT_OFF, Point, end_of, start_of
from timeline.model.events import Event, Radiotherapy, SupportiveCare, Therapy
from timeline.model.moments import Basis, Edge, Moment

Treatment = Radiotherapy | SupportiveCare | Therapy
"""The kinds of event that are drawn as bars."""


@attrs.frozen(kw_only=True)
class Entry:
    """One event of a timeline.

    ``start`` and ``end`` are equal for what happened at one moment. ``ends`` is False where the
    report gives no end. ``assumed`` are the edges that the curator supposed, ``conflicts`` the
    messages of the errors that name the event.
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
    conflicts: tuple[str, ...]

    @property
    def is_treatment(self) -> bool:
        """Whether it is drawn as a bar."""
        return isinstance(self.event, Treatment)

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


@attrs.frozen
class DataEnd:
    """The data cut-off, if the report bounds it (``stated``), else the last day it speaks of.

    ``day`` is where the line of it is drawn: nothing is known after it.
    """

    bounds: Bounds
    day: int
    stated: bool = attrs.field(kw_only=True)

    def __str__(self) -> str:
        """``data cut-off 2021-03``, ``last reported day 2020-06-01``, ``last reported day 45``."""
        if self.stated:
            return f"data cut-off {self.bounds}"
        return f"last reported day {str(self.bounds).removeprefix('day ')}"


def entries(chronology: Chronology, findings: Iterable[Finding]) -> tuple[Entry, ...]:
    """An entry for every event of the case, in the order of the report."""
    conflicts: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        if finding.severity is Severity.ERROR:
            for event in dict.fromkeys(finding.events):
                conflicts[event].append(finding.message)
    tumours = {tumour.id: tumour.name for tumour in chronology.case.tumours}
    several = len(tumours) > 1
    return tuple(
        _entry(
            chronology,
            event,
            tuple(conflicts[event.id]),
            tumours.get(event.tumour or "") if several else None,
        )
        for event in chronology.case
    )


def _entry(
    chronology: Chronology, event: Event, conflicts: tuple[str, ...], tumour: str | None
) -> Entry:
    first, last = start_of(event), end_of(event)
    moments = {edge: event.moment(edge) for edge in event.edges}
    label = wording.label(event, tumour)
    entry = Entry(
        event=event,
        lane=lane_of(event),
        label=label,
        tooltip="\n".join(_tooltip_lines(chronology, event, label)),
        start=chronology.bounds(first),
        end=chronology.bounds(last),
        ends=moments[last.edge] is not None,
        ongoing=chronology.ongoing(last),
        assumed=frozenset(edge for edge, moment in moments.items() if _is_assumed(moment)),
        conflicts=conflicts,
    )
    written = moments[first.edge]
    if entry.days or written is None or written.ongoing:
        return entry
    # No place on the axis says when it was, so its label does, in the words of the document.
    when = str(written).replace(" - ", " − ")
    return attrs.evolve(entry, label=wording.one_line(f"{label} ({when})"))


def _is_assumed(moment: Moment | None) -> bool:
    return moment is not None and moment.basis is Basis.ASSUMED


def _tooltip_lines(chronology: Chronology, event: Event, label: str) -> Iterator[str]:
    yield f"{event.key.replace('_', ' ')}: {wording.one_line(event.name)}"
    if label != event.name:
        yield label
    for edge in event.edges:
        point, moment = Point(event.id, edge), event.moment(edge)
        when = "ongoing" if chronology.ongoing(point) else str(chronology.bounds(point))
        stated = "" if moment is not None else " (not stated)"
        if moment is not None and moment.basis is Basis.ASSUMED:
            stated = f" (assumed: {wording.one_line(moment.because or 'no reason given')})"
        yield f"{'when' if edge is Edge.AT else edge.value}: {when}{stated}"
    for name in ("found", "not_found", "equivocal"):
        if results := getattr(event, name, ()):
            written = wording.one_line(", ".join(result.as_written for result in results))
            yield f"{name.replace('_', ' ')}: {written}"
    if isinstance(event, Therapy) and event.stop != "not stated":
        yield f"stopped: {event.stop.value}"
    if event.cite:
        yield f"cited: {wording.one_line(event.cite)}"


def data_end(chronology: Chronology, shown: Iterable[Entry]) -> DataEnd | None:
    """Where the data of a case end; None where no day is known at all."""
    cut_off = chronology.bounds(Point(CUT_OFF))
    if cut_off.latest is not None:
        return DataEnd(cut_off, cut_off.latest, stated=True)
    days = [day for entry in shown for day in entry.days]
    if cut_off.earliest is not None:
        days.append(cut_off.earliest)
    if not days:
        return None
    earliest = max(days) if cut_off.earliest is None else cut_off.earliest
    return DataEnd(Bounds(earliest, max(days), chronology.calendar), max(days), stated=False)
