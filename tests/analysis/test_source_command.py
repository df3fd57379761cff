"""``timeline check CASE --source FILE`` as a user types it."""

import json

import pytest
from click.testing import CliRunner

from timeline.cli import main

CASE = """
case: good
events:
  - {therapy: crizotinib, start: 2020-01-01, end: ongoing}
"""
TEXT = "Crizotinib was begun on January 1, 2020.\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.yaml").write_text(CASE, "utf-8")
    (tmp_path / "two.yaml").write_text(f"{CASE}---{CASE.replace('good', 'more')}", "utf-8")

    def run(*arguments, text=TEXT, code=0):
        raw = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "report.txt").write_bytes(raw)
        result = CliRunner().invoke(main, ["check", *arguments])
        assert result.exit_code == code, result.output + repr(result.exception)
        return result

    return run


def test_a_document_and_its_report_agree(run):
    assert "not-in-source" not in run("good.yaml", "--source", "report.txt").stdout


def test_what_does_not_agree_is_printed_and_ends_with_0(run):
    result = run("good.yaml", "--source", "report.txt", text="Crizotinib, January 2, 2020")

    assert "warning [not-in-source] the date 2020-01-01 does not stand in the text" in result.stdout
    assert "warning [date-not-encoded] the text has the date 2020-01-02" in result.stdout


def test_it_speaks_json(run):
    output = run("--json", "good.yaml", "--source", "report.txt", text="\ufeffNothing.").stdout
    (result,) = json.loads(output)
    codes = [finding["code"] for finding in result["cases"][0]["findings"]]

    assert codes.count("not-in-source") == 2


def test_a_severity_turns_it_into_a_fault(run):
    options = ("--source", "report.txt", "--severity", "not-in-source=error")

    run("good.yaml", *options, text="Nothing.", code=1)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        (b"%PDF-1.7 \0", "is a PDF"),
        (b"a\0b", "is not a text file"),
        (b"caf\xe9", "is not UTF-8 text (byte 3)"),
        (b"a" * 10_000_001, "is longer than 10 MB"),
    ],
)
def test_what_is_no_text_ends_with_2(run, text, because):
    assert because in run("good.yaml", "--source", "report.txt", text=text, code=2).stderr


@pytest.mark.parametrize("file", ["missing.txt", "."])
def test_what_cannot_be_read_ends_with_2(run, file):
    assert "cannot be read" in run("good.yaml", "--source", file, code=2).stderr


@pytest.mark.parametrize("documents", [("good.yaml", "good.yaml"), ("two.yaml",)])
def test_a_report_is_compared_with_one_case(run, documents):
    stderr = run(*documents, "--source", "report.txt", code=2).stderr

    assert "--source compares one case with its report" in stderr


def test_a_study_has_no_report_text(run):
    stderr = run("crizotinib-real-world-review", "--source", "report.txt", code=2).stderr

    assert "--source compares one case" in stderr


def test_a_comment_about_the_source_is_not_at_fault_without_one(run, tmp_path):
    comment = "# check: ignore not-in-source the date is in a figure\n"
    (tmp_path / "good.yaml").write_text(comment + CASE, "utf-8")

    assert "ignore-without-effect" not in run("good.yaml").stdout
    printed = run("good.yaml", "--source", "report.txt", text="Crizotinib.").stdout
    assert "warning [not-in-source]" not in printed
