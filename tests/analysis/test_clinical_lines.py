"""Lines of therapy: reasons, ends, numbers, overlap."""

import pytest

import cases
from timeline.analysis import CLINICAL_CHECKS, check
from timeline.document import loads
from timeline.findings import Severity

FIRST = "{therapy: gefitinib, line: 1, start: 2020-01}"
SECOND = "{therapy: osimertinib, line: 2, start: 2021-01}"


def found(code, *events):
    listed = "\n".join(f"  - {event}" for event in events)
    (case,) = loads(f"case: example\nevents:\n{listed}")
    return [f for f in check(case, CLINICAL_CHECKS) if f.code == code]


def of_case(name, code):
    return [f for f in check(cases.load(name), CLINICAL_CHECKS) if f.code == code]


def test_no_progression_is_documented_for_befotertinib():
    (finding,) = of_case("ezr-ros1", "line-without-reason")

    assert finding.severity is Severity.WARNING
    assert finding.events == ("anlotinib", "befotertinib")
    assert of_case("tbc1d32-ros1", "line-without-reason") == []


@pytest.mark.parametrize(
    "between",
    [
        "{assessment: CT, at: 2020-06, response: SD}",
        "{assessment: CT, at: 2019-12, response: PD}",  # why line 1 was begun
        "{assessment: CT, at: 2021-03, response: PD}",
        "{adverse_event: rash, start: 2020-03, effect: none}",
        "{adverse_event: rash, start: 2020-03, presence: absent, effect: stopped}",
        "{progression: bone, at: 2020-11, certainty: excluded}",
    ],
)
def test_a_line_left_without_a_reason(between):
    assert found("line-without-reason", FIRST, between, SECOND)


@pytest.mark.parametrize(
    "between",
    [
        "{assessment: CT, at: 2020-11, response: PD}",
        "{assessment: CT, at: 2020-11, response: {wording: enlarged, scope: lesion, site: liver}}",
        "{progression: brain, at: 2020-11}",
        "{metastasis: liver, at: 2020-11}",
        "{transformation: small cell carcinoma, at: 2020-11}",
        "{adverse_event: pneumonitis, start: 2020-11, effect: discontinued}",
        "{follow_up: relapse, at: 2020-11}",
        "{assessment: CT, at: 2020, response: PD}",  # for all the date says
        "{assessment: CT, response: PD}",
    ],
)
def test_a_reason_or_what_may_be_one(between):
    assert found("line-without-reason", FIRST, between, SECOND) == []


@pytest.mark.parametrize("reason", ["progression", "patient's wish", "toxicity", "completed"])
def test_a_stated_stop_is_a_reason(reason):
    first = FIRST.replace("}", f", stop: {reason}}}")

    assert found("line-without-reason", first, SECOND) == []


def test_an_adverse_event_of_another_therapy_is_no_reason():
    adjuvant = "{therapy: cisplatin, id: adjuvant, start: 2019-01}"
    event = "{adverse_event: nausea, start: after 2019, attributed_to: adjuvant, effect: stopped}"

    assert found("line-without-reason", adjuvant, event, FIRST, SECOND)


def test_ends_that_are_not_dated():
    assert [f.events[0] for f in of_case("ezr-ros1", "line-stop-not-stated")] == [
        "icotinib",
        "befotertinib",
        "anlotinib",
    ]
    (icotinib, *_) = of_case("ezr-ros1", "line-stop-not-stated")
    assert icotinib.severity is Severity.NOTE
    assert "2020-09-30" in icotinib.message


@pytest.mark.parametrize(
    ("end", "count"),
    [
        ("end: 2020-09", 0),
        ("end: 2020", 0),
        ("end: start of gefitinib + 3 months", 0),
        ("end: ongoing", 0),
        ("end: after 2020-09", 1),
        ("end: {assumed: 2020-09, because: the next line}", 1),
        ("stop: progression", 1),
    ],
)
def test_the_end_of_a_line(end, count):
    therapy = f"{{therapy: gefitinib, line: 1, start: 2020-01, {end}}}"

    assert len(found("line-stop-not-stated", therapy)) == count
    assert found("line-stop-not-stated", therapy.replace("line: 1", "setting: adjuvant")) == []


@pytest.mark.parametrize(
    ("second", "third", "count"),
    [("2021-01", "2020-06", 1), ("2020-06", "2021-01", 0), ("2020-06", "2020", 0)],
)
def test_line_3_before_line_2(second, third, count):
    findings = found(
        "lines-out-of-order",
        f"{{therapy: gefitinib, line: 2, start: {second}}}",
        f"{{therapy: osimertinib, line: 3, start: {third}}}",
    )

    assert len(findings) == count


@pytest.mark.parametrize(
    ("other", "count"),
    [
        ("therapy: docetaxel, line: 1, start: 2020-05", 1),
        (
            "therapy: docetaxel, line: 1, start: 2020-05, phase: maintenance",
            1,
        ),  # the first has none
        ("therapy: docetaxel, line: 1, start: 2020-05, phase: concurrent", 0),
        ("therapy: docetaxel, line: 2, start: 2020-05", 0),
        ("therapy: cisplatin + pemetrexed, line: 1, start: 2020-05", 0),
        ("therapy: carboplatin + pemetrexed, line: 1, start: 2020-05", 0),  # stands in
        ("therapy: bevacizumab, line: 1, start: 2020-01", 0),  # a combination
        ("therapy: docetaxel, line: 1, start: 2020", 0),  # may be one
    ],
)
def test_two_regimens_of_one_number(other, count):
    first = "{therapy: pemetrexed + cisplatin, line: 1, start: 2020-01}"

    assert len(found("line-number-shared", first, f"{{{other}}}")) == count


def test_phases_of_a_line_share_its_number():
    assert of_case("tbc1d32-ros1", "line-number-shared") == []


@pytest.mark.parametrize(
    ("at", "count"),
    [
        ("at: 2020-03", 1),
        ("at: 2020", 1),
        ("at: 2020-03-04", 0),
        ("at: 2020-03, doses: 1", 0),
        ("at: 2020-03/2020-04", 0),
        ("start: 2020-03", 0),
    ],
)
def test_a_line_within_one_day(at, count):
    assert len(found("line-of-one-day", f"{{therapy: gefitinib, line: 1, {at}}}")) == count


@pytest.mark.parametrize(
    ("start", "count"),
    [
        ("2020-03-01", 1),
        ("2020-06-30", 0),  # from the day the other ended
        ("2020-06", 0),  # perhaps from its last day
        ("2020", 0),
    ],
)
def test_two_courses_of_one_drug(start, count):
    findings = found(
        "overlapping-courses",
        "{therapy: gefitinib, start: 2020-01-01, end: 2020-06-30}",
        f"{{therapy: Iressa, start: {start}, end: 2020-12}}",
    )

    assert len(findings) == count


def test_routes_may_go_side_by_side():
    courses = [
        f"{{therapy: [{{name: methotrexate, route: {route}}}], start: 2020-01, end: 2020-05}}"
        for route in ("intravenous", "intrathecal")
    ]

    assert found("overlapping-courses", *courses) == []
