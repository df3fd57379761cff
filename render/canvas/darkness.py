"""The same scene on dark paper: neutral colours change places, colours with a meaning stay.

Layouts draw for white paper. On a dark one, paper, bands and plates become dark and lines light;
fills of drug classes and markers keep their colours, as does what is drawn on them; tints, which
lean towards the paper, lean towards the dark one; and every text is readable on what then lies
beneath it.
"""

from __future__ import annotations

import functools
import itertools

import attrs

from render.canvas.background import Beneath, segments_of
from render.canvas.palette import (
    BLACK,
    COLORED,
    LEAST_CONTRAST,
    WHITE,
    contrast,
    is_neutral,
    luminance,
    mixed,
    paler,
)
from render.canvas.scene import Fade, Fill, Group, Item, Marker, Path, Rect, Scene, Stroke, Text
from render.canvas.style import ASSUMED_PALENESS, POSSIBLE_PALENESS

DARK_PAPER = "#1c1c1c"
"""What white becomes."""

LIGHT_INK = "#ececec"
"""What black becomes."""

# A colour of which this share is white, or more, is a tint.
_TINT = 0.42
# The points on both sides of a line that tell what it is drawn on; a few lines speak for a hatch.
_BESIDE = 0.5
_LINES_ASKED = 7


def in_dark(scene: Scene) -> Scene:
    """The scene in colours for dark paper; places, sizes and words stay as they are."""
    turner = _Turner()
    return attrs.evolve(scene, items=tuple(map(turner.turned, scene.items)))


@functools.cache
def turned_neutral(color: str) -> str:
    """The counterpart of a grey, white or black: as far from the dark paper as it was from white.

    Far in lightness (CIE L*), as that is how the eye judges steps of grey.
    """
    share = (100 - _lightness(luminance(color))) / 100
    low, high = _lightness(luminance(DARK_PAPER)), _lightness(luminance(LIGHT_INK))
    level = _grey_of(low + (high - low) * share)
    return f"#{level:02x}{level:02x}{level:02x}"


class _Turner:
    """Turns items in their painting order, and knows what already lies beneath."""

    def __init__(self) -> None:
        self._was = Beneath()
        self._now = Beneath(DARK_PAPER)

    def turned(self, item: Item) -> Item:
        if isinstance(item, Group):
            return attrs.evolve(item, items=tuple(map(self.turned, item.items)))
        if isinstance(item, Text):
            return attrs.evolve(item, fill=self._text(item))
        new: Rect | Path | Marker
        if isinstance(item, Marker):
            fill = _turned_color(item.fill)
            new = attrs.evolve(item, fill=fill, stroke=self._stroke(item))
        else:
            new = attrs.evolve(item, fill=_turned_fill(item.fill), stroke=self._stroke(item))
        self._was.paint(item)
        self._now.paint(new)
        return new

    def _text(self, item: Text) -> str:
        x, y = item.box.centre
        beneath = self._now.color(x, y)
        wanted = (item.fill, _turned_color(item.fill), *_lighter(item.fill))
        readable = (color for color in wanted if contrast(color, beneath) >= LEAST_CONTRAST)
        return next(readable, max(BLACK, WHITE, key=lambda color: contrast(color, beneath)))

    def _stroke(self, item: Rect | Path | Marker) -> Stroke | None:
        if item.stroke is None or (item.fill is None and self._lies_on_color(item)):
            return item.stroke
        return attrs.evolve(item.stroke, color=_turned_color(item.stroke.color))

    def _lies_on_color(self, item: Rect | Path | Marker) -> bool:
        """Whether lines lie on a colour that stays, as a hatch does and the edge of a bar not."""
        asked = list(itertools.islice(segments_of(item), 200))
        asked = asked[:: max(1, len(asked) // _LINES_ASKED)]
        within = sum(
            all(not is_neutral(self._was.color(x + dx, y + dy)) for dx, dy in _beside(a, b))
            for a, b in asked
            for x, y in [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)]
        )
        return within * 2 > len(asked)


def _beside(a: tuple[float, float], b: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    across = (-dy / length * _BESIDE, dx / length * _BESIDE)
    return across, (-across[0], -across[1])


# The tints that styles make of the palette lean as far towards dark paper as towards white.
_TINTS = {
    paler(color, share): mixed(color, DARK_PAPER, share)
    for color in COLORED
    for share in (POSSIBLE_PALENESS, ASSUMED_PALENESS)
}


@functools.cache
def _turned_color(color: str) -> str:
    if is_neutral(color):
        return turned_neutral(color)
    if color in COLORED:
        return color
    if color in _TINTS:
        return _TINTS[color]
    whiteness = min(int(color[i : i + 2], 16) for i in (1, 3, 5)) / 255
    if whiteness < _TINT:
        return color
    # What is left when the white is taken out is the full colour; it then leans to the new paper.
    full = "#" + "".join(
        f"{round((int(color[i : i + 2], 16) / 255 - whiteness) / (1 - whiteness) * 255):02x}"
        for i in (1, 3, 5)
    )
    return mixed(full, DARK_PAPER, whiteness)


def _turned_fill(fill: Fill) -> Fill:
    if isinstance(fill, Fade):
        return attrs.evolve(fill, color=_turned_color(fill.color))
    return fill and _turned_color(fill)


def _lighter(color: str) -> tuple[str, ...]:
    return tuple(mixed(color, WHITE, share / 8) for share in range(1, 8))


def _lightness(y: float) -> float:
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def _grey_of(lightness: float) -> int:
    y = ((lightness + 16) / 116) ** 3 if lightness > 8 else lightness / 903.3
    return round(255 * (12.92 * y if y <= 0.0031308 else 1.055 * y ** (1 / 2.4) - 0.055))
