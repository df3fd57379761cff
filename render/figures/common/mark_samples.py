"""What the bars and markers of events can tell: an example of each, and its words."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from render.canvas.bars import ARROW_LENGTH
from render.canvas.palette import GREY
from render.canvas.scene import Item
from render.canvas.style import ClassStyle, Theme, class_style
from render.figures.common.axis import break_mark
from render.figures.common.event_bars import OPEN_END, BarEnds, draw_bar
from render.figures.common.event_markers import MarkerPlace, draw_markers
from render.figures.common.legend import Sample
from render.figures.common.markers import MARKERS, EventMarker
from timeline.model.components import Scope

CONVENTION_WORDS = {
    "organ": "ringed: one organ",
    "lesion": "small: one lesion",
    "read": "underlined: read from words",
    "absent": "struck out: stated absent",
    "gained": "finding gained",
    "lost": "finding lost",
    "whisker": "some day within",
    "open-whisker": "dotted: no known bound",
    "course": "how long it lasted (dashed: uncertain)",
    "chip": "attributed to this drug",
    "series": "values over time",
    "ongoing": "ongoing",
    "fade": "fades: date known to a range",
    "possible": "slim: some time within",
    "open-end": "start or end not stated",
    "unscaled": "broken: length not known, not to scale",
    "assumed": "dashed: date assumed",
    "assumed-end": "end of a bar assumed",
    "ticks": "ticks: doses or cycles as scheduled",
    "link": "thin line: same line, nothing given",
    "derived": "derived, not stated",
    "break": "break in the time axis",
}
"""What else a mark can tell, in the order of the legend."""

_ALONE: Mapping[str, EventMarker] = {
    "organ": EventMarker("imaging", scope=Scope.ORGAN),
    "lesion": EventMarker("imaging", scope=Scope.LESION),
    "read": EventMarker("progression", read=True),
    "absent": EventMarker("imaging", absent=True),
    "gained": EventMarker("molecular", gained=True),
    "lost": EventMarker("molecular", lost=True),
    "assumed": EventMarker("imaging"),
}
GREY_BAR = (ClassStyle(GREY),)
"""The look of an example that is of no drug class."""


@attrs.frozen
class Samples:
    """Examples in one theme; bars and whiskers are ``wide``, markers alone ``narrow`` points."""

    theme: Theme
    wide: float
    narrow: float

    def bar_class(self, name: str) -> Sample:
        """A bar of one drug class."""
        look = (class_style(name, self.theme),)
        return lambda left, y: draw_bar(self.whole_bar(left), look, (), self.theme, y)

    def marker(self, name: str) -> Sample:
        """A marker by its meaning."""
        size = self.theme.marker_size
        return lambda left, y: (MARKERS[name].at(left + self.narrow / 2, y, size),)

    def convention(self, name: str) -> tuple[Sample, float]:
        """What a marker or the ends of a bar can tell, and how wide the example is."""
        if name == "break":
            return lambda left, y: break_mark(left + self.narrow / 2, y, self.theme), self.narrow
        if name in _ALONE:
            return lambda left, y: self._alone(name, left, y), self.narrow
        return lambda left, y: self._ends(name, left, y), self.wide

    def whole_bar(self, left: float) -> BarEnds:
        """A bar with nothing special about it."""
        right = left + self.wide
        return BarEnds(left=left, first=left, last=right, right=right)

    def _alone(self, name: str, left: float, y: float) -> tuple[Item, ...]:
        marker, middle = _ALONE[name], left + self.narrow / 2
        place = MarkerPlace(x=middle, markers=(marker,), assumed=name == "assumed")
        return draw_markers(place, self.theme, y)

    def _ends(self, name: str, left: float, y: float) -> tuple[Item, ...]:
        plain = self.whole_bar(left)
        dots: tuple[float, ...] = ()
        match name:
            case "fade":
                faded = self.wide / 3
                plain = attrs.evolve(plain, first=left + faded, last=plain.right - faded)
            case "possible":
                plain = attrs.evolve(plain, certain=False)
            case "ongoing":
                end = plain.right - ARROW_LENGTH
                plain = attrs.evolve(plain, last=end, right=end, ongoing=True)
            case "unscaled":
                plain = attrs.evolve(plain, unscaled=True)
            case "open-end":
                plain = attrs.evolve(plain, last=plain.right - OPEN_END, open_right=True)
            case "assumed-end":
                end = plain.right - 3
                plain, dots = attrs.evolve(plain, last=end, right=end), (end,)
        return draw_bar(plain, GREY_BAR, dots, self.theme, y)
