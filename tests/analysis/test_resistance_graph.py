"""The resistance graph: states and lines of one case, and many cases as one."""

import pytest

import cases
from timeline.analysis.lines import derive_lines
from timeline.analysis.resistance import aggregate, resistance_graph, states
from timeline.chronology import solve
from timeline.document import loads
from timeline.errors import CaseTimelineError


def case_of(name, *, found="EGFR T790M", drug="gefitinib", first="EGFR L858R"):
    (case,) = loads(f"""
case: {name}
events:
  - {{diagnosis: lung adenocarcinoma, at: 2020-01-05}}
  - {{test: NGS, at: 2020-01-10, depth: 500 x, found: ['{first}'], not_found: [EGFR T790M]}}
  - {{therapy: {drug}, line: 1, start: 2020-02-01, end: 2021-01-05, stop: progression}}
  - {{test: NGS, at: 2021-01-10, found: ['{found}', '{first}']}}
  - {{therapy: osimertinib, line: 2, start: 2021-02-01}}
""")
    return case


def attribute(graph, name):
    return {node: graph.nodes[node][name] for node in graph}


def test_a_case_is_its_states_in_time_with_the_lines_between():
    graph = resistance_graph(case_of("one"))

    assert list(graph.nodes) == [0, 1, 2]
    assert graph.graph["case"] == "one"
    assert graph.nodes[0]["present"] == ("EGFR L858R",)
    assert graph.nodes[0]["absent"] == ("EGFR T790M",)
    assert set(graph.nodes[1]["present"]) == {"EGFR L858R", "EGFR T790M"}
    assert (graph.nodes[2]["sampled"], graph.nodes[2]["why"]) == (False, "not tested after")
    assert [(a, b, key) for a, b, key in graph.edges(keys=True)] == [
        (0, 1, "gefitinib"),
        (1, 2, "osimertinib"),
    ]
    edge = graph.edges[0, 1, "gefitinib"]
    assert edge["gained"] == ("EGFR T790M",)
    assert edge["retained"] == ("EGFR L858R",)
    assert edge["grades"] == {"EGFR T790M": "A"}
    assert edge["mechanisms"] == ("on_target",)


def test_equal_states_of_many_cases_are_one_node_with_counts():
    merged = aggregate(
        [case_of("one"), case_of("two", found="EGFR p.(Thr790Met)"), case_of("three")]
    )

    assert merged.graph["cases"] == ("one", "three", "two")
    assert merged.number_of_nodes() == 3
    assert [merged.nodes[node]["count"] for node in merged] == [3, 3, 3]
    (data,) = [d for _, _, key, d in merged.edges(keys=True, data=True) if key == "gefitinib"]
    assert data["count"] == 3
    assert data["gained"] == {"EGFR T790M": 3}
    assert data["grades"] == {("EGFR T790M", "A"): 3}
    assert data["mechanisms"] == {"on_target": 3}


def test_different_drugs_between_equal_states_are_parallel_edges():
    merged = aggregate([case_of("one"), case_of("two", drug="erlotinib")])

    pairs = [(a, b) for a, b, key in merged.edges(keys=True) if key in ("gefitinib", "erlotinib")]
    assert len(pairs) == 2
    assert len(set(pairs)) == 1


def test_node_numbers_do_not_depend_on_the_order_of_cases():
    several = [case_of("one"), case_of("two", found="MET amplification"), cases.load("ezr-ros1")]

    forth, back = aggregate(several), aggregate(reversed(several))

    assert attribute(forth, "key") == attribute(back, "key")
    assert sorted(forth.edges(keys=True)) == sorted(back.edges(keys=True))
    assert attribute(forth, "count") == attribute(back, "count")


def test_graphs_and_cases_can_be_aggregated_together():
    case = case_of("one")

    assert aggregate([resistance_graph(case)]).number_of_nodes() == 3
    assert aggregate([]).number_of_nodes() == 0


def test_an_aggregated_graph_is_not_of_one_case():
    with pytest.raises(CaseTimelineError, match="each of one case"):
        aggregate([aggregate([case_of("one")])])


def test_a_state_declined_is_not_a_state_never_tested():
    graph = resistance_graph(cases.load("tbc1d32-ros1"))

    assert graph.nodes[1]["why"] == "declined"


def test_a_transformation_changes_the_histology_of_what_follows():
    (case,) = loads("""
case: example
events:
  - {diagnosis: lung adenocarcinoma, at: 2020-01-05}
  - {therapy: gefitinib, line: 1, start: 2020-02-01, end: 2021-01-05}
  - {transformation: small cell lung cancer, at: 2021-01-10}
  - {therapy: etoposide + cisplatin, line: 2, start: 2021-02-01}
""")
    chronology = solve(case)

    found = states(chronology, derive_lines(chronology))
    assert [state.histology for state in found] == [
        "lung adenocarcinoma",
        "small cell lung cancer",
        "small cell lung cancer",
    ]


def test_a_case_without_lines_has_one_state():
    (case,) = loads("case: x\nevents:\n  - {test: NGS, at: 2020, found: [EGFR L858R]}")

    graph = resistance_graph(case)
    assert attribute(graph, "label") == {0: "EGFR L858R"}
