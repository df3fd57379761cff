"""One alteration over one line, look by look, in every way the dates allow."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from math import prod

import attrs

from timeline.analysis.resistance.detections import Look, Placed, Seen
from timeline.analysis.resistance.order import Side
from timeline.analysis.resistance.words import Change, Reason, Why
from timeline.budgets import BUDGET
from timeline.model.truth import Truth

_NOT_TESTED_BEFORE = (Reason(Why.NOT_TESTED_BEFORE, "not tested before"),)
_NOT_TESTED_AFTER = (Reason(Why.NOT_TESTED_AFTER, "not tested after"),)


@attrs.frozen
class Step:
    """A change from one look to a later one; a side is None where there is no informative look.

    ``uncertain`` are the places of the samples that may lie on either side of a line's start.
    """

    change: Change
    first: Look | None
    last: Look | None
    reasons: tuple[Reason, ...] = ()
    uncertain: tuple[int, ...] = ()

    @property
    def found(self) -> bool:
        """Whether the alteration is there after, and was not surely there before."""
        before = self.first is not None and self.first.present is Truth.TRUE
        return self.last is not None and self.last.present is Truth.TRUE and not before


def steps(seen: Seen, line: int) -> tuple[Step, ...]:
    """The changes over a line, by its place, that hold wherever each sample was taken.

    That is, wherever within its bounds. Where the placements agree on no change, one step says so.
    """
    placed = seen.placed(line)
    if not placed.doubtful:
        return tuple(_steps(seen, line, placed.before, placed.within, placed.beyond))
    doubtful = [place for place, _ in placed.doubtful]
    ways = prod([len(sides) for _, sides in placed.doubtful])
    if ways > BUDGET.placements:
        bound = f"; of the {ways} ways of placing them, {BUDGET.placements} at most are tried"
        return (_either(seen, doubtful, bound),)
    first: dict[tuple[object, ...], Step] | None = None
    common: set[tuple[object, ...]] = set()
    some = False
    for placement in _placements(seen, placed):
        found = {_key(step): step for step in _steps(seen, line, *placement)}
        if first is None:
            first, common = found, set(found)
        common.intersection_update(found)
        some = some or bool(found)
        if some and not common:
            return (_either(seen, doubtful),)
    return () if first is None else tuple([step for key, step in first.items() if key in common])


def _key(step: Step) -> tuple[object, ...]:
    """What makes two steps of different placements the same answer."""
    first = None if step.first is None else frozenset(step.first.places)
    last = None if step.last is None else frozenset(step.last.places)
    return step.change, step.found, first, last


def _placements(seen: Seen, placed: Placed) -> Iterator[list[list[int]]]:
    """Every choice of sides that keeps the order which is sure: who lies on each of the three."""
    told = placed.doubtful + [(place, (Side.BEFORE,)) for place in placed.before]
    told += [(place, (Side.WITHIN,)) for place in placed.within]
    told += [(place, (Side.BEYOND,)) for place in placed.beyond]
    told.sort()
    ordered = [
        (a, b)
        for a, (one, here) in enumerate(told)
        for b, (other, there) in enumerate(told)
        if a != b and (len(here) > 1 or len(there) > 1) and seen.series.before(one, other)
    ]
    for sides in product(*(sides for _, sides in told)):
        if all(sides[a] <= sides[b] for a, b in ordered):
            chosen: list[list[int]] = [[], [], []]
            for (place, _), side in zip(told, sides, strict=True):
                chosen[side].append(place)
            yield chosen


def _steps(
    seen: Seen, line: int, earlier: list[int], within: list[int], beyond: list[int]
) -> list[Step]:
    before = seen.last(earlier)
    looks = seen.layers(within)
    if not within and (after := seen.first(beyond)) is not None:
        looks = [after]
    found = []
    if before is None and looks:
        before, *looks = looks
        if before.present is not Truth.FALSE and (within or seen.spanned(line)):
            reasons = _nothing_before(seen, line, before)
            found.append(Step(Change.CANNOT_BE_SAID, None, before, reasons))
    elif before is not None and not looks and before.present is not Truth.FALSE:
        reasons = seen.why_silent_within(line) or _NOT_TESTED_AFTER
        found.append(Step(Change.CANNOT_BE_SAID, before, None, reasons))
    if before is not None and looks:
        unseen = () if within else seen.why_silent_within(line)
        looks = [before, *looks]
        while len(looks) > 2 and seen.ended(line, looks[-2]):
            looks.pop()  # a line has no part in what changed after it had ended
        if not seen.ended(line, looks[0]):
            found += _along(looks, unseen)
    return found


def _along(looks: list[Look], unseen: tuple[Reason, ...]) -> Iterator[Step]:
    """Each change from look to look; what is there throughout is retained, once."""
    if all(look.present is Truth.TRUE for look in looks):
        yield Step(Change.RETAINED, looks[0], looks[-1], unseen)
        return
    for first, last in pairwise(looks):
        match first.present, last.present:
            case Truth.FALSE, Truth.TRUE:
                yield Step(Change.GAINED, first, last, unseen)
            case Truth.TRUE, Truth.FALSE:
                yield Step(Change.LOST, first, last, unseen)
            case (Truth.INDETERMINATE, _) | (_, Truth.INDETERMINATE):
                reasons = tuple(look.reason for look in (first, last) if look.reason is not None)
                yield Step(Change.CANNOT_BE_SAID, first, last, reasons)


def _nothing_before(seen: Seen, line: int, look: Look) -> tuple[Reason, ...]:
    reasons = seen.why_silent_before(line) or _NOT_TESTED_BEFORE
    return reasons if look.reason is None else (*reasons, look.reason)


def _either(seen: Seen, doubtful: list[int], bound: str = "") -> Step:
    names = seen.ids(doubtful)
    text = f"{', '.join(names)} may lie on either side of the line's first day or the next one's"
    text += bound
    reason = Reason(Why.EITHER_SIDE, text, names)
    return Step(Change.CANNOT_BE_SAID, None, None, (reason,), tuple(doubtful))
