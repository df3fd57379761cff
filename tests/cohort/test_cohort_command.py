"""``timeline cohort`` as a user types it: what is written, what is said, and the exit codes."""

import json

import polars as pl
import pytest
from click.testing import CliRunner

import cases
from timeline.cli import main
from timeline.cohort import Cohort, store
from timeline.cohort.tables import ALL, BY_NAME, STANDARD

GOOD = "case: good\nevents: [{therapy: crizotinib, start: 2020, setting: advanced}]\n"
BAD = "case: bad\nevents: [{diagnosi: lung cancer}]\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*arguments, code=0):
        result = CliRunner().invoke(main, ["cohort", *arguments])
        assert result.exit_code == code, result.output + repr(result.exception)
        return result

    return run


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "good.yaml").write_text(GOOD)
    (tmp_path / "reports" / "bad.yaml").write_text(BAD)
    return "reports"


def test_analyse_fills_the_tables_and_says_what_was_rejected(run, folder, tmp_path):
    result = run("analyse", folder, "-o", "out", "--processes", "1")

    assert "out: 1 case\n" in result.stdout
    assert "lines                  1 rows" in result.stdout
    assert "1 case rejected, all in out/rejects.jsonl:" in result.stderr
    assert "bad (reports/bad.yaml): reports/bad.yaml:2:" in result.stderr
    written = {path.stem for path in (tmp_path / "out").glob("*.parquet")}
    assert written == {table.name for table in STANDARD}
    assert Cohort.from_tables("out").ids == ("good",)


def test_only_the_tables_asked_for_are_filled(run, folder, tmp_path):
    run("analyse", folder, "-o", "out", "--tables", "endpoints, lines", "--processes", "1")

    assert {path.stem for path in (tmp_path / "out").glob("*.parquet")} == {"endpoints", "lines"}
    run("analyse", folder, "-o", "every", "--tables", "all", "--processes", "1")
    written = {path.stem for path in (tmp_path / "every").glob("*.parquet")}
    assert written == {table.name for table in ALL}


def test_the_convention_is_an_option(run, folder):
    run("analyse", folder, "-o", "out", "--convention", "fda", "--processes", "1")

    assert set(Cohort.from_tables("out").endpoints["convention"]) == {"FDA"}
    refused = run("analyse", folder, "-o", "again", "--convention", "FD", code=2)
    assert "did you mean 'FDA'" in refused.stderr


def test_a_name_that_ends_like_a_file_is_a_folder_all_the_same(run, folder, tmp_path):
    run("analyse", folder, "-o", "out.parquet", "--tables", "lines", "--processes", "1")

    assert pl.read_parquet(tmp_path / "out.parquet" / "lines.parquet").height == 1


def test_the_same_command_again_does_nothing_and_anew_begins_again(run, folder, tmp_path):
    run("analyse", folder, "-o", "out", "--processes", "1")
    again = run("analyse", folder, "-o", "out", "--processes", "1")
    assert "out: 1 case\n" in again.stdout

    (tmp_path / "reports" / "bad.yaml").write_text(GOOD.replace("good", "mended"))
    refused = run("analyse", folder, "-o", "out", "--processes", "1", code=2)
    assert "was begun from other input" in refused.stderr
    mended = run("analyse", folder, "-o", "out", "--anew", "--processes", "1")
    assert "out: 2 cases\n" in mended.stdout
    assert mended.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["analyse", "nowhere", "-o", "out"], "'nowhere' does not exist"),
        (["analyse", "empty", "-o", "out"], "holds no documents"),
        (["analyse", "empty", "-o", "out", "--tables", "line"], "did you mean 'lines'"),
        (["analyse", "empty", "-o", "out", "--processes", "0"], "0 is not in the range"),
        (["analyse", "false.parquet", "-o", "out"], "cannot be read as Parquet"),
        (["pack", "ezr-ros", "-o", "x.parquet"], "did you mean 'ezr-ros1'"),
        (["pack", "ezr-ros1", "-o", "x.csv"], "end it in .parquet"),
        (["pack", "ezr-ros1", "ezr-ros1", "-o", "x.parquet"], "two cases are called 'ezr-ros1'"),
        (["tables", "lins"], "did you mean 'lines'"),
    ],
)
def test_bad_input_is_a_sentence_and_code_2(run, tmp_path, arguments, told):
    (tmp_path / "empty").mkdir()
    (tmp_path / "false.parquet").write_text("no Parquet at all")

    result = run(*arguments, code=2)
    assert told in " ".join(result.stderr.split())
    assert "Traceback" not in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "false.parquet"]


