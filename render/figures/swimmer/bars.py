"""The bars of a row: solid while a line was certainly given, fading where that is not known.

Two lines may share days on which one gave way to the other; then the end of the first fades in the
upper half of the row and the start of the second in the lower half, so that neither hides the
other. Lines that were surely given at once, or may have been, lie one below the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from render.canvas.bars import ARROW_LENGTH, bar, faded, possible_bar
from render.canvas.box import Box
from render.canvas.labels import Span
from render.canvas.palette import WHITE
from render.canvas.scene import Item, Marker, Stroke
from render.canvas.style import Theme, class_style
from render.figures.common.event_bars import BarEnds, break_sign
from render.figures.swimmer.content import PlacedLine
from render.figures.swimmer.scale import Scale

# A line of one day is still to be seen.
NARROWEST = 2.0
# An end that is not known at all is at least this long, to hold its question mark.
OPEN_END = 10.0
_DOT_SIZE = 3.6


@attrs.frozen(kw_only=True)
class RowBar:
    """A bar in its row: its ends as x, and the share of the row's height it has.

    ``track`` of ``tracks`` counts from the top. A fade that another one shares its days with takes
    one half of the height: ``upper_right`` and ``lower_left``.
    """

    course: PlacedLine
    ends: BarEnds
    track: int = 0
    tracks: int = 1
    upper_right: bool = False
    lower_left: bool = False

    @property
    def span(self) -> Span:
        """All x that it covers, the head of an arrow included."""
        return Span(self.ends.left, self.ends.right + (ARROW_LENGTH if self.ends.ongoing else 0))

    def box(self, y: float, height: float) -> Box:
        """Where it was certainly given, in a row around ``y`` whose bars are ``height`` high."""
        each = height / self.tracks
        top = y - height / 2 + self.track * each
        return Box(self.ends.first, top, self.ends.last, top + each)


def row_bars(
    courses: Sequence[PlacedLine], scale: Scale, data_end: float, room: Span
) -> list[RowBar]:
    """The bars of the lines that anything is known of, in their order, within ``room``."""
    bars = [
        RowBar(course=course, ends=_ends(course, scale, data_end, room))
        for course in courses
        if course.days
    ]
    return _shared_fades(_stacked(bars))


def _ends(course: PlacedLine, scale: Scale, data_end: float, room: Span) -> BarEnds:
    start, end, ongoing = course.start, course.end, course.ongoing
    floor, cut = scale.left, data_end

    def x(day: int | None, otherwise: float) -> float:
        return otherwise if day is None else scale.x(day)

    left = x(start.earliest, floor)
    right = x(end.latest, max(cut, left))
    last_start = x(start.latest, right)
    first_end = right if ongoing else x(end.earliest, left)
    first, last = sorted((last_start, first_end))
    certain = ongoing or last_start <= first_end or right - left < NARROWEST
    if certain and last - first < NARROWEST:
        first = min((first + last) / 2 - NARROWEST / 2, scale.right - NARROWEST)
        last = first + NARROWEST
    open_left = start.earliest is None
    open_right = not ongoing and (
        end.latest is None or (not course.ends and right >= cut - NARROWEST)
    )
    if open_left:
        left = max(room.left, min(left, first - OPEN_END))
    if open_right:
        right = min(room.right, max(right, last + OPEN_END))
    return BarEnds(
        left=min(left, first),
        first=first,
        last=last,
        right=last if ongoing else max(right, last),
        certain=certain,
        ongoing=ongoing,
        open_left=open_left,
        open_right=open_right,
        unscaled=course.unscaled,
    )


def _stacked(bars: Sequence[RowBar]) -> list[RowBar]:
    """The bars, those whose solid parts meet another one's days on tracks of their own."""
    placed = list(bars)
    for cluster in _clusters([one.ends for one in bars]):
        tracks: list[list[int]] = []
        for i in cluster:
            fits = (
                place
                for place, track in enumerate(tracks)
                if not any(_collide(bars[i].ends, bars[j].ends) for j in track)
            )
            place = next(fits, len(tracks))
            if place == len(tracks):
                tracks.append([])
            tracks[place].append(i)
            placed[i] = attrs.evolve(bars[i], track=place)
        for i in cluster:
            placed[i] = attrs.evolve(placed[i], tracks=len(tracks))
    return placed


