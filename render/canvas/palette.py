"""Colours that most people with colour-blindness tell apart, and which text can be read on them.

The eight colours of Okabe and Ito, "Color Universal Design" (2008), white, and two greys.
"""

from __future__ import annotations

BLACK = "#000000"
WHITE = "#ffffff"
ORANGE = "#e69f00"
SKY_BLUE = "#56b4e9"
GREEN = "#009e73"
YELLOW = "#f0e442"
BLUE = "#0072b2"
VERMILLION = "#d55e00"
PURPLE = "#cc79a7"
GREY = "#999999"
LIGHT_GREY = "#dddddd"

COLORED = (ORANGE, SKY_BLUE, GREEN, YELLOW, BLUE, VERMILLION, PURPLE)
"""Those that are not black, white or grey."""

# WCAG 2.1, success criterion 1.4.3, for text below 18 points.
LEAST_CONTRAST = 4.5

# Channels (0 to 255) that differ by no more than this look grey.
_GREYEST = 12


def luminance(color: str) -> float:
    """The relative luminance (WCAG 2.1) of a ``"#rrggbb"`` colour, from 0 (black) to 1 (white)."""
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast ratio (WCAG 2.1) of two colours, from 1 (the same) to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def text_on(fill: str) -> str:
    """The colour of text on a fill: black wherever black can be read, else white.

    Of this palette that is white on blue and on black.
    """
    return BLACK if contrast(BLACK, fill) >= LEAST_CONTRAST else WHITE


def paler(color: str, share: float) -> str:
    """The colour with ``share`` (0 to 1) of it replaced by white."""
    return mixed(color, WHITE, share)


def mixed(color: str, other: str, share: float) -> str:
    """The colour with ``share`` (0 to 1) of it replaced by the other."""
    pairs = ((int(color[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def is_neutral(color: str) -> bool:
    """Whether a colour is black, white or a grey."""
    channels = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    return max(channels) - min(channels) <= _GREYEST
