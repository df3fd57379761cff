"""TTP, PFS2, real-world PFS and duration of response, row by row."""

import attrs
import pytest

from timeline.analysis.response import ADAM, FDA, STANDARD

START = "therapy: crizotinib, id: treatment, start: day 0"
NEXT = "therapy: lorlatinib, id: next, start: day 100"
THIRD = "therapy: docetaxel, id: third, start: day 200"


@pytest.mark.parametrize(
    ("events", "convention", "expected"),
    [
        ("assessment: CT, at: day 60, response: PD", STANDARD, "event 60 (ct)"),
        ("assessment: CT, at: day 60, response: PD", ADAM, "event 61 (ct)"),
        ("progression: liver, at: day 60", STANDARD, "event 60 (liver)"),
        ("death: cancer, at: day 90", STANDARD, "censored 0 (treatment) no-assessment"),
        (
            "assessment: CT, at: day 60, response: SD\ndeath: cancer, at: day 90",
            STANDARD,
            "censored 60 (ct) last-assessment",
        ),
        (
            "assessment: CT, at: day 60, response: PD\ndeath: cancer, at: day 60",
            STANDARD,
            "event 60 (ct)",
        ),
        (
            "assessment: CT, at: day 60, response: SD\n" + NEXT + "\n"
            "assessment: CT, id: later, at: day 120, response: PD",
            STANDARD,
            "censored 60 (ct) new-therapy",
        ),
        ("assessment: CT, at: day 127, response: PD", FDA, "censored 0 (treatment) missed-visits"),
        ("assessment: CT, at: day 50-60, response: PD", STANDARD, "event 50-60 (ct)"),
    ],
)
def test_time_to_progression(answer, events, convention, expected):
    assert answer("TTP", f"{START}\n{events}", convention) == expected


@pytest.mark.parametrize(
    ("events", "convention", "expected"),
    [
        (
            "assessment: CT, id: one, at: day 60, response: PD\n" + NEXT + "\n"
            "assessment: CT, id: two, at: day 150, response: PD",
            STANDARD,
            "event 150 (two)",
        ),
        (
            NEXT + "\nassessment: CT, id: two, at: day 150, response: PD",
            ADAM,
            "event 151 (two)",
        ),
        (
            "assessment: CT, id: one, at: day 100, response: PD\n" + NEXT + "\n"
            "assessment: CT, id: two, at: day 150, response: SD",
            STANDARD,
            "censored 150 (two) last-assessment",
        ),
        (NEXT + "\ndeath: cancer, at: day 170", STANDARD, "event 170 (cancer)"),
        (
            NEXT + "\n" + THIRD + "\nassessment: CT, at: day 250, response: PD",
            STANDARD,
            "censored 0 (treatment) new-therapy",
        ),
        (
            NEXT + "\n" + THIRD + "\nassessment: CT, at: day 200, response: PD",
            STANDARD,
            "event 200 (ct)",
        ),
        (
            NEXT + "\n" + THIRD + "\ndeath: cancer, at: day 300",
            STANDARD,
            "censored 0 (treatment) new-therapy",
        ),
        ("death: cancer, at: day 170", STANDARD, "event 170 (cancer)"),
        (
            "assessment: CT, at: day 60, response: PD",
            STANDARD,
            "censored 60 (ct) no-next-line",
        ),
        ("follow_up: alive, at: day 90", STANDARD, "censored 0 (treatment) no-next-line"),
        (NEXT + "\nprogression: liver, at: day 150", STANDARD, "event 150 (liver)"),
        (
            (
                "therapy: lorlatinib, id: next, start: day 100-120\n"
                "assessment: CT, at: day 110, response: PD"
            ),
            STANDARD,
            "indeterminate 110 (ct) last-assessment",
        ),
    ],
)
def test_second_progression(answer, events, convention, expected):
    assert answer("PFS2", f"{START}\n{events}", convention) == expected


@pytest.mark.parametrize(
    ("events", "convention", "expected"),
    [
        ("progression: liver, at: day 14", STANDARD, "censored 14 (liver) last-known-alive"),
        ("progression: liver, at: day 15", STANDARD, "event 15 (liver)"),
        ("progression: liver, at: day 15", ADAM, "event 16 (liver)"),
        ("assessment: CT, at: day 60, response: {wording: progression}", ADAM, "event 61 (ct)"),
        ("death: cancer, at: day 10", STANDARD, "event 10 (cancer)"),
        (
            "assessment: CT, at: day 60, response: SD\nvisit: clinic, at: day 80",
            STANDARD,
            "censored 80 (clinic) last-known-alive",
        ),
        (
            "visit: clinic, at: day 80\n" + NEXT + "\nprogression: liver, at: day 150",
            STANDARD,
            "censored 100 (next) new-therapy",
        ),
        (
            "follow_up: lost to follow-up, at: day 80",
            STANDARD,
            "censored 80 (lost-to-follow-up) lost-to-follow-up",
        ),
        ("", STANDARD, "censored 0 (treatment) last-known-alive"),
        (
            "progression: liver, at: day 10-20",
            STANDARD,
            "indeterminate 10-20 (liver) last-known-alive",
        ),
    ],
)
def test_real_world_progression(answer, events, convention, expected):
    assert answer("rwPFS", f"{START}\n{events}".strip(), convention) == expected


