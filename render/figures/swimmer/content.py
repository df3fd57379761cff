"""What a swimmer plot shows of each case: its lines, marks and end, in days from the alignment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import attrs

from render.figures.common.event_kinds import LOOKS, classes_of, look_of, markers_of
from render.figures.common.last_state import EndState
from render.figures.common.markers import EventMarker
from render.figures.swimmer.alignment import Alignment, moment_of
from timeline.analysis.answers import Answers, Subject, answers_of
from timeline.analysis.lines import Line, LineRules, derive_lines
from timeline.analysis.resistance import Change, Kind, transitions
from timeline.chronology import Chronology
from timeline.errors import MisuseError
from timeline.model.bounds import Bounds
from timeline.model.case import CUT_OFF, Case, Point, start_of
from timeline.model.components import StopReason
from timeline.model.events import (
    Assessment,
    Death,
    Event,
    FollowUp,
)
from timeline.model.moments import Basis
from timeline.model.moments import Moment as Written

MARKS = (*(look.row_mark for look in LOOKS if look.row_mark), "acquired")
"""The kinds of event that a row can show as marks; ``acquired`` are tests that first found what no
earlier sample is known to have had, ``test`` all with a result."""

DEFAULT_MARKS = ("response", "progression", "transformation", "acquired")

_UNKNOWN = Bounds(None, None, calendar=False)


@attrs.frozen(eq=False)
class Treated:
    """A case with what takes time to find out: its chronology, its lines, what was acquired.

    ``gained`` are the tests that show an alteration which a line's earlier sample did not have,
    ``first_seen`` those that first show one of which a gain cannot be claimed. ``classes`` are the
    drug classes of each line, "unknown" among them.
    """

    answers: Answers
    gained: frozenset[str]
    first_seen: frozenset[str]
    classes: tuple[tuple[str, ...], ...]


@attrs.frozen(kw_only=True, eq=False)
class PlacedLine:
    """One line as drawn; ``start`` and ``end`` are days from the alignment.

    ``ends`` is False where the report neither gives an end nor says that it was stopped;
    ``unscaled`` is a line whose length on the axis means nothing.
    """

    line: Line
    classes: tuple[str, ...]
    start: Bounds
    end: Bounds
    ends: bool
    ongoing: bool
    assumed: tuple[bool, bool]
    unscaled: bool = False

    @property
    def days(self) -> tuple[int, ...]:
        """Every day that is known of it."""
        known = (self.start.earliest, self.start.latest, self.end.earliest, self.end.latest)
        return tuple(day for day in known if day is not None)


@attrs.frozen(kw_only=True, eq=False)
class Moment:
    """An event shown as a mark; ``at`` is in days from the alignment."""

    event: Event
    markers: tuple[EventMarker, ...]
    at: Bounds
    assumed: bool


@attrs.frozen(kw_only=True, eq=False)
class Swimmer:
    """One row: a case, the moment it is aligned on, its lines, its marks and how it ends.

    ``moments`` hold the death and the last follow-up too, whatever marks were asked for. ``end`` is
    when ``state`` was so, ``seen`` the first and last day on which something is known. A row
    ``by_order`` has places in the order of its course instead of days, where those are not known;
    the length of stretches that are ``unscaled`` means nothing.
    """

    treated: Treated
    anchor: Point
    anchor_on: Bounds
    courses: tuple[PlacedLine, ...]
    moments: tuple[Moment, ...]
    state: EndState
    end: Bounds
    seen: tuple[int, int]
    by_order: bool = False
    unscaled: tuple[tuple[int, int], ...] = ()

    @property
    def chronology(self) -> Chronology:
        """The solved case."""
        return self.treated.answers.chronology

    @property
    def case(self) -> Case:
        """The case."""
        return self.treated.answers.case

    @property
    def id(self) -> str:
        """The id of the case."""
        return self.treated.answers.case.id


@attrs.frozen
class LeftOut:
    """A case that has no row, and why."""

    case: str
    why: str


def treated(
    cases: Iterable[Subject | Treated], *, rules: LineRules | None = None
) -> tuple[Treated, ...]:
    """Solve cases, derive their lines and what was acquired, once for any number of figures.

    Raises:
        CaseTimelineError: a case refers to events it does not have.
    """
    return tuple(one if isinstance(one, Treated) else _treated(one, rules) for one in cases)


def _treated(case: Subject, rules: LineRules | None) -> Treated:
    answers = answers_of(case, rules)
    gained: set[str] = set()
    first: set[str] = set()
    for row in transitions(answers):
        if row.acquired is not None and row.kind is Kind.ALTERATION:
            (gained if row.change is Change.GAINED else first).update(row.acquired.found)
    return Treated(
        answers,
        frozenset(gained),
        frozenset(first - gained),
        tuple(classes_of(answers.case, line) for line in derive_lines(answers)),
    )


def swimmers(
    cases: Iterable[Treated], *, align: Alignment, marks: Collection[str] = DEFAULT_MARKS
) -> tuple[tuple[Swimmer, ...], tuple[LeftOut, ...]]:
    """The rows of the cases, and the cases that have no row.

    Raises:
        MisuseError: a mark is none of `MARKS`.
    """
    if strange := sorted({*marks} - {*MARKS}):
        raise MisuseError(f"{strange[0]!r} is no mark of a swimmer plot; there are {list(MARKS)}")
    rows: list[Swimmer] = []
    left: list[LeftOut] = []
    for one in cases:
        found = _swimmer(one, align, frozenset(marks))
        (rows if isinstance(found, Swimmer) else left).append(found)  # type: ignore[arg-type]
    return tuple(rows), tuple(left)


def _swimmer(one: Treated, align: Alignment, marks: frozenset[str]) -> Swimmer | LeftOut:
    chronology, lines = one.answers.chronology, derive_lines(one.answers)
    anchor, why = moment_of(align, chronology, lines)
    if anchor is None:
        return LeftOut(chronology.case.id, why)
    since = Since(chronology, anchor)
    data_end = since(Point(CUT_OFF)).earliest
    courses = tuple(
        _course(since, line, classes, data_end)
        for line, classes in zip(lines, one.classes, strict=True)
    )
    moments = tuple(_moments(one, since, marks))
    known = [day for course in courses for day in course.days]
    known += [d for m in moments for d in (m.at.earliest, m.at.latest) if d is not None]
    if not known:
        return LeftOut(chronology.case.id, "nothing is dated from it")
    begun = [c.start.latest for c in courses] + [m.at.latest for m in moments]
    first = min((day for day in begun if day is not None), default=min(known))
    # Not what the marks say, or the order of the rows would depend on which of them are shown.
    sure = [d for c in courses for d in (c.start.earliest, c.end.earliest) if d is not None]
    last = max(sure, default=first) if data_end is None else data_end
    state, end = end_of_row(courses, moments, data_end, last)
    if end.earliest is not None:
        dead = state is EndState.DEAD
        last = end.earliest if dead else max([end.earliest, *sure])
    return Swimmer(
        treated=one,
        anchor=anchor,
        anchor_on=chronology.bounds(anchor),
        courses=courses,
        moments=moments,
        state=state,
        end=end,
        seen=(min(first, last), last),
    )


class Since:
    """Days from one moment of a case to its others, as far as they are known."""

    def __init__(self, chronology: Chronology, anchor: Point) -> None:
        self.chronology = chronology
        self._anchor = anchor

    def __call__(self, point: Point) -> Bounds:
        """The days from it to another moment."""
        days = self.chronology.duration(self._anchor, point)
        return _ordered(days.least, days.most)

    def between(self, bounds: Bounds) -> Bounds:
        """The same for days of which no single moment is known: plain differences."""
        zero = self.chronology.bounds(self._anchor)
        least = _difference(bounds.earliest, zero.latest)
        return _ordered(least, _difference(bounds.latest, zero.earliest))


def _difference(day: int | None, other: int | None) -> int | None:
    return None if day is None or other is None else day - other


def _ordered(least: int | None, most: int | None) -> Bounds:
    if least is not None and most is not None and most < least:
        least, most = most, least  # only in a case that contradicts itself
    return Bounds(least, most, calendar=False)


def _course(since: Since, line: Line, classes: tuple[str, ...], data_end: int | None) -> PlacedLine:
    case = since.chronology.case
    start = since(line.start)
    end = since.between(line.end_bounds) if line.end is None else since(line.end)
    if line.ongoing:  # nothing is known of it after the data
        day = data_end if data_end is not None else start.latest
        end = Bounds(day, day, calendar=False)
    written = None if line.end is None else case.event(line.end.event).moment(line.end.edge)
    began = case.event(line.start.event).moment(line.start.edge)
    ends = written is not None or line.end is None or line.end_reason is not StopReason.NOT_STATED
    return PlacedLine(
        line=line,
        classes=classes,
        start=start,
        end=end,
        ends=ends,
        ongoing=line.ongoing,
        assumed=(_is_assumed(began), _is_assumed(written)),
    )


def _is_assumed(moment: Written | None) -> bool:
    return moment is not None and moment.basis is Basis.ASSUMED


def _moments(one: Treated, since: Since, marks: frozenset[str]) -> Iterator[Moment]:
    for event in one.answers.case.events:
        markers = _markers(one, event, marks)
        if not markers:
            continue
        point = start_of(event)
        written = event.moment(point.edge)
        yield Moment(
            event=event,
            markers=markers,
            at=since(point),
            assumed=_is_assumed(written),
        )


def _markers(one: Treated, event: Event, marks: frozenset[str]) -> tuple[EventMarker, ...]:
    """The markers of an event in a row; none where it is not asked for."""
    if not event.happened:
        return markers_of(event) if event.key in marks else ()
    if "acquired" in marks and event.id in one.gained:
        return (EventMarker("molecular", gained=True),)
    seen = "acquired" in marks and event.id in one.first_seen
    if isinstance(event, Assessment) and not event.response:
        return ()
    look = look_of(event)
    return markers_of(event) if look.outcome or seen or look.row_mark in marks else ()


def end_of_row(
    courses: tuple[PlacedLine, ...], moments: tuple[Moment, ...], data_end: int | None, last: int
) -> tuple[EndState, Bounds]:
    """The state that the report leaves the patient in, and when; a death outweighs all else."""
    dead = [m for m in moments if m.markers[0].meaning == "death"]
    if dead:
        dated = next((m for m in dead if isinstance(m.event, Death)), None)
        return EndState.DEAD, dated.at if dated else dead[-1].at
    seen = [m for m in moments if isinstance(m.event, FollowUp)]
    latest = max(
        seen,
        key=lambda m: m.at.latest if m.at.latest is not None else m.at.earliest or -(10**9),
        default=None,
    )
    if latest and latest.markers[0].meaning == "lost":
        return EndState.LOST, latest.at
    if any(course.ongoing for course in courses):
        day = last if data_end is None else data_end
        return EndState.ONGOING, Bounds(day, day, calendar=False)
    return (EndState.ALIVE, latest.at) if latest else (EndState.UNKNOWN, _UNKNOWN)
