"""What a reader makes of findings: how much a code weighs, and which findings are set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import attrs

from timeline.findings import Finding, Ignore, Severity

OFF = "off"
"""In place of a severity: findings of the code are left out."""


@attrs.frozen
class Ignored:
    """A finding that was set aside, and why."""

    finding: Finding
    reason: str


@attrs.frozen
class Honoured:
    """The findings that remain, and those that were set aside."""

    findings: tuple[Finding, ...]
    ignored: tuple[Ignored, ...] = ()


def weigh(
    findings: Iterable[Finding], severity: Mapping[str, Severity | str | None]
) -> tuple[Finding, ...]:
    """The findings with the severity that ``severity`` has for their code, or their own.

    None or ``off`` leaves a code out. Raises ValueError for any other word.
    """
    wanted = {code: _severity(word) for code, word in severity.items()}
    return tuple(
        attrs.evolve(finding, severity=level)
        for finding in findings
        if (level := wanted.get(finding.code, finding.severity)) is not None
    )


def honour(findings: Iterable[Finding], ignores: Iterable[Ignore]) -> Honoured:
    """Set aside what the ignores of a case name; an ignore at fault is a note of its own.

    Nothing is hidden: what is set aside is handed back with its reason. An ignore without a reason
    holds, and one that ignores nothing is left over from a document that has changed.
    """
    listed = tuple(ignores)
    first: dict[_Place, Ignore] = {}
    ranks: dict[_Place, int] = {}
    for rank, ignore in enumerate(listed):
        for place in _places_of(ignore):
            first.setdefault(place, ignore)
            ranks.setdefault(place, rank)
    kept: list[Finding] = []
    ignored: list[Ignored] = []
    used: set[_Place] = set()
    for finding in findings:
        matching = [place for place in _places_in(finding) if place in first]
        used.update(matching)
        if matching:
            ignored.append(Ignored(finding, first[min(matching, key=ranks.__getitem__)].reason))
        else:
            kept.append(finding)
    kept.extend(_faults(listed, used))
    return Honoured(tuple(kept), tuple(ignored))


_Place: TypeAlias = tuple[str, tuple[str | int, ...] | str]
"""A code with a path or with an event: what an ignore sets aside."""


def _places_of(ignore: Ignore) -> Iterator[_Place]:
    """What an ignore is about, in each way that a finding can be of it."""
    yield ignore.code, ignore.path
    if ignore.event:
        yield ignore.code, ignore.event


def _places_in(finding: Finding) -> Iterator[_Place]:
    """Every place where a comment can set a finding aside: its path, those above, its events."""
    for steps in range(len(finding.path) + 1):
        yield finding.code, finding.path[:steps]
    # A finding with no event of its own in the document is known by those it names.
    if finding.path[:1] != ("events",):
        for event in finding.events:
            yield finding.code, event


def _faults(ignores: tuple[Ignore, ...], used: set[_Place]) -> Iterator[Finding]:
    for ignore in ignores:
        where = f"the comment on line {ignore.line}" if ignore.line is not None else "an ignore"
        what = ignore.code or "no code"
        if not ignore.reason:
            yield _note("ignore-without-reason", f"{where} ignores {what} without a reason", ignore)
        if used.isdisjoint(_places_of(ignore)):
            nothing = "which is not found there" if ignore.code else "so that nothing is ignored"
            yield _note("ignore-without-effect", f"{where} ignores {what}, {nothing}", ignore)


def _note(code: str, message: str, ignore: Ignore) -> Finding:
    events = (ignore.event,) if ignore.event else ()
    return Finding(code, message, severity=Severity.NOTE, events=events, path=ignore.path)


def _severity(word: Severity | str | None) -> Severity | None:
    return None if word is None or word == OFF else Severity(word)
