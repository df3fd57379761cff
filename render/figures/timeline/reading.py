"""What a timeline tells beside the report's own words: derived lines, changes, contradictions.

All of it is worked out elsewhere; here it is put in order by event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import attrs

from render.figures.common.course import AxisKind, axis_kind
from timeline.analysis import check
from timeline.analysis.answers import Subject, answers_of
from timeline.analysis.lines import Lines, derive_lines
from timeline.analysis.resistance import Change, Grade, Transition, transitions
from timeline.chronology import Chronology
from timeline.chronology.statements import DAY_ZERO, day_zero_of
from timeline.errors import MisuseError
from timeline.findings import Finding, Severity
from timeline.model.bounds import Bounds
from timeline.model.case import CUT_OFF, Point, start_of
from timeline.model.coverage import ResultStatus
from timeline.model.events import Diagnosis


@attrs.frozen(kw_only=True)
class Changes:
    """What a test shows to have changed, as short names of alterations.

    ``gained`` and ``lost`` are shown; ``first`` is found here first, by a test that an earlier one
    can be compared with, and was not surely absent before.
    """

    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    first: tuple[str, ...] = ()


NO_CHANGES = Changes()
_DAY_ZERO = Bounds(0, 0, calendar=False)


@attrs.frozen(kw_only=True)
class Reading:
    """A case as a timeline reads it.

    ``zero`` is the moment that days are counted from, None for the calendar (or for the day 0 of a
    case without one), ``zero_name`` what it is called. ``conflicts`` are the messages of errors by
    the events they name, ``changes`` what tests show by the ids of the tests. ``axis`` is the kind
    that was asked for.
    """

    chronology: Chronology
    lines: Lines
    changes: Mapping[str, Changes]
    conflicts: Mapping[str, tuple[str, ...]]
    zero: Point | None = None
    zero_name: str = "day 0"
    axis: AxisKind | None = None

    @property
    def calendar(self) -> bool:
        """Whether days are calendar days, and not counted from a moment."""
        return self.chronology.calendar and self.zero is None

    def bounds(self, point: Point) -> Bounds:
        """The days a moment can have, counted from day 0 where there is one.

        That is the fewest and the most days from day 0 to it, which is less than the difference of
        their bounds where both rest on the same statement.
        """
        if self.zero is None:
            return self.chronology.bounds(point)
        if point == self.zero:
            return Bounds(0, 0, calendar=False)
        length = self.chronology.duration(self.zero, point)
        return Bounds(length.least, length.most, calendar=False)


def read(
    subject: Subject,
    *,
    findings: Iterable[Finding] | None = None,
    day_zero: str | None = None,
    axis: str | None = None,
) -> Reading:
    """Read a case.

    Args:
        subject: the case, or what is known of it.
        findings: errors among them are shown; by default those of `timeline.analysis.check`.
        day_zero: the moment that days are counted from, as documents name it.
        axis: the kind of axis, one of `AXES`; None for the one that tells most.

    Raises:
        UnknownReferenceError: the case has no such moment.
        MisuseError: there is no such kind of axis, or none for this case.
    """
    answers = answers_of(subject)
    kind = axis_kind(axis)
    if kind == "calendar" and (day_zero is not None or not answers.chronology.calendar):
        reason = "--from counts months" if day_zero else f"{answers.case.id} has no calendar date"
        raise MisuseError(f"no calendar axis: {reason}")
    zero = answers.case.point(day_zero) if day_zero is not None else None
    if kind == "months" and zero is None and answers.chronology.calendar:
        zero = day_zero_of(answers.case) or DAY_ZERO
    return Reading(
        chronology=answers.chronology,
        lines=derive_lines(answers),
        changes=_by_test(transitions(answers)),
        conflicts=_by_event(check(answers) if findings is None else findings),
        zero=zero,
        zero_name=day_zero or _zero_name(answers.chronology, zero),
        axis=kind,
    )


def _zero_name(chronology: Chronology, zero: Point | None) -> str:
    """Day 0 of a case without a calendar: the declared moment, or the one that is day 0."""
    case = chronology.case
    if case.day_zero is not None:
        return f"day 0 ({case.day_zero.text})"
    if zero is not None:
        return f"day 0 ({zero})"
    # Where neither is stated, a case counts from its first diagnosis, else from its first event.
    first = next((event for event in case if isinstance(event, Diagnosis)), None)
    moment = start_of(first or case.events[0]) if case.events else None
    if moment is None or chronology.calendar or chronology.bounds(moment) != _DAY_ZERO:
        return "day 0"
    return f"day 0 ({'diagnosis' if first else moment})"


def cut_off_of(reading: Reading) -> Bounds:
    """The days of the data cut-off."""
    return reading.bounds(Point(CUT_OFF))


def _by_event(findings: Iterable[Finding]) -> dict[str, tuple[str, ...]]:
    messages: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        if finding.severity is Severity.ERROR:
            for event in dict.fromkeys(finding.events):
                messages[event].append(finding.message)
    return {event: tuple(said) for event, said in messages.items()}


def _by_test(rows: Iterable[Transition]) -> dict[str, Changes]:
    gained: dict[str, list[str]] = defaultdict(list)
    lost: dict[str, list[str]] = defaultdict(list)
    first: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.alteration is None:
            continue
        name = row.alteration.short
        for result in row.after:
            if row.change is Change.GAINED and result.status is ResultStatus.DETECTED:
                gained[result.test].append(name)
            if row.change is Change.LOST and result.status is ResultStatus.NOT_DETECTED:
                lost[result.test].append(name)
        if row.acquired is not None and row.acquired.grade is not Grade.D:
            for test in row.acquired.found:
                first[test].append(name)
    return {
        test: Changes(
            gained=tuple(dict.fromkeys(gained[test])),
            lost=tuple(dict.fromkeys(lost[test])),
            first=tuple(n for n in dict.fromkeys(first[test]) if n not in gained[test]),
        )
        for test in (*gained, *lost, *first)
    }
