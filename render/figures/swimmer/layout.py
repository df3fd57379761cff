"""One page of a swimmer plot: its columns, its rows from the top, axis, legend and notes."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator, Sequence

import attrs

from render.canvas import text
from render.canvas.box import Box
from render.canvas.labels import Span
from render.canvas.outline import polyline, segments
from render.canvas.palette import WHITE
from render.canvas.scene import Group, Item, Path, Rect, Scene, Stroke, Text
from render.canvas.style import Theme
from render.figures.common.legend import Key
from render.figures.swimmer.arrangement import Arrangement
from render.figures.swimmer.content import Swimmer
from render.figures.swimmer.dense import HATCHED, STATE_WIDTH, THINNEST, draw_dense_row
from render.figures.swimmer.legend import legend
from render.figures.swimmer.row import Columns, DrawnRow, draw_row, name_size
from render.figures.swimmer.scale import Scale, Unit, draw_scale, gridlines, make_scale
from render.figures.swimmer.tooltips import describe
from render.figures.swimmer.undated import WIDTH as UNDATED_WIDTH
from render.figures.swimmer.undated import has_undated
from timeline.analysis.wording import one_line

NARROWEST = 200.0
"""The narrowest plot that can be read, in points."""

MOST_LISTED = 30
"""How many cases without a row are named; the table has all."""

_MARGIN = 6.0
_SPACING = 6.0
_STRIPE = 8.0
_NAMES_SHARE = 0.26
_RIGHT_OF_AXIS = 4.0
# What the axis, the legend and the notes take of a page, at most, when it is asked what fits.
_AROUND = 175.0
# Few rows are higher than those of a timeline, as marks crowd in them, but not all over the page.
_ROWS_SHARE, _HIGHEST = 0.42, 1.5
_COMFORTABLE = 0.82
_GRID_WIDTH = 0.5

_THIN_NOTE = "Thin rows: without names, responses and other marks; the table has all."
_FLAT_NOTE = "Thin rows: colours alone, without names, hatches and marks; the table has all."

Groups = tuple[tuple[str, tuple[Swimmer, ...]], ...]


@attrs.frozen(kw_only=True)
class Page:
    """What is on a page; ``note`` says which one of several it is.

    ``below`` is the height kept for what stands under the rows, in points, where it is known.
    """

    title: str
    groups: Groups
    dense: bool
    height: float
    unit: Unit
    note: str = ""
    last: bool = True
    below: float | None = None


def may_fit(rows: int, height: float, theme: Theme) -> bool:
    """Whether so many rows could have room for their names on a page of that height."""
    return rows * _least_pitch(theme) <= height


def fits(ordered: Arrangement, page: Page, theme: Theme, width: float) -> bool:
    """Whether all rows of the page, with all that stands around them, have room for their names."""
    if not page.groups:
        return True
    heads = sum(_heading_height(name, theme) for name, _ in page.groups)
    edges = Span(_MARGIN, width - _MARGIN)
    _, top = _head(page, "", edges, theme)
    around = top + heads + _below(ordered, page, theme, width) + theme.small_size * 3.5
    return around + len(ordered.rows) * _least_pitch(theme) <= page.height


def _least_pitch(theme: Theme) -> float:
    return theme.small_size * 1.2


def split(
    ordered: Arrangement, height: float, width: float, theme: Theme, unit: Unit
) -> tuple[tuple[Groups, ...], float]:
    """The rows in pages, and what has to be kept free under them; groups go on under their name."""
    if not ordered.groups:
        return ((),), 0.0
    pitch = max(_least_pitch(theme), theme.track_height * _COMFORTABLE)
    whole = Page(title="x", groups=ordered.groups, dense=False, height=height, unit=unit)
    below = _below(ordered, whole, theme, width)
    room = max(pitch * 3, height - below - 4 * theme.title_size - 2 * _SPACING)
    pages: list[list[tuple[str, tuple[Swimmer, ...]]]] = [[]]
    left = room
    for name, rows in ordered.groups:
        waiting = list(rows)
        while waiting:
            head = _heading_height(name, theme)
            count = math.floor((left - head + 1e-6) / pitch)
            if count < min(3, len(waiting)) and pages[-1]:
                pages.append([])
                left = room
                continue
            count = max(1, count)
            pages[-1].append((name, tuple(waiting[:count])))
            left -= head + pitch * len(waiting[:count])
            waiting = waiting[count:]
    return tuple(tuple(page) for page in pages), below


def draw_page(ordered: Arrangement, page: Page, theme: Theme, width: float) -> Scene:
    """The page as a scene."""
    edges = Span(_MARGIN, width - _MARGIN)
    notes = list(_notes(ordered, page, theme))
    items, y = _head(page, notes[0] if page.dense else "", edges, theme)
    rows = [row for _, group in page.groups for row in group]
    if rows:
        drawn, y = _plot(ordered, page, rows, edges, y, theme)
        items += drawn
    else:
        y += theme.label_size * 2
        words = "no case has a row"
        items.append(Text(edges.left, y, words, size=theme.label_size, fill=theme.text_color))
        y += theme.label_size
    for note in notes[1:] if page.dense else notes:
        lines, y = _paragraph(note, edges, y, theme)
        items += lines
    height = round(y + _MARGIN, 2)
    title = f"{page.title} ({page.note})" if page.note else page.title
    return Scene(
        round(width, 2),
        height,
        title=title,
        description=describe(rows, ordered.left_out, ordered.since, notes),
        items=(Rect(0, 0, width, height, fill=WHITE), *items),
    )


def _head(page: Page, note: str, edges: Span, theme: Theme) -> tuple[list[Item], float]:
    size, y = theme.title_size, _MARGIN
    items: list[Item] = []
    for line in text.wrap_evenly(page.title, size, edges.width, most=3, bold=True):
        items.append(Text(edges.left, y + size, line, size=size, bold=True))
        y += size * 1.2
    for told in (page.note, note):
        lines, y = _paragraph(told[:1].upper() + told[1:], edges, y, theme) if told else ([], y)
        items += lines
    return items, y + _SPACING


def _paragraph(words: str, edges: Span, top: float, theme: Theme) -> tuple[list[Item], float]:
    size = theme.small_size
    lines = text.wrap(words, size, edges.width)
    items: list[Item] = [
        Text(
            edges.left,
            top + size * (1.1 + 1.25 * place),
            text.ellipsize(line, size, edges.width),
            size=size,
            fill=theme.text_color,
        )
        for place, line in enumerate(lines)
    ]
    return items, top + size * (0.4 + 1.25 * len(lines))


def _notes(ordered: Arrangement, page: Page, theme: Theme) -> Iterator[str]:
    """What a reader must know beside the legend: thin rows, cases without a row."""
    if page.dense:
        yield _FLAT_NOTE if _is_flat(page, theme) else _THIN_NOTE
    left = ordered.left_out
    if left and page.last:
        named = ", ".join(f"{one.case} ({one_line(one.why, 60)})" for one in left[:MOST_LISTED])
        whys = {one.why for one in left}
        if len(whys) == 1:
            named = (
                f"{', '.join(one.case for one in left[:MOST_LISTED])} ({one_line(left[0].why, 80)})"
            )
        more = len(left) - MOST_LISTED
        rest = f" and {more} more, which the table lists" if more > 0 else ""
        total = len(left) + len(ordered.rows)
        yield f"Not shown, {len(left)} of {total} cases: {named}{rest}."


def _columns(ordered: Arrangement, page: Page, edges: Span, theme: Theme, pitch: float) -> Columns:
    """Columns are those of all rows, so that pages agree."""
    size = name_size(pitch, theme)
    widest = 0.0
    if not page.dense:
        longest = max((text.width(row.id, size) for row in ordered.rows), default=0.0)
        widest = min(longest, edges.width * _NAMES_SHARE)
    names = Span(edges.left, edges.left + widest)
    left = names.right + (theme.gap if widest else 0)
    stripe = None
    if ordered.stripe:
        stripe = Span(left, left + _STRIPE)
        left = stripe.right + theme.gap
    undated = None
    if has_undated(ordered.rows, marks=not page.dense):
        undated = Span(left, left + UNDATED_WIDTH)
        left = undated.right
    right = edges.right - _RIGHT_OF_AXIS - (STATE_WIDTH + theme.gap if page.dense else 0)
    return Columns(page=edges, names=names, stripe=stripe, undated=undated, plot=Span(left, right))


def _scale(ordered: Arrangement, columns: Columns, unit: Unit) -> Scale:
    """The scale of all rows; no stretch between a row's first and last line is cut out."""
    days: list[int] = []
    busy: list[tuple[int, int]] = []
    for row in ordered.rows:
        days += row.seen
        lines = [day for course in row.courses for day in course.days]
        marks = [m.at for m in row.moments]
        days += lines
        days += [d for at in marks for d in (at.earliest, at.latest) if d is not None]
        if lines:
            busy.append((min(lines), max(lines)))
    limits = _to_scale(ordered.rows)
    return make_scale(days, busy, columns.plot, unit, counted=ordered.counted, limits=limits)


