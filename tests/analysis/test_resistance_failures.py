"""How a line failed: when, where, primary or acquired, by which candidates, and what went on."""

import attrs
import pytest

from timeline.analysis.resistance import (
    JACKMAN_2010,
    PFS_BASED,
    SITC_2020,
    ByDuration,
    MechanismClass,
    Pattern,
    ProgressionEvidence,
    Timing,
    Why,
    resistance,
)
from timeline.document import loads
from timeline.model.truth import Truth

DRIVER = "test: NGS, id: first, at: 2020-01-10, depth: 500 x, found: [EGFR L858R], not_found: "
DRIVER += "[EGFR T790M, MET amplification]"


def case_of(*events, drug="gefitinib", end="2021-01-05", following=True, claims=""):
    therapy = f"therapy: {drug}, id: drug, line: 1, start: 2020-02-01, end: {end}"
    after = "therapy: docetaxel, id: next, line: 2, start: 2021-02-01"
    listed = [therapy, *([after] if following else []), *events]
    text = "".join(f"\n  - {{{event}}}" for event in listed)
    (case,) = loads(f"case: example\nassume: [lines-follow-one-another]\nevents:{text}\n{claims}")
    return case


def first_line(*events, criteria=None, evidence=ProgressionEvidence.ANY, **more):
    case = case_of(*events, **more)
    asked = () if criteria is None else (criteria,)
    return resistance(case, *([asked] if asked else []), evidence=evidence)[0]


def verdict(row):
    (one,) = row.verdicts
    return one


def pd(day, more="response: PD"):
    return f"assessment: CT, id: pd, at: {day}, {more}"


@pytest.mark.parametrize(
    ("events", "timing"),
    [
        ([pd("2020-03-01")], Timing.PRIMARY),
        ([pd("2020-12-01")], Timing.ACQUIRED),
        (["assessment: CT, at: 2020-04-15, response: PR", pd("2020-06-15")], Timing.ACQUIRED),
        (["assessment: CT, at: 2020-04-15, response: SD", pd("2020-06-15")], Timing.NEITHER),
        ([pd("2020-06-15")], Timing.CANNOT_BE_SAID),  # whether anything was seen before
        ([pd("2020")], Timing.CANNOT_BE_SAID),
        (["assessment: CT, at: 2020-04-15, response: SD"], Timing.NOT_APPLICABLE),
        ([], Timing.NOT_APPLICABLE),
    ],
)
def test_primary_or_acquired_by_the_time_of_control(events, timing):
    assert verdict(first_line(*events, criteria=PFS_BASED)).timing is timing


def worded(words, day="during drug"):
    return f"assessment: CT, id: look, at: {day}, response: {{wording: {words}}}"


@pytest.mark.parametrize(
    ("events", "timing"),
    [
        ([worded("no response")], Timing.PRIMARY),  # no progression and no length is told
        ([worded("refractory"), pd("2020-03-15")], Timing.PRIMARY),
        ([worded("refractory", "2020-03-01"), pd("2020-12-01")], Timing.ACQUIRED),
        ([worded("remarkable response", "2020-04-15"), pd("2020-08-01")], Timing.ACQUIRED),
        ([worded("possible remarkable response", "2020-04-15"), pd("2020-06-15")], None),
        ([worded("favourable"), pd("2020-03-15", "response: {wording: progressed}")], None),
        ([worded("no response", "2021-03-01")], Timing.NOT_APPLICABLE),  # to the next line
    ],
)
def test_primary_or_acquired_from_a_response_in_words(events, timing):
    row = first_line(*events, criteria=PFS_BASED)

    assert verdict(row).timing is (timing or Timing.CANNOT_BE_SAID)


def test_what_stopped_for_progression_did_so_after_its_response():
    (case,) = loads("""
        case: example
        events:
          - {therapy: vemurafenib, id: drug, lasted: about 6 months, stop: progression}
          - {assessment: CT, at: during drug, response: {wording: remarkable response}}
    """)
    assert verdict_of(case).timing is Timing.ACQUIRED


