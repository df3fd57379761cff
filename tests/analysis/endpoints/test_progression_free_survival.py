"""PFS, row by row: each a tiny case as it would be encoded, and what it comes to."""

import attrs
import pytest

from timeline.analysis.endpoints import endpoint
from timeline.analysis.response import ADAM, FDA, STANDARD

START = "therapy: crizotinib, id: treatment, start: day 0"
NEXT = "therapy: lorlatinib, id: next, start: day {}"

EVENTS_AND_CENSORING = [
    ("assessment: CT, at: day 60, response: PD", "event 60 (ct)"),
    (
        (
            "assessment: CT, id: one, at: day 60, response: SD\n"
            "assessment: CT, id: two, at: day 120, response: PD"
        ),
        "event 120 (two)",
    ),
    (
        (
            "assessment: CT, id: one, at: day 60, response: PD\n"
            "assessment: CT, id: two, at: day 120, response: PD"
        ),
        "event 60 (one)",
    ),
    ("assessment: CT, at: day 60, response: SD", "censored 60 (ct) last-assessment"),
    ("assessment: CT, at: day 60, response: PR", "censored 60 (ct) last-assessment"),
    (
        (
            "assessment: CT, id: one, at: day 60, response: SD\n"
            "assessment: CT, id: two, at: day 120, response: NE"
        ),
        "censored 60 (one) last-assessment",
    ),
    ("assessment: CT, at: day 60, response: NE", "censored 0 (treatment) no-assessment"),
    ("assessment: CT, at: day 60", "censored 0 (treatment) no-assessment"),
    ("visit: discharge, at: day 60", "censored 0 (treatment) no-assessment"),
    ("death: pneumonia, at: day 90", "event 90 (pneumonia)"),
    ("death: pneumonia, at: day 0", "event 0 (pneumonia)"),
    (
        "assessment: CT, at: day 60, response: SD\ndeath: pneumonia, at: day 90",
        "event 90 (pneumonia)",
    ),
    ("assessment: CT, at: day 60, response: PD\ndeath: cancer, at: day 90", "event 60 (ct)"),
    ("assessment: CT, at: day 60, response: PD\ndeath: cancer, at: day 60", "event 60 (ct)"),
    (  # found of a living patient, so that the death cannot have come first
        "assessment: CT, at: day 60, response: PD\ndeath: cancer, at: day 0-300",
        "event 60 (ct)",
    ),
    ("progression: liver, at: day 75", "event 75 (liver)"),
    (
        "progression: liver, at: day 75, certainty: suspected",
        "censored 0 (treatment) no-assessment",
    ),
    ("progression: liver, at: day 75, certainty: excluded", "censored 0 (treatment) no-assessment"),
    (
        "progression: liver, at: day 75\nassessment: CT, at: day 60, response: PD",
        "event 60 (ct)",
    ),
    (
        "progression: liver, at: day 60\nassessment: CT, at: day 60, response: PD",
        "event 60 (ct)",
    ),
    (
        "assessment: CT, at: day 60, response: {wording: progression}",
        "event 60 (ct)",
    ),
    (
        "assessment: CT, at: day 60, response: {wording: no progression}",
        "censored 60 (ct) last-assessment",
    ),
    (
        "assessment: CT, at: day 60, response: {wording: enlarged, scope: lesion, site: liver}",
        "event 60 (ct)",
    ),
    (
        "assessment: CT, at: day 60, response: {wording: stable, scope: lesion, site: liver}",
        "censored 0 (treatment) no-assessment",
    ),
    (  # the whole is read from its parts
        (
            "assessment: CT, at: day 60, "
            "response: [{category: PR}, {wording: enlarged, scope: lesion, site: liver}]"
        ),
        "censored 60 (ct) last-assessment",
    ),
    ("metastasis: bone, at: day 60", "event 60 (bone)"),
    ("transformation: small cell carcinoma, at: day 60", "censored 0 (treatment) no-assessment"),
    ("progression: liver, at: day 60, certainty: not stated", "event 60 (liver)"),
    (
        "progression: liver, at: day 60, certainty: suspected",
        "censored 0 (treatment) no-assessment",
    ),
    ("follow_up: alive with progression, at: day 60", "event 60 (alive-with-progression)"),
    (
        "assessment: CT, at: day 60, response: SD\nfollow_up: lost to follow-up, at: day 90",
        "censored 60 (ct) lost-to-follow-up",
    ),
    ("assessment: CT, at: day 60, response: NON-CR/NON-PD", "censored 60 (ct) last-assessment"),
    ("assessment: PET, at: day 60, response: PMD", "event 60 (pet)"),
    ("assessment: PET, at: day 60, response: SMD", "censored 60 (pet) last-assessment"),
]


