"""A document against its report's text: each rule where it speaks, and where it must be silent."""

import pytest

from timeline.analysis.source import SOURCE_CODES, check_source
from timeline.analysis.source.places import places
from timeline.budgets import BUDGET
from timeline.document import loads
from timeline.findings import Severity

REPORT = """A rare tumour, and what became of it.

1 Introduction

Fusions of this kind are rare (Roe et al., 2014), and were first seen in 2007.

2 Case report

A 61-year-old man was admitted in September 2016 (Figure 1A). Sequencing at a
depth of 800\u00d7 found an EGFR 19del with a variant allele fraction of 12.5% and
TP53, RB1 and PTEN mutations. Afatinib (40 mg once daily) was started on
October 3, 2016.

Three weeks later a scan showed a partial response. Four doses of Xgeva were
given from December 24 to March 18, 2017. KIF5B exon 15\u2014RET exon 12 was
identi ed, and the lesion was irradiated with 30 Gy in ten fractions; his
ECOG performance status was 1. Ge tinib was tried in May 2018.

3 Discussion

A trial of osimertinib began in June 2012.

FIGURE 1
Scans. (A) Before treatment. (B-D) During treatment.

References

1. Roe J. Something small. J Example. 2014 May 3;12(3):45-9. Received: 2 May 2013.
"""

DOCUMENT = """
case: any
patient: {sex: male, age: 61 years, cite: "Case report, paragraph 1"}
events:
  - {visit: admission, at: 2016-09, cite: "Case report, paragraph 1; Figure 1 A"}
  - test: NGS
    depth: 800 x
    genes: [EGFR, TP53]
    found:
      - {as_written: EGFR exon 19 deletion, vaf: 12.5 %}
      - RB1 mutation
      - {as_written: KIF5B exon 15-RET exon 12, cite: "Case report, paragraph 2"}
  - therapy: [{name: afatinib, dose: 40 mg}]
    start: 2016-10-03
  - assessment: CT
    at: start of afatinib + 3 weeks
    response: PR
    cite: Figure 1 B-D
  - {supportive_care: denosumab, doses: 4, start: 2016-12-24, end: 2017-03-18}
  - {radiotherapy: lesion, dose: 30 Gy, fractions: 10}
  - {performance_status: 1}
  - {therapy: gefitinib, start: 2018-05}
claims:
  - {count: doses, of: denosumab, is: 4, cite: "Case report, paragraph 2"}
"""


def compare(document, text=REPORT):
    (case,) = loads(document)
    return check_source(case, text)


def found(code, document=DOCUMENT, text=REPORT):
    return [finding for finding in compare(document, text) if finding.code == code]


def test_a_document_that_says_what_its_report_says_has_no_findings():
    assert compare(DOCUMENT) == ()


def changed(old, new):
    assert DOCUMENT.count(old) == 1
    return DOCUMENT.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "path", "near"),
    [
        ("at: 2016-09", "at: 2016-08", ("events", 0, "at"), "2016-09 (line 9)"),
        ("at: 2016-09", "at: 2016-09-02", ("events", 0, "at"), "2016-09 (line 9)"),
        ("at: 2016-09", "at: 2014-01/2016-09", ("events", 0, "at"), "line"),
        ("age: 61", "age: 16", ("patient", "age"), "61 years (line 9)"),
        ("800 x", "8000 x", ("events", 1, "depth"), "800 x (line 10)"),
        ("[EGFR, TP53]", "[EGFR, TP35]", ("events", 1, "genes", 1), "'TP53' (line 11)"),
        ("12.5 %", "1.25 %", ("events", 1, "found", 0, "vaf"), "12.5 % (line 10)"),
        ("exon 19 del", "exon 20 del", ("events", 1, "found", 0), None),
        ("RB1 mutation", "KRAS mutation", ("events", 1, "found", 1), None),
        ("RB1 mutation", "EGFR T790M", ("events", 1, "found", 1), None),
        ("RET exon 12", "RET exon 11", ("events", 1, "found", 2), None),
        ("name: afatinib", "name: anlotinib", ("events", 2, "therapy", 0), None),
        ("dose: 40 mg", "dose: 30 mg", ("events", 2, "therapy", 0, "dose"), "40 mg (line 11)"),
        ("+ 3 weeks", "+ 2 weeks", ("events", 3, "at"), "3 weeks (line 14)"),
        ("response: PR", "response: CR", ("events", 3, "response", 0), None),
        ("doses: 4,", "doses: 5,", ("events", 4, "doses"), "4 doses (line 14)"),
        ("2016-12-24", "2017-12-24", ("events", 4, "start"), "2018-05 (line 17)"),
        ("30 Gy", "60 Gy", ("events", 5, "dose"), "30 Gy (line 16)"),
        ("fractions: 10", "fractions: 15", ("events", 5, "fractions"), "10 fractions (line 16)"),
        ("performance_status: 1", "performance_status: 2", ("events", 6, "performance_status"), ""),
        ("is: 4", "is: 6", ("claims", 0, "is"), "4 doses"),
    ],
)
def test_what_the_text_does_not_say_is_told_with_what_is_nearest(old, new, path, near):
    document = changed(old, new)
    if "of: denosumab" in document and "anlotinib" in new:
        document = document.replace("start of afatinib", "start of anlotinib")
    (finding,) = [f for f in found("not-in-source", document) if f.path == path]

    assert finding.severity is Severity.WARNING
    if near:
        assert near in finding.message


