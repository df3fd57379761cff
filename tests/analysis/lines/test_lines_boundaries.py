"""Where a line ends and the next begins: one tiny case a row."""

import attrs
import pytest

from timeline.analysis.lines import (
    HESS_2021,
    OHDSI,
    SAINI_TWELVES_2021,
    STANDARD,
    derive_lines,
)
from timeline.document import loads
from timeline.errors import CaseTimelineError
from timeline.model.truth import Truth

TRUE, FALSE, OPEN = Truth.TRUE, Truth.FALSE, Truth.INDETERMINATE
TAXANES = ("Docetaxel", "Paclitaxel")

DOCETAXEL = "{therapy: docetaxel, id: a, setting: advanced, start: 2020-01-01, end: 2020-03-01}"
GEFITINIB = "{therapy: gefitinib, id: a, setting: advanced, start: 2020-01-01, end: 2020-03-01}"
DOUBLET = (
    "{therapy: pemetrexed + cisplatin, id: a, setting: advanced,"
    " start: 2020-01-01, end: 2020-03-01}"
)


def stopped(therapy, reason):
    return therapy.replace("}", f', stop: "{reason}"}}')


def of(lines, rule):
    return [f.outcome for line in lines for f in line.rules if f.rule == rule]


@pytest.mark.parametrize(
    ("start", "groups", "outcome"),
    [
        ("2020-01-01", "a b", TRUE),  # the same day
        ("2020-01-28", "a b", TRUE),  # day 27
        ("2020-01-29", "a b", TRUE),  # day 28
        ("2020-01-30", "a | b", FALSE),  # day 29
        ("2020-02", "a | b", FALSE),  # day 31 at least
        ("2020-01", "a | b", OPEN),  # day 0 to 30
        ("2020", "a | b", OPEN),
        ("after start of a", "a | b", OPEN),
        ("2020-01-20/2020-01-29", "a b", TRUE),
        ("2020-01-20/2020-02-05", "a | b", OPEN),
        ("2020-02-05/..", "a | b", FALSE),
        ("start of a + 4 weeks", "a | b", OPEN),  # 28 to 34 days
        ("start of a + 5 weeks", "a | b", FALSE),
    ],
)
def test_a_drug_added_around_the_window(derived, grouped, start, groups, outcome):
    events = (DOCETAXEL, f"{{therapy: bevacizumab, id: b, setting: advanced, start: {start}}}")

    assert of(derived(*events), "within-window") == [outcome]
    assert grouped(*events) == groups


@pytest.mark.parametrize("precision", ["2020-01-01", "2020-01", "2020"])
def test_the_window_of_a_start_known_to_the_day_month_or_year(derived, precision):
    first = DOCETAXEL.replace("start: 2020-01-01, end: 2020-03-01", f"start: {precision}")
    later = "{therapy: bevacizumab, id: b, setting: advanced, start: 2020-03-15}"
    near = later.replace("2020-03-15", "2020-02-05")

    coarse = OPEN if precision == "2020" else FALSE
    assert of(derived(first, later), "within-window") == [coarse]
    assert of(derived(first, near), "within-window") == [
        OPEN if precision != "2020-01-01" else FALSE
    ]


@pytest.mark.parametrize(
    ("stop", "rules", "groups"),
    [
        ("toxicity", STANDARD, "a | b"),
        ("patient's wish", STANDARD, "a | b"),
        ("financial", STANDARD, "a | b"),
        ("trial withdrawal", STANDARD, "a | b"),
        ("other", STANDARD, "a | b"),
        ("progression", STANDARD, "a | b"),
        ("completed", STANDARD, "a b"),
        ("planned switch", STANDARD, "a b"),
        ("not stated", STANDARD, "a | b"),
        ("toxicity", HESS_2021, "a b"),
        ("progression", HESS_2021, "a b"),
        ("toxicity", OHDSI, "a b"),
    ],
)
def test_a_drug_in_place_of_another_within_the_window(grouped, stop, rules, groups):
    first = stopped(
        "{therapy: docetaxel, id: a, setting: advanced, start: 2020-01-01, end: 2020-01-10}", stop
    )
    second = "{therapy: osimertinib, id: b, setting: advanced, start: 2020-01-15}"

    assert grouped(first, second, rules=rules) == groups


