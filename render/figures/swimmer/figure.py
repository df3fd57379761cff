"""The swimmer plot of many cases: one figure of up to a page, or as many pages as they need."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from render.canvas.errors import TooNarrowError
from render.canvas.scene import Scene
from render.canvas.style import DEFAULT_THEME, Theme
from render.figures.common.page import JOURNAL_PAGE
from render.figures.swimmer.alignment import Alignment
from render.figures.swimmer.arrangement import Arrangement, arrangement
from render.figures.swimmer.content import DEFAULT_MARKS, Treated, treated
from render.figures.swimmer.keys import Key, Sort
from render.figures.swimmer.layout import (
    JOURNAL_HEIGHT,
    NARROWEST,
    Page,
    draw_page,
    fits,
    may_fit,
    split,
)
from render.figures.swimmer.scale import Unit
from timeline.analysis.answers import Subject
from timeline.analysis.lines import LineRules
from timeline.analysis.wording import one_line

FIRST_LINE = "line 1"
"""What rows are aligned on unless asked otherwise: the start of the first line."""


def swimmer_figure(
    cases: Iterable[Subject | Treated],
    *,
    align: Alignment = FIRST_LINE,
    sort: Sort = "duration",
    group: Key | None = None,
    stripe: Key | None = None,
    marks: Collection[str] = DEFAULT_MARKS,
    lines: LineRules | None = None,
    unit: Unit = "months",
    theme: Theme = DEFAULT_THEME,
    width: float = JOURNAL_PAGE,
    height: float = JOURNAL_HEIGHT,
    title: str = "",
) -> Scene:
    """Draw a row for every case: lines of therapy to scale, responses, and the state at the end.

    Rows are as high as the page allows. Where it has no room for their names, rows get thin and
    show colours alone; the figure says so. A case without the moment of alignment is named below.

    Args:
        cases: cases, their chronologies or analyses, or what `treated` made of them.
        align: what day 0 of each row is: ``diagnosis``, ``line 2``, ``first crizotinib``, a moment
            by name, or a function of a chronology and its lines.
        sort: ``duration``, ``start``, ``end``, ``state``, ``response``, ``id``, ``given``, or a
            function of a `Swimmer`.
        group: rows of one name stand together under it: a name among `KEYS`, or a function.
        stripe: a cell of colour beside each row tells this key.
        marks: the kinds of event to show, among `MARKS`; deaths and follow-ups are always shown.
        lines: the rules that make lines of therapies, unless the cases are `Treated`; by default
            those of the analysis, else the standard ones.
        unit: of the axis: days, weeks, months of 30.4375 days, or years.
        theme: sizes and colours.
        width: of the figure, in points.
        height: the most it may take, in points; only thin rows without number take more.
        title: above the figure.

    Raises:
        ValueError: a name is unknown, two cases share an id, a stripe has too many names, or the
            figure would be narrower than `NARROWEST`.
        CaseTimelineError: a case refers to events it does not have.
    """
    _check(width)
    found = treated(cases, rules=lines)

    def arrange(shown: Collection[str]) -> Arrangement:
        return arrangement(found, align=align, sort=sort, group=group, stripe=stripe, marks=shown)

    ordered, page = one_page(
        arrange, len(found), marks, theme=theme, width=width, height=height, unit=unit, title=title
    )
    return draw_page(ordered, page, theme, width)


def one_page(
    arrange: Callable[[Collection[str]], Arrangement],
    cases: int,
    marks: Collection[str],
    *,
    theme: Theme,
    width: float,
    height: float,
    unit: Unit,
    title: str = "",
) -> tuple[Arrangement, Page]:
    """All rows on one page: in full where they have room, else thin and without marks."""
    if may_fit(cases, height, theme):
        ordered = arrange(marks)
        page = _page(ordered, title, height, unit, dense=False)
        if fits(ordered, page, theme, width):
            return ordered, page
    arrange_thin = arrange(())
    return arrange_thin, _page(arrange_thin, title, height, unit, dense=True)


def _page(ordered: Arrangement, title: str, height: float, unit: Unit, *, dense: bool) -> Page:
    heading = one_line(title) or _title(len(ordered.rows))
    return Page(title=heading, groups=ordered.groups, dense=dense, height=height, unit=unit)


def swimmer_pages(
    cases: Iterable[Subject | Treated],
    *,
    align: Alignment = FIRST_LINE,
    sort: Sort = "duration",
    group: Key | None = None,
    stripe: Key | None = None,
    marks: Collection[str] = DEFAULT_MARKS,
    lines: LineRules | None = None,
    unit: Unit = "months",
    theme: Theme = DEFAULT_THEME,
    width: float = JOURNAL_PAGE,
    height: float = JOURNAL_HEIGHT,
    title: str = "",
) -> tuple[Scene, ...]:
    """The same in full on as many pages as it takes, all on one scale; each says which it is.

    The arguments and errors are those of `swimmer_figure`.
    """
    _check(width)
    found = treated(cases, rules=lines)
    ordered = arrangement(found, align=align, sort=sort, group=group, stripe=stripe, marks=marks)
    heading = one_line(title) or _title(len(ordered.rows))
    parts, below = split(ordered, height, width, theme, unit)
    total, first = len(ordered.rows), 1
    scenes = []
    for number, groups in enumerate(parts, start=1):
        count = sum(len(rows) for _, rows in groups)
        if len(parts) > 1:
            where = f"page {number} of {len(parts)}: rows {first} to {first + count - 1} of {total}"
        else:
            where = ""
        page = Page(
            title=heading,
            groups=groups,
            dense=False,
            height=height,
            unit=unit,
            note=where,
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
