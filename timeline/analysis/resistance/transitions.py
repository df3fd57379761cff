"""What changed in the tumour over each line of therapy, how well that is shown, and since when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.analysis.answers import Answers, Subject, answers_of
from timeline.analysis.lines import Line, derive_lines
from timeline.analysis.resistance.acquisition import Acquisition, acquisition
from timeline.analysis.resistance.chain import Step, steps
from timeline.analysis.resistance.detections import Seen
from timeline.analysis.resistance.mechanism import mechanism, stated_words
from timeline.analysis.resistance.order import Begun, Layout, Starts
from timeline.analysis.resistance.samples import Sample, Sight, followed, samples
from timeline.analysis.resistance.series import Series
from timeline.analysis.resistance.transformations import transformations
from timeline.analysis.resistance.transition import Transition, cited, cites
from timeline.analysis.resistance.words import Change, Grade, Kind, Reason, Why
from timeline.chronology import Chronology
from timeline.model.truth import Truth


def transitions(subject: Subject) -> tuple[Transition, ...]:
    """The transitions of a case, line by line, alterations in the order of the document.

    A row stands for every alteration that a
    test found, where a sample before or after the line speaks of it; measured markers (TMB, PD-L1)
    and germline variants have none. Samples are compared within one tumour. A specimen's day is
    that of the procedure that took it.
    """
    return answers_of(subject).ask(_over_each_line)


def _over_each_line(answers: Answers) -> tuple[Transition, ...]:
    chronology, lines = answers.chronology, derive_lines(answers)
    if not lines.lines:
        return ()
    starts = Starts(chronology, lines.lines)
    changes = [
        _Changes(chronology, starts, tumour, taken) for tumour, taken in samples(chronology).items()
    ]
    transformed = transformations(chronology, starts)
    rows: list[Transition] = []
    for place in range(len(lines.lines)):
        for found in changes:
            rows += found.over(place)
        rows += transformed[place]
    return tuple(rows)


class _Changes:
    """The samples of one tumour, read once; samples and lines by their places."""

    def __init__(
        self,
        chronology: Chronology,
        starts: Starts,
        tumour: str | None,
        taken: tuple[Sample, ...],
    ) -> None:
        self.chronology = chronology
        self.starts = starts
        self.tumour = tumour
        self.cited = cited(chronology.case)
        self._ids = [_ids(sample) for sample in taken]
        self.series = Series(chronology, taken)
        self.layout = Layout(starts, [sample.taken for sample in taken])
        self.seen = [Seen(self.series, self.layout, one) for one in followed(taken)]

    def over(self, place: int) -> list[Transition]:
        """The transitions over one line."""
        return [self._row(place, seen, step) for seen in self.seen for step in steps(seen, place)]

    def _row(self, place: int, seen: Seen, step: Step) -> Transition:
        line = self.starts.lines[place]
        first = () if step.first is None else step.first.places
        last = () if step.last is None else step.last.places
        acquired, cause = None, None
        earlier = first
        if step.found and not self._may_have_been(seen, last):
            acquired, earlier = acquisition(self.chronology, seen, last)
            stated = stated_words(one.result.finding for one in seen.of(last))
            known = (other.alteration for other in self.seen if other is not seen)
            cause = mechanism(line, seen.alteration, known, stated)
        sure, possible = self._others(place, earlier, last) if last else ([], [])
        reasons = _caveats(seen, step)
        reasons += step.reasons
        if sure or possible:
            reasons += _confounding(sure, possible)
        names = [name for reason in step.reasons for name in reason.events]
        for one in (*earlier, *first, *last, *step.uncertain):
            names += self._ids[one]
        names += line.therapies
        events = tuple(dict.fromkeys(names))
        home = self.layout.home(last) if last else None
        return Transition(
            line=line.number,
            reported=line.reported,
            drugs=line.drugs,
            kind=Kind.ALTERATION,
            what=seen.name,
            alteration=seen.alteration,
            tumour=self.tumour,
            change=_change(step, acquired),
            before=seen.results(first or earlier),
            after=seen.results(last),
            window=self.series.window(earlier, last),
            acquired=acquired,
            mechanism=cause,
            intervening=tuple([other.number for other in sure]),
            possibly_intervening=tuple([other.number for other in possible]),
            sampled_in=None if home is None else self.starts.lines[home].number,
            reasons=tuple(dict.fromkeys(reasons)) if len(reasons) > 1 else tuple(reasons),
            events=events,
            cites=cites(self.cited, events),
        )

    def _may_have_been(self, seen: Seen, last: tuple[int, ...]) -> bool:
        """Whether an earlier sample had what may be the same: "exon 19 deletion", then which."""
        return any(self.series.surely_earlier(place, last) for place in seen.broader)

    def _others(
        self, place: int, first: tuple[int, ...], last: tuple[int, ...]
    ) -> tuple[list[Line], list[Line]]:
        """The other lines begun between the samples: by the nearest of them, surely or possibly."""
        begun = self.layout.begun
        starts: list[Begun | None] = [begun[one] for one in first]
        pairs = [
            self.starts.between(since, begun[other])
            for since in (starts or [None])
            for other in last
        ]
        sure, maybe = pairs[0]
        for found in pairs[1:]:
            maybe = sorted({*sure, *maybe, *found[0], *found[1]})
            sure = [other for other in sure if other in found[0]]
            maybe = [other for other in maybe if other not in sure]
        lines = self.starts.lines
        return (
            [lines[other] for other in sure if other != place],
            [lines[other] for other in maybe if other != place],
        )


def _change(step: Step, acquired: Acquisition | None) -> Change:
    unsaid = acquired is not None and step.change is Change.CANNOT_BE_SAID
    return Change.NEWLY_FOUND if unsaid else step.change


def _ids(sample: Sample) -> tuple[str, ...]:
    """The test of a sample, and the procedure that took it where one is named."""
    own = sample.test.id
    return (own,) if sample.test.of is None else (own, sample.taken.event)


def _caveats(seen: Seen, step: Step) -> list[Reason]:
    looks = (step.first, step.last)
    found = [look.reason for look in looks if look is not None and look.reason is not None]
    negative = None
    if step.change is Change.GAINED or step.change is Change.LOST:
        negative = step.first if step.change is Change.GAINED else step.last
    if negative is not None:
        sights = seen.of(negative.places)
        if all(one.evidence is not Grade.A for one in sights):
            names = _names(sights)
            text = f"the sensitivity of {', '.join(names)} is not known"
            found.append(Reason(Why.SENSITIVITY_UNKNOWN, text, names))
    if step.last is not None and step.last.present is Truth.TRUE:
        last = seen.of(step.last.places)
        weak = [one for one in last if one.result.low_support is Truth.TRUE]
        if weak and all(one in weak for one in last if one.present is Truth.TRUE):
            names = _names(weak)
            text = f"low read support in {', '.join(names)}"
            found.append(Reason(Why.LOW_SUPPORT, text, names))
    return found


def _names(sights: Sequence[Sight]) -> tuple[str, ...]:
    return tuple([one.id for one in sights])


def _confounding(sure: Sequence[Line], possible: Sequence[Line]) -> Iterator[Reason]:
    for why, lines, word in (
        (Why.CONFOUNDED, sure, "lay"),
        (Why.POSSIBLY_CONFOUNDED, possible, "may have lain"),
    ):
        if lines:
            names = ", ".join(line.regimen for line in lines)
            events = tuple(name for line in lines for name in line.therapies)
            yield Reason(why, f"{names} {word} between the two samples", events)
