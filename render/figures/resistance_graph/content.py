"""What the resistance graph shows, before it has a place: states of the tumour, lines between them.

One case is told as it is. Of several cases, equal states are one, and so is the same regimen
between two states, with counts; `timeline.analysis.resistance.aggregate` says what is equal.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import attrs

from render.figures.common.event_kinds import classes_of
from timeline.analysis.answers import Subject, answers_of
from timeline.analysis.lines import derive_lines
from timeline.analysis.resistance import Change, Transition, aggregate, resistance_graph
from timeline.analysis.wording import one_line
from timeline.chronology import Chronology

ShownChange: TypeAlias = Literal["gained", "new", "lost", "retained", "unsaid", "between"]
"""What became of an alteration over a line; ``new`` is found after and not known from before,
where a gain cannot be claimed, ``between`` what confounds the change."""

MOST_NAMED = 4
"""How many alterations of one kind a line of several cases names; the table has all."""

_SHOWN: Mapping[Change, ShownChange] = {
    Change.GAINED: "gained",
    Change.NEWLY_FOUND: "new",
    Change.LOST: "lost",
    Change.RETAINED: "retained",
    Change.CANNOT_BE_SAID: "unsaid",
}
_ORDER: tuple[ShownChange, ...] = ("gained", "new", "lost", "retained", "unsaid")


@attrs.frozen
class Told:
    """A case with its resistance graph, and the drug classes of each line by its number."""

    chronology: Chronology
    graph: Any
    classes: Mapping[int, tuple[str, ...]]


@attrs.frozen
class Row:
    """What a line says of some alterations: a change, their names, and smaller words below.

    ``below`` says that the row belongs to the one above it.
    """

    change: ShownChange
    words: str
    detail: str = ""
    below: bool = False


@attrs.frozen(kw_only=True)
class StateTold:
    """A state of the tumour; ``when`` is "before line 1" or "after line 2", or empty.

    ``count`` is None for a single case; ``column`` orders states in time where that is told.
    """

    name: str
    label: str
    sampled: bool
    when: str = ""
    notes: tuple[str, ...] = ()
    count: int | None = None
    column: int | None = None
    tooltip: str = ""


@attrs.frozen(kw_only=True)
class LineTold:
    """A line, or the same regimen of several cases, from one state to another."""

    name: str
    first: str
    last: str
    title: str
    note: str
    classes: tuple[str, ...]
    rows: tuple[Row, ...]
    count: int | None = None
    tooltip: str = ""


@attrs.frozen
class GraphTold:
    """All states and lines to draw, and how many of the lines' edges were left out, and cases."""

    states: tuple[StateTold, ...]
    lines: tuple[LineTold, ...]
    left_out: int = 0
    left_out_cases: int = 0


def tell(cases: Iterable[Subject]) -> tuple[Told, ...]:
    """The graph of each case."""
    return tuple(map(_told, cases))


def _told(subject: Subject) -> Told:
    answers = answers_of(subject)
    classes = {line.number: classes_of(answers.case, line) for line in derive_lines(answers)}
    return Told(answers.chronology, resistance_graph(answers), classes)


def one_case(told: Told) -> GraphTold:
    """The states and lines of one case, in time."""
    graph = told.graph
    kinds: list[str] = [data["histology"] or "" for _, data in graph.nodes(data=True)]
    states = []
    for number, data in graph.nodes(data=True):
        changed = kinds[number] and (number == 0 or kinds[number] != kinds[number - 1])
        notes = [one_line(kinds[number])] if changed else []
        if data["absent"]:
            notes.append("not found: " + one_line(", ".join(data["absent"])))
        if data["placed"] != "true":
            notes.append("a test may have been taken under the next line")
        states.append(
            StateTold(
                name=f"s{number}",
                label=one_line(data["label"]),
                sampled=data["sampled"],
                when=_when(number, graph.number_of_edges()),
                notes=tuple(notes),
                column=number,
                tooltip=_state_tooltip(data),
            )
        )
    lines = []
    for first, last, data in graph.edges(data=True):
        reported = ", ".join(map(str, data["reported"]))
        note = f"line {reported} as numbered here" if reported else ""
        lines.append(
            LineTold(
                name=f"l{first}",
                first=f"s{first}",
                last=f"s{last}",
                title=f"Line {data['line']}: {one_line(data['regimen'])}",
                note=note,
                classes=told.classes[data["line"]],
                rows=tuple(_rows(data["transitions"])),
                tooltip=_line_tooltip(data),
            )
        )
    return GraphTold(tuple(states), tuple(lines))


