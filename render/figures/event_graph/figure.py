"""The events of a case as a graph: what certainly comes before what, and how they are tied.

Graphviz says where nodes and edges go (see `render.layout`); the drawing is ours, so that every
engine gives the same picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from render.canvas import outline, text
from render.canvas.bars import bar
from render.canvas.box import Box
from render.canvas.labels import Span
from render.canvas.palette import BLUE, GREEN, ORANGE, PURPLE, VERMILLION, WHITE
from render.canvas.scene import Group, Item, Path, Rect, Scene, Stroke, Text
from render.canvas.style import DEFAULT_THEME, Theme, class_style
from render.figures.common.event_kinds import drug_classes
from render.figures.common.graph_edges import arrowhead, draw_edge, new_dot, place_for, plain
from render.figures.common.legend import (
    SAMPLE_WIDTH,
    LegendEntry,
    Sample,
    class_entry,
    legend_rows,
    sample_box,
)
from render.figures.common.page import JOURNAL_PAGE
from render.layout import Via, layout
from render.writers.table import Table
from timeline.analysis.wording import label, one_line
from timeline.chronology import Chronology, event_graph

COLUMNS = ("from", "relation", "to", "words", "from starts", "to starts")
"""Of the table: a row for each edge, the two events by their ids; ``words`` are how far apart they
are, or what the report ties them with."""

_MARGIN = 12.0
_NODE_WIDTH = 150.0
_MOST_LINES, _MOST_DATES = 5, 3
_LEADING = 1.15
_PAD = 4.0
_STRIP = 7.0
_HEAD = 5.0


@attrs.frozen
class EdgeLook:
    """How one relation is drawn, and its words in the legend."""

    meaning: str
    color: str
    dash: tuple[float, ...] = ()


_TOLD = "told before"

RELATIONS = {
    "before": EdgeLook("certainly not after", "#777777"),
    _TOLD: EdgeLook("told before it", "#777777", (1, 2)),
    "timed from": EdgeLook("timed from it", BLUE, (4, 2)),
    "specimen": EdgeLook("specimen examined", PURPLE, (1.5, 1.5)),
    "attributed to": EdgeLook("attributed to it", VERMILLION, (5, 1.5, 1, 1.5)),
    "rechallenge": EdgeLook("given again", GREEN, (6, 2)),
}
"""The relations of `timeline.chronology.graph`, each with its look; "before" in two."""

_ASSUMED = Stroke(ORANGE, 1.1, (2.5, 1.5))
_REPORTED = Stroke("#333333", 0.75)


@attrs.frozen
class _Arrow:
    """One arrow: what it is drawn as, and all that the graph's edges it stands for say."""

    first: int
    last: int
    relation: str
    words: tuple[str, ...]


@attrs.frozen
class _Box:
    """An event measured: its lines of name and dates, the classes of its drugs, its height."""

    name: tuple[str, ...]
    when: tuple[str, ...]
    classes: tuple[str, ...]
    height: float


def event_graph_dot(chronology: Chronology) -> str:
    """The graph in the DOT language, labelled, for users who lay it out themselves."""
    graph = event_graph(chronology)
    dot = new_dot(plain(str(graph.graph["case"])), rankdir="TB")
    dot.attr("node", shape="box", style="rounded", fontname="Helvetica", fontsize="10")
    for number, node in graph.nodes(data=True):
        words = f"{label(node['event'])}\n{_when(node)}"
        style = "rounded,dashed" if node["assumed"] else "rounded"
        dot.node(f"n{number}", label=plain(words), tooltip=plain(node["id"]), style=style)
    for arrow in _arrows(graph):
        look = RELATIONS[arrow.relation]
        dot.edge(
            f"n{arrow.first}",
            f"n{arrow.last}",
            color=look.color,
            style="dashed" if look.dash else "solid",
            tooltip=plain("\n".join(arrow.words)),
        )
    return str(dot.source)


