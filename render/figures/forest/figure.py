"""One case's own time among the medians that studies published, to scale.

A forest places, it does not test: about half of a study's patients were above its median.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import attrs

from render.canvas import text
from render.canvas.errors import TooNarrowError
from render.canvas.labels import Span
from render.canvas.outline import polygon, polyline, segments
from render.canvas.palette import BLUE, VERMILLION, WHITE, paler
from render.canvas.scene import Group, Item, Marker, Path, Rect, Scene, Stroke, Text
from render.canvas.style import DEFAULT_THEME, Theme
from render.figures.common.legend import SAMPLE_WIDTH, LegendEntry, legend_rows
from render.figures.common.page import JOURNAL_PAGE
from render.figures.forest.content import OwnTime, PublishedMedian
from timeline.analysis.wording import one_line
from timeline.model.when import decimal_months

NARROWEST = 200.0
"""The narrowest forest that can be read, in points."""

_MARGIN, _SPACING = 6.0, 8.0
# From this width on, words stand in columns beside the plot and not in a line above each row.
_WITH_COLUMNS = 380.0
_COLUMN_GAP = 8.0
_STUDY_SHARE, _LINE_SHARE = 0.24, 0.16
_MARKER, _ARROW = 6.0, 5.0
_LEADING = 1.2
_COUNT = 1  # the column of numbers, which stand at its right
_TICK = 3.0
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)
_CASE_FILL = paler(VERMILLION, 0.85)


@attrs.frozen
class _Columns:
    """Where the words of a row stand (study, n, line, months), and the plot.

    Without cells the words stand above the marks.
    """

    cells: tuple[Span, ...]
    plot: Span
    months: float

    def x(self, months: float) -> float:
        return self.plot.left + min(months, self.months) / self.months * self.plot.width


def forest_figure(
    own: OwnTime,
    published: Iterable[PublishedMedian],
    *,
    endpoint: str,
    theme: Theme = DEFAULT_THEME,
    width: float = JOURNAL_PAGE,
    title: str = "",
    context: str = "",
) -> Scene:
    """Draw the case above the published medians, the shortest first, those not reached last.

    Args:
        own: the case.
        published: the studies.
        endpoint: what is timed: "PFS".
        theme: sizes and colours.
        width: of the figure, in points; 241 is a journal's column (85 mm).
        title: above the figure.
        context: what a reader must know to compare, such as how the populations differ.

    Raises:
        ValueError: the figure would be narrower than `NARROWEST`.
    """
    if width < NARROWEST:
        raise TooNarrowError("a forest", NARROWEST, width)
    rows = sorted(published, key=lambda row: row.order)
    page = Span(_MARGIN, width - _MARGIN)
    heading = one_line(title) or f"{one_line(own.case)} among published medians"
    items: list[Item] = []
    y = _MARGIN
    for line in text.wrap_evenly(heading, theme.title_size, page.width, most=4, bold=True):
        y += theme.title_size * 1.2
        base = y - theme.title_size * 0.2
        items.append(Text(page.left, base, line, size=theme.title_size, bold=True))
    columns = _columns(own, rows, page, theme)
    drawn, y = _rows(own, rows, columns, page, y + _SPACING, theme)
    items += drawn
    axis, y = _axis(columns, f"{one_line(endpoint)} (months)", y, theme)
    items.append(axis)
    legend, y = legend_rows(_legend_entries(own, rows), page, y + _SPACING, theme)
    items.append(legend)
    footnote = _context(one_line(context))
    for line in text.wrap(footnote, theme.small_size, page.width):
        y += theme.small_size * 1.2
        words = text.ellipsize(line, theme.small_size, page.width)
        items.append(Text(page.left, y, words, size=theme.small_size, fill=theme.text_color))
    height = round(y + _MARGIN, 2)
    return Scene(
        round(width, 2),
        height,
        title=heading,
        description=_describe(own, rows, one_line(endpoint), footnote),
        items=(Rect(0, 0, width, height, fill=WHITE), *items),
    )


def _context(words: str) -> str:
    general = "About half of a study's patients were above its median; one case is no comparison."
    return f"{words} {general}" if words else general


def _columns(own: OwnTime, rows: Sequence[PublishedMedian], page: Span, theme: Theme) -> _Columns:
    values = [decimal_months(day) for day in (own.least, own.most) if day is not None]
    values += [v for row in rows for v in (row.low, row.median, row.high) if v is not None]
    months = max(1.0, *values) * 1.08
    right = page.right - _ARROW - 2
    if page.width < _WITH_COLUMNS:
        return _Columns((), Span(page.left, right), months)
    size, wide = theme.small_size, page.width
    names = ["Study", own.case, *(row.study for row in rows)]
    study = Span(page.left, page.left + _needed(names, size, wide * _STUDY_SHARE))
    counts = ["n", *(str(row.cases) for row in rows if row.cases is not None)]
    widest = max(text.width(count, size, bold=True) for count in counts)
    cases = Span(study.right + _COLUMN_GAP, study.right + _COLUMN_GAP + widest)
    told = ["Line", own.line, *(row.line for row in rows)]
    left = cases.right + _COLUMN_GAP
    line = Span(left, left + _needed(told, size, wide * _LINE_SHARE))
    printed = [_months_head(rows), own.words, *(row.words for row in rows)]
    needed = max(text.width(words, size, bold=True) for words in printed)
    median = Span(line.right + _COLUMN_GAP, line.right + _COLUMN_GAP + needed)
    plot = Span(median.right + _COLUMN_GAP, right)
    return _Columns((study, cases, line, median), plot, months)


def _needed(words: Iterable[str], size: float, most: float) -> float:
    """The width that the words of a column need, and at most that."""
    return min(most, max(text.width(one_line(word), size, bold=True) for word in words))


def _months_head(rows: Sequence[PublishedMedian]) -> str:
    """With the interval only where a study printed one."""
    return "Months (CI)" if any(row.low is not None for row in rows) else "Months"


def _rows(
    own: OwnTime,
    rows: Sequence[PublishedMedian],
    columns: _Columns,
    page: Span,
    top: float,
    theme: Theme,
) -> tuple[list[Item], float]:
    """The head, the case and the studies, and the y of the end of them."""
    items: list[Item] = []
    y = top
    if columns.cells:
        head = ("Study", "n", "Line", _months_head(rows))
        said, strip = _row_words(head, columns, top, theme, bold=True)
        items += said
        y = strip.right
    words = (one_line(own.case), "1", one_line(own.line), own.words)
    said, strip = _row_words(words, columns, y, theme, bold=True)
    marks = _own_bar(own, columns, strip.middle)
    tooltip = f"{words[0]}: {own.words} months"
    bodies = [Group((*said, *marks), role="own", tooltip=tooltip)]
    under = Rect(page.left - 2, y, page.width + 4, strip.right - y, fill=theme.band_color)
    strips = [strip]
    for row in rows:
        cases = "" if row.cases is None else str(row.cases)
        words = (one_line(row.study), cases, one_line(row.line), row.words)
        said, strip = _row_words(words, columns, strip.right, theme, bold=False)
        marks = _study_marks(row, columns, strip.middle)
        tooltip = f"{words[0]}: {row.words} months"
        bodies.append(Group((*said, *marks), role="study", tooltip=tooltip))
        strips.append(strip)
    items += [under, *_reach(own, columns, strips), *bodies]
    return items, strip.right


def _reach(own: OwnTime, columns: _Columns, strips: Sequence[Span]) -> tuple[Item, ...]:
    """The case's own time behind the marks of all studies, so that each can be seen against it."""
    left = columns.x(decimal_months(own.least))
    right = left
    if own.most is not None and not own.censored:
        right = columns.x(decimal_months(own.most))
    lines = segments(((x, s.left), (x, s.right)) for s in strips for x in sorted({left, right}))
    edges = Path(lines, stroke=Stroke(VERMILLION, 0.5, (2, 2)))
    if right == left:
        return (edges,)
    areas = [Rect(left, s.left, right - left, s.width, fill=_CASE_FILL) for s in strips]
    return *areas, edges


