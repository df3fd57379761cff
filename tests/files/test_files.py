"""A file is written whole, or the old one stays."""

import ast
import os
import re
import stat
import sys
from pathlib import Path

import pytest

from timeline import files
from timeline.files import whole, write_whole


def test_text_and_bytes_are_written(tmp_path):
    write_whole(tmp_path / "a.svg", "é\n")
    assert (tmp_path / "a.svg").read_bytes() == b"\xc3\xa9\n"
    write_whole(str(tmp_path / "a.svg"), b"\x00")
    assert (tmp_path / "a.svg").read_bytes() == b"\x00"
    assert [path.name for path in tmp_path.iterdir()] == ["a.svg"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    target = tmp_path / "a.svg"
    target.write_text("old")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"No space left on device: .*a\.svg'$"):
        write_whole(target, "new")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.svg"]


def test_a_missing_folder_is_named_as_the_user_wrote_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError) as caught:
        write_whole("no/such/a.svg", "x")
    assert caught.value.filename == "no/such/a.svg"


def test_a_folder_is_not_replaced(tmp_path):
    (tmp_path / "a.svg").mkdir()
    with pytest.raises(OSError, match=r"a\.svg"):
        write_whole(tmp_path / "a.svg", "x")


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has neither modes nor links like these"
)
def test_modes_and_links_are_kept(tmp_path):
    target = tmp_path / "a.svg"
    target.write_text("old")
    target.chmod(0o640)
    link = tmp_path / "link.svg"
    link.symlink_to(target)
    write_whole(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_name_as_long_as_the_file_system_allows_can_be_written(tmp_path):
    write_whole(tmp_path / ("é" * 125 + ".svg"), "x")
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt])
def test_a_block_that_fails_or_is_ended_leaves_the_old_file(tmp_path, error):
    target = tmp_path / "a.bin"
    target.write_bytes(b"old")

    def half():
        with whole(target) as file:
            file.write(b"half")
            raise error

    with pytest.raises(error):
        half()
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]
    assert target.read_bytes() == b"old"


def test_an_error_of_another_file_keeps_its_name(tmp_path):
    with pytest.raises(FileNotFoundError) as caught, whole(tmp_path / "a.bin"):
        (tmp_path / "input").read_bytes()
    assert caught.value.filename == str(tmp_path / "input")


def test_what_is_written_is_synced_before_it_is_renamed_and_its_folder_after(tmp_path, monkeypatch):
    done = []

    class Told(files.Disk):
        def sync(self, file):
            done.append("sync")
            super().sync(file)

        def rename(self, source, target):
            done.append("rename")
            super().rename(source, target)

        def sync_folder(self, path):
            done.append("sync folder")
            super().sync_folder(path)

    monkeypatch.setattr(files, "disk", Told())
    assert write_whole(tmp_path / "a", "x") == files.digest_of(tmp_path / "a")
    assert done == ["sync", "rename", "sync folder"]


TOUCHES = re.compile(r"write_text|write_bytes|unlink|rmtree|rmdir|copyfile|mkstemp")


def test_nothing_else_writes_renames_or_removes():
    """What a file is written with, and what removes one, is called in this one module."""
    root = Path(__file__).parents[2]
    found = []
    for top in ("timeline", "render", "cases"):
        for path in sorted((root / top).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                called = ast.unparse(node.func).rpartition(".")[2]
                modes = [a.value for a in node.args[:2] if isinstance(a, ast.Constant)]
                writes = called == "open" and any(re.fullmatch("[wax]b?", str(m)) for m in modes)
                if writes or TOUCHES.fullmatch(called):
                    found.append(path.relative_to(root).as_posix())
    assert set(found) == {"timeline/files.py"}
