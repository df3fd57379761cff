"""Findings about numbers: what all checks of a study say in the same words."""

from __future__ import annotations

from collections.abc import Sequence

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
        events=[number.id for number in numbers],
        path=located.path,
        cite=[number.cite for number in numbers],
    )


def milder(severity: Severity) -> Severity:
    """One step down: what rests on something the curator supposed weighs less."""
    return Severity.WARNING if severity is Severity.ERROR else Severity.NOTE