@pytest.mark.parametrize(("events", "expected"), EVENTS_AND_CENSORING)
def test_events_and_censoring(answer, events, expected):
    assert answer("PFS", f"{START}\n{events}") == expected


RECIST = attrs.evolve(STANDARD, evidence="recist")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ("assessment: CT, at: day 60, response: PD", "event 60 (ct)"),
        ("progression: liver, at: day 75", "censored 0 (treatment) no-assessment"),
        (
            "assessment: CT, at: day 60, response: {wording: progression}",
            "censored 0 (treatment) no-assessment",
        ),
        (
            "assessment: CT, at: day 60, response: {category: PD, scope: organ, site: liver}",
            "censored 0 (treatment) no-assessment",
        ),
        (
            "progression: liver, at: day 30\nassessment: CT, at: day 60, response: PD",
            "event 60 (ct)",
        ),
        ("assessment: marrow, at: day 60, response: relapse", "event 60 (marrow)"),
    ],
)
def test_progression_has_to_be_a_category(answer, events, expected):
    assert answer("PFS", f"{START}\n{events}", RECIST) == expected


@pytest.mark.parametrize(
    ("events", "convention", "expected"),
    [
        (
            "assessment: CT, at: day 0, response: PD",
            STANDARD,
            "censored 0 (treatment) no-assessment",
        ),
        ("assessment: CT, at: day 0, response: PD", ADAM, "event 1 (ct)"),
        ("assessment: CT, at: day 1, response: PD", STANDARD, "event 1 (ct)"),
        ("assessment: CT, at: day 1, response: PD", ADAM, "event 2 (ct)"),
        ("assessment: CT, at: day -1, response: PD", ADAM, "censored 1 (treatment) no-assessment"),
        ("assessment: CT, at: day 60, response: NE", ADAM, "censored 61 (ct) last-assessment"),
        ("assessment: CT, at: day 60, response: SD", ADAM, "censored 61 (ct) last-assessment"),
        ("death: pneumonia, at: day 90", ADAM, "event 91 (pneumonia)"),
        ("visit: discharge, at: day 60", ADAM, "censored 1 (treatment) no-assessment"),
    ],
)
def test_the_first_day(answer, events, convention, expected):
    assert answer("PFS", f"{START}\n{events}", convention) == expected


KEPT = attrs.evolve(STANDARD, new_therapy="keep")
STRICT = attrs.evolve(STANDARD, new_therapy_day_counts=False)


