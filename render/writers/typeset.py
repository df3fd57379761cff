"""A scene as PDF, with real text, and as PNG: the SVG, set by Typst in Arimo.

Arimo comes with the extra ``figures``; its letters are as wide as those of Liberation Sans and
Arial, with which layouts measure. So a machine without fonts makes the same bytes as any other;
only letters that Arimo lacks (Chinese, emoji) are looked for among the fonts of the machine.
"""

from __future__ import annotations

import struct
import zlib
from typing import Literal

from render.canvas import text as texts
from render.canvas.scene import Scene, Text
from render.writers.extra import MissingExtraError
from render.writers.svg import SvgWriter, legal, number
from timeline.errors import MisuseError

PRINT_DPI = 300.0
"""Dots per inch that journals ask for at least."""

_LEAST_DPI, _MOST_DPI = 10.0, 2400.0
_MOST_PIXELS = 150_000_000
_POINTS_PER_INCH = 72
_INCHES_PER_METRE = 1 / 0.0254

_FONTS = f"Arimo, {texts.FONT_FAMILY}"

# Everything that differs from one figure to the next is an input, never part of the program.
_PROGRAM = b"""
#let text-of = sys.inputs
#set document(title: text-of.title, description: text-of.description, date: none)
#set page(width: eval(text-of.width), height: eval(text-of.height), margin: 0pt)
#set text(lang: "en")
#image(bytes(text-of.svg), format: "svg", width: 100%, height: 100%, alt: text-of.alt)
"""


def to_pdf(scene: Scene) -> bytes:
    """The scene as a PDF of one page in its size; equal scenes give equal bytes.

    The text can be searched and copied, and title and description go with the file.

    Raises:
        MissingExtraError: the extra ``figures`` is not installed.
    """
    return _compiled(scene, "pdf", None)


def to_png(scene: Scene, dpi: float = PRINT_DPI) -> bytes:
    """The scene as a PNG of ``dpi`` dots per inch, which the file says; equal scenes, equal bytes.

    Raises:
        MissingExtraError: the extra ``figures`` is not installed.
        MisuseError: the dots per inch are out of range, or give more than 150 million pixels.
    """
    if not _LEAST_DPI <= dpi <= _MOST_DPI:
        raise MisuseError(f"a PNG has {_LEAST_DPI:g} to {_MOST_DPI:g} dots per inch, not {dpi:g}")
    area = scene.width * scene.height / _POINTS_PER_INCH**2
    if area * dpi * dpi > _MOST_PIXELS:
        fitting = (_MOST_PIXELS / area) ** 0.5
        raise MisuseError(
            f"{dpi:g} dots per inch make more than {_MOST_PIXELS:,} pixels of this figure;"
            f" {fitting:.0f} is the most"
        )
    return _with_resolution(_compiled(scene, "png", dpi), dpi)


def _compiled(scene: Scene, kind: Literal["pdf", "png"], dpi: float | None) -> bytes:
    try:
        import fontpkg_arimo
        import typst
    except ModuleNotFoundError as error:
        raise MissingExtraError("PDF and PNG", "figures", error.name) from None
    made = typst.compile(
        _PROGRAM,
        format=kind,
        ppi=dpi,
        font_paths=[fontpkg_arimo.ROOT / "files"],
        ignore_system_fonts=_is_set_in_arimo(scene),
        sys_inputs={
            "svg": "\n".join(SvgWriter("figure", _FONTS).lines(scene)),
            "width": f"{number(scene.width)}pt",
            "height": f"{number(scene.height)}pt",
            "title": legal(scene.title),
            "description": legal(scene.description),
            "alt": legal(f"{scene.title}. {scene.description}"),
        },
    )
    assert isinstance(made, bytes)
    return made


def _is_set_in_arimo(scene: Scene) -> bool:
    return all(texts.is_known(item.text) for item in scene.walk() if isinstance(item, Text))


def _with_resolution(png: bytes, dpi: float) -> bytes:
    """The PNG with the chunk that says how many dots make a metre, behind its header."""
    header = 8 + 4 + 4 + 13 + 4
    per_metre = round(dpi * _INCHES_PER_METRE)
    chunk = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    said = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:header] + said + png[header:]
