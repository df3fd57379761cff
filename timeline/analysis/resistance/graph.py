"""The resistance graph: molecular states as nodes, lines of therapy as edges; for networkx.

``docs/resistance.md`` documents every attribute. Nodes are integers. In the graph of one case they
are numbered in time: the state before the first line, then that after each line. In an aggregated
graph equal states are one node, numbered in the order of their names, whatever the order of cases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from timeline.analysis.answers import Subject, answers_of
from timeline.analysis.evidence.phases import histologic_changes, phases
from timeline.analysis.lines import Lines, derive_lines
from timeline.analysis.resistance.failures import Resistance, resistance
from timeline.analysis.resistance.order import LineSpan, Side, courses
from timeline.analysis.resistance.samples import Sample, followed, samples, sight, unperformed
from timeline.analysis.resistance.series import Series
from timeline.analysis.resistance.transitions import transitions
from timeline.analysis.resistance.words import Change, Why
from timeline.chronology import Chronology
from timeline.errors import CaseTimelineError
from timeline.model.alterations import Alteration
from timeline.model.case import Case, start_of
from timeline.model.events import Diagnosis, HistologicTransformation
from timeline.model.truth import Truth

if TYPE_CHECKING:
    import networkx as nx


@attrs.frozen(kw_only=True)
class State:
    """What was known of the tumour between two lines.

    ``present`` was found, ``absent`` excluded, by the tests then taken; what they say nothing of is
    in neither. Without an informative test ``sampled`` is False and ``why`` says why not.
    ``placed`` is indeterminate where a test may have been taken just after the next line began.
    """

    sampled: bool
    present: tuple[Alteration, ...] = ()
    absent: tuple[Alteration, ...] = ()
    histology: str | None = None
    phase: str | None = None
    tests: tuple[str, ...] = ()
    placed: Truth = Truth.TRUE
    why: Why | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What two equal states share: what was found, histology and phase, or why nothing was."""
        if not self.sampled:
            return "not sampled", str(self.why), self._kind
        return "sampled", "; ".join(sorted(str(one) for one in self.present)), self._kind

    @property
    def _kind(self) -> str:
        kind = " ".join((self.histology or "").casefold().split())
        return f"{kind}, {self.phase} phase" if self.phase else kind

    @property
    def label(self) -> str:
        """A short text for a drawing."""
        if not self.sampled:
            return f"not sampled ({self.why})"
        return ", ".join(one.short for one in self.present) or "nothing found"


def resistance_graph(subject: Subject) -> nx.MultiDiGraph[int]:
    """The molecular states of one case, and the lines that lead from one to the next."""
    import networkx as nx

    answers = answers_of(subject)
    case, chronology, lines = answers.case, answers.chronology, derive_lines(answers)
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph(case=case.id)
    for number, state in enumerate(states(chronology, lines)):
        graph.add_node(number, **_node(state), line=number, case=case.id)
    changes = transitions(answers)
    failed = resistance(answers)
    for number, (line, row) in enumerate(zip(lines.lines, failed, strict=True)):
        mine = tuple(change for change in changes if change.line == line.number)
        words = {
            change.name.lower(): tuple(t.what for t in mine if t.change is change)
            for change in Change
        }
        graph.add_edge(
            number,
            number + 1,
            key=_key(line.drugs, line.regimen),
            case=case.id,
            line=line.number,
            reported=line.reported,
            regimen=line.regimen,
            drugs=line.drugs,
            **words,
            grades={t.what: t.acquired.grade.value for t in mine if t.acquired is not None},
            mechanisms=tuple(word.value for word in row.mechanisms),
            progressed=row.failure.happened.value,
            timing=_timing(row),
            transitions=mine,
        )
    return graph


def aggregate(items: Iterable[Case | nx.MultiDiGraph[int]]) -> nx.MultiDiGraph[int]:
    """Many cases, or their graphs, as one: equal states are one node, with counts.

    An edge stands for one regimen from one state to another. Raises :class:`CaseTimelineError` for
    a graph that is not of one case.
    """
    import networkx as nx

    graphs = [resistance_graph(item) if isinstance(item, Case) else item for item in items]
    for graph in graphs:
        if "case" not in graph.graph:
            raise CaseTimelineError(
                "aggregate takes cases or graphs of resistance_graph, each of one case"
            )
    nodes: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    edges: dict[tuple[tuple[str, ...], tuple[str, ...], str], list[dict[str, Any]]] = {}
    for graph in graphs:
        for _, data in graph.nodes(data=True):
            nodes.setdefault(data["key"], []).append(data)
        for a, b, regimen, data in graph.edges(keys=True, data=True):
            ends = graph.nodes[a]["key"], graph.nodes[b]["key"]
            edges.setdefault((*ends, regimen), []).append(data)
    result: nx.MultiDiGraph[int] = nx.MultiDiGraph(cases=_cases(g.graph for g in graphs))
    number = {key: place for place, key in enumerate(sorted(nodes))}
    for state, place in number.items():
        result.add_node(place, **_merged_node(nodes[state]))
    for (first, last, regimen), datas in sorted(edges.items(), key=lambda pair: pair[0]):
        result.add_edge(number[first], number[last], key=regimen, **_merged_edge(datas))
    return result


def states(chronology: Chronology, lines: Lines) -> tuple[State, ...]:
    """The state before the first line and after each: one more than there are lines."""
    taken = [sample for listed in samples(chronology).values() for sample in listed]
    listed = courses(lines.lines)
    if not listed:
        return (_state(chronology, [(sample, Truth.TRUE) for sample in taken], None),)
    found = []
    for course in (None, *listed):
        here = []
        for sample in taken:
            held = _belongs(chronology, course, listed, sample)
            if held is not Truth.FALSE:
                here.append((sample, held))
        found.append(_state(chronology, here, course))
    return tuple(found)