def verdict_of(case):
    (row,) = resistance(case, [PFS_BASED])
    return verdict(row)


def test_what_is_read_from_words_says_so():
    row = first_line(worded("remarkable response", "2020-04-15"), pd("2020-08-01"))
    responded = next(c for c in row.verdicts[0].criterion if c.name == "response")

    assert responded.met is Truth.TRUE
    assert responded.reason == "a response in look (read from words)"


def test_the_limits_in_months_are_switches():
    stricter = ByDuration(name="stricter", primary_months=12, acquired_months=12)
    row = first_line(pd("2020-12-01"), criteria=stricter)

    assert verdict(row).timing is Timing.PRIMARY


def test_immunotherapy_that_fails_within_six_months_is_primary():
    rows = [pd("2020-06-15")]
    assert verdict(first_line(*rows, criteria=PFS_BASED, drug="nivolumab")).primary is Truth.TRUE
    assert verdict(first_line(*rows, criteria=PFS_BASED)).primary is Truth.INDETERMINATE


@pytest.mark.parametrize(
    ("events", "more", "expected"),
    [
        ([DRIVER, pd("2020-12-01")], {}, "TTTT"),
        ([pd("2020-12-01")], {}, "TTTT"),  # ten months of benefit
        ([pd("2020-04-01")], {}, "TITT"),
        (
            ["test: PCR, at: 2020-01-10, not_found: [EGFR mutation]", pd("2020-04-01")],
            {},
            "TFTT",
        ),
        ([DRIVER, pd("2020-12-01")], {"drug": "gefitinib + pemetrexed"}, "FTTT"),
        ([DRIVER, pd("2021-01-30"), "visit: x, at: 2021-01-30"], {"end": "2020-12-01"}, "TTFT"),
        ([DRIVER, "progression: brain, id: pd, at: 2020-12-01"], {}, "TTFT"),
        (
            [DRIVER, pd("2020-12-01", "response: {category: PD, scope: organ, site: bone}")],
            {},
            "TTIT",
        ),
    ],
)
def test_each_of_jackmans_criteria_is_met_not_met_or_indeterminate(events, more, expected):
    found = verdict(first_line(*events, criteria=JACKMAN_2010, **more))

    letters = {Truth.TRUE: "T", Truth.FALSE: "F", Truth.INDETERMINATE: "I"}
    assert "".join(letters[criterion.met] for criterion in found.criterion) == expected
    assert all(criterion.reason for criterion in found.criterion)
    timing = {"F": Timing.NEITHER, "I": Timing.CANNOT_BE_SAID}
    worst = "F" if "F" in expected else "I"
    assert found.timing is (Timing.ACQUIRED if expected == "TTTT" else timing[worst])


def test_jackman_counts_the_drugs_that_are_asked_for():
    published = attrs.evolve(JACKMAN_2010, drugs=("gefitinib", "erlotinib"))
    events = [DRIVER, pd("2020-12-01")]

    assert verdict(first_line(*events, criteria=published)).timing is Timing.ACQUIRED
    other = first_line(*events, criteria=published, drug="icotinib")
    assert verdict(other).criterion[0].met is Truth.FALSE
    assert first_line(*events, criteria=published, drug="crizotinib").verdicts == ()


@pytest.mark.parametrize(
    ("events", "timing"),
    [
        ([pd("2020-04-01"), "assessment: CT, at: 2020-05-15, response: PD"], Timing.PRIMARY),
        ([pd("2020-04-01")], Timing.CANNOT_BE_SAID),  # no second scan is reported
        ([pd("2020-11-01"), "assessment: CT, at: 2020-12-15, response: PD"], Timing.ACQUIRED),
    ],
)
def test_a_checkpoint_inhibitor_by_the_criteria_of_sitc(events, timing):
    assert verdict(first_line(*events, criteria=SITC_2020, drug="nivolumab")).timing is timing


