"""The bar of a therapy, drawn the same in timelines, swimmer plots and their legends."""

from __future__ import annotations

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
_PLATE_MARGIN = 2.0


def bar(
    core: Box,
    style: ClassStyle,
    theme: Theme,
    *,
    fade_left: float = 0,
    fade_right: float = 0,
    ongoing: bool = False,
) -> tuple[Item, ...]:
    """A bar over the days on which the therapy was certainly given.

    Args:
        core: the box of those days; it may have no width.
        style: the look of the drug class.
        theme: line widths and spacing.
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
    items: list[Item] = [Path(shape, fill=style.fill)]
    if lines := hatch(core, style.hatch, theme.hatch_spacing):
        ink = Stroke(style.ink, theme.hatch_width, round_ends=style.hatch == "dots")
        items.append(Path(lines, stroke=ink))
    items.append(Path(shape, stroke=line))
    if fade_left:
        before = Box(core.left - fade_left, core.top, core.left, core.bottom)
        items += _faded(before, Fade(style.fill, left=0, right=1), theme)
    if fade_right:
        after = Box(core.right, core.top, core.right + fade_right, core.bottom)
        items += _faded(after, Fade(style.fill, left=1, right=0), theme)
    return tuple(items)


def bar_label(spot: Placement, core: Box, style: ClassStyle, theme: Theme) -> tuple[Item, ...]:
    """The label of a bar where `render.canvas.labels.place` put it, on a plate over a hatch."""
    size = theme.label_size
    plated = spot.side == "inside" and style.needs_plate
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


def _faded(box: Box, fill: Fade, theme: Theme) -> tuple[Item, ...]:
    """An uncertain end: a gradient, dashed above and below, open at its outer end."""
    edges = (
        *polyline([(box.left, box.top), (box.right, box.top)]),
        *polyline([(box.left, box.bottom), (box.right, box.bottom)]),
    )
    dashed = Stroke(theme.line_color, theme.line_width, dash=(1.5, 1.5))
    return Rect.over(box, fill=fill), Path(edges, stroke=dashed)


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
