"""The endpoints of a case: every line and clock, under one convention."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import attrs

from timeline.analysis.answers import Answers, Subject, answers_of
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
from timeline.analysis.evidence.disease import ProgressionEvidence
from timeline.analysis.lines import Line, derive_lines
from timeline.analysis.response.conventions import STANDARD, Convention
from timeline.analysis.response.course import Course, courses
from timeline.analysis.response.orders import Order, explore, spanned
from timeline.analysis.response.reading import known_dates, read_records
from timeline.chronology import Chronology
from timeline.errors import NotationError, did_you_mean
from timeline.model.case import Point, start_of
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
    subject: Subject, *, convention: Convention = STANDARD, mark_assumed: bool = True
) -> tuple[EndpointResult, ...]:
    """Every endpoint of every line, from its first dose; then overall survival from diagnosis.

    The two clocks are both given: survival from the start of a drug is not survival from diagnosis.
    ``mark_assumed`` asks all again by the report alone where anything supposed says more than it.
    """
    return answers_of(subject).ask(_all_endpoints, convention, mark_assumed=mark_assumed)


def _all_endpoints(
    answers: Answers, convention: Convention, *, mark_assumed: bool
) -> tuple[EndpointResult, ...]:
    asker = _asker(answers, convention, mark_assumed=mark_assumed)
    case = answers.case
    found: list[EndpointResult] = []
    for course in courses(case, asker.lines, convention):
        found += asker.ask(course, ENDPOINTS)
    diagnosis = next((event for event in case if isinstance(event, Diagnosis)), None)
    if diagnosis is not None:
        found += asker.ask(Course(line=None, start=start_of(diagnosis)), ["OS"])
    return tuple(found)


def endpoint(
    subject: Subject,
    name: str,
    line: int | str | None = None,
    *,
    start: Point | Anchor | str | None = None,
    convention: Convention = STANDARD,
) -> EndpointResult:
    """One endpoint: ``endpoint(case, "PFS", 1)``, ``endpoint(case, "OS", start="diagnosis")``.

    ``line`` is a line's number or the id of one of its therapies; the first line when neither it
    nor ``start`` is given. ``start`` sets the clock to another moment (diagnosis, randomisation);
    an endpoint of a line is then that of the first one, unless ``line`` says otherwise. Raises
    :class:`NotationError` for an endpoint or a line that is not there.
    """
    known = BENEFIT if name.casefold() == BENEFIT.casefold() else endpoint_named(name)
    answers = answers_of(subject)
    case, asker = answers.case, answers.ask(_asker, convention)
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
    mark_assumed: bool = False
    reported: _Asker | None = None

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


def _asker(answers: Answers, convention: Convention, *, mark_assumed: bool = True) -> _Asker:
    lines = tuple(derive_lines(answers))

    def material(chronology: Chronology) -> Material:
        records = read_records(chronology.case)
        starts = (line.start for line in lines)
        dates = known_dates(chronology, records, starts, as_recorded=convention.as_recorded)
        return Material(case=chronology.case, records=records, dates=dates, convention=convention)

    chronology = answers.chronology
    strict = chronology.without_assumptions if mark_assumed else None
    reported = None if strict is None else _Asker(lines, material(strict))
    return _Asker(lines, material(chronology), mark_assumed, reported)


def _same(
    name: str, course: Course, material: Material, heard: Mapping[str, list[Outcome] | None]
) -> str:
    """The simpler endpoint that has the same answer for this course, or the endpoint itself."""
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
    if material.convention.evidence is ProgressionEvidence.RECIST:
        return True  # rwPFS then rests on more than PFS does
    spans = material.dates.spans
    first = spans[course.start][1] + material.convention.rw_washout
    _, records = material.narrowed(course)
    return any(spans[sign.point][0] <= first for sign in records.documented)
