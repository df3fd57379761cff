"""The text of a report, levelled: what extraction did to it must not hide what it says."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.analysis.source import check_source, read_text
from timeline.analysis.source.calendar import text_dates
from timeline.analysis.source.numerals import measured
from timeline.analysis.source.presence import date_of
from timeline.analysis.source.sections import captions, case_spans, letters, paragraphs, sections
from timeline.model.case import Case
from timeline.model.claims import IntervalClaim
from timeline.model.components import Stage
from timeline.model.events import Assessment, Diagnosis, Laboratory, MolecularTest, Therapy
from timeline.model.report import Patient


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("gefitinib", "treated with Ge tinib daily"),
        ("gefitinib", "treated with ge\ufb01tinib"),
        ("fluorouracil", "5- uorouracil"),
        ("efficacy", "the ef cacy"),
        ("efficacy", "the e cacy"),
        ("crizotinib", "crizo-\ntinib was begun"),
        ("zoledronic acid", "zoledronic\n   acid"),
        ("nab-paclitaxel", "nab\u2011paclitaxel"),
        ("HS-10296", "HS10296"),
        ("5-FU", "5\u2010FU and folinate"),
        ("PD-L1", "PD\u2013L1"),
        ("T790M", "(T790M)"),
        ("cT2aN0M0", "staged cT2aNOMO"),
        ("exon 19 deletion", "exon 19 deletions"),
        ("EZR exon 10-ROS1 exon 34", "EZR exon 10\u2014\nROS1 exon 34"),
        ("1200", "1,200 reads"),
        ("30 mg", "a dose of 3O mg"),
    ],
)
def test_a_phrase_is_found_whatever_was_done_to_it(phrase, text):
    assert read_text(text).has(phrase)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("5 mg", "25 mg"),
        ("5 mg", "0.5 mg"),
        ("5 mg", "5.5 mg"),
        ("20", "2 0"),
        ("20", "2-0"),
        ("2 0", "20"),
        ("PR", "pr and spring"),
        ("MET", "he met criteria"),
        ("alectinib", "al ectinib"),  # no ligature was lost there
        ("imatinib", "imatinibes-like, imatinibal"),
        ("CK", "vitamin C K"),
        ("T790M", "T790Mx"),
        ("20", "Figure 2O"),
    ],
)
def test_a_phrase_is_not_found_where_it_is_not(phrase, text):
    assert not read_text(text).has(phrase)


def test_what_is_found_knows_its_line_whatever_ends_the_lines():
    for end in ("\n", "\r\n", "\r"):
        text = read_text(end.join(["one", "", "crizotinib", "four"]))
        ((begin, _),) = text.find("crizotinib")
        assert text.line(begin) == 3


def test_the_heads_of_pages_do_not_part_a_sentence_from_its_number():
    page = "Doe et al. 10.1000/example\nCase Journal 0{} example.org\n"
    text = read_text("for 21\n" + page.format(3) + "months\nmore\n" + page.format(4) + "text")

    assert [n.value for n in measured(text, "month")] == [21]


def test_table_cells_that_come_back_are_no_heads_of_pages():
    assert read_text("PR\ncrizotinib\nPR\ncrizotinib\nPR\ncrizotinib").has("crizotinib")


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("3 weeks", "week", "3"),
        ("three weeks", "week", "3"),
        ("a 3-week course", "week", "3"),
        ("twenty-one months", "month", "21"),
        ("the 20th month", "month", "20"),
        ("21 and 24 months", "month", "21"),
        ("5\u201310 mg", "mg", "5"),
        ("40Gy", "Gy", "40"),
        ("for a month", "month", "1"),
        ("half a year", "year", "0.5"),
        ("one and a half years", "year", "1.5"),
        ("\u2009 ve weeks", "week", "5"),
        ("238.7 ng/mL", "ng/mL", "238.7"),
        ("0.95%", "%", "0.95"),
        ("500\u00d7", "x", "500"),
    ],
)
def test_a_number_and_its_unit(text, unit, value):
    assert value in [str(n.value) for n in measured(read_text(text), unit)]


@pytest.mark.parametrize("text", ["3 patients; weeks later", "in 3 of all months", "Figure 2M\n0"])
def test_a_number_of_something_else(text):
    assert not [n for unit in ("week", "month") for n in measured(read_text(text), unit)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("in September 2016", ["2016-09"]),
        ("Sept. 2016", ["2016-09"]),
        ("14 February 2023", ["2023-02-14"]),
        ("the 14th of February, 2023", ["2023-02-14"]),
        ("February 14, 2023", ["2023-02-14"]),
        ("February\n14th,\n2023", ["2023-02-14"]),
        ("2023-02-14", ["2023-02-14"]),
        ("2023/2/14", ["2023-02-14"]),
        ("14/02/2023", ["2023-02-14"]),
        ("03/04/2021", ["2021-04-03 or 2021-03-04"]),
        ("09/2016", ["2016-09"]),
        ("from November 20, 2018 to February 11, 2019", ["2018-11-20", "2019-02-11"]),
        ("from November 20 to February 11, 2019", ["2018-11-20", "2019-02-11"]),
        ("August and September 2020", ["2020-08", "2020-09"]),
        ("March 3\u20135, 2021", ["2021-03-03", "2021-03-05"]),
        ("on March 5", ["--03-05"]),
        ("in 2019", ["2019"]),
        ("on Septem-\nber 3, 2O20", ["2020-09-03"]),
        ("31 February 2020", ["2020"]),
        ("it may march on", []),
        ("NCT01945021, 20213400525, 10.3389/x.2025.12", []),
    ],
)
def test_dates_are_read_as_reports_write_them(text, dates):
    assert [date_of(date) for date in text_dates(read_text(text))] == dates


REPORT = """A short abstract that tells of crizotinib.
1 Introduction

