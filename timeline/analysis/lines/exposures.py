"""Drug exposures: which therapies can be part of a line, with their drugs by one name each."""

from __future__ import annotations

import re
from functools import lru_cache
from math import inf
from typing import NamedTuple

from timeline.analysis.lines.line import Excluded
from timeline.analysis.lines.rules import LineRules
from timeline.chronology import Chronology
from timeline.model.bounds import Bounds
from timeline.model.case import Point
from timeline.model.events import Event, Procedure, Radiotherapy, SupportiveCare, Therapy
from timeline.model.facets import Drug, ProcedureType
from timeline.model.moments import Edge
from timeline.model.truth import Truth
from timeline.vocabulary.current import Vocabulary, current
from timeline.vocabulary.drugs import class_of, find_drug

_LOCAL = re.compile(
    r"intra-?(?:pleural|thecal|peritoneal|ventricular|pericardial|vesical|lesional|tumou?ral"
    r"|cavitary|vitreal|arterial|cranial|spinal)|topical|transarterial|chemoemboli[sz]ation"
    r"|\b(?:hipec|pipac|tace|hai|haic)\b",
    re.IGNORECASE,
)
# "chemotherapy", "a platinum agent", "unnamed TKI": a kind of drug, and no drug.
_KIND = re.compile(
    r"\b(?:chemotherap\w*|immunotherap\w*|therapy|treatment|regimen|agent|drugs?|inhibitors?|tki"
    r"|platinum|taxane|doublet|antibody|unnamed|unknown|unspecified|not (?:stated|named)|trial"
    r"|study|investigational|targeted|endocrine|hormon\w*)\b",
    re.IGNORECASE,
)


class Day(NamedTuple):
    """A moment with the first and the last day it can have; infinite where open."""

    point: Point
    low: float
    high: float
    bounds: Bounds


class Agent(NamedTuple):
    """A drug by its one name; ``named`` is False for a class or another kind of drug.

    ``oral_targeted`` is a kinase inhibitor taken by mouth.
    """

    name: str
    drug_class: str | None
    supportive: bool = False
    named: bool = True
    oral_targeted: bool = False


class Exposure:
    """A therapy with its systemic drugs, and the days it can have begun and ended."""

    __slots__ = (
        "agents",
        "drugs",
        "end",
        "event",
        "id",
        "local",
        "ongoing",
        "place",
        "start",
        "unnamed",
    )

    def __init__(
        self, event: Therapy, place: int, agents: tuple[Agent, ...], local: tuple[str, ...]
    ) -> None:
        self.event = event
        self.id = event.id
        self.place = place
        self.agents = agents
        self.local = local
        self.ongoing = event.end is not None and event.end.ongoing
        self.drugs: frozenset[str] = frozenset()
        self.unnamed: frozenset[str] = frozenset()
        self.start: Day
        self.end: Day


def day_of(chronology: Chronology, point: Point) -> Day:
    """The days a moment can have."""
    low, high = chronology.span(point)
    bounds = Bounds(
        None if low == -inf else int(low), None if high == inf else int(high), chronology.calendar
    )
    return Day(point, low, high, bounds)


def later_by_more(chronology: Chronology, first: Day, last: Day, days: int) -> Truth:
    """Whether ``last`` comes more than so many days after ``first``."""
    if last.low - first.high > days:
        return Truth.TRUE
    if last.high - first.low <= days:
        return Truth.FALSE
    least, most = chronology.apart(first.point, last.point)  # as tight as the statements allow
    if least > days:
        return Truth.TRUE
    return Truth.FALSE if most <= days else Truth.INDETERMINATE


def days_between(chronology: Chronology, first: Day, last: Day) -> str:
    """``23 days``, ``0–882 days``: how the length up to the start of a course reads."""
    least, most = chronology.apart(first.point, last.point)
    if least == most:
        return f"{least:.0f} days"
    if least != -inf and most != inf:
        return f"{least:.0f}\u2013{most:.0f} days"
    return chronology.duration(first.point, last.point).format("days")


