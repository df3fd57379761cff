"""Best responses as rows of text: what ``timeline show`` prints."""

from __future__ import annotations

from collections.abc import Iterable

from timeline.analysis.response.best import BestResponse
from timeline.model.bounds import MARK

COLUMNS = ("line", "of", "scale", "best", "days", "because")
"""The headings of :func:`best_responses_text`."""


def best_responses_text(results: Iterable[BestResponse]) -> tuple[tuple[str, ...], ...]:
    """One row per result, under :data:`COLUMNS`; a derived category is marked as such.

    Days that rest on something supposed are marked with ``*``.
    """
    return tuple(
        (
            f"{result.line}: {result.label}",
            result.site or result.scope.value,
            result.scale,
            _best(result),
            _days(result),
            _because(result),
        )
        for result in results
    )


def _days(result: BestResponse) -> str:
    if result.days is None:
        return ""
    return result.days.format("days").removesuffix(" days") + (MARK if result.assumed else "")


def _best(result: BestResponse) -> str:
    if result.alternatives:
        return " or ".join(result.alternatives)
    told = result.category or (result.wording or "")
    marks = [mark for mark, on in (("derived", result.derived),) if on]
    if result.confirmed and result.category is not None:
        marks.append("confirmation asked")
    return f"{told} ({', '.join(marks)})" if told and marks else told


def _because(result: BestResponse) -> str:
    parts = [result.why] if result.why else []
    if result.event:
        parts.append(f"({result.event})")
    if result.date is not None:
        parts.append(str(result.date))
    if result.missing:
        parts.append(f"missing: {result.missing}")
    return " ".join(parts)
