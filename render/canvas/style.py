"""How things look, the same in every figure: hatches, marker shapes, sizes, and their colours.

Printed without colour, several colours are the same grey: so no two known drug classes share a
hatch and its ink, and no two meanings of a marker share both shape and fill.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import attrs

from render.canvas.hatch import PATTERNS, Hatch
from render.canvas.markers import Shape
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
from render.canvas.scene import Marker, Stroke

OUTLINE = Stroke(width=0.6)

_ASSUMED_OUTLINE = Stroke(width=0.7, dash=(1.2, 0.9))
_ASSUMED_PALENESS = 0.6
# What is only possible has this much of its colour replaced by white.
_POSSIBLE_PALENESS = 0.5


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
        ink = paler(self.ink, _POSSIBLE_PALENESS)
        return ClassStyle(paler(self.fill, _POSSIBLE_PALENESS), self.hatch, ink)


_NOT_KNOWN = ClassStyle(LIGHT_GREY)

_CLASSES: Mapping[str, ClassStyle] = {
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
    "supportive": ClassStyle(LIGHT_GREY, "horizontal", BLACK),
    "other": _NOT_KNOWN,
    "unknown": _NOT_KNOWN,
}

_LEFT_OVER: tuple[ClassStyle, ...] = tuple(
    ClassStyle(fill, hatch, WHITE if fill == BLUE else BLACK)
    for fill in (VERMILLION, YELLOW, GREY, PURPLE, GREEN, SKY_BLUE, ORANGE, BLUE)
    for hatch in PATTERNS
    if (fill, hatch) not in {(style.fill, style.hatch) for style in _CLASSES.values()}
)


def class_style(drug_class: str) -> ClassStyle:
    """The style of a drug class; case, spaces and underscores do not matter.

    A class that has no style of its own always gets the same one of those left over. Two such
    classes can happen to share it, so a legend names what it shows.
    """
    key = _key(drug_class)
    if key in _CLASSES:
        return _CLASSES[key]
    # Not hash(): that differs from one run of Python to the next.
    return _LEFT_OVER[zlib.crc32(key.encode()) % len(_LEFT_OVER)]


def _key(name: str) -> str:
    return "-".join(name.casefold().replace("_", " ").split())


@attrs.frozen
class MarkerStyle:
    """How a marker looks; thin shapes have no outline, which would fill their gaps."""

    shape: Shape
    fill: str
    stroke: Stroke | None = OUTLINE

    def at(self, x: float, y: float, size: float) -> Marker:
        """The marker to draw at a point, all in points."""
        return Marker(x, y, self.shape, size=size, fill=self.fill, stroke=self.stroke)

    @property
    def assumed(self) -> MarkerStyle:
        """The look where the moment is supposed, not reported: pale, with a dashed outline."""
        pale = paler(self.fill, _ASSUMED_PALENESS)
        return MarkerStyle(self.shape, pale, _ASSUMED_OUTLINE)


MARKERS: Mapping[str, MarkerStyle] = {
    "diagnosis": MarkerStyle("diamond", BLACK),
    "transformation": MarkerStyle("diamond", VERMILLION),
    "metastasis": MarkerStyle("triangle-down", BLACK),
    "condition": MarkerStyle("square", BLACK),
    "procedure": MarkerStyle("plus", BLACK),
    "imaging": MarkerStyle("square", WHITE),
    "laboratory": MarkerStyle("pentagon", SKY_BLUE),
    "performance-status": MarkerStyle("pentagon", WHITE),
    "symptom": MarkerStyle("dome", SKY_BLUE),
    "visit": MarkerStyle("flag", BLACK),
    "molecular": MarkerStyle("circle", PURPLE),
    "molecular-negative": MarkerStyle("circle", WHITE),
    "molecular-unclear": MarkerStyle("circle", LIGHT_GREY),
    "not-tested": MarkerStyle("minus", BLACK),
    "complete-response": MarkerStyle("star", GREEN),
    "partial-response": MarkerStyle("triangle-up", GREEN),
    "stable-disease": MarkerStyle("square", YELLOW),
    "progression": MarkerStyle("triangle-down", VERMILLION),
    "mixed-response": MarkerStyle("hourglass", ORANGE),
    "not-evaluable": MarkerStyle("diamond", WHITE),
    "adverse-event": MarkerStyle("bolt", ORANGE),
    "ongoing": MarkerStyle("triangle-right", BLACK),
    "death": MarkerStyle("cross", BLACK),
    "last-follow-up": MarkerStyle("bar", BLACK),
    "lost": MarkerStyle("break", BLACK, stroke=None),
    "conflict": MarkerStyle("unequal", VERMILLION, stroke=None),
}
"""What each meaning looks like; the keys are the meanings there are."""


@attrs.frozen(kw_only=True)
class Theme:
    """Sizes (points) and the colours of what is not data.

    The text sizes hold at the printed size: journals ask for 6 to 8 points or more.
    """

    title_size: float = 11
    label_size: float = 8
    small_size: float = 7
    marker_size: float = 8
    track_height: float = 14
    bar_height: float = 10
    gap: float = 4
    hatch_spacing: float = 4.5
    hatch_width: float = 1.1
    line_width: float = 0.6
    text_color: str = BLACK
    muted_color: str = "#555555"
    line_color: str = BLACK
    grid_color: str = "#cccccc"
    band_color: str = "#f3f3f3"


DEFAULT_THEME = Theme()
