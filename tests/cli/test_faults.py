"""What nobody meant is told as a fault of the program: no traceback, and never as bad input."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from timeline.cli import main
from timeline.cohort import chunks
from timeline.cohort.chunks import Rejected, chunks_of
from timeline.cohort.run import analyse_files, read_rejects
from timeline.cohort.tables import work_for
from timeline.errors import MisuseError

GOOD = "case: good\nevents:\n  - {therapy: crizotinib, id: t, line: 1, start: 2020-01}\n"
CHECK, DRAW = ("timeline.cli.check.check",), ("render.drawing.content",)


class Unforeseen:
    """A function that raises, in place of one that works."""

    def __init__(self, error):
        self.error = error

    def __call__(self, *_, **__):
        raise self.error


@pytest.fixture
def command(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "other.yaml").write_text(GOOD.replace("good", "other"), "utf-8")

    def run(*arguments, breaking, error, code=3):
        monkeypatch.setattr(breaking, Unforeseen(error))
        result = CliRunner().invoke(main, list(arguments))
        assert result.exit_code == code, result.output + repr(result.exception)
        return result

    return run


STEPS = [
    (("check", "good.yaml"), "timeline.cli.check.check", "checking good.yaml, the case good"),
    (("check", "good.yaml"), "timeline.cli.inputs.read_cases", "reading good.yaml"),
    (("show", "good.yaml"), "timeline.cli.show.milestones", "showing good.yaml, the case good"),
    (("explain", "good.yaml"), "timeline.cli.explain.explain", "explaining good.yaml"),
    (("draw", "good.yaml", "-o", "a.svg"), "render.drawing.content", "drawing timeline of good"),
    (("draw", "good.yaml", "-o", "a.svg"), "timeline.cli.draw.check", "checking good.yaml before"),
    (("compare", "good.yaml"), "timeline.cli.compare.compare", "ValueError"),
]


@pytest.mark.parametrize(("arguments", "breaking", "step"), STEPS)
def test_the_step_and_the_document_are_named_and_how_to_report_it(
    command, arguments, breaking, step
):
    result = command(*arguments, breaking=breaking, error=ValueError("of no use"))

    assert "a fault of the program, not of your document" in result.stderr
    assert "ValueError: of no use" in result.stderr
    assert step in result.stderr
    assert f"`timeline --traceback {arguments[0]} ...`" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "arguments", [("check", "good.yaml"), ("draw", "good.yaml", "-o", "a.svg")]
)
def test_the_traceback_is_there_for_who_asks(command, arguments):
    broken = f"timeline.cli.{arguments[0]}.check"
    result = command("--traceback", *arguments, breaking=broken, error=KeyError("x"))

    assert "Traceback (most recent call last)" in result.stderr


def test_a_fault_at_one_document_keeps_no_other_from_being_checked(command, monkeypatch):
    from timeline.cli import check as module

    works = getattr(module, "check")  # noqa: B009  # the library's, which the module imports

    def at_good(case, checks):
        if case.id == "good":
            raise RecursionError("too deep")
        return works(case, checks)

    monkeypatch.setattr(module, "check", at_good)
    result = CliRunner().invoke(main, ["check", "good.yaml", "other.yaml"])
    assert result.exit_code == 3
    assert result.stdout.startswith("other: ")
    assert "good.yaml: this is a fault of the program" in result.stderr

    told = json.loads(CliRunner().invoke(main, ["check", "--json", "good.yaml"]).stdout)
    assert told[0]["exit_code"] == 3
    assert "RecursionError" in told[0]["fault"]


def test_what_the_user_can_mend_stays_bad_input(command):
    for error in (MisuseError("at most 8 groups"), PermissionError(13, "no permission", "a.svg")):
        result = command("draw", "good.yaml", "-o", "a.svg", breaking=DRAW[0], error=error, code=2)
        assert "fault of the program" not in result.stderr


def test_too_little_memory_is_said(command):
    result = command("check", "good.yaml", breaking=CHECK[0], error=MemoryError())

    assert "there is not enough memory while checking good.yaml" in result.stderr


@pytest.mark.parametrize("breaking", [*CHECK, "timeline.cli.inputs.read_cases"])
def test_ctrl_c_ends_with_130(command, breaking):
    result = command("check", "good.yaml", breaking=breaking, error=KeyboardInterrupt(), code=130)

    assert result.stderr.strip() == "Stopped."


def test_a_reader_that_goes_away_is_no_fault():
    arguments = [sys.executable, "-m", "timeline", "cases", "--text", "ezr-ros1"]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(arguments, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)

    assert (done.returncode, done.stderr) == (141, b"")


def test_the_exit_codes_are_told():
    words = " ".join(CliRunner().invoke(main, ["--help"]).stdout.split())

    assert "3 a fault of the program, 130 stopped by Ctrl-C" in words


@pytest.mark.parametrize("step", ["read_cases", "analyse"])
def test_in_a_run_of_many_it_is_a_reject_that_says_so(tmp_path, monkeypatch, step):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "in" / "b.yaml").write_text("case: b\nevents: [{terapy: x}]\n", "utf-8")
    work = work_for("cases")
    if step == "analyse":
        import attrs

        work = attrs.evolve(work, analyse=Unforeseen(IndexError("out of range")))
    else:
        monkeypatch.setattr(chunks, "read_cases", Unforeseen(IndexError("out of range")))

    summary = analyse_files(tmp_path / "in", tmp_path / "out", work, processes=1)

    rejects = {one.source[-6:]: one for one in read_rejects(tmp_path / "out")}
    assert summary.rejected == 2
    assert rejects["a.yaml"].fault
    assert "a fault of the program, not of the case: IndexError" in rejects["a.yaml"].reason
    assert rejects["b.yaml"].fault == (step == "read_cases")


def test_a_row_that_is_no_json_is_no_fault(tmp_path):
    from timeline.document.rows import CaseRow

    found = chunks.case_of(CaseRow("x", None, "{", ()), "here")
    assert isinstance(found, Rejected)
    assert not found.fault
    assert chunks_of(tmp_path) == ()