def test_two_single_doses_of_one_cycle_are_one_regimen(grouped):
    one = "{therapy: docetaxel, id: a, setting: advanced, at: 2020-01-01}"
    other = "{therapy: carboplatin, id: b, setting: advanced, at: 2020-01-02}"

    assert grouped(one, other) == "a b"


@pytest.mark.parametrize(
    ("resumed", "rules", "groups", "outcome"),
    [
        ("2020-03-02", STANDARD, "a b", FALSE),
        ("2020-08-27", STANDARD, "a b", FALSE),  # 179 days
        ("2020-08-28", STANDARD, "a b", FALSE),  # 180
        ("2020-08-29", STANDARD, "a | b", TRUE),  # 181
        ("2020-08", STANDARD, "a b", OPEN),
        ("2020", STANDARD, "a b", OPEN),
        ("2021", STANDARD, "a | b", TRUE),
        ("after end of a", STANDARD, "a b", OPEN),
        ("2020-05-30", OHDSI, "a b", FALSE),  # 90
        ("2020-05-31", OHDSI, "a | b", TRUE),  # 91
        ("2020-06-29", attrs.evolve(HESS_2021, gap=120), "a b", FALSE),  # 120
        ("2020-06-30", attrs.evolve(HESS_2021, gap=120), "a | b", TRUE),  # 121
        ("2020-08-28", HESS_2021, "a b", FALSE),
        ("2020-08-29", HESS_2021, "a | b", TRUE),
    ],
)
def test_the_same_drug_after_an_interruption(derived, grouped, resumed, rules, groups, outcome):
    events = DOCETAXEL, f"{{therapy: docetaxel, id: b, setting: advanced, start: {resumed}}}"

    assert of(derived(*events, rules=rules), "gap-ends") == [outcome]
    assert grouped(*events, rules=rules) == groups


@pytest.mark.parametrize(
    ("end", "outcome"),
    [
        ("2020-03-01", TRUE),
        ("2020-03", TRUE),
        ("2020-07/2020-10", OPEN),
        ("2020-11", FALSE),
        ("../2020-03", TRUE),
        ("after 2020-02", OPEN),
    ],
)
def test_the_gap_after_an_end_known_in_part(derived, end, outcome):
    first = DOCETAXEL.replace("end: 2020-03-01", f"end: {end}")
    second = "{therapy: docetaxel, id: b, setting: advanced, start: 2021-02-01}"

    assert of(derived(first, second), "gap-ends") == [outcome]


@pytest.mark.parametrize(
    ("rules", "drug", "groups"),
    [
        (STANDARD, "gefitinib", "a b"),
        (STANDARD, "anlotinib", "a b"),
        (STANDARD, "pembrolizumab", "a | b"),
        (attrs.evolve(STANDARD, oral_targeted_exempt=False), "gefitinib", "a | b"),
        (HESS_2021, "gefitinib", "a b"),  # on its list
        (HESS_2021, "anlotinib", "a | b"),  # not on it
        (OHDSI, "gefitinib", "a | b"),
        (SAINI_TWELVES_2021, "pembrolizumab", "a b"),  # no gap in days
        (attrs.evolve(STANDARD, gap=None), "pembrolizumab", "a b"),
    ],
)
def test_drugs_that_may_be_resumed_after_any_gap(grouped, rules, drug, groups):
    first = f"{{therapy: {drug}, id: a, setting: advanced, start: 2020-01-01, end: 2020-03-01}}"
    second = f"{{therapy: {drug}, id: b, setting: advanced, start: 2022-01-01}}"

    assert grouped(first, second, rules=rules) == groups


