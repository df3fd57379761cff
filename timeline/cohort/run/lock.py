"""One run in a folder at a time: a lock that the system lets go of when its holder is gone."""

from __future__ import annotations

import errno
import io
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from timeline import files
from timeline.errors import CaseTimelineError

LOCK = ".timeline.lock"
"""The file that is locked; it says who holds it, and is removed with the lock."""

_UNLOCKABLE = (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL)
"""What file systems answer that know no locks."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder.

    Raises :class:`CaseTimelineError`, which says who holds it, when another run does.
    """
    path = folder / LOCK
    held = _take(path)
    try:
        held.truncate(0)
        files.disk.write(held, memoryview(_this_process()))
        yield
    finally:
        # Removed before it is let go of: who comes in between finds that it locked nothing's name.
        try:
            with suppress(OSError):
                held.truncate(0)  # Windows does not remove what is open
                files.disk.remove(path)
        finally:
            held.close()


def _take(path: Path) -> io.FileIO:
    while True:
        held = files.disk.open_lock(path)
        try:
            if not _lock(held):
                raise CaseTimelineError(f"{path.parent}: {_holder(path)}; wait, or name another")
            if _is_named(held, path):
                return held
        except BaseException:
            held.close()
            raise
        held.close()


def _lock(held: io.FileIO) -> bool:
    """Whether the lock was to be had. Where there are no locks, the holder's number decides."""
    try:
        import fcntl

        fcntl.flock(held.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except ImportError:
        return not _is_alive(held)
    except OSError as error:
        if error.errno not in _UNLOCKABLE:
            raise
        return not _is_alive(held)
    return True


def _is_named(held: io.FileIO, path: Path) -> bool:
    """Whether a lock is that of the file which has its name now, not of one that was removed."""
    try:
        return os.path.samestat(os.fstat(held.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _this_process() -> bytes:
    since = datetime.now().astimezone().isoformat(" ", "seconds")
    return json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}).encode()


def _told(content: bytes) -> dict[str, object]:
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _holder(path: Path) -> str:
    """Who holds a lock, as far as its file tells."""
    content = b""
    with suppress(OSError):
        content = path.read_bytes()
    told = _told(content)
    if not told:
        return "another run is working in this folder"
    return (
        f"another run is working in this folder: process {told.get('pid')} on {told.get('host')},"
        f" since {told.get('since')}"
    )


def _is_alive(held: io.FileIO) -> bool:
    """Whether the process that a lock file names may still be there."""
    held.seek(0)
    told = _told(held.read())
    held.seek(0)
    pid = told.get("pid")
    if not isinstance(pid, int) or told.get("host") != socket.gethostname():
        return bool(told)
    if pid == os.getpid():
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
