"""The author's line numbers against the derived ones, and lines as text."""

import pytest

import cases
from timeline.analysis.answers import answers_of
from timeline.analysis.lines import derive_lines, lines_agree, lines_text
from timeline.document import loads
from timeline.findings import Severity

ADJUVANT = "{therapy: cisplatin, id: adj, setting: adjuvant, start: 2018-01, end: 2018-03}"


def numbered(*numbers):
    drugs = ("gefitinib", "docetaxel", "pembrolizumab", "anlotinib")
    return [
        f"{{therapy: {drug}, id: t{place}, line: {number}, setting: advanced,"
        f" start: 202{place}-01-01, end: 202{place}-06-01, cite: page {place}}}"
        for place, (drug, number) in enumerate(zip(drugs, numbers, strict=False))
    ]


def found(*events, claims=()):
    text = "case: example\nevents:" + "".join(f"\n  - {event}" for event in events)
    text += "\nclaims:" + "".join(f"\n  - {claim}" for claim in claims) if claims else ""
    (case,) = loads(text)
    return list(lines_agree(answers_of(case)))


PARTING = {"breast-her2low-adc", "cml-t315i-ponatinib"}  # see tests/cases/test_reports.py


@pytest.mark.parametrize("name", sorted(set(cases.names()) - PARTING))
def test_the_shipped_cases_agree_with_their_reports(name):
    assert list(lines_agree(answers_of(cases.load(name)))) == []


@pytest.mark.parametrize(
    "events",
    [
        numbered(1, 2, 3),
        [ADJUVANT, *numbered(1, 2, 3)],  # lines of advanced disease
        [ADJUVANT, *numbered(2, 3, 4)],  # every line
        ["{therapy: gefitinib, start: 2020}"],  # nothing is numbered
        ["{assessment: CT, at: 2020}"],
    ],
)
def test_numbers_that_agree_with_one_way_of_counting(events):
    assert found(*events) == []


def test_early_relapses_counted_is_a_way_of_counting_too():
    late = "{therapy: cisplatin, id: adj0, setting: curative, start: 2010-01, end: 2010-03}"
    relapses = ["{progression: liver, at: 2014-01}", "{metastasis: bone, at: 2018-05}"]
    between = "{therapy: docetaxel, id: adj1, setting: adjuvant, start: 2018-01, end: 2018-03}"

    assert found(late, relapses[0], between, relapses[1], *numbered(2, 3)) == []


@pytest.mark.parametrize(
    ("events", "event", "words"),
    [
        (numbered(2, 3, 4), "t0", "no earlier line is told"),
        (numbered(1, 2, 4), "t2", "line 3"),
        (numbered(1, 3, 4), "t1", "line 2"),  # told once, where the counts part
        (numbered(1, 1, 2), "t1", "docetaxel begins"),
    ],
)
def test_the_counts_part_once(events, event, words):
    (finding,) = found(*events)

    assert finding.code == "line-number-disagrees"
    assert finding.severity is Severity.NOTE
    assert finding.events == (event,)
    assert finding.path == ("events", int(event[1]), "line")
    assert finding.cite == (f"page {event[1]}",)
    assert words in finding.message


def test_a_number_that_only_a_claim_states():
    claim = "{line: third-line, of: t1, is: 3, cite: Abstract}"

    (finding,) = found(*numbered(1, 2), claims=[claim])

    assert "t1 is line 3 in the report" in finding.message
    assert finding.path == ("claims", 0, "line")
    assert finding.cite == ("Abstract",)
    assert found(*numbered(1, 2), claims=[claim.replace("is: 3", "is: 2")]) == []


def test_a_switch_for_toxicity_that_the_author_counts_says_its_rule():
    first = (
        "{therapy: imatinib, id: a, line: 1, start: 2020-01, end: 2020-06, stop: toxicity,"
        " setting: advanced}"
    )
    second = "{therapy: dasatinib, id: b, line: 2, start: 2020-07, setting: advanced}"

    (finding,) = found(first, second)

    assert "b is line 2 as numbered here" in finding.message
    assert "toxicity-switch" in finding.message


