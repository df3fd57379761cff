"""One reading of "did it progress?" and of "is the patient dead?" by all that ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cases
from render.figures.common.event_kinds import markers_of
from render.figures.common.last_state import EndState
from render.figures.sequence.content import paths
from timeline.analysis.answers import answers_of
from timeline.analysis.checks import check
from timeline.analysis.endpoints import Status, endpoint, endpoints
from timeline.analysis.evidence.disease import Kind, disease_evidence
from timeline.analysis.evidence.life import is_dead, shows_death, tells_death
from timeline.analysis.lines import STANDARD, derive_lines
from timeline.analysis.lines.boundary_evidence import CaseEvidence
from timeline.analysis.resistance import resistance
from timeline.analysis.resistance.progression import progressions
from timeline.analysis.response import best_response
from timeline.analysis.response.reading import read_records
from timeline.document import loads
from timeline.model.components import StopReason
from timeline.model.truth import Truth

PROGRESSED = """
case: prog
patient: {sex: female, age: 60 years}
events:
  - {diagnosis: lung adenocarcinoma, at: 2020-01-01}
  - {therapy: osimertinib, line: 1, start: 2020-02-01, end: 2021-02-01}
  - {assessment: CT, id: ct1, at: 2020-06-01, response: PR}
  - {metastasis: brain, at: 2021-01-15}
  - {therapy: docetaxel, line: 2, start: 2021-03-01, end: 2021-09-01}
  - {assessment: CT, id: ct2, at: 2021-05-01, response: SD}
  - {progression: liver, at: 2021-08-20, certainty: not stated}
  - {therapy: gemcitabine, line: 3, start: 2021-10-01, end: 2022-05-01}
  - {assessment: CT, id: ct3, at: 2021-12-01, response: SD}
  - {transformation: small cell lung cancer, at: 2022-04-20}
  - {follow_up: alive, at: 2022-12-01}
"""


def test_a_metastasis_a_doubt_and_a_transformation_are_read_alike_by_all():
    (case,) = loads(PROGRESSED)

    told = [(each.event.id, each.kind) for each in disease_evidence(case)]
    pfs = [(r.status, r.days.least, r.what) for r in endpoints(case) if r.endpoint == "PFS"]
    failures = [row.failure for row in resistance(case)]

    assert told == [("brain", Kind.NEW_METASTASIS), ("liver", Kind.PROGRESSION)]
    assert pfs[:2] == [
        (Status.EVENT, 349, "new metastasis"),
        (Status.EVENT, 172, "progression (certainty: not stated)"),
    ]
    assert pfs[2][0] is Status.CENSORED
    assert [failed.happened for failed in failures] == [Truth.TRUE, Truth.TRUE, Truth.FALSE]
    assert [failed.after.least for failed in failures[:2]] == [349, 172]


def agree(case):
    """Whether all that ask of a case read the same progressions and deaths, as sure as each."""
    answers = answers_of(case)
    signs = CaseEvidence(answers.chronology, STANDARD).progressions
    records = read_records(case)
    evidence = list(disease_evidence(case))
    ids = [each.event.id for each in evidence]
    sure = {each.event.id for each in evidence if each.sure is Truth.TRUE}

    # lines, responses, endpoints, resistance: the same events, as sure
    assert [sign.id for sign in signs] == ids
    assert {sign.id for sign in signs if sign.sure} == sure
    assert [worse.event.id for worse in progressions(case)] == ids
    assert {sign.event for sign in records.documented} == sure
    for line in derive_lines(answers):
        assert {e for e in line.end_evidence if case.event(e).key != "adverse_event"} <= set(ids)

    # endpoints against resistance, both ways; the best response comes no later than either
    asked = {(r.endpoint, r.line): r for r in endpoints(answers)}
    for row in resistance(answers):
        found = asked["TTP", row.line]
        if found.status is Status.EVENT:
            assert row.failure.happened is Truth.TRUE
        if found.status is Status.CENSORED:
            assert row.failure.happened is not Truth.TRUE
        if row.failure.happened is Truth.TRUE:
            assert found.status is not Status.CENSORED
        if row.failure.happened is Truth.FALSE:
            assert found.status is not Status.EVENT
        best = best_response(answers, row.line)
        if found.status is Status.EVENT and best.responded is Truth.TRUE and best.days:
            assert found.days.most is None or best.days.least <= found.days.most

    # dead or alive: responses, endpoints, checks, figures
    dead = is_dead(case)
    assert bool(records.deaths or records.told_dead) is dead
    assert any(r.status is Status.EVENT for (n, _), r in asked.items() if n == "OS") <= dead
    assert (paths([case])[0].end is EndState.DEAD) is dead
    after = [finding for finding in check(answers) if finding.code.endswith("-after-death")]
    assert {finding.events[1] for finding in after} <= {e.id for e in case if shows_death(e)}
    for event in case:
        assert (markers_of(event)[0].meaning == "death") is shows_death(event)


@pytest.mark.parametrize("name", cases.names())
def test_all_agree_on_a_shipped_case(name):
    agree(cases.load(name))


days = st.integers(0, 900)
told = st.sampled_from(
    [
        "progression: liver",
        "progression: liver, certainty: not stated",
        "progression: liver, certainty: suspected",
        "progression: liver, certainty: excluded",
        "metastasis: brain",
        "transformation: small cell lung cancer",
        "assessment: CT, response: PD",
        "assessment: CT, response: SD",
        "assessment: CT, response: [{category: SD}, {category: PD, scope: organ, site: liver}]",
        "assessment: CT, response: {category: PD, scope: organ, site: liver}",
        "assessment: CT, response: {wording: no progression}",
        "follow_up: alive",
        "follow_up: alive with progression",
        "follow_up: died at home",
    ]
)


@given(
    st.lists(st.tuples(told, days), max_size=5),
    st.lists(st.sampled_from(["", ", stop: progression", ", stop: toxicity"]), min_size=2),
)
def test_all_agree_on_made_up_cases(events, stops):
    drugs = ("osimertinib", "docetaxel", "gemcitabine")
    written = [
        f"{{therapy: {drug}, line: {n + 1}, start: day {300 * n + 1}, "
        f"end: day {300 * n + 250}{stop}}}"
        for n, (drug, stop) in enumerate(zip(drugs, stops, strict=False))
    ]
    written += [f"{{{event}, id: e{n}, at: day {day}}}" for n, (event, day) in enumerate(events)]
    listed = "".join("\n  - {visit: admission, id: v, at: day 0}" for _ in range(1))
    listed += "".join(f"\n  - {each}" for each in written)
    (case,) = loads(f"case: made-up\nday_zero: v\nevents:{listed}\n")

    agree(case)


def test_a_treatment_that_stopped_for_progression_tells_of_it_where_nothing_else_does():
    (case,) = loads(
        """
