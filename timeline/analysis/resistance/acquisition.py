"""How well an acquisition is shown, when the alteration emerged, and what was given meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from timeline.analysis.resistance.order import later
from timeline.analysis.resistance.samples import Sight, last_of, surely_earlier
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
    chronology: Chronology, sights: Iterable[Sight], found: tuple[Sight, ...]
) -> tuple[Acquisition, tuple[Sight, ...]]:
    """The evidence that what ``found`` shows was acquired, and the earlier samples it rests on.

    Of all samples surely taken before, and after the last that also had it, the best evidence
    counts; among equals the latest. What was sampled beside the positive one is not earlier.
    """
    beside = found
    found = tuple(one for one in found if one.present is Truth.TRUE)
    before = [
        one
        for one in sights
        if one not in beside and surely_earlier(chronology, one, found) is Truth.TRUE
    ]
    positive = [one for one in before if one.present is Truth.TRUE]
    open_ = [
        one
        for one in before
        if one.present is not Truth.TRUE
        and not any(
            later(chronology, one.sample.taken, other.sample.taken) is Truth.TRUE
            for other in positive
        )
    ]
    rank = min((one.evidence.rank for one in open_), default=Grade.D.rank)
    grade = list(Grade)[rank]
    earlier: tuple[Sight, ...] = ()
    if grade is not Grade.D:
        earlier = last_of(chronology, (one for one in open_ if one.evidence is grade))
    value = Acquisition(
        grade=grade,
        window=window(chronology, earlier, found),
        length=_length(chronology, earlier, found),
        earlier=tuple(one.id for one in earlier),
        found=tuple(one.id for one in found),
    )
    return value, earlier


def window(chronology: Chronology, earlier: tuple[Sight, ...], found: tuple[Sight, ...]) -> Bounds:
    """The days from the last of the earlier samples to the first of the later ones."""
    since = [chronology.bounds(one.sample.taken).earliest for one in earlier]
    until = [chronology.bounds(one.sample.taken).latest for one in found]
    return Bounds(
        max((day for day in since if day is not None), default=None),
        min((day for day in until if day is not None), default=None),
        chronology.calendar,
    )


def _length(
    chronology: Chronology, earlier: tuple[Sight, ...], found: tuple[Sight, ...]
) -> DurationBounds:
    spans = [
        chronology.duration(one.sample.taken, other.sample.taken)
        for one in earlier
        for other in found
    ]
    least = [span.least for span in spans]
    most = [span.most for span in spans]
    return DurationBounds(
        min((d for d in least if d is not None), default=None) if None not in least else None,
        min((d for d in most if d is not None), default=None),
    )
