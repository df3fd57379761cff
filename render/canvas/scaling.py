"""A scene made larger or smaller as a whole: places, texts and lines alike."""

from __future__ import annotations

from functools import partial

import attrs

from render.canvas.box import Point
from render.canvas.outline import Outline
from render.canvas.scene import Group, Item, Marker, Path, Rect, Scene, Stroke, Text


def scaled(scene: Scene, factor: float) -> Scene:
    """The scene with every length multiplied by ``factor``, which is above 0."""
    return attrs.evolve(
        scene,
        width=round(scene.width * factor, 2),
        height=round(scene.height * factor, 2),
        items=tuple(map(partial(_item, by=factor), scene.items)),
    )


def _item(item: Item, by: float) -> Item:
    match item:
        case Group():
            return attrs.evolve(item, items=tuple(map(partial(_item, by=by), item.items)))
        case Text():
            return attrs.evolve(item, x=item.x * by, y=item.y * by, size=item.size * by)
        case Marker():
            return attrs.evolve(
                item,
                x=item.x * by,
                y=item.y * by,
                size=item.size * by,
                stroke=_stroke(item.stroke, by),
            )
        case Rect():
            return attrs.evolve(
                item,
                x=item.x * by,
                y=item.y * by,
                width=item.width * by,
                height=item.height * by,
                radius=item.radius * by,
                stroke=_stroke(item.stroke, by),
            )
        case Path():
            return attrs.evolve(
                item, outline=_outline(item.outline, by), stroke=_stroke(item.stroke, by)
            )


def _outline(outline: Outline, by: float) -> Outline:
    return tuple(
        (letter, tuple(_point(point, by) for point in points)) for letter, points in outline
    )


def _point(point: Point, by: float) -> Point:
    return point[0] * by, point[1] * by


def _stroke(stroke: Stroke | None, by: float) -> Stroke | None:
    if stroke is None:
        return None
    dash = tuple(length * by for length in stroke.dash)
    return attrs.evolve(stroke, width=stroke.width * by, dash=dash)
