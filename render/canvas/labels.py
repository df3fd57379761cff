"""Where labels go: inside their bar, else right of it, else left of it, else one sub-track down.

A lane is a stack of sub-tracks of equal height, so only the x axis matters here: a mark (a bar or a
marker) and a label are spans of x, and two things on one sub-track must not share any x. The
sub-tracks become heights in the layout that calls this.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal

import attrs

from render.canvas import text
from render.canvas.box import TOLERANCE

Side = Literal["inside", "right", "left", "over"]
# More lines than this are no label; the words belong somewhere else.
_MOST_LINES = 4
_ANCHORS: dict[Side, Literal["start", "middle", "end"]] = {
    "inside": "middle",
    "right": "start",
    "left": "end",
    "over": "middle",
}


@attrs.frozen
class Span:
    """A stretch of the x axis, in points."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """The x half-way."""
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        """Points from end to end."""
        return self.right - self.left

    def grown(self, by: float) -> Span:
        """The span with ``by`` points added at both ends."""
        return Span(self.left - by, self.right + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the spans share more than an end."""
        return self.left < other.right - TOLERANCE and other.left < self.right - TOLERANCE

    def holds(self, other: Span) -> bool:
        """Whether the other span lies within this one, ends included."""
        return self.left <= other.left + TOLERANCE and other.right <= self.right + TOLERANCE


@attrs.frozen(kw_only=True)
class Mark:
    """A bar or marker that wants a label.

    ``span`` is all the mark covers; ``core`` is the part of a bar that text may be written on (the
    ends of a bar that fades are not), None for a marker. An empty label takes no room. Beside its
    mark, a label wider than ``widest`` points is broken into at most four lines, and shortened if
    that is not enough. Where the canvas has no room beside the mark, the label may cover ``spare``,
    the whole of a bar with its fading ends or a stretch of a whisker, where ``spare_wraps`` in
    several lines; else ``shorter`` wordings are tried in turn. It takes
    the sub-track of the mark that it ``follows``, by its place in the list, if it is free there; a
    label that both have may then stand at the first only.
    """

    span: Span
    label: str
    size: float
    bold: bool = False
    core: Span | None = None
    widest: float = math.inf
    spare: Span | None = None
    spare_wraps: bool = False
    shorter: tuple[str, ...] = ()
    follows: int | None = None