@pytest.mark.parametrize(
    ("events", "next_start", "convention", "expected"),
    [
        ("assessment: CT, at: day 60, response: PD", 61, STANDARD, "event 60 (ct)"),
        ("assessment: CT, at: day 60, response: PD", 60, STANDARD, "event 60 (ct)"),
        (
            "assessment: CT, at: day 60, response: PD",
            60,
            STRICT,
            "censored 0 (treatment) new-therapy",
        ),
        (
            "assessment: CT, at: day 60, response: PD",
            59,
            STANDARD,
            "censored 0 (treatment) new-therapy",
        ),
        ("assessment: CT, at: day 60, response: PD", 59, KEPT, "event 60 (ct)"),
        ("assessment: CT, at: day 60, response: PD", 59, ADAM, "event 61 (ct)"),
        ("assessment: CT, at: day 60, response: PD", 59, FDA, "censored 0 (treatment) new-therapy"),
        (
            (
                "assessment: CT, id: one, at: day 50, response: SD\n"
                "assessment: CT, id: two, at: day 100, response: PD"
            ),
            70,
            STANDARD,
            "censored 50 (one) new-therapy",
        ),
        (
            (
                "assessment: CT, id: one, at: day 50, response: SD\n"
                "assessment: CT, id: two, at: day 100, response: SD"
            ),
            70,
            STANDARD,
            "censored 50 (one) new-therapy",
        ),
        ("death: cancer, at: day 90", 70, STANDARD, "censored 0 (treatment) new-therapy"),
        ("death: cancer, at: day 90", 70, KEPT, "event 90 (cancer)"),
        ("death: cancer, at: day 70", 70, STANDARD, "event 70 (cancer)"),
    ],
)
def test_a_new_therapy(answer, events, next_start, convention, expected):
    assert answer("PFS", f"{START}\n{NEXT.format(next_start)}\n{events}", convention) == expected


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        # 126 days: two visits of 56 days, each a week late at most
        ("death: cancer, at: day 126", "event 126 (cancer)"),
        ("death: cancer, at: day 127", "censored 0 (treatment) missed-visits"),
        (
            "assessment: CT, at: day 56, response: SD\ndeath: cancer, at: day 182",
            "event 182 (cancer)",
        ),
        (
            "assessment: CT, at: day 56, response: SD\ndeath: cancer, at: day 183",
            "censored 56 (ct) missed-visits",
        ),
        (
            (
                "assessment: CT, id: one, at: day 56, response: SD\n"
                "assessment: CT, id: two, at: day 182, response: PD"
            ),
            "event 182 (two)",
        ),
        (
            (
                "assessment: CT, id: one, at: day 56, response: SD\n"
                "assessment: CT, id: two, at: day 183, response: PD"
            ),
            "censored 56 (one) missed-visits",
        ),
        (
            (
                "assessment: CT, id: one, at: day 56, response: SD\n"
                "assessment: CT, id: two, at: day 112, response: NE\n"
                "assessment: CT, id: three, at: day 183, response: PD"
            ),
            "censored 56 (one) missed-visits",
        ),
        ("progression: liver, at: day 60", "censored 0 (treatment) no-assessment"),
        # an assessment on the day of death was not missed
        (
            "assessment: CT, at: day 183, response: SD\ndeath: cancer, at: day 183",
            "event 183 (cancer)",
        ),
        (
            "assessment: CT, at: day 183, response: NE\ndeath: cancer, at: day 183",
            "censored 0 (treatment) missed-visits",
        ),
        (
            (
                "assessment: CT, id: one, at: day 183, response: SD\n"
                "assessment: MRI, id: two, at: day 183, response: PD"
            ),
            "censored 0 (treatment) missed-visits",
        ),
    ],
)
def test_missed_visits(answer, events, expected):
    assert answer("PFS", f"{START}\n{events}", FDA) == expected


PARTIAL_START = "therapy: crizotinib, id: treatment, start: {}"


@pytest.mark.parametrize(
    ("start", "events", "expected"),
    [
        ("2020-01", "assessment: CT, at: 2020-04-01, response: PD", "event 61-91 (ct)"),
        ("2020-01-01", "assessment: CT, at: 2020-04, response: PD", "event 91-120 (ct)"),
        ("2020", "assessment: CT, at: 2021-04-01, response: PD", "event 91-456 (ct)"),
        ("2020-01-01", "death: cancer, at: 2020", "event 0-365 (cancer)"),
        ("2020-01-01", "death: cancer", "event 0- (cancer)"),
        (
            "2020-01-01",
            "assessment: CT, at: 2020-04, response: SD",
            "censored 91-120 (ct) last-assessment",
        ),
        (
            "2020-01",
            "assessment: CT, at: 2020-04, response: SD",
            "censored 61-120 (ct) last-assessment",
        ),
        (  # progression is found in life
            "2020-01-01",
            "assessment: CT, at: 2020-04, response: PD\ndeath: cancer, at: 2020-04-10",
            "event 91-100 (ct)",
        ),
        (  # baseline or first assessment under treatment
            "2020-04",
            "assessment: CT, at: 2020-04-10, response: PD",
            "indeterminate 0-9 (ct, treatment) no-assessment",
        ),
        (  # before or after the next line
            "2020-01-01",
            "therapy: lorlatinib, start: 2020-04-15\nassessment: CT, at: 2020-04, response: PD",
            "indeterminate 0-105 (ct, treatment) new-therapy",
        ),
        (
            "2020-01-01",
            "therapy: lorlatinib, start: 2020-04\nassessment: CT, at: 2020-03, response: PD",
            "event 60-90 (ct)",
        ),
        (
            "2020-01-01",
            (
                "therapy: lorlatinib, id: next, start: 2020-04\n"
                "assessment: CT, at: '2020-04, before next', response: PD"
            ),
            "event 91-120 (ct)",
        ),
        (
            "2020-04",
            "assessment: CT, at: '2020-04, during treatment', response: PD",
            "event 0-29 (ct)",
        ),
        (
            "2020-04",
            "assessment: CT, at: start of treatment + 3 weeks, response: PD",
            "event 21-27 (ct)",
        ),
        (
            "2020-01-01",
            "assessment: CT, at: ../2020-04, response: SD",
            "censored 0-120 (ct) last-assessment",
        ),
        (
            "2020-01-01",
            (
                "assessment: CT, id: one, at: 2020-04, response: SD\n"
                "assessment: CT, id: two, at: 2020-04-20, response: SD"
            ),
            "censored 110-120 (two) last-assessment",
        ),
    ],
)
def test_partial_dates(answer, start, events, expected):
    assert answer("PFS", f"{PARTIAL_START.format(start)}\n{events}") == expected


