"""Transitions and failures as rows of text, for a table in the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.answers import Subject, answers_of
from timeline.analysis.lines import Line, derive_lines
from timeline.analysis.resistance.baseline import AgainstBaseline, Known
from timeline.analysis.resistance.criteria import Timing
from timeline.analysis.resistance.failures import Resistance, resistance
from timeline.analysis.resistance.progression import Failure
from timeline.analysis.resistance.transition import Transition
from timeline.analysis.resistance.transitions import transitions
from timeline.analysis.resistance.words import Change
from timeline.model.bounds import Bounds
from timeline.model.truth import Truth

TRANSITION_COLUMNS = ("line", "what", "change", "grade", "window", "mechanism", "because")
"""What stands in each cell of a row of :func:`transition_lines`."""

RESISTANCE_COLUMNS = ("line", "progression", "primary or acquired", "where", "mechanism", "beyond")
"""What stands in each cell of a row of :func:`resistance_lines`."""


def transition_lines(subject: Subject) -> tuple[tuple[str, ...], ...]:
    """The transitions of a case as rows of :data:`TRANSITION_COLUMNS`.

    What cannot be said for one and the same reason stands in one row.
    """
    answers = answers_of(subject)
    names = {line.number: line_name(line) for line in derive_lines(answers)}
    rows: dict[tuple[str, ...], list[str]] = {}
    for row in transitions(answers):
        first, *rest = names[row.line], *_cells(row)
        rows.setdefault((first, *rest), []).append(row.what)
    merged: list[tuple[str, ...]] = []
    for (first, *rest), whats in rows.items():
        together = [", ".join(whats)] if rest[0] == Change.CANNOT_BE_SAID else whats
        merged += [(first, what, *rest) for what in together]
    return tuple(merged)


def resistance_lines(subject: Subject) -> tuple[tuple[str, ...], ...]:
    """How each line failed, as rows of :data:`RESISTANCE_COLUMNS`."""
    answers = answers_of(subject)
    rows = zip(derive_lines(answers), resistance(answers), strict=True)
    return tuple((line_name(line), *_failed(row)) for line, row in rows)


def line_name(line: Line) -> str:
    """``1 icotinib``: the author's number, else the derived one, or the setting; and the drugs."""
    number = line.reported[0] if len(line.reported) == 1 else line.ordinal
    return f"{number or line.setting.value} {line.regimen}"


def _cells(row: Transition) -> tuple[str, ...]:
    return (
        row.change.value,
        "" if row.acquired is None else row.acquired.grade.value,
        _window(row.window) if row.after or row.acquired else "",
        "; ".join(_mechanism(row)),
        "; ".join(str(reason) for reason in row.reasons),
    )


def _window(window: Bounds) -> str:
    return "" if window.earliest is None and window.latest is None else str(window)


def _mechanism(row: Transition) -> Iterator[str]:
    if row.mechanism is None:
        return
    yield row.mechanism.derived.value
    if row.mechanism.stated:
        several = len(row.mechanism.stated_classes) > 1
        words = " and ".join(row.mechanism.stated)
        yield f"source: {words}" + (" (two classes)" if several else "")


def _failed(row: Resistance) -> tuple[str, ...]:
    happened = row.failure.happened
    if happened is Truth.FALSE:
        progression = "none reported"
    else:
        maybe = "possibly " if happened is Truth.INDETERMINATE else ""
        progression = f"{maybe}after {row.failure.after}"
    timing = "; ".join(
        f"{verdict.timing.value} ({verdict.criteria})"
        for verdict in row.verdicts
        if happened is not Truth.FALSE or verdict.timing is not Timing.NOT_APPLICABLE
    )
    reasons = "; ".join(str(reason) for reason in row.reasons)
    mechanism = ", ".join(word.value for word in row.mechanisms)
    failed = happened is not Truth.FALSE
    return (
        progression,
        timing,
        "; ".join(_where(row.failure)) if failed else "",
        f"{mechanism}: {reasons}" if reasons and failed else mechanism if row.candidates else "",
        _beyond(row),
    )


def _where(failure: Failure) -> Iterator[str]:
    """The pattern, and the sites compared with those known before."""
    yield failure.pattern.value
    if failure.against_baseline in (AgainstBaseline.NEW_ONLY, AgainstBaseline.KNOWN_ONLY):
        yield f"{failure.against_baseline}: {', '.join(one.site for one in failure.places)}"
        return
    said = {known: [one.site for one in failure.places if one.known is known] for known in Known}
    if said[Known.NEW] or said[Known.KNOWN]:
        yield ", ".join(f"{known}: {' and '.join(sites)}" for known, sites in said.items() if sites)


def _beyond(row: Resistance) -> str:
    beyond = row.beyond
    if beyond is None or beyond.continued is not Truth.TRUE:
        return ""
    text = f"{beyond.lasted.format('days')} after {beyond.since}"
    if beyond.to_sample is not None and not beyond.lasted.exact:
        text += f"; {beyond.to_sample.format('days')} to {beyond.sampled}"
    return text
