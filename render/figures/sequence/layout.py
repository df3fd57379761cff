"""Where the nodes and ribbons of a Sankey diagram go: columns of nodes, ribbons between neighbours.

Nodes are ordered by the barycentre of what leads to them and away (Sugiyama, Tagawa and Toda 1981),
so that few ribbons cross; every ribbon has the width of its count, in every place the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import attrs

from render.canvas.box import Box

_SWEEPS = 10
_RELAXATIONS = 3
_HALVINGS = 40


@attrs.frozen
class Node:
    """A node: its column, a rank that keeps groups apart (small at the top), and its name."""

    column: int
    rank: int
    name: str


@attrs.frozen
class Ribbon:
    """A ribbon between two nodes: its count, its two heights (of its middle), and its width."""

    first: Node
    last: Node
    count: int
    leaves: float
    arrives: float
    width: float


@attrs.frozen
class Diagram:
    """Nodes and ribbons with their places, in points from the top; ``height`` is that of all.

    ``nodes`` holds the top and the height of each node.
    """

    nodes: Mapping[Node, tuple[float, float]]
    ribbons: tuple[Ribbon, ...]
    height: float
    per_case: float

    def box(self, node: Node, left: float, top: float, width: float) -> Box:
        """The box of a node in a column that begins at ``left``, the diagram at ``top``."""
        y, height = self.nodes[node]
        return Box(left, top + y, left + width, top + y + height)


def arrange(
    counts: Mapping[Node, int],
    links: Mapping[tuple[Node, Node], int],
    least: Mapping[Node, float],
    *,
    height: float,
    gap: float,
    most_per_case: float,
) -> Diagram:
    """Place nodes and ribbons.

    Args:
        counts: how many cases each node has, above 0.
        links: how many go from a node to one of the next column.
        least: the least height of each node, for its label, in points.
        height: what the diagram should take; more where the labels need it.
        gap: between two nodes of a column.
        most_per_case: the greatest height of one case.
    """
    columns = _ordered(counts, links)
    per_case, height = _scale(columns, counts, least, height, gap, most_per_case)
    tall = {node: max(count * per_case, least[node]) for node, count in counts.items()}
    tops = _tops(columns, links, tall, height, gap)
    used = max((tops[node] + tall[node] for node in tops), default=0.0)
    places = {node: (tops[node], tall[node]) for column in columns for node in column}
    return Diagram(places, _ribbons(columns, links, places, per_case), used, per_case)


# --- Order ---


def _ordered(
    counts: Mapping[Node, int], links: Mapping[tuple[Node, Node], int]
) -> list[list[Node]]:
    """The nodes of each column from the top, with few crossings."""
    columns: list[list[Node]] = [[] for _ in range(1 + max(n.column for n in counts))]
    for node in sorted(counts, key=lambda n: (n.column, n.rank, -counts[n], n.name)):
        columns[node.column].append(node)
    before: dict[Node, list[tuple[Node, int]]] = defaultdict(list)
    after: dict[Node, list[tuple[Node, int]]] = defaultdict(list)
    for (first, last), count in links.items():
        before[last].append((first, count))
        after[first].append((last, count))
    best, fewest = [list(column) for column in columns], _crossings(columns, links)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        order = range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1)
        for number in order:
            neighbours = columns[number - 1 if forward else number + 1]
            place = _middles(neighbours, counts)
            _sort(columns[number], before if forward else after, place)
        crossings = _crossings(columns, links)
        if crossings < fewest:
            best, fewest = [list(column) for column in columns], crossings
    return best


def _middles(column: Sequence[Node], counts: Mapping[Node, int]) -> dict[Node, float]:
    """The middle of each node, were they stacked without gaps."""
    middles, above = {}, 0.0
    for node in column:
        middles[node] = above + counts[node] / 2
        above += counts[node]
    return middles


def _sort(
    column: list[Node],
    ties: Mapping[Node, Sequence[tuple[Node, int]]],
    place: Mapping[Node, float],
) -> None:
    """Sort a column by barycentre within each rank; a node without ties stays about where it is."""
    own = {node: number for number, node in enumerate(column)}

    def key(node: Node) -> tuple[int, float, int]:
        weight = sum(count for _, count in ties[node])
        if not weight:
            return node.rank, float(own[node]), own[node]
        return node.rank, sum(place[n] * count for n, count in ties[node]) / weight, own[node]

    column.sort(key=key)


def _crossings(columns: Sequence[Sequence[Node]], links: Mapping[tuple[Node, Node], int]) -> int:
    """How many pairs of cases cross: inversions, counted in a binary indexed tree."""
    place = {node: number for column in columns for number, node in enumerate(column)}
    total = 0
    by_column: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for (first, last), count in links.items():
        by_column[first.column].append((place[first], place[last], count))
    for column, found in by_column.items():
        size = len(columns[column + 1])
        tree = [0] * (size + 1)
        passed = 0
        here: list[tuple[int, int]] = []
        row = -1
        for start, end, count in sorted(found):
            if start != row:  # those from one node do not cross each other
                for other, weight in here:
                    _add(tree, other, weight)
                    passed += weight
                here, row = [], start
            total += count * (passed - _up_to(tree, end))
            here.append((end, count))
    return total


def _add(tree: list[int], index: int, weight: int) -> None:
    index += 1
    while index < len(tree):
        tree[index] += weight
        index += index & -index


def _up_to(tree: Sequence[int], index: int) -> int:
    total, index = 0, index + 1
    while index:
        total += tree[index]
        index -= index & -index
    return total


# --- Sizes and places ---


def _scale(
    columns: Sequence[Sequence[Node]],
    counts: Mapping[Node, int],
    least: Mapping[Node, float],
    height: float,
    gap: float,
    most: float,
) -> tuple[float, float]:
    """The height of one case, and that of the diagram."""

    def needed(per_case: float) -> float:
        return max(
            sum(max(counts[node] * per_case, least[node]) for node in column)
            + gap * (len(column) - 1)
            for column in columns
        )

    if needed(most) <= height:
        return most, height
    low, high = 0.0, most
    # At least this much goes to the ribbons, however many labels there are.
    height = max(height, needed(0) * 1.25)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if needed(middle) <= height else (low, middle)
    return low, height


def _tops(
    columns: Sequence[Sequence[Node]],
    links: Mapping[tuple[Node, Node], int],
    tall: Mapping[Node, float],
    height: float,
    gap: float,
) -> dict[Node, float]:
    """The top of each node: near what it is tied to, in the order given, without overlap."""
    tops: dict[Node, float] = {}
    for column in columns:
        y = 0.0
        for node in column:
            tops[node] = y
            y += tall[node] + gap
    ties: dict[Node, list[tuple[Node, int]]] = defaultdict(list)
    for (first, last), count in links.items():
        ties[first].append((last, count))
        ties[last].append((first, count))
    for turn in range(_RELAXATIONS):
        for number in range(1, len(columns)):
            _settle(columns[number], ties, tops, tall, height, gap, of=number - 1)
        if turn < _RELAXATIONS - 1:
            for number in range(len(columns) - 2, -1, -1):
                _settle(columns[number], ties, tops, tall, height, gap, of=number + 1)
    above = min(tops.values(), default=0.0)
    return {node: top - above for node, top in tops.items()}


def _settle(
    column: Sequence[Node],
    ties: Mapping[Node, Sequence[tuple[Node, int]]],
    tops: dict[Node, float],
    tall: Mapping[Node, float],
    height: float,
    gap: float,
    *,
    of: int,
) -> None:
    """Move each node towards the middle of its ties in column ``of``, then apart again."""
    y = 0.0
    for node in column:
        tied = [(other, count) for other, count in ties[node] if other.column == of]
        wanted = tops[node]
        if tied:
            weight = sum(count for _, count in tied)
            middle = sum((tops[o] + tall[o] / 2) * count for o, count in tied) / weight
            wanted = middle - tall[node] / 2
        tops[node] = max(y, wanted)
        y = tops[node] + tall[node] + gap
    floor = height
    for node in reversed(column):
        tops[node] = min(tops[node], floor - tall[node])
        floor = tops[node] - gap


def _ribbons(
    columns: Sequence[Sequence[Node]],
    links: Mapping[tuple[Node, Node], int],
    places: Mapping[Node, tuple[float, float]],
    per_case: float,
) -> tuple[Ribbon, ...]:
    order = {node: number for column in columns for number, node in enumerate(column)}
    found = sorted(links, key=lambda pair: (pair[0].column, order[pair[0]], order[pair[1]]))
    leaves = _ends(found, links, places, per_case, 0)
    arriving = sorted(found, key=lambda pair: (pair[1].column, order[pair[1]], order[pair[0]]))
    arrives = _ends(arriving, links, places, per_case, 1)
    return tuple(
        Ribbon(*pair, links[pair], leaves[pair], arrives[pair], links[pair] * per_case)
        for pair in found
    )


def _ends(
    pairs: Sequence[tuple[Node, Node]],
    links: Mapping[tuple[Node, Node], int],
    places: Mapping[Node, tuple[float, float]],
    per_case: float,
    side: int,
) -> dict[tuple[Node, Node], float]:
    """The middles of the ribbons' ends, side by side around the middle of their node."""
    totals: dict[Node, float] = defaultdict(float)
    for pair in pairs:
        totals[pair[side]] += links[pair] * per_case
    reached: dict[Node, float] = {}
    ends = {}
    for pair in pairs:
        node = pair[side]
        top, height = places[node]
        y = reached.get(node, top + (height - totals[node]) / 2)
        ends[pair] = y + links[pair] * per_case / 2
        reached[node] = y + links[pair] * per_case
    return ends
