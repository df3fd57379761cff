"""What a case comes to, as values: what its analyses say of patient, disease, lines and outcome.

Nothing is read a second time here. What rests on something supposed is what comes out otherwise
when the same is asked by the report alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from timeline.analysis.analysis import Analysis, analyse
from timeline.analysis.answers import Subject
from timeline.analysis.endpoints import EndpointResult, endpoint
from timeline.analysis.evidence.life import tells_loss
from timeline.analysis.lines import Line
from timeline.analysis.resistance import Failure
from timeline.analysis.resistance.mechanism import sensitises
from timeline.analysis.resistance.samples import Sample, followed, samples
from timeline.analysis.response import BestResponse
from timeline.analysis.size import too_large
from timeline.analysis.summary.changes import LineChange, changes
from timeline.analysis.wording import label
from timeline.chronology import Chronology
from timeline.model.alterations import Alteration, Biomarker
from timeline.model.amounts import Amount
from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.case import NOT_STATED, Case, Point, start_of
from timeline.model.components import Presence, Setting, StopReason
from timeline.model.events import (
    AdverseEvent,
    Death,
    Diagnosis,
    Event,
    FollowUp,
    HistologicTransformation,
    Progression,
)
from timeline.model.report import Patient
from timeline.model.truth import Truth

_LOCAL = ("local-treatment", "local-route", "transplant")
"""The rules by which a treatment is no line, and yet one of the tumour."""


@attrs.frozen(kw_only=True)
class Diagnosed:
    """One diagnosis in a few words, when it was made, and whether its day is supposed."""

    what: str
    tumour: str | None
    staged: bool
    at: Bounds
    assumed: bool


@attrs.frozen(kw_only=True)
class Turn:
    """A turn of the disease in a few words, and how long after the diagnosis it was known."""

    what: str
    after: DurationBounds
    assumed: bool


@attrs.frozen(kw_only=True)
class Disease:
    """The diagnoses, and for each tumour what was found that no line is known to have brought.

    ``found`` has what a drug of the case is given for first; ``absent`` is what tests did not find
    in a tumour in which nothing was. Each stands behind the name of the tumour, where it has one.
    ``before`` is what became of it where no line tells so: a relapse or a transformation before the
    first line.
    """

    diagnoses: tuple[Diagnosed, ...]
    before: tuple[Turn, ...] = ()
    found: tuple[tuple[str | None, tuple[str, ...]], ...] = ()
    absent: tuple[tuple[str | None, tuple[str, ...]], ...] = ()


@attrs.frozen(kw_only=True)
class LineSummary:
    """One line: what was given, for how long, what came of it, and why it ended.

    ``name`` is what a reader calls it. ``therapies`` are its treatments as told, ``responses`` the
    best of each scale and place; ``consolidation`` are the transplants that are part of it;
    ``toxicities`` are the adverse events put down to it, ``events`` those that the report puts down
    to nothing and places within it, and ``stopped_for`` those for which it ended.
    ``stated`` is the length that the report states, where the days of the line are known by it
    alone. ``elsewhere`` says that its possible progression may as well be that of another line.
    ``assumed`` names the fields that would be others without what is supposed (``line`` where the
    line itself would be); responses and changes are marked each.
    """

    line: Line
    name: str
    therapies: tuple[Event, ...]
    length: DurationBounds
    stated: Amount | None
    responses: tuple[BestResponse, ...]
    progression: Failure
    end_reason: StopReason
    consolidation: tuple[str, ...] = ()
    toxicities: tuple[str, ...]
    events: tuple[str, ...] = ()
    stopped_for: tuple[str, ...]
    changes: tuple[LineChange, ...]
    elsewhere: bool = False
    assumed: tuple[str, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether anything of it rests on something supposed."""
        responses = any(one.assumed for one in self.responses)
        return bool(self.assumed) or responses or any(one.assumed for one in self.changes)


@attrs.frozen(kw_only=True)
class Summary:
    """A case on one screen.

    ``age_at`` says when the patient was as old as stated, in words. ``local`` are the treatments of
    the tumour that are no line. ``outcome`` is survival since the
    diagnosis, or else since the first line or event; ``follow_up`` what was last told of the
    patient, ``cause`` that of a death. ``not_derived`` says why there are no lines and no outcome.
    """

    case: str
    patient: Patient
    age_at: str | None = None
    disease: Disease
    lines: tuple[LineSummary, ...] = ()
    local: tuple[str, ...] = ()
    outcome: EndpointResult | None = None
    outcome_assumed: bool = False
    follow_up: str | None = None
    cause: str | None = None
    not_derived: str | None = None

    @property
    def marked(self) -> bool:
        """Whether anything in it rests on something supposed."""
        return (
            self.outcome_assumed
            or any(one.assumed for one in self.disease.diagnoses)
            or any(one.assumed for one in self.disease.before)
            or any(line.marked for line in self.lines)
        )