def test_pack_makes_a_file_of_cases_of_documents_and_shipped_cases(run, folder, tmp_path):
    result = run("pack", folder, "ezr-ros1", "-o", "cases.parquet")

    assert result.stdout == "cases.parquet: 2 cases\n"
    assert "1 case rejected" in result.stderr
    cohort = Cohort.read(tmp_path / "cases.parquet")
    assert cohort.ids == ("good", "ezr-ros1")
    assert cohort["ezr-ros1"] == cases.load("ezr-ros1")


def test_a_few_rejects_are_shown_and_all_are_kept(run, tmp_path, generated):
    bad = [generated.row(n)._replace(about='{"patiens": {}}') for n in range(8)]
    store.write_rows([generated.row(9), *bad], tmp_path / "cases.parquet")

    result = run("analyse", "cases.parquet", "-o", "out", "--tables", "cases", "--processes", "1")
    assert "8 cases rejected" in result.stderr
    assert len(result.stderr.splitlines()) == 6
    kept = (tmp_path / "out" / "rejects.jsonl").read_text().splitlines()
    assert [json.loads(line)["case"] for line in kept] == [row.id for row in bad]


def test_tables_tells_every_column_with_its_unit(run):
    told = run("tables").stdout

    for table in ALL:
        assert f"{table.name}: {table.about}" in told
    lines = run("tables", "lines").stdout
    for column in BY_NAME["lines"].columns:
        (row,) = (line for line in lines.splitlines() if line.split()[:1] == [column.name])
        assert row.endswith(column.about)
    assert "whole number, days" in lines


def test_a_missing_package_is_named_with_what_installs_it(run, folder, monkeypatch):
    monkeypatch.setattr("timeline.cli.needed.find_spec", lambda _: None)

    result = run("analyse", folder, "-o", "out", code=2)
    assert "pip install '.[cohort]'" in result.stderr


def test_each_problem_of_a_rejected_document_has_a_line(run, tmp_path):
    events = "".join(f"  - {{diagnosis: d{n}, at: 2020-1{n}}}\n" for n in range(3, 10))
    (tmp_path / "bad.yaml").write_text(f"case: bad\nevents:\n{events}", "utf-8")

    told = run("pack", "bad.yaml", "-o", "cases.parquet").stderr.splitlines()

    assert [line.strip()[:10] for line in told if "there is no month" in line] == [
        "bad (bad.y",
        *["bad.yaml:4", "bad.yaml:5", "bad.yaml:6", "bad.yaml:7"],
    ]
    assert told[-1].strip() == "and 2 more"


@pytest.mark.parametrize(
    ("out", "told"),
    [
        (".", "holds the input"),
        ("reports", "is the input"),
        ("reports/out", "lies in the input"),
        ("mine", "other things in it, such as 'thesis.txt'"),
        ("mine/thesis.txt", "is a file"),
        ("mine/thesis.txt/out", "Not a directory"),
    ],
)
def test_a_place_that_is_none_is_refused_in_words_and_left_alone(run, folder, tmp_path, out, told):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    before = sorted(tmp_path.rglob("*"))

    for more in ((), ("--anew",)):
        result = run("analyse", folder, "-o", out, *more, code=2)
        assert told in " ".join(result.stderr.split())
        assert "--anew" not in result.stderr
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "mine"


def test_a_damaged_record_is_said_on_standard_error(run, folder, tmp_path):
    run("analyse", folder, "-o", "out", "--processes", "1")
    summary = tmp_path / "out" / "summary.json"
    summary.write_bytes(summary.read_bytes()[:-20])

    result = run("analyse", folder, "-o", "out", "--processes", "1")
    assert "out/summary.json: is damaged, and is made again" in result.stderr
    assert "out: 1 case" in result.stdout