def _clusters(ends: Sequence[BarEnds]) -> list[list[int]]:
    """Bars that collide, with all that share a fade with one of them."""
    clusters: list[list[int]] = []
    for i, one in enumerate(ends):
        met = [c for c in clusters if any(_collide(one, ends[j]) for j in c)]
        clusters = [c for c in clusters if c not in met]
        clusters.append(sorted([i, *(j for c in met for j in c)]))
    crowds = [c for c in clusters if len(c) > 1]
    grown = True
    while grown and crowds:
        grown = False
        for i, one in enumerate(ends):
            met = [c for c in crowds if i in c or any(_touch(one, ends[j]) for j in c)]
            if met and (len(met) > 1 or i not in met[0]):
                crowds = [c for c in crowds if c not in met]
                crowds.append(sorted({i, *(j for c in met for j in c)}))
                grown = True
    return crowds


def _touch(one: BarEnds, other: BarEnds) -> bool:
    return Span(one.left, one.right).overlaps(Span(other.left, other.right))


def _collide(one: BarEnds, other: BarEnds) -> bool:
    a, b = Span(one.first, one.last), Span(other.first, other.last)
    whole_a, whole_b = Span(one.left, one.right), Span(other.left, other.right)
    near = -0.5  # bars that follow one another touch
    if not (one.certain and other.certain):
        return whole_a.overlaps(whole_b.grown(near))
    return a.overlaps(whole_b.grown(near)) or b.overlaps(whole_a.grown(near))


def _shared_fades(bars: Sequence[RowBar]) -> list[RowBar]:
    shared = list(bars)
    for i, one in enumerate(shared):
        for j in range(i + 1, len(shared)):
            a, b = (i, j) if one.ends.first <= shared[j].ends.first else (j, i)
            before, after = shared[a], shared[b]
            if (before.track, before.tracks) != (after.track, after.tracks):
                continue
            if before.ends.right > after.ends.left + 0.01:
                shared[a] = attrs.evolve(shared[a], upper_right=True)
                shared[b] = attrs.evolve(shared[b], lower_left=True)
    return shared


def draw_row_bar(one: RowBar, y: float, theme: Theme) -> Iterator[Item]:
    """The bar in a row around the height ``y``, without its question marks and label."""
    ends = one.ends
    looks = [class_style(name, theme) for name in one.course.classes]
    box = one.box(y, theme.bar_height)
    style, *others = looks
    before, after = ends.first - ends.left, ends.right - ends.last
    if not ends.certain:
        yield from possible_bar(
            box, style, theme, others=others, fade_left=before, fade_right=after
        )
    if ends.certain and before > 0:
        top = box.centre[1] if one.lower_left else box.top
        fade = Box(ends.left, top, ends.first, box.bottom)
        yield from faded(fade, looks, theme, left=0, right=1)
    if ends.certain and after > 0:
        bottom = box.centre[1] if one.upper_right else box.bottom
        fade = Box(ends.last, box.top, ends.right, bottom)
        yield from faded(fade, looks, theme, left=1, right=0)
    if ends.certain:
        yield from bar(box, style, theme, others=others, ongoing=ends.ongoing)
    if ends.broken_at is not None:
        yield from break_sign(ends.broken_at, box.centre[1], box.height, theme)
    outline = Stroke(theme.line_color, theme.line_width)
    for x, assumed in zip((ends.left, ends.right), one.course.assumed, strict=True):
        if assumed and not ends.ongoing:
            yield Marker(x, box.centre[1], "circle", size=_DOT_SIZE, fill=WHITE, stroke=outline)