def _to_scale(rows: Iterable[Swimmer]) -> tuple[float, float]:
    """The first and the last day from the alignment up to which any row is to scale."""
    limits = [
        (
            max((last for _, last in row.unscaled if last <= 0), default=-math.inf),
            min((first for first, _ in row.unscaled if first >= 0), default=math.inf),
        )
        for row in rows
    ]
    firsts, lasts = zip(*limits, strict=True) if limits else ((-math.inf,), (math.inf,))
    return min(firsts), max(lasts)


def _heading_height(name: str, theme: Theme) -> float:
    return theme.label_size * 1.7 if name else 0.0


def _below(ordered: Arrangement, page: Page, theme: Theme, width: float) -> float:
    """The height of all that stands under the rows; the legend's marks are found by drawing."""
    edges = Span(_MARGIN, width - _MARGIN)
    pitch = theme.track_height
    columns = _columns(ordered, page, edges, theme, pitch)
    scale = _scale(ordered, columns, page.unit)
    shown = [row for _, rows in page.groups for row in rows]
    drawn = [_row(row, ordered, page, scale, columns, 0, pitch, theme) for row in shown]
    keys = frozenset().union(*(row.keys for row in drawn))
    _, end = _foot(ordered, page, keys, scale, edges, 0, theme)
    for note in _notes(ordered, page, theme):
        _, end = _paragraph(note, edges, end, theme)
    return end + 2 * _MARGIN


