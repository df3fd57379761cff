"""What number of patients stands behind each printed number, where that follows?

A percentage of a group whose size is printed may leave a single count; a sum with one unknown part
leaves that part; two statements of the same thing share their count. Nothing is taken from a number
that contradicts itself: what follows from an error is not a fact.
"""

from __future__ import annotations

from functools import lru_cache

import attrs

from timeline.analysis.numbers.attainability import Rounding, numerators
from timeline.model.study import Count, Group, Number, Study, Sum

_SLIPS = (Rounding.TRUNCATED, Rounding.UP)


@attrs.frozen
class Implied:
    """Counts by the id of the number: printed ones, and those that follow."""

    counts: dict[str, int]
    followed: frozenset[str]

    def count(self, name: str | None) -> int | None:
        """How many patients a number stands for, or None when it cannot be said."""
        return None if name is None else self.counts.get(name)

    def whole(self, count: Count) -> int | None:
        """Of how many a count is: the printed denominator, else the size of its group.

        None also for an empty group, of which no share can be computed.
        """
        return (count.is_.n if count.is_.n is not None else self.count(count.of)) or None


@lru_cache(maxsize=64)
def implied(study: Study) -> Implied:
    """The counts of a study, worked out until nothing more follows."""
    printed = {number.id: k for number in study if (k := _printed(number)) is not None}
    counts = dict(printed)
    while found := _step(study, counts):
        counts.update(found)
    return Implied(counts, frozenset(counts.keys() - printed.keys()))


def _printed(number: Number) -> int | None:
    if isinstance(number, Group):
        return number.is_
    return number.is_.k if isinstance(number, Count) else None


def _step(study: Study, counts: dict[str, int]) -> dict[str, int]:
    """Counts that follow from those known, the surest way first."""
    for rule in (_from_twins, _from_percentages, _from_sums):
        if found := {name: k for name, k in rule(study, counts).items() if name not in counts}:
            return found
    return {}


def _from_twins(study: Study, counts: dict[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number in study:
        if isinstance(number, Count) and number.same_as is not None:
            for one, other in ((number.id, number.same_as), (number.same_as, number.id)):
                if one in counts and isinstance(study.number(other), Count):
                    found.setdefault(other, counts[one])
    return found


def _from_percentages(study: Study, counts: dict[str, int]) -> dict[str, int]:
    found = {}
    for number in study:
        if not isinstance(number, Count) or number.is_.percent is None:
            continue
        n = number.is_.n if number.is_.n is not None else counts.get(number.of or "")
        if n:
            fits = numerators(number.is_.percent, n) or numerators(number.is_.percent, n, _SLIPS)
            if len(fits) == 1:
                found[number.id] = fits[0]
    return found


def _from_sums(study: Study, counts: dict[str, int]) -> dict[str, int]:
    found = {}
    for number in study:
        if not isinstance(number, Sum):
            continue
        unknown = [name for name in (number.total, *number.parts) if name not in counts]
        if len(unknown) != 1:
            continue
        known = sum(counts[part] for part in number.parts if part in counts)
        k = known if unknown[0] == number.total else counts[number.total] - known
        if k >= 0:
            found[unknown[0]] = k
    return found
