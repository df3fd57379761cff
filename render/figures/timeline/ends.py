"""Where a case ends: the line of the data cut-off, of the last follow-up, of loss or of death."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from render.canvas import text
from render.canvas.labels import Span
from render.canvas.outline import polyline
from render.canvas.scene import Item, Path, Stroke, Text
from render.canvas.style import Theme
from render.figures.timeline.content import DataEnd, Entry
from render.figures.timeline.marks import Field
from timeline.analysis.evidence.life import shows_death
from timeline.model.events import FollowUp

_WIDTH = 0.5
_DEATH_WIDTH = 0.9
_DASH = (3.0, 2.0)
_DOTS = (1.0, 2.0)
_SAME = 1.5
_LEADING = 1.35


@attrs.frozen
class EndLine:
    """A vertical line through all lanes: where, what it is, and its stroke."""

    x: float
    words: str
    width: float = _WIDTH
    dash: tuple[float, ...] = _DASH


def end_lines(shown: Sequence[Entry], end: DataEnd, field: Field) -> tuple[EndLine, ...]:
    """The line of the end of the data, and of a death where that is another day.

    A death is solid, what is stated of the data dashed, and the last day that happens to be
    reported dotted; the words on top of each tell loss and follow-up apart.
    """
    dead = [e for e in shown if shows_death(e.event) and e.start.latest is not None]
    died = [
        EndLine(field.x(e.start.latest, field.cut_off), _when("death", e), _DEATH_WIDTH, ())
        for e in dead[:1]
    ]
    last = _last(shown, end)
    if died and abs(died[0].x - field.cut_off) < _SAME:
        words = f"{died[0].words}; {end}" if end.stated else died[0].words
        return (attrs.evolve(died[0], words=words),)
    if end.stated or last is None:
        line = EndLine(field.cut_off, str(end), dash=_DASH if end.stated else _DOTS)
    else:
        line = EndLine(field.cut_off, last)
    return (*died, line)


def _last(shown: Sequence[Entry], end: DataEnd) -> str | None:
    """What the last day reported is, if it is that of a follow-up."""
    for entry in shown:
        told = isinstance(entry.event, FollowUp) and entry.event.happened
        if told and entry.start.latest == end.day:
            lost = any(marker.meaning == "lost" for marker in entry.markers)
            return _when("lost to follow-up" if lost else "last follow-up", entry)
    return None


def _when(what: str, entry: Entry) -> str:
    return f"{what} {str(entry.start).removeprefix('day ')}" if entry.start.calendar else what


def labels_height(lines: Sequence[EndLine], field: Field, theme: Theme) -> float:
    """How high the words above the lanes stand, in points."""
    return (1 + max((row for _, _, row in _rows(lines, field, theme)), default=0)) * (
        theme.small_size * _LEADING
    )


def draw_end_labels(
    lines: Sequence[EndLine], field: Field, top: float, theme: Theme
) -> Iterator[Text]:
    """What each line is, above it and within the plot; one above the other where they meet."""
    rows = list(_rows(lines, field, theme))
    for line, x, row in rows:
        # The row nearest the lanes is the last.
        y = top + theme.small_size * (1 + _LEADING * (max(r for _, _, r in rows) - row))
        size = theme.small_size
        words = _fitting(line, field, theme)
        yield Text(x, y, words, size=size, anchor="middle", fill=theme.text_color)


def draw_end_lines(lines: Sequence[EndLine], height: Span, theme: Theme) -> Iterator[Item]:
    """The lines through all lanes."""
    for line in lines:
        stroke = Stroke(theme.line_color, line.width, dash=line.dash)
        yield Path(polyline([(line.x, height.left), (line.x, height.right)]), stroke=stroke)


def _fitting(line: EndLine, field: Field, theme: Theme) -> str:
    return text.ellipsize(line.words, theme.small_size, field.canvas.width)


def _rows(
    lines: Sequence[EndLine], field: Field, theme: Theme
) -> Iterator[tuple[EndLine, float, int]]:
    """Each line with the middle and the row of its words; row 0 is nearest the lanes."""
    taken: list[Span] = []
    for line in lines:
        half = text.width(_fitting(line, field, theme), theme.small_size) / 2
        x = min(max(line.x, field.canvas.left + half), field.canvas.right - half)
        span = Span(x - half - theme.gap / 2, x + half + theme.gap / 2)
        row = 1 if any(span.overlaps(other) for other in taken) else 0
        taken.append(span)
        yield line, x, row
