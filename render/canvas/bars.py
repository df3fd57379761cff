"""The bar of a therapy, drawn the same in timelines, swimmer plots and their legends."""

from __future__ import annotations

from collections.abc import Sequence

from render.canvas import text
from render.canvas.box import Box
from render.canvas.hatch import hatch
from render.canvas.labels import Placement
from render.canvas.outline import Outline, polygon, polyline
from render.canvas.palette import WHITE
from render.canvas.scene import Fade, Item, Path, Rect, Stroke, Text
from render.canvas.style import ClassStyle, Theme

# How far the head of an arrow reaches beyond the end of its bar, in points.
ARROW_LENGTH = 6.0
_ARROW_RISE = 2.0
POSSIBLE_HEIGHT = 0.56
"""The share of a bar's height that its possible days have: what is certain weighs more."""
_PLATE_MARGIN = 2.0


def bar(
    core: Box,
    style: ClassStyle,
    theme: Theme,
    *,
    others: Sequence[ClassStyle] = (),
    fade_left: float = 0,
    fade_right: float = 0,
    ongoing: bool = False,
) -> tuple[Item, ...]:
    """A bar over the days on which the therapy was certainly given, with slim ends that fade.

    Args:
        core: the box of those days; it may have no width.
        style: the look of the drug class.
        theme: line widths and spacing.
        others: the looks of further classes given together; each gets a stripe below the first.
        fade_left: points before the core on which it is not known whether it had begun.
        fade_right: points after the core on which it is not known whether it had ended.
        ongoing: an arrow of ``ARROW_LENGTH`` points after the core says that it went on.

    Raises:
        ValueError: the therapy went on, and yet its end is uncertain.
    """
    if ongoing and fade_right:
        raise ValueError("a bar that is ongoing has no end that could fade")
    line = Stroke(theme.line_color, theme.line_width)
    shape = _arrow(core) if ongoing else polygon(_corners(core))
    looks = (style, *others)
    items: list[Item] = [Path(shape, fill=style.fill)]
    for number, (box, look) in enumerate(_stripes(core, looks)):
        if number:
            items.append(Rect.over(box, fill=look.fill))
        items += _hatched(box, look, theme)
    items.append(Path(shape, stroke=line))
    if fade_left:
        before = slim(Box(core.left - fade_left, core.top, core.left, core.bottom))
        items += faded(before, looks, theme, left=0, right=1)
    if fade_right:
        after = slim(Box(core.right, core.top, core.right + fade_right, core.bottom))
        items += faded(after, looks, theme, left=1, right=0)
    return tuple(items)


def slim(box: Box) -> Box:
    """The part of a bar's box that is drawn of days on which it was only possibly given."""
    rim = box.height * (1 - POSSIBLE_HEIGHT) / 2
    return Box(box.left, box.top + rim, box.right, box.bottom - rim)


def possible_bar(
    box: Box,
    style: ClassStyle,
    theme: Theme,
    *,
    others: Sequence[ClassStyle] = (),
    fade_left: float = 0,
    fade_right: float = 0,
) -> tuple[Item, ...]:
    """The bar of a therapy given at some time within, of which no single day is certain.

    It is slim and pale: a course that is long only because its dates are vague must not outweigh
    those that are known.

    Args:
        box: the days on which it is equally unknown whether it was given.
        style: the look of the drug class, which is drawn paler.
        theme: line widths and spacing.
        others: as for `bar`.
        fade_left: points before the box that belong to it only if the therapy began early.
        fade_right: points after the box that belong to it only if the therapy ended late.
    """
    within = slim(box)
    looks = tuple(look.possible for look in (style, *others))
    items: list[Item] = []
    for part, look in _stripes(within, looks):
        items.append(Rect.over(part, fill=look.fill))
        items += _hatched(part, look, theme)
    if fade_left:
        before = Box(within.left - fade_left, within.top, within.left, within.bottom)
        items += faded(before, looks, theme, left=0, right=1)
    if fade_right:
        after = Box(within.right, within.top, within.right + fade_right, within.bottom)
        items += faded(after, looks, theme, left=1, right=0)
    items.append(_dashed_edges(within, theme))
    return tuple(items)


