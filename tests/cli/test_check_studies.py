"""``timeline check`` on studies: shipped, from a file, beside cases."""

import json

from click.testing import CliRunner

from timeline.cli import main

STUDY = """\
study: mine
numbers:
  - {group: all, id: all, is: 49, cite: Table 1}
  - {count: some, id: some, of: all, is: 4 (8.3 %), cite: Table 1}
"""


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


def test_a_shipped_study_is_audited():
    result = run("check", "crizotinib-progression-cohort")

    assert result.exit_code == 1
    assert "15.2 % is no k/11" in result.output
    assert "its way: crizotinib-progression-cohort" in result.output
    assert "in the report: main text, paragraph 5; Figure 2b" in result.output


def test_a_study_in_a_file_is_audited(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(STUDY, encoding="utf-8")

    result = run("check", str(path))

    assert result.exit_code == 1
    assert "mine: error [percentage-wrong] 8.3 % is not 4/49, which is 8.2 %" in result.output


def test_studies_beside_each_other_are_linked(tmp_path):
    first, second = tmp_path / "mine.yaml", tmp_path / "other.yaml"
    first.write_text(STUDY, encoding="utf-8")
    linked = STUDY.replace("study: mine", "study: other").replace(
        "id: some,", "id: some, repeats: mine#some,"
    )
    second.write_text(linked, encoding="utf-8")

    result = run("check", str(first), str(second))

    assert result.output.count("its way: mine (Table 1) → other (Table 1)") == 2


def test_cases_and_studies_in_one_call_as_json():
    result = run("check", "--json", "tbc1d32-ros1", "crizotinib-real-world-review")
    case, study = json.loads(result.output)

    assert case["cases"][0]["case"] == "tbc1d32-ros1"
    assert study["cases"] == []
    assert study["studies"][0]["study"] == "crizotinib-real-world-review"
    assert study["exit_code"] == 1


def test_a_study_without_fault(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(STUDY.replace("8.3", "8.2"), encoding="utf-8")

    result = run("check", str(path))

    assert (result.exit_code, result.output) == (0, "mine: nothing found wrong\n")


def test_a_study_that_cannot_be_read(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(STUDY.replace("4 (8.3 %)", "four"), encoding="utf-8")

    result = run("check", str(path))

    assert result.exit_code == 2
    assert "mine.yaml:4:42: numbers[1].is: 'four': is no count or percentage" in result.output


def test_other_commands_say_that_a_study_is_no_case():
    result = run("show", "crizotinib-real-world-review")

    assert result.exit_code == 2
    assert "`timeline check` reads it" in result.output