@pytest.mark.parametrize("drug", ["nivolumab + pemetrexed", "ipilimumab", "tarlatamab"])
def test_sitc_says_nothing_of_combinations_and_of_what_is_no_inhibitor_of_pd_1(drug):
    events = [pd("2020-04-01"), "assessment: CT, at: 2020-05-15, response: PD"]

    assert first_line(*events, criteria=SITC_2020, drug=drug).verdicts == ()


@pytest.mark.parametrize(("drug", "timing"), [("ipilimumab", "primary"), ("tarlatamab", "neither")])
def test_six_months_are_for_checkpoint_inhibitors(drug, timing):
    events = ["assessment: CT, at: 2020-04-15, response: SD", pd("2020-06-15")]

    assert verdict(first_line(*events, criteria=PFS_BASED, drug=drug)).timing == timing


@pytest.mark.parametrize(
    ("day", "timing"),
    [
        ("2022-11-01", Timing.AFTER_STOPPING),
        ("2021-03-31", Timing.AFTER_STOPPING),  # 85 days after the last, and 12 weeks are 84
        ("2021-03-30", Timing.ACQUIRED),
        ("2021", Timing.CANNOT_BE_SAID),
    ],
)
def test_progression_long_after_a_checkpoint_inhibitor_is_neither_primary_nor_acquired(day, timing):
    events = [pd(day), "assessment: CT, at: 2022-12-15, response: PD"]
    row = first_line(*events, criteria=SITC_2020, drug="pembrolizumab", following=False)

    assert verdict(row).timing is timing


@pytest.mark.parametrize("found", ["EGFR G719X", "EGFR G719A", "EGFR G719D"])
def test_any_change_of_g719_sensitises(found):
    test = f"test: NGS, at: 2020-01-10, found: [{found}]"
    row = first_line(test, pd("2020-04-01"), criteria=JACKMAN_2010)

    assert verdict(row).criterion[1].met is Truth.TRUE


@pytest.mark.parametrize(
    ("events", "pattern"),
    [
        (["progression: brain, at: 2020-12-01"], Pattern.INTRACRANIAL_ONLY),
        (["metastasis: leptomeninges, at: 2020-12-01"], Pattern.INTRACRANIAL_ONLY),
        (["progression: liver, at: 2020-12-01"], Pattern.EXTRACRANIAL_ONLY),
        (["progression: skull bone, at: 2020-12-01"], Pattern.EXTRACRANIAL_ONLY),
        (["progression: [brain, liver], at: 2020-12-01"], Pattern.BOTH),
        (["progression: brain, at: 2020-12-01", pd("2020-12-03")], Pattern.NOT_STATED),
        ([pd("2020-12-01")], Pattern.NOT_STATED),
        ([pd("2020-12-01", "response: PD, sites: cerebellum")], Pattern.INTRACRANIAL_ONLY),
    ],
)
def test_the_sites_of_progression_make_its_pattern(events, pattern):
    assert first_line(*events).pattern is pattern


def test_progression_in_the_brain_alone_is_a_sanctuary():
    assert first_line("progression: brain, at: 2020-12-01").mechanisms == (
        MechanismClass.CNS_SANCTUARY,
    )


def test_several_gains_at_once_stay_candidates():
    after = "test: NGS, id: second, at: 2021-01-10, found: [EGFR T790M, MET amplification]"
    row = first_line(DRIVER, pd("2020-12-01"), after)

    assert [candidate.what for candidate in row.candidates] == ["EGFR T790M", "MET amplification"]
    assert row.mechanisms == (MechanismClass.ON_TARGET, MechanismClass.BYPASS)
    assert row.reasons == ()


