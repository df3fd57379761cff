"""OS, TTD and TTNT, row by row."""

import attrs
import pytest

from timeline.analysis.response import ADAM, STANDARD

START = "therapy: crizotinib, id: treatment, start: day 0"
STATED = attrs.evolve(STANDARD, last_alive="stated")
DEATH_IS_NONE = attrs.evolve(STANDARD, death_ends=False)


@pytest.mark.parametrize(
    ("events", "convention", "expected"),
    [
        ("death: cancer, at: day 300", STANDARD, "event 300 (cancer)"),
        ("death: cancer, at: day 300", ADAM, "event 301 (cancer)"),
        ("death: cancer, at: day 0", STANDARD, "event 0 (cancer)"),
        ("death: cancer, at: day 30-40", STANDARD, "event 30-40 (cancer)"),
        ("death: cancer", STANDARD, "event 0- (cancer)"),
        ("visit: discharge, at: day 80\ndeath: cancer", STANDARD, "event 80- (cancer)"),
        (
            "visit: discharge, at: day 80\ndeath: cancer, at: day 60-90",
            STANDARD,
            "event 80-90 (cancer)",
        ),
        ("follow_up: alive, at: day 200", STANDARD, "censored 200 (alive) last-known-alive"),
        ("follow_up: alive, at: day 200", ADAM, "censored 201 (alive) last-known-alive"),
        (
            "follow_up: alive, at: day 200\nlaboratory: CEA, at: day 250",
            STANDARD,
            "censored 250 (cea) last-known-alive",
        ),
        (
            "follow_up: alive, at: day 200\nlaboratory: CEA, at: day 250",
            STATED,
            "censored 200 (alive) last-known-alive",
        ),
        ("laboratory: CEA, at: day 250", STATED, "censored 250 (cea) last-known-alive"),
        (  # a stored specimen tells nothing of the patient
            "assessment: CT, at: day 40\ntest: NGS, at: day 250",
            STANDARD,
            "censored 40 (ct) last-known-alive",
        ),
        (
            "follow_up: lost to follow-up, at: day 200",
            STANDARD,
            "censored 200 (lost-to-follow-up) lost-to-follow-up",
        ),
        ("follow_up: died of disease, at: day 200", STANDARD, "indeterminate 0- (died-of-disease)"),
        (
            "visit: discharge, at: day 80\nfollow_up: patient died",
            STANDARD,
            "indeterminate 80- (patient-died)",
        ),
        ("", STANDARD, "censored 0 (treatment) last-known-alive"),
        (
            "therapy: lorlatinib, id: next, start: day 100\ndeath: cancer, at: day 300",
            STANDARD,
            "event 300 (cancer)",
        ),
        (
            "therapy: lorlatinib, id: next, start: day 100",
            STANDARD,
            "censored 100 (next) last-known-alive",
        ),
        (
            "visit: discharge, at: day 60-90",
            STANDARD,
            "censored 60-90 (discharge) last-known-alive",
        ),
        (
            "visit: discharge, at: day 60-90\nvisit: clinic, at: day 70-80",
            STANDARD,
            "censored 70-90 (clinic) last-known-alive",
        ),
        (  # some day after the last that is dated
            "visit: discharge, at: day 60\nsymptom: cough, at: after discharge",
            STANDARD,
            "censored 60- (discharge, cough) last-known-alive",
        ),
        (
            "cut_off: day 400\nsupportive_care: denosumab, start: day 10, end: ongoing",
            STANDARD,
            "censored 400 (denosumab) last-known-alive",
        ),
    ],
)
def test_overall_survival(answer, events, convention, expected):
    assert answer("OS", f"{START}\n{events}".strip(), convention) == expected


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"line": 1}, "event 300 (cancer)"),
        ({"line": 2}, "event 200 (cancer)"),
        ({"start": "dx"}, "event 330 (cancer)"),
        ({"start": "biopsy"}, "event 340 (cancer)"),
    ],
)
def test_survival_has_several_clocks(answer, where, expected):
    events = f"""{START}
        procedure: biopsy of the lung, type: biopsy, at: day -40
        diagnosis: adenocarcinoma, at: day -30
        therapy: lorlatinib, id: next, start: day 100
        death: cancer, at: day 300"""

    assert answer("OS", events, **where) == expected


