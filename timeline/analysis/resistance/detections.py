"""What the samples of a tumour say of one alteration, and which of them count from line to line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from timeline.analysis.resistance.order import Layout, Side
from timeline.analysis.resistance.samples import Sight, sight
from timeline.analysis.resistance.series import Series
from timeline.analysis.resistance.words import Grade, Reason, Why
from timeline.model.alterations import Alteration
from timeline.model.coverage import Result
from timeline.model.truth import Truth

_BEFORE, _WITHIN, _BEYOND = (Side.BEFORE,), (Side.WITHIN,), (Side.BEYOND,)


@attrs.frozen
class Look:
    """Samples read together, by their places, and whether the alteration was there."""

    places: tuple[int, ...]
    present: Truth
    reason: Reason | None = None


@attrs.frozen
class Placed:
    """The samples that count for a line, by their places: by where each surely lies to it.

    Of the ``doubtful`` it cannot be said, and each has the sides it may lie on.
    """

    before: list[int]
    within: list[int]
    beyond: list[int]
    doubtful: list[tuple[int, tuple[Side, ...]]]


class Seen:
    """What the samples of a tumour say of one alteration; samples and lines by their places."""

    def __init__(self, series: Series, layout: Layout, alteration: Alteration) -> None:
        self.alteration = alteration
        self.name = str(alteration)
        self.series = series
        self.layout = layout
        self.sights = [sight(sample, alteration) for sample in series.taken]
        self.tells = [one.informative for one in self.sights]
        self.told = [place for place, tells in enumerate(self.tells) if tells]
        self.silent = [place for place, tells in enumerate(self.tells) if not tells]
        self._looks: dict[tuple[int, ...], Look] = {}
        self._before = self._newest_before()
        self._beyond = self._soonest_beyond()

    @property
    def broader(self) -> list[int]:
        """The samples that report a class of alterations of which this may be the one."""
        return [place for place in self.silent if self.sights[place].broader]

    def of(self, places: Sequence[int]) -> list[Sight]:
        """Read what these samples say of one alteration."""
        return [self.sights[place] for place in places]

    def results(self, places: Sequence[int]) -> tuple[Result, ...]:
        """The results on the alteration that these samples have."""
        return tuple([self.sights[place].result for place in places])

    def ids(self, places: Sequence[int]) -> tuple[str, ...]:
        """The tests of these samples."""
        return tuple([self.series.taken[place].test.id for place in places])

    def placed(self, line: int) -> Placed:
        """The samples that tell of it and count for a line, and where each may lie to it.

        Without those that surely lie before, or beyond, a nearer one that surely does too.
        """
        before, beyond = self._before[line], self._beyond[line]
        within, doubtful = [], []
        for place, sides in self.layout.near[line]:
            if self.tells[place]:
                if len(sides) > 1:
                    doubtful.append((place, sides))
                elif sides == _WITHIN:
                    within.append(place)
                elif sides == _BEFORE:
                    before = sorted([*before, place])
                else:
                    beyond = sorted([*beyond, place])
        if before:
            before = self._kept(self.series.last(before), line, _BEFORE)
        if beyond:
            beyond = self._kept(self.series.first(beyond), line, _BEYOND)
        return Placed(before, within, beyond, doubtful)

    def _kept(self, nearest: list[int], line: int, side: tuple[Side, ...]) -> list[int]:
        """The nearest samples on one side of a line, with what was sampled beside them."""
        beside = self.series.beside(nearest)
        if not beside:
            return nearest
        there = {place for place in beside if self.layout.sides(place, line) == side}
        return sorted([*nearest, *(place for place in there if self.tells[place])])

    def _newest_before(self) -> list[list[int]]:
        """For each line the samples surely before it that may be the last of them."""
        entering: dict[int, list[int]] = {}
        for place in self.told:
            entering.setdefault(self.layout.begun[place].none, []).append(place)
        found: list[list[int]] = []
        near: list[int] = []
        for line in range(len(self.layout.near)):
            if line in entering:
                near = self.series.newest(sorted([*near, *entering[line]]))
            found.append(near)
        return found

    def _soonest_beyond(self) -> list[list[int]]:
        """For each line the samples surely after the next began that may be the first of them."""
        entering: dict[int, list[int]] = {}
        for place in self.told:
            entering.setdefault(self.layout.begun[place].sure - 2, []).append(place)
        found: list[list[int]] = []
        near: list[int] = []
        for line in reversed(range(len(self.layout.near))):
            if line in entering:
                near = self.series.soonest(sorted([*near, *entering[line]]))
            found.append(near)
        return found[::-1]

    def last(self, places: list[int]) -> Look | None:
        """The last of some samples, with what was sampled beside them."""
        if len(places) > 1:
            places = self.series.occasion(self.series.last(places), places)
        return self._look(tuple(places)) if places else None

    def first(self, places: list[int]) -> Look | None:
        """The first of some samples, with what was sampled beside them."""
        if len(places) > 1:
            places = self.series.occasion(self.series.first(places), places)
        return self._look(tuple(places)) if places else None

    def layers(self, places: list[int]) -> list[Look]:
        """Samples in their order, those of no sure order together."""
        looks = []
        while len(places) > 1:
            group = self.series.occasion(self.series.first(places), places)
            looks.append(self._look(tuple(group)))
            places = [place for place in places if place not in group]
        return [*looks, self._look(tuple(places))] if places else looks

    def _look(self, group: tuple[int, ...]) -> Look:
        look = self._looks.get(group)
        if look is None:
            look = self._looks[group] = self._read(group)
        return look

    def _read(self, group: tuple[int, ...]) -> Look:
        """Samples side by side: found in any of a pair is found."""
        if len(group) == 1:
            return Look(group, self.sights[group[0]].present)
        sights = self.of(group)
        present = {one.present for one in sights}
        if len(present) == 1:
            return Look(group, present.pop())
        names = self.ids(group)
        have = [one.id for one in sights if one.present is Truth.TRUE]
        lack = [one.id for one in sights if one.present is Truth.FALSE]
        told = f"found by {', '.join(have)} and not by {', '.join(lack)}"
        series = self.series
        beside = len(series.occasion([group[0]], group)) == len(group)
        if beside or series.within_days(group, 0):
            return Look(group, Truth.TRUE, Reason(Why.DISCORDANT, told, names))
        text = f"{told}, and which came first is not known"
        return Look(group, Truth.INDETERMINATE, Reason(Why.ORDER_UNKNOWN, text, names))

    def ended(self, line: int, look: Look) -> bool:
        """Whether a line surely had ended before each sample of a look."""
        return all(self.layout.ended(place, line) for place in look.places)

    def why_silent_within(self, line: int) -> tuple[Reason, ...]:
        """Why the samples that may lie within a line say nothing."""
        near = self.layout.near[line]
        if not near:
            return ()
        return self._why([place for place, sides in near if Side.WITHIN in sides])

    def why_silent_before(self, line: int) -> tuple[Reason, ...]:
        """Why the samples that may lie before a line say nothing."""
        return self._why(self._silent_before(line))

    def _why(self, places: Iterable[int]) -> tuple[Reason, ...]:
        reasons = [self.sights[place].why for place in places]
        return tuple([reason for reason in reasons if reason is not None])

    def _silent_before(self, line: int) -> Iterator[int]:
        return (p for p in self.silent if Side.BEFORE in self.layout.sides(p, line))

    def spanned(self, line: int) -> bool:
        """Whether an earlier test, such as it is, lies before the line, and none as good within."""
        within = [self.sights[p] for p, sides in self.layout.near[line] if sides == _WITHIN]
        ranks = [one.evidence.rank for one in within if not one.informative]
        weakest = min(ranks, default=Grade.D.rank)
        before = self._silent_before(line)
        return any(self.sights[place].evidence.rank < weakest for place in before)