def summary(subject: Subject) -> Summary:
    """Sum up a case: who, what disease, what each line brought, what became of the patient.

    Raises :class:`~timeline.errors.CaseTimelineError` when the case refers to events that it does
    not have.
    """
    analysis = analyse(subject)
    return analysis.ask(_summary)


def _summary(analysis: Analysis) -> Summary:
    case = analysis.case
    if reason := too_large(case):
        disease = Disease(diagnoses=tuple(_diagnoses(analysis)))
        return Summary(
            case=case.id,
            patient=case.patient,
            age_at=_age_at(case),
            disease=disease,
            not_derived=reason,
        )
    alone = analysis.chronology.without_assumptions
    reported = None
    if alone is not None:
        reported = Analysis(alone, analysis.rules, convention=analysis.convention)
    lines = tuple(_lines(analysis))
    outcome = _outcome(analysis)
    return Summary(
        case=case.id,
        patient=case.patient,
        age_at=_age_at(case),
        disease=_disease(analysis, lines),
        lines=tuple(_marked(lines, reported)),
        local=tuple(_local(analysis)),
        outcome=outcome,
        outcome_assumed=_differs(outcome, reported),
        follow_up=_last_told(case),
        cause=next((e.cause for e in case if isinstance(e, Death)), None),
    )


def _age_at(case: Case) -> str | None:
    """When the age is that of, by the name of the event: ``admission`` of ``visit-1``."""
    told = case.patient.age_at
    if told is None or told == NOT_STATED:
        return told
    named = {event.id: event for event in case.events}
    event = named.get(told)
    if event is None:
        return told
    return event.key if isinstance(event, Diagnosis) else event.name


def _tumours(case: Case) -> dict[str | None, str]:
    """What the tumours are called, by their ids."""
    return {tumour.id: tumour.name for tumour in case.tumours}


def _diagnoses(analysis: Analysis) -> Iterator[Diagnosed]:
    chronology, names = analysis.chronology, _tumours(analysis.case)
    for event in analysis.case:
        if isinstance(event, Diagnosis):
            yield Diagnosed(
                what=label(event),
                tumour=names.get(event.tumour),
                staged=event.stage is not None,
                at=chronology.bounds(start_of(event)),
                assumed=chronology.rests_on_assumption(start_of(event)),
            )


def _disease(analysis: Analysis, lines: Iterable[LineSummary]) -> Disease:
    told = {(c.tumour, c.what) for line in lines for c in line.changes if c.grade is not None}
    drugs = tuple(dict.fromkeys(drug for line in analysis.lines for drug in line.drugs))

    def untargeted(alteration: Alteration) -> bool:
        return sensitises(alteration, drugs) is not Truth.TRUE

    found, absent, called = [], [], _tumours(analysis.case)
    for tumour, taken in samples(analysis.chronology).items():
        here = sorted(followed(taken), key=untargeted)
        names = tuple(str(one) for one in here if (tumour, str(one)) not in told)
        names = names or tuple(_markers(taken))
        lacks = tuple(str(none.alteration) for one in taken for none in one.test.not_found)
        if names:
            found.append((called.get(tumour), names))
        elif lacks:
            absent.append((called.get(tumour), lacks))
    return Disease(
        diagnoses=tuple(_diagnoses(analysis)),
        before=tuple(_turns(analysis)),
        found=tuple(found),
        absent=tuple(absent),
    )


def _turns(analysis: Analysis) -> Iterator[Turn]:
    """The progressions and transformations that no line tells of, as those before the first."""
    told = {event for row in analysis.transitions for event in row.events}
    for failed in analysis.resistance:
        told.update(worse.event.id for worse in failed.failure.worsenings)
    since: Point | None = None
    for event in analysis.case:
        if isinstance(event, Diagnosis):
            since = since or start_of(event)
        elif isinstance(event, Progression | HistologicTransformation) and event.id not in told:
            chronology, at = analysis.chronology, start_of(event)
            yield Turn(
                what=label(event),
                after=chronology.duration(since, at) if since else DurationBounds(None, None),
                assumed=chronology.rests_on_assumption(at),
            )


def _markers(taken: Iterable[Sample]) -> Iterator[str]:
    """The markers of the first test that has any: receptors, PD-L1."""
    for sample in taken:
        found = [str(a) for f in sample.test.found if isinstance(a := f.alteration, Biomarker)]
        if found:
            yield from found
            return


