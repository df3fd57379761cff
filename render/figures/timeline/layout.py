"""How the marks of a lane and their labels are put: on sub-tracks, as flags, or by numbers.

Labels go inside their bar, right of it, left, or one sub-track down. A lane that would need too
many sub-tracks hangs its labels as flags over one row of markers, and where even those are too
many, or bars are among them, it numbers its marks and has a key below them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from render.canvas import text
from render.canvas.bars import bar_label
from render.canvas.box import Box
from render.canvas.flags import MOST_ROWS, Flag, flags
from render.canvas.labels import Mark, Placement, Span, place
from render.canvas.outline import polyline
from render.canvas.palette import WHITE
from render.canvas.scene import Group, Item, Path, Rect, Stroke, Text
from render.canvas.style import Theme
from render.figures.timeline.bars import bar_mark
from render.figures.timeline.content import Entry
from render.figures.timeline.markers import marker_mark
from render.figures.timeline.marks import EventMark, Field, with_conflict
from render.figures.timeline.number_key import number_key
from timeline.model.events import Therapy

# A label of more than one of these shares of the plot's width, and of so many points, is broken:
# whichever makes the lane lower.
_WIDEST_SHARES = (0.4, 0.62, 0.9)
_WIDEST_AT_LEAST = 100.0
_LEADING = 1.16
_POLE_WIDTH = 0.5
# More sub-tracks than these are worth flags, where there can be flags.
_MOST_TRACKS = 6
_SHORTEST_LINK = 1.5


@attrs.frozen
class LaneName:
    """Which lane: its key (``disease``, ``disease-t1`` where each tumour has its own), its title.

    ``tumour`` is the name of the tumour it is about, where the case has several.
    """

    key: str
    title: str
    tumour: str = ""

    @property
    def whole(self) -> str:
        """The title with the tumour."""
        return f"{self.title}: {self.tumour}" if self.tumour else self.title


@attrs.frozen(kw_only=True)
class Contents:
    """The contents of a lane from a height downwards."""

    items: tuple[Item, ...]
    height: float


@attrs.frozen(kw_only=True)
class LaneMarks:
    """What all ways of laying out a lane share."""

    name: LaneName
    shown: tuple[Entry, ...]
    marks: tuple[EventMark, ...]
    wanted: tuple[Mark, ...]
    field: Field
    background: str
    theme: Theme


def lane_marks(
    name: LaneName, shown: tuple[Entry, ...], field: Field, background: str, theme: Theme
) -> LaneMarks:
    """The events of a lane as marks that want their labels placed.

    Args:
        name: which lane.
        shown: its events, in the order of the report.
        field: the x that marks and labels may use.
        background: the colour of the band.
        theme: sizes and colours.
    """
    marks = tuple(with_conflict(_mark(e, field, theme), e.conflicts, field, theme) for e in shown)
    follows = dict(_follows(shown))
    doses = _dose_days(shown, marks, field, theme)
    wanted = tuple(
        Mark(
            span=mark.span,
            core=mark.core,
            spare=mark.spare,
            spare_wraps=not mark.looks,  # a whisker has no height that lines could leave
            label=doses.get(i, entry.label),
            size=theme.label_size,
            widest=_widest(field, _WIDEST_SHARES[0]),
            shorter=() if i in doses else entry.shorter,
            follows=follows.get(i),
        )
        for i, (entry, mark) in enumerate(zip(shown, marks, strict=True))
    )
    return LaneMarks(
        name=name,
        shown=shown,
        marks=marks,
        wanted=wanted,
        field=field,
        background=background,
        theme=theme,
    )


def _mark(entry: Entry, field: Field, theme: Theme) -> EventMark:
    make = bar_mark if entry.is_treatment else marker_mark
    return make(entry, field, theme)


def _follows(shown: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """Each course of a line of therapy with the one of the same line before it."""
    last: dict[int, int] = {}
    for i, entry in enumerate(shown):
        if entry.line is not None:
            if entry.line in last:
                yield i, last[entry.line]
            last[entry.line] = i


def _dose_days(
    shown: Sequence[Entry], marks: Sequence[EventMark], field: Field, theme: Theme
) -> dict[int, str]:
    """Labels of days on which doses of one line were given: one has it for all of them.

    That is the last of them where there is room behind it, else the first.
    """
    runs: dict[tuple[object, ...], list[int]] = {}
    for i, entry in enumerate(shown):
        event = entry.event
        if isinstance(event, Therapy) and event.at is not None and entry.days:
            runs.setdefault((event.drugs, entry.line, entry.label), []).append(i)
    labels: dict[int, str] = {}
    for run in runs.values():
        if len(run) > 1:
            run.sort(key=lambda i: (shown[i].days, i))
            labels |= dict.fromkeys(run, "")
            words = f"{shown[run[0]].label}, {len(run)} dose days"
            room = field.canvas.right - marks[run[-1]].span.right - theme.gap
            fits = text.width(words, theme.label_size) <= room
            labels[run[-1] if fits else run[0]] = words
    return labels


def contents(lane: LaneMarks, top: float, least: float) -> tuple[Contents, bool]:
    """The marks and labels of a lane, and whether courses of a line are linked."""
    if not lane.shown:
        return Contents(items=(), height=0), False
    spots = _lowest(lane)
    tracks = max(spot.track for spot in spots) + 1
    poles = [mark.pole for mark in lane.marks if mark.pole is not None]
    if tracks > _MOST_TRACKS and len(poles) == len(lane.marks):
        hung = flags(lane.wanted, poles, lane.field.canvas, gap=lane.theme.gap)
        if hung is not None:
            return _flagged(lane, hung, poles, top), False
    if tracks <= MOST_ROWS:
        return _on_tracks(lane, spots, top, least)
    return _numbered(lane, top)


def _lowest(lane: LaneMarks) -> tuple[Placement, ...]:
    """The lowest of the layouts with narrow and with wide labels, the narrowest of equals.

    The widest are tried only where others cut words off.
    """
    layouts = [_of_width(lane, share) for share in _WIDEST_SHARES[:2]]
    if all(map(_cut, layouts)):
        layouts += [_of_width(lane, share) for share in _WIDEST_SHARES[2:]]
    return min(
        layouts,
        key=lambda spots: (_cut(spots), round(sum(_track_heights(spots, lane.theme)), 2)),
    )


def _of_width(lane: LaneMarks, share: float) -> tuple[Placement, ...]:
    widest = _widest(lane.field, share)
    return _spots(lane, [attrs.evolve(mark, widest=widest) for mark in lane.wanted])


def _cut(spots: Sequence[Placement]) -> int:
    """How many labels are cut off."""
    return sum(spot.text.endswith(text.ELLIPSIS) for spot in spots)


def _widest(field: Field, share: float) -> float:
    return max(field.canvas.width * share, _WIDEST_AT_LEAST)


def _spots(lane: LaneMarks, wanted: Sequence[Mark]) -> tuple[Placement, ...]:
    line = Span(lane.field.cut_off - 1, lane.field.cut_off + 1)
    return place(wanted, lane.field.canvas, keep_off=(line,), gap=lane.theme.gap)


def _on_tracks(
    lane: LaneMarks, spots: Sequence[Placement], top: float, least: float
) -> tuple[Contents, bool]:
    theme = lane.theme
    heights = _track_heights(spots, theme)
    y = top + max(0.0, least - sum(heights)) / 2
    middles = [y + sum(heights[:i]) + heights[i] / 2 for i in range(len(heights))]
    links = tuple(_links(lane, spots, middles))
    events = tuple(
        _event(lane, i, middles[spot.track], _label(lane, i, spot, middles[spot.track]))
        for i, spot in enumerate(spots)
    )
    return Contents(items=(*links, *events), height=sum(heights)), bool(links)


def _links(
    lane: LaneMarks, spots: Sequence[Placement], middles: Sequence[float]
) -> Iterator[Group]:
    """A thin line from one course to the next of the same line, while nothing was given."""
    for later, earlier in _follows(lane.shown):
        before, after = spots[earlier], spots[later]
        left, right = lane.marks[earlier].span.right, lane.marks[later].span.left
        if before.text and before.side == "right":
            left = before.label.right + 1
        if after.text and after.side == "left":
            right = after.label.left - 1
        if before.track != after.track or right - left < _SHORTEST_LINK:
            continue
        y = middles[before.track]
        line = Path(
            polyline([(left, y), (right, y)]), stroke=Stroke(lane.theme.line_color, _POLE_WIDTH)
        )
        yield Group((line,), role="link")


def _flagged(lane: LaneMarks, hung: Sequence[Flag], poles: Sequence[float], top: float) -> Contents:
    """Labels as flags above one row of markers."""
    theme = lane.theme
    leading = theme.label_size * 1.3
    rows = max(flag.row for flag in hung) + 1
    y = top + rows * leading + theme.track_height / 2
    items: list[Item] = []
    for i, (flag, x) in enumerate(zip(hung, poles, strict=True)):
        middle = top + (rows - flag.row - 0.5) * leading
        edge = flag.label.left if flag.right else flag.label.right
        words = Text(
            edge,
            text.baseline(middle, theme.label_size),
            lane.wanted[i].label,
            size=theme.label_size,
            anchor="start" if flag.right else "end",
            fill=theme.text_color,
        )
        half = leading / 2
        plate = Box(flag.label.left - 1, middle - half, flag.label.right + 1, middle + half)
        pole = Path(
            polyline([(x, middle - half * 0.7), (x, y - theme.marker_size / 2)]),
            stroke=Stroke(theme.muted_color, _POLE_WIDTH),
        )
        items.append(_event(lane, i, y, (Rect.over(plate, fill=lane.background), pole, words)))
    # Plates lie below every pole: painted first, in groups of their own they would hide some.
    return Contents(items=tuple(_plates_first(items)), height=rows * leading + theme.track_height)


def _plates_first(items: Sequence[Item]) -> Iterator[Item]:
    plates: list[Item] = []
    rest: list[Item] = []
    for item in items:
        assert isinstance(item, Group)
        plates.append(item.items[-3])
        rest.append(attrs.evolve(item, items=(*item.items[:-3], *item.items[-2:])))
    yield Group(tuple(plates), role="plates")
    yield from rest


def _numbered(lane: LaneMarks, top: float) -> tuple[Contents, bool]:
    """Marks with numbers, and below them what the numbers stand for."""
    theme = lane.theme
    named = [i for i, mark in enumerate(lane.wanted) if mark.label]
    order = sorted(named, key=lambda i: (lane.marks[i].span.left, i))
    numbers = {i: str(n) for n, i in enumerate(order, start=1)}
    wanted = [
        attrs.evolve(mark, label=numbers.get(i, ""), shorter=(), size=theme.small_size, bold=True)
        for i, mark in enumerate(lane.wanted)
    ]
    spots = _spots(lane, wanted)
    heights = [theme.track_height] * (max(spot.track for spot in spots) + 1)
    middles = [top + theme.track_height * (i + 0.5) for i in range(len(heights))]
    words = [(numbers[i], lane.wanted[i].label) for i in order]
    key_top = top + sum(heights)
    key = number_key(words, lane.field.canvas.grown(-1), key_top, lane.background, theme)
    explained = dict(zip(order, key.items, strict=True))
    items: list[Item] = []
    for i, spot in enumerate(spots):
        y = middles[spot.track]
        label = _label(lane, i, spot, y, numbered=True)
        items.append(_event(lane, i, y, (*label, *explained.get(i, ()))))
    links = tuple(_links(lane, spots, middles))
    return Contents(items=(*links, *items), height=sum(heights) + key.height), bool(links)


def _track_heights(spots: Sequence[Placement], theme: Theme) -> list[float]:
    """The height of each sub-track: more where a label has several lines."""
    heights = [theme.track_height] * (max(spot.track for spot in spots) + 1)
    for spot in spots:
        needed = len(spot.lines) * leading_of(theme) + theme.gap / 2
        heights[spot.track] = max(heights[spot.track], needed)
    return heights


def leading_of(theme: Theme) -> float:
    """Points from one line of a label to the next."""
    return theme.label_size * _LEADING


def _event(lane: LaneMarks, i: int, y: float, label: tuple[Item, ...]) -> Group:
    entry, mark = lane.shown[i], lane.marks[i]
    return event_group(entry, (*mark.draw(y), *label), lane.name, mark.classes)


def event_group(
    entry: Entry, items: tuple[Item, ...], name: LaneName, classes: tuple[str, ...] = ()
) -> Group:
    """All that is drawn of one event, with what is known of it."""
    return Group(
        items,
        role="event",
        event=entry.event.id,
        tooltip="\n".join((entry.tooltip, *entry.conflicts)),
        drug_class=" + ".join(classes) or None,
        lane=name.key,
    )


def _label(
    lane: LaneMarks, i: int, spot: Placement, y: float, *, numbered: bool = False
) -> tuple[Item, ...]:
    mark, theme = lane.marks[i], lane.theme
    if not spot.text:
        return ()
    on = mark.core if spot.side == "inside" else mark.spare
    if not numbered and on and mark.looks and spot.side in ("inside", "over"):
        half = theme.bar_height / 2
        box = Box(on.left, y - half, on.right, y + half)
        style, *others = mark.looks
        return bar_label(spot, box, style, theme, others=others)
    return _beside(spot, y, lane, numbered=numbered)


def _beside(spot: Placement, y: float, lane: LaneMarks, *, numbered: bool) -> tuple[Item, ...]:
    """A label on a plate of the band's colour, so that no line of the axis runs through it."""
    theme = lane.theme
    size, leading = (theme.small_size if numbered else theme.label_size), leading_of(theme)
    first = y - (len(spot.lines) - 1) / 2 * leading
    texts = [
        Text(
            spot.x,
            text.baseline(first + i * leading, size),
            line,
            size=size,
            bold=numbered,
            anchor=spot.anchor,
            fill=theme.text_color,
        )
        for i, line in enumerate(spot.lines)
    ]
    half = len(spot.lines) * leading / 2
    plate = Box(spot.label.left - 1, y - half, spot.label.right + 1, y + half)
    on_bar = numbered and spot.side in ("inside", "over")
    return Rect.over(plate, fill=WHITE if on_bar else lane.background), *texts
