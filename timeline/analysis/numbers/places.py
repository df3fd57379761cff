"""Findings about numbers: what all checks of a study say in the same words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from timeline.findings import Finding, Severity
from timeline.model.study import Number, Study


def finding(
    code: str,
    message: str,
    severity: Severity,
    study: Study,
    numbers: Sequence[Number],
) -> Finding:
    """A finding about numbers: their ids, the path of the first, and the places of all."""
    located = study.find(numbers[0].id)
    return Finding(
        code,
        message,
        severity=severity,
        events=tuple(number.id for number in numbers),
        path=located.path,
        cite=tuple(dict.fromkeys(number.cite for number in numbers if number.cite)),
    )


def milder(severity: Severity) -> Severity:
    """One step down: what rests on something the curator supposed weighs less."""
    return Severity.WARNING if severity is Severity.ERROR else Severity.NOTE


def listed(words: Iterable[str]) -> str:
    """``a, b and c``."""
    items = list(words)
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