def agent(name: str) -> Agent:
    """A drug by its international name where the table has it, else by what the report calls it."""
    return _agent(current(), name)


@lru_cache(maxsize=4_096)
def _agent(_: Vocabulary, name: str) -> Agent:
    term = find_drug(name)  # in the current vocabulary
    if term is not None:
        supportive = term.role == "supportive"
        return Agent(
            term.name, term.drug_class, supportive=supportive, oral_targeted=term.is_oral_tki
        )
    plain = " ".join(name.split())
    known_class = class_of(plain)
    named = known_class is None and not _KIND.search(plain)
    oral = known_class is not None and known_class.endswith("-TKI")
    return Agent(plain, known_class, named=named, oral_targeted=oral)


def is_local(drug: Drug) -> bool:
    """Given into a cavity, a vessel or a lesion, which treats the place and not the patient."""
    return drug.route is not None and _LOCAL.search(drug.route) is not None


def exposures(
    chronology: Chronology, rules: LineRules
) -> tuple[list[Exposure], tuple[Excluded, ...]]:
    """The systemic therapies in the order of their starts; and what is no systemic line, and why.

    Where two starts can be the same day the author's line numbers decide, then the narration.
    """
    stands_for = rules.stands_for
    given: list[Exposure] = []
    excluded: list[Excluded] = []
    for place, event in enumerate(chronology.case.events):
        if not event.happened:
            continue
        if type(event) is Therapy:
            exposure = _systemic(event, place)
            if isinstance(exposure, Excluded):
                excluded.append(exposure)
                continue
            names = [(stands_for(each.name.casefold()), each.named) for each in exposure.agents]
            exposure.drugs = frozenset([name for name, named in names if named])
            if len(exposure.drugs) < len(names):
                exposure.unnamed = frozenset([name for name, named in names if not named])
            if event.at is not None:
                exposure.start = exposure.end = day_of(chronology, Point(event.id))
            else:
                exposure.start = day_of(chronology, Point(event.id, Edge.START))
                exposure.end = day_of(chronology, Point(event.id, Edge.END))
            given.append(exposure)
        elif type(event) in _NO_LINES:
            excluded += _no_line(event)
    given.sort(key=_order)
    return given, tuple(excluded)


def _order(exposure: Exposure) -> tuple[float, float, float, int]:
    line = exposure.event.line
    number = inf if line is None else line
    return exposure.start.low, exposure.start.high, number, exposure.place


def _systemic(event: Therapy, place: int) -> Exposure | Excluded:
    vocabulary = current()
    local = tuple([drug.name for drug in event.drugs if drug.route and is_local(drug)])
    agents = [
        _agent(vocabulary, drug.name) for drug in event.drugs if not (drug.route and is_local(drug))
    ]
    if local and not agents:
        routes = dict.fromkeys(drug.route or "" for drug in event.drugs)
        return Excluded(event.id, "local-route", f"given {', '.join(routes)}: no systemic line")
    antineoplastic = tuple([each for each in agents if not each.supportive])
    if not antineoplastic:
        kinds = dict.fromkeys(f"{each.name}, {each.drug_class}" for each in agents)
        return Excluded(event.id, "supportive-drug", f"{'; '.join(kinds)}: no antineoplastic drug")
    return Exposure(event, place, antineoplastic, local)


_NO_LINES = (SupportiveCare, Radiotherapy, Procedure)


def _no_line(event: Event) -> list[Excluded]:
    if isinstance(event, SupportiveCare):
        why = f"{event.purpose or 'supportive care'}: no antineoplastic treatment"
        return [Excluded(event.id, "supportive-care", why)]
    if isinstance(event, Radiotherapy):
        return [Excluded(event.id, "local-treatment", "radiotherapy does not change the line")]
    if isinstance(event, Procedure) and event.type is ProcedureType.SURGERY:
        return [Excluded(event.id, "local-treatment", "surgery does not change the line")]
    return []
