"""Every kind of figure by its name: how many cases it takes, and what makes it.

A new figure is a row here. The layouts are named, and imported when they are drawn.
"""

from __future__ import annotations

import importlib
import inspect
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from render.canvas.errors import TooNarrowError
from render.canvas.scene import Scene
from render.themes import POINTS_PER_MM, Style, StyleError, dressed
from timeline.errors import MisuseError, did_you_mean

if TYPE_CHECKING:
    from render.writers.table import Table
    from timeline.chronology import Chronology

DEFAULT_FIGURE = "timeline"

MOST_EVENTS = 1_000
"""Events in the figure of one case: labels are fitted in pairs, and nobody finds one among more."""


class FigureError(MisuseError):
    """A figure that there is not, or that cannot be made of these cases."""


@attrs.frozen(kw_only=True)
class FigureKind:
    """A kind of figure.

    Makers are named as ``module:function`` below ``render.figures``. Each takes the cases (the one
    case where it is not ``many``) and has the options as keywords, as far as they concern it, or
    as one value of its own class where they are many.

    Args:
        name: what it is asked for by.
        shows: what it shows, in a few words.
        many: whether it takes several cases; the others take exactly one.
        draws: makes the scene, with the theme and the width of the style.
        dots: makes the same as a graph in the DOT language, for figures that are graphs.
        tabulates: makes the same as a table.
        options: the names of the options it can be asked for with.
        given: the options it is asked for with.
        own_width: whether the layout has a width of its own, and the style's only limits it.
    """

    name: str
    shows: str
    many: bool
    draws: str
    dots: str | None = None
    tabulates: str
    options: tuple[str, ...] = ()
    given: Mapping[str, object] = attrs.field(factory=dict, eq=False)
    own_width: bool = False

    def scene(self, cases: Sequence[Chronology], style: Style) -> Scene:
        """The figure of these cases, dressed in a style.

        Raises:
            FigureError: it takes another number of cases.
            StyleError: the width is less than the figure needs, or text would be smaller than
                the style allows.
        """
        self.must_show(cases)
        try:
            drawn = self.draw(cases, style)
        except TooNarrowError as error:
            least = math.ceil(error.least * style.scale / POINTS_PER_MM)
            words = f"{error.figure} is at least {least} mm wide at this size of text"
            raise StyleError(f"{words}, not {style.width:g}") from None
        return dressed(drawn, style, own_width=self.own_width)

    def draw(self, cases: Sequence[Chronology], style: Style) -> Scene:
        """The scene of these cases, in the theme and width of a style, not yet dressed in it."""
        made: Scene = self._made(self.draws, cases, theme=style.theme, width=style.points)
        return made

    def table(self, cases: Sequence[Chronology]) -> Table:
        """What the figure shows, as a table."""
        made: Table = self._made(self.tabulates, cases)
        return made

    def dot(self, cases: Sequence[Chronology]) -> str:
        """The figure as a graph in the DOT language.

        Raises:
            FigureError: it is no graph.
        """
        if self.dots is None:
            raise FigureError(f"{self.name} is no graph")
        made: str = self._made(self.dots, cases)
        return made

    def _made(self, maker: str, cases: Sequence[Chronology], **style: object) -> Any:
        """What a maker makes of the cases, with those of the given options that it has."""
        module, _, name = maker.partition(":")
        make = getattr(importlib.import_module(f"render.figures.{module}"), name)
        own = inspect.signature(make).parameters
        of = cases if self.many else cases[0]
        if "options" in own:
            return make(of, attrs.evolve(own["options"].default, **self.given), **style)
        given = {option: value for option, value in self.given.items() if option in own}
        return make(of, **given, **style)

    def asked_for(self, **options: object) -> FigureKind:
        """The figure with some of its options.

        Raises:
            FigureError: it has no such option.
        """
        for name in options:
            if name not in self.options:
                able = [kind.name for kind in FIGURES.values() if name in kind.options]
                option = name.replace("_", "-")
                raise FigureError(f"--{option} is for {', '.join(able)}, not {self.name}")
        return attrs.evolve(self, given={**self.given, **options})

    def must_show(self, cases: Sequence[Chronology]) -> None:
        """Refuse cases that the figure cannot show: another number of them, or too many events.

        Raises:
            FigureError: it takes other cases.
        """
        self.must_take(len(cases))
        for chronology in () if self.many else cases:
            number = len(chronology.case.events)
            if number > MOST_EVENTS:
                raise FigureError(f"{self.name} shows {MOST_EVENTS} events at most, not {number}")

    def must_take(self, number: int) -> None:
        """Refuse a number of cases that the figure cannot show.

        Raises:
            FigureError: it takes another number.
        """
        if number == 0 or (number > 1 and not self.many):
            several = ", ".join(kind.name for kind in FIGURES.values() if kind.many)
            hint = f"; several cases go into: {several}" if several and number else ""
            raise FigureError(f"{self.name} shows one case, not {number}{hint}")


def find_figure(name: str) -> FigureKind:
    """The kind of figure of that name.

    Raises:
        FigureError: there is none.
    """
    if name not in FIGURES:
        raise FigureError(
            f"{name!r} is no figure; there are {', '.join(FIGURES)}{did_you_mean(name, FIGURES)}"
        )
    return FIGURES[name]


def _by_name(kinds: Iterable[FigureKind]) -> Mapping[str, FigureKind]:
    return {kind.name: kind for kind in kinds}


FIGURES = _by_name(
    (
        FigureKind(
            name="timeline",
            shows="all a case reports, to scale on a time axis",
            many=False,
            draws="timeline.figure:timeline_figure",
            tabulates="timeline.table:timeline_table",
            options=("findings", "day_zero", "lanes", "axis"),
        ),
        FigureKind(
            name="swimmer",
            shows="the lines of therapy of many cases, a row each",
            many=True,
            draws="swimmer.figure:swimmer_figure",
            tabulates="swimmer.table:swimmer_table",
            options=("align", "sort", "group", "axis"),
        ),
        FigureKind(
            name="events",
            shows="what certainly comes before what, as a graph",
            many=False,
            draws="event_graph.figure:event_graph_figure",
            dots="event_graph.figure:event_graph_dot",
            tabulates="event_graph.figure:event_graph_table",
            own_width=True,
        ),
        FigureKind(
            name="resistance",
            shows="what was found in the tumour, and the lines of therapy between",
            many=True,
            draws="resistance_graph.figure:resistance_figure",
            dots="resistance_graph.figure:resistance_dot",
            tabulates="resistance_graph.table:resistance_table",
            options=("fewest",),
            own_width=True,
        ),
        FigureKind(
            name="sequence",
            shows="which line of therapy followed which, and how each case ended",
            many=True,
            draws="sequence.figure:sequence_figure",
            tabulates="sequence.table:sequence_table",
            options=("by",),
        ),
        FigureKind(
            name="survival",
            shows="an endpoint of one line as a survival curve, with numbers at risk",
            many=True,
            draws="survival.of_cases:survival_of_cases",
            tabulates="survival.of_cases:survival_table",
            options=("endpoint", "line", "by"),
        ),
        FigureKind(
            name="forest",
            shows="the time of a line among published medians of its drug",
            many=False,
            draws="forest.of_case:forest_of_case",
            tabulates="forest.of_case:forest_table",
            options=("endpoint", "drug", "line"),
        ),
    )
)
"""The kinds of figure there are."""