@pytest.mark.parametrize(
    ("first", "second", "rules", "groups"),
    [
        ("pemetrexed + cisplatin", "pemetrexed + carboplatin", STANDARD, "a b"),
        ("cisplatin", "carboplatin", attrs.evolve(STANDARD, stand_ins=()), "a | b"),
        ("docetaxel", "paclitaxel", attrs.evolve(STANDARD, stand_ins=[TAXANES]), "a b"),
        ("pemetrexed + carboplatin", "pemetrexed + cisplatin", HESS_2021, "a b"),
        ("pemetrexed + carboplatin", "pemetrexed + nedaplatin", STANDARD, "a b"),
        ("pemetrexed + carboplatin", "pemetrexed + nedaplatin", HESS_2021, "a | b"),
        ("paclitaxel", "nab-paclitaxel", STANDARD, "a b"),
        ("paclitaxel", "albumin-bound paclitaxel", HESS_2021, "a b"),  # by its other name
        ("paclitaxel", "docetaxel", STANDARD, "a | b"),
        ("paclitaxel", "nab-paclitaxel", OHDSI, "a | b"),
        ("pemetrexed + cisplatin", "gemcitabine + cisplatin", STANDARD, "a | b"),
        ("Xalkori", "crizotinib", STANDARD, "a b"),
    ],
)
def test_substitutions(grouped, first, second, rules, groups):
    one = f"{{therapy: {first}, id: a, setting: advanced, start: 2020-01-01, end: 2020-03-01}}"
    other = f"{{therapy: {second}, id: b, setting: advanced, start: 2020-03-05}}"

    assert grouped(one, other, rules=rules) == groups


@pytest.mark.parametrize(
    ("first", "second", "rules", "outcome", "groups"),
    [
        ("alectinib", "ensartinib", STANDARD, TRUE, "a b"),
        ("alectinib", "osimertinib", STANDARD, FALSE, "a | b"),
        ("docetaxel", "gemcitabine", STANDARD, OPEN, "a | b"),  # chemotherapy is no class by target
        ("nivolumab + docetaxel", "pembrolizumab + docetaxel", STANDARD, TRUE, "a b"),
        ("unheard-of", "osimertinib", STANDARD, FALSE, "a | b"),
    ],
)
def test_a_switch_for_toxicity(derived, grouped, first, second, rules, outcome, groups):
    one = (
        f"{{therapy: {first}, id: a, setting: advanced, start: 2020-01-01, end: 2020-03-01,"
        " stop: toxicity}"
    )
    other = f"{{therapy: {second}, id: b, setting: advanced, start: 2020-03-15}}"

    assert of(derived(one, other, rules=rules), "toxicity-switch") == [outcome]
    assert grouped(one, other, rules=rules) == groups
    off = attrs.evolve(rules, toxicity_keeps=False)
    assert grouped(one, other, rules=off) == "a | b"


def test_an_adverse_event_that_stopped_a_drug_is_a_toxicity(grouped):
    one = "{therapy: alectinib, id: a, setting: advanced, start: 2020-01, end: 2020-03}"
    event = "{adverse_event: rash, start: 2020-02, attributed_to: a, effect: stopped}"
    other = "{therapy: ensartinib, id: b, setting: advanced, start: 2020-04}"

    assert grouped(one, event, other) == "a b"
    assert grouped(one, event.replace("stopped", "none"), other) == "a | b"
    assert grouped(one, event.replace("effect", "presence: absent, effect"), other) == "a | b"


@pytest.mark.parametrize(
    ("rules", "second", "groups"),
    [
        (STANDARD, "pemetrexed", "a b"),
        (attrs.evolve(STANDARD, dropping_keeps=False), "pemetrexed", "a | b"),
        (STANDARD, "gemcitabine", "a | b"),
        (HESS_2021, "docetaxel", "a b"),  # its switch maintenance
        (HESS_2021, "gemcitabine", "a | b"),
        (STANDARD, "pemetrexed + cisplatin + bevacizumab", "a | b"),
        (
            attrs.evolve(STANDARD, adding_starts=False),
            "pemetrexed + cisplatin + bevacizumab",
            "a b",
        ),
    ],
)
def test_fewer_or_more_drugs_after_the_window(grouped, rules, second, groups):
    other = f"{{therapy: {second}, id: b, setting: advanced, start: 2020-03-05}}"

    assert grouped(DOUBLET, other, rules=rules) == groups


