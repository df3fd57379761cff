"""Histologic and phase transformations as transitions: another kind of disease under a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import attrs

from timeline.analysis.evidence.phases import PhaseEvidence, histologic_changes, phases
from timeline.analysis.resistance.acquisition import Acquisition
from timeline.analysis.resistance.mechanism import Mechanism, MechanismClass
from timeline.analysis.resistance.order import Starts
from timeline.analysis.resistance.transition import Transition, cited, cites
from timeline.analysis.resistance.words import Change, Grade, Kind, Reason, Why
from timeline.chronology import Chronology
from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.case import start_of
from timeline.model.components import Certainty
from timeline.model.events import Diagnosis, Event, HistologicTransformation
from timeline.model.truth import Truth


@attrs.frozen(kw_only=True)
class _Turn:
    """One change of the kind or the phase of a disease: what it is now, and what it was before.

    ``earlier`` is the event that shows what it was. ``back`` is true of a return to a chronic
    phase, which is no way to resist a treatment.
    """

    event: Event
    kind: Kind
    became: str
    previously: str | None
    earlier: Event | None
    back: bool = False

    @property
    def grade(self) -> Grade:
        """How well it is shown that it was not so before."""
        if self.earlier is not None:
            return Grade.A
        return Grade.C if self.previously is not None else Grade.D

    @property
    def told(self) -> str:
        """What became of what."""
        return f"{self.previously} to {self.became}" if self.previously else f"to {self.became}"

    @property
    def mechanism(self) -> Mechanism:
        """The way of resistance that it is."""
        if self.kind is Kind.PHASE:
            reason = "the disease passed into a more advanced phase"
            return Mechanism(derived=MechanismClass.NEW_PHASE, reason=reason)
        derived = MechanismClass.HISTOLOGIC_TRANSFORMATION
        return Mechanism(derived=derived, reason="the histology changed")


def transformations(chronology: Chronology, starts: Starts) -> list[list[Transition]]:
    """The changes of histology and of phase found during or at the end of each line, or possibly.

    Graded as acquisitions are: A where the earlier kind or phase is reported before, C where the
    report only names what it was previously, D where it names neither. The window opens with the
    last such report.
    """
    found: list[list[Transition]] = [[] for _ in starts.lines]
    for turn in _turns(chronology):
        begun = starts.begun(start_of(turn.event))
        for place in begun.near:
            within = begun.within(place)
            if within is not Truth.FALSE:
                found[place].append(_row(chronology, starts, place, turn, within))
    return found


def _turns(chronology: Chronology) -> Iterator[_Turn]:
    case = chronology.case
    diagnoses = [
        event
        for event in case
        if isinstance(event, Diagnosis) and event.certainty is not Certainty.EXCLUDED
    ]
    told = list(phases(case))
    turns: dict[str, _Turn] = {}
    changes = list(histologic_changes(case))
    looks: list[Diagnosis | HistologicTransformation] = [*diagnoses, *changes]
    for event in changes:
        earlier = _last_before(chronology, looks, event)
        was = event.previously or (None if earlier is None else _histology(earlier))
        turns[event.id] = _Turn(
            event=event, kind=Kind.HISTOLOGY, became=event.to, previously=was, earlier=earlier
        )
    for one in told:
        if isinstance(one.event, Diagnosis) or one.phase is one.before:
            continue
        found = _last_before(chronology, [other.event for other in told], one.event)
        turns[one.event.id] = _turn_of(one, found)
    return (turns[event.id] for event in case if event.id in turns)


def _histology(event: Diagnosis | HistologicTransformation) -> str:
    return event.histology if isinstance(event, Diagnosis) else event.to


def _turn_of(one: PhaseEvidence, earlier: Event | None) -> _Turn:
    event = one.event
    return _Turn(
        event=event,
        kind=Kind.PHASE,
        became=event.to if isinstance(event, HistologicTransformation) else event.name,
        previously=one.before and f"{one.before.value} phase",
        earlier=earlier,
        back=not one.phase.rank,
    )


_Told = TypeVar("_Told", bound=Event)


def _last_before(chronology: Chronology, events: Iterable[_Told], event: Event) -> _Told | None:
    """The last of some events that surely is before another, of the same tumour."""
    found: _Told | None = None
    for other in events:
        if other is event or other.tumour != event.tumour:
            continue
        if chronology.before(start_of(other), start_of(event)) is not Truth.TRUE:
            continue
        if found is None or chronology.before(start_of(found), start_of(other)) is Truth.TRUE:
            found = other
    return found


def _row(
    chronology: Chronology,
    starts: Starts,
    place: int,
    turn: _Turn,
    within: Truth,
) -> Transition:
    event, earlier = turn.event, turn.earlier
    line, at = starts.lines[place], start_of(event)
    since = None if earlier is None else start_of(earlier)
    first = None if since is None else starts.begun(since)
    sure, possible = (
        [starts.lines[other] for other in found if other != place]
        for found in starts.between(first, starts.begun(at))
    )
    reasons = list(_reasons(turn, within))
    for why, found, word in (
        (Why.CONFOUNDED, sure, "lay"),
        (Why.POSSIBLY_CONFOUNDED, possible, "may have lain"),
    ):
        if found:
            names = ", ".join(other.regimen for other in found)
            reasons.append(Reason(why, f"{names} {word} between the two"))
    before = () if earlier is None else (earlier.id,)
    bounds = Bounds(
        None if since is None else chronology.bounds(since).earliest,
        chronology.bounds(at).latest,
        chronology.calendar,
    )
    used = (*before, event.id, *line.therapies)
    return Transition(
        line=line.number,
        reported=line.reported,
        drugs=line.drugs,
        kind=turn.kind,
        what=turn.told,
        alteration=None,
        tumour=event.tumour,
        change=Change.GAINED if earlier is not None else Change.NEWLY_FOUND,
        window=bounds,
        acquired=None
        if turn.back
        else Acquisition(
            grade=turn.grade,
            window=bounds,
            length=DurationBounds(None, None) if since is None else chronology.duration(since, at),
            earlier=before,
            found=(event.id,),
        ),
        mechanism=None if turn.back else turn.mechanism,
        intervening=tuple(other.number for other in sure),
        possibly_intervening=tuple(other.number for other in possible),
        sampled_in=line.number if within is Truth.TRUE else None,
        reasons=tuple(reasons),
        events=tuple(dict.fromkeys(used)),
        cites=cites(cited(chronology.case), used),
    )


def _reasons(turn: _Turn, within: Truth) -> Iterator[Reason]:
    event = turn.event
    if within is not Truth.TRUE:
        text = f"{event.id} may lie on either side of the line's first day or the next one's"
        yield Reason(Why.EITHER_SIDE, text, (event.id,))
    if turn.earlier is None:
        text = "what it was before is not reported"
        if turn.previously is not None:
            text = f"no report of {turn.previously} is surely earlier"
        yield Reason(Why.NOT_TESTED_BEFORE, text, (event.id,))
