"""The legend: what each mark of a figure means, every mark that is used and no other."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from render.canvas.bars import ARROW_LENGTH
from render.canvas.labels import Span
from render.canvas.palette import GREY
from render.canvas.scene import Group, Item, Text
from render.canvas.style import MARKERS, ClassStyle, Theme, class_style
from render.canvas.text import baseline, ellipsize, width
from render.figures.axis import break_mark
from render.figures.event_bars import BarEnds, draw_bar
from render.figures.event_markers import Course, MarkerPlace, Whisker, draw_markers
from render.figures.lanes import Sign
from render.figures.marks import Key
from timeline.analysis.wording import one_line

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
    "not-tested": "test not done, declined or failed",
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

_CONVENTION_WORDS = {
    "part": "smaller: one organ or lesion",
    "absent": "struck out: stated absent",
    "whisker": "whisker: some day within",
    "open-whisker": "dotted: no known bound",
    "course": "how long it lasted (dashed: uncertain)",
    "ongoing": "ongoing",
    "fade": "fades: date known to a range",
    "possible": "pale: some time within",
    "open-end": "start or end not stated",
    "assumed": "dashed: date assumed",
    "assumed-end": "end of a bar assumed",
    "break": "break in the time axis",
}

# The widths of a sample bar, or of a marker with its whisker, and of a marker alone.
_SAMPLE_WIDTH = 20.0
_MARKER_WIDTH = 9.0
_GAP = 4.0
_BETWEEN = 10.0
_PITCH = 12.6
# Conventions that a marker alone shows.
_ALONE = ("part", "absent", "assumed", "break")


def legend(keys: Iterable[Key], room: Span, top: float, theme: Theme) -> tuple[Group, float]:
    """The legend between ``room.left`` and ``room.right`` below ``top``, and the y of its end.

    Drug classes come first, then markers, then what else a mark can tell, each from a new row on.
    There is at least one key.
    """
    items: list[Item] = []
    size = theme.small_size
    x, y, kind = room.left, top + theme.track_height / 2, None
    for key in sorted(keys, key=_order):
        wide = _MARKER_WIDTH if key.kind == "marker" or key.name in _ALONE else _SAMPLE_WIDTH
        words = ellipsize(_words(key), size, room.width - wide - _GAP)
        taken = wide + _GAP + width(words, size)
        if x > room.left and (x + taken > room.right or key.kind != kind):
            x, y = room.left, y + _PITCH
        kind = key.kind
        text = Text(x + wide + _GAP, baseline(y, size), words, size=size, fill=theme.text_color)
        items.append(Group((*_sample(key, x, wide, y, theme), text), role=f"legend-{key.kind}"))
        x += taken + _BETWEEN
    return Group(tuple(items), role="legend"), y + theme.track_height / 2


def _order(key: Key) -> tuple[int, int, str]:
    if key.kind == "class":
        return 0, 0, key.name
    words = _MARKER_WORDS if key.kind == "marker" else _CONVENTION_WORDS
    return (1 if key.kind == "marker" else 2), list(words).index(key.name), ""


def _words(key: Key) -> str:
    if key.kind == "class":
        words = _CLASS_WORDS.get(key.name, one_line(key.name))
    else:
        words = (_MARKER_WORDS if key.kind == "marker" else _CONVENTION_WORDS)[key.name]
    return words[:1].upper() + words[1:]


def _sample(key: Key, left: float, wide: float, y: float, theme: Theme) -> tuple[Item, ...]:
    """The mark as the figure draws it, in a column ``wide`` points wide."""
    if key.kind == "class":
        return draw_bar(_bar(left), (class_style(key.name),), (), theme, y)
    if key.kind == "marker":
        return (MARKERS[key.name].at(left + wide / 2, y, theme.marker_size),)
    if key.name == "break":
        return break_mark(left + wide / 2, y, theme)
    if key.name in ("fade", "possible", "ongoing", "open-end", "assumed-end"):
        ends = _bar_told(key.name, left)
        dots = (ends.right,) if key.name == "assumed-end" else ()
        return draw_bar(ends, (ClassStyle(GREY),), dots, theme, y)
    return draw_markers(_marker_told(key.name, left, wide), theme, y)


def _bar(left: float) -> BarEnds:
    right = left + _SAMPLE_WIDTH
    return BarEnds(left=left, first=left, last=right, right=right)


def _bar_told(convention: str, left: float) -> BarEnds:
    """An example of what the ends of a bar can tell."""
    plain = _bar(left)
    match convention:
        case "fade":
            return attrs.evolve(plain, first=left + 7, last=plain.right - 7)
        case "possible":
            return attrs.evolve(plain, certain=False)
        case "ongoing":
            end = plain.right - ARROW_LENGTH
            return attrs.evolve(plain, last=end, right=end, ongoing=True)
        case "open-end":
            return attrs.evolve(plain, last=left + 7, open_right=True)
        case "assumed-end":
            return attrs.evolve(plain, last=plain.right - 3, right=plain.right - 3)
    return plain


def _marker_told(convention: str, left: float, wide: float) -> MarkerPlace:
    """An example of what a marker, its whisker and its course can tell."""
    right = left + wide
    plain = MarkerPlace(x=(left + right) / 2, signs=(Sign("imaging"),))
    match convention:
        case "part":
            return attrs.evolve(plain, signs=(Sign("imaging", part=True),))
        case "absent":
            return attrs.evolve(plain, signs=(Sign("imaging", absent=True),))
        case "assumed":
            return attrs.evolve(plain, assumed=True)
        case "whisker":
            return attrs.evolve(plain, whisker=Whisker(left=left, right=right))
        case "open-whisker":
            whisker = Whisker(left=left, right=right, open_right=True)
            return attrs.evolve(plain, x=left + 7, whisker=whisker)
    course = Course(start=left + 4, sure=left + 12, latest=right)
    return attrs.evolve(plain, x=left + 4, course=course)
