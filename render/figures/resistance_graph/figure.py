"""The resistance graph: what was found in the tumour, and the lines of therapy between.

States of the tumour are boxes, lines are boxes on the way from one state to the next: as boxes take
room of their own, no two labels can collide, however many lines run side by side. Graphviz says
where they go; the drawing is ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from render.canvas import text
from render.canvas.errors import TooNarrowError
from render.canvas.labels import Span
from render.canvas.palette import WHITE
from render.canvas.scene import Group, Item, Rect, Scene, Stroke, Text
from render.canvas.style import DEFAULT_THEME, Theme
from render.figures.common.graph_edges import draw_edge, new_dot, place_for, plain
from render.figures.common.legend import (
    SAMPLE_WIDTH,
    LegendEntry,
    Sample,
    class_entry,
    legend_rows,
    line_sample,
    sample_box,
)
from render.figures.common.page import JOURNAL_PAGE
from render.figures.resistance_graph.cards import (
    BADGES,
    Badge,
    Card,
    badge,
    line_card,
    state_back,
    state_card,
)
from render.figures.resistance_graph.content import (
    GraphTold,
    LineTold,
    Told,
    one_case,
    several_cases,
    tell,
)
from render.layout import Positions, Via, layout
from timeline.analysis.wording import one_line
from timeline.chronology import Chronology
from timeline.errors import CaseTimelineError
from timeline.model.case import Case

MOST_LINES = 30
"""Unless asked otherwise, a graph of several cases leaves out the rarest lines beyond these."""

_MARGIN = 8.0
_SPACING = 8.0
_THINNEST, _THICKEST = 0.9, 9.0
_EDGE = "#8c8c8c"
_WIDEST_CARD = 330.0
# The room in a box of several cases, as a multiple of the size of its type; what fits is taken.
_CARD_ROOMS = (14.8, 11.5)
_LEAST_PAGE = 200.0
# How much higher than wide a page may be.
_PAGE_SHAPE = 1.4


def resistance_figure(
    cases: Iterable[Case | Chronology | Told],
    *,
    theme: Theme = DEFAULT_THEME,
    width: float = JOURNAL_PAGE,
    by_line: bool = True,
    fewest: int | None = None,
    via: Via = "auto",
) -> Scene:
    """Draw the states of one case and the lines between them, or of several with counts.

    The figure of one case is at most ``width`` points wide. That of several has the size it needs,
    which `render.themes.dressed` can limit.

    Args:
        cases: one or more.
        theme: sizes and colours.
        width: of the page, in points; 241 is a journal's column (85 mm).
        by_line: of several cases, whether equal states after line 1 and after line 2 stay apart.
        fewest: of several cases, leave out lines of fewer cases between two states, and say so; by
            default as few as leave `MOST_LINES`. With 1 every line is drawn.
        via: how Graphviz is run; see `render.layout`.

    Raises:
        CaseTimelineError: there are no cases.
        LayoutError: no Graphviz engine is there.
        ValueError: the page is too narrow to be read.
    """
    told = _told(cases)
    if width < _LEAST_PAGE:
        raise TooNarrowError("a resistance graph", _LEAST_PAGE, width)
    if len(told) == 1:
        graph = one_case(told[0])
        title = f"Resistance: {_name(told[0].chronology.case)}"
        cards = _cards(graph, min(width - 2 * _MARGIN, _WIDEST_CARD), theme)
        places = layout(_sizes(graph, cards, "TB"), via=via)
    else:
        graph = several_cases(told, by_line=by_line, fewest=fewest, most=MOST_LINES)
        title = f"Resistance: {len(told)} cases"
        cards, places = _best_placed(graph, theme, width, via)
    return _scene(graph, cards, places, title, _describe(graph, told), width, theme)


def resistance_dot(
    cases: Iterable[Case | Chronology | Told], *, by_line: bool = True, fewest: int | None = None
) -> str:
    """The same graph in the DOT language, labelled, for users who lay it out themselves.

    Raises:
        CaseTimelineError: there are no cases.
    """
    told = _told(cases)
    one = len(told) == 1
    graph = (
        one_case(told[0])
        if one
        else several_cases(told, by_line=by_line, fewest=fewest, most=MOST_LINES)
    )
    dot = new_dot("resistance", rankdir="LR")
    dot.attr("node", shape="box", style="rounded", fontname="Helvetica", fontsize="10")
    dot.attr("edge", fontname="Helvetica", fontsize="9", color=_EDGE)
    for state in graph.states:
        count = "" if state.count is None else f"n = {state.count}"
        words = "\n".join(filter(None, (state.when, state.label, *state.notes, count)))
        style = "rounded" if state.sampled else "rounded,dashed"
        dot.node(state.name, label=plain(words), tooltip=plain(state.tooltip), style=style)
    most = _most(graph)
    for line in graph.lines:
        dot.edge(
            line.first,
            line.last,
            id=line.name,
            label=plain(_dot_label(line)),
            tooltip=plain(line.tooltip),
            penwidth=f"{_thickness(line, most):.2f}",
        )
    return str(dot.source)


def _dot_label(line: LineTold) -> str:
    count = "" if line.count is None else f" (n = {line.count})"
    rows = []
    for row in line.rows:
        detail = f" ({row.detail})" if row.detail else ""
        letter = BADGES[row.change].letter
        rows.append(f"{f'({letter})' if row.change == 'new' else letter} {row.words}{detail}")
    return "\n".join((f"{line.title}{count}", *rows))


def _told(cases: Iterable[Case | Chronology | Told]) -> tuple[Told, ...]:
    told = tuple(one if isinstance(one, Told) else tell([one])[0] for one in cases)
    if not told:
        raise CaseTimelineError("a resistance graph needs at least one case")
    return told


def _name(case: Case) -> str:
    return one_line(case.title or case.id)


def _best_placed(
    graph: GraphTold, theme: Theme, width: float, via: Via
) -> tuple[dict[str, Card], Positions]:
    """The first way to place the boxes that fits the page, else the one that needs the least."""
    best: tuple[float, dict[str, Card], Positions] | None = None
    for room in _CARD_ROOMS:
        cards = _cards(graph, room * theme.label_size, theme)
        for way in ("LR", "TB"):
            places = layout(_sizes(graph, cards, way), via=via)
            needed = _page_needed(places, width - 2 * _MARGIN)
            if best is None or needed < best[0]:
                best = needed, cards, places
        if best is not None and best[0] <= 1:
            break
    assert best is not None
    return best[1:]


def _cards(graph: GraphTold, room: float, theme: Theme) -> dict[str, Card]:
    cards = {state.name: state_card(state, room, theme) for state in graph.states}
    cards |= {line.name: line_card(line, room, theme) for line in graph.lines}
    return cards


def _most(graph: GraphTold) -> int:
    return max((line.count or 1 for line in graph.lines), default=1)


def _thickness(line: LineTold, most: int) -> float:
    if line.count is None:
        return _THINNEST + 0.3
    # A few cases are no broad stream, even where they are the most.
    thickest = min(_THICKEST, _THINNEST + most * 0.9)
    return _THINNEST + (thickest - _THINNEST) * (line.count - 1) / max(1, most - 1)


def _sizes(graph: GraphTold, cards: dict[str, Card], rankdir: str) -> str:
    """The boxes by their sizes alone, and two edges for each line: to its box and from it."""
    most = _most(graph)
    dot = new_dot("resistance", rankdir=rankdir, nodesep="0.14", ranksep="0.3")
    dot.attr("node", shape="box", fixedsize="true", label="")
    for name, card in cards.items():
        place_for(dot, name, card.width, card.height)
    enter, leave = ("w", "e") if rankdir == "LR" else ("n", "s")
    for line in graph.lines:
        # Heavier lines are kept straighter, so that what happens most is easiest to follow.
        weight = str(1 + round(8 * (line.count or 1) / most))
        into, onward = f"{line.name}a", f"{line.name}b"
        dot.edge(line.first, line.name, id=into, dir="none", headport=enter, weight=weight)
        dot.edge(line.name, line.last, id=onward, tailport=leave, weight=weight)
    columns: dict[int, list[str]] = {}
    for state in graph.states:
        if state.column is not None:
            columns.setdefault(state.column, []).append(state.name)
    for column in sorted(columns):
        if len(columns[column]) > 1:
            with dot.subgraph() as same:
                same.attr(rank="same")
                for name in columns[column]:
                    same.node(name)
    return str(dot.source)


def _page_needed(places: Positions, width: float) -> float:
    """By how much a page has to be larger than ``width`` for the graph to fit on it."""
    return max(places.width / width, places.height / (width * _PAGE_SHAPE))


def _scene(
    graph: GraphTold,
    cards: dict[str, Card],
    places: Positions,
    title: str,
    description: str,
    width: float,
    theme: Theme,
) -> Scene:
    page = Span(_MARGIN, max(width, places.width + 2 * _MARGIN) - _MARGIN)
    items: list[Item] = []
    y = _MARGIN
    for words in text.wrap_evenly(title, theme.title_size, page.width, most=3, bold=True):
        y += theme.title_size * 1.2
        base = y - theme.title_size * 0.2
        items.append(Text(page.left, base, words, size=theme.title_size, bold=True))
    placed = places.moved(page.left + (page.width - places.width) / 2, y + _SPACING)
    items += _drawn(graph, cards, placed)
    y += _SPACING + places.height
    legend, y = legend_rows(_legend_entries(graph, theme), page, y + _SPACING, theme)
    items.append(legend)
    for sentence in _notes(graph):
        for words in text.wrap(sentence, theme.small_size, page.width):
            y += theme.small_size * 1.2
            items.append(Text(page.left, y, words, size=theme.small_size, fill=theme.text_color))
    height = round(y + _MARGIN, 2)
    wide = round(page.right + _MARGIN, 2)
    back = Rect(0, 0, wide, height, fill=WHITE)
    return Scene(wide, height, title=title, description=description, items=(back, *items))


def _drawn(graph: GraphTold, cards: dict[str, Card], placed: Positions) -> list[Item]:
    """Edges first, the thickest at the bottom, then the boxes."""
    most = _most(graph)
    items: list[Item] = []
    for line in sorted(graph.lines, key=lambda one: -(one.count or 0)):
        thickness = _thickness(line, most)
        paths = (placed.edges[f"{line.name}{half}"] for half in "ab")
        drawn = [item for path in paths for item in draw_edge(path, _EDGE, thickness)]
        items.append(Group(tuple(drawn), role="edge", tooltip=line.tooltip or None))
    for name, card in cards.items():
        box = placed.nodes[name]
        items.append(card.draw(box.centre[0] - card.width / 2, box.centre[1] - card.height / 2))
    return items


def _legend_entries(graph: GraphTold, theme: Theme) -> list[LegendEntry]:
    """Every mark that is used: classes, states, changes, the thickness of edges."""
    classes = sorted({name for line in graph.lines for name in line.classes}, key=str.casefold)
    entries = [class_entry(name, theme) for name in classes]
    for sampled, words in ((True, "found in a sample"), (False, "not sampled, and why")):
        if any(state.sampled is sampled for state in graph.states):
            entries.append(LegendEntry(_state_sample(sampled=sampled), words))
    used = {row.change for line in graph.lines for row in line.rows}
    entries += [
        LegendEntry(_badge_sample(look, theme.small_size), look.meaning)
        for kind, look in BADGES.items()
        if kind in used
    ]
    if graph.lines and graph.lines[0].count is not None:
        entries.append(LegendEntry(line_sample(Stroke(_EDGE, 4)), "thicker: more cases"))
    return entries


def _state_sample(*, sampled: bool) -> Sample:
    def draw(left: float, middle: float) -> tuple[Item, ...]:
        box = sample_box(left, middle)
        return (state_back(box, sampled=sampled),)

    return draw


def _badge_sample(look: Badge, size: float) -> Sample:
    def draw(left: float, middle: float) -> tuple[Item, ...]:
        return badge(look, left + (SAMPLE_WIDTH - size) / 2, middle, size)

    return draw


def _notes(graph: GraphTold) -> list[str]:
    rows = [row for line in graph.lines for row in line.rows]
    notes = []
    if any("grade" in row.detail for row in rows):
        notes.append(
            "Grades: A, the earlier sample was negative by an adequate assay; B, its sensitivity"
            " or its negative result is not stated; C, it may not have been able to show it; D,"
            " there was none."
        )
    if any("window" in row.detail for row in rows):
        notes.append("Window: the days within which it changed, between two samples.")
    if graph.left_out:
        fewest = min(line.count or 0 for line in graph.lines)
        notes.append(
            f"Not drawn: {graph.left_out} regimens of fewer than {fewest} cases between two states,"
            f" {graph.left_out_cases} lines in all; the table has them."
        )
    return notes


def _describe(graph: GraphTold, told: Sequence[Told]) -> str:
    """The alternative text: states and lines in their order."""
    if len(told) > 1:
        ranked = sorted(graph.lines, key=lambda line: (-(line.count or 0), line.title))[:8]
        label = {state.name: state.label for state in graph.states}
        most = "; ".join(
            f"{line.title} from {label[line.first]} to {label[line.last]}: {line.count}"
            for line in ranked
        )
        return (
            f"Resistance graph of {len(told)} cases: {len(graph.states)} states of the tumour, "
            f"{len(graph.lines)} regimens between them. Most often: {most or 'no line'}."
        )
    sentences = [f"Resistance graph of the case {told[0].chronology.case.id}."]
    after = {line.first: line for line in graph.lines}
    for state in graph.states:
        when = state.when[:1].upper() + state.when[1:] if state.when else "State"
        sentences.append(f"{when}: {state.label}.")
        if line := after.get(state.name):
            rows = "; ".join(
                f"{BADGES[row.change].meaning.partition(':')[0]}: {row.words}" for row in line.rows
            )
            sentences.append(f"{line.title}: {rows or 'no alteration was followed'}.")
    return " ".join(sentences)
