"""Files written whole or not at all: aside, synced, renamed. The one place that touches a disk.

Every writer of the library passes through here, and every file operation of a run over many cases,
so that what is promised of one holds for all, and a test can let each operation fail once.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

_ASIDE = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{8}\.part")


class Disk:
    """The operations that can fail; what they are given and give back is plain."""

    def open(self, path: Path, mode: Literal["rb", "xb"]) -> io.FileIO:
        """Open a file in binary, without a buffer: what was written has been handed over."""
        return path.open(mode, buffering=0)

    def open_lock(self, path: Path) -> io.FileIO:
        """Open a file to lock it, made where it is not there; never one that a link leads to."""
        number = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        return os.fdopen(number, "r+b", buffering=0)

    def read(self, path: Path) -> bytes:
        """All that is in a file."""
        return path.read_bytes()

    def write(self, file: io.FileIO, data: memoryview) -> int:
        """Write some of ``data``; how many bytes that were."""
        return file.write(data)

    def sync(self, file: io.FileIO) -> None:
        """See that what was written outlives a power cut."""
        os.fsync(file.fileno())

    def rename(self, source: Path, target: Path) -> None:
        """Give a file another name at once, in place of what had that name."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Remove one file, where it is there."""
        path.unlink(missing_ok=True)

    def make_folder(self, path: Path) -> None:
        """Make a folder and those it lies in, where they are not there."""
        path.mkdir(parents=True, exist_ok=True)

    def remove_folder(self, path: Path) -> None:
        """Remove an empty folder."""
        path.rmdir()

    def sync_folder(self, path: Path) -> None:
        """See that the names in a folder outlive a power cut, where a system can do that."""
        if os.name == "nt":
            return
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network file systems
                raise
        finally:
            os.close(folder)


disk = Disk()
"""The disk that is written to; tests put one here that fails."""


class Writing(io.RawIOBase):
    """A file that is being written aside: takes bytes, counts and hashes them."""

    def __init__(self, file: io.FileIO) -> None:
        super().__init__()
        self._file = file
        self._hash = hashlib.sha256()
        self._written = 0

    def writable(self) -> bool:
        """Always; it is not read."""
        return True

    def write(self, data: Any) -> int:
        """Write all of ``data``: anything that holds bytes."""
        left = memoryview(data).cast("B")
        size = len(left)
        self._hash.update(left)
        while left:
            left = left[disk.write(self._file, left) :]
        self._written += size
        return size

    def tell(self) -> int:
        """How many bytes were written."""
        return self._written

    def close(self) -> None:
        """Nothing: a writer such as Arrow's closes what it was given, and the file is ours."""

    def digest(self) -> str:
        """The SHA-256 of what was written so far."""
        return self._hash.hexdigest()


@contextmanager
def whole(path: Path | str) -> Iterator[Writing]:
    """Something to write bytes to that becomes the file at ``path`` when the block ends well.

    A reader sees the old file or the new one, never half of one, and a failure leaves the old file
    as it was. A link is followed.

    Raises:
        OSError: the folder is missing or full, or the file may not be written; it names ``path``.
    """
    target = Path(os.path.realpath(path))
    aside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        try:
            with disk.open(aside, "xb") as file:
                yield Writing(file)
                # Else a crash soon after the rename can leave an empty file under the final name.
                disk.sync(file)
            if target.exists():
                shutil.copymode(target, aside)
            disk.rename(aside, target)
        except BaseException:
            with suppress(OSError):
                disk.remove(aside)
            raise
        disk.sync_folder(target.parent)
    except OSError as error:
        if error.filename not in (None, str(aside), str(target), str(target.parent)):
            raise  # of another file, which was read to write this one
        raise OSError(error.errno, error.strerror, str(path)) from error


def write_whole(path: Path | str, content: str | bytes | memoryview) -> str:
    """Make ``content`` the file at ``path``, as :func:`whole` does; its SHA-256.

    Text becomes UTF-8, line ends as they are. What is not a regular file (``/dev/stdout``) is
    written directly.
    """
    data = content.encode() if isinstance(content, str) else content
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return hashlib.sha256(data).hexdigest()
    with whole(path) as file:
        file.write(data)
    return file.digest()


def written_aside(name: str) -> str | None:
    """The name of the file that a file of such a name was to become; None for any other file."""
    match = _ASIDE.fullmatch(name)
    return match["name"] if match else None


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with disk.open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