def _lines(analysis: Analysis) -> Iterator[LineSummary]:
    case = analysis.case
    told = changes(analysis.transitions, {line.number: _name(line) for line in analysis.lines})
    told_in = Counter(
        worse.event.id for failed in analysis.resistance for worse in failed.failure.worsenings
    )
    for line, failed in zip(analysis.lines, analysis.resistance, strict=True):
        ends = map(case.event, line.end_evidence)
        yield LineSummary(
            line=line,
            name=_name(line),
            therapies=tuple(map(case.event, line.therapies)),
            length=line.duration,
            stated=_stated(analysis.chronology, line),
            responses=tuple(r for r in analysis.responses if r.line == line.number),
            progression=failed.failure,
            end_reason=line.end_reason,
            consolidation=tuple(map(label, _transplants(case, line))),
            toxicities=tuple(map(label, _suffered(case, line))),
            events=tuple(map(label, _met(analysis.chronology, line))),
            stopped_for=tuple(label(e) for e in ends if isinstance(e, AdverseEvent)),
            changes=tuple(change for change in told if change.line == line.number),
            elsewhere=failed.failure.happened is Truth.INDETERMINATE
            and all(told_in[worse.event.id] > 1 for worse in failed.failure.worsenings),
        )


def _stated(chronology: Chronology, line: Line) -> Amount | None:
    """The stated length of a line, where dates and order without it leave the length open."""
    if line.end is None or line.ongoing:
        return None
    ends = (line.start, line.end)
    if chronology.unaided.apart(*ends) == chronology.untold.apart(*ends):
        return None
    case = chronology.case
    for claim, _ in case.lengths:
        if (case.point(claim.interval.first), case.point(claim.interval.last)) == ends:
            return claim.is_
    return None


def _suffered(case: Case, line: Line) -> Iterator[AdverseEvent]:
    """The adverse events that the report puts down to a line's treatments."""
    for event in case:
        if isinstance(event, AdverseEvent) and event.presence is Presence.PRESENT:
            cause = event.attributed_to
            if cause is not None and case.event(cause).id in line.therapies:
                yield event


def _met(chronology: Chronology, line: Line) -> Iterator[AdverseEvent]:
    """The adverse events that are put down to nothing, and surely came while a line was given."""
    for event in chronology.case:
        if (
            isinstance(event, AdverseEvent)
            and event.presence is Presence.PRESENT
            and event.attributed_to is None
            and _within(chronology, start_of(event), line)
        ):
            yield event


def _within(chronology: Chronology, point: Point, line: Line) -> bool:
    if line.end is None:
        return False
    before = chronology.before(point, line.start), chronology.before(line.end, point)
    return before == (Truth.FALSE, Truth.FALSE)


def _transplants(case: Case, line: Line) -> Iterator[Event]:
    """The transplants that consolidate a line."""
    for phase in line.phases:
        for name in phase.therapies:
            if name not in line.therapies:
                yield case.event(name)


def _name(line: Line) -> str:
    """``Line 2`` of those of advanced disease; the setting of a curative one."""
    if line.palliative is not None:
        return f"Line {line.ordinal}"
    known = line.setting is not Setting.NOT_STATED
    return line.setting.value.capitalize() if known else "Other"


def _marked(lines: Iterable[LineSummary], reported: Analysis | None) -> Iterator[LineSummary]:
    """The lines with what the report alone would have otherwise."""
    if reported is None:
        yield from lines
        return
    alone = {line.line.therapies: line for line in _lines(reported)}
    for line in lines:
        other = alone.get(line.line.therapies)
        if other is None or other.name != line.name:
            yield attrs.evolve(line, assumed=("line",))
            continue
        alike = [*map(_told, other.responses)]
        yield attrs.evolve(
            line,
            responses=tuple(
                attrs.evolve(one, assumed=_told(one) not in alike) for one in line.responses
            ),
            changes=tuple(
                attrs.evolve(one, assumed=one not in other.changes) for one in line.changes
            ),
            assumed=tuple(_assumed(line, other)),
        )


def _assumed(line: LineSummary, other: LineSummary) -> Iterator[str]:
    if line.length != other.length:
        yield "length"
    if (line.progression.happened, line.progression.after) != (
        other.progression.happened,
        other.progression.after,
    ):
        yield "progression"
    if line.end_reason is not other.end_reason:
        yield "end_reason"


def _told(one: BestResponse) -> tuple[object, ...]:
    """A response without its day."""
    return one.scope, one.site, one.scale, one.category, one.wording, one.alternatives


def _local(analysis: Analysis) -> Iterator[str]:
    for out in analysis.lines.excluded:
        if out.rule in _LOCAL:
            yield label(analysis.case.event(out.event))


def _outcome(analysis: Analysis) -> EndpointResult | None:
    """Survival from the diagnosis, else from the first line, else from the first event."""
    found = [result for result in analysis.endpoints if result.endpoint == "OS"]
    if found:
        return next((result for result in found if result.line is None), found[0])
    first = next(iter(analysis.case), None)
    if first is None:
        return None
    return endpoint(analysis, "OS", start=start_of(first), convention=analysis.convention)


def _differs(outcome: EndpointResult | None, reported: Analysis | None) -> bool:
    other = None if reported is None else _outcome(reported)
    return outcome is not None and other is not None and outcome.differs(other)


def _last_told(case: Case) -> str | None:
    told = [e.outcome for e in case if isinstance(e, FollowUp) and not tells_loss(e.outcome)]
    return told[-1] if told else None
