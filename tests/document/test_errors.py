"""Each mistake, where it is shown and what is said: all of a file's at once, in its order."""

from textwrap import dedent

import pytest

from timeline.document import loads
from timeline.errors import DocumentError


def complaints(text: str) -> list[str]:
    """The problems of a text, without the name of the file."""
    with pytest.raises(DocumentError) as caught:
        loads(dedent(text))
    return [str(problem).removeprefix("<text>:") for problem in caught.value.problems]


def test_everything_wrong_is_said_at_once_and_in_order():
    assert complaints("""\
        case: ezr-ros1
        patient: {sex: female, age: 57, smokes: never}
        events:
          - therapy: icotinib
            line: one
            start: 2017-13
            stop: progresion
          - therpy: befotertinib
            start: 2021
          - test: NGS
            at: 2021-04
            spacimen: plasma
        claims:
          - interval: start of icotinib -> end of icotinib
        """) == [
        (
            "2:29: patient.age: '57': is not an amount of time; "
            "write '21 months', '~3 weeks' or '>19 months'"
        ),
        "2:33: patient.smokes: unknown key 'smokes'; did you mean 'smoking'?",
        "5:11: events[0].line: 'one': expected a whole number, such as 2",
        "6:17: events[0].start: '2017-13': there is no month 13",
        (
            "7:11: events[0].stop: 'progresion': expected one of progression, toxicity, "
            "completed, patient's wish, financial, trial withdrawal, planned switch, death, "
            "other, not stated; did you mean 'progression'?"
        ),
        "8:5: events[1]: no key says what this is; did you mean 'therapy' by 'therpy'?",
        "12:5: events[2].spacimen: unknown key 'spacimen'; did you mean 'specimen'?",
        "14:5: claims[0]: the key 'is' is missing",
    ]


def test_the_column_is_that_of_the_bad_part_of_a_moment():
    assert complaints("""\
        case: a
        events:
          - symptom: cough
            start: 2016-09, before biopsy or 2016-13-01
        """) == [
        "4:43: events[0].start: '2016-09, before biopsy or 2016-13-01': there is no month 13"
    ]


def test_a_quoted_text_is_pointed_at_as_a_whole():
    assert complaints("""\
        case: a
        day_zero: "2016-13"
        """) == ["2:11: day_zero: '2016-13': there is no month 13"]


@pytest.mark.parametrize(
    ("event", "complaint"),
    [
        ("{death: , at: 2020}", "3:13: events[0].death: empty value; leave the key out when"),
        ("{death: cancer, at: ~}", "3:25: events[0].at: empty value; leave the key out when"),
        ("{death: cancer, note: null}", "3:27: events[0].note: empty value; leave the key out"),
        ("{death: [cancer]}", "3:13: events[0].death: expected a text, found a list"),
        ("{test: NGS, found: {}}", "3:24: events[0].found: the key 'as_written' is missing"),
        ("{test: NGS, found: [[x]]}", "3:25: events[0].found[0]: expected a text or a mapping"),
        ("{diagnosis: a, stage: II}", "3:27: events[0].stage: expected a mapping, found the text"),
        ("{therapy: a, line: '1'}", "3:24: events[0].line: '1': a whole number is written without"),
        ("{therapy: a, line: 1.0}", "3:24: events[0].line: '1.0': expected a whole number"),
        ("{adverse_event: a, grade: 6}", "3:31: events[0].grade: '6': expected one of 1, 2, 3"),
        ("{procedure: a, type: biopsi}", "3:26: events[0].type: 'biopsi': expected one of surgery"),
        ("{therapy: a, test: b}", "3:18: events[0]: names two kinds, 'therapy' and 'test'"),
        ("{at: 2020}", "3:5: events[0]: no key says what this is: one of diagnosis, metastasis"),
        ("icotinib", "3:5: events[0]: expected a mapping such as 'diagnosis: ...', found the text"),
        ("{therapy: ''}", "3:15: events[0].therapy: names no drug; write a class"),
        ("{therapy: a, end: {assumed: 2020}}", "3:23: events[0].end: the key 'because' is missing"),
        (
            "{therapy: a, end: {assumed: 2O20, because: b}}",
            "3:33: events[0].end.assumed: no event is called '2O20'",
        ),
        ("{therapy: a, end: {assumed: 2020, because: ' '}}", "3:48: events[0].end.because: an ass"),
        ("{therapy: a, at: ongoing}", "3:22: events[0].at: 'ongoing': only an end can be ongoing"),
        ("{diagnosis: a, stage: {system: TNM}}", "3:36: events[0].stage.system: 'TNM': a TNM"),
        ("{assessment: CT, response: {site: a}}", "3:32: events[0].response: a response needs"),
        ("{id: cut-off, death: a}", "3:10: events[0].id: 'cut-off': names a moment of the case"),
    ],
)
def test_one_event(event: str, complaint: str):
    (seen,) = complaints(f"case: a\nevents:\n  - {event}")

    assert seen.startswith(complaint)


