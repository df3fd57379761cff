"""One meaning for what a case tells in several ways, each asked of all that answer it."""

import pytest

from timeline.analysis.checks import check
from timeline.analysis.endpoints import endpoints
from timeline.analysis.explain.explanation import explain
from timeline.analysis.lines import derive_lines
from timeline.analysis.resistance import resistance
from timeline.analysis.resistance.progression import Pattern
from timeline.analysis.response import best_response
from timeline.document import loads


def test_a_declined_transplant_and_a_regimen_beside_another_drug():
    (case,) = loads("""
case: e
events:
  - {diagnosis: chronic myeloid leukaemia, at: 2006}
  - {therapy: imatinib, start: 2006-06, end: 2018-01, stop: progression}
  - {procedure: allo-HSCT, type: transplant, status: declined, reason: patient's wish, at: 2018-02}
  - {therapy: FOLFOX + bevacizumab, start: 2018-03}
""")
    first, second = derive_lines(case)

    assert first.therapies == ("imatinib",)
    assert [phase.therapies for phase in first.phases] == [("imatinib",)]
    assert second.drugs == ("fluorouracil", "oxaliplatin", "bevacizumab")
    assert second.regimen == "FOLFOX + bevacizumab"
    assert "unknown-drug" not in {finding.code for finding in check(case)}


LINE = """
case: same
events:
  - {{diagnosis: lung adenocarcinoma, at: 2020-01-01}}
  - {{therapy: crizotinib, line: 1, start: 2020-02-01, end: 2021-01-01}}
  - {{assessment: CT, id: ct, at: 2020-06-01, response: PR}}
  - {{{told}, id: pd, at: 2020-12-01}}
  - {{therapy: lorlatinib, line: 2, start: 2021-02-01, end: ongoing}}
"""
TOLD = ("assessment: CT, response: PD", "progression: not stated", "follow_up: relapse")


@pytest.mark.parametrize("told", TOLD[1:])
def test_a_progression_is_the_same_as_progressive_disease(told):
    with_pd, with_event = (loads(LINE.format(told=each))[0] for each in (TOLD[0], told))

    def derived(case):
        times = [(r.endpoint, r.line, r.status, r.days) for r in endpoints(case)]
        failed = [(row.failure.happened, row.failure.after) for row in resistance(case)]
        lines = [(line.therapies, line.end_evidence) for line in derive_lines(case)]
        best = best_response(case, 1)
        # What a line was censored at is a look; a progression told without one is none.
        sure = [each for each in times if each[0] in ("TTP", "PFS", "DOR", "OS") and each[1] == 1]
        return sure, failed, lines, (best.category, best.days)

    assert derived(with_event) == derived(with_pd)


@pytest.mark.parametrize(
    ("site", "pattern", "open_"),
    [("pons", Pattern.INTRACRANIAL_ONLY, False), ("liver", Pattern.EXTRACRANIAL_ONLY, True)],
)
def test_the_pons_is_in_the_brain_for_all_that_ask(site, pattern, open_):
    (case,) = loads(f"""
case: brain
patient: {{sex: female, age: 60 years}}
events:
  - {{diagnosis: lung adenocarcinoma, at: 2020-01-01}}
  - {{test: NGS, at: 2020-01-10, found: ["CD74::ROS1"]}}
  - {{therapy: crizotinib, line: 1, start: 2020-02-01, end: 2021-02-01}}
  - {{progression: {site}, at: 2021-01-15}}
  - {{therapy: lorlatinib, line: 2, start: 2021-03-01, end: ongoing}}
""")
    told = "".join(map(str, explain(case)))

    assert resistance(case)[0].failure.pattern is pattern
    assert ("whether the brain was looked at" in told) is open_
