"""The samples of a tumour among one another: which came first, which last, which side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf

from timeline.analysis.resistance.samples import Sample
from timeline.chronology import Chronology
from timeline.model.assays import Material
from timeline.model.bounds import Bounds
from timeline.model.truth import Truth

PAIRED_DAYS = 31
"""Samples at most so far apart are read side by side, as one look; a convention of this library.

Reports date a tissue and a plasma sample of one work-up to the same month.
"""


class Series:
    """Samples in document order, compared by their places in it; no pair is compared twice.

    Groups of samples are lists of places, in document order where nothing else is said.
    """

    def __init__(self, chronology: Chronology, taken: tuple[Sample, ...]) -> None:
        self.taken = taken
        self._chronology = chronology
        self._earliest = [sample.earliest for sample in taken]
        self._latest = [sample.latest for sample in taken]
        alone = self._alone()
        self._besides: list[list[int] | None] = [[] if alone else None for _ in taken]
        self._windows: dict[tuple[tuple[int, ...], tuple[int, ...]], Bounds] = {}

    def before(self, one: int, other: int) -> bool:
        """Whether one sample surely was taken before another."""
        if self._latest[one] < self._earliest[other]:
            return True
        if self._latest[other] <= self._earliest[one]:
            return False
        points = self.taken[one].taken, self.taken[other].taken
        return self._chronology.before(*points) is Truth.TRUE

    def first(self, places: Sequence[int]) -> list[int]:
        """The samples of a group that no other one surely precedes."""
        near = self.soonest(places)
        if len(near) < 2:
            return near
        return [one for one in near if not any(self.before(other, one) for other in near)]

    def last(self, places: Sequence[int]) -> list[int]:
        """The samples of a group that no other one surely follows."""
        near = self.newest(places)
        if len(near) < 2:
            return near
        return [one for one in near if not any(self.before(one, other) for other in near)]

    def newest(self, places: Sequence[int]) -> list[int]:
        """The samples of a group that, by their own bounds, may be the last."""
        if len(places) < 2:
            return list(places)
        newest = max([self._earliest[place] for place in places])
        return [place for place in places if self._latest[place] >= newest]

    def soonest(self, places: Sequence[int]) -> list[int]:
        """The samples of a group that, by their own bounds, may be the first."""
        if len(places) < 2:
            return list(places)
        soonest = min([self._latest[place] for place in places])
        return [place for place in places if self._earliest[place] <= soonest]

    def occasion(self, group: list[int], places: Iterable[int]) -> list[int]:
        """A group with what was sampled beside one of it: named as its pair, or of other material.

        Tissue and plasma some days apart are one look at the tumour, and no course of it. The group
        stands first.
        """
        beside = self.beside(group)
        return [*group, *(place for place in places if place in beside)] if beside else group

    def beside(self, group: list[int]) -> list[int]:
        """What was sampled beside one of a group, in any order; of any result."""
        return [other for one in group for other in self._mates(one) if other not in group]

    def _mates(self, one: int) -> list[int]:
        found = self._besides[one]
        if found is None:
            others = range(len(self.taken))
            found = self._besides[one] = [o for o in others if o != one and self._beside(o, one)]
        return found

    def _alone(self) -> bool:
        """Whether no two samples can be of one occasion: no pair is named, one material at most."""
        materials = {sample.material for sample in self.taken} - {Material.NOT_STATED}
        return len(materials) < 2 and all(sample.test.pair_of is None for sample in self.taken)

    def _beside(self, one: int, other: int) -> bool:
        samples = self.taken[one], self.taken[other]
        tests = samples[0].test, samples[1].test
        if tests[0].pair_of == tests[1].id or tests[1].pair_of == tests[0].id:
            return True
        materials = samples[0].material, samples[1].material
        differ = materials[0] is not materials[1] and Material.NOT_STATED not in materials
        return differ and self.within_days((one, other), PAIRED_DAYS)

    def within_days(self, group: Sequence[int], days: int) -> bool:
        """Whether samples surely lie within so many days of one another; 0 for one and the same."""
        return all(
            self._within(one, other, days)
            for n, one in enumerate(group)
            for other in group[n + 1 :]
        )

    def _within(self, one: int, other: int, days: int) -> bool:
        if self._earliest[other] - self._latest[one] > days:
            return False
        if self._earliest[one] - self._latest[other] > days:
            return False
        points = self.taken[one].taken, self.taken[other].taken
        least, most = self._chronology.apart(*points)
        return -days <= least and most <= days

    def surely_earlier(self, one: int, group: Iterable[int]) -> bool:
        """Whether a sample surely was taken before each of a group."""
        return all(self.before(one, other) for other in group)

    def window(self, earlier: tuple[int, ...], found: tuple[int, ...]) -> Bounds:
        """The days from the last of the earlier samples to the first of the later ones."""
        known = self._windows.get((earlier, found))
        if known is None:
            since = max([self._earliest[place] for place in earlier], default=-inf)
            until = min([self._latest[place] for place in found], default=inf)
            known = self._windows[earlier, found] = Bounds(
                None if since == -inf else int(since),
                None if until == inf else int(until),
                self._chronology.calendar,
            )
        return known