def test_what_the_drug_is_given_for_is_no_candidate_though_found_first_at_failure():
    after = "test: NGS, id: second, at: 2021-01-10, found: [EGFR L858R, EGFR T790M]"
    row = first_line(pd("2020-12-01"), after)

    assert [candidate.what for candidate in row.candidates] == ["EGFR T790M"]


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (None, Why.NOT_TESTED_AFTER),
        ("test: NGS, id: t, at: 2021-01-10, status: declined, reason: cost", Why.DECLINED),
        ("test: NGS, id: t, at: 2021-01-10, status: failed", Why.FAILED),
        ("test: NGS, id: t, at: 2021-01-10, found: [EGFR L858R]", Why.CAUSE_UNKNOWN),
        ("test: NGS, id: t, at: 2021-01-10, found: [TP53 R273H]", Why.CAUSE_UNKNOWN),
    ],
)
def test_an_unknown_mechanism_says_why(event, why):
    row = first_line(DRIVER, pd("2020-12-01"), *([event] if event else []))

    assert row.mechanisms == (MechanismClass.UNKNOWN,)
    assert {reason.why for reason in row.reasons} == {why}


def test_small_cell_transformation_is_a_candidate_and_no_progression_by_itself():
    row = first_line(
        "diagnosis: lung adenocarcinoma, at: 2020-01-05",
        "transformation: small cell lung cancer, at: 2020-12-05",
    )

    assert row.mechanisms == (MechanismClass.HISTOLOGIC_TRANSFORMATION,)
    assert row.failure.happened is Truth.FALSE


def test_treatment_beyond_progression_runs_to_the_last_day():
    beyond = first_line(pd("2020-10-05")).beyond

    assert (beyond.since, beyond.continued) == ("pd", Truth.TRUE)
    assert (beyond.lasted.least, beyond.lasted.most) == (92, 92)


def test_treatment_beyond_progression_that_goes_on_is_censored():
    beyond = first_line(pd("2020-10-05"), end="ongoing", following=False).beyond

    assert beyond.lasted.censored


def test_a_line_that_ends_with_its_progression_has_none_beyond_it():
    assert first_line(pd("2021-01-05")).beyond is None


def test_a_line_that_may_have_ended_before_its_progression_is_indeterminate():
    beyond = first_line(pd("2021-01")).beyond

    assert beyond.continued is Truth.INDETERMINATE
    assert (beyond.lasted.least, beyond.lasted.most) == (0, 4)


@pytest.mark.parametrize(
    ("events", "evidence", "happened"),
    [
        (["progression: liver, at: 2020-12-01"], ProgressionEvidence.ANY, Truth.TRUE),
        (["progression: liver, at: 2020-12-01"], ProgressionEvidence.RECIST, Truth.FALSE),
        ([pd("2020-12-01")], ProgressionEvidence.RECIST, Truth.TRUE),
        (
            [pd("2020-12-01", "response: {category: PD, scale: RANO}")],
            ProgressionEvidence.RECIST,
            Truth.FALSE,
        ),
        (
            ["progression: liver, certainty: suspected, at: 2020-12-01"],
            ProgressionEvidence.ANY,
            Truth.INDETERMINATE,
        ),
        (
            ["progression: liver, certainty: excluded, at: 2020-12-01"],
            ProgressionEvidence.ANY,
            Truth.FALSE,
        ),
        (
            [pd("2021-02")],
            ProgressionEvidence.ANY,
            Truth.INDETERMINATE,
        ),  # of this line or of the next
    ],
)
def test_what_counts_as_progression(events, evidence, happened):
    assert first_line(*events, evidence=evidence).failure.happened is happened


def test_a_stop_for_progression_is_one_on_the_last_day_where_nothing_else_tells():
    (case,) = loads(
        "case: example\nevents:\n"
        "  - {therapy: gefitinib, id: drug, line: 1, start: 2020-02-01, end: 2020-03-02,"
        " stop: progression}"
    )
    (row,) = resistance(case)

    assert row.failure.first == ("drug",)
    assert (row.failure.after.least, row.failure.after.most) == (30, 30)


def test_a_claimed_best_response_counts():
    claims = "claims:\n  - {response: PR, of: drug}\n"
    row = first_line(pd("2020-06-15"), claims=claims, criteria=PFS_BASED)

    assert verdict(row).timing is Timing.ACQUIRED
