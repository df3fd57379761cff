"""The endpoints of a case: every line and clock, under one convention."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from timeline.analysis.endpoints.progression import (
    duration_of_response,
    progression_free_survival,
    real_world_progression,
    second_progression,
    time_to_progression,
)
from timeline.analysis.endpoints.question import Question
from timeline.analysis.endpoints.result import EndpointResult, Outcome, Status, merged
from timeline.analysis.endpoints.survival import (
    overall_survival,
    time_to_discontinuation,
    time_to_next_treatment,
)
from timeline.analysis.lines import Line, Lines, derive_lines
from timeline.analysis.response.best import TOO_MANY_ORDERS
from timeline.analysis.response.conventions import STANDARD, Convention
from timeline.analysis.response.course import Course, courses
from timeline.analysis.response.orders import Dates, Order, explore
from timeline.analysis.response.records import Records, known_dates, read_records
from timeline.chronology import Chronology, solve
from timeline.errors import NotationError, did_you_mean
from timeline.model.case import Case, Point, start_of
from timeline.model.events import Diagnosis
from timeline.model.moments import Anchor

Rule = Callable[[Question], Outcome]

RULES: dict[str, Rule] = {
    "TTD": time_to_discontinuation,
    "TTNT": time_to_next_treatment,
    "TTP": time_to_progression,
    "PFS": progression_free_survival,
    "PFS2": second_progression,
    "DOR": duration_of_response,
    "OS": overall_survival,
    "rwPFS": real_world_progression,
}
"""Each endpoint's name and its rule."""

ENDPOINTS = tuple(RULES)
"""The names, in the order of the results."""


def endpoints(
    case: Case,
    *,
    lines: Lines | Sequence[Line] | None = None,
    convention: Convention = STANDARD,
    chronology: Chronology | None = None,
) -> tuple[EndpointResult, ...]:
    """Every endpoint of every line, from its first dose; then overall survival from diagnosis.

    The two clocks are both given: survival from the start of a drug is not survival from diagnosis.
    """
    asker = _Asker.of(case, lines, convention, chronology)
    found = [
        asker.ask(name, course)
        for course in courses(case, asker.lines, convention)
        for name in ENDPOINTS
    ]
    diagnosis = next((event for event in case if isinstance(event, Diagnosis)), None)
    if diagnosis is not None:
        found.append(asker.ask("OS", Course(line=None, start=start_of(diagnosis))))
    return tuple(found)


def endpoint(
    case: Case,
    name: str,
    line: int | str | None = None,
    *,
    start: Point | Anchor | str | None = None,
    lines: Lines | Sequence[Line] | None = None,
    convention: Convention = STANDARD,
    chronology: Chronology | None = None,
) -> EndpointResult:
    """One endpoint: ``endpoint(case, "PFS", 1)``, ``endpoint(case, "OS", start="diagnosis")``.

    ``line`` is a line's number or the id of one of its therapies; the first line when neither it
    nor ``start`` is given. ``start`` sets the clock to another moment (diagnosis, randomisation);
    an endpoint of a line is then that of the first one, unless ``line`` says otherwise. Raises
    :class:`NotationError` for an endpoint or a line that is not there.
    """
    known = next((key for key in RULES if key.casefold() == name.casefold()), None)
    if known is None:
        hint = did_you_mean(name, RULES)
        raise NotationError(name, f"is no endpoint{hint}; one of {', '.join(RULES)}")
    asker = _Asker.of(case, lines, convention, chronology)
    origin = start if start is None or isinstance(start, Point) else case.point(start)
    if origin is not None and (known == "OS" or not asker.lines):
        return asker.ask(known, Course(line=None, start=origin))
    chosen = courses(case, asker.lines, convention, origin)
    for course in chosen:
        if course.line is not None and line in (None, course.line.number, *course.line.therapies):
            return asker.ask(known, course)
    told = [str(c.line.number) for c in chosen if c.line is not None]
    told += [name for c in chosen if c.line is not None for name in c.line.therapies]
    wanted = "a line" if line is None else f"line {line!r}"
    raise NotationError(case.id, f"has no {wanted}; its lines: {', '.join(told) or 'none'}")


@attrs.frozen
class _Asker:
    """Everything that the endpoints of one case share, read once."""

    case: Case
    lines: tuple[Line, ...]
    convention: Convention
    records: Records
    dates: Dates
    heard: dict[tuple[str, int | None, Point], list[Outcome] | None] = attrs.field(factory=dict)

    @classmethod
    def of(
        cls,
        case: Case,
        lines: Lines | Sequence[Line] | None,
        convention: Convention,
        chronology: Chronology | None,
    ) -> _Asker:
        chronology = chronology or solve(case)
        found = tuple(derive_lines(case, chronology=chronology) if lines is None else lines)
        records = read_records(case)
        dates = known_dates(
            chronology,
            records,
            (line.start for line in found),
            as_recorded=convention.as_recorded,
        )
        return cls(case, found, convention, records, dates)

    def ask(self, name: str, course: Course) -> EndpointResult:
        """One endpoint over every order that the dates allow."""
        rule = RULES[name]
        line = course.line

        def in_order(order: Order) -> Outcome:
            return rule(
                Question(
                    case=self.case,
                    records=self.records,
                    course=course,
                    convention=self.convention,
                    order=order,
                )
            )

        blank = EndpointResult(
            endpoint=name,
            line=line.number if line else None,
            label=line.regimen if line else str(course.start),
            start=course.start,
            start_bounds=self.dates.bounds(course.start),
            status=Status.INDETERMINATE,
            days=None,
            what="",
            date=None,
            events=(),
            rule="",
            missing=TOO_MANY_ORDERS,
            alternatives=(),
            convention=self.convention.name,
        )
        key = self._same(name, course), None if line is None else line.number, course.start
        if key not in self.heard:
            self.heard[key] = explore(self.dates, in_order)
        outcomes = self.heard[key]
        if outcomes is None:
            return blank
        return merged(blank, outcomes, inclusive=self.convention.inclusive)

    def _same(self, name: str, course: Course) -> str:
        """The endpoint that asks the very same of this course, else this one."""
        deaths = self.records.deaths
        if name == "TTP" and not deaths:
            return "PFS"  # which differs by deaths alone
        if name == "TTNT" and course.following is None:
            return "OS" if self.convention.death_ends or not deaths else name
        return name
