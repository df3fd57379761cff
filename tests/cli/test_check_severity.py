"""``timeline check``: severities for one run, and findings that a document sets aside."""

import json

import pytest
from click.testing import CliRunner

from timeline.cli import main

DOCUMENT = """
case: example
patient: {sex: female, age: 57 years}
events:
  - {symptom: cough, at: 2019-11}
  - {diagnosis: lung adenocarcinoma, at: 2019-12}
  # check: ignore line-of-one-day one infusion
  - {therapy: docetaxel, line: 1, at: 2020-03}
  - {assessment: CT, at: 2020-05, response: SD}
  - {adverse_event: any, presence: absent}
"""


@pytest.fixture
def run(tmp_path):
    path = tmp_path / "case.yaml"

    def run(*options, text=DOCUMENT, code=0):
        path.write_text(text, "utf-8")
        result = CliRunner().invoke(main, ["check", str(path), *options])
        assert result.exit_code == code, result.output + repr(result.exception)
        return result

    return run


def test_what_is_set_aside_is_listed_at_the_end_with_the_reason(run):
    lines = run().stdout.splitlines()

    assert lines[0] == "example: nothing found wrong"
    assert lines[1].startswith("example: ignored [line-of-one-day] docetaxel, line 1, is given")
    assert lines[2].strip() == "because: one infusion"
    assert run("--quiet").stdout == ""


def test_in_json_it_stands_beside_the_findings(run):
    (result,) = json.loads(run("--json").stdout)

    (case,) = result["cases"]
    assert case["findings"] == []
    (ignored,) = case["ignored"]
    assert (ignored["finding"]["code"], ignored["reason"]) == ("line-of-one-day", "one infusion")


def test_a_comment_without_a_reason_or_an_effect_is_a_note(run):
    output = run(text=DOCUMENT.replace(" one infusion", "")).stdout
    assert "note [ignore-without-reason] the comment on line 7 ignores line-of-one-day" in output
    assert "because: no reason given" in output

    output = run(text=DOCUMENT.replace("  - {symptom", "  # check: ignore a-b gone\n  - {symptom"))
    assert "note [ignore-without-effect] the comment on line 5 ignores a-b" in output.stdout


def test_the_last_severity_of_a_code_holds(run):
    text = DOCUMENT.replace("  # check: ignore line-of-one-day one infusion\n", "")

    assert "warning [line-of-one-day]" in run(text=text).stdout
    options = ("--severity", "line-of-one-day=note", "--severity", "line-of-one-day=error")
    assert "error [line-of-one-day]" in run(*options, text=text, code=1).stdout
    off = run("--severity", "line-of-one-day=off", text=text).stdout
    assert off == "example: nothing found wrong\n"


def test_a_comment_about_a_code_that_is_off_is_of_use_still(run):
    assert "ignore-without-effect" not in run("--severity", "line-of-one-day=off").stdout


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("two-names", "is not CODE=LEVEL"),
        ("two names=error", "is not CODE=LEVEL"),
        ("two-names=grave", "error, warning, note, off"),
        ("two-names=warnings", "did you mean 'warning'?"),
    ],
)
def test_a_severity_that_is_none_is_a_usage_error(run, pair, words):
    assert words in run("--severity", pair, code=2).stderr


def test_a_code_that_no_finding_has_is_a_usage_error_with_the_nearest(run):
    assert "did you mean 'two-names'?" in run("--severity", "two-name=note", code=2).stderr