def event_graph_figure(
    chronology: Chronology,
    *,
    theme: Theme = DEFAULT_THEME,
    width: float = JOURNAL_PAGE,
    via: Via = "auto",
) -> Scene:
    """The graph as a scene, ``width`` points wide or wider if the events need it.

    Raises:
        LayoutError: when no Graphviz engine is there (see `render.layout`).
    """
    graph = event_graph(chronology)
    title = f"Order of events: {one_line(chronology.case.title or chronology.case.id)}"
    arrows = {f"e{number}": arrow for number, arrow in enumerate(_arrows(graph))}
    boxes = {number: _measured(node, theme) for number, node in graph.nodes(data=True)}
    places = layout(_sizes_only(graph, arrows, boxes), via=via)
    page = Span(_MARGIN, max(width, places.width + 2 * _MARGIN) - _MARGIN)
    items: list[Item] = []
    y = _MARGIN
    for line in text.wrap_evenly(title, theme.title_size, page.width, most=3, bold=True):
        y += theme.title_size * 1.2
        base = y - theme.title_size * 0.2
        items.append(Text(page.left, base, line, size=theme.title_size, bold=True))
    top = y + theme.gap * 2
    placed = places.moved(page.left + (page.width - places.width) / 2, top)
    for name, arrow in arrows.items():
        look = RELATIONS[arrow.relation]
        drawn = draw_edge(placed.edges[name], look.color, dash=look.dash)
        items.append(Group(drawn, role="edge", tooltip="\n".join(arrow.words)))
    for number, node in graph.nodes(data=True):
        items.append(_node(placed.nodes[f"n{number}"], node, boxes[number], theme))
    y = top + places.height
    if not graph:
        y += theme.label_size
        words = Text(page.left, y, "no events", size=theme.label_size, fill=theme.text_color)
        items.append(words)
    if entries := _legend_entries(graph, arrows, boxes, theme):
        legend, y = legend_rows(entries, page, y + theme.gap * 2, theme)
        items.append(legend)
    height, wide = round(y + _MARGIN, 2), round(page.right + _MARGIN, 2)
    description = (
        f"{graph.number_of_nodes()} events of the case {chronology.case.id} from top to bottom; "
        "an arrow leads from an event to one that certainly does not begin earlier."
    )
    back = Rect(0, 0, wide, height, fill=WHITE)
    return Scene(wide, height, title=title, description=description, items=(back, *items))


def event_graph_table(chronology: Chronology) -> Table:
    """Every edge of the graph in the order of the events; an event without edges has a row too."""
    graph = event_graph(chronology)
    rows = []
    for first, last, data in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        ends = [graph.nodes[number] for number in (first, last)]
        starts = [str(node["start"]) for node in ends]
        words = one_line(_said(data))
        rows.append((ends[0]["id"], data["relation"], ends[1]["id"], words, *starts))
    for number, node in graph.nodes(data=True):
        if graph.degree(number) == 0:
            rows.append((node["id"], "", "", "", str(node["start"]), ""))
    return Table(COLUMNS, tuple(rows))


def _arrows(graph: Any) -> tuple[_Arrow, ...]:
    """One arrow for each two events and direction, as its most telling relation.

    An arrow says what all edges say that it stands for. "A: before B" is the very reason for the
    arrow from A to B, and is told by it: a second one back would only be its echo.
    """
    rank = list(RELATIONS)[::-1]
    said: dict[tuple[int, int], list[tuple[int, str]]] = {}
    edges = sorted(graph.edges(data=True), key=lambda edge: edge[:2])
    before = {(a, b): _relation(data) for a, b, data in edges if data["relation"] == "before"}
    for first, last, data in edges:
        echo = data["relation"] == "timed from" and (last, first) in before
        ends = (last, first) if echo else (first, last)
        place = rank.index(before[ends] if echo else _relation(data))
        said.setdefault(ends, []).append((place, _edge_words(graph, first, last, data)))
    return tuple(
        _Arrow(*ends, rank[min(told)[0]], tuple(words for _, words in sorted(told)))
        for ends, told in sorted(said.items())
    )


def _relation(data: Mapping[str, Any]) -> str:
    """How an edge is drawn: apart where only the order told puts one event before the other."""
    return _TOLD if data.get("told") else str(data["relation"])


def _backwards(graph: Any, arrows: Mapping[str, _Arrow]) -> set[str]:
    """Ties that lead from a later event to an earlier one, such as "ended before surgery"."""
    import networkx as nx

    order: nx.DiGraph[int] = nx.DiGraph()
    order.add_nodes_from(graph.nodes)
    order.add_edges_from((a, b) for a, b, d in graph.edges(data=True) if d["relation"] == "before")
    return {name for name, one in arrows.items() if nx.has_path(order, one.last, one.first)}


