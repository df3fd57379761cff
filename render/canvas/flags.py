"""Labels as flags: markers in a row, each with a pole up to its words.

A pole runs from its marker up to the row of its label, so a label must stand higher than every
pole that ends below it. That is an order among the labels; where it has a cycle there is no way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs

from render.canvas import text
from render.canvas.labels import Mark, Span

MOST_ROWS = 8
"""More rows of flags than these cannot be followed by eye."""

_POLE_GAP = 2.0


@attrs.frozen
class Flag:
    """Where a label hangs: its row, counted from the marks upwards, its side and its span."""

    row: int
    label: Span
    right: bool


def flags(
    marks: Sequence[Mark],
    poles: Sequence[float],
    canvas: Span,
    *,
    gap: float = 4,
    most: int = MOST_ROWS,
) -> tuple[Flag, ...] | None:
    """A flag for each mark, in the order of the marks; None where no more than ``most`` rows do.

    Args:
        marks: all on one row; a label stands in one line.
        poles: the x of each mark's pole.
        canvas: the x that labels may use.
        gap: the least room between two labels of a row, in points.
        most: rows of flags.
    """
    if _meet([mark.span for mark in marks]):
        return None
    hung = [_hung(mark, x, canvas) for mark, x in zip(marks, poles, strict=True)]
    spans = [label for label in hung if label is not None]
    if len(spans) < len(marks):
        return None
    under = [
        [
            a
            for a, x in enumerate(poles)
            if a != b and span.left - gap / 2 < x < span.right + gap / 2
        ]
        for b, span in enumerate(spans)
    ]
    rows: dict[int, int] = {}
    left = sorted(range(len(marks)), key=lambda i: (-poles[i], i))
    while left:
        ready = next((i for i in left if all(a in rows for a in under[i])), None)
        if ready is None:
            return None
        lowest = 1 + max((rows[a] for a in under[ready]), default=-1)
        near = spans[ready].grown(gap)
        taken = {rows[a] for a in rows if spans[a].overlaps(near)}
        row = next(n for n in range(lowest, lowest + len(taken) + 1) if n not in taken)
        if row >= most:
            return None
        rows[ready] = row
        left.remove(ready)
    return tuple(Flag(rows[i], span, right=span.left >= poles[i]) for i, span in enumerate(spans))


def _hung(mark: Mark, x: float, canvas: Span) -> Span | None:
    """The label right of its pole, else left of it; None where neither has room."""
    wide = text.width(mark.label, mark.size, bold=mark.bold)
    for span in _sides(x, wide):
        if canvas.holds(span):
            return span
    return None


def _sides(x: float, wide: float) -> Iterator[Span]:
    yield Span(x + _POLE_GAP, x + _POLE_GAP + wide)
    yield Span(x - _POLE_GAP - wide, x - _POLE_GAP)


def _meet(spans: Sequence[Span]) -> bool:
    ordered = sorted(spans, key=lambda span: (span.left, span.right))
    return any(a.overlaps(b) for a, b in pairwise(ordered))
