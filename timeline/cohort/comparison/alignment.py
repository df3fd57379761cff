"""Two sequences of therapies side by side: global alignment and the distance that follows.

The alignment is Needleman and Wunsch's (1970). How alike two steps are lies between 0 and 1:

- at the levels of lines and drugs, the mean of two shares (Jaccard 1912): of the drugs that both
  have among all of either, and of the classes. The same drug is 1, another of its class 1/2, a drug
  of another class 0; ``osimertinib`` beside ``osimertinib + savolitinib`` lies between.
- at the level of classes, the share of classes alone.

Two steps score from ``different`` (nothing alike) up to ``same``; a step beside a gap scores
``gap``. With the default scores, 1, -1 and -1/2, the score is that of an edit distance in which
inserting or dropping a step costs 1 and exchanging one for another up to 2, as both are measured by
metrics. The distance printed is that edit distance as Li and Liu (2007) normalise it,
``2 D / (n + m + D)``: 0 for equal sequences, 1 where nothing is alike, and still a metric.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import attrs

from timeline.analysis.analysis import Analysis
from timeline.cohort.comparison.compared import analysed
from timeline.cohort.sequences import Level, Step, sequence
from timeline.model.case import Case
from timeline.model.words import Word

_ROUNDING = 1e-9


@attrs.frozen(kw_only=True)
class Scores:
    """What an aligned column scores; a gap costs the same wherever it stands.

    Raises:
        ValueError: a gap would cost nothing, or ``same`` is no better than ``different``.
    """

    same: float = 1.0
    different: float = -1.0
    gap: float = -0.5

    def __attrs_post_init__(self) -> None:
        if self.same <= self.different:
            raise ValueError("the same step must score more than a different one")
        if self.gap >= self.same / 2:
            raise ValueError("a gap must score less than half of what the same step does")


STANDARD = Scores()
"""The documented scores."""


class Relation(Word):
    """What two aligned steps have in common."""

    SAME = "same"
    ALIKE = "alike"
    DIFFERENT = "different"
    GAP = "gap"


@attrs.frozen(kw_only=True)
class Column:
    """One column of an alignment; a gap is None. ``likeness`` is 0 to 1, None beside a gap."""

    left: Step | None
    right: Step | None
    likeness: float | None
    score: float

    @property
    def relation(self) -> Relation:
        """What the two steps have in common."""
        if self.likeness is None:
            return Relation.GAP
        if self.likeness >= 1 - _ROUNDING:
            return Relation.SAME
        return Relation.ALIKE if self.likeness > 0 else Relation.DIFFERENT


@attrs.frozen(kw_only=True)
class Alignment:
    """Two cases' therapies in columns, with the score of the whole, and their distance (0 to 1)."""

    left: str
    right: str
    level: Level
    columns: tuple[Column, ...]
    score: float
    distance: float


def likeness(one: Step, other: Step, level: Level = Level.LINE) -> float:
    """How alike two steps are, from 0 to 1, as the head of this file says."""
    classes = _share(one.classes, other.classes)
    if level is Level.CLASS:
        return classes
    return (_share(one.drugs, other.drugs) + classes) / 2


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    either = one | other
    return len(one & other) / len(either) if either else 1.0


def align(
    one: Analysis, other: Analysis, level: Level | str = Level.LINE, scores: Scores = STANDARD
) -> Alignment:
    """The best alignment of two cases' therapies.

    Of several that are equally good, the one that puts steps beside each other latest is shown,
    gaps in the left sequence after those in the right. Raises :class:`NotationError` for a level
    that is none.
    """
    wanted = Level(level)
    a, b = sequence(one, wanted), sequence(other, wanted)
    columns, total = align_steps(a, b, wanted, scores)
    return Alignment(
        left=one.case.id,
        right=other.case.id,
        level=wanted,
        columns=columns,
        score=total,
        distance=_distance(len(a), len(b), total, scores),
    )


def align_steps(
    a: Sequence[Step], b: Sequence[Step], level: Level = Level.LINE, scores: Scores = STANDARD
) -> tuple[tuple[Column, ...], float]:
    """The columns of the best global alignment of two sequences, and its score."""
    alike = [[likeness(x, y, level) for y in b] for x in a]
    pair = [[scores.different + (scores.same - scores.different) * s for s in row] for row in alike]
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            if i or j:
                best[i][j] = max(_ways(best, pair, i, j, scores.gap))
    columns: list[Column] = []
    i, j = len(a), len(b)
    while i or j:
        beside, left, _ = _ways(best, pair, i, j, scores.gap)
        if beside >= best[i][j] - _ROUNDING:
            i, j = i - 1, j - 1
            found = Column(left=a[i], right=b[j], likeness=alike[i][j], score=pair[i][j])
        elif left >= best[i][j] - _ROUNDING:
            i -= 1
            found = Column(left=a[i], right=None, likeness=None, score=scores.gap)
        else:
            j -= 1
            found = Column(left=None, right=b[j], likeness=None, score=scores.gap)
        columns.append(found)
    return tuple(reversed(columns)), best[len(a)][len(b)]


def _ways(
    best: list[list[float]], pair: list[list[float]], i: int, j: int, gap: float
) -> tuple[float, float, float]:
    """The best scores up to here that end in two steps, in a left step, in a right step."""
    none = float("-inf")
    return (
        best[i - 1][j - 1] + pair[i - 1][j - 1] if i and j else none,
        best[i - 1][j] + gap if i else none,
        best[i][j - 1] + gap if j else none,
    )


def _distance(n: int, m: int, score: float, scores: Scores) -> float:
    """The score as an edit distance (Smith, Waterman and Fitch 1981), normalised to 0 to 1."""
    if not n + m:
        return 0.0
    dropped = scores.same / 2 - scores.gap
    apart = max(0.0, (n + m) * scores.same / 2 - score) / dropped
    return 2 * apart / (n + m + apart)


def distances(
    cases: Iterable[Case | Analysis], level: Level | str = Level.LINE, scores: Scores = STANDARD
) -> dict[tuple[str, str], float]:
    """The distance of each pair of cases, by their ids in the order given."""
    return {
        (one.case.id, other.case.id): align(one, other, level, scores).distance
        for one, other in combinations(analysed(cases), 2)
    }