def _row_words(
    words: tuple[str, str, str, str], columns: _Columns, top: float, theme: Theme, *, bold: bool
) -> tuple[list[Item], Span]:
    """The words of a row, and the heights (top to bottom) in which its marks may stand."""
    size = theme.small_size
    study, cases, line, median = words
    if columns.cells:
        lines = [
            text.wrap_evenly(word, size, span.width + 0.01, most=2, bold=bold)
            for span, word in zip(columns.cells, words, strict=True)
        ]
        most = max(len(cell) for cell in lines)
        strip = Span(top, top + size * (0.8 + _LEADING * most))
        items = [
            Text(
                span.right if number == _COUNT else span.left,
                text.baseline(strip.middle, size) + size * _LEADING * (n - (len(cell) - 1) / 2),
                word,
                size=size,
                bold=bold,
                anchor="end" if number == _COUNT else "start",
            )
            for number, (span, cell) in enumerate(zip(columns.cells, lines, strict=True))
            for n, word in enumerate(cell)
        ]
        return list[Item](items), strip
    facts = ", ".join(fact for fact in (f"n = {cases}" if cases else "", line) if fact)
    named = f"{study} ({facts})" if facts else study
    room = columns.plot.right - columns.plot.left
    both = text.wrap_evenly(f"{named}: {median}", size, room, most=2, bold=bold)
    if not both[-1].endswith(median):  # the name is too long: it is cut, the number is not
        left = room - text.width(f": {median}", size, bold=bold)
        both = (f"{text.ellipsize(named, size, left, bold=bold)}: {median}",)
    said: list[Item] = [
        Text(columns.plot.left, top + size * (1.3 + _LEADING * n), word, size=size, bold=bold)
        for n, word in enumerate(both)
    ]
    end = top + size * (1.6 + _LEADING * (len(both) - 1))
    return said, Span(end, end + _MARKER + 4)


