"""Settings, the look-back to curative treatment, and how lines are counted."""

import attrs
import pytest

from timeline.analysis.lines import STANDARD
from timeline.model.components import Setting
from timeline.model.truth import Truth

TRUE, FALSE, OPEN = Truth.TRUE, Truth.FALSE, Truth.INDETERMINATE
ADJUVANT = "{therapy: cisplatin, id: a, setting: adjuvant, start: 2020-01-01, end: 2020-03-15}"
FIRST = "{therapy: gefitinib, id: b, setting: advanced, start: 2022-01-01}"


@pytest.mark.parametrize(
    ("stated", "setting", "curative", "notation"),
    [
        ("setting: adjuvant", Setting.ADJUVANT, TRUE, "LoT 1 (1+0)"),
        ("setting: neoadjuvant", Setting.NEOADJUVANT, TRUE, "LoT 1 (1+0)"),
        ("setting: curative", Setting.CURATIVE, TRUE, "LoT 1 (1+0)"),
        ("setting: advanced", Setting.ADVANCED, FALSE, "LoT 1 (0+1)"),
        ("line: 1", Setting.ADVANCED, FALSE, "LoT 1 (0+1)"),
        ("line: 1, setting: curative", Setting.CURATIVE, TRUE, "LoT 1 (1+0)"),
        ("start: 2020", Setting.NOT_STATED, OPEN, "LoT 1 (0–1+0–1)"),
    ],
)
def test_the_setting_of_a_line(derived, stated, setting, curative, notation):
    lines = derived(f"{{therapy: docetaxel, {stated}}}")

    assert [(line.setting, line.curative) for line in lines] == [(setting, curative)]
    assert lines.notation == notation


@pytest.mark.parametrize(
    ("known", "setting"),
    [
        ("{metastasis: liver, at: 2019-12-01}", Setting.ADVANCED),
        ("{metastasis: liver, at: 2020-01-10}", Setting.ADVANCED),
        ("{metastasis: liver, at: 2020-01-11}", Setting.NOT_STATED),
        ("{metastasis: liver, at: 2020-01}", Setting.NOT_STATED),
        ("{metastasis: liver, certainty: suspected, at: 2019-12-01}", Setting.NOT_STATED),
        ("{metastasis: liver, certainty: excluded, at: 2019-12-01}", Setting.NOT_STATED),
        (
            '{diagnosis: adenocarcinoma, at: 2019, stage: {system: TNM, edition: "8", group: IVA}}',
            Setting.ADVANCED,
        ),
        (
            '{diagnosis: adenocarcinoma, at: 2019, stage: {system: TNM, edition: "8", tnm: T2M1b}}',
            Setting.ADVANCED,
        ),
        (
            '{diagnosis: adenocarcinoma, at: 2019, stage: {system: TNM, edition: "8", group: IIB}}',
            Setting.NOT_STATED,
        ),
        (
            "{diagnosis: small cell carcinoma, at: 2019, stage: {system: VALG, group: extensive}}",
            Setting.ADVANCED,
        ),
        (
            "{therapy: cisplatin, id: c, setting: advanced, start: 2018, end: 2019}",
            Setting.ADVANCED,
        ),
        (
            "{therapy: cisplatin, id: c, setting: adjuvant, start: 2018, end: 2019}",
            Setting.NOT_STATED,
        ),
    ],
)
def test_a_setting_that_follows_from_what_was_known(derived, known, setting):
    lines = derived(known, "{therapy: docetaxel, id: a, start: 2020-01-10}")

    assert lines.line_of("a").setting is setting