@pytest.mark.parametrize("end", ["2020-03-01", "2020-06-01", "ongoing"])
def test_a_drug_added_to_what_goes_on(grouped, end):
    first = DOCETAXEL.replace("end: 2020-03-01", f"end: {end}")
    other = "{therapy: bevacizumab, id: b, setting: advanced, start: 2020-04-01}"
    kept = attrs.evolve(STANDARD, adding_starts=False)

    assert grouped(first, other) == "a | b"
    assert grouped(first, other, rules=kept) == ("a | b" if end == "2020-03-01" else "a b")


@pytest.mark.parametrize(
    ("phase", "groups"),
    [
        ("maintenance", "a b"),
        ("switch maintenance", "a b"),
        ("consolidation", "a b"),
        ("concurrent", "a b"),
        ("induction", "a | b"),
    ],
)
def test_a_stated_phase_keeps_the_line(grouped, phase, groups):
    other = f"{{therapy: durvalumab, id: b, setting: advanced, phase: {phase}, start: 2020-03-20}}"

    assert grouped(DOUBLET, other) == groups
    if phase != "concurrent":
        off = attrs.evolve(STANDARD, maintenance_is_a_phase=False, consolidation_is_a_phase=False)
        assert grouped(DOUBLET, other, rules=off) == "a | b"
    assert grouped(stopped(DOUBLET, "progression"), other) == "a | b"


def test_a_sequence_that_was_planned_is_one_line(grouped):
    first = stopped(DOUBLET, "planned switch")
    second = "{therapy: docetaxel, id: b, setting: advanced, start: 2020-03-20}"

    assert grouped(first, second) == "a b"
    assert grouped(first, second, rules=attrs.evolve(STANDARD, planned_switch_keeps=False)) == (
        "a | b"
    )


@pytest.mark.parametrize(
    ("sign", "outcome"),
    [
        ("{progression: liver, at: 2020-02-20}", TRUE),
        ("{progression: liver, at: 2020-03-05}", TRUE),  # the day the next course begins
        ("{progression: liver, at: 2020-01-01}", FALSE),  # why the course was begun
        ("{progression: liver, at: 2020-03-06}", FALSE),
        ("{progression: liver, at: 2020-03}", OPEN),
        ("{progression: liver, at: 2020-01}", OPEN),
        ("{progression: liver}", OPEN),
        ("{progression: liver, certainty: suspected, at: 2020-02-20}", OPEN),
        ("{progression: liver, certainty: excluded, at: 2020-02-20}", FALSE),
        ("{metastasis: brain, at: 2020-02-20}", TRUE),
        ("{assessment: CT, response: PD, at: 2020-02-20}", TRUE),
        ("{assessment: CT, response: SD, at: 2020-02-20}", FALSE),
        ("{assessment: CT, at: 2020-02-20}", FALSE),
        (
            "{assessment: CT, at: 2020-02-20, response: {category: PD, scope: organ, site: a}}",
            TRUE,
        ),
        ("{follow_up: relapse, at: 2020-02-20}", TRUE),
        ("{follow_up: alive, at: 2020-02-20}", FALSE),
        ("{transformation: small cell carcinoma, at: 2020-02-20}", FALSE),
    ],
)
def test_a_progression_between_two_courses(derived, sign, outcome):
    other = (
        "{therapy: nab-paclitaxel, id: b, setting: advanced, phase: maintenance, start: 2020-03-05}"
    )
    lines = derived(DOUBLET, sign, other)

    assert of(lines, "progression-between") == [outcome]
    assert len(lines) == (2 if outcome is TRUE else 1)
    assert bool(lines.alternatives) is (outcome is OPEN)