def _own_bar(own: OwnTime, columns: _Columns, y: float) -> tuple[Item, ...]:
    left = columns.x(decimal_months(own.least))
    ends = own.most if own.most is not None and not own.censored else own.least
    right = columns.x(decimal_months(ends))
    half = _MARKER / 2
    line = Stroke(VERMILLION, 1.6)
    stops = segments([((x, y - half), (x, y + half)) for x in sorted({left, right})])
    items: list[Item] = [Path(stops, stroke=line)]
    if right > left:
        items.append(Rect(left, y - half / 2, right - left, half, fill=VERMILLION))
    if own.open_end:
        items += _arrow(right, columns.plot.right, y, line)
    return tuple(items)


def _arrow(left: float, right: float, y: float, stroke: Stroke) -> list[Item]:
    tip = right + _ARROW
    head = [(right, y - _ARROW / 2), (tip, y), (right, y + _ARROW / 2)]
    shaft = [Path(polyline([(left, y), (right, y)]), stroke=stroke)] if right > left else []
    return [*shaft, Path(polygon(head), fill=stroke.color)]


def _study_marks(row: PublishedMedian, columns: _Columns, y: float) -> tuple[Item, ...]:
    line = Stroke(BLUE, 1.0)
    items: list[Item] = []
    low, high = row.low, row.high
    start = low if low is not None else row.median
    if row.not_reached or row.high_not_reached:
        begin = columns.x(start) if start is not None else columns.plot.right - 3 * _ARROW
        items += _arrow(begin, columns.plot.right, y, line)
    elif low is not None and (end := high if high is not None else row.median) is not None:
        items.append(Path(polyline([(columns.x(low), y), (columns.x(end), y)]), stroke=line))
    stops = [columns.x(v) for v in (low, high) if v is not None]
    if stops:
        ends = segments(((x, y - 2), (x, y + 2)) for x in stops)
        items.append(Path(ends, stroke=line))
    if row.median is not None:
        x = columns.x(row.median)
        items.append(Marker(x, y, "square", size=_MARKER, fill=BLUE, stroke=None))
    return tuple(items)


