"""How far each moment lies from one of them, exactly: with that one on each of its days."""

from __future__ import annotations

from typing import TypeAlias

from timeline.chronology.network import Day, Network

Row: TypeAlias = tuple[list[Day], list[Day]]
"""The fewest and the most days from one moment to each of all."""


def conditioned(network: Network, node: int) -> Row:
    """The exact ranges of ``x[other] - x[node]``: solve with ``node`` on each of its days."""
    first, last = int(network.low[node]), int(network.high[node])
    # What no pin moves keeps its plain difference, and most moments are such.
    least = [low - last for low in network.low]
    most = [high - first for high in network.high]
    solved = []
    reached: set[int] = {node}
    for day in range(first, last + 1):
        bounds = network.pinned(node, day)
        if bounds is not None:
            solved.append((day, *bounds))
            reached |= network.moved
    for other in reached:
        least[other] = min(low[other] - day for day, low, _ in solved)
        most[other] = max(high[other] - day for day, _, high in solved)
    return least, most
