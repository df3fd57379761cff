"""What must hold for every figure: nothing leaves the canvas, and every text can be read."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from render.canvas import text as texts
from render.canvas.background import Beneath
from render.canvas.box import Box
from render.canvas.palette import LEAST_CONTRAST, WHITE, contrast
from render.canvas.scene import Item, Scene, Text

# Where the colour beneath a text is looked up: shares of its width and of its letters' height.
_ACROSS = (0.02, 0.2, 0.35, 0.5, 0.65, 0.8, 0.98)
_DOWN = (0.1, 0.5, 0.9)


def outside_canvas(scene: Scene) -> tuple[Item, ...]:
    """The items (groups included) that reach over an edge of the scene; empty when all is well."""
    return tuple(item for item in scene.walk() if not scene.box.holds(item.box))


def overlapping_texts(scene: Scene) -> tuple[tuple[Text, Text], ...]:
    """The pairs of texts whose boxes share an area; empty when all is well."""
    boxes = sorted(
        ((item.box, item) for item in scene.walk() if isinstance(item, Text)),
        key=lambda pair: pair[0].left,
    )
    pairs = []
    for i, (box, text) in enumerate(boxes):
        for other_box, other in boxes[i + 1 :]:
            if other_box.left >= box.right:
                break  # sorted by their left edges: nothing further on can reach back
            if box.overlaps(other_box):
                pairs.append((text, other))
    return tuple(pairs)


@attrs.frozen
class HardToRead:
    """A text, the colour beneath it or of a line through it, and their contrast (WCAG 2.1)."""

    text: Text
    beneath: str
    contrast: float


def hard_to_read(
    scene: Scene, *, least: float = LEAST_CONTRAST, paper: str = WHITE
) -> tuple[HardToRead, ...]:
    """The texts with too little contrast to what lies beneath them; empty when all is well.

    Args:
        scene: what is drawn; only what is painted before a text can lie beneath it.
        least: the contrast a text needs, by default that of WCAG 2.1, success criterion 1.4.3.
        paper: the colour where nothing is drawn.
    """
    beneath = Beneath(paper)
    found: list[HardToRead] = []
    for item in scene.walk():
        if isinstance(item, Text):
            ratios = {color: contrast(item.fill, color) for color in _seen(item, beneath)}
            worst = min(ratios, key=ratios.__getitem__)
            if ratios[worst] < least:
                found.append(HardToRead(item, worst, ratios[worst]))
        else:
            beneath.paint(item)
    return tuple(found)


def _seen(text: Text, beneath: Beneath) -> Iterator[str]:
    """The colours beneath a text, and of the lines that run through its letters."""
    box = text.box
    letters = Box(box.left, text.y - texts.CAP_HEIGHT * text.size, box.right, text.y)
    for x in _ACROSS:
        for y in _DOWN:
            yield beneath.color(letters.left + letters.width * x, letters.top + letters.height * y)
    for line in beneath.lines_under(letters):
        yield line.color
