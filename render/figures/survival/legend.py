"""The samples of marks that only survival curves have in their legend."""

from __future__ import annotations

from render.canvas.hatch import hatch
from render.canvas.outline import polyline
from render.canvas.scene import Item, Path, Rect, Stroke
from render.figures.common.legend import SAMPLE_WIDTH, Sample, sample_box
from render.figures.survival.curves import HATCH_SPACING, TICK, GroupLook


def tick_sample(left: float, middle: float) -> tuple[Item, ...]:
    """A tick on a curve."""
    x = left + SAMPLE_WIDTH / 2
    stroke = Stroke(width=0.9)
    return (
        Path(polyline([(left + 4, middle), (left + SAMPLE_WIDTH - 4, middle)]), stroke=stroke),
        Path(polyline([(x, middle - TICK), (x, middle + TICK)]), stroke=stroke),
    )


def band_sample(look: GroupLook, *, filled: bool) -> Sample:
    """A stretch of a confidence band."""

    def draw(left: float, middle: float) -> tuple[Item, ...]:
        box = sample_box(left, middle, 3)
        return (Rect.over(box, fill=look.band if filled else None, stroke=look.band_edge),)

    return draw


def hatch_sample(look: GroupLook) -> Sample:
    """A hatched stretch between two sides."""

    def draw(left: float, middle: float) -> tuple[Item, ...]:
        box = sample_box(left, middle)
        lines = hatch(box, look.hatch, HATCH_SPACING)
        sides = [
            polyline([(left, box.top), (box.right, box.top)]),
            polyline([(left, box.bottom), (box.right, box.bottom)]),
        ]
        return (
            Rect.over(box, fill=look.band),
            Path(lines, stroke=look.hatching),
            *(Path(side, stroke=look.line) for side in sides),
        )

    return draw