def _foot(
    ordered: Arrangement,
    page: Page,
    keys: frozenset[Key],
    scale: Scale,
    edges: Span,
    top: float,
    theme: Theme,
) -> tuple[list[Item], float]:
    axis, y = draw_scale(scale, top, _told_below(ordered, page), theme)
    if scale.axis.breaks:
        keys |= {Key("convention", "break")}
    stripe = (ordered.stripe_title, ordered.looks) if ordered.stripe else None
    explained, y = legend(keys, stripe, edges, y + _SPACING, theme, flat=_is_flat(page, theme))
    return [axis, explained], y


def _told_below(ordered: Arrangement, page: Page) -> str:
    """The words under the axis: what it counts, and whether all is to scale."""
    words = f"{page.unit.capitalize()} from {ordered.since}" if ordered.counted else ""
    if not any(course.unscaled for row in ordered.rows for course in row.courses):
        return words
    return f"{words or f'Lines in order from {ordered.since}'}; to scale except where broken"


def _row(
    row: Swimmer,
    ordered: Arrangement,
    page: Page,
    scale: Scale,
    columns: Columns,
    y: float,
    pitch: float,
    theme: Theme,
) -> DrawnRow:
    draw = draw_dense_row if page.dense else draw_row
    return draw(row, scale, columns, y, pitch, ordered.look(row), _fitted(theme, pitch))


@functools.lru_cache(maxsize=16)
def _fitted(theme: Theme, pitch: float) -> Theme:
    """The theme with bars and hatches as high as the rows allow."""
    share = min(1.15, pitch / theme.track_height)
    return attrs.evolve(
        theme,
        bar_height=theme.bar_height * share,
        hatch_spacing=max(2.6, theme.hatch_spacing * min(share, 1)),
        hatch_width=max(0.6, theme.hatch_width * min(share, 1)),
    )