case: stopped
events:
  - {therapy: osimertinib, line: 1, start: 2020-02-01, end: 2021-02-01, stop: progression}
  - {therapy: docetaxel, line: 2, start: 2021-03-01, end: 2021-09-01}
  - {follow_up: alive, at: 2022-12-01}
"""
    )

    found = endpoint(case, "PFS", 1)

    assert (found.status, found.days.least, found.days.most) == (Status.EVENT, 366, 366)
    assert found.what == "treatment stopped for progression"


@pytest.mark.parametrize(
    ("status", "dead"),
    [
        ("died at home", True),
        ("dead of disease", True),
        ("passed away", True),
        ("the patient succumbed to sepsis", True),
        ("deceased", True),
        ("not dead", False),
        ("alive, no deaths", False),
        ("alive; mother died in 2019", False),
        ("alive", False),
        ("lost to follow-up", False),
    ],
)
def test_what_tells_of_a_death(status, dead):
    assert tells_death(status) is dead


def test_a_switch_for_toxicity_is_why_the_line_ended():
    (case,) = loads(
        """
case: switched
events:
  - {therapy: carboplatin, id: c, line: 1, start: 2020-05-01, end: 2020-08-02}
  - {adverse_event: rash, at: 2020-07-20, attributed_to: c, effect: switched to docetaxel}
  - {therapy: docetaxel, line: 2, start: 2020-08-10, end: ongoing}
"""
    )

    assert derive_lines(case).lines[0].end_reason is StopReason.TOXICITY


def test_one_reading_of_death_finds_what_follows_it():
    (case,) = loads(
        """
case: after
events:
  - {follow_up: died at home, id: died, at: 2020-05-01}
  - {follow_up: alive, id: seen, at: 2020-08-01}
  - {progression: liver, id: autopsy, evidence: necropsy, at: 2020-05-02}
"""
    )

    told = [f.events for f in check(case) if f.code == "alive-after-death"]

    assert told == [("seen", "died")]


@pytest.mark.parametrize(
    ("certainty", "curative"),
    [("not stated", Truth.FALSE), ("suspected", Truth.INDETERMINATE)],
)
def test_spread_that_nobody_doubts_makes_a_line_of_advanced_disease(certainty, curative):
    (case,) = loads(
        f"""
case: spread
events:
  - {{metastasis: liver, certainty: {certainty}, at: 2020-01-01}}
  - {{therapy: docetaxel, start: 2020-02-01}}
"""
    )

    assert derive_lines(case).lines[0].curative is curative
