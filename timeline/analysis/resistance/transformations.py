"""Histologic and phase transformations as transitions: another kind of disease under a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.analysis.resistance.acquisition import Acquisition
from timeline.analysis.resistance.mechanism import Mechanism, MechanismClass
from timeline.analysis.resistance.order import Starts, later
from timeline.analysis.resistance.transition import Transition, cited, cites
from timeline.analysis.resistance.words import Change, Grade, Kind, Reason, Why
from timeline.chronology import Chronology
from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.case import start_of
from timeline.model.components import Certainty
from timeline.model.events import Diagnosis, HistologicTransformation
from timeline.model.truth import Truth

_PHASE = re.compile(r"\b(?:phase|blast|accelerated|crisis)\b", re.IGNORECASE)


def transformations(chronology: Chronology, starts: Starts) -> list[list[Transition]]:
    """The transformations of each line, or possibly of it.

    Graded as acquisitions are: A where a diagnosis of the earlier kind is reported before, C where
    the report only names what it was previously, D where it names neither. The window opens with
    the last such diagnosis.
    """
    found: list[list[Transition]] = [[] for _ in starts.lines]
    for event in chronology.case:
        if isinstance(event, HistologicTransformation):
            begun = starts.begun(start_of(event))
            for place in begun.near:
                within = begun.within(place)
                if within is not Truth.FALSE:
                    found[place].append(_row(chronology, starts, place, event, within))
    return found


def _row(
    chronology: Chronology,
    starts: Starts,
    place: int,
    event: HistologicTransformation,
    within: Truth,
) -> Transition:
    line, at = starts.lines[place], start_of(event)
    diagnosis = _earlier(chronology, event)
    since = None if diagnosis is None else start_of(diagnosis)
    first = None if since is None else starts.begun(since)
    sure, possible = (
        [starts.lines[other] for other in found if other != place]
        for found in starts.between(first, starts.begun(at))
    )
    reasons = list(_reasons(event, diagnosis, within))
    for why, found, word in (
        (Why.CONFOUNDED, sure, "lay"),
        (Why.POSSIBLY_CONFOUNDED, possible, "may have lain"),
    ):
        if found:
            names = ", ".join(other.regimen for other in found)
            reasons.append(Reason(why, f"{names} {word} between the two"))
    before = () if diagnosis is None else (diagnosis.id,)
    phase = _PHASE.search(event.to) is not None
    bounds = Bounds(
        None if since is None else chronology.bounds(since).earliest,
        chronology.bounds(at).latest,
        chronology.calendar,
    )
    gained = within is Truth.TRUE and diagnosis is not None
    used = (*before, event.id, *line.therapies)
    return Transition(
        line=line.number,
        reported=line.reported,
        drugs=line.drugs,
        kind=Kind.PHASE if phase else Kind.HISTOLOGY,
        what=_told(event, diagnosis),
        alteration=None,
        tumour=event.tumour,
        change=Change.GAINED if gained else Change.NEWLY_FOUND,
        window=bounds,
        acquired=Acquisition(
            grade=_grade(event, diagnosis),
            window=bounds,
            length=DurationBounds(None, None) if since is None else chronology.duration(since, at),
            earlier=before,
            found=(event.id,),
        ),
        mechanism=Mechanism(
            derived=MechanismClass.HISTOLOGIC_TRANSFORMATION,
            reason="the disease passed into another phase" if phase else "the histology changed",
        ),
        intervening=tuple(other.number for other in sure),
        possibly_intervening=tuple(other.number for other in possible),
        sampled_in=line.number if within is Truth.TRUE else None,
        reasons=tuple(reasons),
        events=tuple(dict.fromkeys(used)),
        cites=cites(cited(chronology.case), used),
    )


def _earlier(chronology: Chronology, event: HistologicTransformation) -> Diagnosis | None:
    """The last diagnosis surely made before, of the same tumour."""
    found: Diagnosis | None = None
    for other in chronology.case:
        if not isinstance(other, Diagnosis) or other.certainty is Certainty.EXCLUDED:
            continue
        if other.tumour != event.tumour:
            continue
        if later(chronology, start_of(other), start_of(event)) is not Truth.TRUE:
            continue
        if found is None or later(chronology, start_of(found), start_of(other)) is Truth.TRUE:
            found = other
    return found


def _grade(event: HistologicTransformation, diagnosis: Diagnosis | None) -> Grade:
    if diagnosis is not None:
        return Grade.A
    return Grade.C if event.previously is not None else Grade.D


def _told(event: HistologicTransformation, diagnosis: Diagnosis | None) -> str:
    previously = event.previously or (diagnosis.histology if diagnosis is not None else None)
    return f"{previously} to {event.to}" if previously else f"to {event.to}"


def _reasons(
    event: HistologicTransformation, diagnosis: Diagnosis | None, within: Truth
) -> Iterator[Reason]:
    if within is not Truth.TRUE:
        text = f"{event.id} may lie on either side of the line's first day or the next one's"
        yield Reason(Why.EITHER_SIDE, text, (event.id,))
    if diagnosis is None:
        text = "what it was before is not reported"
        if event.previously is not None:
            text = f"no diagnosis of {event.previously} is surely earlier"
        yield Reason(Why.NOT_TESTED_BEFORE, text, (event.id,))
