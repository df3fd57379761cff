"""A picture as a value: what is drawn where, in points, before any file format.

A layout makes a `Scene`; writers turn it into SVG, HTML, PDF or PNG. Items are painted in their
order. x runs to the right and y downwards from the top left corner; 72 points are an inch.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import attrs

from render.canvas import outline as outlines
from render.canvas import text as texts
from render.canvas.box import Box
from render.canvas.markers import Shape, marker_outline
from render.canvas.outline import Outline
from render.canvas.palette import BLACK


@attrs.frozen
class Stroke:
    """How a line is drawn: colour, width and dashes (on, off, ...) in points."""

    color: str = BLACK
    width: float = 0.75
    dash: tuple[float, ...] = ()
    round_ends: bool = False


@attrs.frozen
class Fade:
    """A fill that goes from one opacity at the left edge to another at the right edge.

    Bars fade over the days on which it is not known whether a therapy was already, or still, given.
    """

    color: str
    left: float = 1
    right: float = 0


Fill = str | Fade | None
"""``"#rrggbb"``, a `Fade`, or None for nothing."""


@attrs.frozen
class Rect:
    """A rectangle by its top left corner, with corners rounded by ``radius`` points."""

    x: float
    y: float
    width: float
    height: float
    fill: Fill = attrs.field(default=None, kw_only=True)
    stroke: Stroke | None = attrs.field(default=None, kw_only=True)
    radius: float = attrs.field(default=0, kw_only=True)

    @classmethod
    def over(
        cls, box: Box, *, fill: Fill = None, stroke: Stroke | None = None, radius: float = 0
    ) -> Rect:
        """The rectangle that covers a box."""
        return cls(
            box.left, box.top, box.width, box.height, fill=fill, stroke=stroke, radius=radius
        )

    @property
    def box(self) -> Box:
        """What the rectangle covers, half of its stroke included."""
        shape = Box(self.x, self.y, self.x + self.width, self.y + self.height)
        return shape.grown(_half_width(self.stroke))


@attrs.frozen
class Path:
    """Lines and curves, see `render.canvas.outline`; open outlines are usually only stroked."""

    outline: Outline
    fill: Fill = attrs.field(default=None, kw_only=True)
    stroke: Stroke | None = attrs.field(default=None, kw_only=True)

    @property
    def box(self) -> Box:
        """A box around it, half of the stroke included; around a curve it may be too large."""
        return outlines.bounds(self.outline).grown(_half_width(self.stroke))


@attrs.frozen
class Text:
    """One line of text; x is its start, middle or end according to ``anchor``, y its baseline."""

    x: float
    y: float
    text: str
    size: float = attrs.field(kw_only=True)
    bold: bool = attrs.field(default=False, kw_only=True)
    anchor: Literal["start", "middle", "end"] = attrs.field(default="start", kw_only=True)
    fill: str = attrs.field(default=BLACK, kw_only=True)

    @property
    def box(self) -> Box:
        """The line's box from ascent to descent, as wide as the text measures."""
        width = texts.width(self.text, self.size, bold=self.bold)
        left = self.x - {"start": 0, "middle": width / 2, "end": width}[self.anchor]
        return Box(
            left,
            self.y - texts.ASCENT * self.size,
            left + width,
            self.y + texts.DESCENT * self.size,
        )


@attrs.frozen
class Marker:
    """A small shape centred on a point; see `render.canvas.markers` for the shapes."""

    x: float
    y: float
    shape: Shape
    size: float = attrs.field(kw_only=True)
    fill: str = attrs.field(default=BLACK, kw_only=True)
    stroke: Stroke | None = attrs.field(default=None, kw_only=True)

    @property
    def outline(self) -> Outline:
        """The shape as lines and curves."""
        return marker_outline(self.shape, (self.x, self.y), self.size)

    @property
    def box(self) -> Box:
        """What the shape covers, half of its stroke included."""
        return outlines.bounds(self.outline).grown(_half_width(self.stroke))


@attrs.frozen
class Group:
    """Items that belong to one thing, and what a reader or a script may want to know of it.

    ``role`` says what the thing is in the figure ("event", "lane", "axis", "legend"); ``event`` is
    the id of the event drawn, ``drug_class`` and ``lane`` let a web page filter, ``label`` is the
    title of a lane as printed, ``tooltip`` (one line for each thing said) is shown when the pointer
    rests on it.
    """

    items: tuple[Item, ...] = attrs.field(validator=attrs.validators.min_len(1))
    role: str = attrs.field(kw_only=True)
    event: str | None = attrs.field(default=None, kw_only=True)
    tooltip: str | None = attrs.field(default=None, kw_only=True)
    drug_class: str | None = attrs.field(default=None, kw_only=True)
    lane: str | None = attrs.field(default=None, kw_only=True)
    label: str | None = attrs.field(default=None, kw_only=True)

    @property
    def box(self) -> Box:
        """The smallest box around all items."""
        first, *rest = (item.box for item in self.items)
        for box in rest:
            first = first.union(box)
        return first


Item = Rect | Path | Text | Marker | Group


@attrs.frozen
class Scene:
    """A whole figure: its size in points, its title, its alternative text and its items."""

    width: float
    height: float
    title: str = attrs.field(kw_only=True)
    description: str = attrs.field(kw_only=True)
    items: tuple[Item, ...] = attrs.field(kw_only=True)

    @property
    def box(self) -> Box:
        """The canvas."""
        return Box(0, 0, self.width, self.height)

    def walk(self) -> Iterator[Item]:
        """Every item in painting order, groups before what is in them."""
        return _walk(self.items)


def _walk(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        if isinstance(item, Group):
            yield from _walk(item.items)


def _half_width(stroke: Stroke | None) -> float:
    return stroke.width / 2 if stroke else 0
