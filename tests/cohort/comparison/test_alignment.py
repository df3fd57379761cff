"""Global alignment: the best there is, in columns; and a distance that is one."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.cohort.comparison import (
    Level,
    Relation,
    Scores,
    Step,
    align,
    align_steps,
    analysed,
    likeness,
)
from timeline.cohort.comparison.alignment import _distance
from timeline.errors import NotationError
from timeline.model.case import Case

CLASSES = {"a": "x", "b": "x", "c": "y", "d": "z"}


def step(drugs: str) -> Step:
    return Step(
        name=drugs, drugs=frozenset(drugs), classes=frozenset(CLASSES[d] for d in drugs), line=1
    )


regimens = st.sets(st.sampled_from("abcd"), min_size=1, max_size=3).map("".join).map(step)
sequences = st.lists(regimens, max_size=5)
levels = st.sampled_from([Level.LINE, Level.CLASS])


def distance(one: list[Step], other: list[Step], level: Level) -> float:
    _, score = align_steps(one, other, level)
    return _distance(len(one), len(other), score, Scores())


def every_score(a: list[Step], b: list[Step], level: Level) -> Iterator[float]:
    """The score of each possible alignment, by trying them all."""
    if not a and not b:
        yield 0.0
    if a and b:
        beside = -1 + 2 * likeness(a[0], b[0], level)
        yield from (beside + rest for rest in every_score(a[1:], b[1:], level))
    if a:
        yield from (-0.5 + rest for rest in every_score(a[1:], b, level))
    if b:
        yield from (-0.5 + rest for rest in every_score(a, b[1:], level))


@given(st.lists(regimens, max_size=3), st.lists(regimens, max_size=3), levels)
def test_no_other_alignment_scores_more(a, b, level):
    columns, score = align_steps(a, b, level)

    assert score == pytest.approx(max(every_score(a, b, level)))
    assert score == pytest.approx(sum(column.score for column in columns))


@given(sequences, sequences, levels)
def test_the_columns_hold_both_sequences_in_order(a, b, level):
    columns, _ = align_steps(a, b, level)

    assert [column.left for column in columns if column.left] == a
    assert [column.right for column in columns if column.right] == b


@given(sequences, sequences, sequences, levels)
def test_the_distance_is_a_metric(a, b, c, level):
    assert distance(a, a, level) == 0
    assert distance(a, b, level) == pytest.approx(distance(b, a, level))
    assert 0 <= distance(a, b, level) <= 1 + 1e-9
    assert distance(a, c, level) <= distance(a, b, level) + distance(b, c, level) + 1e-9


@given(sequences, sequences)
def test_only_equal_lines_are_no_distance_apart(a, b):
    same = [s.drugs for s in a] == [s.drugs for s in b]

    assert (distance(a, b, Level.LINE) < 1e-9) is same


@pytest.mark.parametrize(
    ("one", "other", "level", "alike"),
    [
        ("a", "a", Level.LINE, 1),
        ("a", "b", Level.LINE, 0.5),
        ("a", "c", Level.LINE, 0),
        ("a", "b", Level.CLASS, 1),
        ("a", "ab", Level.LINE, 0.75),
        ("a", "ac", Level.LINE, 0.5),
        ("ac", "bd", Level.LINE, 1 / 6),
    ],
)
def test_steps_are_as_alike_as_documented(one, other, level, alike):
    assert likeness(step(one), step(other), level) == pytest.approx(alike)


def test_a_dropped_line_is_a_gap(treated: Callable[..., Case]):
    one = treated("one", "gefitinib", "pemetrexed + cisplatin", "osimertinib")
    other = treated("other", "gefitinib", "osimertinib")

    found = align(*analysed((one, other)))

    assert [column.relation for column in found.columns] == [
        Relation.SAME,
        Relation.GAP,
        Relation.SAME,
    ]
    assert found.score == 1.5
    # One step dropped of five in all: 2 * 1 / (5 + 1).
    assert found.distance == pytest.approx(1 / 3)


def test_another_drug_of_the_class_is_alike_and_by_class_the_same(treated: Callable[..., Case]):
    a, b = analysed((treated("one", "gefitinib"), treated("other", "erlotinib")))

    assert align(a, b).columns[0].relation is Relation.ALIKE
    assert align(a, b, "class").distance == 0


def test_by_drug_a_carried_drug_is_one_step(treated: Callable[..., Case]):
    a, b = analysed(
        (
            treated("one", "erlotinib", "erlotinib + etoposide + cisplatin"),
            treated("other", "erlotinib", "etoposide + cisplatin"),
        )
    )

    assert [c.left.name for c in align(a, b, "drug").columns if c.left] == [
        "erlotinib",
        "etoposide",
        "cisplatin",
    ]
    assert align(a, b, "drug").distance == 0
    assert align(a, b, "line").distance > 0


def test_two_cases_without_lines_are_no_distance_apart(treated: Callable[..., Case]):
    a, b = analysed((treated("one"), treated("other")))

    assert (align(a, b).columns, align(a, b).distance) == ((), 0)


def test_a_level_that_is_none_is_named_with_the_nearest(treated: Callable[..., Case]):
    a, b = analysed((treated("one"), treated("other")))

    with pytest.raises(NotationError, match="drug"):
        align(a, b, "drugs")


@pytest.mark.parametrize("scores", [{"gap": 0.5}, {"different": 1.0}])
def test_scores_that_reward_nothing_are_refused(scores):
    with pytest.raises(ValueError, match="must score"):
        Scores(**scores)