@attrs.frozen
class Placement:
    """Where a mark and its label ended up.

    ``track`` counts sub-tracks from 0; ``text`` is the label with its line breaks, shortened with
    "…" if the canvas has no room for it on either side of its mark; ``label`` is the span it
    covers.
    """

    track: int
    side: Side
    text: str
    label: Span

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the label, from the top."""
        return tuple(self.text.split("\n"))

    @property
    def x(self) -> float:
        """The x to draw the text at, with ``anchor``."""
        return {
            "inside": self.label.middle,
            "over": self.label.middle,
            "right": self.label.left,
            "left": self.label.right,
        }[self.side]

    @property
    def anchor(self) -> Literal["start", "middle", "end"]:
        """Which part of the text stands at ``x``."""
        return _ANCHORS[self.side]


def place(
    marks: Sequence[Mark], canvas: Span, *, keep_off: Iterable[Span] = (), gap: float = 4
) -> tuple[Placement, ...]:
    """Sub-tracks and label places for the marks of one lane, in the order of the marks.

    From left to right, each mark goes to the first sub-track where it and its label are free, at
    the best place of the cascade that is free there. Bars that hold their labels come first, so
    that the bars of one line after another stay together. Nothing overlaps, no label leaves the
    canvas, and the result depends on nothing but the arguments.

    Args:
        marks: bars and markers; each ``span`` lies within the canvas.
        canvas: the x that may be drawn on.
        keep_off: stretches that no label should cover, such as the line of the data cut-off; a
            label that cannot avoid them covers them.
        gap: the room around a label that is kept free, in points.
    """
    off = tuple(keep_off)
    followers = {mark.follows: mark.span for mark in marks if mark.follows is not None}
    places = [
        _leaving_free(_places(mark, canvas, off, gap), mark, followers.get(i), gap)
        for i, mark in enumerate(marks)
    ]

    def turn(i: int) -> tuple[bool, float, float, int, int]:
        first, steps = i, 0  # what follows another comes right after it
        while (before := marks[first].follows) is not None:
            first, steps = before, steps + 1
        span = marks[first].span
        return places[first][0].side != "inside", span.left, span.right, first, steps

    tracks: list[list[Span]] = []
    placements: dict[int, Placement] = {}
    for i in sorted(range(len(marks)), key=turn):
        mark, choices = marks[i], []
        if mark.follows is not None:
            before = placements[mark.follows]
            spots = (*places[i], *_places(mark, canvas, (), gap))  # its track matters most
            if mark.label == marks[mark.follows].label:  # said once for both, if need be
                spots = (*spots, _beside(mark, "inside", "", gap))
            beside = (
                spot for spot in spots if _free(tracks[before.track], _taken(mark, spot, gap))
            )
            choices = [(before.track, 0, spot) for spot in beside][:1]
        for number, spot in enumerate(places[i] if not choices else ()):
            choices.append((_first_free(tracks, _taken(mark, spot, gap)), number, spot))
        track, _, best = min(choices, key=lambda choice: choice[:2])
        if track == len(tracks):
            tracks.append([])
        tracks[track].extend(_taken(mark, best, gap))
        placements[i] = attrs.evolve(best, track=track)
    return tuple(placements[i] for i in range(len(marks)))


def _leaving_free(
    spots: tuple[Placement, ...], mark: Mark, follower: Span | None, gap: float
) -> tuple[Placement, ...]:
    """The places that leave room for the mark that follows on the same sub-track, if there are."""
    if follower is None:
        return spots
    free = tuple(
        spot
        for spot in spots
        if not any(span.overlaps(follower) for span in _taken(mark, spot, gap))
    )
    return free or spots


def _first_free(tracks: Sequence[Sequence[Span]], wanted: Sequence[Span]) -> int:
    """The first sub-track with nothing where ``wanted`` is; maybe a new one."""
    for number, taken in enumerate(tracks):
        if _free(taken, wanted):
            return number
    return len(tracks)


def _free(taken: Sequence[Span], wanted: Sequence[Span]) -> bool:
    return not any(span.overlaps(want) for span in taken for want in wanted)


def _taken(mark: Mark, spot: Placement, gap: float) -> tuple[Span, ...]:
    """What a mark labelled there takes of its sub-track."""
    return (mark.span, spot.label.grown(gap)) if spot.text else (mark.span,)


def _places(
    mark: Mark, canvas: Span, keep_off: Sequence[Span], gap: float
) -> tuple[Placement, ...]:
    """The places for a label on a sub-track without other marks, best first; never none."""
    if not mark.label:
        return (_beside(mark, "inside", "", gap),)
    sides: tuple[Side, ...] = ("inside", "right", "left") if mark.core else ("right", "left")
    room: dict[Side, float] = {
        "inside": mark.core.width - 2 * gap if mark.core else 0,
        "right": canvas.right - mark.span.right - gap,
        "left": mark.span.left - gap - canvas.left,
    }
    for words in (mark.label, *mark.shorter):
        broken = _broken(mark, words)
        spots = [_beside(mark, side, words if side == "inside" else broken, gap) for side in sides]
        fitting = [spot for spot in spots if spot.label.width <= room[spot.side]]
        clear = [spot for spot in fitting if not any(spot.label.overlaps(off) for off in keep_off)]
        if fitting:
            return tuple(clear or fitting)
        if mark.spare and (on_it := _over(mark, words, mark.spare.width - 2 * gap)):
            return (_beside(mark, "over", on_it, gap),)
    roomiest = max(sides, key=lambda side: room[side])
    shortest = (mark.label, *mark.shorter)[-1]
    most = 1 if roomiest == "inside" else _MOST_LINES
    lines = text.wrap_evenly(shortest, mark.size, room[roomiest], most=most, bold=mark.bold)
    if not all(lines):
        return (_beside(mark, "inside", "", gap),)
    return (_beside(mark, roomiest, "\n".join(lines), gap),)


def _over(mark: Mark, label: str, room: float) -> str | None:
    """The label as it fits on ``room`` points of its mark, no word lost; None if it does not."""
    if mark.spare_wraps and room > 0:
        widest = min(mark.widest, room)
        lines = text.wrap_evenly(label, mark.size, widest, most=_MOST_LINES, bold=mark.bold)
        whole = " ".join(lines).split() == label.split()
        label = "\n".join(lines) if whole else label
    return label if _width(mark, label) <= room else None


def _broken(mark: Mark, label: str) -> str:
    """The label as it stands beside its mark, in one line or several."""
    if text.width(label, mark.size, bold=mark.bold) <= mark.widest:
        return label
    return "\n".join(
        text.wrap_evenly(label, mark.size, mark.widest, most=_MOST_LINES, bold=mark.bold)
    )


def _width(mark: Mark, label: str) -> float:
    """The width of the widest line of a label in the mark's type."""
    return max(text.width(line, mark.size, bold=mark.bold) for line in label.split("\n"))


def _beside(mark: Mark, side: Side, label: str, gap: float) -> Placement:
    width = _width(mark, label)
    on = mark.spare if side == "over" and mark.spare else mark.core or mark.span
    on_it = Span(on.middle - width / 2, on.middle + width / 2)
    spans: dict[Side, Span] = {
        "inside": on_it,
        "over": on_it,
        "right": Span(mark.span.right + gap, mark.span.right + gap + width),
        "left": Span(mark.span.left - gap - width, mark.span.left - gap),
    }
    return Placement(track=0, side=side, text=label, label=spans[side])
