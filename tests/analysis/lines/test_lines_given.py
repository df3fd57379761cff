"""What was given makes the line: cells, combinations, regimens, classes, however they are told."""

import pytest

from timeline.analysis.consistency import drugs_are_known
from timeline.analysis.lines import OHDSI, derive_lines
from timeline.chronology import solve
from timeline.document import loads
from timeline.model.components import Phase, StopReason
from timeline.model.truth import Truth

R_CHOP = (
    "{therapy: rituximab + cyclophosphamide + doxorubicin + vincristine + prednisone,"
    " regimen: R-CHOP, id: rchop, line: 1, start: 2020-02-01, end: 2020-06-01, stop: progression}"
)
BORTEZOMIB = (
    "{therapy: [{name: bortezomib, drug_class: proteasome inhibitor}, {name: dexamethasone}],"
    " id: vd, line: 1, start: 2020-02-01, end: 2020-06-01, stop: progression}"
)
ALLOGRAFT = (
    "{procedure: allogeneic stem cell transplantation, id: allo, type: transplant, at: 2020-09-01}"
)


def phases(line):
    return [(phase.phase, phase.therapies) for phase in line.phases]


def fired(lines, rule):
    return [(f.outcome, f.why) for line in lines for f in line.rules if f.rule == rule]


def classes_of(lines):
    return [line.drug_classes for line in lines]


@pytest.mark.parametrize("stop", [", stop: progression", ""])
def test_nothing_consolidates_after_progression(derived, stop):
    bortezomib = BORTEZOMIB.replace(", stop: progression", stop)
    lines = derived(bortezomib, "{progression: bone, at: 2020-06-01}", ALLOGRAFT)

    assert [phase.therapies for phase in lines.lines[0].phases] == [("vd",)]
    assert [each.event for each in lines.excluded] == ["allo"]
    assert [outcome for outcome, _ in fired(lines, "transplant-consolidates")] == [Truth.FALSE]


def test_a_transplant_without_progression_consolidates(derived):
    (line,) = derived(BORTEZOMIB.replace("progression", "completed"), ALLOGRAFT)

    assert (Phase.CONSOLIDATION, ("allo",)) in phases(line)


@pytest.mark.parametrize(
    "outcome",
    [
        "outcome: declined",
        'outcome: "not done, infection"',
        "outcome: refused by the patient",
        "status: declined, reason: patient's wish",
    ],
)
def test_a_transplant_that_was_not_done_consolidates_nothing(derived, outcome):
    declined = ALLOGRAFT.replace("at:", f"{outcome}, at:")
    (line,) = derived(BORTEZOMIB.replace("progression", "completed"), declined)

    assert phases(line) == [(None, ("vd",))]


@pytest.mark.parametrize(
    "cells",
    [
        "{procedure: CAR-T cell infusion, id: cart, type: transplant, at: 2020-09-01}",
        "{therapy: axicabtagene ciloleucel, id: cart, at: 2020-09-01}",
        "{therapy: axi-cel, id: cart, line: 2, at: 2020-09-01}",
        "{therapy: [{name: MB-CART2019.1, drug_class: CAR-T cells}], id: cart, at: 2020-09-01}",
    ],
)
@pytest.mark.parametrize("number", ["", ", line: 2"])
def test_cells_are_the_line_and_lymphodepletion_prepares_it(derived, cells, number):
    depletion = (
        f"{{therapy: fludarabine + cyclophosphamide, id: ld{number},"
        " start: 2020-08-25, end: 2020-08-27}"
    )
    lines = derived("{diagnosis: lymphoma, at: 2020-01-01}", R_CHOP, depletion, cells)

    assert [line.therapies for line in lines] == [("rchop",), ("ld", "cart")]
    second = lines.lines[1]
    assert phases(second) == [(Phase.LYMPHODEPLETION, ("ld",)), (None, ("cart",))]
    assert second.drug_classes == ("cell therapy",)
    assert (second.carried, second.rechallenge_of) == ((), None)
    assert lines.alternatives == lines.disagreements == ()


def test_bridging_and_lymphodepletion_are_phases_of_the_line_of_cells(derived):
    lines = derived(
        "{therapy: [{name: lenalidomide, drug_class: immunomodulator}], id: maint, line: 1,"
        " start: 2018-10-01, end: 2020-10-01, stop: progression}",
        "{procedure: leukapheresis, id: aph, at: 2020-12-10}",
        "{therapy: cyclophosphamide, id: bridge, start: 2020-12-15, end: 2021-01-01}",
        "{therapy: fludarabine + cyclophosphamide, id: ld, start: 2021-01-20, end: 2021-01-22}",
        "{therapy: ciltacabtagene autoleucel, id: cart, line: 2, at: 2021-01-25}",
    )

    assert [line.regimen for line in lines] == ["lenalidomide", "ciltacabtagene autoleucel"]
    assert phases(lines.lines[1]) == [
        (Phase.BRIDGING, ("bridge",)),
        (Phase.LYMPHODEPLETION, ("ld",)),
        (None, ("cart",)),
    ]
    assert lines.disagreements == ()