UNGATED = attrs.evolve(STANDARD, first_response_gap=None)
CONFIRMED = attrs.evolve(UNGATED, confirmed=True)


def scans(*responses: tuple[object, str]) -> str:
    return "\n".join(
        f"assessment: CT, id: ct-{n}, at: day {day}, response: {word}"
        for n, (day, word) in enumerate(responses, start=1)
    )


@pytest.mark.parametrize(
    ("events", "convention", "expected"),
    [
        (scans((50, "PR"), (150, "PD")), STANDARD, "event 100 (ct-2)"),
        (scans((50, "PR"), (150, "PD")), ADAM, "event 101 (ct-2)"),
        (scans((50, "PR"), (100, "CR"), (150, "PD")), STANDARD, "event 100 (ct-3)"),
        (scans((50, "SD"), (100, "PR"), (150, "PD")), STANDARD, "event 50 (ct-3)"),
        (scans((50, "PR")) + "\ndeath: cancer, at: day 90", STANDARD, "event 40 (cancer)"),
        (scans((50, "PR"), (110, "PR")), STANDARD, "censored 60 (ct-2) last-assessment"),
        (scans((50, "PR")), STANDARD, "censored 0 (ct-1) last-assessment"),
        (scans((50, "PR"), (110, "NE")), STANDARD, "censored 0 (ct-1) last-assessment"),
        (scans((50, "PR"), (110, "NE")), ADAM, "censored 61 (ct-2) last-assessment"),
        (scans((50, "SD")), STANDARD, "not derived: a response"),
        (scans((50, "PD"), (100, "PR")), STANDARD, "not derived: a response"),
        ("death: cancer, at: day 90", STANDARD, "not derived: a response"),
        (scans((50, "PR"), (50, "PD")), STANDARD, "not derived: a response"),
        (scans((0, "PR"), (50, "PD")), STANDARD, "not derived: a response"),
        (
            scans((50, "PR"), (70, "PR"), (90, "PD")),
            CONFIRMED,
            "not derived: a response",
        ),
        (scans((50, "PR"), (78, "PR"), (90, "PD")), CONFIRMED, "event 40 (ct-3)"),
        (scans((50, "PR"), (78, "PR"), (90, "PD")), FDA, "event 40 (ct-3)"),
        (
            scans((50, "PR")) + f"\n{NEXT}\n" + "assessment: CT, at: day 150, response: PD",
            STANDARD,
            "censored 0 (ct-1) new-therapy",
        ),
        (scans(("50-60", "PR"), (150, "PD")), STANDARD, "event 90-100 (ct-2)"),
        (scans(("50-60", "PR"), ("55-65", "PD")), STANDARD, "indeterminate 1-15 (ct-2)"),
        (  # in whatever order: none is a response
            scans(*((f"{n}-100", "SD") for n in range(50, 60))),
            STANDARD,
            "not derived: a response",
        ),
        (scans((168, "PR"), (200, "PD")), STANDARD, "event 32 (ct-2)"),
        (scans((169, "PR"), (200, "PD")), UNGATED, "event 31 (ct-2)"),
        (scans((100, "SD"), (169, "PR"), (200, "PD")), STANDARD, "event 31 (ct-3)"),
        (
            "assessment: CT, at: day 50, response: {wording: shrinkage}",
            STANDARD,
            "censored 0 (ct) last-assessment",
        ),
        (
            "assessment: CT, at: day 50, response: {wording: shrinkage}",
            ADAM,
            "not derived: a response",
        ),
        (
            (
                "assessment: marrow, id: one, at: day 90, response: CCyR\n"
                "assessment: marrow, id: two, at: day 400, response: relapse"
            ),
            STANDARD,
            "event 310 (two)",
        ),
    ],
)
def test_duration_of_response(answer, events, convention, expected):
    assert answer("DOR", f"{START}\n{events}", convention) == expected


def test_a_response_that_began_nobody_knows_when_has_no_duration(answer):
    told = answer("DOR", f"{START}\n" + scans((169, "PR"), (200, "PD")))

    assert told.startswith("not derived: the first day of response: the first told (ct-1)")
