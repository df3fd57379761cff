"""What a document may look like, and what its words become."""

from textwrap import dedent

import pytest
import yaml

from timeline.document import loads, read_case, read_cases, yaml_text
from timeline.errors import DocumentError
from timeline.model.assays import Finding, Specimen
from timeline.model.case import Case
from timeline.model.claims import CountClaim, IntervalClaim
from timeline.model.components import Drug, Response, Setting
from timeline.model.events import Assessment, Death, Laboratory, Metastasis, MolecularTest, Therapy
from timeline.model.moments import assumed
from timeline.model.report import Patient


def read(text: str) -> Case:
    """The only case in a text."""
    (case,) = loads(dedent(text))
    return case


def test_the_document_and_the_code_say_the_same_with_the_same_names():
    assert read("""\
        case: ezr-ros1
        patient: {sex: female, age: 57 years, smoking: never}
        events:
          - therapy: icotinib
            line: 1
            setting: advanced
            start: 2017-12
            cite: Case description, paragraph 3
          - test: NGS
            id: ngs-2021
            at: 2021-04
            specimen: not stated
            found: [EGFR T790M]
          - therapy: befotertinib
            line: 2
            start: after ngs-2021
            end: {assumed: before 2023-09, because: the next line began then}
        claims:
          - interval: start of befotertinib -> end of befotertinib
            is: 31 months
            cite: Figure 2 G-I
          - {count: doses, of: befotertinib, is: 4}
        """) == Case(
        id="ezr-ros1",
        patient=Patient(sex="female", age="57 years", smoking="never"),
        events=(
            Therapy(
                "icotinib",
                line=1,
                setting=Setting.ADVANCED,
                start="2017-12",
                cite="Case description, paragraph 3",
            ),
            MolecularTest(
                "NGS",
                id="ngs-2021",
                at="2021-04",
                specimen=Specimen("not stated"),
                found=[Finding("EGFR T790M")],
            ),
            Therapy(
                "befotertinib",
                line=2,
                start="after ngs-2021",
                end=assumed("before 2023-09", because="the next line began then"),
            ),
        ),
        claims=(
            IntervalClaim(
                "start of befotertinib -> end of befotertinib", is_="31 months", cite="Figure 2 G-I"
            ),
            CountClaim("doses", of="befotertinib", is_=4),
        ),
    )


@pytest.mark.parametrize(
    "word",
    "NO yes on true 1e3 1_000 0x1F 017 12:30:45 2020-01-01 2016 .5 1.50 .inf =".split(),
)
def test_a_bare_word_is_the_text_its_writer_typed(word: str):
    assert read(f"case: a\npatient: {{sex: {word}}}").patient.sex == word
    assert read(f"case: a\nnote: {word}").note == word


def test_null_can_be_said_in_quotes():
    assert read("case: a\nnote: 'null'\ntitle: ''") == Case(id="a", note="null", title="")


@pytest.mark.parametrize(
    ("written", "drugs"),
    [
        ("pemetrexed", [Drug("pemetrexed")]),
        ("pemetrexed + cisplatin", [Drug("pemetrexed"), Drug("cisplatin")]),
        ("[pemetrexed, cisplatin]", [Drug("pemetrexed"), Drug("cisplatin")]),
        ("{name: nivolumab, dose: 240 mg}", [Drug("nivolumab", dose="240 mg")]),
        ("[{name: a, route: oral}, b]", [Drug("a", route="oral"), Drug("b")]),
    ],
)
def test_drugs(written: str, drugs: list[Drug]):
    assert read(f"case: a\nevents:\n  - {{therapy: {written}, id: b}}").events == (
        Therapy(drugs, id="b"),
    )


def test_one_value_may_stand_for_a_list_of_one():
    case = read("""\
        case: a
        events: {assessment: CT, id: ct, sites: lung; brain, response: PR}
        """)

    assert case.events == (
        Assessment("CT", id="ct", sites=("lung", "brain"), response=Response("PR")),
    )


def test_a_semicolon_separates_sites_in_a_text_but_not_in_a_list():
    case = read("""\
        case: a
        events:
          - {metastasis: lung; brain, id: b}
          - {metastasis: [lung; left, brain], id: c}
        """)

    assert case.events == (
        Metastasis(("lung", "brain"), id="b"),
        Metastasis(("lung; left", "brain"), id="c"),
    )


def test_numbers_keep_their_printed_digits():
    (found,) = read("case: a\nevents: [{laboratory: NSE, value: 238.70}]").events

    assert isinstance(found, Laboratory)
    assert str(found.value) == "238.70"


def test_several_patients_of_one_paper(tmp_path):
    path = tmp_path / "both.yaml"
    path.write_text("case: first\n---\ncase: second\n", "utf-8")

    assert read_cases(path) == (Case(id="first"), Case(id="second"))
    with pytest.raises(DocumentError, match=r"both\.yaml:3:1: holds 2 cases, one is expected"):
        read_case(path)


def test_a_json_array_holds_several_too(tmp_path):
    path = tmp_path / "both.json"
    path.write_text('[{"case": "first"}, {"case": "second"}]', "utf-8")

    assert read_cases(path) == (Case(id="first"), Case(id="second"))


def test_a_byte_order_mark_and_windows_line_ends(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffcase: a\r\nnote: |\r\n  one\r\n  two\r\n".encode())

    assert read_case(path) == Case(id="a", note="one\ntwo\n")


def test_json_that_yaml_would_not_read():
    (case,) = loads(
        '{\t"case"\n:\t"a", "note": "\\ud83d\\ude00\\/\x7f\\u0000",\n'
        '\t"events": [ {"death" : "not stated", "at": 2020} ]}'
    )

    assert case.note == "\U0001f600/\x7f\x00"
    assert case.events == (Death("not stated", id="death", at="2020"),)


def test_places_in_json_are_exact():
    with pytest.raises(DocumentError) as caught:
        loads('{"case": "a",\n\t"note": "\\ud83d\\ude00", "nte": [1.5e3, -2, true, false]}')

    assert [str(problem) for problem in caught.value.problems] == [
        "<text>:2:26: nte: unknown key 'nte'; did you mean 'note'?"
    ]


def test_braces_alone_do_not_make_json():
    assert read("{case: a, note: b}") == Case(id="a", note="b")


def test_an_empty_json_array_holds_no_case():
    with pytest.raises(DocumentError, match="holds no case"):
        loads("[]")


def test_the_parser_without_c_reads_the_same(monkeypatch):
    text = "case: a\nnote: |\n  b\npatient: {sxe: 'f'}\nevents:\n  - death: c\n    at: d e\n"
    with pytest.raises(DocumentError) as fast:
        loads(text)
    monkeypatch.setattr(yaml_text, "_Loader", yaml.SafeLoader)
    with pytest.raises(DocumentError) as pure:
        loads(text)

    assert pure.value.problems == fast.value.problems
