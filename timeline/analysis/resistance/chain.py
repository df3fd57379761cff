"""One alteration over one line, look by look, in every way the dates allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from math import prod

import attrs

from timeline.analysis.resistance.order import Side, later
from timeline.analysis.resistance.samples import Sight, first_of, last_of, occasion, within_days
from timeline.analysis.resistance.words import Change, Grade, Reason, Why
from timeline.chronology import Chronology
from timeline.model.truth import Truth

MAX_SCENARIOS = 128
"""How many ways of placing samples before, on or after a line are tried; beyond, none is sure."""


@attrs.frozen
class Look:
    """Samples read together, and whether the alteration was there."""

    sights: tuple[Sight, ...]
    present: Truth
    reason: Reason | None = None


@attrs.frozen
class Step:
    """A change from one look to a later one; a side is None where there is no informative look.

    ``uncertain`` are the samples that may lie on either side of a line's start.
    """

    change: Change
    first: Look | None
    last: Look | None
    reasons: tuple[Reason, ...] = ()
    uncertain: tuple[Sight, ...] = ()

    @property
    def found(self) -> bool:
        """Whether the alteration is there after, and was not surely there before."""
        before = self.first is not None and self.first.present is Truth.TRUE
        return self.last is not None and self.last.present is Truth.TRUE and not before


@attrs.frozen
class Placed:
    """A sight and where its sample may lie to the line."""

    sight: Sight
    sides: tuple[Side, ...]


def steps(chronology: Chronology, sights: tuple[Placed, ...]) -> tuple[Step, ...]:
    """The changes over a line that hold wherever, within its bounds, each sample was taken.

    Where the placements agree on no change, one step says so.
    """
    told = _needed(chronology, [one for one in sights if one.sight.informative])
    doubtful = [one for one in told if len(one.sides) > 1]
    if not told:
        return ()
    if not doubtful:
        return tuple(_steps(chronology, [(one, one.sides[0]) for one in told], sights))
    if prod(len(one.sides) for one in doubtful) > MAX_SCENARIOS:
        return (_either(doubtful),)
    found = [
        tuple(_steps(chronology, placement, sights)) for placement in _placements(chronology, told)
    ]
    if not found or not any(found):
        return ()
    common = set.intersection(*({_key(step) for step in each} for each in found))
    sure = tuple(step for step in found[0] if _key(step) in common)
    return sure or (_either(doubtful),)


def _key(step: Step) -> tuple[object, ...]:
    """What makes two steps of different placements the same answer."""
    ends = (
        None if look is None else frozenset(sight.id for sight in look.sights)
        for look in (step.first, step.last)
    )
    return step.change, step.found, *ends


def _needed(chronology: Chronology, told: list[Placed]) -> list[Placed]:
    """Without the samples that surely lie before, or beyond, a nearer one that surely does too."""
    before = [one.sight for one in told if one.sides == (Side.BEFORE,)]
    beyond = [one.sight for one in told if one.sides == (Side.BEYOND,)]
    if len(before) < 2 and len(beyond) < 2:
        return told
    near = {
        id(one)
        for one in (
            *occasion(chronology, last_of(chronology, before), before),
            *occasion(chronology, first_of(chronology, beyond), beyond),
        )
    }
    return [
        one
        for one in told
        if one.sides not in ((Side.BEFORE,), (Side.BEYOND,)) or id(one.sight) in near
    ]


def _placements(
    chronology: Chronology, told: list[Placed]
) -> Iterator[tuple[tuple[Placed, Side], ...]]:
    """Every choice of sides that keeps the order which is sure."""
    ordered = [
        (a, b)
        for a, one in enumerate(told)
        for b, other in enumerate(told)
        if a != b
        and (len(one.sides) > 1 or len(other.sides) > 1)
        and later(chronology, one.sight.sample.taken, other.sight.sample.taken) is Truth.TRUE
    ]
    for sides in product(*(one.sides for one in told)):
        if all(sides[a] <= sides[b] for a, b in ordered):
            yield tuple(zip(told, sides, strict=True))


def _steps(
    chronology: Chronology,
    placement: Sequence[tuple[Placed, Side]],
    everything: tuple[Placed, ...],
) -> Iterator[Step]:
    on = {
        side: [one for one, where in placement if where is side]
        for side in (Side.BEFORE, Side.WITHIN, Side.BEYOND)
    }
    silent = [one for one in everything if one.sight.why is not None]
    earlier, beyond = _sights(on[Side.BEFORE]), _sights(on[Side.BEYOND])
    before = _look(chronology, occasion(chronology, last_of(chronology, earlier), earlier))
    looks = list(_layers(chronology, _sights(on[Side.WITHIN])))
    unsampled = not on[Side.WITHIN]
    if unsampled:
        after = _look(chronology, occasion(chronology, first_of(chronology, beyond), beyond))
        looks += [after] if after is not None else []
    if before is None and looks:
        asked = bool(on[Side.WITHIN]) or _spanned(silent)
        if asked and looks[0].present is not Truth.FALSE:
            yield Step(Change.CANNOT_BE_SAID, None, looks[0], _nothing_before(silent, looks[0]))
        before, looks = looks[0], looks[1:]
    elif before is not None and not looks and before.present is not Truth.FALSE:
        yield Step(Change.CANNOT_BE_SAID, before, None, _nothing_after(silent))
    if before is not None:
        unseen = _silent(silent, Side.WITHIN) if unsampled else ()
        yield from _along([before, *looks], unseen)


def _along(looks: list[Look], unseen: tuple[Reason, ...]) -> Iterator[Step]:
    """Each change from look to look; what is there throughout is retained, once."""
    if len(looks) > 1 and all(look.present is Truth.TRUE for look in looks):
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


def _sights(placed: Iterable[Placed]) -> tuple[Sight, ...]:
    return tuple(one.sight for one in placed)


def _layers(chronology: Chronology, sights: tuple[Sight, ...]) -> Iterator[Look]:
    """Samples in their order, those of no sure order together."""
    left = list(sights)
    while left:
        group = occasion(chronology, first_of(chronology, left), left)
        look = _look(chronology, group)
        assert look is not None
        yield look
        left = [one for one in left if one not in group]


def _look(chronology: Chronology, group: tuple[Sight, ...]) -> Look | None:
    """Samples side by side: found in any of a pair is found."""
    if not group:
        return None
    present = {sight.present for sight in group}
    if len(present) == 1:
        return Look(group, present.pop())
    names = tuple(sight.id for sight in group)
    have = [sight.id for sight in group if sight.present is Truth.TRUE]
    lack = [sight.id for sight in group if sight.present is Truth.FALSE]
    told = f"found by {', '.join(have)} and not by {', '.join(lack)}"
    beside = len(occasion(chronology, group[:1], group)) == len(group)
    if beside or within_days(chronology, group, 0):
        return Look(group, Truth.TRUE, Reason(Why.DISCORDANT, told, names))
    text = f"{told}, and which came first is not known"
    return Look(group, Truth.INDETERMINATE, Reason(Why.ORDER_UNKNOWN, text, names))


def _spanned(silent: list[Placed]) -> bool:
    """Whether an earlier test, such as it is, lies before the line, and none as good within it."""
    before = [one.sight.evidence.rank for one in silent if Side.BEFORE in one.sides]
    within = [one.sight.evidence.rank for one in silent if one.sides == (Side.WITHIN,)]
    weakest = Grade.D.rank
    return min(before, default=weakest) < min(within, default=weakest)


def _nothing_before(silent: list[Placed], look: Look) -> tuple[Reason, ...]:
    reasons = _silent(silent, Side.BEFORE)
    told = () if look.reason is None else (look.reason,)
    return (*(reasons or (Reason(Why.NOT_TESTED_BEFORE, "not tested before"),)), *told)


def _nothing_after(silent: list[Placed]) -> tuple[Reason, ...]:
    reasons = _silent(silent, Side.WITHIN)
    return reasons or (Reason(Why.NOT_TESTED_AFTER, "not tested after"),)


def _silent(silent: list[Placed], side: Side) -> tuple[Reason, ...]:
    """Why the samples that may lie on a side say nothing."""
    return tuple(one.sight.why for one in silent if side in one.sides and one.sight.why is not None)


def _either(doubtful: list[Placed]) -> Step:
    names = tuple(one.sight.id for one in doubtful)
    text = f"{', '.join(names)} may lie on either side of the line's first day or the next one's"
    reason = Reason(Why.EITHER_SIDE, text, names)
    return Step(Change.CANNOT_BE_SAID, None, None, (reason,), _sights(doubtful))