@pytest.mark.parametrize("more", [0, 1])
def test_another_report_gets_so_many_nearest_words_and_says_that_there_are_more(more):
    genes = ", ".join(f"afatini{10 + n}" for n in range(BUDGET.missing + more))

    missing = found("not-in-source", changed("[EGFR, TP53]", f"[{genes}]"))

    assert sum("nearest" in finding.message for finding in missing) == BUDGET.missing
    said = found("bound-met", changed("[EGFR, TP53]", f"[{genes}]"))
    assert [f"first {BUDGET.missing}" in finding.message for finding in said] == [True] * more


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at: 2016-09", "at: {assumed: 2011-01, because: it is not said}"),
        ("at: 2016-09", "at: 2016-09~"),
        ("at: 2016-09", "at: before 2016-10-03"),
        ("exon 19 deletion", "19del"),
        ("KIF5B exon 15-RET exon 12", "KIF5B(ex15)::RET(ex12)"),
        ("+ 3 weeks", "+ 21 days"),
        ("supportive_care: denosumab", "supportive_care: Xgeva"),
    ],
)
def test_what_is_assumed_or_spelled_otherwise_is_not_missed(old, new):
    document = DOCUMENT.replace(old, new)
    if "Xgeva" in new:
        document = document.replace("of: denosumab", "of: Xgeva")

    assert found("not-in-source", document) == []


def test_a_number_with_another_unit_is_a_note():
    (finding,) = found("not-in-source", changed("12.5 %", "12.5 reads"))

    assert finding.severity is Severity.NOTE
    assert "with another unit (line 10)" in finding.message


def test_a_finding_names_its_event_and_where_the_document_says_it_stands():
    (finding,) = found("not-in-source", changed("at: 2016-09", "at: 2016-08"))

    assert finding.events == ("admission",)
    assert finding.cite == ("Case report, paragraph 1; Figure 1 A",)


def test_a_regimen_stands_for_its_drugs():
    document = "case: x\nevents:\n  - {therapy: fluorouracil + oxaliplatin, regimen: FOLFOX}"

    assert found("not-in-source", document, "He had FOLFOX.") == []
    assert len(found("not-in-source", document, "He had nothing.")) == 2


def test_a_misspelling_that_was_seen_in_print_is_the_drug_it_means():
    document = "case: x\nevents:\n  - {therapy: cabozantinib}"

    assert compare(document, "He had Carbozantinib.") == ()


@pytest.mark.parametrize(
    ("cite", "message"),
    [
        ("Results", "no heading 'Results'"),
        ("Case reports", "'Case report'"),
        ("Case report, paragraph 3", "has no paragraph 3; it has 2"),
        ("Figure 2", "mentions no figure 2"),
        ("Table 1", "mentions no table 1"),
        ("Figure 1 E", "explains no panel E"),
        ("Figure 1 C-F", "explains no panel E, F"),
        ("line 400", "has no line 400"),
    ],
)
def test_a_cited_place_that_is_not_there(cite, message):
    document = changed("cite: Figure 1 B-D", f"cite: {cite}")
    (finding,) = found("place-not-found", document)

    assert finding.severity is Severity.WARNING
    assert message in finding.message
    assert (finding.events, finding.path) == (("ct",), ("events", 3, "cite"))


@pytest.mark.parametrize(
    "cite",
    ["Abstract", "title", "Case report, paragraphs 1 and 2", "Fig. 1A", "Figure 1 A, C", "page 7",
     "Discussion", "Introduction, paragraph 1; Case report, paragraph 2, Figure 1", "line 3"],
)  # fmt: skip
def test_a_cited_place_that_is_there_or_cannot_be_told(cite):
    assert found("place-not-found", changed("cite: Figure 1 B-D", f'cite: "{cite}"')) == []


def test_a_place_is_missed_once_for_all_that_cite_it():
    document = DOCUMENT.replace("Case report, paragraph 2", "Case report, paragraph 9")

    (finding,) = found("place-not-found", document)
    assert finding.path == ("events", 1, "found", 2, "cite")


def test_pages_are_known_where_the_text_marks_them():
    document = changed("cite: Figure 1 B-D", "cite: page 3")

    assert found("place-not-found", document, REPORT + "\f") != []
    assert found("place-not-found", document, REPORT + "\f\f") == []