def test_an_assessment_that_may_precede_the_start_says_which_alternatives_there_are(encoded):
    result = endpoint(
        encoded(
            "therapy: crizotinib, start: 2020-04\nassessment: CT, at: 2020-04-10, response: PD"
        ),
        "PFS",
    )

    assert result.cnsr is None
    assert {(a.status.value, str(a.days.least)) for a in result.alternatives} == {
        ("event", "1"),
        ("censored", "0"),
    }
    assert result.missing == "dates that tell which of these it was"


@pytest.mark.parametrize(
    ("responses", "convention", "expected"),
    [
        (("iUPD",), STANDARD, "event 50 (ct-1)"),
        (("iUPD",), ADAM, "censored 51 (ct-1) last-assessment"),
        (("iUPD", "iCPD"), STANDARD, "event 50 (ct-1)"),
        (("iUPD", "iCPD"), ADAM, "event 51 (ct-1)"),
        (("iUPD", "iSD"), STANDARD, "censored 100 (ct-2) last-assessment"),
        (("iUPD", "iUPD"), STANDARD, "event 50 (ct-1)"),
        (("iUPD", "NE"), STANDARD, "event 50 (ct-1)"),
        (("iUPD", "iSD", "iUPD", "iCPD"), STANDARD, "event 150 (ct-3)"),
        (("iUPD", "iPR", "iUPD"), STANDARD, "event 150 (ct-3)"),
        (("iUPD", "iPR", "iUPD"), ADAM, "censored 151 (ct-3) last-assessment"),
        (("iSD", "iCPD"), STANDARD, "event 100 (ct-2)"),
    ],
)
def test_unconfirmed_progression(answer, responses, convention, expected):
    row = "assessment: CT, id: ct-{}, at: day {}, response: {{category: {}, scale: iRECIST}}"
    scans = "\n".join(row.format(n, 50 * n, word) for n, word in enumerate(responses, start=1))

    assert answer("PFS", f"{START}\n{scans}", convention) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (("iCPD", "iSD"), "event 51 (ct-1)"),
        (("iSD", "iCPD"), "event 51 (ct-1)"),
        (("iUPD", "iCR"), "censored 101 (ct-2, ct-3) last-assessment"),
        (("NE", "iCPD"), "event 51 (ct-1)"),
    ],
)
def test_the_worst_record_of_a_day_confirms_a_progression_or_takes_it_back(
    answer, second, expected
):
    row = "assessment: CT, id: ct-{}, at: day {}, response: {{category: {}, scale: iRECIST}}"
    words = zip((50, 100, 100), ("iUPD", *second), strict=True)
    scans = "\n".join(row.format(n, day, word) for n, (day, word) in enumerate(words, start=1))

    assert answer("PFS", f"{START}\n{scans}", ADAM) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("start of treatment", "event 60 (ct)"),
        ("diagnosis", "event 90 (ct)"),
        ("randomisation", "event 67 (ct)"),
    ],
)
def test_the_clock_can_start_elsewhere(answer, start, expected):
    events = f"""{START}
        diagnosis: adenocarcinoma, id: diagnosis, at: day -30
        visit: randomisation, at: day -7
        assessment: CT, at: day 60, response: PD"""

    assert answer("PFS", events, start=start) == expected


def test_no_disease_is_measured_under_adjuvant_treatment(answer):
    events = "therapy: osimertinib, setting: adjuvant, start: day 0"

    assert answer("PFS", events).startswith("not derived: disease to measure")
