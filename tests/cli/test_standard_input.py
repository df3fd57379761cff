"""``-`` is standard input: read once, whatever a command asks of the document."""

import json
import os
import subprocess
import sys
import threading

import pytest
from click.testing import CliRunner

from timeline.cli.main import main

CASE = """\
case: piped
events:
  # check: ignore unknown-drug it is told so
  - {therapy: mystery, start: 2020-01, end: 2020-03}
  - {assessment: CT, at: 2020-02, response: PR}
"""
STUDY = "study: trial\ntitle: A trial\n"


def run(*arguments, given=CASE, code=0):
    result = CliRunner().invoke(main, list(arguments), input=given)
    assert result.exit_code == code, (result.output, result.exception)
    return result.output


def test_check_reads_it_once_with_its_comments():
    output = run("check", "-")

    assert "piped: ignored [unknown-drug]" in output
    assert "because: it is told so" in output


@pytest.mark.parametrize("command", [("show", "-"), ("explain", "-"), ("compare", "-")])
def test_other_commands_take_it(command):
    assert "mystery" in run(*command)


def test_it_is_drawn(tmp_path):
    for ending in ("svg", "csv", "dot"):
        run("draw", "-", "-o", str(tmp_path / f"out.{ending}"))
        assert "mystery" in (tmp_path / f"out.{ending}").read_text("utf-8")


def test_json_and_studies_come_that_way_too():
    assert "mystery" in run(
        "show", "-", given=json.dumps({"case": "a", "events": [{"therapy": "mystery"}]})
    )
    assert "trial" in run("check", "-", given=STUDY)


def test_problems_name_it():
    assert "<standard input>:2:1: " in run("check", "-", given="case: a\nevent: []\n", code=2)
    assert "holds no case" in run("check", "-", given="", code=2)
    assert "is not UTF-8" in run("show", "-", given=b"case: \xff", code=2)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "-", "-"),
        ("explain", "-", "-"),
        ("compare", "-", "-"),
        ("check", "-", "--source", "-"),
    ],
)
def test_twice_is_an_error(arguments):
    assert "standard input (-) is given twice" in run(*arguments, code=2)


def test_the_text_of_a_report_comes_that_way_too(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(CASE, "utf-8")

    output = run("check", str(path), "--source", "-", given="A report about gefitinib in 2019.")

    assert "gefitinib" in output


def test_a_named_pipe_is_read_once(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(CASE,), daemon=True)
    writer.start()
    found = subprocess.run(
        [sys.executable, "-m", "timeline", "check", str(pipe)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "piped: ignored [unknown-drug]" in found.stdout, found


def test_a_name_is_one_name_however_its_accents_are_written():
    composed, combining = "caf\u00e9", "cafe\u0301"
    text = f"case: a\nevents:\n  - {{visit: x, id: {composed}, at: 2020-01-02}}\n"
    text += f"  - {{visit: y, at: {combining} + 3 days}}\n"

    assert "2020-01-05" in run("show", "-", given=text)
    twice = text + f"  - {{visit: z, id: {combining}, at: 2021}}\n"
    assert "is the id of two events" in run("check", "-", given=twice, code=2)
    between = ("--between", f"{combining} -> y")
    assert "3 days" in run("show", "-", *between, given=text)


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u00ad", "\ufeff", "\u2060"])
def test_an_id_with_what_nobody_sees_is_refused(hidden):
    events = [{"visit": "x", "id": "ct"}, {"visit": "y", "id": f"c{hidden}t"}]

    output = run("check", "-", given=json.dumps({"case": "a", "events": events}), code=2)

    assert f"U+{ord(hidden):04X}" in output
    assert hidden not in output
