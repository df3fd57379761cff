"""The legend of a swimmer plot: every mark that is used, in rows by what it tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from render.canvas import text
from render.canvas.box import Box
from render.canvas.labels import Span
from render.canvas.outline import polyline
from render.canvas.palette import GREY, LIGHT_GREY, paler
from render.canvas.scene import Group, Item, Path, Rect, Stroke, Text
from render.canvas.style import ClassStyle, Theme, class_style
from render.figures.common.event_bars import draw_bar
from render.figures.common.event_markers import Whisker
from render.figures.common.last_state import EndState
from render.figures.common.legend import (
    CLASS_WORDS,
    Key,
    LegendEntry,
    Sample,
    Spacing,
    capitalised,
    legend_rows,
)
from render.figures.common.mark_samples import CONVENTION_WORDS, Samples
from render.figures.common.markers import MARKERS
from render.figures.swimmer.dense import FOLLOWED, STATE_FILLS
from render.figures.swimmer.row import swatch, unknown_end
from render.figures.swimmer.row_marks import draw_whisker
from timeline.analysis.wording import one_line

_END_WORDS = {
    "ongoing": "treatment ongoing",
    "death": "death",
    "lost": "lost to follow-up",
    "last-follow-up": "alive at follow-up",
    "unknown-end": "what followed is not stated",
}
_EVENT_WORDS = {name: look.words for name, look in MARKERS.items() if name not in _END_WORDS} | {
    "imaging": "response in other words"
}
# Rows have signs of their own, and less room for words.
_SIGN_WORDS = {
    "number": "number of the line",
    **CONVENTION_WORDS,
    "pale": "pale: may have been given",
    "assumed-end": "start or end assumed",
    "followed": "followed up, no line reported",
    "followed-thin": "followed up, no line reported",
    "whisker": "whisker: some day within",
    "gained": "plus: alteration acquired",
    "lost": "minus: alteration lost",
    "levels": "two levels: close together",
}

_WIDE, _NARROW = 18.0, 9.0
_GAP = 4.0
_HEADING_SHARE = 0.3


def legend(
    keys: Iterable[Key],
    stripe: tuple[str, Mapping[str, ClassStyle]] | None,
    page: Span,
    top: float,
    theme: Theme,
    *,
    flat: bool,
) -> tuple[Group, float]:
    """The legend below ``top``, and the y of its end.

    ``stripe`` is its title and its looks; ``flat`` rows have no hatches.
    """
    size = theme.small_size
    kept = {
        text.ellipsize(one_line(title), size, page.width * _HEADING_SHARE, bold=True): entries
        for title, entries in _sections(frozenset(keys), stripe, theme, flat=flat)
        if entries
    }
    widest = max((text.width(title, size, bold=True) for title in kept), default=0.0)
    room = Span(page.left + widest + 2 * _GAP, page.right)
    spacing = Spacing(gap=_GAP, between=9.0, pitch=1.75, least=theme.bar_height + 2.5)
    items: list[Item] = []
    y = top
    for title, entries in kept.items():
        line = text.baseline(y + size * 0.9, size)
        items.append(Text(page.left, line, title, size=size, bold=True, fill=theme.text_color))
        drawn, y = legend_rows(entries, room, y, theme, spacing)
        items += drawn.items
    return Group(tuple(items), role="legend"), y


def _sections(
    used: frozenset[Key],
    stripe: tuple[str, Mapping[str, ClassStyle]] | None,
    theme: Theme,
    *,
    flat: bool,
) -> Iterator[tuple[str, list[LegendEntry]]]:
    samples = Samples(theme, _WIDE, _NARROW)
    if stripe:
        title, looks = stripe
        yield (
            title,
            [
                LegendEntry(_swatch(look, theme), one_line(name), width=_NARROW)
                for name, look in looks.items()
            ],
        )
    classes = sorted(key.name for key in used if key.kind == "class")
    yield "Lines", [_class(name, samples, flat=flat) for name in classes]
    yield (
        "Events",
        [
            _narrow(samples.marker(name), words)
            for name, words in _EVENT_WORDS.items()
            if ("marker", name) in used
        ],
    )
    yield "At the end", [*_ends(used, samples)]
    yield (
        "Signs",
        [
            LegendEntry(sample, capitalised(words), width=wide)
            for name, words in _SIGN_WORDS.items()
            if ("convention", name) in used
            for sample, wide in (_sign(name, samples),)
        ],
    )


def _narrow(sample: Sample, words: str) -> LegendEntry:
    return LegendEntry(sample, capitalised(words), width=_NARROW)


def _class(name: str, samples: Samples, *, flat: bool) -> LegendEntry:
    look = class_style(name, samples.theme)
    outline = Stroke(samples.theme.line_color, samples.theme.line_width)
    sample = _block(look.fill, samples.theme, outline) if flat else samples.bar_class(name)
    words = CLASS_WORDS.get(name, one_line(name))
    return LegendEntry(sample, capitalised(words), width=_WIDE)


def _block(fill: str, theme: Theme, stroke: Stroke | None = None) -> Sample:
    """A stretch of a row in one colour."""
    high = theme.bar_height
    return lambda left, y: (Rect(left, y - high / 2, _WIDE, high, fill=fill, stroke=stroke),)


def _swatch(look: ClassStyle, theme: Theme) -> Sample:
    return lambda left, y: swatch(Box(left, y - 4, left + _NARROW, y + 4), look, theme)


def _ends(used: frozenset[Key], samples: Samples) -> Iterator[LegendEntry]:
    theme = samples.theme
    for name, words in _END_WORDS.items():
        if ("marker", name) not in used:
            continue
        if name == "ongoing":
            sample, wide = samples.convention(name)
            yield LegendEntry(sample, capitalised(words), width=wide)
        elif name == "unknown-end":
            yield _narrow(lambda left, y: (unknown_end(left, y, theme),), words)
        else:
            yield _narrow(samples.marker(name), words)
    for state in EndState:
        if ("state", state.value) in used:
            yield _narrow(_state(state, theme), state.value)


def _state(state: EndState, theme: Theme) -> Sample:
    fill, outline = STATE_FILLS[state], Stroke(theme.line_color, theme.line_width)
    return lambda left, y: (Rect(left, y - 4, _NARROW, 8, fill=fill, stroke=outline),)


def _sign(name: str, samples: Samples) -> tuple[Sample, float]:
    """An example of what rows alone tell, or of what all figures do; and its width."""
    theme = samples.theme
    match name:
        case "whisker" | "open-whisker":
            return lambda left, y: _whisker(name, left, y, theme), _WIDE
        case "levels":
            return lambda left, y: _levels(left, y, theme), _NARROW
        case "followed":
            line = Stroke(theme.muted_color, 0.9)
            return lambda x, y: (Path(polyline([(x, y), (x + _WIDE, y)]), stroke=line),), _WIDE
        case "followed-thin":
            return _block(FOLLOWED, theme), _WIDE
        case "pale":
            return _block(paler(GREY, 0.5), theme), _WIDE
        case "number":
            return lambda left, y: _number(left, y, samples), _WIDE
    return samples.convention(name)


def _number(left: float, y: float, samples: Samples) -> tuple[Item, ...]:
    theme, size = samples.theme, samples.theme.small_size
    bar = draw_bar(samples.whole_bar(left), (ClassStyle(LIGHT_GREY),), (), theme, y)
    middle = left + _WIDE / 2
    return *bar, Text(middle, text.baseline(y, size), "1", size=size, anchor="middle")


def _levels(left: float, y: float, theme: Theme) -> tuple[Item, ...]:
    style, size = MARKERS["imaging"], theme.marker_size * 0.55
    return style.at(left + 3, y - size * 0.6, size), style.at(left + 6, y + size * 0.6, size)


def _whisker(name: str, left: float, y: float, theme: Theme) -> tuple[Item, ...]:
    size = theme.marker_size * 0.75
    whisker = Whisker(left=left, right=left + _WIDE, open_right=name == "open-whisker")
    marker = MARKERS["imaging"].at(left + _WIDE / 2, y - 1, size)
    return marker, *draw_whisker(whisker, y + theme.bar_height / 2 - 0.5, theme)
