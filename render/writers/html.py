"""A scene as one HTML file: the same SVG inline, with tooltips, and nothing to fetch.

The page asks for no network, and its content security policy forbids it; style and script are
allowed by their hashes only, so that no text of a case could run even if it got out of its place.
Everything can be reached by keyboard and is named for screen readers; without the script, or in a
browser too old for two colour schemes, the figure is still there, in its light colours.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from importlib import resources

from render.canvas.darkness import in_dark
from render.canvas.scene import Fade, Fill, Group, Item, Marker, Path, Rect, Scene, Text
from render.writers.svg import (
    SvgWriter,
    attributes,
    checked_color,
    escape,
    group_attributes,
)
from render.writers.table import Table

_PREFIX = "figure"
_DARK = ' data-scheme="dark"'


def to_html(scene: Scene, table: Table | None = None, *, dark: bool = False) -> str:
    """The scene as the text of an HTML file; equal scenes give equal texts, byte for byte.

    Args:
        scene: what to draw, in its colours for white paper; those for dark paper are derived.
        table: what the figure shows as a table, put below it.
        dark: whether the page opens in its dark colours, also where the system's are light.

    Raises:
        ValueError: a coordinate is not a finite number, or a colour is not ``#rrggbb``.
    """
    writer = _PageWriter(scene)
    picture = "\n".join(writer.lines(scene))
    style = f"{_shipped('page.css')}{writer.colors()}"
    script = _shipped("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="en"{_DARK if dark else ""}>',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(scene.title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            "<main>",
            "<figure>",
            *_tools(scene),
            f'<div class="canvas">\n{picture}\n</div>',
            "<figcaption>",
            f"<details><summary>Description</summary><p>{escape(scene.description)}</p></details>",
            *(_table(table) if table else ()),
            "</figcaption>",
            "</figure>",
            "</main>",
            '<div id="tooltip" role="tooltip" hidden></div>',
            f"<script>{script}</script>",
            "</body>",
            "</html>",
            "",
        )
    )


class _PageWriter(SvgWriter):
    """Writes the same picture, with names and roles, and with a class for each second colour."""

    role = "graphics-document document"

    def __init__(self, scene: Scene) -> None:
        super().__init__(_PREFIX)
        # The dark scene has the same items in the same order, and is walked alongside.
        self._dark = in_dark(scene).walk()
        self._classes: dict[tuple[str, str], str] = {}
        self._has_stop = False

    def item(self, item: Item) -> Iterator[str]:
        self._twin = next(self._dark)
        yield from super().item(item)

    def group(self, group: Group) -> Iterator[str]:
        named = group_attributes(group)
        if group.tooltip is not None:
            first = "-1" if self._has_stop else "0"
            self._has_stop = True
            named |= {
                "data-tip": "",
                "tabindex": first,
                # A picture has no parts for a screen reader; what holds a second tooltip is none.
                "role": "group" if _has_tooltip_inside(group) else "img",
                "aria-label": "\n".join(dict.fromkeys(group.tooltip.splitlines())),
            }
        elif group.role == "lane":
            named |= {"role": "group", "aria-label": lane_name(group)}
        yield f"<g{attributes(named)}>"
        for inner in group.items:
            yield from self.item(inner)
        yield "</g>"

    def paint(self, item: Rect | Path | Marker | Text, extra: str = "") -> str:
        twin = self._twin
        assert not isinstance(twin, Group)
        fill, dark = item.fill, twin.fill
        names = []
        if isinstance(fill, Fade):
            name = self._name("stop-color", fill.color, _plain(dark))
            extra = f' class="{name}"' if name else ""
        elif fill is not None:
            names.append(self._name("fill", fill, _plain(dark)))
        if not isinstance(item, Text) and not isinstance(twin, Text) and item.stroke is not None:
            names.append(
                self._name("stroke", item.stroke.color, twin.stroke.color if twin.stroke else "")
            )
        classes = " ".join(filter(None, names))
        return super().paint(item, extra) + (f' class="{classes}"' if classes else "")

    def _name(self, what: str, light: str, dark: str) -> str:
        """The class that gives both colours; empty where they are the same."""
        if light == dark:
            return ""
        rule = f"{what}: light-dark({checked_color(light)}, {checked_color(dark)})"
        return self._classes.setdefault((what, rule), f"c{len(self._classes)}")

    def colors(self) -> str:
        """The rules for the classes, to stand in the style sheet."""
        return "".join(f".{name} {{ {rule}; }}\n" for (_, rule), name in self._classes.items())


def _plain(fill: Fill) -> str:
    return fill.color if isinstance(fill, Fade) else fill or ""


def _has_tooltip_inside(group: Group) -> bool:
    return any(
        isinstance(item, Group) and (item.tooltip is not None or _has_tooltip_inside(item))
        for item in group.items
    )


def lane_name(group: Group) -> str:
    """What a lane is called: its title, or else its key in words."""
    return group.label or (group.lane or "").replace("_", " ").replace("-", " ").capitalize()


def _lanes(scene: Scene) -> Mapping[str, str]:
    """The lanes of a scene by their keys, from the top."""
    groups = (item for item in scene.walk() if isinstance(item, Group) and item.role == "lane")
    return {group.lane: lane_name(group) for group in groups if group.lane}


def _tools(scene: Scene) -> Iterator[str]:
    yield '<div class="tools">'
    yield '<fieldset><legend>Zoom</legend><button type="button" data-zoom="out"'
    yield ' aria-label="zoom out">−</button><output id="zoom">100 %</output>'
    yield '<button type="button" data-zoom="in" aria-label="zoom in">+</button>'
    yield '<button type="button" data-zoom="reset">fit</button></fieldset>'
    yield '<button type="button" id="scheme" aria-pressed="false">dark</button>'
    lanes = _lanes(scene)
    if len(lanes) > 1:
        yield "<fieldset><legend>Lanes</legend>"
        for key, name in lanes.items():
            yield (
                f'<button type="button" data-toggle="{escape(key)}" aria-pressed="true">'
                f"{escape(name)}</button>"
            )
        yield "</fieldset>"
    yield "</div>"


def _table(table: Table) -> Iterator[str]:
    yield '<details><summary>Data</summary><div class="table"><table>'
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in table.rows:
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
    yield "</tbody></table></div></details>"


def _shipped(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