def _when(number: int, lines: int) -> str:
    if number == 0:
        return "before line 1" if lines else ""
    return f"after line {number}"


def _rows(transitions: Sequence[Transition]) -> Iterator[Row]:
    """Alterations of which the same is said share a row."""
    same: dict[tuple[ShownChange, str, tuple[int, ...], tuple[int, ...]], list[str]] = {}
    for row in transitions:
        key = shown_change(row), _detail(row), row.intervening, row.possibly_intervening
        name = row.alteration.short if row.alteration is not None else row.what
        same.setdefault(key, []).append(name)
    for (change, detail, surely, perhaps), names in sorted(
        same.items(), key=lambda pair: _ORDER.index(pair[0][0])
    ):
        yield Row(change, one_line(", ".join(names)), detail)
        if surely:
            yield Row("between", f"{_lines(surely)} begun between the samples", below=True)
        if perhaps:
            yield Row("between", f"perhaps {_lines(perhaps)} begun between", below=True)


def shown_change(row: Transition) -> ShownChange:
    """How a transition is drawn."""
    return _SHOWN[row.change]


def _lines(numbers: Sequence[int]) -> str:
    listed = ", ".join(map(str, numbers))
    return f"line {listed}" if len(numbers) == 1 else f"lines {listed}"


def _detail(row: Transition) -> str:
    """Grade and window where something is newly found, window where lost, else the reasons."""
    words = []
    if row.acquired is not None:
        words.append(f"grade {row.acquired.grade.value}, window {row.acquired.window}")
    elif row.change is Change.LOST:
        words.append(f"window {row.window}")
    elif row.change is Change.CANNOT_BE_SAID:
        reasons = dict.fromkeys(str(reason.why) for reason in row.reasons)
        words.append(", ".join(reasons) or "no reason is known")
    return "; ".join(words)


def _state_tooltip(data: Mapping[str, Any]) -> str:
    told = [one_line(data["label"])]
    if data["histology"]:
        told.append(f"histology: {one_line(data['histology'])}")
    if data["present"]:
        told.append(f"found: {one_line(', '.join(data['present']))}")
    if data.get("absent"):
        told.append(f"not found: {one_line(', '.join(data['absent']))}")
    if data.get("tests"):
        told.append(f"tests: {one_line(', '.join(data['tests']))}")
    if "cases" in data:
        told.append(f"cases: {one_line(', '.join(data['cases']))}")
    return "\n".join(told)


def _line_tooltip(data: Mapping[str, Any]) -> str:
    told = [f"line {data['line']}: {one_line(data['regimen'])}"]
    told.append(f"progression: {data['progressed']}")
    told += [f"{criteria}: {timing}" for criteria, timing in data["timing"].items()]
    told.append(f"mechanism: {', '.join(data['mechanisms'])}")
    return "\n".join(told)


# --- Several cases ---


def several_cases(
    told: Sequence[Told], *, by_line: bool, fewest: int | None = None, most: int = 30
) -> GraphTold:
    """Equal states and lines of several cases, with counts.

    Args:
        told: the cases.
        by_line: whether a state after line 1 and the same after line 2 stay apart.
        fewest: regimens of fewer cases between two states are left out; by default as few as leave
            ``most``, if any are rarer than others.
        most: see there.
    """
    unfolded = [_unfolded(one.graph) if by_line else one.graph for one in told]
    graph = aggregate(unfolded)
    edges = _by_edge(told, unfolded)
    listed = list(graph.edges(keys=True, data=True))
    if fewest is None:
        fewest = _fewest([data["count"] for *_, data in listed], most)
    kept = [edge for edge in listed if edge[3]["count"] >= fewest]
    ends = {node for a, b, *_ in kept for node in (a, b)}
    # A case without a line still has a state.
    alone = (pair for pair in graph.nodes(data=True) if not graph.degree(pair[0]))
    ends |= {node for node, data in alone if data["count"] >= fewest}
    kinds = {data["histology"] for _, data in graph.nodes(data=True)}
    states = [
        _merged_state(number, data, by_line=by_line, named_kind=len(kinds) > 1)
        for number, data in graph.nodes(data=True)
        if number in ends
    ]
    lines = []
    for place, (first, last, regimen, data) in enumerate(kept):
        mine = edges[graph.nodes[first]["key"], graph.nodes[last]["key"], regimen]
        lines.append(_merged_line(f"l{place}", (first, last), data, mine, by_line=by_line))
    out = [data["count"] for *_, data in listed if data["count"] < fewest]
    return GraphTold(tuple(states), tuple(lines), len(out), sum(out))


