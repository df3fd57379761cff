"""Which of two moments comes first in the course, whatever the day of either?

A report says far more about order than about days: "after the biopsy" may be the same day, and is
later in the course all the same. What words say of order is kept as a relation of its own beside
the days, and closed: what follows an end follows the start, what is at the end of a treatment is
the same moment.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable

Step = tuple[int, int, bool]
"""``(first, second, strictly)``: the first of two numbered moments comes before the second; when
not strictly, it may also be the same moment."""


class Relation(enum.StrEnum):
    """How one moment lies to another in the course.

    ``OPEN`` is what nothing decides: neither the words of the report, nor days, nor what is
    assumed.
    """

    BEFORE = "before"
    SAME = "same"
    AFTER = "after"
    OPEN = "open"


class Precedence:
    """The closure of some steps over so many moments, as one set of bits for each moment.

    A circle of steps is one moment: ``A after B`` and ``B after A`` can only be at once.
    """

    def __init__(self, size: int, steps: Iterable[Step]) -> None:
        self._later = [0] * size  # not before it
        self._strictly = [0] * size
        self._before: list[list[tuple[int, bool]]] = [[] for _ in range(size)]
        for first, second, strictly in steps:
            self._before[second].append((first, strictly))
        self._close()

    def _close(self) -> None:
        """Tell those before a moment what comes after it, the last first, until nothing is new."""
        later, strictly = self._later, self._strictly
        waiting = list(range(len(later)))
        queued = set(waiting)
        while waiting:
            moment = waiting.pop()
            queued.discard(moment)
            reached = later[moment] | 1 << moment
            for earlier, strict in self._before[moment]:
                beyond = later[earlier] | reached
                apart = strictly[earlier] | (reached if strict else strictly[moment])
                if beyond != later[earlier] or apart != strictly[earlier]:
                    later[earlier], strictly[earlier] = beyond, apart
                    if earlier not in queued:
                        queued.add(earlier)
                        waiting.append(earlier)

    def before(self, first: int, second: int) -> bool:
        """Whether the first is certainly before the second, and not the same moment."""
        return bool(self._strictly[first] >> second & 1) and not self._later[second] >> first & 1

    def not_after(self, first: int, second: int) -> bool:
        """Whether the first is certainly before the second or the same moment."""
        return first == second or bool(self._later[first] >> second & 1)

    def reaches(self, first: int, moments: int) -> bool:
        """Whether any of some moments, as bits, is the first or not before it."""
        return bool((self._later[first] | 1 << first) & moments)
