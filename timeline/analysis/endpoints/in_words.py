"""Endpoints as rows of text: what ``timeline show`` prints."""

from __future__ import annotations

from collections.abc import Iterable

from timeline.analysis.endpoints.result import EndpointResult, Status
from timeline.model.bounds import MARK

COLUMNS = ("line", "endpoint", "days", "months", "status", "because")
"""The headings of :func:`endpoints_text`."""


def endpoints_text(results: Iterable[EndpointResult]) -> tuple[tuple[str, ...], ...]:
    """One row per endpoint, under :data:`COLUMNS`; a month is 30.4375 days.

    Lengths that rest on something supposed are marked with ``*``.
    """
    return tuple(_row(result) for result in results)


def _row(result: EndpointResult) -> tuple[str, ...]:
    place = f"{result.line}: {result.label}" if result.line is not None else f"from {result.label}"
    return (
        place,
        result.endpoint,
        _length(result, "days"),
        _length(result, "months"),
        result.status.value,
        _because(result),
    )


def _length(result: EndpointResult, unit: str) -> str:
    if result.days is None:
        return ""
    mark = MARK if result.assumed else ""
    if result.status is not Status.CENSORED:
        return result.days.format(unit).removesuffix(f" {unit}") + mark
    least, most = result.days.in_unit(unit)
    places = 0 if unit == "days" else 1
    if least is None or least == most or most is None:
        return f"≥ {least or 0:.{places}f}{mark}"
    return f"≥ {least:.{places}f}–{most:.{places}f}{mark}"


def _because(result: EndpointResult) -> str:
    if result.status is Status.NOT_DERIVED:
        return f"missing: {result.missing}"
    parts = [result.what]
    if result.events:
        parts.append(f"({', '.join(result.events)})")
    if result.date is not None:
        parts.append(str(result.date))
    if result.rule:
        parts.append(f"[{result.rule}]")
    if result.missing:
        parts.append(f"missing: {result.missing}")
    return " ".join(part for part in parts if part)
