"""``--checks MODULE:NAME``: a user's own checks beside the shipped ones."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.cli.main import main

PAGE = Path(__file__).parents[2] / "docs" / "audit.md"
CASE = """
case: example
events:
  - {diagnosis: melanoma, at: 2019-12}
  - {therapy: nivolumab, id: it, line: 1, start: 2020-01, end: ongoing}
"""
BROKEN = """
from timeline import Finding, Severity

def raises(chronology):
    return [chronology.case.event("nobody")]

def gives_words(chronology):
    return ["words"]

NUMBER = 3
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    (tmp_path / "docs_checks.py").write_text(example, "utf-8")
    (tmp_path / "broken_checks.py").write_text(BROKEN, "utf-8")
    (tmp_path / "unreadable_checks.py").write_text("import nothing_of_that_name\n", "utf-8")
    (tmp_path / "case.yaml").write_text(CASE, "utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*arguments, code=0):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == code, result.output + repr(result.exception)
        return result.output

    return run


@pytest.mark.parametrize("name", ["CHECKS", "therapies_have_a_place"])
def test_the_check_of_the_page_runs_beside_the_others(run, name):
    told = run("check", "case.yaml", "--checks", f"docs_checks:{name}")

    assert "note [no-place] it has no place in the report" in told
    assert "[care-items-missing]" in told
    assert "no-place" not in run("check", "case.yaml")


def test_severities_and_comments_know_its_codes(run):
    own = ("--checks", "docs_checks:CHECKS")

    assert "error [no-place]" in run(
        "check", "case.yaml", "--severity", "no-place=error", *own, code=1
    )
    assert "no finding has the code" in run(
        "check", "case.yaml", "--severity", "no-place=off", code=2
    )
    Path("case.yaml").write_text("# check: ignore no-place an abstract" + CASE, "utf-8")
    assert "ignored [no-place]" in run("check", "case.yaml", *own)


def test_a_figure_marks_the_errors_it_finds(run):
    example = Path("docs_checks.py").read_text("utf-8")
    Path("error_checks.py").write_text(example.replace("Severity.NOTE", "Severity.ERROR"), "utf-8")
    run("draw", "case.yaml", "-o", "with.html", "--checks", "error_checks:CHECKS")
    run("draw", "case.yaml", "-o", "without.html")

    assert "has no place in the report" in Path("with.html").read_text("utf-8")
    assert "has no place in the report" not in Path("without.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("docs_checks", "is not MODULE:NAME"),
        ("../docs_checks:CHECKS", "is not MODULE:NAME"),
        ("docs_checks:CHECK", "has no 'CHECK'; did you mean 'CHECKS'?"),
        ("no_such_module:CHECKS", "there is no module 'no_such_module'"),
        ("unreadable_checks:CHECKS", "cannot be imported: ModuleNotFoundError"),
        ("broken_checks:NUMBER", "neither a function nor a tuple of functions"),
        ("broken_checks:raises", "the check broken_checks:raises failed: UnknownReferenceError"),
        (
            "broken_checks:gives_words",
            "broken_checks:gives_words gave 'words', which is no Finding",
        ),
    ],
)
@pytest.mark.parametrize("command", [["check"], ["draw", "-o", "out.svg"]])
def test_what_cannot_be_used_is_told_as_its_own_fault(run, command, given, told):
    said = " ".join(run(*command, "case.yaml", "--checks", given, code=2).split())

    assert told in said
    assert "fault of the program" not in said
    assert not Path("out.svg").exists()
