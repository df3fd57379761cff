"""Drug exposures: which therapies can be part of a line, with their drugs by one name each."""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import NamedTuple

from timeline.analysis.given import altered_genes, drugs_given, gives_cells, is_kind
from timeline.analysis.line_rules import LineRules
from timeline.analysis.lines.line import Excluded
from timeline.chronology import Chronology
from timeline.model.bounds import Bounds
from timeline.model.case import Case, Point
from timeline.model.components import Drug, ProcedureType
from timeline.model.events import Event, Procedure, Radiotherapy, SupportiveCare, Therapy
from timeline.model.moments import Edge
from timeline.model.truth import Truth
from timeline.vocabulary.current import Vocabulary, current
from timeline.vocabulary.drugs import (
    CELL_THERAPY,
    class_of,
    classes_for,
    find_drug,
    is_cell_therapy,
)


class Day(NamedTuple):
    """A moment with the first and the last day it can have; infinite where open."""

    point: Point
    low: float
    high: float
    bounds: Bounds


class Agent(NamedTuple):
    """A drug by its one name; ``named`` is False for a class or another kind of drug.

    ``oral_targeted`` is a kinase inhibitor taken by mouth. ``classes`` are all that the tumour's
    altered genes make it, ``drug_class`` is the first of them.
    """

    name: str
    classes: tuple[str, ...] = ()
    supportive: bool = False
    named: bool = True
    oral_targeted: bool = False

    @property
    def drug_class(self) -> str | None:
        """The class of the drug in this tumour; None when it is not known."""
        return self.classes[0] if self.classes else None


class Exposure:
    """A therapy with its systemic drugs, and the days it can have begun and ended.

    ``prepares`` is the cell therapy it is a preparation of, and ``phase`` then which one.
    """

    __slots__ = (
        "agents",
        "drugs",
        "end",
        "event",
        "id",
        "is_cells",
        "local",
        "ongoing",
        "phase",
        "place",
        "prepares",
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
        self.phase = event.phase
        self.is_cells = any(agent.drug_class == CELL_THERAPY for agent in agents)
        self.prepares: Exposure | None = None
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
    """Whether ``last`` comes more than so many days after ``first``.

    More than none: later in the course, be it on that day; more than -1: not before it.
    """
    if days == 0:
        return chronology.before(first.point, last.point)
    if days == -1:
        return ~chronology.before(last.point, first.point)
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


@lru_cache(maxsize=4_096)
def _agent(
    _: Vocabulary, name: str, stated_class: str | None, altered: frozenset[str] = frozenset()
) -> Agent:
    """A drug by its international name where the table has it, else by what the report calls it."""
    term = find_drug(name)  # in the current vocabulary
    if term is not None:
        supportive = term.role == "supportive"
        classes = classes_for(term, altered)
        return Agent(term.name, classes, supportive=supportive, oral_targeted=term.is_oral_tki)
    plain = " ".join(name.split())
    if is_cell_therapy(f"{plain} {stated_class or ''}"):
        return Agent(plain, (CELL_THERAPY,))
    drug_class = class_of(plain) or stated_class
    oral = drug_class is not None and drug_class.endswith("-TKI")
    classes = (drug_class,) if drug_class else ()
    return Agent(plain, classes, named=not is_kind(plain), oral_targeted=oral)


def exposures(
    chronology: Chronology, rules: LineRules
) -> tuple[list[Exposure], tuple[Excluded, ...]]:
    """The systemic therapies in the order of their starts; and what is no systemic line, and why.

    Where two starts can be the same day the author's line numbers decide, then the narration.
    """
    stands_for = rules.stands_for
    altered = altered_genes(chronology.case)
    given: list[Exposure] = []
    excluded: list[Excluded] = []
    for place, event in enumerate(chronology.case.events):
        if not event.happened:
            continue
        therapy = event if type(event) is Therapy else _cell_therapy(event)
        if therapy is not None:
            exposure = _systemic(chronology.case, therapy, place, altered)
            if isinstance(exposure, Excluded):
                excluded.append(exposure)
                continue
            names = [(stands_for(each.name.casefold()), each.named) for each in exposure.agents]
            exposure.drugs = frozenset([name for name, named in names if named])
            if len(exposure.drugs) < len(names):
                exposure.unnamed = frozenset([name for name, named in names if not named])
            if therapy.at is not None:
                exposure.start = exposure.end = day_of(chronology, Point(event.id))
            else:
                exposure.start = day_of(chronology, Point(event.id, Edge.START))
                exposure.end = day_of(chronology, Point(event.id, Edge.END))
            given.append(exposure)
        elif type(event) in _NO_LINES:
            excluded += _no_line(event)
    return _in_order(chronology, given), tuple(excluded)


def _in_order(chronology: Chronology, given: list[Exposure]) -> list[Exposure]:
    """Sort exposures by their days, and before those that the report places after them."""
    ordered: list[Exposure] = []
    for new in sorted(given, key=_order):
        place = len(ordered)
        for earlier, other in enumerate(ordered):
            if chronology.before(new.start.point, other.start.point) is Truth.TRUE:
                place = earlier
                break
        ordered.insert(place, new)
    return ordered


def _order(exposure: Exposure) -> tuple[float, float, float, int]:
    line = exposure.event.line
    number = inf if line is None else line
    return exposure.start.low, exposure.start.high, number, exposure.place


def _cell_therapy(event: Event) -> Therapy | None:
    """A cell therapy that the report gives as a procedure, read as a therapy."""
    if type(event) is not Procedure or not gives_cells(event):
        return None
    return Therapy(
        (Drug(event.what, drug_class=CELL_THERAPY),),
        id=event.id,
        at=event.at,
        start=event.start,
        end=event.end,
        tumour=event.tumour,
        cite=event.cite,
    )


def _systemic(
    case: Case, event: Therapy, place: int, altered: frozenset[str]
) -> Exposure | Excluded:
    vocabulary = current()
    drugs = drugs_given(case, event)
    local = tuple([drug.name for drug in drugs if drug.is_local])
    agents = dict.fromkeys(
        [
            _agent(vocabulary, drug.name, drug.drug_class, altered)
            for drug in drugs
            if not drug.is_local
        ]
    )
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
