"""Which cases flow where in a therapy sequence: from line to line, and to an end."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

import attrs

from render.figures.common.last_state import EndState
from render.figures.sequence.content import ENDS, Path
from render.figures.sequence.layout import Node

LINE, OTHERS, LATER, END = 0, 1, 2, 3
"""Ranks of nodes in a column, from the top: a name, the rarest names together, the lines that have
no column, and from `END` on the ends, in the order of `EndState`."""

_LATER_WORDS = "later lines"


@attrs.frozen(kw_only=True)
class Flow:
    """What is drawn: nodes with their counts, cases between them, and what has no node.

    ``columns`` counts those of the lines and the last one of ends. ``folded`` are the names that
    stand together in a node, ``later`` the cases with lines beyond the last column, ``without`` the
    ids of those without a line. ``other_numberings`` are cases whose lines may be counted
    otherwise; ``alone`` says that there is one case only.
    """

    columns: int
    counts: Mapping[Node, int]
    links: Mapping[tuple[Node, Node], int]
    folded: Mapping[Node, tuple[str, ...]]
    later: int
    without: tuple[str, ...]
    other_numberings: int
    alone: bool


def flow_of(found: Sequence[Path], most_columns: int, most: int) -> Flow:
    """Count the cases in each node and between nodes.

    Args:
        found: the sequence of each case.
        most_columns: columns there may be, the last one for ends or later lines.
        most: names there may be in a column; the least frequent share a node.
    """
    treated = [path for path in found if path.steps]
    longest = max((len(path.steps) for path in treated), default=0)
    shown = min(longest, most_columns - 1)
    kept = [_kept(treated, column, most) for column in range(shown)]
    folded: dict[Node, set[str]] = {}
    counts: Counter[Node] = Counter()
    links: Counter[tuple[Node, Node]] = Counter()
    later = 0
    for path in treated:
        nodes = []
        for column, step in enumerate(path.steps[:shown]):
            name = step.name
            if name in kept[column]:
                nodes.append(Node(column, LINE, name))
            else:
                nodes.append(Node(column, OTHERS, ""))
                folded.setdefault(nodes[-1], set()).add(name)
        if len(path.steps) > shown:
            nodes.append(Node(shown, LATER, _LATER_WORDS))
            later += 1
        else:
            place = list(EndState).index(path.end)
            nodes.append(Node(len(nodes), END + place, path.end.value))
        counts.update(nodes)
        links.update(itertools.pairwise(nodes))
    return Flow(
        columns=shown + 1 if treated else 0,
        counts=counts,
        links=links,
        folded={node: tuple(sorted(names)) for node, names in folded.items()},
        later=later,
        without=tuple(path.case for path in found if not path.steps),
        other_numberings=sum(path.other_numberings for path in treated),
        alone=len(found) == 1,
    )


def _kept(treated: Sequence[Path], column: int, most: int) -> frozenset[str]:
    """The names that have a node of their own: the most frequent ones."""
    counts = Counter(path.steps[column].name for path in treated if len(path.steps) > column)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    return frozenset(ranked if len(ranked) <= most else ranked[: most - 1])


def words_of(node: Node, flow: Flow) -> str:
    """What a node is called."""
    if node.rank == LINE:
        return node.name
    if node.rank == OTHERS:
        return f"{len(flow.folded[node])} others"
    return node.name if node.rank == LATER else ENDS[EndState(node.name)]


def is_end(node: Node) -> bool:
    """Whether a node stands for how sequences end, not for a line."""
    return node.rank >= END
