"""The legend: what each mark of a figure means, every mark that is used and no other."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from render.canvas.bars import ARROW_LENGTH
from render.canvas.labels import Span
from render.canvas.outline import polyline
from render.canvas.palette import GREY
from render.canvas.scene import Group, Item, Path, Stroke, Text
from render.canvas.style import MARKERS, ClassStyle, Theme, class_key, class_style
from render.canvas.text import baseline, ellipsize, width
from render.figures.common.axis import break_mark
from render.figures.common.event_bars import (
    STOP_LETTERS,
    BarEnds,
    draw_bar,
    draw_tag,
    draw_ticks,
    tag_width,
)
from render.figures.common.event_markers import CourseLine, MarkerPlace, Whisker, draw_markers
from render.figures.common.lanes import EventMarker
from render.figures.common.legend import Key
from render.figures.timeline.marks import CHIP, draw_chip
from timeline.analysis.wording import one_line
from timeline.model.components import Scope, StopReason

_CLASS_WORDS = {"unknown": "drug class not known", "supportive": "supportive drug"}

_MARKER_WORDS = {
    "diagnosis": "diagnosis",
    "transformation": "histologic transformation",
    "metastasis": "metastasis found",
    "progression": "progression",
    "condition": "other condition",
    "last-follow-up": "follow-up",
    "lost": "lost to follow-up",
    "death": "death",
    "complete-response": "complete response",
    "partial-response": "partial response",
    "stable-disease": "stable disease",
    "mixed-response": "mixed response",
    "not-evaluable": "response not evaluable",
    "imaging": "examination",
    "molecular": "test with findings",
    "molecular-negative": "test, nothing found",
    "molecular-unclear": "test, result equivocal or not stated",
    "not-tested": "not done, declined, failed or planned",
    "procedure": "procedure",
    "symptom": "symptom",
    "visit": "visit",
    "performance-status": "performance status",
    "adverse-event": "adverse event",
    "laboratory": "laboratory value",
    "ongoing": "still ongoing",
    "conflict": "statements contradict",
}
"""Every marker's meaning in words, in the order of the legend."""

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

_CONVENTION_WORDS = {
    "organ": "ringed: one organ",
    "lesion": "small: one lesion",
    "read": "underlined: read from words",
    "absent": "struck out: stated absent",
    "gained": "finding gained",
    "lost": "finding lost",
    "whisker": "some day within",
    "open-whisker": "dotted: no known bound",
    "course": "how long it lasted (dashed: uncertain)",
    "chip": "attributed to this drug",
    "series": "values over time",
    "ongoing": "ongoing",
    "fade": "fades: date known to a range",
    "possible": "slim: some time within",
    "open-end": "start or end not stated",
    "assumed": "dashed: date assumed",
    "assumed-end": "end of a bar assumed",
    "ticks": "ticks: doses or cycles as scheduled",
    "link": "thin line: same line, nothing given",
    "derived": "derived, not stated",
    "break": "break in the time axis",
}

# The widths of a sample bar, or of a marker with its whisker, and of a marker alone.
_SAMPLE_WIDTH = 15.0
_MARKER_WIDTH = 8.0
_GAP = 3.0
_BETWEEN = 8.0
_LEADING = 1.55
_SMALLER = 0.86
# Conventions that a marker alone shows.
_ALONE = ("organ", "lesion", "read", "absent", "gained", "lost", "assumed", "break", "derived")
_BARS = ("fade", "possible", "ongoing", "open-end", "assumed-end", "ticks", "link")


def legend(keys: Iterable[Key], room: Span, top: float, theme: Theme) -> tuple[Group, float]:
    """The legend between ``room.left`` and ``room.right`` below ``top``, and the y of its end.

    Drug classes come first, then markers, then why treatments stopped, then what else a mark can
    tell, one after the other in rows as full as they get. A class spelled in several ways has one
    entry. There is at least one key.
    """
    items: list[Item] = []
    size = theme.small_size
    theme = _smaller(theme)
    pitch = size * _LEADING
    x, y = room.left, top + pitch / 2
    for key in sorted(_merged(keys), key=_order):
        wide = _width(key, theme)
        words = ellipsize(_words(key), size, room.width - wide - _GAP)
        taken = wide + _GAP + width(words, size)
        if x > room.left and x + taken > room.right:
            x, y = room.left, y + pitch
        text = Text(x + wide + _GAP, baseline(y, size), words, size=size, fill=theme.text_color)
        items.append(Group((*_sample(key, x, wide, y, theme), text), role=f"legend-{key.kind}"))
        x += taken + _BETWEEN
    return Group(tuple(items), role="legend"), y + pitch / 2


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


def _width(key: Key, theme: Theme) -> float:
    """The width of a sample, in points."""
    if key.kind == "stop":
        return tag_width(STOP_LETTERS[StopReason(key.name)], theme)
    if key.name == "chip":
        return CHIP
    return _MARKER_WIDTH if key.kind == "marker" or key.name in _ALONE else _SAMPLE_WIDTH