TREATED = "therapy: crizotinib, id: treatment, start: day 0, {}"


@pytest.mark.parametrize(
    ("told", "events", "convention", "expected"),
    [
        ("end: day 90", "", STANDARD, "event 90 (treatment)"),
        ("end: day 90", "", ADAM, "event 91 (treatment)"),
        ("end: day 90, stop: toxicity", "", STANDARD, "event 90 (treatment)"),
        ("end: day 90, stop: progression", "", STANDARD, "event 90 (treatment)"),
        ("end: day 90, stop: completed", "", STANDARD, "event 90 (treatment)"),
        ("end: day 90, stop: death", "death: cancer, at: day 90", STANDARD, "event 90 (treatment)"),
        (
            "end: day 90, stop: death",
            "death: cancer, at: day 90",
            DEATH_IS_NONE,
            "censored 90 (treatment) death",
        ),
        ("end: day 0", "", STANDARD, "event 0 (treatment)"),
        ("end: day 80-90", "", STANDARD, "event 80-90 (treatment)"),
        ("end: ongoing", "visit: clinic, at: day 70", STANDARD, "censored 70- (treatment) ongoing"),
        ("end: ongoing", "cut_off: day 90", STANDARD, "censored 90 (treatment) ongoing"),
        ("end: ongoing", "cut_off: day 90-95", STANDARD, "censored 90-95 (treatment) ongoing"),
        ("stop: toxicity", "", STANDARD, "event 0- (treatment)"),
        ("line: 1", "", STANDARD, "indeterminate 0- (treatment)"),
        ("line: 1", "cut_off: day 90", STANDARD, "indeterminate 0-90 (treatment)"),
        ("line: 1", "death: cancer, at: day 90", STANDARD, "event 0-90 (treatment)"),
        (
            "end: after scan",
            "assessment: CT, id: scan, at: day 50",
            STANDARD,
            "event 50- (treatment)",
        ),
        (
            "line: 1",
            "therapy: lorlatinib, line: 2, start: day 100",
            STANDARD,
            "event 0-100 (treatment)",
        ),
    ],
)
def test_time_to_discontinuation(answer, told, events, convention, expected):
    assert answer("TTD", f"{events}\n{TREATED.format(told)}".strip(), convention) == expected


@pytest.mark.parametrize(
    ("events", "convention", "expected"),
    [
        ("therapy: lorlatinib, id: next, start: day 100", STANDARD, "event 100 (next)"),
        ("therapy: lorlatinib, id: next, start: day 100", ADAM, "event 101 (next)"),
        ("therapy: lorlatinib, id: next, start: day 90-100", STANDARD, "event 90-100 (next)"),
        (
            (
                "therapy: lorlatinib, id: next, start: day 100\n"
                "therapy: docetaxel, id: third, start: day 200"
            ),
            STANDARD,
            "event 100 (next)",
        ),
        (
            "therapy: lorlatinib, id: next, start: day 100\ndeath: cancer, at: day 200",
            STANDARD,
            "event 100 (next)",
        ),
        ("death: cancer, at: day 200", STANDARD, "event 200 (cancer)"),
        ("death: cancer, at: day 200", DEATH_IS_NONE, "censored 200 (cancer) death"),
        ("follow_up: alive, at: day 200", STANDARD, "censored 200 (alive) last-known-alive"),
        (
            "follow_up: lost to follow-up, at: day 200",
            STANDARD,
            "censored 200 (lost-to-follow-up) lost-to-follow-up",
        ),
        ("follow_up: died of disease", STANDARD, "indeterminate 0- (died-of-disease)"),
        (
            "radiotherapy: brain, start: day 50\nfollow_up: alive, at: day 200",
            STANDARD,
            "censored 200 (alive) last-known-alive",
        ),
        (
            "supportive_care: denosumab, start: day 50\nfollow_up: alive, at: day 200",
            STANDARD,
            "censored 200 (alive) last-known-alive",
        ),
    ],
)
def test_time_to_next_treatment(answer, events, convention, expected):
    assert answer("TTNT", f"{START}\n{events}", convention) == expected
