"""What a reader makes of findings: how much a code weighs, and which findings are set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

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
    kept: list[Finding] = []
    ignored: list[Ignored] = []
    used: set[Ignore] = set()
    for finding in findings:
        matching = [ignore for ignore in listed if _names(ignore, finding)]
        used.update(matching)
        if matching:
            ignored.append(Ignored(finding, matching[0].reason))
        else:
            kept.append(finding)
    kept.extend(_faults(listed, used))
    return Honoured(tuple(kept), tuple(ignored))


def _names(ignore: Ignore, finding: Finding) -> bool:
    if ignore.code != finding.code:
        return False
    if not ignore.path or finding.path[: len(ignore.path)] == ignore.path:
        return True
    # A finding with no event of its own in the document is known by those it names.
    return finding.path[:1] != ("events",) and ignore.event in finding.events


def _faults(ignores: tuple[Ignore, ...], used: set[Ignore]) -> Iterator[Finding]:
    for ignore in ignores:
        where = f"the comment on line {ignore.line}" if ignore.line is not None else "an ignore"
        what = ignore.code or "no code"
        if not ignore.reason:
            yield _note("ignore-without-reason", f"{where} ignores {what} without a reason", ignore)
        if ignore not in used:
            nothing = "which is not found there" if ignore.code else "so that nothing is ignored"
            yield _note("ignore-without-effect", f"{where} ignores {what}, {nothing}", ignore)


def _note(code: str, message: str, ignore: Ignore) -> Finding:
    events = (ignore.event,) if ignore.event else ()
    return Finding(code, message, severity=Severity.NOTE, events=events, path=ignore.path)


def _severity(word: Severity | str | None) -> Severity | None:
    return None if word is None or word == OFF else Severity(word)
