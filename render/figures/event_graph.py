"""The events of a case as a graph: what certainly comes before what, and how they are tied.

Graphviz says where nodes and edges go (see `render.layout`); the drawing is ours, so that every
engine gives the same picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from render.canvas import outline, text
from render.canvas.box import Box, Point
from render.canvas.palette import BLUE, GREEN, ORANGE, PURPLE, VERMILLION, WHITE
from render.canvas.scene import Group, Item, Path, Rect, Scene, Stroke, Text
from render.canvas.style import DEFAULT_THEME, Theme
from render.layout import EdgePath, Via, layout
from timeline.analysis.wording import label
from timeline.chronology import Chronology, event_graph

if TYPE_CHECKING:
    import graphviz

MARGIN = 12.0
NODE_WIDTH = 150.0
LABEL_LINES = 2
LEADING = 1.15
_HEAD = 5.0
_POINTS_PER_INCH = 72


@attrs.frozen
class EdgeLook:
    """How one relation is drawn, and its words in the legend."""

    meaning: str
    color: str
    dash: tuple[float, ...] = ()


RELATIONS = {
    "before": EdgeLook("certainly not after", "#777777"),
    "timed from": EdgeLook("timed from it", BLUE, (4, 2)),
    "specimen": EdgeLook("specimen examined", PURPLE, (1.5, 1.5)),
    "attributed to": EdgeLook("attributed to it", VERMILLION, (5, 1.5, 1, 1.5)),
    "rechallenge": EdgeLook("given again", GREEN, (6, 2)),
}
"""The relations of `timeline.chronology.graph`, each with its look."""

_ASSUMED = Stroke(ORANGE, 1.1, (2.5, 1.5))
_REPORTED = Stroke("#333333", 0.75)


def event_graph_dot(chronology: Chronology) -> str:
    """The graph in the DOT language, labelled, for users who lay it out themselves."""
    graph = event_graph(chronology)
    dot = _new_dot(str(graph.graph["case"]), rankdir="TB")
    dot.attr("node", shape="box", style="rounded", fontname="Helvetica", fontsize="10")
    for number, node in graph.nodes(data=True):
        words = f"{label(node['event'])}\n{_when(node)}"
        style = "rounded,dashed" if node["assumed"] else "rounded"
        dot.node(f"n{number}", label=_plain(words), tooltip=_plain(node["id"]), style=style)
    for first, last, data in _shown(graph):
        look = RELATIONS[data["relation"]]
        dot.edge(
            f"n{first}",
            f"n{last}",
            color=look.color,
            style="dashed" if look.dash else "solid",
            tooltip=_plain(_edge_words(graph, first, last, data)),
        )
    return str(dot.source)


def event_graph_figure(
    chronology: Chronology, *, theme: Theme = DEFAULT_THEME, via: Via = "auto"
) -> Scene:
    """The graph as a scene; its size follows from the number of events.

    Raises:
        LayoutError: when no Graphviz engine is there (see `render.layout`).
    """
    graph = event_graph(chronology)
    title = f"Order of events: {chronology.case.title or chronology.case.id}"
    description = (
        f"{graph.number_of_nodes()} events of the case {chronology.case.id} from top to bottom; "
        "an arrow leads from an event to one that certainly does not begin earlier."
    )
    edges = {f"e{number}": edge for number, edge in enumerate(_shown(graph))}
    places = layout(_sizes_only(graph, edges, theme), via=via)
    heading = text.wrap(title, theme.title_size, max(places.width, NODE_WIDTH * 2), bold=True)
    baselines = [MARGIN + theme.title_size * (1 + n * LEADING) for n in range(len(heading))]
    top = baselines[-1] + theme.gap * 3
    items: list[Item] = [
        Text(MARGIN, y, line, size=theme.title_size, bold=True)
        for y, line in zip(baselines, heading, strict=True)
    ]
    for name, (first, last, data) in edges.items():
        path = _moved(places.edges[name], MARGIN, top)
        items.append(_edge(path, data, _edge_words(graph, first, last, data)))
    for number, node in graph.nodes(data=True):
        box = _moved_box(places.nodes[f"n{number}"], MARGIN, top)
        items.append(_node(box, node, theme))
    used = {data["relation"] for _, _, data in edges.values()}
    assumed = any(node["assumed"] for _, node in graph.nodes(data=True))
    legend, legend_width = _legend(
        used, top + places.height + theme.gap * 4, theme, assumed=assumed
    )
    width = max(places.width, legend_width, NODE_WIDTH * 2) + 2 * MARGIN
    height = top + places.height + theme.gap * 4 + theme.track_height + MARGIN
    return Scene(width, height, title=title, description=description, items=(*items, *legend))


def _shown(graph: Any) -> list[tuple[int, int, dict[str, Any]]]:
    """The edges to draw, the most telling one for each two events and direction."""
    rank = list(RELATIONS)[::-1]
    best: dict[tuple[int, int], dict[str, Any]] = {}
    for first, last, data in graph.edges(data=True):
        known = best.get((first, last))
        if known is None or rank.index(data["relation"]) < rank.index(known["relation"]):
            best[first, last] = data
    # "A: before B" is the very reason for the arrow from A to B, and needs no second one back.
    for (first, last), data in list(best.items()):
        there = best.get((last, first))
        if data["relation"] == "timed from" and there and there["relation"] == "before":
            del best[first, last]
    return [(*pair, best[pair]) for pair in sorted(best)]


def _backwards(graph: Any, shown: list[tuple[int, int, dict[str, Any]]]) -> set[tuple[int, int]]:
    """Ties that lead from a later event to an earlier one, such as "ended before surgery"."""
    import networkx as nx

    order: nx.DiGraph[int] = nx.DiGraph()
    order.add_nodes_from(graph.nodes)
    order.add_edges_from((a, b) for a, b, d in graph.edges(data=True) if d["relation"] == "before")
    return {(a, b) for a, b, _ in shown if nx.has_path(order, b, a)}


def _new_dot(name: str, **attributes: str) -> graphviz.Digraph:
    import graphviz

    return graphviz.Digraph(name=name, graph_attr=attributes)


def _plain(words: str) -> str:
    """Text that Graphviz takes as text, whatever it looks like (HTML, escapes, ports)."""
    import graphviz

    return str(graphviz.escape(words.replace("\0", "")).replace("\n", r"\n"))


def _sizes_only(graph: Any, edges: dict[str, tuple[int, int, dict[str, Any]]], theme: Theme) -> str:
    dot = _new_dot("events", rankdir="TB", nodesep="0.18", ranksep="0.3")
    dot.attr("node", shape="box", fixedsize="true", label="")
    size = {
        "width": f"{NODE_WIDTH / _POINTS_PER_INCH:.4f}",
        "height": f"{_node_height(theme) / _POINTS_PER_INCH:.4f}",
    }
    for number in graph.nodes:
        dot.node(f"n{number}", **size)
    backwards = _backwards(graph, list(edges.values()))
    for name, (first, last, _) in edges.items():
        # Time runs down the page, whichever way a document happens to put a tie.
        down = "false" if (first, last) in backwards else "true"
        dot.edge(f"n{first}", f"n{last}", id=name, constraint=down)
    return str(dot.source)


def _node_height(theme: Theme) -> float:
    return LABEL_LINES * theme.label_size * LEADING + theme.small_size + 3 * theme.gap


def _node(box: Box, node: dict[str, Any], theme: Theme) -> Group:
    room = box.width - 2 * theme.gap
    left, y = box.left + theme.gap, box.top + theme.gap + theme.label_size * text.ASCENT
    lines: list[Item] = []
    for line in _lines(label(node["event"]), theme.label_size, room):
        lines.append(Text(left, y, line, size=theme.label_size, bold=True))
        y += theme.label_size * LEADING
    when = text.ellipsize(_when(node), theme.small_size, room)
    below = box.bottom - theme.gap - theme.small_size * text.DESCENT
    return Group(
        (
            Rect.over(box, fill=WHITE, stroke=_ASSUMED if node["assumed"] else _REPORTED, radius=3),
            *lines,
            Text(left, below, when, size=theme.small_size, fill=theme.muted_color),
        ),
        role="event",
        event=node["id"],
        tooltip=f"{node['kind'].replace('_', ' ')}: {label(node['event'])}: {_when(node)}",
    )


def _lines(words: str, size: float, room: float) -> list[str]:
    """At most LABEL_LINES lines in bold; what does not fit ends in "…"."""
    lines = list(text.wrap(words, size, room, bold=True))
    if len(lines) > LABEL_LINES:
        rest = " ".join(lines[LABEL_LINES - 1 :])
        lines[LABEL_LINES - 1 :] = [text.ellipsize(rest, size, room, bold=True)]
    return lines


def _edge(path: EdgePath, data: dict[str, Any], words: str) -> Group:
    look = RELATIONS[data["relation"]]
    items: list[Item] = [
        Path(outline.bezier(path.points), stroke=Stroke(look.color, 0.9, look.dash)),
    ]
    if path.tip is not None:
        items.append(_arrowhead(path.points[-1], path.tip, look.color))
    return Group(tuple(items), role="edge", tooltip=words)


def _arrowhead(base: Point, tip: Point, color: str) -> Path:
    (x0, y0), (x1, y1) = base, tip
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
    across = ((y0 - y1) / length * _HEAD / 2, (x1 - x0) / length * _HEAD / 2)
    corners = ((x0 + across[0], y0 + across[1]), tip, (x0 - across[0], y0 - across[1]))
    return Path(outline.polygon(corners), fill=color)


def _legend(
    used: set[str], y: float, theme: Theme, *, assumed: bool
) -> tuple[tuple[Item, ...], float]:
    """One row: a sample of each relation used, and of an assumed moment; its items and width."""
    x, items = MARGIN, list[Item]()
    middle = y + theme.track_height / 2
    entries: list[tuple[str, EdgeLook | None]] = [
        (look.meaning, look) for relation, look in RELATIONS.items() if relation in used
    ]
    if assumed:
        entries.append(("a moment is assumed", None))
    for words, look in entries:
        if look is None:
            items.append(Rect(x, middle - 5, 18, 10, fill=WHITE, stroke=_ASSUMED, radius=2))
        else:
            line = outline.polyline(((x, middle), (x + 18 - _HEAD, middle)))
            items.append(Path(line, stroke=Stroke(look.color, 0.9, look.dash)))
            items.append(_arrowhead((x + 18 - _HEAD, middle), (x + 18, middle), look.color))
        baseline = text.baseline(middle, theme.small_size)
        items.append(Text(x + 18 + theme.gap, baseline, words, size=theme.small_size))
        x += 18 + theme.gap * 4 + text.width(words, theme.small_size)
    group = (Group(tuple(items), role="legend"),) if items else ()
    return group, x - MARGIN


def _when(node: dict[str, Any]) -> str:
    start, end = str(node["start"]), str(node["end"])
    if node["event"].end is not None and node["event"].end.ongoing:
        end = "ongoing"
    return start if start == end else f"{start} → {end}"


def _edge_words(graph: Any, first: int, last: int, data: dict[str, Any]) -> str:
    names = f"{graph.nodes[first]['id']} → {graph.nodes[last]['id']}"
    if data["relation"] == "before":
        return f"{names}: {data['apart']} apart"
    return f"{names}: {data['relation']} ({data['text']})"


def _moved(path: EdgePath, x: float, y: float) -> EdgePath:
    def move(point: Point) -> Point:
        return point[0] + x, point[1] + y

    return EdgePath(
        tuple(move(point) for point in path.points),
        None if path.tip is None else move(path.tip),
        None if path.tail_tip is None else move(path.tail_tip),
    )


def _moved_box(box: Box, x: float, y: float) -> Box:
    return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)
