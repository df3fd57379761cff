"""What every graph shares: DOT that reads words as words, and edges with heads, drawn by us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from render.canvas import outline
from render.canvas.box import Point
from render.canvas.scene import Item, Path, Stroke
from render.layout import EdgePath
from timeline.text import printable

if TYPE_CHECKING:
    import graphviz

POINTS_PER_INCH = 72

_LEAST_HEAD = 5.0


def new_dot(name: str, **attributes: str) -> graphviz.Digraph:
    """An empty directed graph of the `graphviz` package."""
    import graphviz

    return graphviz.Digraph(name=name, graph_attr=attributes)


def plain(words: str) -> str:
    """Text that Graphviz takes as text, whatever it looks like (HTML, escapes, ports)."""
    import graphviz

    lines = (str(graphviz.escape(printable(line))) for line in words.split("\n"))
    # Only a str of this type stays text when it looks like "<x>".
    literal: str = graphviz.nohtml(r"\n".join(lines))
    return literal


def place_for(dot: graphviz.Digraph, name: str, width: float, height: float) -> None:
    """Ask for room of a size in points, without a label."""
    dot.node(name, width=f"{width / POINTS_PER_INCH:.4f}", height=f"{height / POINTS_PER_INCH:.4f}")


def draw_edge(
    path: EdgePath, color: str, width: float = 0.9, dash: tuple[float, ...] = ()
) -> tuple[Item, ...]:
    """The curve of an edge, and a head where it has one."""
    items: list[Item] = [
        Path(outline.bezier(path.points), stroke=Stroke(color, round(width, 2), dash))
    ]
    if path.tip is not None:
        items.append(arrowhead(path.points[-1], path.tip, color, width))
    return tuple(items)


def arrowhead(base: Point, tip: Point, color: str, width: float = 0.9) -> Path:
    """A filled head from ``base`` to ``tip``, wider than the line it ends."""
    (x0, y0), (x1, y1) = base, tip
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
    half = max(_LEAST_HEAD, width * 1.8) / 2
    across = ((y0 - y1) / length * half, (x1 - x0) / length * half)
    corners = ((x0 + across[0], y0 + across[1]), tip, (x0 - across[0], y0 - across[1]))
    return Path(outline.polygon(corners), fill=color)
