"""What follows of a case is worked out once, whoever asks for it."""

import gc
import weakref

import pytest

import cases
from render.figures.catalogue import FIGURES
from render.themes import find_style
from timeline import analyse, solve
from timeline.analysis import check
from timeline.analysis.answers import Answers, answers_of
from timeline.analysis.endpoints import endpoint, endpoints
from timeline.analysis.explain import explain
from timeline.analysis.lines import OHDSI, derive, derive_lines
from timeline.analysis.resistance import resistance, resistance_graph, transitions
from timeline.analysis.response import best_response, best_responses


@pytest.fixture
def derived(monkeypatch):
    """The rules by which lines were derived, each time they were."""
    asked, work = [], derive._derived

    def counted(answers, rules):
        asked.append(rules.name)
        return work(answers, rules)

    monkeypatch.setattr(derive, "_derived", counted)
    return asked


def test_lines_are_derived_once_for_all_that_rests_on_them(derived):
    one = analyse(cases.load("ezr-ros1"))

    for ask in (best_responses, endpoints, transitions, resistance, resistance_graph, check):
        ask(one)
    best_response(one, 2), endpoint(one, "PFS", 1), explain(one)

    assert derived == ["standard"]
    assert one.lines is derive_lines(one)
    assert one.findings is one.findings


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_one_drawing_derives_the_lines_of_a_case_once_at_most(derived, name):
    FIGURES[name].draw([solve(cases.load("ezr-ros1"))], find_style("journal"))

    assert derived in ([], ["standard"])


def test_other_rules_are_other_answers_about_the_same_case(derived):
    one = analyse(cases.load("ezr-ros1"))
    other = analyse(one, OHDSI)

    assert other.chronology is one.chronology
    assert (one.lines.rules.name, other.lines.rules.name) == ("standard", OHDSI.name)
    assert analyse(one) is one is answers_of(one)
    assert derived == ["standard", OHDSI.name]


def test_answers_are_the_same_whether_kept_or_asked_anew():
    case = cases.load("tbc1d32-ros1")
    kept = answers_of(case)

    for ask in (derive_lines, endpoints, best_responses, transitions, resistance, check, explain):
        assert ask(kept) == ask(kept) == ask(case) == ask(solve(case))


def test_a_case_is_forgotten_without_the_collector():
    class Watched(Answers):
        """One that can be watched."""

    gc.disable()
    try:
        one = Watched(solve(cases.load("ezr-ros1")))
        check(one), endpoints(one), resistance(one)
        gone = weakref.ref(one)
        del one
        assert gone() is None
    finally:
        gc.enable()