def test_where_dates_leave_it_open_the_report_is_believed():
    coarse = [event.replace("-01-01", "").replace("-06-01", "") for event in numbered(1, 2)]

    assert found(*coarse) == []


def test_a_number_that_fits_one_reading_of_open_boundaries_agrees():
    """Four undated switches of a partner drug: one line or four? The next number says one."""
    head = "{metastasis: liver, at: 2012}"
    partners = ("pemetrexed", "paclitaxel", "docetaxel", "gemcitabine")
    starts = ("2013-01-08", *(f"after end of c{place}" for place in range(3)))
    courses = [
        f"{{therapy: {partner} + cisplatin, id: c{place}, start: {start}, end: before 2013-08-29}}"
        for place, (partner, start) in enumerate(zip(partners, starts, strict=True))
    ]
    last = "{therapy: crizotinib, line: 2, start: 2013-12}"

    assert found(head, *courses, last) == []
    assert len(found(head, *courses, last.replace("line: 2", "line: 6"))) == 1


def test_lines_as_text():
    rows = lines_text(derive_lines(cases.load("ezr-ros1")))

    assert rows[0] == "LoT 5 (1+4), standard rules"
    assert rows[1] == "1. adjuvant (may count for advanced disease): pemetrexed + cisplatin"
    start = rows.index("5. advanced (line 4 of advanced disease): crizotinib")
    assert rows[start + 1] == (
        "   2023-11 → the data cut-off, ongoing, at least 21.1 months; line 4 as numbered here"
    )
    assert rows[start + 2] == "   not ended"
    other = "or LoT 4 (1+3): anlotinib goes on with the line before (within-window: 0–882 days"
    assert any(row.startswith(other) for row in rows)
    assert "no line: intrapleural (local-route; given intrapleural: no systemic line)" in rows


def test_text_tells_phases_rechallenge_carried_drugs_and_both_numbers():
    (case,) = loads("""
        case: example
        events:
          - {therapy: pemetrexed + cisplatin, id: a, line: 1, start: 2020-01, end: 2020-04,
             stop: completed}
          - {therapy: pemetrexed, id: m, line: 1, start: 2020-05, end: 2020-08, stop: progression}
          - {therapy: gefitinib, id: b, line: 3, start: 2020-09, end: 2021-08}
          - {therapy: pemetrexed + cisplatin, id: c, line: 4, line_label: rescue, start: 2021-10}
    """)

    rows = lines_text(derive_lines(case), "days")

    assert "   maintenance (derived): m, from 2020-05" in rows
    assert "   ended for progression" in rows
    assert "   rechallenge of line 1" in rows
    assert "b is line 3 as numbered here; derived: line 2 of advanced disease" in rows
    assert any("line 4 as numbered here (rescue)" in row for row in rows)


def test_a_long_document_stays_in_its_rows():
    (case,) = loads(f"case: example\nevents:\n  - {{therapy: {'x' * 400}, id: a, line: 1}}")

    assert max(map(len, lines_text(derive_lines(case)))) <= 160


def test_a_line_number_is_the_reports_only_where_a_claim_says_so():
    events = numbered(1, 2)
    claim = "{line: second-line, of: t1, is: 2}"
    read = [f"case: example\nevents:\n{''.join(f'  - {e}{chr(10)}' for e in events)}"] * 2
    read[1] += f"claims:\n  - {claim}\n"
    here, claimed = (derive_lines(loads(text)[0]).lines[1] for text in read)

    assert (here.reported, here.claimed, here.numbered) == ((2,), (), "line 2 as numbered here")
    assert (claimed.reported, claimed.claimed) == ((2,), (2,))
    assert claimed.numbered == "line 2 in the report"
    for text in (*lines_text(derive_lines(loads(read[0])[0])), *here.rules):
        assert "report" not in str(text)
