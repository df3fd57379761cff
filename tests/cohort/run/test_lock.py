"""One run in a folder at a time; who comes second is told who was first."""

import errno
import json
import os
import re
import subprocess
import sys

import pytest

from timeline.cohort.run import analyse_files
from timeline.cohort.run.lock import LOCK, locked
from timeline.errors import CaseTimelineError


def test_a_second_run_is_told_who_works_there_and_since_when(source, tmp_path, work, content):
    out = tmp_path / "out"
    seen = []

    def second(*_):
        with pytest.raises(CaseTimelineError) as caught:
            analyse_files(source, out, work, processes=1)
        seen.append(str(caught.value))

    analyse_files(source, out, work, processes=1, progress=second)
    told = rf"another run is working .*: process {os.getpid()} on \S+, since 20\d\d-\d\d-\d\d \d"
    assert len(seen) == 3
    assert all(re.search(told, line) for line in seen)
    assert LOCK not in content(out)
    analyse_files(source, tmp_path / "whole", work, processes=1)
    assert content(out) == content(tmp_path / "whole")


def test_the_lock_of_a_process_that_is_gone_is_open(tmp_path):
    script = (
        "import os, sys\nfrom pathlib import Path\n"
        "from timeline.cohort.run.lock import locked\n"
        "with locked(Path(sys.argv[1])): os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert done.returncode == -9
    assert (tmp_path / LOCK).exists()

    with locked(tmp_path):
        assert json.loads((tmp_path / LOCK).read_text())["pid"] == os.getpid()
    assert not (tmp_path / LOCK).exists()


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP])
def test_where_files_cannot_be_locked_the_process_that_is_named_decides(
    tmp_path, monkeypatch, number
):
    def unlockable(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", unlockable)
    with locked(tmp_path), pytest.raises(CaseTimelineError, match=f"process {os.getpid()} on"):
        locked(tmp_path).__enter__()
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    here = {"pid": gone.pid, "host": os.uname().nodename, "since": "2020-01-01 00:00:00+00:00"}
    (tmp_path / LOCK).write_text(json.dumps(here))
    with locked(tmp_path):
        pass
    (tmp_path / LOCK).write_text(json.dumps({**here, "host": "elsewhere"}))
    with pytest.raises(CaseTimelineError, match="on elsewhere, since 2020-01-01"):
        locked(tmp_path).__enter__()


def test_any_other_failure_to_lock_is_an_error(tmp_path, monkeypatch):
    def failing(*_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("fcntl.flock", failing)
    with pytest.raises(OSError, match="Input/output"):
        locked(tmp_path).__enter__()
