"""How well an acquisition is shown, when the alteration emerged, and what was given meanwhile."""

from __future__ import annotations

from math import inf

import attrs

from timeline.analysis.resistance.detections import Seen
from timeline.analysis.resistance.series import Series
from timeline.analysis.resistance.words import Grade
from timeline.chronology import Chronology
from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.truth import Truth


@attrs.frozen(kw_only=True)
class Acquisition:
    """An alteration that a sample has and no earlier one is known to have had.

    ``earlier`` are the tests that the ``grade`` rests on, ``found`` those that first show it.
    ``window`` are the days within which it can have emerged or come to be seen: from the last
    earlier test, open for grade D, to the first positive one. ``length`` is the days between these
    two samples.
    """

    grade: Grade
    window: Bounds
    length: DurationBounds
    earlier: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


def acquisition(
    chronology: Chronology, seen: Seen, beside: tuple[int, ...]
) -> tuple[Acquisition, tuple[int, ...]]:
    """The evidence that what ``beside`` shows was acquired, and the earlier samples it rests on.

    Samples by their places. Of all samples surely taken before, and after the last that also had
    it, the best evidence counts; among equals the latest. What was sampled beside the positive one
    is not earlier.
    """
    series, sights = seen.series, seen.sights
    found = tuple(place for place in beside if sights[place].present is Truth.TRUE)
    before = [
        place
        for place in range(len(sights))
        if place not in beside and series.surely_earlier(place, found)
    ]
    positive = [place for place in before if sights[place].present is Truth.TRUE]
    open_ = [
        place
        for place in before
        if sights[place].present is not Truth.TRUE
        and not any(series.before(place, other) for other in positive)
    ]
    grade = min([sights[place].evidence for place in open_], default=Grade.D)  # "A" to "D"
    earlier: tuple[int, ...] = ()
    if grade is not Grade.D:
        best = [place for place in open_ if sights[place].evidence is grade]
        earlier = tuple(series.last(best))
    value = Acquisition(
        grade=grade,
        window=series.window(earlier, found),
        length=_length(chronology, series, earlier, found),
        earlier=seen.ids(earlier),
        found=seen.ids(found),
    )
    return value, earlier


def _length(
    chronology: Chronology, series: Series, earlier: tuple[int, ...], found: tuple[int, ...]
) -> DurationBounds:
    taken = series.taken
    spans = [
        chronology.apart(taken[one].taken, taken[other].taken) for one in earlier for other in found
    ]
    least = min([span[0] for span in spans], default=-inf)
    most = min([span[1] for span in spans], default=inf)
    return DurationBounds(None if least == -inf else int(least), None if most == inf else int(most))