def _order(key: Key) -> tuple[int, int, str]:
    if key.kind == "class":
        return 0, 0, key.name.casefold()
    tables: dict[str, list[str]] = {
        "marker": list(_MARKER_WORDS),
        "stop": [str(reason) for reason in _STOP_WORDS],
        "convention": list(_CONVENTION_WORDS),
    }
    return list(tables).index(key.kind) + 1, tables[key.kind].index(key.name), ""


def _words(key: Key) -> str:
    match key.kind:
        case "class":
            words = _CLASS_WORDS.get(key.name, one_line(key.name))
        case "marker":
            words = _MARKER_WORDS[key.name]
        case "stop":
            words = _STOP_WORDS[StopReason(key.name)]
        case _:
            words = _CONVENTION_WORDS[key.name]
    return words[:1].upper() + words[1:]


def _sample(key: Key, left: float, wide: float, y: float, theme: Theme) -> tuple[Item, ...]:
    """The mark as the figure draws it, in a column ``wide`` points wide."""
    if key.kind == "class":
        return draw_bar(_bar(left), (class_style(key.name, theme),), (), theme, y)
    if key.kind == "marker":
        return (MARKERS[key.name].at(left + wide / 2, y, theme.marker_size),)
    if key.kind == "stop":
        return draw_tag(STOP_LETTERS[StopReason(key.name)], left + wide / 2, theme, y)
    if key.name in _BARS:
        return _bar_sample(key.name, left, theme, y)
    size = theme.small_size
    match key.name:
        case "break":
            return break_mark(left + wide / 2, y, theme)
        case "chip":
            return draw_chip(left, ("other",), theme, y)
        case "derived":
            x = left + wide / 2
            return (
                Text(x, baseline(y, size), "*", size=size, anchor="middle", fill=theme.text_color),
            )
        case "series":
            ends = [(left + 2, y + 3), (left + wide / 2, y - 3), (left + wide - 2, y + 1)]
            line = Path(polyline(ends), stroke=Stroke(theme.muted_color, 0.9))
            point = MARKERS["laboratory"]
            return line, *(point.at(*end, theme.marker_size * 0.6) for end in ends)
    return draw_markers(_marker_told(key.name, left, wide), theme, y)


def _bar_sample(convention: str, left: float, theme: Theme, y: float) -> tuple[Item, ...]:
    grey = (ClassStyle(GREY),)
    if convention == "link":
        right = left + _SAMPLE_WIDTH
        ends = [
            attrs.evolve(_bar(left), left=x, first=x, last=x + 4, right=x + 4)
            for x in (left, right - 4)
        ]
        line = Path(polyline([(left + 4, y), (right - 4, y)]), stroke=Stroke(theme.line_color, 0.5))
        return (line, *(item for end in ends for item in draw_bar(end, grey, (), theme, y)))
    ends_of_bar = _bar_told(convention, left)
    dots = (ends_of_bar.right,) if convention == "assumed-end" else ()
    drawn = draw_bar(ends_of_bar, grey, dots, theme, y)
    if convention == "ticks":
        return *drawn, draw_ticks([left + 2 + 4 * n for n in range(4)], theme, y)
    return drawn


def _bar(left: float) -> BarEnds:
    right = left + _SAMPLE_WIDTH
    return BarEnds(left=left, first=left, last=right, right=right)


def _bar_told(convention: str, left: float) -> BarEnds:
    """An example of what the ends of a bar can tell."""
    plain = _bar(left)
    match convention:
        case "fade":
            return attrs.evolve(plain, first=left + 5, last=plain.right - 5)
        case "possible":
            return attrs.evolve(plain, certain=False)
        case "ongoing":
            end = plain.right - ARROW_LENGTH
            return attrs.evolve(plain, last=end, right=end, ongoing=True)
        case "open-end":
            return attrs.evolve(plain, last=left + 3, open_right=True)
        case "assumed-end":
            return attrs.evolve(plain, last=plain.right - 3, right=plain.right - 3)
    return plain


def _marker_told(convention: str, left: float, wide: float) -> MarkerPlace:
    """An example of what a marker, its whisker and its course can tell."""
    right = left + wide
    plain = MarkerPlace(x=(left + right) / 2, markers=(EventMarker("imaging"),))
    match convention:
        case "organ" | "lesion":
            return attrs.evolve(plain, markers=(EventMarker("imaging", scope=Scope(convention)),))
        case "read":
            return attrs.evolve(plain, markers=(EventMarker("progression", read=True),))
        case "gained":
            return attrs.evolve(plain, markers=(EventMarker("molecular", gained=True),))
        case "lost":
            return attrs.evolve(plain, markers=(EventMarker("molecular", lost=True),))
        case "absent":
            return attrs.evolve(plain, markers=(EventMarker("imaging", absent=True),))
        case "assumed":
            return attrs.evolve(plain, assumed=True)
        case "whisker":
            return attrs.evolve(plain, whisker=Whisker(left=left, right=right))
        case "open-whisker":
            whisker = Whisker(left=left, right=right, open_right=True)
            return attrs.evolve(plain, x=left + 5, whisker=whisker)
    course = CourseLine(start=left + 4, sure=left + 10, latest=right)
    return attrs.evolve(plain, x=left + 4, course=course)