def faded(
    box: Box, looks: Sequence[ClassStyle], theme: Theme, *, left: float, right: float
) -> tuple[Item, ...]:
    """An uncertain end of a bar: a gradient, dashed above and below, open at its outer end.

    Args:
        box: the days on which it is not known whether the therapy was given.
        looks: of the drug classes, the first at the top.
        theme: line widths and spacing.
        left: the opacity at the left edge, from 0 to 1.
        right: the opacity at the right edge.
    """
    items: list[Item] = []
    for part, look in _stripes(box, looks):
        items.append(Rect.over(part, fill=Fade(look.fill, left=left, right=right)))
        # The class is told by its hatch where there is no solid part, or no colour.
        items += _hatched(part, look.possible, theme)
    return *items, _dashed_edges(box, theme)


def bar_label(
    spot: Placement,
    core: Box,
    style: ClassStyle,
    theme: Theme,
    *,
    others: Sequence[ClassStyle] = (),
) -> tuple[Item, ...]:
    """The label of a bar where `render.canvas.labels.place` put it, on a plate over a pattern."""
    size = theme.label_size
    pattern = style.needs_plate or bool(others)
    plated = spot.side == "over" or (spot.side == "inside" and pattern)
    color = style.text if spot.side == "inside" and not plated else theme.text_color
    y = text.baseline(core.centre[1], size)
    label = Text(spot.x, y, spot.text, size=size, anchor=spot.anchor, fill=color)
    if not plated:
        return (label,)
    plate = Box(
        spot.label.left - _PLATE_MARGIN,
        core.top + theme.line_width,
        spot.label.right + _PLATE_MARGIN,
        core.bottom - theme.line_width,
    )
    return (Rect.over(plate, fill=WHITE, radius=_PLATE_MARGIN), label)


def _stripes(box: Box, looks: Sequence[ClassStyle]) -> list[tuple[Box, ClassStyle]]:
    """The box cut into one stripe for each look, from the top."""
    height = box.height / len(looks)
    return [
        (Box(box.left, box.top + i * height, box.right, box.top + (i + 1) * height), look)
        for i, look in enumerate(looks)
    ]


def _hatched(box: Box, look: ClassStyle, theme: Theme) -> tuple[Item, ...]:
    if box.width <= theme.hatch_width:
        return ()
    # The ends of the lines have a width too, which must not stick out of the bar.
    lines = hatch(box.grown(-theme.hatch_width / 2), look.hatch, theme.hatch_spacing)
    ink = Stroke(look.ink, theme.hatch_width, round_ends=look.hatch == "dots")
    return (Path(lines, stroke=ink),) if lines else ()


def _dashed_edges(box: Box, theme: Theme) -> Path:
    edges = (
        *polyline([(box.left, box.top), (box.right, box.top)]),
        *polyline([(box.left, box.bottom), (box.right, box.bottom)]),
    )
    return Path(edges, stroke=Stroke(theme.muted_color, theme.line_width, dash=(1.5, 1.5)))


def _corners(box: Box) -> list[tuple[float, float]]:
    return [
        (box.left, box.top),
        (box.right, box.top),
        (box.right, box.bottom),
        (box.left, box.bottom),
    ]


def _arrow(box: Box) -> Outline:
    top_left, top_right, bottom_right, bottom_left = _corners(box)
    head = [
        (box.right, box.top - _ARROW_RISE),
        (box.right + ARROW_LENGTH, box.centre[1]),
        (box.right, box.bottom + _ARROW_RISE),
    ]
    return polygon([top_left, top_right, *head, bottom_right, bottom_left])
