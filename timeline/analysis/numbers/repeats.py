"""Numbers that papers repeat: from the paper that printed one first to those that repeat it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

from timeline.analysis.numbers.places import finding
from timeline.findings import Finding, Severity
from timeline.model.study import Count, Link, Number, Study, Sum

_PART = {"count-not-whole": "numerator", "sum-differs": "numerator"}
"""What of a share a finding is about, where it is not the percentage: only that can be repeated."""


@attrs.frozen
class Papers:
    """The studies at hand, and which numbers repeat which."""

    studies: dict[str, Study]
    repeated_by: dict[Link, tuple[Link, ...]]

    @classmethod
    def of(cls, studies: Iterable[Study]) -> Papers:
        """Collect the links of several studies."""
        at_hand = {study.id: study for study in studies}
        found: dict[Link, list[Link]] = {}
        for study in at_hand.values():
            for number in study:
                if number.repeats is not None:
                    there = Link.from_text(number.repeats)
                    found.setdefault(there, []).append(Link(study.id, number.id))
        return cls(at_hand, {origin: tuple(links) for origin, links in found.items()})

    def number(self, link: Link) -> Number | None:
        """The number a link leads to; None when its study is not at hand or lacks it."""
        study = self.studies.get(link.study)
        by_id = {number.id: number for number in study} if study else {}
        return by_id.get(link.id)

    def spread(self, study: str, found: Finding) -> dict[str, str]:
        """The papers, from the first one on, that print all a finding is about, and their places.

        Empty when no other paper repeats every one of the numbers unchanged.
        """
        part = _PART.get(found.code, "percent")
        ends = [self._same_print(self._origin(Link(study, name)), part) for name in found.events]
        if not ends:
            return {}
        together = [paper for paper in ends[0] if all(paper in family for family in ends)]
        if study not in together or len(together) < 2:
            return {}
        return {paper: self._place(ends[0][paper]) for paper in together}

    def _origin(self, link: Link) -> Link:
        seen = {link}
        while (number := self.number(link)) is not None and number.repeats is not None:
            above = Link.from_text(number.repeats)
            if above in seen or self.number(above) is None:
                break
            seen.add(above)
            link = above
        return link

    def _same_print(self, origin: Link, part: str) -> dict[str, Link]:
        """The papers that print a number as its origin does, in the order it was handed on."""
        first = self.number(origin)
        family: dict[str, Link] = {}
        waiting = [origin]
        seen: set[Link] = set()
        while waiting:
            link = waiting.pop(0)
            number = self.number(link)
            if number is None or first is None or link in seen:
                continue
            seen.add(link)
            if same_print(first, number) and _prints(number, part):
                family.setdefault(link.study, link)
            waiting += self.repeated_by.get(link, ())
        return family

    def _place(self, link: Link) -> str:
        number = self.number(link)
        return (number.cite if number is not None else None) or link.id


def repeats_are_faithful(study: Study, papers: Papers) -> Iterator[Finding]:
    """Numbers that are not what the paper they come from prints, or that it does not have."""
    for number in study:
        if number.repeats is None:
            continue
        link = Link.from_text(number.repeats)
        origin = papers.number(link)
        if origin is None:
            if link.study in papers.studies:
                message = f"{number.name}: {link.study} has no number {link.id!r}"
                yield finding("unknown-repeat", message, Severity.ERROR, study, [number])
        elif not same_print(origin, number):
            message = (
                f"{number.name}: {_shown(number)}, and in {link.study} "
                f"({origin.cite or origin.id}) {_shown(origin)}"
            )
            yield finding("repeat-differs", message, Severity.WARNING, study, [number])


def with_paths(
    study: Study,
    own: tuple[Finding, ...],
    papers: Papers,
    check: Callable[[Study], tuple[Finding, ...]],
) -> Iterator[Finding]:
    """The findings of a study with the path of each number that other papers print too.

    What is wrong in the paper a number comes from, and cannot be seen in this one alone, is added:
    ``repeats-wrong-number``.
    """
    for found in own:
        path = papers.spread(study.id, found)
        yield attrs.evolve(found, message=f"{found.message}; {_way(path)}") if path else found
    said = {(found.code, name) for found in own for name in found.events}
    for other in papers.studies.values():
        if other.id == study.id:
            continue
        for found in check(other):
            here = [
                mine
                for name in found.events
                for mine in papers.repeated_by.get(Link(other.id, name), ())
                if mine.study == study.id
            ]
            known = any((found.code, mine.id) in said for mine in here)
            path = papers.spread(other.id, found)
            if found.severity is Severity.NOTE or known or len(here) < len(found.events):
                continue
            if study.id in path and here:
                numbers = [study.number(mine.id) for mine in here]
                message = f"[{found.code}] {found.message}; {_way(path)}"
                yield finding("repeats-wrong-number", message, found.severity, study, numbers)


def same_print(one: Number, other: Number) -> bool:
    """Whether two papers print the same number, as far as both print it."""
    if isinstance(one, Count) and isinstance(other, Count):
        pairs = [
            (getattr(one.is_, part), getattr(other.is_, part))
            for part in ("numerator", "n", "percent")
        ]
        both = [(a, b) for a, b in pairs if a is not None and b is not None]
        return bool(both) and all(a == b for a, b in both)
    if isinstance(one, Sum) or isinstance(other, Sum):
        return type(one) is type(other)
    return str(one.is_) == str(other.is_)


def _prints(number: Number, part: str) -> bool:
    """Whether a share gives the part in question; other numbers have only one."""
    return not isinstance(number, Count) or getattr(number.is_, part) is not None


def _way(path: dict[str, str]) -> str:
    return "its way: " + " \u2192 ".join(f"{paper} ({place})" for paper, place in path.items())


def _shown(number: Number) -> str:
    return number.id if isinstance(number, Sum) else str(number.is_)
