"""Which rows a figure has, in which order, and what they are striped by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

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
)
from render.canvas.style import ClassStyle
from render.figures.swimmer.alignment import words_of
from render.figures.swimmer.content import LeftOut, Swimmer, Treated, swimmers
from render.figures.swimmer.keys import NOT_STATED, arranged, key_function
from render.figures.swimmer.options import SwimmerOptions
from render.figures.swimmer.placing import in_course
from timeline.analysis import wording
from timeline.errors import MisuseError

STRIPE_LOOKS: tuple[ClassStyle, ...] = (
    ClassStyle(BLUE),
    ClassStyle(YELLOW),
    ClassStyle(VERMILLION, "horizontal", WHITE),
    ClassStyle(SKY_BLUE, "diagonal", BLACK),
    ClassStyle(GREEN, "vertical", WHITE),
    ClassStyle(ORANGE, "back-diagonal", BLACK),
    ClassStyle(PURPLE, "cross", WHITE),
    ClassStyle(BLACK),
    ClassStyle(GREY, "horizontal", BLACK),
    ClassStyle(YELLOW, "diagonal", BLACK),
    ClassStyle(BLUE, "cross", WHITE),
    ClassStyle(VERMILLION, "vertical", BLACK),
)
"""The cells of a stripe, in the order of its names; no two share a hatch and a fill."""

_NOT_STATED_LOOK = ClassStyle(LIGHT_GREY)


@attrs.frozen(kw_only=True)
class Arrangement:
    """The rows in groups, the cases left out, the stripe's looks, and what day 0 is.

    ``counted`` is whether any length is known from it, so that an axis can count.
    """

    groups: tuple[tuple[str, tuple[Swimmer, ...]], ...]
    left_out: tuple[LeftOut, ...]
    stripe: Mapping[str, str]
    stripe_title: str
    looks: Mapping[str, ClassStyle]
    since: str
    counted: bool

    @property
    def rows(self) -> tuple[Swimmer, ...]:
        """The rows from the top."""
        return tuple(row for _, rows in self.groups for row in rows)

    def look(self, row: Swimmer) -> ClassStyle | None:
        """The cell of a row in the stripe."""
        return self.looks[self.stripe[row.id]] if self.stripe else None


def arrangement(cases: Iterable[Treated], options: SwimmerOptions) -> Arrangement:
    """Align, sort, group and stripe the cases.

    Raises:
        MisuseError: there is no key, sort or mark of that name, two cases have one id, or a stripe
            has more names than can be told apart.
    """
    rows, left_out = swimmers(cases, align=options.align, marks=options.marks)
    ids = [row.id for row in rows]
    if len(set(ids)) < len(ids):
        twice = next(one for place, one in enumerate(ids) if one in ids[:place])
        raise MisuseError(f"two cases are called {twice!r}; a row is known by its id")
    if options.axis == "calendar":
        raise MisuseError("no calendar axis: the rows of a swimmer plot count from their day 0")
    placed = {row.id: row for row in in_course(rows, options.axis)}
    groups = tuple(
        (name, tuple(placed[row.id] for row in within))
        for name, within in arranged(rows, options.sort, options.group)
    )
    names: dict[str, str] = {}
    stripe = options.stripe
    if stripe is not None:
        find = key_function(stripe)
        names = {row.id: find(row) for row in rows}
    told = sorted({*names.values()} - {NOT_STATED})
    if len(told) > len(STRIPE_LOOKS):
        raise MisuseError(
            f"a stripe of at most {len(STRIPE_LOOKS)} names can be read, not {len(told)}"
        )
    looks = dict(zip(told, STRIPE_LOOKS, strict=False))
    if NOT_STATED in names.values():
        looks[NOT_STATED] = _NOT_STATED_LOOK
    title = stripe if isinstance(stripe, str) else "Stripe"
    return Arrangement(
        groups=groups,
        left_out=left_out,
        stripe=names,
        stripe_title=title[:1].upper() + title[1:],
        looks=looks,
        since=wording.one_line(words_of(options.align), 80),
        counted=not rows
        or any(row.seen[1] > row.seen[0] or not row.by_order for row in placed.values()),
    )
