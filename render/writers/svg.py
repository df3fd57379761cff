"""A scene as SVG: one self-contained text, without scripts, styles or anything to fetch."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator

from render.canvas.outline import Outline
from render.canvas.scene import Fade, Group, Item, Marker, Path, Rect, Scene, Text
from render.canvas.text import FONT_FAMILY

# The characters that XML 1.0 forbids even when escaped; "\x7f-\x9f" it merely discourages.
_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
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
    return "\n".join(SvgWriter(prefix).lines(scene)) + "\n"


def escape(text: str) -> str:
    """Text made safe for XML content and attributes; characters that XML forbids become U+FFFD."""
    return legal(text).translate(_ESCAPES)


def legal(text: str) -> str:
    """Text in which the characters that XML forbids became U+FFFD; nothing is escaped."""
    return _ILLEGAL.sub("\ufffd", text)


def number(value: float) -> str:
    """A coordinate rounded to two decimals, in its shortest form.

    Raises:
        ValueError: the value is infinite or not a number.
    """
    if not math.isfinite(value):
        raise ValueError(f"a coordinate is a finite number of points, not {value}")
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


class SvgWriter:
    """Writes one scene, and remembers the gradients it had to name.

    What a page needs beyond a picture (roles, names, a second set of colours) is added by a
    subclass, which writes the same picture.
    """

    role = "img"

    def __init__(self, prefix: str, fonts: str = FONT_FAMILY) -> None:
        """``prefix`` starts every id, ``fonts`` are the families to set text in."""
        self._prefix = prefix
        self._fonts = fonts
        self._gradients: dict[tuple[Fade, str], str] = {}

    def lines(self, scene: Scene) -> Iterator[str]:
        """The file line by line."""
        width, height, prefix = number(scene.width), number(scene.height), self._prefix
        # Gradients are found while the items are written, but stand before them.
        body = [line for item in scene.items for line in self.item(item)]
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt"'
            f' viewBox="0 0 {width} {height}" role="{self.role}"'
            f' aria-labelledby="{prefix}-title {prefix}-desc" font-family="{self._fonts}">'
        )
        yield f'<title id="{prefix}-title">{escape(scene.title)}</title>'
        yield f'<desc id="{prefix}-desc">{escape(scene.description)}</desc>'
        if self._gradients:
            yield "<defs>"
            for (fade, extra), name in self._gradients.items():
                yield _gradient(fade, name, extra)
            yield "</defs>"
        yield from body
        yield "</svg>"

    def item(self, item: Item) -> Iterator[str]:
        """The lines of one item."""
        match item:
            case Rect():
                radius = f' rx="{number(item.radius)}"' if item.radius else ""
                yield (
                    f'<rect x="{number(item.x)}" y="{number(item.y)}" width="{number(item.width)}"'
                    f' height="{number(item.height)}"{radius}{self.paint(item)}/>'
                )
            case Path() | Marker():
                yield f'<path d="{_path_data(item.outline)}"{self.paint(item)}/>'
            case Text():
                anchor = f' text-anchor="{item.anchor}"' if item.anchor != "start" else ""
                bold = ' font-weight="bold"' if item.bold else ""
                yield (
                    f'<text x="{number(item.x)}" y="{number(item.y)}"'
                    f' font-size="{number(item.size)}"{bold}{anchor}{self.paint(item)}>'
                    f"{escape(item.text)}</text>"
                )
            case Group():
                yield from self.group(item)

    def group(self, group: Group) -> Iterator[str]:
        """The lines of a group and of what is in it."""
        yield f"<g{attributes(group_attributes(group))}>"
        if group.tooltip is not None:
            yield f"<title>{escape(group.tooltip)}</title>"
        for inner in group.items:
            yield from self.item(inner)
        yield "</g>"

    def paint(self, item: Rect | Path | Marker | Text, extra: str = "") -> str:
        """The attributes of fill and stroke; a fade carries ``extra`` in its gradient."""
        fill = item.fill
        if isinstance(fill, Fade):
            key = (fill, extra)
            name = self._gradients.setdefault(key, f"{self._prefix}-fade{len(self._gradients)}")
            paint = f' fill="url(#{name})"'
        else:
            paint = f' fill="{checked_color(fill) if fill else "none"}"'
        stroke = None if isinstance(item, Text) else item.stroke
        if stroke is None:
            return paint
        dash = f' stroke-dasharray="{" ".join(map(number, stroke.dash))}"' if stroke.dash else ""
        cap = ' stroke-linecap="round"' if stroke.round_ends else ""
        return (
            f'{paint} stroke="{checked_color(stroke.color)}" stroke-width="{number(stroke.width)}"'
            f"{dash}{cap}"
        )


@functools.cache
def checked_color(color: str) -> str:
    """The colour, if it is ``#rrggbb``.

    Anything else could be a reference: ``url(...)`` makes a viewer fetch.

    Raises:
        ValueError: it is something else.
    """
    if not _COLOR.fullmatch(color):
        raise ValueError(f"a colour is written #rrggbb, not {color!r}")
    return color


def _gradient(fade: Fade, name: str, extra: str) -> str:
    stops = "".join(
        f'<stop{extra} offset="{offset}" stop-color="{checked_color(fade.color)}"'
        f' stop-opacity="{number(opacity)}"/>'
        for offset, opacity in ((0, fade.left), (1, fade.right))
    )
    return f'<linearGradient id="{name}">{stops}</linearGradient>'


def _path_data(outline: Outline) -> str:
    return "".join(
        letter + " ".join(f"{number(x)} {number(y)}" for x, y in points)
        for letter, points in outline
    )


def group_attributes(group: Group) -> dict[str, str | None]:
    """What a group says of itself, by the attribute that says it."""
    return {
        "class": group.role,
        "data-event": group.event,
        "data-drug-class": group.drug_class,
        "data-lane": group.lane,
    }


def attributes(named: dict[str, str | None]) -> str:
    """Attributes as they stand in a tag, those that are None left out."""
    return "".join(
        f' {name}="{escape(value)}"' for name, value in named.items() if value is not None
    )
