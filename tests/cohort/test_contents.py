"""Folders as they come: what cannot be read is a reject with its reason, and ends no run."""

import os
import socket
import sys
from pathlib import Path

import polars as pl
import pytest

from timeline.cohort import Cohort, store
from timeline.cohort.chunks import chunks_of
from timeline.cohort.run import analyse_files, read_rejects
from timeline.cohort.tables import work_for
from timeline.document.source import LARGEST
from timeline.errors import CaseTimelineError

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "reports"
    path.mkdir()
    (path / "good.yaml").write_text("case: good\nevents: []\n")
    return path


@pytest.fixture
def rejected(folder, tmp_path):
    """``rejected()``: analyse the folder; the reasons of what was rejected beside the good case."""

    def rejected(cases=1):
        summary = analyse_files(folder, tmp_path / "out", work_for("cases"), processes=1)
        assert summary.cases == cases
        reasons = [reject.reason for reject in read_rejects(tmp_path / "out")]
        assert len(reasons) == summary.rejected
        assert [reject.reason for reject in Cohort.read(folder).rejected] == reasons
        return reasons

    return rejected


@UNIX
def test_what_is_no_file_is_never_opened(folder, rejected, monkeypatch):
    os.mkfifo(folder / "pipe.yaml")
    monkeypatch.chdir(folder)  # a socket's name is short
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("socket.json")
        told = rejected()
    assert told == [
        f"{folder}/pipe.yaml: is a named pipe, not a file",
        f"{folder}/socket.json: is a socket, not a file",
    ]
    with pytest.raises(CaseTimelineError, match=r"pipe\.yaml: is a named pipe"):
        chunks_of(folder / "pipe.yaml")
    with pytest.raises(CaseTimelineError, match="/dev/zero: is a device, not a file"):
        chunks_of(Path("/dev/zero"))


@UNIX
def test_links_are_followed_within_the_folder_alone(folder, tmp_path):
    (tmp_path / "secret.yaml").write_text("case: secret\nevents: []\n")
    (tmp_path / "more").mkdir()
    (folder / "out.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "within.yaml").symlink_to(folder / "sub" / "b.yaml")
    (folder / "nothing.yaml").symlink_to(tmp_path / "gone.yaml")
    (folder / "loop.yaml").symlink_to(folder / "loop.yaml")
    (folder / "more").symlink_to(tmp_path / "more")
    (folder / "other.txt").symlink_to(tmp_path / "secret.yaml")
    (folder / "sub").mkdir()
    (folder / "sub" / "b.yaml").write_text("case: b\nevents: []\n")

    summary = analyse_files(folder, tmp_path / "out", work_for("cases"), processes=1)
    assert summary.cases == 3  # one of them by two names; a run takes cases as they come
    reasons = {r.case: r.reason.rpartition(": ")[2] for r in read_rejects(tmp_path / "out")}
    assert reasons == {
        "loop": "is a link that leads nowhere",
        "more": "is a link to a folder, which is not followed",
        "nothing": "is a link to nothing",
        "out": "is a link out of the folder",
    }


@UNIX
def test_a_name_that_is_not_utf_8_is_spelled_out(folder, rejected):
    (folder / os.fsdecode(b"caf\xe9.yaml")).write_text("case: cafe\nevents: []\n")
    below = folder / os.fsdecode(b"\xff")
    below.mkdir()
    (below / "a.yaml").write_text("case: a\nevents: []\n")

    assert rejected() == [
        rf"{folder}/\xff/a.yaml: its name is not UTF-8; rename it",
        rf"{folder}/caf\xe9.yaml: its name is not UTF-8; rename it",
    ]
    with pytest.raises(CaseTimelineError, match=r"caf\\xe9\.yaml: its name is not UTF-8"):
        chunks_of(folder / os.fsdecode(b"caf\xe9.yaml"))


def test_empty_huge_and_foreign_files_are_rejects(folder, rejected):
    (folder / "empty.yaml").touch()
    (folder / "empty.parquet").touch()
    (folder / "false.parquet").write_text("PAR1 no Parquet at all PAR1")
    pl.DataFrame({"case": ["a"], "line": [1]}).write_parquet(folder / "lines.parquet")
    pl.DataFrame(
        {"case": [1], "cut_off": ["2020"], "about": ["{}"], "events": ["none"]}
    ).write_parquet(folder / "numbers.parquet")
    with (folder / "huge.yaml").open("wb") as huge:
        huge.truncate(LARGEST * 4)
    (folder / "named.yaml").mkdir()
    (folder / "named.yaml" / "within.yaml").write_text("case: within\nevents: []\n")

    told = "\n".join(rejected(cases=2))
    assert "empty.parquet: cannot be read as Parquet" in told
    assert "false.parquet: cannot be read as Parquet" in told
    assert "lines.parquet: holds no cases: it has no column 'cut_off'" in told
    assert "numbers.parquet: holds no cases: its column 'case' is int64, not string" in told
    assert "named.yaml: is a folder, not a document" in told
    assert "huge.yaml:1:1: is larger than 5 MB" in told
    assert "empty.yaml:1:1: holds no case" in told
    assert len(told.splitlines()) == 7


def test_a_file_that_cannot_be_read_is_a_reject(folder, rejected, monkeypatch):
    (folder / "shut.yaml").write_text("case: shut\nevents: []\n")
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, *a: may(path, *a) and path.name != "shut.yaml")

    assert rejected() == [f"{folder}/shut.yaml: cannot be read: Permission denied"]


