"""No analysis leaves a trace: in any order on one chronology, each answers as it does alone.

A chronology is solved once and asked by everything; what an answer costs is remembered in it, and
what was tried to find one must not be.
"""

import random

import pytest

import cases
from render.figures.catalogue import FIGURES
from render.themes import find_style
from timeline.analysis import check, milestones, stated_intervals, treatment_durations
from timeline.analysis.endpoints import endpoints, treatment_beyond_progression
from timeline.analysis.explain import explain
from timeline.analysis.lines import derive_lines
from timeline.analysis.resistance import resistance, transitions
from timeline.analysis.response import best_responses
from timeline.chronology import solve
from timeline.document import loads
from timeline.model.amounts import Reading
from timeline.model.claims import IntervalClaim


def bounds(chronology):
    return [chronology.bounds(point) for point in chronology.points]


def differences(chronology):
    points = list(chronology.case.points())[:8]
    return [chronology.duration(a, b) for a in points for b in points]


def order(chronology):
    return chronology.order()


def assumptions(chronology):
    return [chronology.rests_on_assumption(point) for point in chronology.case.points()]


def allowed(chronology):
    claims = [c for c in chronology.case.claims if isinstance(c, IntervalClaim)]
    return [chronology.allows(c, reading=reading) for c in claims for reading in Reading]


def drawn(name):
    def draw(chronology):
        return FIGURES[name].draw([chronology], find_style("journal"))

    draw.__name__ = f"{name} figure"
    return draw


ANALYSES = (
    *(bounds, differences, order, assumptions, allowed),
    *(check, stated_intervals, treatment_durations, milestones, explain),
    derive_lines,
    best_responses,
    endpoints,
    transitions,
    resistance,
    treatment_beyond_progression,
    *map(drawn, ("timeline", "swimmer", "resistance", "sequence")),
)

FAULTS = (
    """
    case: relapse
    events:
      - {therapy: letrozole, start: 2023-05}
      - {progression: bone, id: relapse, at: 2024-04}
      - {therapy: docetaxel, start: after relapse}
    claims: [{interval: start of letrozole -> relapse, is: 11 months}]
    """,
    """
    case: twice
    events:
      - {therapy: osimertinib, end: 2013-08-29}
      - {therapy: osimertinib}
      - {assessment: CT, at: 2014}
    claims:
      - {interval: start of osimertinib-1 -> ct, is: 32 days}
    """,
    """
    case: day-numbers
    events:
      - {therapy: osimertinib, start: ct-1}
      - {assessment: CT, id: ct-1, response: SD}
      - {assessment: CT, id: ct-2, at: ct-1 + 3 months, response: PR}
    claims:
      - {interval: start of osimertinib -> cut-off, is: 18 months, endpoint: PFS}
    """,
    """
    case: either
    cut_off: 2021
    events:
      - {diagnosis: adenocarcinoma, at: 2019-01}
      - {therapy: crizotinib, line: 1, start: 2019-02 or 2019-04, end: dx + 11 months}
      - {visit: review, id: dx, at: after start of crizotinib}
      - {progression: brain, at: 2020-01 or after dx}
      - {therapy: lorlatinib, line: 2, start: after progression, end: ongoing}
      - {death: sepsis, at: after 2020-06}
    claims:
      - {interval: start of crizotinib -> progression, is: 11 months, endpoint: PFS}
      - {interval: dx -> death, is: ">24 months"}
    """,
)


def asked(case, analyses):
    chronology = solve(case)
    return {analysis.__name__: analysis(chronology) for analysis in analyses}


def alone(case):
    return {analysis.__name__: analysis(solve(case)) for analysis in ANALYSES}


def assert_any_order_answers_the_same(case, shuffles):
    expected = alone(case)
    for chance in shuffles:
        shuffled = list(ANALYSES)
        chance.shuffle(shuffled)
        answers = asked(case, [*shuffled, *shuffled])  # and the second time as the first
        for name, answer in answers.items():
            assert answer == expected[name], (name, [each.__name__ for each in shuffled])


@pytest.mark.parametrize("text", FAULTS)
def test_of_cases_that_once_came_out_wrong(text):
    (case,) = loads(text)
    assert_any_order_answers_the_same(case, [random.Random(seed) for seed in range(3)])  # noqa: S311


@pytest.mark.parametrize("name", cases.names())
def test_of_every_shipped_case(name):
    assert_any_order_answers_the_same(cases.load(name), [random.Random(name)])  # noqa: S311
