"""The swimmer plot of many cases: one figure of up to a page, or as many pages as they need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from render.canvas.errors import TooNarrowError
from render.canvas.scene import Scene
from render.canvas.style import DEFAULT_THEME, Theme
from render.figures.common.page import JOURNAL_PAGE
from render.figures.swimmer.arrangement import Arrangement, arrangement
from render.figures.swimmer.content import Treated, treated
from render.figures.swimmer.layout import NARROWEST, Page, draw_page, fits, may_fit, split
from render.figures.swimmer.options import BY_DEFAULT, SwimmerOptions
from timeline.analysis.answers import Subject
from timeline.analysis.wording import one_line


def swimmer_figure(
    cases: Iterable[Subject | Treated],
    options: SwimmerOptions = BY_DEFAULT,
    *,
    theme: Theme = DEFAULT_THEME,
    width: float = JOURNAL_PAGE,
) -> Scene:
    """Draw a row for every case: lines of therapy to scale, responses, and the state at the end.

    Rows are as high as the page allows. Where it has no room for their names, rows get thin and
    show colours alone; the figure says so. A case without the moment of alignment is named below.

    Args:
        cases: cases, their chronologies or analyses, or what `treated` made of them.
        options: how rows are aligned, sorted and told apart, and what they show.
        theme: sizes and colours.
        width: of the figure, in points.

    Raises:
        ValueError: a name is unknown, two cases share an id, a stripe has too many names, or the
            figure would be narrower than `NARROWEST`.
        CaseTimelineError: a case refers to events it does not have.
    """
    _check(width)
    found = treated(cases, rules=options.lines)
    return draw_page(*one_page(found, options, theme, width), theme, width)


def one_page(
    cases: Sequence[Treated], options: SwimmerOptions, theme: Theme, width: float
) -> tuple[Arrangement, Page]:
    """All rows on one page: in full where they have room, else thin and without marks."""
    if may_fit(len(cases), options.height, theme):
        ordered = arrangement(cases, options)
        page = _page(ordered, options, dense=False)
        if fits(ordered, page, theme, width):
            return ordered, page
    thin = arrangement(cases, attrs.evolve(options, marks=()))
    return thin, _page(thin, options, dense=True)


def _page(ordered: Arrangement, options: SwimmerOptions, *, dense: bool) -> Page:
    return Page(
        title=one_line(options.title) or _title(len(ordered.rows)),
        groups=ordered.groups,
        dense=dense,
        height=options.height,
        unit=options.unit,
    )


def swimmer_pages(
    cases: Iterable[Subject | Treated],
    options: SwimmerOptions = BY_DEFAULT,
    *,
    theme: Theme = DEFAULT_THEME,
    width: float = JOURNAL_PAGE,
) -> tuple[Scene, ...]:
    """The same in full on as many pages as it takes, all on one scale; each says which it is.

    The arguments and errors are those of `swimmer_figure`.
    """
    _check(width)
    ordered = arrangement(treated(cases, rules=options.lines), options)
    whole = _page(ordered, options, dense=False)
    parts, below = split(ordered, options.height, width, theme, options.unit)
    total, first = len(ordered.rows), 1
    scenes = []
    for number, groups in enumerate(parts, start=1):
        count = sum(len(rows) for _, rows in groups)
        where = f"page {number} of {len(parts)}: rows {first} to {first + count - 1} of {total}"
        page = attrs.evolve(
            whole,
            groups=groups,
            note=where if len(parts) > 1 else "",
            last=number == len(parts),
            below=below,
        )
        scenes.append(draw_page(ordered, page, theme, width))
        first += count
    return tuple(scenes)


def _check(width: float) -> None:
    if width < NARROWEST:
        raise TooNarrowError("a swimmer plot", NARROWEST, width)


def _title(rows: int) -> str:
    return f"Lines of therapy of {rows} case" + ("" if rows == 1 else "s")
