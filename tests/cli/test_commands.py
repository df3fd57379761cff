"""The command as a user types it: output, exit codes, and no traceback whatever the input."""

import json

import pytest
from click.testing import CliRunner

from timeline.cli import main

GOOD = """
case: good
patient: {sex: female, age: 57 years}
events:
  - {symptom: cough, at: 2019-11}
  - {test: NGS, at: 2019-12, found: [CD74::ROS1]}
  - {therapy: crizotinib, line: 1, start: 2020-01-01, end: ongoing}
  - {assessment: CT, at: 2020-03-01, response: PR}
  - {adverse_event: any, presence: absent, start: during crizotinib}
"""
AT_FAULT = GOOD + "claims:\n  - {interval: start of crizotinib -> ct, is: 9 months}\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*arguments, code=0):
        result = CliRunner().invoke(main, list(arguments))
        assert result.exit_code == code, result.output + repr(result.exception)
        return result

    return run


@pytest.fixture
def write(tmp_path):
    def write(name, text):
        (tmp_path / name).write_text(text, "utf-8")
        return name

    return write


def test_a_document_without_faults_passes(run, write):
    assert run("check", write("good.yaml", GOOD)).stdout == "good: nothing found wrong\n"


def test_quiet_says_nothing_of_what_is_right(run, write):
    assert run("check", "-q", write("good.yaml", GOOD)).stdout == ""


def test_a_report_at_fault_ends_with_1(run, write):
    output = run("check", write("bad.yaml", AT_FAULT), code=1).stdout

    assert "error [stated-interval]" in output
    assert "9 months" in output


def test_every_problem_of_every_document_is_told_and_ends_with_2(run, write):
    broken = write(
        "broken.yaml", "case: x\nevents:\n  - {terapy: a}\n  - {symptom: b, at: 2020-13}\n"
    )

    lines = run("check", broken, write("good.yaml", GOOD), code=2).stdout.splitlines()

    assert lines[0].startswith("broken.yaml:3:")
    assert "therapy" in lines[0]
    assert lines[1].startswith("broken.yaml:4:")
    assert lines[-1] == "good: nothing found wrong"


def test_check_speaks_json(run, write):
    (result,) = json.loads(run("check", "--json", write("bad.yaml", AT_FAULT), code=1).stdout)

    (finding,) = result["cases"][0]["findings"]
    assert (result["exit_code"], finding["code"]) == (1, "stated-interval")


@pytest.mark.parametrize("command", ["check", "show"])
def test_a_name_that_is_nothing_is_a_usage_error_with_the_nearest(run, command):
    assert "did you mean 'ezr-ros1'?" in run(command, "ezr-ros", code=2).stderr


def test_a_missing_file_ends_with_2(run):
    assert "nowhere.yaml" in run("show", "nowhere.yaml", code=2).stderr


def test_show_prints_events_treatments_and_intervals(run):
    output = run("show", "ezr-ros1").stdout

    assert "icotinib" in output
    assert "20.9–21.8" in output
    assert "ongoing*" in output


def test_show_says_whose_moment_was_set_aside(run, write):
    text = GOOD + "  - {death: not stated, at: 1990-01-02}\n"
    (row,) = [
        line
        for line in run("show", write("died.yaml", text)).stdout.splitlines()
        if line.split()[:2] == ["death", "death"]
    ]
    assert row.rstrip().endswith("set aside")


@pytest.mark.parametrize("command", [("show",), ("explain",), ("draw", "-o", "x.svg")])
def test_a_folder_without_cases_is_a_usage_error(run, tmp_path, command):
    (tmp_path / "nothing").mkdir()
    assert "nothing holds no case" in run(*command, "nothing", code=2).stderr


def test_show_of_one_interval(run):
    output = run("show", "ezr-ros1", "--between", "start of icotinib -> ct-2019").stdout

    assert output == "start of icotinib -> ct-2019: 670–729 days (22.0–24.0 months)\n"


def test_stated_lengths_narrow_the_bounds_only_when_asked(run, write):
    write("claimed.yaml", AT_FAULT.replace("at: 2020-03-01", "at: 2020").replace("9 m", "6 m"))

    alone = run("show", "claimed.yaml", "--between", "start of crizotinib -> ct").stdout
    claimed = run("show", "claimed.yaml", "--claims", "--between", "start of crizotinib -> ct")

    assert "0–365 days" in alone
    assert "182–212 days" in claimed.stdout


def test_show_of_an_interval_that_is_none_is_a_usage_error(run):
    assert "gefitinib" in run("show", "ezr-ros1", "--between", "gefitinib -> dx", code=2).stderr
    assert "interval" in run("show", "ezr-ros1", "--between", "2016", code=2).stderr


def test_show_speaks_json(run):
    shown = json.loads(run("show", "tbc1d32-ros1", "--json").stdout)

    (stated, *_) = shown["stated_intervals"]
    assert stated["stated"][0]["is"] == "3 weeks"
    assert (stated["duration"]["least_days"], stated["duration"]["most_days"]) == (21, 23)


def test_several_patients_of_one_document_are_chosen_by_name(run, write):
    write("two.yaml", f"{GOOD}---{GOOD.replace('good', 'other')}")

    assert "choose with --case: good, other" in run("show", "two.yaml", code=2).stderr
    assert run("show", "two.yaml", "--case", "other").stdout
    assert "did you mean 'other'?" in run("show", "two.yaml", "--case", "othr", code=2).stderr


def test_figures_are_written_whole(run, tmp_path):
    run("draw", "ezr-ros1", "-o", "case.svg")
    run("draw", "ezr-ros1", "-o", "events.svg", "--as", "events")
    run("draw", "ezr-ros1", "-o", "case.dot")

    assert (tmp_path / "case.svg").read_text("utf-8").startswith(("<?xml", "<svg"))
    assert "<svg" in (tmp_path / "events.svg").read_text("utf-8")
    assert (tmp_path / "case.dot").read_text("utf-8").startswith("digraph")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "case.dot",
        "case.svg",
        "events.svg",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-o", "case.pptx"), ".svg or .dot"),
        (("-o", "case.dot", "--as", "timeline"), "--as events"),
        (("-o", "nowhere/case.svg"), "nowhere/case.svg: cannot be written: No such file"),
    ],
)
def test_what_cannot_be_drawn_is_said(run, arguments, words):
    assert words in run("draw", "tbc1d32-ros1", *arguments, code=2).stderr


def test_the_schema_is_printed(run):
    assert json.loads(run("schema").stdout)["$schema"].startswith("https://json-schema.org/")


def test_the_shipped_cases_are_listed(run):
    assert "ezr-ros1" in run("cases").stdout
    assert run("cases", "--text", "ezr-ros1").stdout.startswith("#")
    assert "ezr-ros1" in run("cases", "--text", "nothing", code=2).stderr


def test_the_demo_writes_both_figures_and_prints_both_tables(run, tmp_path):
    output = run("demo", "-o", "figures").stdout

    assert output.count("Intervals") == 2
    assert {path.name for path in (tmp_path / "figures").iterdir()} == {
        f"{case}-{figure}.svg"
        for case in ("ezr-ros1", "tbc1d32-ros1")
        for figure in ("timeline", "events")
    }


def test_help_names_every_command(run):
    output = run("--help").stdout

    for command in ("check", "show", "draw", "schema", "cases", "demo"):
        assert command in output
        assert run(command, "--help").stdout.startswith("Usage:")
