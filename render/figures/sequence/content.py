"""What a therapy sequence shows: line after line of each case, and how the sequence ends."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

import attrs

from render.figures.common.event_kinds import classes_of
from render.figures.common.last_state import EndState
from render.figures.common.line_names import Naming, naming_of
from timeline.analysis.answers import Subject, answers_of
from timeline.analysis.evidence.life import is_dead, tells_loss
from timeline.analysis.lines import derive_lines
from timeline.analysis.wording import one_line
from timeline.chronology import Chronology
from timeline.model.case import start_of
from timeline.model.events import FollowUp

ENDS: Mapping[EndState, str] = {
    EndState.ONGOING: "treatment ongoing",
    EndState.DEAD: "died",
    EndState.LOST: "lost to follow-up",
    EndState.ALIVE: "alive, no next line reported",
    EndState.UNKNOWN: "next step not stated",
}
"""How a sequence ends, in the words of the figure. That no next line is reported does not say that
treatment was stopped, and is told from what is known of the patient."""


@attrs.frozen
class Step:
    """One line: what it is called in this figure, its drug classes, and its number."""

    name: str
    classes: tuple[str, ...]
    number: int


@attrs.frozen
class Path:
    """The lines of one case in their order, and how they end.

    ``other_numberings`` says that the report allows its lines to be counted otherwise.
    """

    case: str
    steps: tuple[Step, ...]
    end: EndState
    other_numberings: bool = False


def paths(cases: Iterable[Subject], *, by: str = "drug") -> tuple[Path, ...]:
    """The sequence of each case, a case without a line among them.

    Args:
        cases: the cases.
        by: one of `NAMINGS`.

    Raises:
        CaseTimelineError: ``by`` is none of them.
    """
    naming = naming_of(by)
    return tuple(_path(one, naming) for one in cases)


def _path(subject: Subject, naming: Naming) -> Path:
    answers = answers_of(subject)
    case, chronology, lines = answers.case, answers.chronology, derive_lines(answers)
    steps = []
    for line in lines:
        classes = classes_of(case, line)
        steps.append(Step(one_line(naming(line, classes)), classes, line.number))
    ongoing = bool(lines.lines) and lines.lines[-1].ongoing
    return Path(case.id, tuple(steps), _end(chronology, ongoing=ongoing), bool(lines.alternatives))


def _end(chronology: Chronology, *, ongoing: bool) -> EndState:
    """How the sequence ends: a death outweighs all else, the last follow-up what was before it."""
    case = chronology.case
    seen = [event for event in case if isinstance(event, FollowUp)]
    if is_dead(case):
        return EndState.DEAD

    def day(event: FollowUp) -> float:
        on = chronology.bounds(start_of(event))
        known = on.latest if on.latest is not None else on.earliest
        return -math.inf if known is None else known

    last = max(seen, key=day, default=None)  # the first told among equals
    if last is not None and tells_loss(last.outcome):
        return EndState.LOST
    if ongoing:
        return EndState.ONGOING
    return EndState.ALIVE if last is not None else EndState.UNKNOWN


def usual_classes(found: Iterable[Path]) -> dict[str, tuple[str, ...]]:
    """The classes of each name; the most frequent where cases differ, as with a stated class."""
    counts: dict[str, Counter[tuple[str, ...]]] = {}
    for path in found:
        for step in path.steps:
            counts.setdefault(step.name, Counter())[step.classes] += 1
    return {
        name: min(counted, key=lambda one: (-counted[one], one)) for name, counted in counts.items()
    }
