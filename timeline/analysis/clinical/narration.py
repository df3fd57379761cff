"""Is the case told in the order in which it happened?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import inf

from timeline.analysis.answers import Answers
from timeline.analysis.clinical.places import finding
from timeline.analysis.clinical.timing import when
from timeline.budgets import BUDGET
from timeline.chronology import Chronology
from timeline.findings import Finding, Severity, bound_met
from timeline.model.bounds import Bounds
from timeline.model.case import start_of
from timeline.model.events import (
    AdverseEvent,
    Condition,
    Event,
    SupportiveCare,
    Symptom,
)
from timeline.model.moments import Basis

_TOLD_IN_ONE_GO = (SupportiveCare, Symptom, Condition, AdverseEvent)


def told_in_order(answers: Answers) -> Iterator[Finding]:
    """Events told before others that they certainly follow.

    A report tells its course in the order of time (CARE 2013, item 7: the timeline); where a
    sentence leaves that order, a date may be misprinted, or a reader takes the order told for the
    order of events. Only reported dates count. History, symptoms, adverse events and accompanying
    care are told in one go beside the course, and left out.

    One finding per displaced event: the fewest that have to move are looked for by taking out, as
    long as any two are out of order, the one at odds with most others; of two equals, the earlier.
    """
    chronology = answers.chronology
    told = [event for event in chronology.case if _is_course(event)]
    turned = _turned([chronology.bounds(start_of(event)) for event in told])
    if len(turned) > BUDGET.turned:
        yield bound_met(
            f"{len(turned)} events are told out of the order of time; which of them would have to"
            f" move is looked for among {BUDGET.turned} at most"
        )
        return
    at_odds = _at_odds(chronology, told, turned)
    while at_odds:
        place = max(at_odds, key=lambda index: (len(at_odds[index]), -index))
        others = sorted(at_odds.pop(place))
        yield _displaced(chronology, told[place], told[others[0]], early=others[0] > place)
        for other in others:
            at_odds[other].discard(place)
            if not at_odds[other]:
                del at_odds[other]


def _at_odds(chronology: Chronology, told: list[Event], turned: list[int]) -> dict[int, set[int]]:
    """For each event by its place: the places of the events that it is out of order with."""
    days = {place: chronology.bounds(start_of(told[place])) for place in turned}
    found: dict[int, set[int]] = {}
    for here, there in combinations(turned, 2):
        begins, ends = days[here].earliest, days[there].latest
        apart = begins is not None and ends is not None and ends < begins
        if apart and not any(_is_supposed(chronology, told[place]) for place in (here, there)):
            found.setdefault(here, set()).add(there)
            found.setdefault(there, set()).add(here)
    return found


def _turned(days: list[Bounds]) -> list[int]:
    """The places of the events that are out of the order of time with any other.

    A course told in order has none, so that its events are not compared in pairs.
    """
    places: set[int] = set()
    most = -inf
    for place, bounds in enumerate(days):
        if bounds.latest is not None and bounds.latest < most:
            places.add(place)
        most = max(most, -inf if bounds.earliest is None else bounds.earliest)
    least = inf
    for place in range(len(days) - 1, -1, -1):
        bounds = days[place]
        if bounds.earliest is not None and bounds.earliest > least:
            places.add(place)
        least = min(least, inf if bounds.latest is None else bounds.latest)
    return sorted(places)


def _displaced(chronology: Chronology, event: Event, other: Event, *, early: bool) -> Finding:
    told, time = ("before", "follows") if early else ("after", "precedes")
    return finding(
        "narrated-out-of-order",
        f"{event.id} ({when(chronology, event)}) is told {told} {other.id}"
        f" ({when(chronology, other)}), which it {time}",
        Severity.NOTE,
        chronology.case,
        event,
        other,
    )


def _is_course(event: Event) -> bool:
    moment = event.moment(event.edges[0])
    reported = moment is not None and moment.basis is Basis.REPORTED
    return reported and not isinstance(event, _TOLD_IN_ONE_GO)


def _is_supposed(chronology: Chronology, event: Event) -> bool:
    return chronology.rests_on_assumption(start_of(event))
