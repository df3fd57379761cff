"""A run is killed again and again, its parent, a worker or all of them: it comes to the same bytes.

``CASE_TIMELINE_KILLS=200`` says how often; ``make kills`` does that.
"""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from timeline.cohort import analyse_files, store, work_for

KILLS = int(os.environ.get("CASE_TIMELINE_KILLS", "3"))

TABLES = ("cases", "events")

# The command as it is, but for a bar of progress that tells who works.
SCRIPT = """
import sys
from multiprocessing import active_children
from timeline.cli import cohort, main
class Told:
    def __enter__(self):
        return lambda *_: print(*(worker.pid for worker in active_children()), flush=True)
    def __exit__(self, *_):
        pass
cohort._Bar = Told
main(["cohort", "analyse", *sys.argv[1:], "--tables", "cases,events", "--processes", "2"])
"""

ENDS = ("SIGTERM", "SIGHUP", "SIGINT")
"""What a run ends at in words."""

VICTIMS = [
    *((who, name) for who in ("parent", "group") for name in ("SIGKILL", *ENDS)),
    ("worker", "SIGKILL"),
    ("worker", "SIGTERM"),
]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="these are signals of Unix"),
]


@pytest.fixture
def cases(tmp_path, generated):
    path = tmp_path / "cases.parquet"
    store.write_rows(generated.rows(120), path, per_group=4)
    return path


@pytest.fixture
def begin(cases, tmp_path):
    def begin(out):
        return subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(cases), "-o", str(out)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            cwd=tmp_path,
        )

    return begin


def strike(run, who, name, after, pause):
    """Send a signal after so many lines of progress; what was said, once all have ended."""
    workers = []
    for line in run.stdout:
        workers = line.split() if line[:1].isdigit() else workers
        after -= 1
        if after <= 0 and workers:
            break
    time.sleep(pause)
    number = signal.Signals[name]
    if run.poll() is None:
        try:
            if who == "group":
                os.killpg(run.pid, number)
            else:
                os.kill(int(workers[0]) if who == "worker" and workers else run.pid, number)
        except ProcessLookupError:
            pass  # it had ended
    _, told = run.communicate(timeout=20)  # the workers hold the pipe: it ends when they do
    return told


def test_whoever_is_killed_and_when_the_same_command_comes_to_the_same_bytes(
    begin, cases, tmp_path, content, seed
):
    draw = random.Random(seed)  # noqa: S311 (times, not secrets)
    victims = [victim for _ in range(KILLS) for victim in draw.sample(VICTIMS, len(VICTIMS))]
    analyse_files(cases, tmp_path / "whole", work_for(*TABLES), processes=1)
    expected = content(tmp_path / "whole")
    begun, out = 0, tmp_path / "out-0"
    for kill, (who, name) in enumerate(victims[:KILLS]):
        out = tmp_path / f"out-{begun}"
        told = strike(begin(out), who, name, draw.randrange(1, 12), draw.random() * 0.1)
        assert "Traceback" not in told, f"{(kill, who, name)}:\n{told}"
        if (out / "summary.json").exists():
            begun += 1
            assert content(out) == expected, (kill, who, name)
    analyse_files(cases, out, work_for(*TABLES), processes=1)
    assert content(out) == expected


@pytest.mark.parametrize("name", ENDS)
def test_a_signal_ends_a_run_in_words_and_its_workers_with_it(begin, tmp_path, name):
    run = begin(tmp_path / "out")

    assert strike(run, "parent", name, 2, 0) == "Stopped. The same command goes on from here.\n"
    assert run.returncode == 128 + signal.Signals[name]


def test_workers_end_when_the_one_that_began_them_is_gone(begin, tmp_path):
    run = begin(tmp_path / "out")
    since = time.monotonic()
    strike(run, "parent", "SIGKILL", 2, 0)

    assert run.returncode == -signal.SIGKILL
    assert time.monotonic() - since < 20
    assert not (tmp_path / "out" / "summary.json").exists()