def test_paragraphs_behind_a_caption_are_a_note():
    text = REPORT.replace(
        "Three weeks", "Abbreviations: CT, tomography.\nand so on.\n\nThree weeks"
    )
    document = changed("cite: Figure 1 B-D", 'cite: "Case report, paragraph 3"')

    (finding,) = found("place-not-found", document, text)
    assert finding.severity is Severity.NOTE


def test_an_excerpt_without_headings_has_no_wrong_sections():
    assert found("place-not-found", changed("; Figure 1 A", ""), "He was 61. Figure 1") == []


def test_the_places_of_a_citation():
    cite = "Case report, paragraphs 1\u20132 and 5; Figures 1 and 3; Supplementary Table 2; p. 4"

    assert [str(place) for place in places(cite)] == [
        "Case report", "Case report, paragraphs 1 and 2 and 5", "Figure 1", "Figure 3",
        "Table S2", "page 4",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "date", "severity"),
    [
        ("at: 2016-09,", "", "2016-09", Severity.WARNING),
        ("start: 2016-10-03", "start: 2016-10", "2016-10-03", Severity.WARNING),
        ("end: 2017-03-18", "end: 2017-03-19", "2017-03-18", Severity.WARNING),
        ("start: 2018-05", "note: it was 2018", "2018-05", Severity.WARNING),
    ],
)
def test_a_date_of_the_patient_that_no_event_has(old, new, date, severity):
    (finding,) = found("date-not-encoded", changed(old, new))

    assert date in finding.message
    assert finding.severity is severity
    assert finding.cite[0].startswith("line ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("start: 2018-05", "note: it was begun in May 2018"),
        ("start: 2018-05", "start: 2018-05-04"),
        ("start: 2018-05", "start: 2018-05~"),
        ("start: 2018-05", "start: 2018-05-01/2018-06-03"),
        ("start: 2018-05", "start: end of denosumab + 14 months"),
    ],
)
def test_a_date_that_the_document_has_in_some_way(old, new):
    document = changed(old, new)
    text = REPORT.replace("March 18, 2017", "March 2017")
    document = document.replace("2017-03-18", "2017-03-01") if "+" in new else document
    text = text if "+" in new else REPORT

    assert found("date-not-encoded", document, text) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Crizotinib was approved by the agency in March 2016.",
        "Received: 3 May 2021. Accepted 4 June 2021.",
        "The 2017 edition was used (Roe et al., 2014).",
        "Staged by the guidelines of 2015.",
        "The trial (NCT01945021, No. 2019-05) is known.",
        "Consent was given by the ethics committee on 3 May 2021.",
        "J Example 2019 Mar 5;12(3):4.",
    ],
)
def test_dates_of_print_and_literature_are_no_events(sentence):
    text = REPORT.replace("Three weeks", f"{sentence}\nThree weeks")

    assert found("date-not-encoded", text=text) == []


def test_a_year_and_a_day_without_its_year_are_notes():
    text = REPORT.replace("Three weeks", "He smoked until 2009, and fell on March 5. Three weeks")
    findings = found("date-not-encoded", text=text)

    assert [f.severity for f in findings] == [Severity.NOTE, Severity.NOTE]
    assert "the year is not stated" in findings[1].message


def test_therapy_received_from_a_date_is_no_date_of_print():
    text = REPORT.replace("Three weeks", "He received pemetrexed until May 2019. Three weeks")

    assert [f.code for f in compare(DOCUMENT, text)] == ["date-not-encoded", "drug-not-encoded"]


def test_a_drug_of_the_patient_that_no_event_gives():
    text = REPORT.replace("Three weeks", "Nab-paclitaxel and AZD9291 followed. Three weeks")
    findings = found("drug-not-encoded", text=text)

    assert [f.message.split(";")[0] for f in findings] == [
        "the text names nab-paclitaxel",
        "the text names osimertinib",
    ]
    assert findings[0].cite == ("line 14 of the text",)


def test_a_drug_that_a_note_mentions_or_only_the_discussion_is_not_missed():
    text = REPORT.replace("Three weeks", "He declined docetaxel. Three weeks")
    noted = changed("start: 2018-05", "start: 2018-05, note: docetaxel was declined")

    assert found("drug-not-encoded", noted, text) == []
    assert found("drug-not-encoded") == []


def test_no_message_holds_a_sentence_of_the_text():
    findings = compare("case: x\nevents:\n  - {therapy: a drug, cite: 'Tables, 3'}", REPORT)
    words = REPORT.split()
    runs = {" ".join(words[i : i + 9]) for i in range(len(words) - 8)}

    assert findings
    assert not [f for f in findings for run in runs if run in f.message]


def test_the_checks_say_nothing_but_their_own_codes():
    text = "Figure 9 of June 2019: docetaxel, RET (epidermal growth factor receptor)."
    findings = compare(DOCUMENT, text)

    assert {f.code for f in findings} == SOURCE_CODES
