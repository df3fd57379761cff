"""A file is written whole, or the old one stays."""

import os
import stat
import sys

import pytest

from timeline.files import write_whole


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
