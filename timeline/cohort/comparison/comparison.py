"""All of a comparison as one value: what ``timeline compare`` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from timeline.analysis.analysis import Analysis
from timeline.analysis.response import Convention
from timeline.cohort.comparison.alignment import Alignment, align
from timeline.cohort.comparison.compared import analysed, case_named
from timeline.cohort.comparison.cooccurrence import Pair, co_occurrence
from timeline.cohort.comparison.durations import Durations, durations
from timeline.cohort.comparison.follows import Follows, directly_follows
from timeline.cohort.comparison.grouping import Key
from timeline.cohort.comparison.nearest import WEIGHTS, Near, nearest
from timeline.cohort.comparison.published import MEASURED, AmongPublished, among_published
from timeline.cohort.comparison.transition_counts import TransitionCount, transition_counts
from timeline.cohort.sequences import Level
from timeline.errors import CaseTimelineError
from timeline.model.case import Case

NOTE = (
    "Published cases are chosen for what is remarkable: few of them are no sample, and no number"
    " here is an estimate for patients. Every count names its cases. This is not medical advice."
)
"""What is printed under every comparison."""

MOST_ALIGNED = 200
"""More cases than this are not aligned with each other: there would be 20,000 pairs."""


@attrs.frozen(kw_only=True)
class Comparison:
    """Some cases side by side.

    ``alignments`` are those asked for: of two cases theirs, of more that of each case and the
    nearest to it by therapies, each pair once. ``distances`` are those of all pairs.
    """

    cases: tuple[str, ...]
    durations: Durations
    transitions: tuple[TransitionCount, ...]
    follows: tuple[Follows, ...]
    co_occurrence: tuple[Pair, ...]
    published: tuple[AmongPublished, ...]
    distances: Mapping[tuple[str, str], float]
    alignments: tuple[Alignment, ...]
    nearest_to: str | None
    nearest: tuple[Near, ...]


def compare(
    cases: Iterable[Case | Analysis],
    *,
    by: str | Key = "drug",
    endpoint: str = "TTD",
    level: Level | str = Level.LINE,
    aligned: bool = False,
    near: str | None = None,
    weights: Mapping[str, float] = WEIGHTS,
    convention: Convention | None = None,
) -> Comparison:
    """Compare cases: times by group, changes, orders of therapies, findings, medians.

    ``by`` groups the lines, ``endpoint`` times them, ``level`` is that of the sequences.
    ``aligned`` adds alignments, ``near`` the cases nearest to the one of that id, and its alignment
    with the nearest. ``convention`` says how responses are read and endpoints counted. Raises
    :class:`NotationError` for a name that is none,
    :class:`CaseTimelineError` for an id that is not there or twice, and for too many to align.
    """
    listed = analysed(cases, convention)
    wanted = Level(level)
    if aligned and len(listed) > MOST_ALIGNED:
        raise CaseTimelineError(
            f"{len(listed)} cases are too many to align each with each; at most {MOST_ALIGNED}"
        )
    found: tuple[Near, ...] = ()
    shown: list[tuple[str, str]] = []
    if near is not None:
        case_named(listed, near)
        found = nearest(near, listed, weights=weights)
        shown += [(near, one.case) for one in found[:1]]
    every = _all_pairs(listed, wanted) if aligned else {}
    apart = {pair: one.distance for pair, one in every.items()}
    shown += _shown(listed, apart)
    times = durations(listed, by=by, endpoint=endpoint)
    named = {one.case.id: one for one in listed}
    return Comparison(
        cases=tuple(named),
        durations=times,
        transitions=transition_counts(listed, by=by),
        follows=directly_follows(listed, wanted),
        co_occurrence=co_occurrence(listed),
        published=among_published(listed, endpoint=times.endpoint)
        if times.endpoint in MEASURED
        else (),
        distances=apart,
        alignments=tuple(
            every[pair] if pair in every else align(named[pair[0]], named[pair[1]], wanted)
            for pair in dict.fromkeys(shown)
        ),
        nearest_to=near,
        nearest=found,
    )


def _all_pairs(listed: Sequence[Analysis], level: Level) -> dict[tuple[str, str], Alignment]:
    return {
        (one.case.id, other.case.id): align(one, other, level)
        for place, one in enumerate(listed)
        for other in listed[place + 1 :]
    }


def _shown(
    listed: Sequence[Analysis], apart: Mapping[tuple[str, str], float]
) -> list[tuple[str, str]]:
    """Each case that has lines with the nearest to it, where anything of the two is alike."""
    shown = []
    for one in listed:
        mine = [pair for pair in apart if one.case.id in pair and apart[pair] < 1]
        if mine and len(one.lines):
            shown.append(min(mine, key=lambda pair: apart[pair]))
    return shown or list(apart)[:1]