@pytest.mark.parametrize(
    ("resumed", "rules", "groups"),
    [
        ("2020-03-02", STANDARD, "a b"),  # treatment beyond progression
        ("2020-03-29", STANDARD, "a b"),  # 28 days
        ("2020-03-30", STANDARD, "a | b"),  # taken up again
        ("2020-03-02", attrs.evolve(STANDARD, beyond_progression_keeps=False), "a | b"),
        ("2020-03-30", attrs.evolve(STANDARD, progression_ends=False), "a b"),
        ("2020-03-30", HESS_2021, "a b"),
    ],
)
def test_the_same_drug_after_a_progression(grouped, resumed, rules, groups):
    other = f"{{therapy: gefitinib, id: b, setting: advanced, start: {resumed}}}"

    assert grouped(GEFITINIB, "{progression: liver, at: 2020-02-20}", other, rules=rules) == groups


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ("chemotherapy", "chemotherapy", OPEN),
        ("chemotherapy", "docetaxel", OPEN),
        ("EGFR-TKI", "gefitinib", OPEN),
        ("gefitinib", "EGFR-TKI", OPEN),
        ("trial drug", "osimertinib", OPEN),
        ("chemotherapy", "gefitinib", TRUE),
        ("gefitinib", "chemotherapy", TRUE),
        ("EGFR-TKI", "docetaxel", TRUE),
        ("gefitinib", "chemotherapy + bevacizumab", TRUE),
    ],
)
def test_agents_without_a_name(derived, first, second, outcome):
    one = f"{{therapy: {first}, id: a, setting: advanced, start: 2020-01, end: 2020-03}}"
    other = f"{{therapy: {second}, id: b, setting: advanced, start: 2020-04}}"
    lines = derived(one, other)

    assert len(lines) == 2
    assert bool(lines.alternatives) is (outcome is OPEN)


def test_two_lines_that_share_one_stated_range(derived):
    """The outer dates are stated, the inner boundary is not; the author's numbers part them."""
    lines = derived(
        "{therapy: fulvestrant + palbociclib, id: a, line: 1, start: 2021-12}",
        "{therapy: fulvestrant + alpelisib, id: b, line: 2, start: after end of a, end: 2023-04}",
    )

    assert [line.therapies for line in lines] == [("a",), ("b",)]
    first, second = lines
    assert first.end_bounds.latest == second.end_bounds.latest
    assert second.carried == ("fulvestrant",)
    assert of(lines, "begins-line") == [OPEN]
    assert [other.notation for other in lines.alternatives] == ["LoT 1 (0+1)"]


def test_starts_whose_order_is_not_known(derived):
    lines = derived(
        "{therapy: docetaxel, id: a, setting: advanced, start: 2020, end: 2020}",
        "{therapy: gefitinib, id: b, setting: advanced, start: 2020, end: 2020}",
    )

    assert of(lines, "order-of-starts") == [OPEN]
    orders = {other.lines for other in lines.alternatives}
    assert (("b",), ("a",)) in orders
    assert (("a", "b"),) in orders


def test_two_tumours_are_treated_in_lines_of_their_own(grouped):
    one = DOCETAXEL.replace("id: a,", "id: a, tumour: left,")
    other = "{therapy: docetaxel, id: b, tumour: right, setting: advanced, start: 2020-03-05}"
    (case,) = loads(
        "case: example\ntumours: [{id: left, name: left lung}, {id: right, name: right lung}]\n"
        f"events:\n  - {one}\n  - {other}\n"
    )

    assert [line.therapies for line in derive_lines(case)] == [("a",), ("b",)]
    assert grouped(DOCETAXEL, other.replace("tumour: right, ", "")) == "a b"


@pytest.mark.parametrize("field", ["window", "gap", "lookback_months"])
def test_a_negative_length_is_refused(field):
    with pytest.raises(CaseTimelineError, match=f"{field} is -1"):
        attrs.evolve(STANDARD, **{field: -1})
