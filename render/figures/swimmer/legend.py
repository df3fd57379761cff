"""The legend of a swimmer plot: every mark that is used, in rows by what it tells of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs

from render.canvas import text
from render.canvas.bars import ARROW_LENGTH
from render.canvas.box import Box
from render.canvas.labels import Span
from render.canvas.outline import polyline
from render.canvas.palette import GREY, LIGHT_GREY, paler
from render.canvas.scene import Group, Item, Path, Rect, Stroke, Text
from render.canvas.style import MARKERS, ClassStyle, Theme, class_style
from render.figures.common.axis import break_mark
from render.figures.common.event_bars import BarEnds, draw_bar
from render.figures.common.event_markers import MarkerPlace, Whisker, draw_markers
from render.figures.common.lanes import EventMarker
from render.figures.common.last_state import EndState
from render.figures.common.legend import Key
from render.figures.swimmer.dense import FOLLOWED, STATE_FILLS
from render.figures.swimmer.row import swatch, unknown_end
from render.figures.swimmer.row_marks import draw_whisker
from timeline.analysis.wording import one_line
from timeline.model.components import Scope

_CLASS_WORDS = {"unknown": "Drug class not known", "supportive": "Supportive drug"}

_MARKER_WORDS = {
    "diagnosis": "Diagnosis",
    "metastasis": "Metastasis found",
    "complete-response": "Complete response",
    "partial-response": "Partial response",
    "stable-disease": "Stable disease",
    "mixed-response": "Mixed response",
    "progression": "Progression",
    "not-evaluable": "Response not evaluable",
    "imaging": "Response in other words",
    "transformation": "Histologic transformation",
    "molecular": "Test with findings",
    "molecular-negative": "Test, nothing found",
    "molecular-unclear": "Test, equivocal or not stated",
    "not-tested": "Not done, declined, failed or planned",
    "adverse-event": "Adverse event",
}
_END_WORDS = {
    "ongoing": "Treatment ongoing",
    "death": "Death",
    "lost": "Lost to follow-up",
    "last-follow-up": "Alive at follow-up",
    "unknown-end": "What followed is not stated",
}
_CONVENTION_WORDS = {
    "number": "Number of the line",
    "fade": "Fades: date known to a range",
    "possible": "Slim: some time within",
    "pale": "Pale: may have been given",
    "open-end": "Start or end not stated",
    "assumed-end": "Start or end assumed",
    "followed": "Followed up, no line reported",
    "followed-thin": "Followed up, no line reported",
    "whisker": "Whisker: some day within",
    "open-whisker": "Dotted: no known bound",
    "assumed": "Dashed: date assumed",
    "gained": "Plus: alteration acquired",
    "lost": "Minus: alteration lost",
    "organ": "Ringed: one organ",
    "lesion": "Small: one lesion",
    "read": "Underlined: read from words",
    "absent": "Struck out: stated absent",
    "levels": "Two levels: close together",
    "break": "Break in the time axis",
}
"""The words of each convention, in the order of the legend."""

_WIDE = 18.0
_NARROW = 9.0
_GAP = 4.0
_BETWEEN = 9.0
_HEADING_SHARE = 0.3
# What a marker alone shows, and what it is then.
_ALONE: Mapping[str, EventMarker] = {
    "gained": EventMarker("molecular", gained=True),
    "lost": EventMarker("molecular", lost=True),
    "organ": EventMarker("imaging", scope=Scope.ORGAN),
    "lesion": EventMarker("imaging", scope=Scope.LESION),
    "read": EventMarker("imaging", read=True),
    "absent": EventMarker("adverse-event", absent=True),
    "assumed": EventMarker("imaging"),
}
_Sample = Callable[[float, float], tuple[Item, ...]]


@attrs.frozen
class _Entry:
    sample: _Sample
    width: float
    words: str


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
    used = frozenset(keys)
    sections: list[tuple[str, list[_Entry]]] = []
    if stripe:
        title, looks = stripe
        sections.append((title, [_swatch_entry(n, look, theme) for n, look in looks.items()]))
    classes = sorted(key.name for key in used if key.kind == "class")
    sections += [
        ("Lines", [_class_entry(name, theme, flat=flat) for name in classes]),
        ("Events", [_marker_entry(n, w, theme) for n, w in _known(_MARKER_WORDS, used, "marker")]),
        ("At the end", [*_ends(used, theme)]),
        (
            "Signs",
            [_sign_entry(n, w, theme) for n, w in _known(_CONVENTION_WORDS, used, "convention")],
        ),
    ]
    kept = [(title, entries) for title, entries in sections if entries]
    size = theme.small_size
    titles = {
        title: text.ellipsize(one_line(title), size, page.width * _HEADING_SHARE, bold=True)
        for title, _ in kept
    }
    widest = max((text.width(t, size, bold=True) for t in titles.values()), default=0.0)
    room = Span(page.left + widest + 2 * _GAP, page.right)
    items: list[Item] = []
    y = top
    for title, entries in kept:
        line = text.baseline(y + size * 0.9, size)
        heading = titles[title]
        items.append(Text(page.left, line, heading, size=size, bold=True, fill=theme.text_color))
        drawn, y = _rows(entries, room, y, theme)
        items += drawn
    return Group(tuple(items), role="legend"), y


def _known(words: Mapping[str, str], used: frozenset[Key], kind: str) -> list[tuple[str, str]]:
    return [(name, told) for name, told in words.items() if (kind, name) in used]


def _rows(
    entries: Sequence[_Entry], room: Span, top: float, theme: Theme
) -> tuple[list[Item], float]:
    size = theme.small_size
    pitch = max(size * 1.75, theme.bar_height + 2.5)
    x, y = room.left, top + size * 0.9
    items: list[Item] = []
    for entry in entries:
        words = text.ellipsize(entry.words, size, room.width - entry.width - _GAP)
        taken = entry.width + _GAP + text.width(words, size)
        if x > room.left and x + taken > room.right:
            x, y = room.left, y + pitch
        at = x + entry.width + _GAP
        label = Text(at, text.baseline(y, size), words, size=size, fill=theme.text_color)
        items.append(Group((*entry.sample(x, y), label), role="legend-sign"))
        x += taken + _BETWEEN
    return items, y - size * 0.9 + pitch


def _plain(left: float) -> BarEnds:
    right = left + _WIDE
    return BarEnds(left=left, first=left, last=right, right=right)


def _class_entry(name: str, theme: Theme, *, flat: bool) -> _Entry:
    words = _CLASS_WORDS.get(name, one_line(name))
    look = class_style(name, theme)

    def draw(left: float, y: float) -> tuple[Item, ...]:
        if not flat:
            return draw_bar(_plain(left), (look,), (), theme, y)
        half = theme.bar_height / 2
        outline = Stroke(theme.line_color, theme.line_width)
        return (Rect(left, y - half, _WIDE, 2 * half, fill=look.fill, stroke=outline),)

    return _Entry(draw, _WIDE, words[:1].upper() + words[1:])


def _swatch_entry(name: str, look: ClassStyle, theme: Theme) -> _Entry:
    def draw(left: float, y: float) -> tuple[Item, ...]:
        return swatch(Box(left, y - 4, left + _NARROW, y + 4), look, theme)

    return _Entry(draw, _NARROW, one_line(name))


def _marker_entry(name: str, words: str, theme: Theme) -> _Entry:
    def draw(left: float, y: float) -> tuple[Item, ...]:
        return (MARKERS[name].at(left + _NARROW / 2, y, theme.marker_size),)

    return _Entry(draw, _NARROW, words)


def _ends(used: frozenset[Key], theme: Theme) -> list[_Entry]:
    found = []
    for name, words in _known(_END_WORDS, used, "marker"):
        if name == "unknown-end":
            found.append(_unknown_entry(words, theme))
        elif name == "ongoing":
            found.append(_sign_entry(name, words, theme))
        else:
            found.append(_marker_entry(name, words, theme))
    states = [state for state in EndState if ("state", state.value) in used]
    return found + [_state_entry(state, theme) for state in states]


def _unknown_entry(words: str, theme: Theme) -> _Entry:
    return _Entry(lambda left, y: (unknown_end(left, y, theme),), _NARROW, words)


def _state_entry(state: EndState, theme: Theme) -> _Entry:
    outline = Stroke(theme.line_color, theme.line_width)

    def draw(left: float, y: float) -> tuple[Item, ...]:
        return (Rect(left, y - 4, _NARROW, 8, fill=STATE_FILLS[state], stroke=outline),)

    words = state.value
    return _Entry(draw, _NARROW, words[:1].upper() + words[1:])


def _sign_entry(name: str, words: str, theme: Theme) -> _Entry:
    if name in _ALONE:
        return _Entry(lambda x, y: draw_markers(_alone(name, x), theme, y), _NARROW, words)
    if name in ("whisker", "open-whisker"):
        return _Entry(lambda x, y: _whisker(name, x, y, theme), _WIDE, words)
    if name == "break":
        return _Entry(lambda x, y: break_mark(x + _NARROW / 2, y, theme), _NARROW, words)
    if name == "levels":
        return _Entry(lambda x, y: _levels(x, y, theme), _NARROW, words)
    return _Entry(lambda x, y: _bar_told(name, x, y, theme), _WIDE, words)


def _bar_told(name: str, left: float, y: float, theme: Theme) -> tuple[Item, ...]:
    plain, grey = _plain(left), (ClassStyle(GREY),)
    match name:
        case "followed":
            line = Stroke(theme.muted_color, 0.9)
            return (Path(polyline([(left, y), (left + _WIDE, y)]), stroke=line),)
        case "followed-thin":
            half = theme.bar_height / 2
            return (Rect(left, y - half, _WIDE, 2 * half, fill=FOLLOWED),)
        case "pale":
            half = theme.bar_height / 2
            return (Rect(left, y - half, _WIDE, 2 * half, fill=paler(GREY, 0.5)),)
        case "number":
            size = theme.small_size
            bar = draw_bar(plain, (ClassStyle(LIGHT_GREY),), (), theme, y)
            middle = left + _WIDE / 2
            return *bar, Text(middle, text.baseline(y, size), "1", size=size, anchor="middle")
        case "fade":
            ends = attrs.evolve(plain, first=left + 6, last=plain.right - 6)
        case "possible":
            ends = attrs.evolve(plain, certain=False)
        case "ongoing":
            stop = plain.right - ARROW_LENGTH
            ends = attrs.evolve(plain, last=stop, right=stop, ongoing=True)
        case "open-end":
            ends = attrs.evolve(plain, last=left + 6, open_right=True)
        case _:
            end = plain.right - 3
            ends = attrs.evolve(plain, last=end, right=end)
    dots = (ends.right,) if name == "assumed-end" else ()
    return draw_bar(ends, grey, dots, theme, y)


def _levels(left: float, y: float, theme: Theme) -> tuple[Item, ...]:
    style, size = MARKERS["imaging"], theme.marker_size * 0.55
    return style.at(left + 3, y - size * 0.6, size), style.at(left + 6, y + size * 0.6, size)


def _alone(name: str, left: float) -> MarkerPlace:
    middle = left + _NARROW / 2
    return MarkerPlace(x=middle, markers=(_ALONE[name],), assumed=name == "assumed")


def _whisker(name: str, left: float, y: float, theme: Theme) -> tuple[Item, ...]:
    size = theme.marker_size * 0.75
    whisker = Whisker(left=left, right=left + _WIDE, open_right=name == "open-whisker")
    marker = MARKERS["imaging"].at(left + _WIDE / 2, y - 1, size)
    return marker, *draw_whisker(whisker, y + theme.bar_height / 2 - 0.5, theme)
