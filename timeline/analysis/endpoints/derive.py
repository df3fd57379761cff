"""The endpoints of a case: every line and clock, under one convention."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import attrs

from timeline.analysis.endpoints.material import Material
from timeline.analysis.endpoints.progression import (
    duration_of_response,
    progression_free_survival,
    real_world_progression,
    second_progression,
    time_to_benefit,
    time_to_progression,
    time_to_response,
)
from timeline.analysis.endpoints.question import Question
from timeline.analysis.endpoints.result import Clock, EndpointResult, Outcome, Status, merged
from timeline.analysis.endpoints.survival import (
    overall_survival,
    time_to_discontinuation,
    time_to_next_treatment,
)
from timeline.analysis.lines import Line, Lines, derive_lines
from timeline.analysis.response.conventions import STANDARD, Convention, Evidence
from timeline.analysis.response.course import Course, courses
from timeline.analysis.response.orders import Order, explore, spanned
from timeline.analysis.response.reading import known_dates, read_records
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
    "TTR": time_to_response,
    "DOR": duration_of_response,
    "OS": overall_survival,
    "rwPFS": real_world_progression,
}
"""Each endpoint's name and its rule."""

ENDPOINTS = tuple(RULES)
"""The names, in the order of the results."""

BENEFIT = "CB"
"""The time to clinical benefit, which ADaM dates and few reports count: asked for by name only."""

_RULES = {**RULES, BENEFIT: time_to_benefit}


def endpoints(
    case: Case,
    *,
    lines: Lines | Sequence[Line] | None = None,
    convention: Convention = STANDARD,
    chronology: Chronology | None = None,
    mark_assumed: bool = True,
) -> tuple[EndpointResult, ...]:
    """Every endpoint of every line, from its first dose; then overall survival from diagnosis.

    The two clocks are both given: survival from the start of a drug is not survival from diagnosis.
    ``mark_assumed`` asks all again by the report alone where anything supposed says more than it.
    """
    asker = _Asker.of(case, lines, convention, chronology, mark_assumed=mark_assumed)
    found: list[EndpointResult] = []
    for course in courses(case, asker.lines, convention):
        found += asker.ask(course, ENDPOINTS)
    diagnosis = next((event for event in case if isinstance(event, Diagnosis)), None)
    if diagnosis is not None:
        found += asker.ask(Course(line=None, start=start_of(diagnosis)), ["OS"])
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
    known = BENEFIT if name.casefold() == BENEFIT.casefold() else endpoint_named(name)
    asker = _Asker.of(case, lines, convention, chronology)
    origin = start if start is None or isinstance(start, Point) else case.point(start)
    if origin is not None and (known == "OS" or not asker.lines):
        return asker.ask(Course(line=None, start=origin), [known])[0]
    chosen = courses(case, asker.lines, convention, origin)
    for course in chosen:
        if course.line is not None and line in (None, course.line.number, *course.line.therapies):
            return asker.ask(course, [known])[0]
    told = [str(c.line.number) for c in chosen if c.line is not None]
    told += [name for c in chosen if c.line is not None for name in c.line.therapies]
    wanted = "a line" if line is None else f"line {line!r}"
    raise NotationError(case.id, f"has no {wanted}; its lines: {', '.join(told) or 'none'}")


def endpoint_named(name: str) -> str:
    """The endpoint of this name, in any case of letters.

    Raises :class:`NotationError` with the nearest name where there is none.
    """
    for known in ENDPOINTS:
        if known.casefold() == name.casefold():
            return known
    hint = did_you_mean(name, ENDPOINTS)
    raise NotationError(name, f"is no endpoint{hint}; one of {', '.join(ENDPOINTS)}")


@attrs.frozen
class _Asker:
    """The lines of one case, and what their endpoints are asked of.

    ``reported`` asks the same by the report alone; None where nothing supposed says more.
    """

    lines: tuple[Line, ...]
    material: Material
    mark_assumed: bool
    reported: _Asker | None

    @classmethod
    def of(
        cls,
        case: Case,
        lines: Lines | Sequence[Line] | None,
        convention: Convention,
        chronology: Chronology | None,
        *,
        mark_assumed: bool = True,
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
        material = Material(case=case, records=records, dates=dates, convention=convention)
        strict = chronology.without_assumptions if mark_assumed else None
        reported = None
        if strict is not None:
            reported = cls.of(case, found, convention, strict, mark_assumed=False)
        return cls(found, material, mark_assumed, reported)

    def ask(self, course: Course, names: Sequence[str]) -> list[EndpointResult]:
        """Some endpoints of one course, each over every order that the dates allow."""
        line, material = course.line, self.material
        dates, convention = material.dates, material.convention
        clock = Clock(
            line=line.number if line else None,
            label=line.regimen if line else str(course.start),
            start=course.start,
            start_bounds=spanned(dates.span(course.start), calendar=dates.calendar),
            convention=convention.name,
            inclusive=convention.inclusive,
        )
        whole = course
        course, records = material.narrowed(whole)

        def answer(rule: Rule, order: Order) -> Outcome:
            return rule(Question(material, course, records, convention, order))

        heard: dict[str, list[Outcome] | None] = {}
        found = []
        for name in names:
            same = _same(name, course, material, heard)
            if same not in heard:
                heard[same] = explore(dates, partial(answer, _RULES[same]))
            found.append(merged(name, clock, heard[same]))
        if not self.mark_assumed:
            return found
        alone = found if self.reported is None else self.reported.ask(whole, names)
        return [
            attrs.evolve(result, assumed=result.differs(reported))
            for result, reported in zip(found, alone, strict=True)
        ]


def _same(
    name: str, course: Course, material: Material, heard: Mapping[str, list[Outcome] | None]
) -> str:
    """The endpoint that asks the very same of this course, else this one."""
    deaths, convention = material.records.deaths, material.convention
    if name == "TTP" and not deaths:
        return "PFS"  # which differs by deaths alone
    if name == "TTNT" and course.following is None and (convention.death_ends or not deaths):
        return "OS"
    if convention.longest_gap is not None or course.adjuvant:
        return name
    if name == "PFS2" and course.following is None and _always_event(heard.get("OS")):
        return "OS"
    if name == "rwPFS" and _always_event(heard.get("PFS")) and not _washed_out(course, material):
        return "PFS"
    return name


def _always_event(outcomes: Sequence[Outcome] | None) -> bool:
    return outcomes is not None and all(o.status is Status.EVENT for o in outcomes)


def _washed_out(course: Course, material: Material) -> bool:
    """Whether a progression may fall into the first days of a course, which rwPFS leaves out."""
    if material.convention.evidence is Evidence.RECIST:
        return True  # rwPFS then rests on more than PFS does
    spans = material.dates.spans
    first = spans[course.start][1] + material.convention.rw_washout
    _, records = material.narrowed(course)
    return any(spans[sign.point][0] <= first for sign in records.documented)