def test_a_folder_of_all_kinds_is_read_whole(folder, rejected, generated):
    store.write_rows(generated.rows(3), folder / "cases.parquet")
    (folder / "below").mkdir()
    store.write_rows(generated.rows(2, first=10), folder / "below" / "more.parquet")
    (folder / "lines.jsonl").write_text('{"case": "a", "events": []}\n{"case": "b"}\n')

    assert rejected(cases=8) == []
    assert len(Cohort.read(folder)) == 8


def test_texts_of_either_length_are_texts(generated, tmp_path):
    store.write_rows(generated.rows(3), tmp_path / "cases.parquet")
    pl.read_parquet(tmp_path / "cases.parquet").write_parquet(tmp_path / "polars.parquet")

    assert list(store.read_rows(tmp_path / "polars.parquet")) == list(generated.rows(3))


def test_a_damaged_row_group_is_a_reject_and_the_others_are_read(folder, rejected, generated):
    path = folder / "cases.parquet"
    store.write_rows(generated.rows(6), path, per_group=2)
    content = bytearray(path.read_bytes())
    content[40:80] = bytes(40)
    path.write_bytes(content)

    (reason,) = rejected(cases=5)
    assert "cases.parquet, row group 0: cannot be read" in reason


def test_rows_that_lack_what_a_case_needs_are_rejects(folder, rejected):
    frame = pl.DataFrame(
        {
            "case": [None, "b", "c"],
            "cut_off": [None, None, None],
            "about": ["{}", None, "{}"],
            "events": [[], [], [{"id": "x", "at": None, "start": None, "end": None, "what": None}]],
        },
        schema={
            "case": pl.String,
            "cut_off": pl.String,
            "about": pl.String,
            "events": pl.List(
                pl.Struct(dict.fromkeys(("id", "at", "start", "end", "what"), pl.String))
            ),
        },
    )
    frame.write_parquet(folder / "rows.parquet")

    told = rejected()
    assert len(told) == 3
    assert "a row without a case's id" in told[0]
    assert "a row without what the case is about" in told[1]


def test_a_line_without_end_is_a_reject_in_little_memory(folder, rejected):
    with (folder / "lines.jsonl").open("wb") as lines:
        lines.write(b'{"case": "a"}\n')
        lines.seek(LARGEST * 3)
        lines.write(b'x\n{"case": "b"}')

    assert [reason.partition("lines.jsonl:")[2] for reason in rejected(cases=3)] == [
        "2: is longer than 5 MB"
    ]


def test_a_folder_of_nothing_but_rejects_is_no_error(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.parquet").touch()
    summary = analyse_files(tmp_path / "in", tmp_path / "out", work_for("cases"), processes=1)

    assert (summary.cases, summary.rejected) == (0, 1)
