"""How colours look to eyes that see fewer of them, and on a printer that has none.

Colour-blindness is simulated after Machado, Oliveira and Fernandes (2009), "A physiologically-based
model for simulation of color vision deficiency", with their matrices for a severity of 1, on linear
RGB. How far two colours lie apart is CIE76: the distance in CIE L*a*b* (D65), of which about 2.3
can just be seen side by side.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from typing import Literal, get_args

from render.canvas.style import ClassStyle

Vision = Literal["full", "protanopia", "deuteranopia", "tritanopia", "greyscale"]

VISIONS: tuple[Vision, ...] = get_args(Vision)

APART = 10.0
"""Colours of bars at least this far apart are told apart at a glance."""

Triple = tuple[float, float, float]
_Matrix = tuple[Triple, Triple, Triple]

_SEEN: Mapping[Vision, _Matrix] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    # Relative luminance, as a printer or a photocopier keeps it.
    "greyscale": ((0.2126, 0.7152, 0.0722),) * 3,
}
_XYZ: _Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE_POINT: Triple = (0.95047, 1.0, 1.08883)


def seen(color: str, vision: Vision) -> str:
    """The ``"#rrggbb"`` colour that looks to everybody as this one looks to such eyes."""
    return "#" + "".join(f"{round(255 * _encoded(c)):02x}" for c in _seen(color, vision))


def apart(one: str, other: str, vision: Vision = "full") -> float:
    """How far two colours lie apart for such eyes (CIE76); 100 between black and white."""
    return math.dist(_lab(_seen(one, vision)), _lab(_seen(other, vision)))


def look_alike(
    styles: Mapping[str, ClassStyle], visions: tuple[Vision, ...] = VISIONS
) -> tuple[tuple[str, str, Vision], ...]:
    """The pairs of drug classes that neither hatch nor ink nor fill tells apart, and for whom."""
    return tuple(
        (name, other, vision)
        for (name, one), (other, two) in itertools.combinations(styles.items(), 2)
        for vision in visions
        if not _told_apart(one, two, vision)
    )


def _told_apart(one: ClassStyle, two: ClassStyle, vision: Vision) -> bool:
    if one.hatch != two.hatch or apart(one.fill, two.fill, vision) >= APART:
        return True
    return one.hatch != "solid" and apart(one.ink, two.ink, vision) >= APART


def _seen(color: str, vision: Vision) -> Triple:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    r, g, b = (
        min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear, strict=True))))
        for row in _SEEN[vision]
    )
    return r, g, b


def _encoded(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


def _lab(linear: Triple) -> Triple:
    x, y, z = (
        _cube(sum(m * c for m, c in zip(row, linear, strict=True)) / white)
        for row, white in zip(_XYZ, _WHITE_POINT, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube(t: float) -> float:
    return t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29
