"""From the therapies of a case to its lines of therapy."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.analysis.answers import Answers, Subject, answers_of
from timeline.analysis.given import lines_summed
from timeline.analysis.line_rules import STANDARD, LineRules
from timeline.analysis.lines.assembly import Counts, assembled
from timeline.analysis.lines.boundaries import Boundary, LineDraft
from timeline.analysis.lines.boundary_evidence import CaseEvidence
from timeline.analysis.lines.exposures import Exposure, exposures, later_by_more
from timeline.analysis.lines.line import Excluded, Firing, Line, Lines
from timeline.analysis.lines.numbering import (
    Doubt,
    alternatives,
    claimed_numbers,
    disagreements,
    notation,
    reported_numbers,
)
from timeline.analysis.lines.preparation import note_preparations
from timeline.analysis.lines.settings import Intent, intent_of, look_back
from timeline.analysis.size import too_large
from timeline.errors import MisuseError
from timeline.model.components import Setting
from timeline.model.truth import Truth


def derive_lines(subject: Subject, rules: LineRules | None = None) -> Lines:
    """The lines of therapy of a case under ``rules``, by default those of the answers or standard.

    Each rule that was asked is kept on its line as true, false or indeterminate. Where a boundary
    is indeterminate, the document's numbers say which reading is shown, or without them the likely
    one is; the others are ``alternatives``. Nothing that the report does not state is made up: a
    line has no stop reason where none is stated. Raises :class:`~timeline.errors.MisuseError` for a
    case that is too large to compare its treatments with its events.
    """
    answers = answers_of(subject)
    return answers.ask(_derived, rules or answers.rules or STANDARD)


def _derived(answers: Answers, rules: LineRules) -> Lines:
    case, chronology = answers.case, answers.chronology
    if reason := too_large(case):
        raise MisuseError(f"{case.id}: no lines are derived: {reason}")
    signs = CaseEvidence(chronology, rules)
    given, excluded = exposures(chronology, rules)
    note_preparations(signs, given)
    draft = _Draft(signs, given)
    reported, claimed = reported_numbers(chronology), claimed_numbers(chronology)
    courses = draft.courses
    counts = _counted(signs, courses)
    lines = tuple(
        [
            assembled(
                signs,
                course,
                counts[place],
                courses[:place],
                courses[place + 1] if place + 1 < len(courses) else None,
                (_numbers(course, reported), _numbers(course, claimed)),
            )
            for place, course in enumerate(courses)
        ]
    )
    transplants = {name for line in lines for phase in line.phases for name in phase.therapies}
    return Lines(
        case=case.id,
        rules=rules,
        lines=lines,
        excluded=(
            *excluded,
            *(
                Excluded(event.id, "transplant", "no drug course: a transplant is no line")
                for event in signs.transplants
                if event.id not in transplants
            ),
        ),
        alternatives=alternatives(
            tuple(line.therapies for line in lines),
            draft.curative,
            draft.summed,
            draft.doubts,
            draft.disorders,
            [_counts_if(line) for line in lines if _is_open(line)],
        ),
        disagreements=disagreements(lines, reported),
        notation=notation(
            (course.intent.curative, draft.summed[course.members[0].id]) for course in courses
        ),
    )


def _numbers(course: LineDraft, given: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(dict.fromkeys([n for member in course.members for n in given.get(member.id, ())]))


class _Draft:
    """The courses of a case put into lines, with what was doubtful about it."""

    def __init__(self, signs: CaseEvidence, given: list[Exposure]) -> None:
        self.signs = signs
        self.courses: list[LineDraft] = []
        self.doubts: list[Doubt] = []
        self.disorders: list[tuple[str, str]] = []
        self.curative: dict[str, Truth] = {}
        self.summed = {exposure.id: lines_summed(exposure.event) for exposure in given}
        self._advanced: str | None = None
        for place, exposure in enumerate(given):
            self._add(exposure, given[place - 1] if place else None)

    def _add(self, new: Exposure, before: Exposure | None) -> None:
        line = self.courses[-1] if self.courses else None
        asked = new.prepares or new
        intent = intent_of(self.signs, asked, self._advanced)
        self.curative[new.id] = intent.curative
        if intent.setting is Setting.ADVANCED and self._advanced is None:
            self._advanced = new.id
        firings = [intent.firing]
        if before is not None:
            firings += self._order(before, new)
        if line is None:
            self._begin(new, intent, firings)
            return
        prepared = next((m for m in line.members if m.prepares is asked), None)
        if prepared is not None:
            why = f"{prepared.id} prepares {asked.id}"
            firings.append(Firing("preparation", Truth.TRUE, why, (prepared.id, new.id)))
            line.add(new)
            line.firings += firings
            return
        boundary = Boundary(self.signs, line, asked, intent)
        begins = boundary.begins()
        firings += boundary.firings
        drawn = begins is Truth.TRUE
        if begins is Truth.INDETERMINATE:
            drawn, chosen = _chosen(line, new, likely=boundary.likely)
            open_ = [f for f in boundary.firings if f.outcome is Truth.INDETERMINATE]
            other = "goes on with the line before" if drawn else "begins a line"
            why = "; ".join(f"{firing.rule}: {firing.why}" for firing in open_)
            self.doubts.append(Doubt(new.id, drawn, f"{new.id} {other} ({why})"))
            firings.append(Firing("begins-line", begins, chosen, (line.members[-1].id, new.id)))
        if drawn:
            self._begin(new, intent, firings)
        else:
            line.add(new)
            line.firings += firings

    def _begin(self, new: Exposure, intent: Intent, firings: list[Firing]) -> None:
        course = LineDraft(new, intent)
        course.firings += firings
        self.courses.append(course)

    def _order(self, before: Exposure, new: Exposure) -> list[Firing]:
        """The doubt about the order of two starts; None where it is certain."""
        reverse = later_by_more(self.signs.chronology, new.start, before.start, 0)
        if reverse is Truth.FALSE:
            return []
        self.disorders.append((before.id, new.id))
        numbers = before.event.line, new.event.line
        numbered = None not in numbers and numbers[0] != numbers[1]
        by = "numbered" if numbered else "told"
        why = f"which of {before.id} and {new.id} began first is not known; taken as {by} here"
        return [Firing("order-of-starts", Truth.INDETERMINATE, why, (before.id, new.id))]


def _chosen(line: LineDraft, new: Exposure, *, likely: bool) -> tuple[bool, str]:
    """Where a boundary is indeterminate: whether to draw it, and on whose word."""
    numbers = line.members[-1].event.line, new.event.line
    if None not in numbers:
        drawn = numbers[0] != numbers[1]
        return drawn, "indeterminate; taken as numbered here"
    return likely, "indeterminate; " + ("taken as a new line" if likely else "taken as going on")


def _counted(signs: CaseEvidence, courses: list[LineDraft]) -> list[Counts]:
    """The numbers of each line, and for curative ones the look-back."""
    counts = []
    palliative = least = 0
    most: int | None = 0
    at_least = False
    for place, course in enumerate(courses):
        curative = course.intent.curative
        counted = Truth.TRUE
        if curative is not Truth.FALSE:
            after = courses[place + 1].members[0] if place + 1 < len(courses) else None
            firing = look_back(signs, course.members, after)
            counted = firing.outcome
            if curative is Truth.INDETERMINATE and counted is not Truth.TRUE:
                counted = Truth.INDETERMINATE
            else:
                course.firings.append(firing)
        if curative is not Truth.TRUE:
            palliative += 1
        number = None if curative is Truth.TRUE else palliative
        prior = least, most
        counts.append(Counts(place + 1, number, counted, prior, at_least=at_least))
        fewest, highest = lines_summed(course.members[0].event)
        least += fewest * (counted is Truth.TRUE)
        if counted is not Truth.FALSE:
            most = None if most is None or highest is None else most + highest
        if curative is not Truth.TRUE:
            palliative += fewest - 1
            at_least = at_least or fewest != highest
    return counts


def _is_open(line: Line) -> bool:
    return line.curative is Truth.TRUE and line.counted is Truth.INDETERMINATE


def _counts_if(line: Line) -> str:
    firing = next(firing for firing in line.rules if firing.rule == "look-back")
    return f"line {line.number} counts for advanced disease if the relapse was early: {firing.why}"
