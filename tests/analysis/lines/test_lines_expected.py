"""The lines of the shipped cases, counted by hand from the reports."""

import attrs
import pytest

import cases
from timeline.analysis.lines import HESS_2021, OHDSI, STANDARD, derive_lines
from timeline.model.case import Point
from timeline.model.components import Phase, Setting, StopReason
from timeline.model.moments import Edge
from timeline.model.truth import Truth


@pytest.fixture(scope="module")
def ezr():
    return derive_lines(cases.load("ezr-ros1"))


@pytest.fixture(scope="module")
def tbc1d32():
    return derive_lines(cases.load("tbc1d32-ros1"))


def test_ezr_has_one_curative_and_four_palliative_lines(ezr):
    assert ezr.notation == "LoT 5 (1+4)"
    assert [line.therapies for line in ezr] == [
        ("adjuvant",),
        ("icotinib",),
        ("befotertinib",),
        ("anlotinib",),
        ("crizotinib",),
    ]
    assert [line.number for line in ezr] == [1, 2, 3, 4, 5]
    assert [line.palliative for line in ezr] == [None, 1, 2, 3, 4]
    assert [line.reported for line in ezr] == [(), (1,), (2,), (3,), (4,)]
    assert ezr.disagreements == ()


@pytest.mark.parametrize(
    ("months", "counted", "prior"),
    [
        (12, Truth.TRUE, (1, 1)),
        (6, Truth.INDETERMINATE, (0, 1)),
        (None, Truth.FALSE, (0, 0)),
    ],
)
def test_ezr_adjuvant_look_back(months, counted, prior):
    rules = attrs.evolve(STANDARD, lookback_months=months)

    lines = derive_lines(cases.load("ezr-ros1"), rules)

    assert lines.lines[0].counted is counted
    assert lines.lines[1].prior == prior
    told = [other for other in lines.alternatives if "look" in other.why or "early" in other.why]
    assert bool(told) is (counted is Truth.INDETERMINATE)


def test_ezr_what_is_no_line_says_why(ezr):
    assert {out.event: out.rule for out in ezr.excluded} == {
        "lobectomy": "local-treatment",
        "femur-radiotherapy": "local-treatment",
        "zoledronic-acid": "supportive-care",
        "incadronate-5mg": "supportive-care",
        "denosumab": "supportive-care",
        "incadronate-10mg": "supportive-care",
        "intrapleural": "local-route",
        "antiemetics": "supportive-care",
    }
    assert ezr.line_of("intrapleural") is None
    assert ezr.line_of("crizotinib").number == 5


def test_ezr_ends_as_far_as_they_are_told(ezr):
    adjuvant, icotinib, befotertinib, _, crizotinib = ezr

    assert (adjuvant.end_reason, adjuvant.end_evidence) == (StopReason.TOXICITY, ("gi-toxicity",))
    assert icotinib.end_reason is StopReason.NOT_STATED
    assert "ct-2019" in icotinib.end_evidence
    assert befotertinib.end_evidence == ()  # no progression is documented for it
    assert crizotinib.ongoing
    assert (crizotinib.duration.least, crizotinib.duration.censored) == (641, True)


def test_ezr_befotertinib_and_anlotinib_may_have_begun_together(ezr):
    anlotinib = ezr.line_of("anlotinib")
    (other,) = [a for a in ezr.alternatives if ("befotertinib", "anlotinib") in a.lines]

    assert other.notation == "LoT 4 (1+3)"
    assert [f.outcome for f in anlotinib.rules if f.rule == "begins-line"] == [Truth.INDETERMINATE]


def test_tbc1d32_has_two_palliative_lines_and_maintenance_is_a_phase_of_the_second(tbc1d32):
    assert tbc1d32.notation == "LoT 2 (0+2)"
    first, second = tbc1d32

    assert first.end_reason is StopReason.PROGRESSION
    assert first.end_evidence == ("ct-progression",)
    assert [(p.phase, p.therapies, p.stated) for p in second.phases] == [
        (Phase.INDUCTION, ("chemoimmunotherapy",), True),
        (Phase.MAINTENANCE, ("maintenance",), True),
    ]
    assert second.drugs == ("serplulimab", "etoposide", "cisplatin")
    assert second.start == Point("chemoimmunotherapy", Edge.START)
    assert second.end == Point("maintenance", Edge.END)
    assert second.reported == (2,)
    assert second.setting is Setting.ADVANCED
    assert tbc1d32.alternatives == ()


@pytest.mark.parametrize("rules", [HESS_2021, OHDSI])
def test_claims_rules_do_not_know_the_progression_three_weeks_after_crizotinib(rules):
    """23 days are within the window, and rules for claims ask nothing else."""
    lines = derive_lines(cases.load("tbc1d32-ros1"), rules)

    assert lines.lines[0].therapies[:2] == ("crizotinib", "chemoimmunotherapy")
