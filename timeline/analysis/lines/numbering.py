"""How lines are counted: ``LoT N (C + P)``, other counts allowed, the document's numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import combinations
from operator import attrgetter
from typing import NamedTuple

from timeline.analysis.lines.line import Alternative, Disagreement, Line
from timeline.budgets import BUDGET
from timeline.chronology import Chronology
from timeline.model.claims import LineClaim
from timeline.model.events import Therapy
from timeline.model.truth import Truth

Groups = tuple[tuple[str, ...], ...]


class Doubt(NamedTuple):
    """A boundary that is indeterminate: the course after it, whether it was drawn, and why."""

    event: str
    drawn: bool
    why: str


Span = tuple[int, int | None]
"""The fewest and the most lines that a treatment stands for; no most where it is not stated."""


def notation(told: Iterable[tuple[Truth, Span]]) -> str:
    """``LoT 5 (1+4)``: all lines, curative and palliative (Saini & Twelves 2021).

    Where the intent of some is indeterminate, both counts are ranges: ``LoT 2 (0-1+1-2)`` with an
    en dash. Lines that the report only sums up count as at least so many: ``LoT ≥3 (0+≥3)``.
    """
    spans: dict[Truth, Span] = dict.fromkeys(Truth, (0, 0))
    for curative, span in told:
        spans[curative] = _sum(spans[curative], span)
    sure, open_, palliative = (
        spans[truth] for truth in (Truth.TRUE, Truth.INDETERMINATE, Truth.FALSE)
    )
    total = _range(_sum(_sum(sure, palliative), open_))
    either = 0, open_[1]
    return f"LoT {total} ({_range(_sum(sure, either))}+{_range(_sum(palliative, either))})"


def _sum(one: Span, other: Span) -> Span:
    most = None if one[1] is None or other[1] is None else one[1] + other[1]
    return one[0] + other[0], most


def _range(span: Span) -> str:
    least, most = span
    if most is None:
        return f"≥{least}"
    return f"{least}\u2013{most}" if most > least else str(least)


def alternatives(
    groups: Groups,
    curative: Mapping[str, Truth],
    summed: Mapping[str, Span],
    doubts: Sequence[Doubt],
    disorders: Sequence[tuple[str, str]],
    look_backs: Sequence[str],
) -> tuple[Alternative, ...]:
    """The other numberings, each one doubt away from the one shown.

    ``curative`` is the intent of each therapy, ``summed`` the lines it stands for;
    ``disorders`` are courses whose order is not known; ``look_backs`` say why it is open whether a
    curative line counts for advanced disease.
    """
    found = []
    for doubt in doubts:
        other = _flipped(groups, doubt)
        found.append(Alternative(other, _counted(other, curative, summed), doubt.why))
    if len(doubts) > 1:
        other = reduce(_flipped, doubts, groups)
        why = f"all of these together: {', '.join(doubt.event for doubt in doubts)}"
        found.append(Alternative(other, _counted(other, curative, summed), why))
    for first, second in disorders:
        if _place(groups, first) == _place(groups, second):
            continue
        why = f"{second} may have begun before {first}"
        found.append(
            Alternative(_swapped(groups, first, second), _counted(groups, curative, summed), why)
        )
    found += [Alternative(groups, _counted(groups, curative, summed), why) for why in look_backs]
    for event in (group[0] for group in groups if curative[group[0]] is Truth.INDETERMINATE):
        for intent, word in ((Truth.TRUE, "curative"), (Truth.FALSE, "palliative")):
            counted = _counted(groups, {**curative, event: intent}, summed)
            found.append(Alternative(groups, counted, f"if {event} was given with {word} intent"))
    return tuple(found)


def readings(groups: Groups, doubts: Sequence[Doubt]) -> Iterator[Groups]:
    """Every numbering that the doubts allow, the one shown first; of many, one doubt at a time."""
    if len(doubts) > BUDGET.doubts:
        yield groups
        yield from (_flipped(groups, doubt) for doubt in doubts)
        return
    for count in range(len(doubts) + 1):
        for some in combinations(doubts, count):
            yield reduce(_flipped, some, groups)


def _flipped(groups: Groups, doubt: Doubt) -> Groups:
    """The other reading of one boundary."""
    return _merged(groups, doubt.event) if doubt.drawn else _split(groups, doubt.event)


def _counted(groups: Groups, curative: Mapping[str, Truth], summed: Mapping[str, Span]) -> str:
    return notation((curative[group[0]], summed[group[0]]) for group in groups)


def _place(groups: Groups, event: str) -> int:
    return next(place for place, group in enumerate(groups) if event in group)


def _merged(groups: Groups, event: str) -> Groups:
    place = _place(groups, event)
    joined = groups[place - 1] + groups[place]
    return (*groups[: place - 1], joined, *groups[place + 1 :])


def _split(groups: Groups, event: str) -> Groups:
    place = _place(groups, event)
    group = groups[place]
    cut = group.index(event)
    return (*groups[:place], group[:cut], group[cut:], *groups[place + 1 :])


def _swapped(groups: Groups, first: str, second: str) -> Groups:
    one, other = _place(groups, first), _place(groups, second)
    order = list(groups)
    order[one], order[other] = order[other], order[one]
    return tuple(order)


def reported_numbers(chronology: Chronology) -> dict[str, tuple[int, ...]]:
    """The line numbers of each therapy in the document: its own, and those that claims state."""
    numbers: dict[str, tuple[int, ...]] = {
        event.id: (event.line,)
        for event in chronology.case
        if type(event) is Therapy and event.line is not None
    }
    for event, told in claimed_numbers(chronology).items():
        numbers[event] = tuple(dict.fromkeys((*numbers.get(event, ()), *told)))
    return numbers


def claimed_numbers(chronology: Chronology) -> dict[str, tuple[int, ...]]:
    """The line numbers of each therapy that the report gives, as the document's claims have it."""
    numbers: dict[str, tuple[int, ...]] = {}
    case = chronology.case
    for claim in case.claims:
        if isinstance(claim, LineClaim) and case.event(claim.of).happened:
            event = case.event(claim.of).id
            numbers[event] = (*numbers.get(event, ()), claim.is_)
    return numbers


def disagreements(
    lines: Sequence[Line], reported: Mapping[str, tuple[int, ...]]
) -> tuple[Disagreement, ...]:
    """The document's numbers that are not the derived ones, under the counting that fits best.

    Authors count lines of advanced disease, or all of them, or those and the curative ones whose
    relapse came early: a number is held against whichever of these they seem to use. A number
    above the derived one may count treatment the report does not tell.
    """
    best: tuple[Disagreement, ...] | None = None
    for words, number_of in _COUNTINGS:
        found = tuple(
            [
                Disagreement(event, told, number, f"line {number} {words}", told in line.claimed)
                for line in lines
                if (number := number_of(line)) is not None
                for event in line.therapies
                for told in reported.get(event, ())
                if told != number and not (line.at_least and told > number)
            ]
        )
        if not found:
            return ()
        if best is None or len(found) < len(best):
            best = found
    return best or ()


def _after_prior(line: Line) -> int | None:
    least, most = line.prior
    return least + 1 if least == most and line.palliative is not None else line.palliative


_COUNTINGS: tuple[tuple[str, Callable[[Line], int | None]], ...] = (
    ("of advanced disease", attrgetter("palliative")),
    ("of all", attrgetter("number")),
    ("of advanced disease, early relapses counted", _after_prior),
)