def _axis(columns: _Columns, words: str, top: float, theme: Theme) -> tuple[Group, float]:
    size, plot = theme.small_size, columns.plot
    widest = text.width(str(int(columns.months)), size) + 6
    points = plot.width / columns.months
    step = next((step for step in _STEPS if step * points >= widest), math.ceil(columns.months))
    ticks = [(columns.x(m), m) for m in range(0, int(columns.months) + 1, step)]
    line = Stroke(theme.line_color, theme.line_width)
    marks = segments(((x, top), (x, top + _TICK)) for x, _ in ticks)
    items: list[Item] = [
        Path(polyline([(plot.left, top), (plot.right, top)]), stroke=line),
        Path(marks, stroke=line),
    ]
    y = top + _TICK + size
    items += [Text(x, y, str(m), size=size, anchor="middle") for x, m in ticks]
    y += size * 1.3
    shown = text.ellipsize(words, size, plot.width)
    items.append(Text(plot.middle, y, shown, size=size, anchor="middle"))
    return Group(tuple(items), role="axis"), y + size * 0.4


def _legend_entries(own: OwnTime, rows: Sequence[PublishedMedian]) -> list[LegendEntry]:
    """An entry for each sign that is used."""
    if own.censored:
        what = "this case: censored, its true time is longer"
    elif own.most is None:
        what = "this case: no upper bound is known"
    else:
        what = "this case" if own.least == own.most else "this case: between its bounds"
    what += " (dashed across the studies)" if rows else ""
    entries = [LegendEntry(_Sampler(own), what)]
    shown = [row for row in rows if row.median is not None]
    levels = sorted({row.confidence for row in rows if row.low is not None})
    if shown:
        entries.append(
            LegendEntry(_Sampler(PublishedMedian(study="", median=2.0)), "published median")
        )
    if levels:
        words = " or ".join(f"{level * 100:g} %" for level in levels)
        sample = PublishedMedian(study="", median=2.0, low=0.3, high=3.7)
        entries.append(LegendEntry(_Sampler(sample), f"with its {words} confidence interval"))
    if any(row.not_reached or row.high_not_reached for row in rows):
        sample = PublishedMedian(study="", not_reached=True, low=1.0)
        entries.append(LegendEntry(_Sampler(sample), "NR: not reached"))
    return entries


@attrs.frozen
class _Sampler:
    """Draws an example of a row in the legend."""

    what: OwnTime | PublishedMedian

    def __call__(self, left: float, middle: float) -> tuple[Item, ...]:
        what = self.what
        arrow = what.open_end if isinstance(what, OwnTime) else what.not_reached
        plot = Span(left, left + SAMPLE_WIDTH - (_ARROW if arrow else 0))
        if isinstance(what, PublishedMedian):
            return _study_marks(what, _Columns((), plot, 4.0), middle)
        most = None if what.most is None else 90 if what.most > what.least else 30
        drawn = attrs.evolve(what, least=30, most=most)
        return _own_bar(drawn, _Columns((), plot, decimal_months(120)), middle)


def _describe(own: OwnTime, rows: Sequence[PublishedMedian], endpoint: str, footnote: str) -> str:
    """The alternative text: the case, then every study, in months."""
    studies = [f"{one_line(row.study)} {row.words}" for row in rows]
    listed = "; ".join(studies) if studies else "none"
    return (
        f"{endpoint} of {one_line(own.case)}: {own.words} months. "
        f"Published medians in months: {listed}. {footnote}"
    )