def _sizes_only(graph: Any, arrows: Mapping[str, _Arrow], boxes: Mapping[int, _Box]) -> str:
    dot = new_dot("events", rankdir="TB", nodesep="0.18", ranksep="0.28")
    dot.attr("node", shape="box", fixedsize="true", label="")
    for number in graph.nodes:
        place_for(dot, f"n{number}", _NODE_WIDTH, boxes[number].height)
    backwards = _backwards(graph, arrows)
    for name, arrow in arrows.items():
        # Time runs down the page, whichever way a document happens to put a tie.
        down = "false" if name in backwards else "true"
        dot.edge(f"n{arrow.first}", f"n{arrow.last}", id=name, constraint=down)
    return str(dot.source)


def _measured(node: Mapping[str, Any], theme: Theme) -> _Box:
    event = node["event"]
    classes = drug_classes(event) if event.happened else ()
    room = _NODE_WIDTH - 2 * _PAD - (_STRIP if classes else 0)
    name = text.wrap_evenly(label(event), theme.label_size, room, most=_MOST_LINES, bold=True)
    when = text.wrap_evenly(_when(node), theme.small_size, room, most=_MOST_DATES)
    lines = len(name) * theme.label_size + len(when) * theme.small_size
    return _Box(name, when, classes, round(lines * _LEADING + 2 * _PAD + 1, 2))


def _node(box: Box, node: Mapping[str, Any], measured: _Box, theme: Theme) -> Group:
    items: list[Item] = [Rect.over(box, fill=WHITE, radius=3)]
    left = box.left + _PAD
    if measured.classes:
        strip = Box(box.left, box.top, box.left + _STRIP, box.bottom)
        first, *others = (class_style(name, theme) for name in measured.classes)
        items += bar(strip, first, theme, others=others)
        left += _STRIP
    edge = _ASSUMED if node["assumed"] else _REPORTED
    radius = 0.0 if measured.classes else 3.0
    items.append(Rect.over(box, stroke=edge, radius=radius))
    y = box.top + _PAD
    for line in measured.name:
        base = y + theme.label_size * text.ASCENT
        items.append(Text(left, base, line, size=theme.label_size, bold=True))
        y += theme.label_size * _LEADING
    for line in measured.when:
        base = y + theme.small_size * text.ASCENT + 1
        items.append(Text(left, base, line, size=theme.small_size, fill=theme.muted_color))
        y += theme.small_size * _LEADING
    return Group(
        tuple(items),
        role="event",
        event=node["id"],
        tooltip=f"{node['kind'].replace('_', ' ')}: {label(node['event'])}: {_when(node)}",
        drug_class=measured.classes[0] if measured.classes else None,
    )


def _legend_entries(
    graph: Any, arrows: Mapping[str, _Arrow], boxes: Mapping[int, _Box], theme: Theme
) -> list[LegendEntry]:
    """Each relation and drug class that is drawn, and what is assumed."""
    used = {arrow.relation for arrow in arrows.values()}
    entries = [
        LegendEntry(_arrow_sample(look), look.meaning)
        for relation, look in RELATIONS.items()
        if relation in used
    ]
    if any(assumed for _, assumed in graph.nodes(data="assumed")):
        entries.append(LegendEntry(_assumed_sample, "a moment is assumed"))
    classes = {name for box in boxes.values() for name in box.classes}
    entries += [class_entry(name, theme) for name in sorted(classes, key=str.casefold)]
    return entries


def _arrow_sample(look: EdgeLook) -> Sample:
    def draw(left: float, middle: float) -> tuple[Item, ...]:
        base, tip = (left + SAMPLE_WIDTH - _HEAD, middle), (left + SAMPLE_WIDTH, middle)
        line = outline.polyline(((left, middle), base))
        stroke = Stroke(look.color, 0.9, look.dash)
        return (Path(line, stroke=stroke), arrowhead(base, tip, look.color))

    return draw


def _assumed_sample(left: float, middle: float) -> tuple[Item, ...]:
    box = sample_box(left, middle)
    return (Rect.over(box, fill=WHITE, stroke=_ASSUMED, radius=2),)


def _when(node: Mapping[str, Any]) -> str:
    start, end = str(node["start"]), str(node["end"])
    if node["event"].end is not None and node["event"].end.ongoing:
        end = "ongoing"
    return start if start == end else f"{start} → {end}"


def _edge_words(graph: Any, first: int, last: int, data: Mapping[str, Any]) -> str:
    names = f"{graph.nodes[first]['id']} → {graph.nodes[last]['id']}"
    if data["relation"] == "before":
        return f"{names}: {data['apart']} apart{', as told' if data['told'] else ''}"
    return f"{names}: {data['relation']} ({data['text']})"


def _said(data: Mapping[str, Any]) -> str:
    return f"{data['apart']} apart" if data["relation"] == "before" else str(data["text"])