Fusions were found in 2007 (Roe et al., 2007).

2 Case description

A man was admitted in March 2020.

He had a scan (Figure 1A).

3 Discussion

Others saw it in May 2011.

Figure 1. Scans of the patient. (A) Before. (B, C) During. (D-F) After.

References

1. Roe J. Something. J Example. 2007 May 3;12(3):4.
"""


def test_the_sections_of_a_report_and_where_the_patient_is():
    text = read_text(REPORT)
    names = [section.name for section in sections(text)]
    (span,) = case_spans(text)

    assert names == ["Introduction", "Case description", "Discussion", "References"]
    assert "A man was admitted" in text.flat[slice(*span)]
    assert "Others" not in text.flat[slice(*span)]
    assert paragraphs(text, sections(text)[1]) == (2, 2)


def test_the_panels_of_a_caption():
    (caption,) = captions(read_text(REPORT))

    assert (caption.kind, caption.number, sorted(caption.panels)) == ("figure", "1", list("ABCDEF"))
    assert letters("M-0") == ("M", "N", "O")


def test_a_text_without_headings_is_all_about_the_patient():
    text = read_text("A man came in 2019.\nHe left.\nReferences\nRoe 2011")
    ((begin, end),) = case_spans(text)

    assert text.flat[begin:end].endswith("He left.\nReferences")


CASE = Case(
    id="any",
    patient=Patient(age="61 years", cite="Case report, paragraph 2; Figure 1 A, B; Table 2"),
    cut_off="2021-05-06",
    events=[
        Therapy("crizotinib", line=1, start="2020-03", cycles="4"),
        Assessment("CT", at="start of crizotinib + 3 weeks", response="PR", cite="Discussion"),
        MolecularTest(
            "NGS",
            at="2020-03/2021",
            genes="EGFR; MET",
            depth="500 x",
            found=[
                "EZR exon 10-ROS1 exon 34",
                "EGFR exon 19 deletion",
                "EGFR T790M",
                "TP53 mutation",
                "TMB 3.4 mut/Mb",
                "ROS1 rearrangement",
                "PD-L1 was negative",
                "MSS",
                "&",
            ],
            cite="page 3; line 7; Supplementary Figure 2",
        ),
        Laboratory("NSE", value="238.7 ng/mL"),
        Diagnosis("adenocarcinoma", stage=Stage(system="TNM", edition="8", tnm="cT2N0M0")),
    ],
    claims=[IntervalClaim("start of crizotinib -> ct", is_="2-3 weeks", cite="Methods")],
)
PIECES = st.sampled_from(
    "crizotinib|March 2020|March 5|2020-03-04|3|weeks|PR|EGFR|exon 19|ROS1|Figure 1 (A)|Table|"
    "\n|\n\n|\f|2 Case report|Discussion|-|\u2014|(|)|0|O|%|., |et al|\u00ad|\ufb01|1,000".split(
        "|"
    )
)


@given(st.text() | st.lists(PIECES, max_size=60).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_no_text_makes_the_check_crash(text):
    for finding in check_source(CASE, text):
        assert finding.message


@given(st.binary(max_size=400))
@settings(max_examples=50, deadline=None)
def test_no_bytes_make_the_check_crash(raw):
    check_source(CASE, raw.decode("latin-1"))


@pytest.mark.parametrize(
    "piece",
    ["a", "1", "1,", "1.", " ", "\n", "March ", "3 March ", "1/", "(A", "Figure 1\n", "EGFR exon ",
     "2020-", "one and ", "fi", "-", "crizotinib ", "PR ", "EZR ROS1 ", "EGFR deletions ",
     "CASE REPORT\nMarch 3, 2020\n",
     "CASE REPORT\n"],
)  # fmt: skip
def test_the_time_grows_with_the_text_and_not_faster(piece):
    def seconds(size):
        text = (piece * size)[:size]
        start = time.process_time()
        check_source(CASE, text)
        return time.process_time() - start

    assert seconds(100_000) < 30 * max(seconds(10_000), 0.02)
