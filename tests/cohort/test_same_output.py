"""The standard tables come out the same whoever fills them, and however often they were killed."""

import os
import signal
import subprocess
import sys

import polars as pl
import pytest

import cases
from timeline.cohort import Cohort, analyse_files, store, work_for
from timeline.document.rows import from_row, to_row
from timeline.errors import CaseTimelineError
from timeline.vocabulary.additions import vocabulary_with
from timeline.vocabulary.current import use


@pytest.fixture
def source(tmp_path, generated, seed):
    shipped = [to_row(cases.load(name)) for name in cases.names()]
    path = tmp_path / "cases.parquet"
    store.write_rows([*shipped, *generated.rows(52, seed=seed)], path, per_group=10)
    return path


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_one_process_many_and_a_cohort_agree_on_every_table(source, tmp_path):
    work = work_for("all")
    one = analyse_files(source, tmp_path / "one", work, processes=1)
    two = analyse_files(source, tmp_path / "two", work, processes=2)

    assert one == two
    assert one.cases == 52 + len(cases.names())
    assert content(tmp_path / "two") == content(tmp_path / "one")
    cohort = Cohort(map(from_row, store.read_rows(source)))
    for table in work.tables:
        written = pl.read_parquet(tmp_path / "one" / f"{table.name}.parquet")
        assert written.equals(cohort.table(table.name)), table.name


SLOW_RUN = """
import sys, time
from multiprocessing import active_children
from pathlib import Path
from timeline.cohort import analyse_files, work_for
def slowly(done, chunks, summary):
    print(done, *(worker.pid for worker in active_children()), flush=True)
    time.sleep(0.2)
analyse_files(Path(sys.argv[1]), Path(sys.argv[2]), work_for("lines", "events"), processes=1,
              progress=slowly)
"""


def test_a_run_that_was_killed_comes_to_the_same_bytes(source, tmp_path):
    work, killed = work_for("lines", "events"), tmp_path / "killed"
    analyse_files(source, tmp_path / "whole", work, processes=1)
    command = [sys.executable, "-c", SLOW_RUN, str(source), str(killed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        while run.stdout.readline().strip() != "3":
            assert run.poll() is None
        os.kill(run.pid, signal.SIGKILL)
    assert run.returncode == -signal.SIGKILL
    assert not (killed / "summary.json").exists()
    assert len(list((killed / ".parts").glob("[0-9]*.json"))) == 3

    begun = []
    analyse_files(source, killed, work, processes=1, progress=lambda done, *_: begun.append(done))
    assert begun[0] == 3
    assert content(killed) == content(tmp_path / "whole")


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a Unix signal")
def test_a_worker_that_is_killed_is_said_and_the_run_goes_on(source, tmp_path):
    script = SLOW_RUN.replace("processes=1", "processes=2")
    command = [sys.executable, "-c", script, str(source), str(tmp_path / "out")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        told = [run.stdout.readline().split() for _ in range(2)]  # done so far, then the workers
        worker = int(told[1][1])
        os.kill(worker, signal.SIGKILL)
        errors = run.stderr.read()
    assert run.returncode == 1
    assert "goes on where this run stopped" in errors
    work = work_for("lines", "events")
    analyse_files(source, tmp_path / "whole", work, processes=1)
    analyse_files(source, tmp_path / "out", work, processes=1)
    assert content(tmp_path / "out") == content(tmp_path / "whole")


def test_workers_read_the_vocabulary_of_who_began_them(source, tmp_path, generated):
    (tmp_path / "drugs.tsv").write_text(
        "inn\tdrug_class\trole\tsource\nexampletinib\tEXA-TKI\tantineoplastic\tours\n"
    )
    told = [
        generated.row(n)._replace(
            id=f"ours-{n}",
            events=tuple(
                event._replace(what=event.what.replace("docetaxel", "exampletinib"))
                for event in generated.row(n).events
            ),
        )
        for n in range(40)
    ]
    store.write_rows(told, source, per_group=20)
    with use(vocabulary_with(tmp_path / "drugs.tsv")):
        for processes in (1, 2):
            out = tmp_path / str(processes)
            analyse_files(source, out, work_for("lines"), processes=processes)

    assert content(tmp_path / "1") == content(tmp_path / "2")
    classes = pl.read_parquet(tmp_path / "1" / "lines.parquet")["drug_classes"].explode()
    assert "EXA-TKI" in set(classes)


def test_a_run_does_not_go_on_with_another_vocabulary(source, tmp_path):
    (tmp_path / "drugs.tsv").write_text(
        "inn\tdrug_class\trole\tsource\nexampletinib\tEXA-TKI\tantineoplastic\tours\n"
    )
    analyse_files(source, tmp_path / "out", work_for("cases"), processes=1)
    with (
        use(vocabulary_with(tmp_path / "drugs.tsv")),
        pytest.raises(CaseTimelineError, match="was begun from other input"),
    ):
        analyse_files(source, tmp_path / "out", work_for("cases"), processes=1)