def _fewest(counts: Sequence[int], most: int) -> int:
    """The least count such that at most ``most`` have it or more; no more than the greatest."""
    if len(counts) <= most:
        return 1
    steps = sorted(set(counts))
    return next((step for step in steps if sum(c >= step for c in counts) <= most), steps[-1])


def _unfolded(graph: Any) -> Any:
    """The graph with the number of the line in each state's key, so that aggregating keeps it."""
    copy = graph.copy()
    for _, data in copy.nodes(data=True):
        data["key"] = (f"{data['line']:04}", *data["key"])
    return copy


_Edge: TypeAlias = tuple[tuple[str, ...], tuple[str, ...], str]


def _by_edge(
    told: Sequence[Told], graphs: Sequence[Any]
) -> dict[_Edge, list[tuple[tuple[str, ...], tuple[Transition, ...]]]]:
    """For each merged edge, the classes and transitions of every line in it."""
    found: dict[_Edge, list[tuple[tuple[str, ...], tuple[Transition, ...]]]] = defaultdict(list)
    for one, graph in zip(told, graphs, strict=True):
        for a, b, regimen, data in graph.edges(keys=True, data=True):
            key = graph.nodes[a]["key"], graph.nodes[b]["key"], regimen
            found[key].append((one.classes[data["line"]], data["transitions"]))
    return found


def _merged_state(
    number: int, data: Mapping[str, Any], *, by_line: bool, named_kind: bool
) -> StateTold:
    column = int(data["key"][0]) if by_line else None
    when = "" if column is None else "before line 1" if column == 0 else f"after line {column}"
    kind = one_line(data["histology"] or "histology not stated") if named_kind else ""
    return StateTold(
        name=f"s{number}",
        label=one_line(data["label"]),
        sampled=data["sampled"],
        when=when,
        notes=(kind,) if kind else (),
        count=data["count"],
        column=column,
        tooltip=_state_tooltip(data),
    )


def _merged_line(
    name: str,
    ends: tuple[int, int],
    data: Mapping[str, Any],
    mine: Sequence[tuple[tuple[str, ...], tuple[Transition, ...]]],
    *,
    by_line: bool,
) -> LineTold:
    note = "" if by_line else f"as {_lines(tuple(data['lines']))}"
    classes = Counter(classes for classes, _ in mine)
    title = one_line(" + ".join(data["drugs"])) or "regimen not stated"
    return LineTold(
        name=name,
        first=f"s{ends[0]}",
        last=f"s{ends[1]}",
        title=title,
        note=note,
        classes=min(classes, key=lambda one: (-classes[one], one)),
        rows=tuple(_merged_rows([row for _, rows in mine for row in rows])),
        count=data["count"],
        tooltip=f"{title}\ncases: {one_line(', '.join(data['cases']))}",
    )


def _merged_rows(transitions: Sequence[Transition]) -> Iterator[Row]:
    """What became of the alterations, each with its count; grades where newly found."""
    for change in _ORDER:
        rows = [row for row in transitions if shown_change(row) == change]
        if not rows:
            continue
        if change in ("retained", "unsaid"):
            yield Row(change, str(len(rows)))
            continue
        names = Counter(r.alteration.short if r.alteration else r.what for r in rows)
        ranked = sorted(names, key=lambda name: (-names[name], name))
        words = ", ".join(one_line(f"{name} {names[name]}") for name in ranked[:MOST_NAMED])
        more = len(ranked) - MOST_NAMED
        grades = Counter(r.acquired.grade.value for r in rows if r.acquired is not None)
        detail = "grade " + ", ".join(f"{g}: {grades[g]}" for g in sorted(grades)) if grades else ""
        yield Row(change, f"{words}, {more} more" if more > 0 else words, detail)
    between = sum(bool(row.intervening or row.possibly_intervening) for row in transitions)
    if between:
        yield Row("between", f"{between} with other lines between the samples")
