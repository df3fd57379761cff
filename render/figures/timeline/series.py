"""Laboratory values of one analyte over time: a small line, with the unit and the values.

Values of one unit that are dated are joined in their order; nothing is interpolated but the line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import attrs

from render.canvas import text
from render.canvas.box import Box
from render.canvas.labels import Span
from render.canvas.outline import Segment, polyline, segments
from render.canvas.scene import Group, Item, Path, Rect, Stroke, Text
from render.canvas.style import Theme
from render.figures.common.legend import Key
from render.figures.common.markers import MARKERS
from render.figures.timeline.content import Entry
from render.figures.timeline.marks import Field
from timeline.analysis.wording import one_line
from timeline.model.events import Laboratory
from timeline.model.moments import Edge

_HEIGHT = 20.0
_POINT = 0.6
_CAP = 1.6
_GAP = 1.6
_LINE = 0.9
# Values that differ by more than this factor are drawn on a logarithmic scale.
_LOG_FROM = 50


@attrs.frozen
class Series:
    """Values of one analyte in one unit: at least two, in the order of their middle days."""

    analyte: str
    unit: str
    entries: tuple[Entry, ...]

    @property
    def logarithmic(self) -> bool:
        """Whether the values are too far apart for a linear scale."""
        values = [_value(entry) for entry in self.entries]
        return min(values) > 0 and max(values) / min(values) >= _LOG_FROM

    @property
    def name(self) -> str:
        """``CEA, ng/mL``, and that the scale is logarithmic where it is."""
        unit = f", {self.unit}" if self.unit else ""
        return one_line(f"{self.analyte}{unit}{' (log scale)' if self.logarithmic else ''}", 80)


@attrs.frozen(kw_only=True)
class DrawnSeries:
    """A series as drawn: what belongs to all of it, each event's items, its height, its keys."""

    shared: Group
    events: tuple[tuple[Entry, tuple[Item, ...]], ...]
    bottom: float
    keys: frozenset[Key]


def series_of(shown: Sequence[Entry]) -> tuple[tuple[Series, ...], tuple[Entry, ...]]:
    """The series among the events of a lane, and the events that are in none."""
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in shown:
        event = entry.event
        known = entry.start.earliest is not None and entry.start.latest is not None
        if isinstance(event, Laboratory) and event.happened and event.value is not None and known:
            found[event.analyte.casefold(), event.value.unit.casefold()].append(entry)
    several = [sorted(group, key=_middle) for group in found.values() if len(group) > 1]
    drawn = {entry.event.id for group in several for entry in group}
    series = tuple(
        Series(_lab(group[0]).analyte, _unit(group[0]), tuple(group)) for group in several
    )
    return series, tuple(entry for entry in shown if entry.event.id not in drawn)


def draw_series(series: Series, field: Field, top: float, plate: str, theme: Theme) -> DrawnSeries:
    """A series below ``top``: its name, and beneath it the line with its values."""
    size = theme.small_size
    leading = size * 1.25
    points = _points(series, field, Span(top + 2.2 * leading, top + 2.2 * leading + _HEIGHT), theme)
    bottom = top + 2.2 * leading + _HEIGHT + 1.4 * leading
    wide = text.width(series.name, size, bold=True)
    left = max(field.canvas.left, min(points[0][0], field.canvas.right - wide))
    words = text.ellipsize(series.name, size, field.canvas.width, bold=True)
    name = Text(left, top + leading, words, size=size, bold=True, fill=theme.text_color)
    placed = _placed(series, points, name.box, field, theme)
    shared: tuple[Item, ...] = (
        Rect.over(name.box, fill=plate),
        name,
        Path(polyline(points), stroke=Stroke(theme.muted_color, _LINE)),
    )
    events = tuple(
        (entry, tuple(_point(entry, point, label, field, plate, theme)))
        for entry, point, label in zip(series.entries, points, placed, strict=True)
    )
    keys = {Key("marker", "laboratory"), Key("convention", "series")}
    if any(entry.assumed for entry in series.entries):
        keys.add(Key("convention", "assumed"))
    if any(
        _whisker(entry, point, field, theme)
        for entry, point in zip(series.entries, points, strict=True)
    ):
        keys.add(Key("convention", "whisker"))
    if any(entry.conflicts for entry in series.entries):
        keys.add(Key("marker", "conflict"))
    return DrawnSeries(
        shared=Group(shared, role="series"), events=events, bottom=bottom, keys=frozenset(keys)
    )


def _points(series: Series, field: Field, height: Span, theme: Theme) -> list[tuple[float, float]]:
    """Where each value stands: the highest at the top, in the middle of the days it may be of."""
    values = [_value(entry) for entry in series.entries]
    if series.logarithmic:
        values = [float(value.ln()) for value in map(_decimal, series.entries)]
    low, high = min(values), max(values)
    span = high - low or 1.0
    half = theme.marker_size * _POINT / 2 + 1
    xs = [(field.x(e.start.earliest, 0) + field.x(e.start.latest, 0)) / 2 for e in series.entries]
    return [
        (
            min(max(x, field.canvas.left + half), field.canvas.right - half),
            height.right - (value - low) / span * height.width if high > low else height.middle,
        )
        for x, value in zip(xs, values, strict=True)
    ]


