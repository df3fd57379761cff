"""A folder on the command line: each document by itself, and what is no document said."""

import os
import subprocess
import sys

import pytest

GOOD = "case: good\nevents:\n  - {diagnosis: lung adenocarcinoma, at: 2020-01}\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "bad.yaml").write_text("case: [\n")
    (tmp_path / "good.yaml").write_text(GOOD)
    os.mkfifo(tmp_path / "pipe.yaml")
    return tmp_path


def _timeline(*arguments):
    command = [sys.executable, "-m", "timeline", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)


def test_check_goes_on_behind_what_cannot_be_read(folder):
    done = _timeline("check", folder)
    assert done.returncode == 2
    assert "bad.yaml:2:1: is not YAML" in done.stdout
    assert "pipe.yaml:1:1: is a named pipe, not a file" in done.stdout
    assert "good: " in done.stdout


def test_a_figure_of_a_folder_tells_every_problem_at_once(folder):
    done = _timeline("draw", folder, "--as", "swimmer", "-o", folder / "x.svg")
    assert done.returncode == 2
    assert "bad.yaml:2:1" in done.stderr
    assert "named pipe" in done.stderr
    assert not (folder / "x.svg").exists()
