"""The therapy sequence: which line followed which, as a Sankey diagram, and how each case ended.

Names stand in their nodes, where no ribbon runs through them. That no further line is reported is
never drawn as treatment stopped: what is known at the end has a node of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from render.canvas import text
from render.canvas.bars import bar
from render.canvas.box import Box
from render.canvas.errors import TooNarrowError
from render.canvas.labels import Span
from render.canvas.outline import Outline
from render.canvas.palette import LIGHT_GREY, WHITE
from render.canvas.scene import Fade, Group, Item, Path, Rect, Scene, Stroke, Text
from render.canvas.style import DEFAULT_THEME, Theme, class_style
from render.figures.common.last_state import EndState
from render.figures.common.legend import (
    SAMPLE_WIDTH,
    LegendEntry,
    Sample,
    class_entry,
    legend_rows,
)
from render.figures.common.line_names import naming_of
from render.figures.common.markers import MARKERS
from render.figures.common.page import JOURNAL_PAGE
from render.figures.sequence.content import ENDS, paths, usual_classes
from render.figures.sequence.content import Path as Sequence_
from render.figures.sequence.flow import (
    LATER,
    LINE,
    OTHERS,
    Flow,
    flow_of,
    is_end,
    words_of,
)
from render.figures.sequence.layout import Node, Ribbon, arrange
from timeline.analysis.wording import one_line
from timeline.chronology import Chronology
from timeline.errors import CaseTimelineError
from timeline.model.case import Case

NARROWEST = 200.0
"""The narrowest sequence that can be read, in points."""

_MARGIN, _SPACING = 6.0, 8.0
# Nodes take this share of the width, ribbons the rest.
_NODE_SHARE, _WIDEST_NODE = 0.77, 112.0
# The narrowest node holds a long name of a drug; so many times the size of its type.
_NARROWEST_NODE = 8.6
_STRIP, _PAD, _GAP = 7.0, 2.5, 6.0
_HEIGHT_SHARE, _MOST_PER_CASE = 0.6, 22.0
_LEADING = 1.15
_MOST_WORDS = 6
_THINNEST = 0.7
_GREY = "#a8a8a8"
_MOST_NAMED = 8
_END_MARKS: Mapping[EndState, str] = {
    EndState.ONGOING: "ongoing",
    EndState.DEAD: "death",
    EndState.LOST: "lost",
    EndState.ALIVE: "last-follow-up",
}


@attrs.frozen
class _Label:
    """The lines of a node, of which the last has its count."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * _LEADING + 2