def _plot(
    ordered: Arrangement,
    page: Page,
    rows: Sequence[Swimmer],
    edges: Span,
    top: float,
    theme: Theme,
) -> tuple[list[Item], float]:
    heads = sum(_heading_height(name, theme) for name, _ in page.groups)
    columns = _columns(ordered, page, edges, theme, theme.track_height)
    scale = _scale(ordered, columns, page.unit)
    if page.dense:
        pitch = _thin_pitch(page, theme)
    else:
        below = page.below
        if below is None:
            below = _below(ordered, page, theme, edges.right + _MARGIN)
        room = page.height - top - heads - below - theme.small_size * 3.5
        wanted = max(theme.track_height, page.height * _ROWS_SHARE / len(rows))
        pitch = min(wanted, theme.track_height * _HIGHEST, room / len(rows))
        pitch = max(pitch, _least_pitch(theme))
    items: list[Item] = []
    keys: frozenset[Key] = frozenset()
    y = top
    if columns.undated or page.dense:
        items += _column_titles(columns, y, theme, dense=page.dense)
        y += theme.small_size * 1.5
    begin = y
    drawn: list[Item] = []
    for name, group in page.groups:
        if name:
            y += _heading_height(name, theme)
            drawn.append(_group_heading(_heading(ordered, name, group), edges, y, theme))
        for row in group:
            one = _row(row, ordered, page, scale, columns, y + pitch / 2, pitch, theme)
            drawn.append(one.group)
            keys |= one.keys
            y += pitch
    items.append(_backdrop(scale, columns, Span(begin, y), theme))
    items += drawn
    if page.dense:
        frame = Stroke(theme.line_color, theme.line_width)
        box = Box(edges.right - STATE_WIDTH, begin, edges.right, y)
        if heads == 0:
            items.append(Rect.over(box, stroke=frame))
    foot, y = _foot(ordered, page, keys, scale, edges, y, theme)
    return [*items, *foot], y


def _thin_pitch(page: Page, theme: Theme) -> float:
    """The height of a thin row: what the page allows, and no less than can be seen."""
    rows = sum(len(group) for _, group in page.groups)
    heads = sum(_heading_height(name, theme) for name, _ in page.groups)
    room = page.height - _AROUND - heads
    return max(THINNEST, min(theme.track_height * 0.6, room / max(rows, 1)))


def _is_flat(page: Page, theme: Theme) -> bool:
    return page.dense and _thin_pitch(page, theme) < HATCHED


def _backdrop(scale: Scale, columns: Columns, height: Span, theme: Theme) -> Group:
    """Under the rows: gridlines, and the line of the alignment."""
    lines = segments(
        ((x, height.left), (x, height.right)) for x in gridlines(scale, theme.label_size)
    )
    items: list[Item] = []
    if lines:
        items.append(Path(lines, stroke=Stroke(theme.grid_color, _GRID_WIDTH)))
    zero = scale.x(0)
    through = polyline([(zero, height.left), (zero, height.right)])
    items.append(Path(through, stroke=Stroke(theme.line_color, _GRID_WIDTH, dash=(3, 2))))
    if columns.undated:
        edge = columns.undated.right
        down = polyline([(edge, height.left), (edge, height.right)])
        items.append(Path(down, stroke=Stroke(theme.grid_color, _GRID_WIDTH)))
    return Group(tuple(items), role="backdrop")


def _column_titles(columns: Columns, top: float, theme: Theme, *, dense: bool) -> Iterator[Text]:
    size = theme.small_size
    y = top + size
    if columns.undated:
        x = columns.undated.middle
        yield Text(x, y, "undated", size=size, anchor="middle", fill=theme.text_color)
    if dense:
        x = columns.page.right
        yield Text(x, y, "state at end", size=size, anchor="end", fill=theme.text_color)


def _heading(ordered: Arrangement, name: str, rows: Sequence[Swimmer]) -> str:
    """The name of a group and how many rows it has on all pages."""
    whole = next(found for title, found in ordered.groups if title == name)
    later = "" if whole[0].id == rows[0].id else ", continued"
    return f"{one_line(name)} ({len(whole)}{later})"


def _group_heading(name: str, edges: Span, bottom: float, theme: Theme) -> Group:
    size = theme.label_size
    words = text.ellipsize(name, size, edges.width, bold=True)
    label = Text(edges.left, bottom - size * 0.35, words, size=size, bold=True)
    box = label.box
    plate = Rect(edges.left, box.top, box.width + 3, box.height, fill=WHITE)
    return Group((plate, label), role="group-heading", label=name)