def test_ids_are_unique_also_beside_other_mistakes():
    assert complaints("""\
        case: a
        events:
          - {test: NGS, id: ngs}
          - {test: CT, id: ct, at: 20}
          - {test: NGS, id: ngs}
          - {test: NGS, id: ngs}
        """) == [
        (
            "4:28: events[1].at: '20': is not a date; "
            "write 2023-02-14, 2016-09, 2016, 2016-09~ or 2019-09/2020-01"
        ),
        "5:21: events[2].id: 'ngs' is the id of the event on line 3 already",
        "6:21: events[3].id: 'ngs' is the id of the event on line 3 already",
    ]


def test_references_lead_somewhere():
    assert complaints("""\
        case: a
        events:
          - therapy: icotinib
            start: after ngs
            end: {assumed: before biopsie, because: nothing is said}
            tumour: left
          - procedure: liver puncture
            type: biopsy
        claims:
          - interval: start of icotinib -> end of gefitinib
            is: 2 months
        """) == [
        "4:12: events[0].start: no event is called 'ngs'",
        "5:20: events[0].end.assumed: no event is called 'biopsie'; did you mean 'biopsy'?",
        "6:13: events[0].tumour: no tumour is called 'left'",
        "10:15: claims[0].interval: no event is called 'gefitinib'; did you mean 'icotinib'?",
    ]


def test_what_a_file_must_be():
    assert complaints("- case: a") == [
        "1:1: expected a case, a mapping with the key 'case', found a list"
    ]
    assert complaints("icotinib") == [
        "1:1: expected a case, a mapping with the key 'case', found the text 'icotinib'"
    ]
    assert complaints("case: a\n---\n") == [
        "3:1: expected a case, a mapping with the key 'case', found nothing"
    ]
    assert complaints("# nothing yet\n") == ["1:1: holds no case: there is nothing in it"]
    assert complaints("events: []") == ["1:1: the key 'case' is missing"]
    assert complaints("case: two words") == [
        "1:7: case: 'two words': a case's id is letters, digits, '-', '_' and '.'"
    ]


def test_cases_of_one_file_have_different_ids():
    assert complaints("case: a\n---\ncase: b\n---\ncase: a") == [
        "5:7: case: 'a' is the case on line 1 already"
    ]


def test_keys_are_given_once():
    assert complaints("""\
        case: a
        events:
          - therapy: icotinib
            start: 2017
            start: 2018
        """) == ["5:5: events[0].start: the key 'start' is on line 4 already"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("case: a\n\tnote: b", "2:1: a tab cannot indent or separate; use spaces"),
        ("case: a\nnote: b: c", "2:8: ':' is not allowed here; a text that contains ': ' needs"),
        ("case: a\nnote: @b", "2:7: '@' cannot begin a value; put the text in quotes"),
        ("case: a\nnote\ntitle: b", "3:1: this line has no ':'; a 'key: value' is expected"),
        ("case: a\nevents: [1", "3:1: is not YAML: while parsing a flow sequence, did not find"),
        ("case: a\nnote: b\x07", "2:8: the character U+0007 cannot stand in YAML; write it quoted"),
        ("case: \ud800", "1:7: the character U+D800 cannot stand in YAML"),
        ("case: !!python/name:os.system a", "1:7: case: tags (tag:yaml.org,2002:python/name:os."),
        ("case: &a b", "1:7: case: anchors (&a) are not read: write the value out"),
        ("case: *a", "1:7: case: aliases (*a) are not read: write the value out"),
        ("case: a\n<<: {note: b}", "2:1: <<: merge keys (<<) are not read: write the keys out"),
        ("case: a\n[note]: b", "2:1: a key is a word, not a list"),
        ("case: a\n? {note: b}\n: c", "2:3: a key is a word, not a mapping"),
    ],
)
def test_yaml_that_is_not_read(text: str, complaint: str):
    (seen,) = complaints(text)

    assert seen.startswith(complaint)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('{"case": "a",}', "1:13: is not JSON: a comma after the last value"),
        ('{"case": "a"\n"b": 1}', "2:1: is not JSON: ',' or '}' is expected"),
        ('{"case" "a"}', "1:9: is not JSON: ':' is expected"),
        ("{case: a}", "1:2: is not JSON: a key in double quotes is expected"),
        ('{"case": a}', "1:10: is not JSON: a value is expected"),
        ('{"case": "a"} x', "1:15: is not JSON: more text after the end of the document"),
        ('{"case": "a', "1:10: is not JSON: unterminated string starting at"),
        ('{"case": "\\ud83d"}', "1:10: is not JSON: half a surrogate pair is no character"),
        ('{"case": "a",\n "case": "b"}', "2:2: case: the key 'case' is on line 1 already"),
        ('{"case": "a",\n "note": null}', "2:10: note: empty value; leave the key out when there"),
    ],
)
def test_json_that_is_not_read(text: str, complaint: str):
    with pytest.raises(DocumentError) as caught:
        loads(text, "a.json")

    (problem,) = caught.value.problems
    assert str(problem).startswith(f"a.json:{complaint}")


def test_an_empty_reference_is_an_error_where_it_stands():
    text = "case: a\nevents:\n  - {therapy: crizotinib}\nclaims:\n  - {response: PR, of: ''}\n"
    with pytest.raises(DocumentError) as raised:
        loads(text, "a.yaml")
    (problem,) = raised.value.problems
    assert (problem.line, problem.path) == (5, "claims[0].of")
    assert "''" in problem.message
