"""The legend: what each mark of a timeline means, every mark that is used and no other."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from render.canvas.labels import Span
from render.canvas.outline import polyline
from render.canvas.scene import Group, Item, Path, Stroke, Text
from render.canvas.style import Theme, class_key
from render.canvas.text import baseline
from render.figures.common.event_bars import (
    STOP_LETTERS,
    draw_bar,
    draw_tag,
    draw_ticks,
    tag_width,
)
from render.figures.common.event_markers import CourseLine, MarkerPlace, Whisker, draw_markers
from render.figures.common.legend import (
    CLASS_WORDS,
    Key,
    LegendEntry,
    Sample,
    Spacing,
    capitalised,
    legend_rows,
)
from render.figures.common.mark_samples import CONVENTION_WORDS, GREY_BAR, Samples
from render.figures.common.markers import MARKERS, EventMarker
from render.figures.timeline.marks import CHIP, draw_chip
from timeline.analysis.wording import one_line
from timeline.model.components import StopReason

_STOP_WORDS = {
    StopReason.PROGRESSION: "stopped: progression",
    StopReason.TOXICITY: "stopped: toxicity",
    StopReason.COMPLETED: "stopped: completed",
    StopReason.PATIENT_WISH: "stopped: patient's wish",
    StopReason.FINANCIAL: "stopped: financial",
    StopReason.TRIAL_WITHDRAWAL: "stopped: trial withdrawal",
    StopReason.SWITCH: "stopped: planned switch",
    StopReason.DEATH: "stopped: death",
    StopReason.OTHER: "stopped: other reason",
}

_ORDER: dict[str, list[str]] = {
    "marker": list(MARKERS),
    "stop": [str(reason) for reason in _STOP_WORDS],
    "convention": list(CONVENTION_WORDS),
}
_WIDE, _NARROW = 15.0, 8.0
_SMALLER = 0.86
_SPACING = Spacing(gap=3.0, between=8.0, middle=1.55 / 2, pitch=1.55)


def legend(keys: Iterable[Key], room: Span, top: float, theme: Theme) -> tuple[Group, float]:
    """The legend between ``room.left`` and ``room.right`` below ``top``, and the y of its end.

    Drug classes come first, then markers, then why treatments stopped, then what else a mark can
    tell. A class spelled in several ways has one entry. There is at least one key.
    """
    samples = Samples(_smaller(theme), _WIDE, _NARROW)
    entries = [_entry(key, samples) for key in sorted(_merged(keys), key=_order)]
    return legend_rows(entries, room, top, theme, _SPACING)


def _smaller(theme: Theme) -> Theme:
    """The theme with marks as small as the words beside them."""
    return attrs.evolve(
        theme,
        bar_height=theme.bar_height * _SMALLER,
        marker_size=theme.marker_size * _SMALLER,
        hatch_spacing=theme.hatch_spacing * _SMALLER,
    )


def _merged(keys: Iterable[Key]) -> Iterable[Key]:
    """The keys, each drug class once, in that of its spellings that sorts first."""
    classes: dict[str, Key] = {}
    for key in sorted(keys):
        if key.kind == "class":
            classes.setdefault(class_key(key.name), key)
        else:
            yield key
    yield from classes.values()


def _order(key: Key) -> tuple[int, int, str]:
    if key.kind == "class":
        return 0, 0, key.name.casefold()
    return list(_ORDER).index(key.kind) + 1, _ORDER[key.kind].index(key.name), ""


def _entry(key: Key, samples: Samples) -> LegendEntry:
    match key.kind:
        case "class":
            words = CLASS_WORDS.get(key.name, one_line(key.name))
            sample, wide = samples.bar_class(key.name), _WIDE
        case "marker":
            words = MARKERS[key.name].words
            sample, wide = samples.marker(key.name), _NARROW
        case "stop":
            words = _STOP_WORDS[StopReason(key.name)]
            sample, wide = _stop(STOP_LETTERS[StopReason(key.name)], samples.theme)
        case _:
            words = CONVENTION_WORDS[key.name]
            sample, wide = _convention(key.name, samples)
    return LegendEntry(sample, capitalised(words), width=wide, role=f"legend-{key.kind}")


def _stop(letter: str, theme: Theme) -> tuple[Sample, float]:
    wide = tag_width(letter, theme)
    return lambda left, y: draw_tag(letter, left + wide / 2, theme, y), wide


def _convention(name: str, samples: Samples) -> tuple[Sample, float]:
    """An example of what a timeline alone tells, or of what all figures do; and its width."""
    theme = samples.theme
    match name:
        case "chip":
            return lambda left, y: draw_chip(left, ("other",), theme, y), CHIP
        case "derived":
            return lambda left, y: _star(left + _NARROW / 2, y, theme), _NARROW
        case "series":
            return lambda left, y: _series(left, y, theme), _WIDE
        case "link":
            return lambda left, y: _link(left, y, samples), _WIDE
        case "ticks":
            return lambda left, y: _ticks(left, y, samples), _WIDE
        case "whisker" | "open-whisker" | "course":
            return lambda left, y: draw_markers(_on_line(name, left), theme, y), _WIDE
    return samples.convention(name)


def _star(x: float, y: float, theme: Theme) -> tuple[Item, ...]:
    size = theme.small_size
    return (Text(x, baseline(y, size), "*", size=size, anchor="middle", fill=theme.text_color),)


def _series(left: float, y: float, theme: Theme) -> tuple[Item, ...]:
    ends = [(left + 2, y + 3), (left + _WIDE / 2, y - 3), (left + _WIDE - 2, y + 1)]
    line = Path(polyline(ends), stroke=Stroke(theme.muted_color, 0.9))
    return line, *(MARKERS["laboratory"].at(*end, theme.marker_size * 0.6) for end in ends)


def _link(left: float, y: float, samples: Samples) -> tuple[Item, ...]:
    right = left + _WIDE
    stroke = Stroke(samples.theme.line_color, 0.5)
    items: list[Item] = [Path(polyline([(left + 4, y), (right - 4, y)]), stroke=stroke)]
    for x in (left, right - 4):
        ends = attrs.evolve(samples.whole_bar(left), left=x, first=x, last=x + 4, right=x + 4)
        items += draw_bar(ends, GREY_BAR, (), samples.theme, y)
    return tuple(items)


def _ticks(left: float, y: float, samples: Samples) -> tuple[Item, ...]:
    bar = draw_bar(samples.whole_bar(left), GREY_BAR, (), samples.theme, y)
    return *bar, draw_ticks([left + 2 + 4 * n for n in range(4)], samples.theme, y)


def _on_line(name: str, left: float) -> MarkerPlace:
    """A marker on its whisker, or with the line of how long it lasted."""
    right = left + _WIDE
    plain = MarkerPlace(x=(left + right) / 2, markers=(EventMarker("imaging"),))
    match name:
        case "whisker":
            return attrs.evolve(plain, whisker=Whisker(left=left, right=right))
        case "open-whisker":
            whisker = Whisker(left=left, right=right, open_right=True)
            return attrs.evolve(plain, x=left + 5, whisker=whisker)
    course = CourseLine(start=left + 4, sure=left + 10, latest=right)
    return attrs.evolve(plain, x=left + 4, course=course)
