"""The case as a networkx graph of its events, for users who go on in networkx.

Nodes are integers, the event's place in the document (equal events would otherwise collapse into
one); attributes: ``event`` (the value), ``id``, ``kind``, ``name``, ``start`` and ``end``
(:class:`Bounds`), ``assumed`` (whether a moment of it is the curator's).

Edges of the :class:`networkx.MultiDiGraph` have a ``relation``, which is also their key:

``before``
    the first event certainly comes before the second in the course; reduced, so that what follows
    from other edges is left out. ``told`` says that only the order in which the report tells them
    puts one before the other; ``apart`` is the :class:`DurationBounds` between the two starts.
``timed from``
    the second event's moment is written relative to the first; ``text`` is what is written.
``specimen``
    the test examined what the procedure took.
``attributed to``
    the therapy is held to have caused the adverse event.
``rechallenge``
    the second therapy gives the drug of the first again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from timeline.chronology.chronology import Chronology
from timeline.model.case import Case, end_of, start_of
from timeline.model.events import AdverseEvent, Event, MolecularTest, Therapy
from timeline.model.moments import Basis, Edge
from timeline.model.truth import Truth

if TYPE_CHECKING:
    import networkx as nx


def event_graph(chronology: Chronology) -> nx.MultiDiGraph[int]:
    """The events of a case, what certainly comes before what, and how they are tied."""
    import networkx as nx

    case = chronology.case
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph(case=case.id, consistent=chronology.consistent)
    for number, event in enumerate(case.events):
        graph.add_node(
            number,
            event=event,
            id=event.id,
            kind=event.key,
            name=event.name,
            start=chronology.bounds(start_of(event)),
            end=chronology.bounds(end_of(event)),
            assumed=_is_assumed(event),
        )
    for first, last in _reduced_order(chronology):
        ends = start_of(case.events[first]), start_of(case.events[last])
        graph.add_edge(
            first,
            last,
            key="before",
            relation="before",
            told=chronology.untold.before(*ends) is not Truth.TRUE,
            apart=chronology.duration(*ends),
        )
    for relation, first, last, text in _ties(case):
        graph.add_edge(first, last, key=relation, relation=relation, text=text)
    return graph


def _reduced_order(chronology: Chronology) -> Iterator[tuple[int, int]]:
    import networkx as nx

    starts = [start_of(event) for event in chronology.case.events]
    order: nx.DiGraph[int] = nx.DiGraph()
    order.add_nodes_from(range(len(starts)))
    order.add_edges_from(
        (a, b)
        for a, first in enumerate(starts)
        for b, last in enumerate(starts)
        if a != b and chronology.before(first, last) is Truth.TRUE
    )
    if nx.is_directed_acyclic_graph(order):  # an inconsistent case may run in circles
        order = nx.transitive_reduction(order)
    yield from sorted(order.edges)


def _ties(case: Case) -> Iterator[tuple[str, int, int, str]]:
    """What the document says outright: relation, first event, second event, the words."""
    number = {event.id: place for place, event in enumerate(case.events)}
    for place, event in enumerate(case.events):
        for edge in Edge:
            moment = event.moment(edge)
            for anchor in dict.fromkeys(moment.anchors) if moment else ():
                other = number.get(case.point(anchor).event)  # None: the cut-off is no event
                if other is not None and other != place:
                    yield "timed from", other, place, str(moment)
        match event:
            case MolecularTest(of=str(name)):
                yield "specimen", number[case.event(name).id], place, name
            case AdverseEvent(attributed_to=str(name)):
                yield "attributed to", number[case.event(name).id], place, name
            case Therapy(rechallenge_of=str(name)):
                yield "rechallenge", number[case.event(name).id], place, name


def _is_assumed(event: Event) -> bool:
    moments = (event.moment(edge) for edge in event.edges)
    return any(moment is not None and moment.basis is Basis.ASSUMED for moment in moments)