def sequence_figure(
    cases: Iterable[Case | Chronology],
    *,
    by: str = "drug",
    theme: Theme = DEFAULT_THEME,
    width: float = JOURNAL_PAGE,
    title: str = "",
) -> Scene:
    """Draw the lines of one case or of many, one column for each line.

    Args:
        cases: one or more.
        by: "drug", "class" or "regimen"; see `render.figures.common.line_names.NAMINGS`.
        theme: sizes and colours.
        width: of the figure, in points; 241 is a journal's column (85 mm). Lines that find no
            column stand together at the end.
        title: above the figure; by default what is shown.

    Raises:
        CaseTimelineError: there are no cases, or there is no such ``by``.
        ValueError: the figure would be narrower than `NARROWEST`.
    """
    naming_of(by)
    if width < NARROWEST:
        raise TooNarrowError("a sequence", NARROWEST, width)
    found = paths(cases, by=by)
    if not found:
        raise CaseTimelineError("a sequence needs at least one case")
    page = Span(_MARGIN, width - _MARGIN)
    least = _NARROWEST_NODE * theme.small_size
    # As many names in a column as labels of two lines find room for.
    most = max(4, int(page.width * 0.9 / (2 * theme.small_size * _LEADING + _GAP)))
    flow = flow_of(found, max(2, int(page.width * _NODE_SHARE // least)), most)
    heading = one_line(title) or _heading(found, by)
    items: list[Item] = []
    y = _MARGIN
    for words in text.wrap_evenly(heading, theme.title_size, page.width, most=3, bold=True):
        y += theme.title_size * 1.2
        base = y - theme.title_size * 0.2
        items.append(Text(page.left, base, words, size=theme.title_size, bold=True))
    y += _SPACING
    classes = usual_classes(found)
    if flow.counts:
        drawn, y = _diagram(flow, classes, page, y, theme)
        items += drawn
        legend, y = legend_rows(_legend_entries(flow, classes, theme), page, y + _SPACING, theme)
        items.append(legend)
    for sentence in _notes(flow):
        for line in text.wrap(sentence, theme.small_size, page.width):
            y += theme.small_size * 1.2
            words = text.ellipsize(line, theme.small_size, page.width)
            items.append(Text(page.left, y, words, size=theme.small_size, fill=theme.text_color))
    height = round(y + _MARGIN, 2)
    back = Rect(0, 0, round(width, 2), height, fill=WHITE)
    description = _describe(found, flow, by)
    return Scene(
        round(width, 2), height, title=heading, description=description, items=(back, *items)
    )


def _heading(found: Sequence[Sequence_], by: str) -> str:
    who = one_line(found[0].case) if len(found) == 1 else f"{len(found)} cases"
    return f"Lines of therapy by {by}: {who}"


# --- Drawing ---


def _diagram(
    flow: Flow, classes: Mapping[str, tuple[str, ...]], page: Span, top: float, theme: Theme
) -> tuple[list[Item], float]:
    """Heads, ribbons and nodes, and the y of their end."""
    node_width = min(_WIDEST_NODE, page.width * _NODE_SHARE / flow.columns)
    pitch = (page.width - node_width) / max(1, flow.columns - 1)
    pitch = min(pitch, node_width * 2.6)
    room = node_width - _STRIP - 2 * _PAD
    labels = {
        node: _label(words_of(node, flow), None if flow.alone else count, room, theme)
        for node, count in flow.counts.items()
    }
    diagram = arrange(
        flow.counts,
        flow.links,
        {node: label.height for node, label in labels.items()},
        height=page.width * _HEIGHT_SHARE,
        gap=_GAP,
        most_per_case=_MOST_PER_CASE,
    )
    lefts = [page.left + column * pitch for column in range(flow.columns)]
    items = _heads(flow, lefts, top, theme)
    y = top + (theme.label_size + theme.small_size) * 1.2 + 5
    # Broad ribbons first, so that narrow ones stay visible on them.
    for ribbon in sorted(diagram.ribbons, key=lambda one: -one.count):
        items.append(_ribbon(ribbon, flow, classes, (lefts, node_width, y), theme))
    for node in diagram.nodes:
        box = diagram.box(node, lefts[node.column], y, node_width)
        items.append(_node(node, box, labels[node], flow, classes, theme))
    return items, y + diagram.height


def _label(words: str, count: int | None, room: float, theme: Theme) -> _Label:
    """A name in a few lines, its count (where there is one) at the end of the last or below."""
    size = theme.small_size
    broken = " ".join(part for word in words.split() for part in _parts(word, size, room))
    lines = text.wrap_evenly(broken, size, room, most=_MOST_WORDS)
    if count is None:
        return _Label(lines, size)
    number = f"({count})"
    if lines and text.width(f"{lines[-1]} {number}", size) <= room:
        return _Label((*lines[:-1], f"{lines[-1]} {number}"), size)
    return _Label((*lines, number), size)


def _parts(word: str, size: float, room: float) -> Iterator[str]:
    """A word in parts that fit: what is cut off would be another drug."""
    while text.width(word, size) > room and len(word) > 2:
        lengths = range(len(word) - 1, 1, -1)
        fitting = next((n for n in lengths if text.width(f"{word[:n]}-", size) <= room), 1)
        cut = word.rfind("-", 0, fitting + 1) + 1 or fitting
        yield word[:cut] if word[cut - 1] == "-" else f"{word[:cut]}-"
        word = word[cut:]
    yield word


def _heads(flow: Flow, lefts: Sequence[float], top: float, theme: Theme) -> list[Item]:
    """``Line 2`` above its column, and how many cases had such a line."""
    items: list[Item] = []
    for column, left in enumerate(lefts):
        reached = sum(c for n, c in flow.counts.items() if n.column == column and n.rank <= LATER)
        words = f"Line {column + 1}" if reached else "End"
        if any(node.column == column and node.rank == LATER for node in flow.counts):
            words += " or later"
        base = top + theme.label_size
        items.append(Text(left, base, words, size=theme.label_size, bold=True))
        if reached and not flow.alone:
            base += theme.small_size * 1.25
            items.append(Text(left, base, f"n = {reached}", size=theme.small_size))
    return items


def _ribbon(
    ribbon: Ribbon,
    flow: Flow,
    classes: Mapping[str, tuple[str, ...]],
    frame: tuple[Sequence[float], float, float],
    theme: Theme,
) -> Group:
    lefts, node_width, top = frame
    x0, x1 = lefts[ribbon.first.column] + node_width, lefts[ribbon.last.column]
    half = max(ribbon.width, _THINNEST) / 2
    color = _GREY
    if ribbon.first.rank == LINE:
        fill = class_style(classes[ribbon.first.name][0], theme).fill
        color = _GREY if fill == LIGHT_GREY else fill
    shape = _band(x0, top + ribbon.leaves, x1, top + ribbon.arrives, half)
    cases = "1 case" if ribbon.count == 1 else f"{ribbon.count} cases"
    told = f"{words_of(ribbon.first, flow)} → {words_of(ribbon.last, flow)}: {cases}"
    return Group(
        (Path(shape, fill=Fade(color, left=0.6, right=0.38)),), role="ribbon", tooltip=told
    )


def _band(x0: float, y0: float, x1: float, y1: float, half: float) -> Outline:
    """A ribbon that leaves and arrives level."""
    middle = (x0 + x1) / 2
    return (
        ("M", ((x0, y0 - half),)),
        ("C", ((middle, y0 - half), (middle, y1 - half), (x1, y1 - half))),
        ("L", ((x1, y1 + half),)),
        ("C", ((middle, y1 + half), (middle, y0 + half), (x0, y0 + half))),
        ("Z", ()),
    )


def _node(
    node: Node,
    box: Box,
    label: _Label,
    flow: Flow,
    classes: Mapping[str, tuple[str, ...]],
    theme: Theme,
) -> Group:
    """A strip of the classes as high as its cases, and the label beside it."""
    count = flow.counts[node]
    unknown = is_end(node) and EndState(node.name) is EndState.UNKNOWN
    edge = Stroke(theme.line_color, theme.line_width, (2, 1.5) if unknown else ())
    items: list[Item] = [Rect.over(box, fill=WHITE, stroke=edge)]
    strip = Box(box.left, box.top, box.left + _STRIP, box.bottom)
    drug_class = None
    if node.rank == LINE:
        first, *others = (class_style(name, theme) for name in classes[node.name])
        items += bar(strip, first, theme, others=others)
        drug_class = classes[node.name][0]
    elif is_end(node):
        items += _end_mark(EndState(node.name), strip.centre[0] + 0.5, box.centre[1], theme)
    else:
        items += bar(strip, class_style("unknown", theme), theme)
    y = box.centre[1] - len(label.lines) * label.size * _LEADING / 2
    for line in label.lines:
        base = text.baseline(y + label.size * _LEADING / 2, label.size)
        left = box.left + _STRIP + _PAD
        items.append(Text(left, base, line, size=label.size, fill=theme.text_color))
        y += label.size * _LEADING
    cases = "1 case" if count == 1 else f"{count} cases"
    told = f"{words_of(node, flow)}: {cases}"
    if node in flow.folded:
        told += "\n" + one_line(", ".join(flow.folded[node]), 1000)
    role = "end" if is_end(node) else "line"
    return Group(tuple(items), role=role, tooltip=told, drug_class=drug_class)


def _end_mark(end: EndState, x: float, y: float, theme: Theme) -> tuple[Item, ...]:
    size = theme.small_size
    if end in _END_MARKS:
        return (MARKERS[_END_MARKS[end]].at(x, y, size * 0.9),)
    return (Text(x, text.baseline(y, size), "?", size=size, bold=True, anchor="middle"),)


# --- Words ---


def _legend_entries(
    flow: Flow, classes: Mapping[str, tuple[str, ...]], theme: Theme
) -> list[LegendEntry]:
    used = {c for node in flow.counts if node.rank == LINE for c in classes[node.name]}
    entries = [class_entry(name, theme) for name in sorted(used, key=str.casefold)]
    if any(node.rank == OTHERS for node in flow.counts) and "unknown" not in used:
        entries.append(class_entry("unknown", theme, "several drugs"))
    for end, words in ENDS.items():
        if any(is_end(node) and node.name == end.value for node in flow.counts):
            entries.append(LegendEntry(_end_sample(end, theme), words))
    if not flow.alone:
        entries.append(LegendEntry(_band_sample, "as wide as the number of cases"))
    return entries


def _end_sample(end: EndState, theme: Theme) -> Sample:
    def draw(left: float, middle: float) -> tuple[Item, ...]:
        return _end_mark(end, left + SAMPLE_WIDTH / 2, middle, theme)

    return draw


def _band_sample(left: float, middle: float) -> tuple[Item, ...]:
    band = _band(left, middle - 1.5, left + SAMPLE_WIDTH, middle + 1.5, 2.5)
    return (Path(band, fill=Fade(_GREY, left=0.8, right=0.5)),)


def _notes(flow: Flow) -> list[str]:
    notes = []
    if flow.without:
        named = ", ".join(flow.without[:_MOST_NAMED])
        more = len(flow.without) - _MOST_NAMED
        rest = f" and {more} more" if more > 0 else ""
        notes.append(f"Without a systemic line, not drawn: {one_line(named)}{rest}.")
    if flow.later:
        notes.append(f"{flow.columns - 1} lines have a column; the table has the later ones.")
    if flow.folded:
        notes.append("Others are the least frequent of their line; the table has each of them.")
    if flow.other_numberings:
        whose = "The report" if flow.alone else f"The reports of {flow.other_numberings} cases"
        whose = "The report of 1 case" if flow.other_numberings == 1 and not flow.alone else whose
        verb = "allows" if flow.other_numberings == 1 else "allow"
        notes.append(f"{whose} {verb} the lines to be counted otherwise.")
    return notes


def _describe(found: Sequence[Sequence_], flow: Flow, by: str) -> str:
    """The alternative text: the most frequent names of each line, and the ends."""
    sentences = [f"Lines of therapy by {by} of {len(found)} case{'s' * (len(found) > 1)}."]
    for column in range(flow.columns):
        here = [n for n in flow.counts if n.column == column and not is_end(n)]
        ranked = sorted(here, key=lambda node: (-flow.counts[node], node.name))
        named = ", ".join(f"{words_of(n, flow)} {flow.counts[n]}" for n in ranked[:_MOST_NAMED])
        if named:
            sentences.append(f"Line {column + 1}: {named}.")
    ends = Counter(path.end for path in found if path.steps)
    told = ", ".join(f"{ENDS[end]} {ends[end]}" for end in ENDS if ends[end])
    return " ".join([*sentences, f"At the end: {told}."] if told else sentences)
