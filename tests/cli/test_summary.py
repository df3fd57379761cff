"""The first screen of `timeline show`, and `--summary` alone."""

import json
import unicodedata

import pytest
from click.testing import CliRunner

import cases
import timeline
from timeline.analysis.summary import sentence
from timeline.cli.main import main
from timeline.cli.tables import cells
from timeline.text import printable


def show(*arguments: str, columns: int = 80) -> str:
    done = CliRunner(env={"COLUMNS": str(columns)}).invoke(main, ["show", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("name", cases.names())
def test_each_shipped_case_on_one_screen(name, golden):
    golden(f"summary-{name}.txt", show(name, "--summary"))


@pytest.mark.parametrize("name", cases.names())
def test_show_opens_with_the_summary_and_then_has_its_tables(name):
    first, whole = show(name, "--summary"), show(name)

    assert whole.startswith(first)
    assert whole[len(first) :].startswith("Events\n")
    assert len(first.splitlines()) <= 40


@pytest.mark.parametrize("columns", [30, 60, 80, 100])
def test_the_screen_may_be_narrow_or_wide_and_the_words_are_the_same(columns):
    told, wide = show("ezr-ros1", "--summary", columns=columns), show("ezr-ros1", "--summary")

    assert told.split() == wide.split()
    assert max(map(cells, told.splitlines())) <= columns


@pytest.mark.parametrize("columns", [80, 100])
@pytest.mark.parametrize("name", cases.names())
def test_no_table_becomes_prose_on_a_screen_of_eighty_columns(name, columns):
    assert " · " not in show(name, columns=columns)


@pytest.mark.parametrize("name", cases.names())
def test_json_has_the_same_sentence_for_each_line(name):
    screen = " ".join(show(name, "--summary", columns=2000).split())
    whole = json.loads(show(name, "--json"))["summary"]

    assert json.loads(show(name, "--summary", "--json")) == {"summary": whole}
    assert len(whole["lines"]) == len(json.loads(show(name, "--json"))["lines"])
    for line in whole["lines"]:
        assert line["sentence"] in screen


@pytest.mark.parametrize("name", cases.names())
def test_what_is_marked_is_what_the_report_alone_says_otherwise(name):
    chronology = timeline.solve(cases.load(name))
    alone = chronology.without_assumptions or chronology
    by_report = {
        line.line.therapies: (line.name, sentence(line)) for line in timeline.summary(alone).lines
    }

    for line in timeline.summary(chronology).lines:
        same = by_report.get(line.line.therapies) == (line.name, sentence(line).replace("*", ""))
        assert same is not line.marked, line.name


def test_the_unit_is_that_of_the_tables(tmp_path):
    path = tmp_path / "case.yaml"
    therapy = "{therapy: crizotinib, start: 2020-01-01, end: 2020-12-02}"
    path.write_text(f"case: c\nevents:\n  - {therapy}\n", encoding="utf-8")

    assert "Crizotinib for 48.0 weeks." in show(str(path), "--summary", "--unit", "weeks")


def test_json_names_what_a_length_rests_on(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(
        "case: c\nevents:\n"
        "  - {therapy: gefitinib, lasted: 10 months}\n"
        "  - {therapy: osimertinib, start: 2020-01-01, end: 2020-12-02}\n",
        encoding="utf-8",
    )

    first, second = json.loads(show(str(path), "--summary", "--json"))["summary"]["lines"]

    assert first["length_rests_on"] == ["as stated"]
    assert first["sentence"] == "Gefitinib for 10 months as stated."
    assert second["length_rests_on"] == []


HOSTILE = "\x1b[31m\x07\u202eevil\u2066\u200b\n=cmd| · " + "x" * 5000


def test_hostile_words_stay_words_on_one_line_of_bounded_length(tmp_path):
    path = tmp_path / "hostile.json"
    document = {
        "case": "hostile",
        "title": HOSTILE[:300],
        "patient": {"sex": HOSTILE, "age": "50 years", "age_at": "not stated", "smoking": HOSTILE},
        "events": [
            {"diagnosis": HOSTILE, "at": "2020-01-01"},
            {
                "therapy": [{"name": HOSTILE, "dose": "5 mg", "schedule": HOSTILE}],
                "id": "drug",
                "regimen": HOSTILE,
                "start": "2020-02-01",
                "end": "2020-05-01",
            },
            {"assessment": "CT", "at": "2020-03-01", "response": {"wording": HOSTILE}},
            {"progression": [HOSTILE] * 9, "at": "2020-04-01"},
            {"test": "NGS", "at": "2020-04-02", "found": [HOSTILE[:200]]},
            {"follow_up": HOSTILE, "at": "2020-06-01"},
            {"death": HOSTILE, "at": "2020-07-01"},
        ],
    }
    path.write_text(json.dumps(document), encoding="utf-8")

    told = show(str(path), "--summary")

    assert len(told) < 8000
    for row in told.splitlines():
        assert cells(row) <= 80
        assert printable(row) == row
        assert not any(unicodedata.category(letter) == "Cc" for letter in row)
    assert "\u202e" not in told
    assert "\u202e" not in show(str(path), "--summary", "--json")


def test_an_empty_case_has_a_screen_too(tmp_path):
    path = tmp_path / "empty.yaml"
    path.write_text("case: empty\nevents: []\n", encoding="utf-8")

    assert show(str(path), "--summary").splitlines() == [
        "",
        "empty",
        "",
        "Patient  Sex and age not stated.",
        "Disease  Diagnosis not stated; molecular findings not stated.",
        "",
    ]
    assert json.loads(show(str(path), "--summary", "--json"))["summary"]["lines"] == []
