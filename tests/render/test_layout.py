"""The Graphviz adapter: every edge comes back, engines agree, failures speak to people."""

import importlib.util
import itertools
import json
import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import pytest

from render import layout as layout_module
from render.canvas.outline import bezier
from render.layout import Engine, LayoutError, Via, layout

WAYS = ["wasi", pytest.param("system", marks=pytest.mark.needs("dot"))]
NODE = 'node [shape=box label="" fixedsize=true width=1 height=0.5]'


def digraph(*lines):
    return "digraph {\nrankdir=LR\n" + "\n".join((NODE, *lines)) + "\n}"


def test_nodes_and_edges_are_placed_in_points():
    positions = layout(digraph("n0 -> n1 [id=e0]"))
    n0, n1 = positions.nodes["n0"], positions.nodes["n1"]
    assert (n0.width, n0.height) == (72, 36)
    assert n0.right < n1.left <= positions.width - 72
    edge = positions.edges["e0"]
    assert edge.tail_tip is None
    assert edge.tip is not None
    assert n0.right - 1 <= edge.points[0][0] < edge.points[-1][0] < edge.tip[0] <= n1.left + 1
    assert len(bezier(edge.points)) >= 2


def test_y_runs_downwards():
    positions = layout("digraph {" + NODE + "; n0 -> n1 [id=e0] }")
    assert positions.nodes["n0"].bottom < positions.nodes["n1"].top


def test_a_layout_moves_as_a_whole():
    before = layout(digraph("n0 -> n1 [id=e0 dir=both]"))
    after = before.moved(10, 5)

    assert (after.width, after.height) == (before.width, before.height)
    assert after.nodes["n0"].left == before.nodes["n0"].left + 10
    assert after.nodes["n1"].bottom == before.nodes["n1"].bottom + 5
    x, y = before.edges["e0"].points[0]
    assert after.edges["e0"].points[0] == (x + 10, y + 5)
    assert after.edges["e0"].tip[0] == before.edges["e0"].tip[0] + 10
    assert after.edges["e0"].tail_tip[1] == before.edges["e0"].tail_tip[1] + 5


@pytest.mark.parametrize("via", WAYS)
def test_parallel_edges_and_loops_are_all_kept(via):
    ends = ["n0 -> n1", "n0 -> n1", "n1 -> n0", "n1 -> n1", "n1 -> n1"]
    lines = [f"{nodes} [id=e{i}]" for i, nodes in enumerate(ends)]
    positions = layout(digraph(*lines, "n0 -> n1 [id=both dir=both]"), via=via)
    assert len({edge.points for edge in positions.edges.values()}) == 6
    assert positions.edges["both"].tail_tip is not None


def clusters_that_lose_an_edge():
    """42 edges between three clusters; with ``newrank`` Graphviz 16 routes 41, without a word."""
    chance = random.Random(201)  # noqa: S311 (a graph, not a secret)
    members = ["; ".join(f"n{i}" for i in range(k, 12, 3)) for k in range(3)]
    ranks = ["; ".join(f"n{chance.randrange(12)}" for _ in range(3)) for _ in range(4)]
    return digraph(
        "newrank=true",
        *(f"subgraph cluster_{k} {{{nodes}}}" for k, nodes in enumerate(members)),
        *(f"{{rank=same; {nodes}}}" for nodes in ranks),
        *(f"n{chance.randrange(12)} -> n{chance.randrange(12)} [id=e{i}]" for i in range(42)),
    )


@pytest.mark.parametrize("via", WAYS)
def test_an_edge_that_graphviz_loses_is_won_back(via):
    assert len(layout(clusters_that_lose_an_edge(), via=via).edges) == 42


def losing_engine(*, even_straight):
    """A Graphviz that routes no edge, or only straight ones."""

    def run(dot, engine):
        way = {"pos": "0,0 1,1 2,2 3,3"} if "splines=line" in dot and not even_straight else {}
        return json.dumps({"strict": False, "bb": "0,0,9,9", "edges": [{"id": "e7", **way}]})

    return run