def _placed(
    series: Series,
    points: Sequence[tuple[float, float]],
    name: Box,
    field: Field,
    theme: Theme,
) -> list[Text | None]:
    """A label for each value that has room: the ends and the extremes first."""
    values = [_value(entry) for entry in series.entries]
    last = len(values) - 1
    first_wish = [last, 0, values.index(max(values)), values.index(min(values))]
    half = theme.marker_size * _POINT / 2
    marks = [Box(x - half, y - half, x + half, y + half) for x, y in points]
    taken = [name, *marks]
    lines = list(pairwise(points))
    labels: list[Text | None] = [None] * len(values)
    for i in dict.fromkeys((*first_wish, *range(len(values)))):
        for label in _tries(series.entries[i], points[i], half, theme):
            box = label.box
            if box.left < field.canvas.left or box.right > field.canvas.right:
                continue
            letters = Box(box.left - 1, box.top + 1, box.right + 1, box.bottom - 1)
            # Ascent and descent of two texts keep apart; a marker or a line may touch them.
            free = not any((letters if other in marks else box).overlaps(other) for other in taken)
            if free and not any(_crosses(letters, line) for line in lines):
                labels[i] = label
                taken.append(box)
                break
    return labels


def _tries(entry: Entry, point: tuple[float, float], half: float, theme: Theme) -> Iterator[Text]:
    """Above its point, below it, right of it, left of it."""
    size = theme.small_size
    value = _lab(entry).value
    assert value is not None
    words = f"{value.sign}{value.value}".replace(">=", "≥").replace("<=", "≤")
    x, y = point
    up, down = y - half - _GAP, y + half + _GAP + text.CAP_HEIGHT * size
    for base in (up, down):
        yield Text(x, base, words, size=size, anchor="middle", fill=theme.text_color)
    level = text.baseline(y, size)
    yield Text(x + half + _GAP, level, words, size=size, fill=theme.text_color)
    yield Text(x - half - _GAP, level, words, size=size, anchor="end", fill=theme.text_color)


def _crosses(box: Box, line: Segment) -> bool:
    """Whether a line runs through a box, looked at on fine steps along it."""
    (x0, y0), (x1, y1) = line
    if max(x0, x1) < box.left or min(x0, x1) > box.right:
        return False
    if max(y0, y1) < box.top or min(y0, y1) > box.bottom:
        return False
    steps = range(33)
    return any(
        box.left < x0 + (x1 - x0) * n / 32 < box.right
        and box.top < y0 + (y1 - y0) * n / 32 < box.bottom
        for n in steps
    )


def _point(
    entry: Entry,
    point: tuple[float, float],
    label: Text | None,
    field: Field,
    plate: str,
    theme: Theme,
) -> Iterator[Item]:
    x, y = point
    whisker = _whisker(entry, point, field, theme)
    if whisker:
        yield Path(segments(whisker), stroke=Stroke(theme.muted_color, _LINE))
    style = MARKERS["laboratory"]
    yield (style.assumed if Edge.AT in entry.assumed else style).at(
        x, y, theme.marker_size * _POINT
    )
    if label is not None:
        box = label.box
        letters = Box(
            box.left, label.y - text.CAP_HEIGHT * label.size - 0.5, box.right, label.y + 0.5
        )
        yield Rect.over(letters, fill=plate)
        yield label
    if entry.conflicts:
        size = theme.marker_size * 0.8
        glyph = MARKERS["conflict"].at(x, y - size, size)
        yield Group((glyph,), role="conflict", tooltip="\n".join(entry.conflicts))


def _whisker(entry: Entry, point: tuple[float, float], field: Field, theme: Theme) -> list[Segment]:
    """The days a value may be of, where the marker does not hide them."""
    left, right = field.x(entry.start.earliest, 0), field.x(entry.start.latest, 0)
    y = point[1]
    if right - left <= theme.marker_size * _POINT + _CAP:
        return []
    caps: list[Segment] = [((x, y - _CAP), (x, y + _CAP)) for x in (left, right)]
    return [((left, y), (right, y)), *caps]


def _lab(entry: Entry) -> Laboratory:
    assert isinstance(entry.event, Laboratory)
    return entry.event


def _decimal(entry: Entry) -> Decimal:
    value = _lab(entry).value
    assert value is not None
    return value.value


def _value(entry: Entry) -> float:
    return float(_decimal(entry))


def _unit(entry: Entry) -> str:
    value = _lab(entry).value
    assert value is not None
    return value.unit


def _middle(entry: Entry) -> tuple[int, int]:
    first, last = entry.start.earliest, entry.start.latest
    assert first is not None
    assert last is not None
    return first + last, first
