"""Where a figure will be seen: its width, the sizes of its text, light or dark paper.

Text sizes hold at the printed width: journals ask for 6 to 8 points or more, a slide is read from
the last row, a poster from two steps away. Nothing is shrunk so far that it cannot be read.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from render.canvas.darkness import DARK_PAPER, in_dark
from render.canvas.scaling import scaled
from render.canvas.scene import Rect, Scene, Text
from render.canvas.style import DEFAULT_THEME, Theme
from timeline.errors import MisuseError, did_you_mean

POINTS_PER_MM = 72 / 25.4

LEAST_SIZE = 6.0
"""The smallest text that journals print, in points."""


class StyleError(MisuseError):
    """A style that there is not, or that cannot be drawn at its width."""


@attrs.frozen(kw_only=True)
class Style:
    """How a figure is dressed.

    Args:
        theme: sizes in points, before they are enlarged, and the colours of what is not data.
        width: of the figure in mm.
        width_is_limit: whether that is also the most for figures with a width of their own, such
            as graphs.
        scale: by how much all that is laid out is enlarged, for a slide or a poster.
        dark: for dark paper; see `render.canvas.darkness`.
        least_size: the smallest text allowed at that width, in points.
    """

    theme: Theme = DEFAULT_THEME
    width: float = 170.0
    width_is_limit: bool = False
    scale: float = 1.0
    dark: bool = False
    least_size: float = LEAST_SIZE

    @property
    def points(self) -> float:
        """The width that a layout has to fill, in points: that of the figure before its scale."""
        return self.width * POINTS_PER_MM / self.scale


STYLES: Mapping[str, Style] = {
    "journal": Style(),
    "column": Style(
        width=85,
        theme=attrs.evolve(
            DEFAULT_THEME,
            title_size=8.0,
            label_size=6.5,
            small_size=6.0,
            marker_size=6.5,
            track_height=11.5,
            bar_height=8.0,
            gap=3.0,
            hatch_spacing=4.0,
            hatch_width=0.9,
        ),
    ),
    "slide": Style(width=320, scale=1.6, least_size=11.0),
    "poster": Style(width=700, scale=3.4, least_size=22.0),
    "dark": Style(dark=True),
}
"""What comes with the library: 170 and 85 mm of a journal, a slide, a poster, dark paper."""


def find_style(name: str) -> Style:
    """The style of that name.

    Raises:
        StyleError: there is none.
    """
    if name not in STYLES:
        raise StyleError(
            f"{name!r} is no style; there are {', '.join(STYLES)}{did_you_mean(name, STYLES)}"
        )
    return STYLES[name]


def dressed(scene: Scene, style: Style, *, own_width: bool = False) -> Scene:
    """The scene at the scale and on the paper of a style, its text checked for size.

    Args:
        scene: as a layout made it, with the theme and the `Style.points` of the style.
        style: what it is to look like.
        own_width: whether the layout has a width of its own, as that of a graph; it is made
            smaller where the style limits it, and never larger.

    Raises:
        StyleError: text would be smaller than the style allows.
    """
    factor = style.scale
    if own_width and style.width_is_limit:
        factor = min(factor, style.scale * style.points / scene.width)
    if factor != 1:
        scene = scaled(scene, factor)
    smallest = smallest_text(scene)
    if smallest is not None and round(smallest, 2) < style.least_size:
        hint = ""
        if factor < style.scale:
            needed = scene.width * style.least_size / smallest / POINTS_PER_MM
            hint = f"; the figure needs {needed:.0f} mm"
        raise StyleError(
            f"at {scene.width / POINTS_PER_MM:.0f} mm the smallest text has {smallest:.1f} points,"
            f" less than {style.least_size:g}{hint}"
        )
    if not style.dark:
        return scene
    turned = in_dark(scene)
    paper = Rect(0, 0, scene.width, scene.height, fill=DARK_PAPER)
    return attrs.evolve(turned, items=(paper, *turned.items))


def smallest_text(scene: Scene) -> float | None:
    """The size of the smallest text in points; None where there is no text."""
    return min((item.size for item in scene.walk() if isinstance(item, Text)), default=None)
