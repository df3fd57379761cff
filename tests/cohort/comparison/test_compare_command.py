"""``timeline compare``: eight real cases in one command; folders, Parquet, JSON, what is wrong."""

import json

import click
import pytest
from click.testing import CliRunner, Result

import cases
from timeline.cli.compare import command
from timeline.cohort.comparison import KEYS, compare, comparison_text
from timeline.cohort.comparison.comparison import NOTE
from timeline.cohort.store import write_rows
from timeline.document.rows import to_row
from timeline.errors import CaseTimelineError


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "200"}).invoke(
        command, arguments, catch_exceptions=False, standalone_mode=False
    )


def whole(text: str) -> str:
    """Without the breaks of a narrow column."""
    return " ".join(text.split())


def test_all_shipped_cases_compare_in_one_command():
    result = run("--by", "class", "--align", "--nearest", "ezr-ros1")

    assert result.exit_code == 0
    assert f"{len(cases.names())} cases" in result.stdout
    for name in cases.names():
        assert name in result.stdout
    for title in (
        "TTD of each line, by class",
        "Median TTD in months",
        "Changes over lines",
        "Directly follows",
        "Findings together",
        "Among published medians",
        "Distances of therapies",
        "Nearest to ezr-ros1",
    ):
        assert title in result.stdout
    assert whole(NOTE) in whole(result.stdout)


@pytest.mark.parametrize("by", KEYS)
def test_every_key_groups_every_line(by):
    found = compare([cases.load("ezr-ros1"), cases.load("tbc1d32-ros1")], by=by)

    assert {str(row.of) for row in found.durations.rows} == {
        *(f"ezr-ros1 (line {n})" for n in range(1, 6)),
        *(f"tbc1d32-ros1 (line {n})" for n in (1, 2)),
    }


def test_the_json_says_the_same_and_names_its_cases():
    data = json.loads(run("ezr-ros1", "tbc1d32-ros1", "--align", "--json").stdout)

    assert data["note"] == NOTE
    assert data["cases"] == ["ezr-ros1", "tbc1d32-ros1"]
    (alignment,) = data["alignments"]
    assert [c["left"] for c in alignment["columns"] if c["relation"] == "same"] == ["crizotinib"]
    (crizotinib,) = (group for group in data["groups"] if group["group"] == "crizotinib")
    assert crizotinib["cases"] == ["ezr-ros1 (line 5)", "tbc1d32-ros1 (line 1)"]


@pytest.mark.parametrize("width", ["60", "80", "200"])
def test_no_table_is_cut_off_on_a_narrow_screen(width):
    found = compare(map(cases.load, cases.names()), aligned=True)
    told = {
        word for *_, rows in comparison_text(found) for r in rows for word in " ".join(r).split()
    }

    shown = CliRunner(env={"COLUMNS": width}).invoke(command, ("all", "--align")).stdout

    assert told <= set(shown.split())


def test_a_folder_of_documents_and_a_file_of_cases_are_read(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("ezr-ros1", "tbc1d32-ros1"):
        (folder / f"{name}.yaml").write_text(cases.text(name), "utf-8")
    (folder / "study.yaml").write_text(cases.text("crizotinib-progression-cohort"), "utf-8")
    table = tmp_path / "cases.parquet"
    write_rows([to_row(cases.load("sdc4-ros1-double-fusion"))], table)

    data = json.loads(run(str(folder), str(table), "--json").stdout)

    assert data["cases"] == ["ezr-ros1", "tbc1d32-ros1", "sdc4-ros1-double-fusion"]


def test_a_bad_document_in_a_folder_is_named_and_the_others_compared(tmp_path):
    (tmp_path / "good.yaml").write_text(cases.text("tbc1d32-ros1"), "utf-8")
    (tmp_path / "bad.yaml").write_text("case: bad\nevents: [nothing]\n", "utf-8")

    result = run(str(tmp_path), "--json")

    assert json.loads(result.stdout)["cases"] == ["tbc1d32-ros1"]
    assert "bad.yaml" in result.stderr


def test_the_same_case_twice_is_refused():
    with pytest.raises(CaseTimelineError, match="two cases are called ezr-ros1"):
        run("ezr-ros1", "all")


def test_a_case_that_is_not_there_is_answered_with_the_nearest():
    with pytest.raises(CaseTimelineError, match="'ezr-ros1'"):
        run("--nearest", "ezr-ros")


def test_too_many_cases_are_not_aligned(treated):
    with pytest.raises(CaseTimelineError, match="201 cases are too many"):
        compare([treated(f"case-{n}") for n in range(201)], aligned=True)


def test_the_convention_is_an_option_and_another_is_answered_with_the_nearest():
    told = {
        name: json.loads(run("all", "--endpoint", "OS", "--convention", name, "--json").stdout)
        for name in ("standard", "adam")
    }
    assert {row["convention"] for row in told["standard"]["lines"]} == {"standard"}
    assert {row["convention"] for row in told["adam"]["lines"]} == {"ADaM"}
    with pytest.raises(click.BadParameter, match="did you mean 'ADaM'"):
        run("all", "--convention", "ADAMS")
