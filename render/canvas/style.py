"""How things look, the same in every figure: hatches, marker shapes, sizes, and their colours.

Printed without colour, several colours are the same grey: so no two known drug classes share a
hatch and its ink, and no two meanings of a marker share both shape and fill.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import attrs

from render.canvas.hatch import PATTERNS, Hatch
from render.canvas.palette import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    LIGHT_GREY,
    ORANGE,
    PURPLE,
    SKY_BLUE,
    VERMILLION,
    WHITE,
    YELLOW,
    paler,
    text_on,
)

ASSUMED_PALENESS = 0.6
"""How much of the colour of what is assumed is replaced by white."""

POSSIBLE_PALENESS = 0.5
"""How much of the colour of what is only possible is replaced by white."""


@attrs.frozen
class ClassStyle:
    """How the bars of a drug class look: the fill, and the hatch on it with its ink."""

    fill: str
    hatch: Hatch = "solid"
    ink: str = BLACK

    @property
    def text(self) -> str:
        """The colour of text written on the fill."""
        return text_on(self.fill)

    @property
    def needs_plate(self) -> bool:
        """Whether text on the bar needs a plain plate under it, as the hatch would cross it."""
        return self.hatch != "solid"

    @property
    def possible(self) -> ClassStyle:
        """The paler look of days on which the therapy may have been given, or may not."""
        ink = paler(self.ink, POSSIBLE_PALENESS)
        return ClassStyle(paler(self.fill, POSSIBLE_PALENESS), self.hatch, ink)


_NOT_KNOWN = ClassStyle(LIGHT_GREY)

CLASSES: Mapping[str, ClassStyle] = {
    "egfr-tki": ClassStyle(BLUE),
    "alk-tki": ClassStyle(SKY_BLUE, "diagonal", BLACK),
    "ros1-tki": ClassStyle(GREEN, "back-diagonal", WHITE),
    "vegfr-tki": ClassStyle(ORANGE, "diagonal", WHITE),
    "bcr::abl1-tki": ClassStyle(BLUE, "horizontal", WHITE),
    "chemotherapy": ClassStyle(GREY, "cross", WHITE),
    "immunotherapy": ClassStyle(PURPLE, "vertical", WHITE),
    "radiotherapy": ClassStyle(YELLOW, "vertical", BLACK),
    "bone-modifying-agent": ClassStyle(SKY_BLUE, "dots", BLACK),
    "endocrine": ClassStyle(PURPLE, "dots", WHITE),
    "cdk4/6-inhibitor": ClassStyle(GREEN, "grid", WHITE),
    "pi3k-inhibitor": ClassStyle(VERMILLION, "back-diagonal", BLACK),
    "antibody-drug-conjugate": ClassStyle(ORANGE, "grid", BLACK),
    "angiogenesis-inhibitor": ClassStyle(VERMILLION, "cross", BLACK),
    "bcl2-inhibitor": ClassStyle(YELLOW, "diagonal", BLACK),
    "braf-inhibitor": ClassStyle(ORANGE),
    "btk-inhibitor": ClassStyle(BLUE, "cross", WHITE),
    "cd20-antibody": ClassStyle(VERMILLION, "dots", BLACK),
    "cell-therapy": ClassStyle(YELLOW, "dots", BLACK),
    "egfr-antibody": ClassStyle(ORANGE, "cross", BLACK),
    "flt3-tki": ClassStyle(YELLOW, "back-diagonal", BLACK),
    "her2-antibody": ClassStyle(PURPLE, "horizontal", BLACK),
    "her2-tki": ClassStyle(BLUE, "diagonal", WHITE),
    "kras-inhibitor": ClassStyle(BLUE, "vertical", WHITE),
    "mek-inhibitor": ClassStyle(SKY_BLUE, "back-diagonal", BLACK),
    "met-tki": ClassStyle(VERMILLION, "grid", BLACK),
    "mtor-inhibitor": ClassStyle(GREEN, "diagonal", BLACK),
    "ntrk-tki": ClassStyle(GREY, "horizontal", WHITE),
    "parp-inhibitor": ClassStyle(BLUE, "back-diagonal", WHITE),
    "ret-tki": ClassStyle(PURPLE, "vertical", BLACK),
    "vegf-antibody": ClassStyle(YELLOW, "cross", BLACK),
    "kit-tki": ClassStyle(YELLOW, "grid", BLACK),
    "hif-2α-inhibitor": ClassStyle(GREEN),
    "bispecific-antibody": ClassStyle(BLUE, "grid", WHITE),
    "proteasome-inhibitor": ClassStyle(BLUE, "dots", WHITE),
    "akt-inhibitor": ClassStyle(BLACK),
    "cd38-antibody": ClassStyle(BLACK, "diagonal", WHITE),
    "idh-inhibitor": ClassStyle(BLACK, "back-diagonal", WHITE),
    "fgfr-tki": ClassStyle(BLACK, "cross", WHITE),
    "hedgehog-inhibitor": ClassStyle(BLACK, "horizontal", WHITE),
    "immunomodulatory-drug": ClassStyle(BLACK, "vertical", WHITE),
    "gamma-secretase-inhibitor": ClassStyle(BLACK, "grid", WHITE),
    "hdac-inhibitor": ClassStyle(BLACK, "dots", WHITE),
    "xpo1-inhibitor": ClassStyle(WHITE),
    "ezh2-inhibitor": ClassStyle(WHITE, "diagonal", BLACK),
    "supportive": ClassStyle(LIGHT_GREY, "horizontal", BLACK),
    "other": _NOT_KNOWN,
    "unknown": _NOT_KNOWN,
}
"""The drug classes that have a style of their own, by `class_key`."""

_LEFT_OVER: tuple[ClassStyle, ...] = tuple(
    ClassStyle(fill, hatch, WHITE if fill == BLUE else BLACK)
    for fill in (VERMILLION, YELLOW, GREY, PURPLE, GREEN, SKY_BLUE, ORANGE, BLUE)
    for hatch in PATTERNS
    if (fill, hatch) not in {(style.fill, style.hatch) for style in CLASSES.values()}
)


def class_style(drug_class: str, theme: Theme | None = None) -> ClassStyle:
    """The style of a drug class; case, spaces and underscores do not matter.

    A theme may set it. A class that has no style of its own always gets the same one of those left
    over. Two such classes can happen to share it, so a legend names what it shows.
    """
    key = class_key(drug_class)
    if theme is not None and (own := dict(theme.classes).get(key)):
        return own
    if key in CLASSES:
        return CLASSES[key]
    # Not hash(): that differs from one run of Python to the next.
    return _LEFT_OVER[zlib.crc32(key.encode()) % len(_LEFT_OVER)]


def class_key(name: str) -> str:
    """The name of a drug class as styles are kept under: ``bone-modifying-agent``."""
    return "-".join(name.casefold().replace("_", " ").split())


@attrs.frozen(kw_only=True)
class Theme:
    """Sizes (points) and the colours of what is not data.

    The text sizes hold at the printed size: journals ask for 6 to 8 points or more. ``classes`` are
    the drug classes, by `class_key`, that look otherwise than `class_style` has it.
    """

    title_size: float = 11.0
    label_size: float = 8.0
    small_size: float = 7.0
    marker_size: float = 8.0
    track_height: float = 12.8
    bar_height: float = 10.0
    gap: float = 4.0
    hatch_spacing: float = 4.5
    hatch_width: float = 1.1
    line_width: float = 0.6
    text_color: str = BLACK
    muted_color: str = "#555555"
    line_color: str = BLACK
    grid_color: str = "#cccccc"
    band_color: str = "#f3f3f3"
    classes: tuple[tuple[str, ClassStyle], ...] = ()


DEFAULT_THEME = Theme()
