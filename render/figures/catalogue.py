"""Every kind of figure by its name: how many cases it takes, and what makes it.

A new figure is a row here. The layouts are imported when they are drawn.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import attrs

from render.canvas.narrow import TooNarrowError
from render.canvas.scene import Scene
from render.themes import POINTS_PER_MM, Style, StyleError, dressed
from timeline.errors import MisuseError, did_you_mean

if TYPE_CHECKING:
    from render.writers.table import Table
    from timeline.chronology import Chronology
    from timeline.findings import Finding

DEFAULT_FIGURE = "timeline"

MOST_EVENTS = 1_000
"""Events in the figure of one case: labels are fitted in pairs, and nobody finds one among more."""

_Made = TypeVar("_Made")


class FigureError(MisuseError):
    """A figure that there is not, or that cannot be made of these cases."""


@attrs.frozen(kw_only=True)
class FigureKind:
    """A kind of figure.

    Args:
        name: what it is asked for by.
        shows: what it shows, in a few words.
        many: whether it takes several cases; the others take exactly one.
        draw: makes the scene of the cases, with the theme and the width of the style.
        dot: the same as a graph in the DOT language, for figures that are graphs.
        table: the same as a table.
        own_width: whether the layout has a width of its own, and the style's only limits it.
    """

    name: str
    shows: str
    many: bool
    draw: Callable[[Sequence[Chronology], Style], Scene]
    dot: Callable[[Sequence[Chronology]], str] | None = None
    table: Callable[[Sequence[Chronology]], Table] | None = None
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

    def asked_for(self, **options: object) -> FigureKind:
        """The figure with some of the options that its makers have as keywords.

        Raises:
            FigureError: it has no such option.
        """
        makers = [maker for maker in (self.draw, self.dot, self.table) if maker is not None]
        for name in options:
            if not any(name in _keywords(maker) for maker in makers):
                able = [kind.name for kind in FIGURES.values() if name in _keywords(kind.draw)]
                option = name.replace("_", "-")
                raise FigureError(f"--{option} is for {', '.join(able)}, not {self.name}")
        return attrs.evolve(
            self,
            draw=_given(self.draw, options),
            dot=None if self.dot is None else _given(self.dot, options),
            table=None if self.table is None else _given(self.table, options),
        )

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


def _keywords(maker: Callable[..., object]) -> frozenset[str]:
    named = inspect.signature(maker).parameters.values()
    return frozenset(one.name for one in named if one.kind is one.KEYWORD_ONLY)


def _given(maker: Callable[..., _Made], options: Mapping[str, object]) -> Callable[..., _Made]:
    """The maker with those of the options that it has; a table needs no ``fewest``."""
    own = _keywords(maker)
    return partial(maker, **{name: value for name, value in options.items() if name in own})


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


def _timeline(
    cases: Sequence[Chronology],
    style: Style,
    *,
    findings: Iterable[Finding] | None = None,
    day_zero: str | None = None,
    lanes: str | None = None,
) -> Scene:
    from render.figures.timeline import timeline_figure

    return timeline_figure(
        cases[0],
        theme=style.theme,
        width=style.points,
        findings=findings,
        day_zero=day_zero,
        lanes=lanes,
    )


def _timeline_table(
    cases: Sequence[Chronology],
    *,
    findings: Iterable[Finding] | None = None,
    day_zero: str | None = None,
    lanes: str | None = None,
) -> Table:
    from render.figures.timeline_table import timeline_table

    return timeline_table(cases[0], findings=findings, day_zero=day_zero, lanes=lanes)


def _swimmer(
    cases: Sequence[Chronology],
    style: Style,
    *,
    align: str = "line 1",
    sort: str = "duration",
    group: str | None = None,
) -> Scene:
    from render.figures.swimmer import swimmer_figure

    return swimmer_figure(
        cases, align=align, sort=sort, group=group, theme=style.theme, width=style.points
    )


def _swimmer_table(
    cases: Sequence[Chronology],
    *,
    align: str = "line 1",
    sort: str = "duration",
    group: str | None = None,
) -> Table:
    from render.figures.swimmer import swimmer_table

    return swimmer_table(cases, align=align, sort=sort, group=group)


def _events(cases: Sequence[Chronology], style: Style) -> Scene:
    from render.figures.event_graph import event_graph_figure

    return event_graph_figure(cases[0], theme=style.theme, width=style.points)


def _events_dot(cases: Sequence[Chronology]) -> str:
    from render.figures.event_graph import event_graph_dot

    return event_graph_dot(cases[0])


def _events_table(cases: Sequence[Chronology]) -> Table:
    from render.figures.event_graph import event_graph_table

    return event_graph_table(cases[0])


def _resistance(cases: Sequence[Chronology], style: Style, *, fewest: int | None = None) -> Scene:
    from render.figures.resistance_graph import resistance_figure

    return resistance_figure(cases, theme=style.theme, width=style.points, fewest=fewest)


def _resistance_dot(cases: Sequence[Chronology], *, fewest: int | None = None) -> str:
    from render.figures.resistance_graph import resistance_dot

    return resistance_dot(cases, fewest=fewest)


def _resistance_table(cases: Sequence[Chronology]) -> Table:
    from render.figures.resistance_graph_table import resistance_table

    return resistance_table(cases)


def _sequence(cases: Sequence[Chronology], style: Style, *, by: str = "drug") -> Scene:
    from render.figures.sequence import sequence_figure

    return sequence_figure(cases, by=by, theme=style.theme, width=style.points)


def _sequence_table(cases: Sequence[Chronology], *, by: str = "drug") -> Table:
    from render.figures.sequence_table import sequence_table

    return sequence_table(cases, by=by)


def _survival(
    cases: Sequence[Chronology],
    style: Style,
    *,
    endpoint: str = "OS",
    line: int = 1,
    by: str | None = None,
) -> Scene:
    from render.figures.survival_of_cases import survival_of_cases

    return survival_of_cases(
        cases, endpoint=endpoint, line=line, by=by, theme=style.theme, width=style.points
    )


def _survival_table(
    cases: Sequence[Chronology], *, endpoint: str = "OS", line: int = 1, by: str | None = None
) -> Table:
    from render.figures.survival_of_cases import survival_table

    return survival_table(cases, endpoint=endpoint, line=line, by=by)


def _forest(
    cases: Sequence[Chronology],
    style: Style,
    *,
    endpoint: str = "PFS",
    drug: str | None = None,
    line: int | None = None,
) -> Scene:
    from render.figures.forest_of_case import forest_of_case

    return forest_of_case(
        cases[0], endpoint=endpoint, drug=drug, line=line, theme=style.theme, width=style.points
    )


def _forest_table(
    cases: Sequence[Chronology],
    *,
    endpoint: str = "PFS",
    drug: str | None = None,
    line: int | None = None,
) -> Table:
    from render.figures.forest_of_case import forest_table

    return forest_table(cases[0], endpoint=endpoint, drug=drug, line=line)


def _by_name(kinds: Iterable[FigureKind]) -> Mapping[str, FigureKind]:
    return {kind.name: kind for kind in kinds}


FIGURES = _by_name(
    (
        FigureKind(
            name="timeline",
            shows="all a case reports, to scale on a time axis",
            many=False,
            draw=_timeline,
            table=_timeline_table,
        ),
        FigureKind(
            name="swimmer",
            shows="the lines of therapy of many cases, a row each",
            many=True,
            draw=_swimmer,
            table=_swimmer_table,
        ),
        FigureKind(
            name="events",
            shows="what certainly comes before what, as a graph",
            many=False,
            draw=_events,
            dot=_events_dot,
            table=_events_table,
            own_width=True,
        ),
        FigureKind(
            name="resistance",
            shows="what was found in the tumour, and the lines of therapy between",
            many=True,
            draw=_resistance,
            dot=_resistance_dot,
            table=_resistance_table,
            own_width=True,
        ),
        FigureKind(
            name="sequence",
            shows="which line of therapy followed which, and how each case ended",
            many=True,
            draw=_sequence,
            table=_sequence_table,
        ),
        FigureKind(
            name="survival",
            shows="an endpoint of one line as a survival curve, with numbers at risk",
            many=True,
            draw=_survival,
            table=_survival_table,
        ),
        FigureKind(
            name="forest",
            shows="the time of a line among published medians of its drug",
            many=False,
            draw=_forest,
            table=_forest_table,
        ),
    )
)
"""The kinds of figure there are."""