@pytest.mark.parametrize(
    ("relapse", "months", "counted"),
    [
        ("{metastasis: bone, at: 2020-09-15}", 6, TRUE),  # six months to the day
        ("{metastasis: bone, at: 2020-09-16}", 6, FALSE),
        ("{metastasis: bone, at: 2020-09}", 6, OPEN),
        ("{metastasis: bone, at: 2020}", 6, OPEN),
        ("{metastasis: bone, at: 2020}", 12, OPEN),  # perhaps the day it began: no relapse
        ("{metastasis: bone, at: 2020-02/2020-12}", 12, TRUE),
        ("{metastasis: bone, at: 2021}", 6, FALSE),
        ("{progression: bone, at: 2021-03-15}", 12, TRUE),
        ("{progression: bone, at: 2021-03-16}", 12, FALSE),
        ("{progression: bone, at: 2020-02-01}", 6, TRUE),  # on treatment
        ("{progression: bone, certainty: suspected, at: 2020-05-01}", 6, OPEN),
        ("{progression: bone, certainty: excluded, at: 2020-05-01}", 6, OPEN),  # nothing dated
        ("{assessment: CT, response: PD, at: 2020-08-01}", 6, TRUE),
        ("{follow_up: recurrence, at: 2020-08-01}", 6, TRUE),
        ("{follow_up: no recurrence, at: 2020-08-01}", 6, OPEN),
        ("{metastasis: bone, at: 2019-06-01}", 6, OPEN),  # before it: no relapse
        ("{metastasis: bone, at: 2020-09-15}", None, FALSE),
    ],
)
def test_look_back_from_the_relapse(derived, relapse, months, counted):
    rules = attrs.evolve(STANDARD, lookback_months=months)
    lines = derived(ADJUVANT, relapse, FIRST, rules=rules)

    first, second = lines
    assert first.counted is counted
    assert (first.palliative, second.palliative) == (None, 1)
    assert second.prior == (int(counted is TRUE), int(counted is not FALSE))
    assert lines.notation == "LoT 2 (1+1)"


@pytest.mark.parametrize(
    ("end", "counted"),
    [("2020-03-15", TRUE), ("2020-03", OPEN), ("2020-04", TRUE), ("../2020-02", FALSE)],
)
def test_look_back_to_an_end_known_in_part(derived, end, counted):
    adjuvant = ADJUVANT.replace("2020-03-15", end)

    lines = derived(adjuvant, "{metastasis: bone, at: 2020-09-15}", FIRST)

    assert lines.lines[0].counted is counted


def test_without_a_dated_relapse_the_next_line_is_the_latest_it_can_be(derived):
    early = FIRST.replace("2022-01-01", "2020-08-01")

    assert derived(ADJUVANT, early).lines[0].counted is TRUE
    assert derived(ADJUVANT, FIRST).lines[0].counted is OPEN
    assert derived(ADJUVANT).lines[0].counted is FALSE


@pytest.mark.parametrize(
    ("between", "together", "apart"),
    [
        ("{procedure: lobectomy, type: surgery, at: 2020-04-01}", "n a | b", "n | a | b"),
        ("{progression: liver, at: 2020-03-20}", "n | a | b", "n | a | b"),
    ],
)
def test_neoadjuvant_and_adjuvant_treatment(grouped, between, together, apart):
    neoadjuvant = (
        "{therapy: docetaxel, id: n, setting: neoadjuvant, start: 2020-01-01, end: 2020-03-01}"
    )
    adjuvant = "{therapy: tamoxifen, id: a, setting: adjuvant, start: 2020-05-01, end: 2021-05-01}"
    events = neoadjuvant, between, adjuvant, FIRST

    assert grouped(*events) == together
    assert grouped(*events, rules=attrs.evolve(STANDARD, curative_is_one=False)) == apart


def test_curative_and_palliative_lines_never_merge(grouped):
    adjuvant = ADJUVANT.replace("cisplatin", "gefitinib")

    assert grouped(adjuvant, FIRST.replace("2022-01-01", "2020-03-16")) == "a | b"


def test_an_unknown_intent_is_shown_both_ways(derived):
    lines = derived("{therapy: docetaxel, id: a, start: 2020}")

    assert {other.notation for other in lines.alternatives} == {"LoT 1 (1+0)", "LoT 1 (0+1)"}
    assert lines.lines[0].counted is OPEN
