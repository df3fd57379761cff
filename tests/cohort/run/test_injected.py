"""Every file operation of a run fails once, or is its last: the folder is then gone on with."""

import errno
import os

import pytest

from timeline import files
from timeline.cohort.run import analyse_files
from timeline.errors import CaseTimelineError

FAILURES = ("killed", "ENOSPC", "EACCES", "EISDIR")


class Killed(BaseException):
    """The process is gone: nothing that would clean up comes to the disk any more."""


class Failing(files.Disk):
    """A disk whose operation number ``at`` fails once with ``how``, or kills whoever asked."""

    def __init__(self, at=None, how="killed"):
        self.at = at
        self.how = how
        self.done = []
        self.is_dead = False

    def _step(self, name, path):
        if self.is_dead:
            raise Killed
        self.done.append(name)
        if self.at is None or len(self.done) - 1 != self.at:
            return
        if self.how == "killed":
            self.is_dead = True
            raise Killed
        number = getattr(errno, self.how)
        raise OSError(number, os.strerror(number), None if path is None else str(path))

    def open(self, path, mode):
        self._step("open", path)
        return super().open(path, mode)

    def open_lock(self, path):
        self._step("open", path)
        return super().open_lock(path)

    def read(self, path):
        self._step("read", path)
        return super().read(path)

    def write(self, file, data):
        try:
            self._step("write", None)
        except BaseException:
            if not self.is_dead or len(self.done) - 1 == self.at:
                super().write(file, data[: len(data) // 2])  # as far as it came
            raise
        return super().write(file, data)

    def sync(self, file):  # noqa: ARG002  # the signature of a disk
        self._step("sync", None)  # and for the tests' sake, it is not waited for

    def rename(self, source, target):
        self._step("rename", source)
        super().rename(source, target)

    def remove(self, path):
        self._step("remove", path)
        super().remove(path)

    def make_folder(self, path):
        self._step("make folder", path)
        super().make_folder(path)

    def remove_folder(self, path):
        self._step("remove folder", path)
        super().remove_folder(path)

    def sync_folder(self, path):
        self._step("sync folder", path)


@pytest.fixture
def failing(monkeypatch):
    """``failing(at, how)`` puts such a disk in place; ``failing()`` one that only counts."""

    def put(at=None, how="killed"):
        disk = Failing(at, how)
        monkeypatch.setattr(files, "disk", disk)
        return disk

    return put


def end(call):
    """How a call ended: well, in words, or not at all."""
    try:
        call()
    except CaseTimelineError as error:
        return str(error)
    except Killed:
        return "killed"
    return "done"


@pytest.mark.parametrize("how", FAILURES)
def test_whatever_fails_the_same_command_comes_to_the_same_bytes(
    how, source, tmp_path, work, content, failing
):
    counted = failing()
    analyse_files(source, tmp_path / "whole", work, processes=1)
    expected = content(tmp_path / "whole")
    assert set(counted.done) == {
        "make folder", "open", "write", "sync", "rename", "sync folder", "read", "remove",
        "remove folder",
    }  # fmt: skip
    ends = set()
    for at in range(len(counted.done)):
        out = tmp_path / f"out-{at}"

        def run(out=out):
            analyse_files(source, out, work, processes=1)

        failing(at, how)
        told = end(run)
        ends.add(told.partition(":")[0] if told in ("done", "killed") else "words")
        if told not in ("done", "killed"):
            assert os.strerror(getattr(errno, how)) in told
            assert "the same command goes on" in told
        failing()
        assert end(run) == "done", f"{counted.done[at]}, number {at}: {told}"
        assert content(out) == expected, f"{counted.done[at]}, number {at}: {told}"
    assert ("killed" if how == "killed" else "words") in ends


@pytest.mark.parametrize("how", FAILURES[:2])
@pytest.mark.parametrize("is_finished", [True, False])
def test_whatever_fails_in_beginning_anew_nothing_else_is_lost(
    how, is_finished, source, tmp_path, work, content, failing, generated
):
    from timeline.cohort import store

    failing()
    analyse_files(source, tmp_path / "whole", work, processes=1)
    expected = content(tmp_path / "whole")
    other = tmp_path / "other.parquet"
    store.write_rows(generated.rows(8, first=100), other, per_group=3)

    def begin(out):
        failing(None if is_finished else 60)
        told = end(lambda: analyse_files(other, out, work, processes=1))
        assert told == ("done" if is_finished else "killed")

    def anew(out):
        return end(lambda: analyse_files(source, out, work, processes=1, anew=True))

    begin(tmp_path / "counted")
    counted = failing()
    assert anew(tmp_path / "counted") == "done"
    clearing = counted.done.index("write", counted.done.index("remove"))  # of the new plan
    assert counted.done[:clearing].count("remove") >= 5
    for at in range(clearing + 1):
        out = tmp_path / f"out-{at}"
        begin(out)
        failing(at, how)
        told = anew(out)
        failing()
        assert anew(out) == "done", f"{counted.done[at]}, number {at}: {told}"
        assert content(out) == expected, f"{counted.done[at]}, number {at}: {told}"