def test_a_chemotherapy_long_before_the_cells_is_a_line(grouped):
    earlier = "{therapy: bendamustine, id: b, line: 1, start: 2020-01-01, end: 2020-03-01}"
    cells = "{therapy: tisagenlecleucel, id: cart, line: 2, at: 2020-09-01}"

    assert grouped(earlier, cells) == "b | cart"


def test_rules_that_ask_nothing_else_know_no_preparation(grouped):
    depletion = "{therapy: fludarabine, id: ld, start: 2020-06-01, end: 2020-06-03}"
    cells = "{therapy: tisagenlecleucel, id: cart, at: 2020-07-06}"

    assert grouped(depletion, cells, rules=OHDSI) == "ld | cart"


def test_a_drug_given_again_years_later_is_a_rechallenge_and_not_carried(derived):
    _, second = derived(
        "{therapy: cisplatin, id: a, line: 1, start: 2010-01-01, end: 2010-03-01}",
        "{therapy: cisplatin, id: b, line: 2, start: 2018-03-01, end: 2018-05-01}",
    )

    assert (second.carried, second.rechallenge_of) == ((), 1)


def test_a_drug_that_goes_on_is_carried_through_every_line(derived):
    lines = derived(
        "{metastasis: bone, at: 2018-01-05}",
        "{therapy: trastuzumab, id: t, start: 2018-02-01, end: 2021-05-01}",
        "{therapy: docetaxel, id: d, start: 2018-02-01, end: 2018-08-01, stop: progression}",
        "{therapy: capecitabine, id: c, start: 2018-09-01, end: 2019-06-01, stop: progression}",
        "{therapy: vinorelbine, id: v, start: 2019-07-01, end: 2021-05-01}",
    )

    assert [line.carried for line in lines] == [(), ("trastuzumab",), ("trastuzumab",)]
    first = lines.lines[0]
    assert first.regimen == "docetaxel + trastuzumab"
    assert (str(first.end_bounds), first.end_reason) == ("2018-08-01", StopReason.PROGRESSION)


@pytest.mark.parametrize(
    ("first", "second", "rule", "why"),
    [
        ("cisplatin + pemetrexed", "pemetrexed", "drops-drugs", "without cisplatin"),
        ("osimertinib", "cisplatin + paclitaxel", "new-drug", "cisplatin, paclitaxel begin"),
        ("osimertinib", "carboplatin", "new-drug", "carboplatin begins"),
    ],
)
def test_the_drug_that_was_given_is_named(derived, first, second, rule, why):
    lines = derived(
        f"{{therapy: {first}, id: a, line: 1, start: 2019-01-20, end: 2019-05-01}}",
        f"{{therapy: {second}, id: b, start: 2019-06-22, end: 2019-10-01}}",
    )

    assert [told for _, told in fired(lines, rule)] == [why]


@pytest.mark.parametrize(
    ("written", "drugs"),
    [
        ("therapy: R-CHOP", "rituximab cyclophosphamide doxorubicin vincristine"),
        ("therapy: FOLFOX + bevacizumab", "fluorouracil oxaliplatin bevacizumab"),
        ("therapy: mFOLFOX6 plus cetuximab", "fluorouracil oxaliplatin cetuximab"),
        ("therapy: pemetrexed/cisplatin", "pemetrexed cisplatin"),
        ("therapy: dabrafenib and trametinib", "dabrafenib trametinib"),
        ('therapy: "dabrafenib, trametinib"', "dabrafenib trametinib"),
        (
            "therapy: chemotherapy, regimen: R-CHOP",
            "rituximab cyclophosphamide doxorubicin vincristine",
        ),
        ("therapy: not stated, regimen: FOLFIRI", "fluorouracil irinotecan"),
        ("therapy: irinotecan hydrochloride", "irinotecan"),
        ("therapy: EC", "etoposide carboplatin"),
    ],
)
def test_regimens_expand_wherever_drugs_are_written(written, drugs):
    (case,) = loads(
        "case: example\nevents:\n  - {diagnosis: lung adenocarcinoma, at: 2020-01-01}\n"
        f"  - {{{written}, id: a, line: 1, start: 2020-02-01}}\n"
    )

    assert derive_lines(case).lines[0].drugs == tuple(drugs.split())
    assert [f.message for f in drugs_are_known(solve(case))] == []


def test_an_acronym_with_several_readings_is_told_with_them():
    (case,) = loads("case: example\nevents:\n  - {therapy: EC, start: 2020-02-01}\n")

    (found,) = drugs_are_known(solve(case))
    assert "it can be epirubicin + cyclophosphamide or etoposide + carboplatin" in found.message