def test_a_lost_edge_is_tried_again_as_a_straight_line(monkeypatch):
    monkeypatch.setattr(layout_module, "_run_wasi", losing_engine(even_straight=False))
    positions = layout("digraph { splines=ortho }", via="wasi")
    assert positions.edges["e7"].points == ((0, 9), (1, 8), (2, 7), (3, 6))


def test_an_edge_that_stays_lost_is_an_error(monkeypatch):
    monkeypatch.setattr(layout_module, "_run_wasi", losing_engine(even_straight=True))
    with pytest.raises(LayoutError, match="found no way for these edges: e7"):
        layout("digraph {}", via="wasi")


@pytest.mark.needs("dot")
@pytest.mark.parametrize("seed", range(5))  # these graphs: on others, the versions may differ
def test_two_versions_of_graphviz_agree(seed):
    chance = random.Random(seed)  # noqa: S311 (a graph, not a secret)
    edges = itertools.combinations(range(9), 2)
    lines = [f"n{a} -> n{b} [id=e{a}{b}]" for a, b in edges if chance.random() < 0.35]
    inside, installed = (layout(digraph(*lines), via=via) for via in ("wasi", "system"))
    # To a point for nodes; how far a curve stops before its node changed since version 2.43.
    for name, box in inside.nodes.items():
        assert box.centre == pytest.approx(installed.nodes[name].centre, abs=1)
    for name, edge in inside.edges.items():
        for point, there in zip(edge.points, installed.edges[name].points, strict=True):
            assert point == pytest.approx(there, abs=3)


def test_threads_take_turns():
    dot = digraph(*(f"n{i} -> n{i + 1} [id=e{i}]" for i in range(20)))
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: layout(dot, via="wasi"), range(40)))
    assert all(result == results[0] for result in results)


@pytest.mark.parametrize("via", WAYS)
def test_a_graph_without_edges_or_nodes_is_no_problem(via):
    assert layout("digraph { n0 }", via=via).edges == {}
    assert layout("digraph {}", via=via).nodes == {}


@pytest.mark.parametrize("via", WAYS)
@pytest.mark.parametrize(
    ("dot", "message"),
    [
        ("digraph { n0 -> ", "refused the graph"),
        ("", "graph"),
        ("strict digraph { a -> b [id=e0]; a -> b [id=e1] }", "leave out the word 'strict'"),
        ("digraph { a -> b }", "needs an id of its own"),
        ("digraph { a -> b [id=e0]; a -> b [id=e0] }", "needs an id of its own"),
    ],
)
def test_a_graph_that_cannot_be_laid_out_is_an_error(dot, message, via):
    with pytest.raises(LayoutError, match=message):
        layout(dot, via=via)


def test_a_graph_too_large_for_webassembly_is_an_error_and_the_next_one_works():
    chain = digraph(*(f"n{i} -> n{i + 1} [id=e{i}]" for i in range(20_000)))
    with pytest.raises(LayoutError, match="too much for Graphviz inside Python"):
        layout(chain, via="wasi")
    assert len(layout(digraph("n0 -> n1 [id=e0]"), via="wasi").edges) == 1


def test_without_graphviz_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(LayoutError, match=r"pip install .* or install Graphviz"):
        layout("digraph {}")
    with pytest.raises(LayoutError, match="'dot' is on the PATH"):
        layout("digraph {}", via="system")


def test_a_wrong_choice_names_the_right_ones():
    with pytest.raises(LayoutError, match=r"'zork'.*dot, neato"):
        layout("digraph {}", engine=cast(Engine, "zork"))
    with pytest.raises(LayoutError, match=r"'magic'.*auto, wasi, system"):
        layout("digraph {}", via=cast(Via, "magic"))