def _belongs(
    chronology: Chronology, course: LineSpan | None, listed: tuple[LineSpan, ...], sample: Sample
) -> Truth:
    """Whether a sample tells of the state after a line; None is the time before the first.

    What may lie on either side of the next line's first day is read as its baseline.
    """
    if course is None:
        sides = listed[0].sides(chronology, sample.taken)
        if sides == (Side.BEFORE,):
            return Truth.TRUE
        return Truth.INDETERMINATE if sides == (Side.BEFORE, Side.WITHIN) else Truth.FALSE
    sides = course.sides(chronology, sample.taken)
    if sides == (Side.WITHIN,):
        return Truth.TRUE
    return Truth.INDETERMINATE if sides == (Side.WITHIN, Side.BEYOND) else Truth.FALSE


def _state(
    chronology: Chronology, here: Sequence[tuple[Sample, Truth]], course: LineSpan | None
) -> State:
    histology, phase = _histology(chronology, course), _phase(chronology, course)
    done = [(sample, held) for sample, held in here if unperformed(sample) is None]
    if not done:
        refused = (unperformed(sample) for sample, _ in here)
        why = next((reason.why for reason in refused if reason), Why.NOT_TESTED_AFTER)
        if why is Why.NOT_TESTED_AFTER and course is None:
            why = Why.NOT_TESTED_BEFORE
        return State(sampled=False, histology=histology, phase=phase, why=why)
    present, absent = [], []
    taken = tuple(sample for sample, _ in done)
    series = Series(chronology, taken)
    for alteration in followed(_all(chronology)):
        sights = [sight(sample, alteration) for sample in taken]
        told = [place for place, one in enumerate(sights) if one.informative]
        last = series.occasion(series.last(told), told)
        if any(sights[place].present is Truth.TRUE for place in last):
            present.append(alteration)
        elif last:
            absent.append(alteration)
    return State(
        sampled=True,
        present=tuple(present),
        absent=tuple(absent),
        histology=histology,
        phase=phase,
        tests=tuple(sample.test.id for sample in taken),
        placed=Truth.TRUE if all(h is Truth.TRUE for _, h in done) else Truth.INDETERMINATE,
    )


def _all(chronology: Chronology) -> list[Sample]:
    return [sample for listed in samples(chronology).values() for sample in listed]


def _histology(chronology: Chronology, course: LineSpan | None) -> str | None:
    """The kind of disease by the end of a line: as diagnosed, or as last transformed by then."""
    case = chronology.case
    found = next((e.histology for e in case if isinstance(e, Diagnosis)), None)
    last: HistologicTransformation | None = None
    for event in histologic_changes(case):
        if course is None:
            continue
        sides = course.sides(chronology, start_of(event))
        by_then = Side.BEYOND not in sides
        if by_then and (
            last is None or chronology.before(start_of(last), start_of(event)) is Truth.TRUE
        ):
            last = event
    return found if last is None else last.to


def _phase(chronology: Chronology, course: LineSpan | None) -> str | None:
    """The phase of the disease by the end of a line; as diagnosed before the first."""
    last = None
    for told in phases(chronology.case):
        by_then = isinstance(told.event, Diagnosis) or (
            course is not None and Side.BEYOND not in course.sides(chronology, told.at)
        )
        if by_then and (last is None or chronology.before(told.at, last.at) is not Truth.TRUE):
            last = told
    return None if last is None else last.phase.value


def _node(state: State) -> dict[str, Any]:
    return {
        "key": state.key,
        "label": state.label,
        "sampled": state.sampled,
        "present": tuple(str(one) for one in state.present),
        "absent": tuple(str(one) for one in state.absent),
        "histology": state.histology,
        "phase": state.phase,
        "tests": state.tests,
        "placed": state.placed.value,
        "why": None if state.why is None else state.why.value,
        "state": state,
    }


def _key(drugs: tuple[str, ...], regimen: str) -> str:
    """What makes two lines of two cases the same: their drugs, in any order."""
    return " + ".join(sorted(name.casefold() for name in drugs)) or regimen.casefold()


def _timing(row: Resistance) -> dict[str, str]:
    return {verdict.criteria: verdict.timing.value for verdict in row.verdicts}


def _cases(datas: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(sorted({data["case"] for data in datas}))


def _merged_node(datas: list[dict[str, Any]]) -> dict[str, Any]:
    first = datas[0]
    kept = ("key", "label", "sampled", "present", "why")
    return {
        **{name: first[name] for name in kept},
        "histology": min((d["histology"] for d in datas if d["histology"]), default=None),
        "present": tuple(sorted(first["present"])),
        "count": len(datas),
        "cases": _cases(datas),
    }


def _merged_edge(datas: list[dict[str, Any]]) -> dict[str, Any]:
    changes = {
        change.name.lower(): _counts(what for d in datas for what in d[change.name.lower()])
        for change in Change
    }
    return {
        "drugs": tuple(sorted(datas[0]["drugs"], key=str.casefold)),
        "count": len(datas),
        "cases": _cases(datas),
        "lines": _counts(d["line"] for d in datas),
        **changes,
        "grades": _counts(pair for d in datas for pair in d["grades"].items()),
        "mechanisms": _counts(word for d in datas for word in d["mechanisms"]),
        "progressed": _counts(d["progressed"] for d in datas),
        "timing": _counts(pair for d in datas for pair in d["timing"].items()),
    }


def _counts(values: Iterable[Any]) -> dict[Any, int]:
    return dict(sorted(Counter(values).items()))
