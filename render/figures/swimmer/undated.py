"""The column of what no day is known of: drawn once like all else, in no place of the axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from render.canvas.bars import ARROW_LENGTH
from render.canvas.labels import Span
from render.canvas.style import Theme
from render.figures.common.event_bars import BarEnds
from render.figures.swimmer.bars import RowBar
from render.figures.swimmer.content import Moment, PlacedLine, Swimmer
from render.figures.swimmer.row_marks import RowMark, full_size, small_size

WIDTH = 34.0
"""The width of the column, in points."""

_INSET = 2.0
_GAP = 1.5


def has_undated(rows: Iterable[Swimmer], *, marks: bool) -> bool:
    """Whether any line, or any mark where those are drawn, has no known day."""
    return any(
        any(not course.days for course in row.courses)
        or any(marks and _is_undated(moment) for moment in row.moments)
        for row in rows
    )


def undated_bars(courses: Sequence[PlacedLine], column: Span) -> list[RowBar]:
    """The lines of no known day, as short bars side by side."""
    found = [course for course in courses if not course.days]
    if not found:
        return []
    each = (column.width - 2 * _INSET) / len(found)
    bars = []
    for place, course in enumerate(found):
        left = column.left + _INSET + place * each
        arrow = ARROW_LENGTH if course.ongoing else 0.0
        right = max(left + 1, left + each - _GAP - arrow)
        ends = BarEnds(
            left=left,
            first=left,
            last=right,
            right=right,
            certain=course.ongoing,
            ongoing=course.ongoing,
        )
        bars.append(RowBar(course=course, ends=ends))
    return bars


def undated_marks(
    moments: Iterable[Moment], column: Span, pitch: float, theme: Theme
) -> list[RowMark]:
    """The marks of no known day, side by side, closer where there are many."""
    found = [moment for moment in moments if _is_undated(moment)]
    if not found:
        return []
    level, size = (
        (0, full_size(pitch, theme)) if len(found) == 1 else (-1, small_size(pitch, theme))
    )
    widths = [size * len(m.markers) + _GAP * (len(m.markers) - 1) for m in found]
    room = column.width - 2 * _INSET
    step = min(1.0, room / (sum(widths) + _GAP * (len(widths) - 1)))
    marks, x = [], column.left + _INSET
    for place, (moment, width) in enumerate(zip(found, widths, strict=True)):
        middle = x + width * step / 2
        marks.append(
            RowMark(
                moment=moment,
                wanted=middle,
                x=min(max(middle, column.left + width / 2), column.right - width / 2),
                width=width,
                level=level * (1 if place % 2 == 0 else -1),
            )
        )
        x += (width + _GAP) * step
    return marks


def _is_undated(moment: Moment) -> bool:
    return moment.at.earliest is None and moment.at.latest is None
