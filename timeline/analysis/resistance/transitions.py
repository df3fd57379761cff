"""What changed in the tumour over each line of therapy, how well that is shown, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from timeline.analysis.lines import Line, Lines, derive_lines
from timeline.analysis.resistance.acquisition import acquisition, window
from timeline.analysis.resistance.chain import Placed, Step, steps
from timeline.analysis.resistance.mechanism import mechanism, stated_words
from timeline.analysis.resistance.order import Course, between, courses
from timeline.analysis.resistance.samples import (
    Sample,
    Sight,
    followed,
    samples,
    sight,
    surely_earlier,
)
from timeline.analysis.resistance.transformations import transformations
from timeline.analysis.resistance.transition import Transition, cites
from timeline.analysis.resistance.words import Change, Grade, Kind, Reason, Why
from timeline.chronology import Chronology, solve
from timeline.model.alterations import Alteration
from timeline.model.case import Case, Point
from timeline.model.truth import Truth


def transitions(
    case: Case, *, chronology: Chronology | None = None, lines: Lines | None = None
) -> tuple[Transition, ...]:
    """The transitions of a case, line by line, alterations in the order of the document.

    ``chronology`` and ``lines`` save deriving them again. A row stands for every alteration that a
    test found, where a sample before or after the line speaks of it; measured markers (TMB, PD-L1)
    and germline variants have none. Samples are compared within one tumour. A specimen's day is
    that of the procedure that took it.
    """
    chronology = solve(case) if chronology is None else chronology
    lines = derive_lines(case, chronology=chronology) if lines is None else lines
    taken = samples(chronology)
    changes = {tumour: _Changes(chronology, lines, listed) for tumour, listed in taken.items()}
    rows: list[Transition] = []
    for course in courses(lines.lines):
        for tumour, found in changes.items():
            rows += found.over(course, tumour)
        rows += transformations(chronology, lines, course)
    return tuple(rows)


class _Changes:
    """The samples of one tumour, read once."""

    def __init__(self, chronology: Chronology, lines: Lines, taken: tuple[Sample, ...]) -> None:
        self.chronology = chronology
        self.lines = lines.lines
        self.courses = courses(lines.lines)
        self.taken = taken
        self.sights = {
            alteration: tuple(sight(sample, alteration) for sample in taken)
            for alteration in followed(taken)
        }

    def over(self, course: Course, tumour: str | None) -> Iterator[Transition]:
        sides = [course.sides(self.chronology, sample.taken) for sample in self.taken]
        for alteration, sights in self.sights.items():
            placed = tuple(map(Placed, sights, sides))
            for step in steps(self.chronology, placed):
                yield self._row(course.line, tumour, alteration, step)

    def _row(
        self, line: Line, tumour: str | None, alteration: Alteration, step: Step
    ) -> Transition:
        first = () if step.first is None else step.first.sights
        last = () if step.last is None else step.last.sights
        sights = self.sights[alteration]
        acquired, cause = None, None
        earlier = first
        if step.found and not self._may_have_been(sights, last):
            acquired, earlier = acquisition(self.chronology, sights, last)
            stated = stated_words(one.result.finding for one in last)
            known = (other for other in self.sights if other != alteration)
            cause = mechanism(line, alteration, known, stated)
        sure, possible = self._others(line, earlier, last)
        used = (*earlier, *first, *last, *step.uncertain)
        reasons = (*_caveats(step, last), *step.reasons, *_confounding(sure, possible))
        told = dict.fromkeys((*(name for r in step.reasons for name in r.events), *_ids(used)))
        return Transition(
            line=line.number,
            reported=line.reported,
            drugs=line.drugs,
            kind=Kind.ALTERATION,
            what=str(alteration),
            alteration=alteration,
            tumour=tumour,
            change=step.change,
            before=tuple(one.result for one in (first or earlier)),
            after=tuple(one.result for one in last),
            window=window(self.chronology, earlier, last),
            acquired=acquired,
            mechanism=cause,
            intervening=tuple(other.number for other in sure),
            possibly_intervening=tuple(other.number for other in possible),
            sampled_in=self._sampled_in(last),
            reasons=tuple(dict.fromkeys(reasons)),
            events=tuple(dict.fromkeys((*told, *line.therapies))),
            cites=cites(self.chronology.case, (*told, *line.therapies)),
        )

    def _may_have_been(self, sights: tuple[Sight, ...], last: tuple[Sight, ...]) -> bool:
        """Whether an earlier sample had what may be the same: "exon 19 deletion", then which."""
        return any(
            one.broader and surely_earlier(self.chronology, one, last) is Truth.TRUE
            for one in sights
        )

    def _others(
        self, line: Line, first: tuple[Sight, ...], last: tuple[Sight, ...]
    ) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """The other lines begun between the samples: by the nearest of them, surely or possibly."""
        if not last:
            return (), ()
        others = tuple(other for other in self.lines if other is not line)
        starts: list[Point | None] = [one.sample.taken for one in first]
        pairs = [
            between(self.chronology, since, one.sample.taken, others)
            for since in (starts or [None])
            for one in last
        ]
        sure = tuple(other for other in others if all(other in found for found, _ in pairs))
        possible = tuple(
            other
            for other in others
            if other not in sure and any(other in (*a, *b) for a, b in pairs)
        )
        return sure, possible

    def _sampled_in(self, last: tuple[Sight, ...]) -> int | None:
        if not last:
            return None
        for course in self.courses:
            inside = (course.within(self.chronology, one.sample.taken) for one in last)
            if all(held is Truth.TRUE for held in inside):
                return course.line.number
        return None


def _ids(sights: Iterable[Sight]) -> Iterator[str]:
    for one in sights:
        yield one.id
        if one.sample.test.of is not None:
            yield one.sample.taken.event


def _caveats(step: Step, last: tuple[Sight, ...]) -> Iterator[Reason]:
    for look in (step.first, step.last):
        if look is not None and look.reason is not None:
            yield look.reason
    negative = step.first if step.change is Change.GAINED else step.last
    if negative is not None and step.change in (Change.GAINED, Change.LOST):
        blind = [one for one in negative.sights if one.evidence is not Grade.A]
        if len(blind) == len(negative.sights):
            names = tuple(one.id for one in blind)
            text = f"the sensitivity of {', '.join(names)} is not known"
            yield Reason(Why.SENSITIVITY_UNKNOWN, text, names)
    if step.last is not None and step.last.present is Truth.TRUE:
        weak = [one for one in last if one.result.low_support is Truth.TRUE]
        strong = [one for one in last if one.present is Truth.TRUE and one not in weak]
        if weak and not strong:
            names = tuple(one.id for one in weak)
            yield Reason(Why.LOW_SUPPORT, f"low read support in {', '.join(names)}", names)


def _confounding(sure: tuple[Line, ...], possible: tuple[Line, ...]) -> Iterator[Reason]:
    for why, lines, word in (
        (Why.CONFOUNDED, sure, "lay"),
        (Why.POSSIBLY_CONFOUNDED, possible, "may have lain"),
    ):
        if lines:
            names = ", ".join(line.regimen for line in lines)
            events = tuple(name for line in lines for name in line.therapies)
            yield Reason(why, f"{names} {word} between the two samples", events)
