"""A scene as SVG: one self-contained text, without scripts, styles or anything to fetch."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator

from render.canvas.outline import Outline
from render.canvas.scene import Fade, Fill, Group, Item, Marker, Path, Rect, Scene, Stroke, Text
from render.canvas.text import FONT_FAMILY

# The characters that XML 1.0 forbids even when escaped; "\x7f-\x9f" it merely discourages.
_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\t": " ", "\r": " "}
)
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_ID_PREFIX = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def to_svg(scene: Scene, prefix: str = "figure") -> str:
    """The scene as the text of an SVG file; equal scenes give equal texts, byte for byte.

    Args:
        scene: what to draw; its points become the file's size and units.
        prefix: the start of every id in the file. Several SVGs inside one HTML page need
            different prefixes, or they refer to each other's gradients.

    Raises:
        ValueError: the prefix cannot start an id, a coordinate is not a finite number, or a
            colour is not ``#rrggbb``.
    """
    if not _ID_PREFIX.fullmatch(prefix):
        raise ValueError(f"an id prefix is a letter and then letters, digits, - or _: {prefix!r}")
    return "\n".join(_Writer(prefix).lines(scene)) + "\n"


def escape(text: str) -> str:
    """Text made safe for XML content and attributes; characters that XML forbids become U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text).translate(_ESCAPES)


def number(value: float) -> str:
    """A coordinate rounded to two decimals, in its shortest form.

    Raises:
        ValueError: the value is infinite or not a number.
    """
    if not math.isfinite(value):
        raise ValueError(f"a coordinate is a finite number of points, not {value}")
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


class _Writer:
    """Writes one scene, and remembers the gradients it had to name."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._gradients: dict[Fade, str] = {}

    def lines(self, scene: Scene) -> Iterator[str]:
        width, height, prefix = number(scene.width), number(scene.height), self._prefix
        # Gradients are found while the items are written, but stand before them.
        body = [line for item in scene.items for line in self._item(item)]
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt"'
            f' viewBox="0 0 {width} {height}" role="img"'
            f' aria-labelledby="{prefix}-title {prefix}-desc" font-family="{FONT_FAMILY}">'
        )
        yield f'<title id="{prefix}-title">{escape(scene.title)}</title>'
        yield f'<desc id="{prefix}-desc">{escape(scene.description)}</desc>'
        if self._gradients:
            yield "<defs>"
            yield from (_gradient(fade, name) for fade, name in self._gradients.items())
            yield "</defs>"
        yield from body
        yield "</svg>"

    def _item(self, item: Item) -> Iterator[str]:
        match item:
            case Rect():
                radius = f' rx="{number(item.radius)}"' if item.radius else ""
                paint = self._paint(item.fill, item.stroke)
                yield (
                    f'<rect x="{number(item.x)}" y="{number(item.y)}" width="{number(item.width)}"'
                    f' height="{number(item.height)}"{radius}{paint}/>'
                )
            case Path() | Marker():
                paint = self._paint(item.fill, item.stroke)
                yield f'<path d="{_path_data(item.outline)}"{paint}/>'
            case Text():
                anchor = f' text-anchor="{item.anchor}"' if item.anchor != "start" else ""
                bold = ' font-weight="bold"' if item.bold else ""
                yield (
                    f'<text x="{number(item.x)}" y="{number(item.y)}"'
                    f' font-size="{number(item.size)}"{bold}{anchor} fill="{_color(item.fill)}">'
                    f"{escape(item.text)}</text>"
                )
            case Group():
                yield f"<g{_group_attributes(item)}>"
                if item.tooltip is not None:
                    yield f"<title>{escape(item.tooltip)}</title>"
                for inner in item.items:
                    yield from self._item(inner)
                yield "</g>"

    def _paint(self, fill: Fill, stroke: Stroke | None) -> str:
        if isinstance(fill, Fade):
            name = self._gradients.setdefault(fill, f"{self._prefix}-fade{len(self._gradients)}")
            paint = f' fill="url(#{name})"'
        else:
            paint = f' fill="{_color(fill) if fill else "none"}"'
        if stroke is None:
            return paint
        dash = f' stroke-dasharray="{" ".join(map(number, stroke.dash))}"' if stroke.dash else ""
        cap = ' stroke-linecap="round"' if stroke.round_ends else ""
        return (
            f'{paint} stroke="{_color(stroke.color)}" stroke-width="{number(stroke.width)}"'
            f"{dash}{cap}"
        )


@functools.cache
def _color(color: str) -> str:
    # Anything else could be a reference: url(...) makes a viewer fetch.
    if not _COLOR.fullmatch(color):
        raise ValueError(f"a colour is written #rrggbb, not {color!r}")
    return color


def _gradient(fade: Fade, name: str) -> str:
    stops = "".join(
        f'<stop offset="{offset}" stop-color="{_color(fade.color)}"'
        f' stop-opacity="{number(opacity)}"/>'
        for offset, opacity in ((0, fade.left), (1, fade.right))
    )
    return f'<linearGradient id="{name}">{stops}</linearGradient>'


def _path_data(outline: Outline) -> str:
    return "".join(
        letter + " ".join(f"{number(x)} {number(y)}" for x, y in points)
        for letter, points in outline
    )


def _group_attributes(group: Group) -> str:
    attributes = {
        "class": group.role,
        "data-event": group.event,
        "data-drug-class": group.drug_class,
        "data-lane": group.lane,
    }
    return "".join(
        f' {name}="{escape(value)}"' for name, value in attributes.items() if value is not None
    )
