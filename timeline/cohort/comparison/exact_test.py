"""Whether two properties go together: exact tests of tables, and permutation where too large.

Two by two is Fisher's test (1935), larger tables its extension by Freeman and Halton (1951): of all
tables with the same margins, the probability of those no more probable than the one seen. Where
there are too many tables to list, tables are drawn at random (Agresti, Wackerly and Boyett 1979)
and the table seen is counted as one of them (Phipson and Smyth 2010).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypeAlias

import attrs

from timeline.analysis.numbers.contingency import SharesTest, TwoShares, p_values
from timeline.model.words import Word

Table: TypeAlias = tuple[tuple[int, ...], ...]

MOST_TABLES = 50_000
"""More tables than this are not listed, but drawn from: about a second's work."""

MOST_VALUES = 100
"""A property with more values than this is drawn from without counting the tables."""

DRAWN = 100_000
"""How many tables are drawn: the standard error of p is at most 0.0016."""

_SAME = 1e-7
"""Relative: tables as probable as the one seen count, however their probability is rounded."""


class Method(Word):
    """How p was computed."""

    FISHER = "Fisher's exact test"
    FREEMAN_HALTON = "Fisher–Freeman–Halton exact test"
    PERMUTATION = "permutation test"


@attrs.frozen(kw_only=True)
class ExactTest:
    """The two-sided p of a table, None where one property does not vary; ``why`` then says so.

    ``tables`` are how many were listed or drawn, ``seed`` that of the drawing.
    """

    method: Method
    p: float | None
    tables: int = 0
    seed: int | None = None
    why: str = ""

    def __str__(self) -> str:
        """``Fisher's exact test, p = 0.029``; ``p < 0.001``; or why there is none."""
        if self.p is None:
            return f"no test: {self.why}"
        size = "p < 0.001" if self.p < 0.0005 else f"p = {self.p:.3f}"
        drawn = f" ({self.tables:,} tables drawn)" if self.method is Method.PERMUTATION else ""
        return f"{self.method}, {size}{drawn}"


def exact_test(
    table: Sequence[Sequence[int]], *, most: int = MOST_TABLES, drawn: int = DRAWN, seed: int = 1
) -> ExactTest:
    """Test a table of counts, rows by columns, for independence, given its margins.

    Rows and columns without a count take no part. Raises :class:`ValueError` for a count below 0
    and for rows of different lengths.
    """
    counts = _without_empty(_checked(table))
    rows, columns = len(counts), len(counts[0]) if counts else 0
    two = rows <= 2 and columns <= 2
    method = Method.FISHER if two else Method.FREEMAN_HALTON
    if rows < 2 or columns < 2:
        return ExactTest(method=method, p=None, why="one of the two properties does not vary")
    if two:
        (a, b), (c, d) = counts
        p = p_values(TwoShares(a, a + b, c, c + d))[SharesTest.FISHER]
        return ExactTest(method=method, p=p, tables=min(a + b, c + d, a + c, b + d) + 1)
    heights = tuple(map(sum, counts))
    widths = tuple(map(sum, zip(*counts, strict=True)))
    few = max(rows, columns) <= MOST_VALUES
    tables = how_many(tuple(sorted(heights)), tuple(sorted(widths)), most) if few else most + 1
    if tables <= most:
        return ExactTest(method=method, p=_listed(counts, heights, widths), tables=tables)
    p = _drawn(counts, heights, widths, drawn, seed)
    return ExactTest(method=Method.PERMUTATION, p=p, tables=drawn, seed=seed)


def _checked(table: Sequence[Sequence[int]]) -> Table:
    counts = tuple(tuple(row) for row in table)
    if len({len(row) for row in counts}) > 1:
        raise ValueError("the rows of a table are of one length")
    if any(count < 0 for row in counts for count in row):
        raise ValueError("a table of counts has none below 0")
    return counts


def _without_empty(counts: Table) -> Table:
    kept = [row for row in counts if sum(row)]
    columns = [column for column in zip(*kept, strict=True) if sum(column)]
    return tuple(zip(*columns, strict=True))


def how_many(rows: tuple[int, ...], columns: tuple[int, ...], most: int) -> int:
    """How many tables have these margins, both sorted; counting stops above ``most``."""

    @cache
    def of(left: tuple[int, ...], place: int) -> int:
        if place == len(columns) - 1:
            return 1
        total = 0
        for column in _columns(left, columns[place]):
            total += of(tuple(sorted(a - b for a, b in zip(left, column, strict=True))), place + 1)
            if total > most:
                break
        return total

    return of(rows, 0)


def _columns(room: tuple[int, ...], total: int) -> Iterator[tuple[int, ...]]:
    """Each way to share ``total`` among the rows, none above its room."""
    if len(room) == 1:
        if total <= room[0]:
            yield (total,)
        return
    rest = sum(room[1:])
    for count in range(max(0, total - rest), min(total, room[0]) + 1):
        for others in _columns(room[1:], total - count):
            yield (count, *others)


def _weight(cells: Sequence[int]) -> float:
    """What these cells add to the logarithm of a table's probability, but for its margins."""
    return -sum(math.lgamma(count + 1) for count in cells)


def _listed(counts: Table, heights: tuple[int, ...], widths: tuple[int, ...]) -> float:
    seen = sum(map(_weight, counts))
    limit = seen + _SAME
    constant = sum(math.lgamma(total + 1) for total in (*heights, *widths)) - math.lgamma(
        sum(heights) + 1
    )

    def walk(left: tuple[int, ...], place: int, weight: float) -> Iterator[float]:
        if place == len(widths) - 1:
            yield weight + _weight(left)
            return
        for column in _columns(left, widths[place]):
            rest = tuple(a - b for a, b in zip(left, column, strict=True))
            yield from walk(rest, place + 1, weight + _weight(column))

    found = (weight for weight in walk(heights, 0, 0.0) if weight <= limit)
    return min(1.0, math.fsum(math.exp(constant + weight) for weight in found))


def _drawn(
    counts: Table, heights: tuple[int, ...], widths: tuple[int, ...], drawn: int, seed: int
) -> float:
    from scipy.special import gammaln
    from scipy.stats import random_table

    tables = random_table(heights, widths).rvs(drawn, random_state=seed)
    weights = -gammaln(tables + 1).sum(axis=(1, 2))
    as_rare = int((weights <= sum(map(_weight, counts)) + _SAME).sum())
    return (as_rare + 1) / (drawn + 1)
