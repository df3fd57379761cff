"""What must hold for every figure: nothing leaves the canvas, no text runs into another."""

from __future__ import annotations

from render.canvas.scene import Item, Scene, Text


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