def test_an_unknown_name_beside_known_ones_is_not_lost():
    (case,) = loads("case: example\nevents:\n  - {therapy: FOLFOX and foobarumab, start: 2020}\n")

    assert derive_lines(case).lines[0].drugs == ("FOLFOX and foobarumab",)


ROWS = (
    "{therapy: oxaliplatin, id: a, line: 1, start: 2020-02-01, end: 2020-06-01}",
    "{therapy: fluorouracil, id: b, line: 1, start: 2020-02-01, end: 2020-06-01}",
    "{therapy: bevacizumab, id: d, line: 1, start: 2020-02-15, end: 2020-06-01}",
)


@pytest.mark.parametrize("rows", [ROWS, ROWS[::-1], (ROWS[1], ROWS[0], ROWS[2])])
def test_what_is_given_together_is_one_combination_in_any_order_of_rows(derived, rows):
    (line,) = derived(*rows)

    assert line.regimen == "bevacizumab + fluorouracil + oxaliplatin"


def test_what_follows_is_no_combination(derived):
    (line,) = derived(
        "{therapy: cisplatin, id: a, line: 1, start: 2020-02-01, end: 2020-02-03}",
        "{therapy: etoposide, id: b, line: 1, start: 2020-02-10, end: 2020-06-01}",
    )

    assert line.regimen == "cisplatin, then etoposide"


def test_courses_of_one_day_are_given_together(derived):
    lines = derived(
        "{therapy: gemcitabine, id: d, start: day 645, end: day 658}",
        "{therapy: gemcitabine, id: e, start: day 672, end: day 672}",
        "{therapy: vinorelbine, id: f, start: day 672, end: day 672}",
        "{therapy: carboplatin, id: g, start: day 710, end: day 710}",
    )

    assert [line.regimen for line in lines] == [
        "gemcitabine, then gemcitabine + vinorelbine",
        "carboplatin",
    ]


@pytest.mark.parametrize(
    ("found", "first", "second", "line", "shown"),
    [
        ("ALK rearrangement", "crizotinib", "alectinib", "a b", "ALK-TKI"),
        ('"CD74::ROS1"', "crizotinib", "lorlatinib", "a b", "ROS1-TKI"),
        ("KIT exon 11 deletion", "imatinib", "sunitinib", "a b", "KIT-TKI"),
        ("MET amplification", "crizotinib", "capmatinib", "a b", "MET-TKI"),
        ("MET amplification", "crizotinib", "alectinib", "a | b", "MET-TKI"),
        ("ALK wild type", "crizotinib", "alectinib", "a | b", "ROS1-TKI"),
        ("EGFR L858R", "crizotinib", "alectinib", "a | b", "ROS1-TKI"),
    ],
)
def test_the_class_of_a_drug_is_the_one_for_the_driver(
    derived, grouped, found, first, second, line, shown
):
    events = (
        f"{{test: sequencing, at: 2019-01-05, found: [{found}]}}",
        f"{{therapy: {first}, id: a, line: 1, start: 2019-01-20, end: 2019-03-01, stop: toxicity}}",
        f"{{therapy: {second}, id: b, start: 2019-03-10, end: 2020-03-01}}",
    )

    assert grouped(*events) == line
    assert classes_of(derived(*events))[0][0] == shown


def test_chemoradiation_that_is_only_ordered_stays_before_what_follows_it(derived):
    lines = derived(
        "{therapy: cisplatin + vinorelbine, id: crt, setting: curative}",
        "{therapy: gefitinib, line: 1, start: after end of crt}",
        "{therapy: docetaxel, line: 2, start: after end of gefitinib}",
        "{therapy: osimertinib, line: 3, start: after end of docetaxel}",
    )

    assert [line.therapies for line in lines] == [
        ("crt",),
        ("gefitinib",),
        ("docetaxel",),
        ("osimertinib",),
    ]
    assert [line.carried for line in lines] == [(), (), (), ()]
    assert lines.disagreements == ()


def test_a_switch_for_an_adverse_event_is_a_stop_for_toxicity(derived):
    first, _ = derived(
        "{therapy: carboplatin, line: 1, start: 2020-05-01, end: 2020-08-02}",
        "{adverse_event: neuropathy, at: 2020-07-20, attributed_to: carboplatin,"
        " effect: switched to docetaxel}",
        "{therapy: docetaxel, line: 2, start: 2020-08-10}",
    )

    assert first.end_reason is StopReason.TOXICITY


def test_a_drug_in_place_of_one_that_was_stopped_is_not_given_together_with_it(grouped):
    assert (
        grouped(
            "{therapy: gefitinib, id: a, start: 2020-01-01, end: 2020-01-01, stop: other}",
            "{therapy: docetaxel, id: b, start: 2020-01-01}",
        )
        == "a | b"
    )
