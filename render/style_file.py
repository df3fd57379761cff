"""A user's own style, from a TOML file that changes what it names and leaves the rest.

style = "column"         # the one to start from
width = 90               # mm
scale = 1                # enlarges everything but the width
dark = false
least-size = 6           # points, at that width

[sizes]                  # points, before they are enlarged
label = 7
bar-height = 9

[colors]
muted = "#444444"

[classes."EGFR-TKI"]
fill = "#0072b2"
hatch = "diagonal"
ink = "#ffffff"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from render.canvas.hatch import PATTERNS
from render.canvas.palette import BLACK
from render.canvas.style import ClassStyle, Theme, class_key, class_style
from render.themes import STYLES, Style, StyleError
from timeline.errors import did_you_mean

_LARGEST_FILE = 100_000
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_NARROWEST, _WIDEST = 40.0, 2000.0
_LARGEST_SIZE = 500.0

# The keys of a table, and the field of the theme that each sets.
_SIZES = {
    name.removesuffix("_size").replace("_", "-"): name
    for name in (
        "title_size",
        "label_size",
        "small_size",
        "marker_size",
        "track_height",
        "bar_height",
        "gap",
        "hatch_spacing",
        "hatch_width",
        "line_width",
    )
}
_COLORS = {
    name.removesuffix("_color"): name
    for name in ("text_color", "muted_color", "line_color", "grid_color", "band_color")
}
_TOP = ("style", "width", "scale", "dark", "least-size", "sizes", "colors", "classes")
_OF_A_CLASS = ("fill", "hatch", "ink")


def read_style(path: Path | str) -> Style:
    """The style that a file describes.

    Raises:
        StyleError: the file cannot be read as a style; every problem is named at once, with the
            file, the key, what was expected and the nearest right thing.
        OSError: the file cannot be read at all.
    """
    name = str(path)
    data = Path(path).read_bytes()
    if len(data) > _LARGEST_FILE:
        raise StyleError(f"{name}: a style file has at most {_LARGEST_FILE:,} bytes")
    try:
        table = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StyleError(f"{name}: not TOML: {error}") from None
    reader = _Reader()
    style = reader.style(table)
    if reader.problems:
        raise StyleError("\n".join(f"{name}: {problem}" for problem in reader.problems))
    return style


class _Reader:
    """Reads the tables of a style file, and collects what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def style(self, table: Mapping[str, Any]) -> Style:
        self._only(table, "", _TOP)
        style = STYLES[self._one_of("style", table.get("style", "journal"), STYLES) or "journal"]
        changes: dict[str, Any] = {}
        if "width" in table:
            changes["width"] = self._number("width", table["width"], _NARROWEST, _WIDEST, "mm")
            changes["width_is_limit"] = True
        if "scale" in table:
            changes["scale"] = self._number("scale", table["scale"], 0.1, 20, "times")
        if "least-size" in table:
            value = table["least-size"]
            changes["least_size"] = self._number("least-size", value, 1, _LARGEST_SIZE, "points")
        if "dark" in table:
            changes["dark"] = self._boolean("dark", table["dark"])
        changes["theme"] = self._theme(table, style.theme)
        return attrs.evolve(style, **{k: v for k, v in changes.items() if v is not None})

    def _theme(self, table: Mapping[str, Any], start: Theme) -> Theme:
        changes: dict[str, Any] = {}
        for key, value in self._table(table, "sizes", _SIZES).items():
            changes[_SIZES[key]] = self._number(f"sizes.{key}", value, 0.1, _LARGEST_SIZE, "points")
        for key, value in self._table(table, "colors", _COLORS).items():
            changes[_COLORS[key]] = self._color(f"colors.{key}", value)
        classes = dict(start.classes)
        for name in self._table(table, "classes", None):
            look = self._class(table["classes"], name)
            if look is not None:
                classes[class_key(name)] = look
        changes["classes"] = tuple(sorted(classes.items()))
        return attrs.evolve(start, **{k: v for k, v in changes.items() if v is not None})

    def _class(self, classes: Mapping[str, Any], name: str) -> ClassStyle | None:
        where = f"classes.{name}"
        look = class_style(name)
        given = self._table(classes, name, _OF_A_CLASS, where)
        fill, hatch, ink = look.fill, look.hatch, look.ink
        if "fill" in given:
            fill = self._color(f"{where}.fill", given["fill"]) or fill
        if "hatch" in given:
            wanted = self._one_of(f"{where}.hatch", given["hatch"], PATTERNS)
            hatch = next((pattern for pattern in PATTERNS if pattern == wanted), hatch)
        if "ink" in given:
            ink = self._color(f"{where}.ink", given["ink"]) or BLACK
        return ClassStyle(fill, hatch, ink) if given else None

    def _table(
        self,
        table: Mapping[str, Any],
        key: str,
        known: Iterable[str] | None,
        where: str | None = None,
    ) -> Mapping[str, Any]:
        """The inner table of that key, without the keys that it may not have."""
        inner = table.get(key, {})
        if not isinstance(inner, dict):
            self.problems.append(f"{where or key}: expected a table, not {_shown(inner)}")
            return {}
        if known is None:
            return inner
        return self._only(inner, where or key, tuple(known))

    def _only(self, table: Mapping[str, Any], where: str, known: tuple[str, ...]) -> dict[str, Any]:
        for key in table:
            if key not in known:
                path = f"{where}.{key}" if where else key
                self.problems.append(
                    f"{path}: no such key; expected one of {', '.join(known)}"
                    f"{did_you_mean(key, known)}"
                )
        return {key: value for key, value in table.items() if key in known}

    def _number(self, key: str, value: Any, low: float, high: float, unit: str) -> float | None:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and low <= value <= high:
            return float(value)
        self._wrong(key, value, f"a number from {low:g} to {high:g} ({unit})")
        return None

    def _boolean(self, key: str, value: Any) -> bool | None:
        if isinstance(value, bool):
            return value
        self._wrong(key, value, "true or false")
        return None

    def _color(self, key: str, value: Any) -> str | None:
        if isinstance(value, str) and _COLOR.fullmatch(value):
            return value.lower()
        self._wrong(key, value, 'a colour such as "#0072b2"')
        return None

    def _one_of(self, key: str, value: Any, known: Iterable[str]) -> str | None:
        listed = tuple(known)
        if isinstance(value, str) and value in listed:
            return value
        self._wrong(key, value, f"one of {', '.join(listed)}")
        if isinstance(value, str):
            self.problems[-1] += did_you_mean(value, listed)
        return None

    def _wrong(self, key: str, value: object, expected: str) -> None:
        self.problems.append(f"{key}: expected {expected}, not {_shown(value)}")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
