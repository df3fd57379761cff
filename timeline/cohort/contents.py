"""What a folder of cases holds: each file by its kind, and what cannot be read, with the reason."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs

from timeline.document import SUFFIXES
from timeline.errors import CaseTimelineError

_KINDS = (*SUFFIXES, ".parquet", ".jsonl")

_SPECIAL = (
    (stat.S_ISFIFO, "is a named pipe, not a file"),
    (stat.S_ISSOCK, "is a socket, not a file"),
    (stat.S_ISCHR, "is a device, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
)


@attrs.frozen
class Rejected:
    """Something that is no case: what it is called, where it was, and why it is none.

    ``fault`` is True where nothing is wrong with the case: the program failed at it.
    """

    case: str
    source: str
    reason: str
    fault: bool = False

    @classmethod
    def because(cls, error: Exception, case: str, source: str) -> Rejected:
        """What is rejected for an error; one that is not the library's own is a fault of it."""
        if isinstance(error, CaseTimelineError):
            return cls(case, source, str(error))
        what = f"a fault of the program, not of the case: {type(error).__name__}: {error}"
        return cls(case, source, what, fault=True)


@attrs.frozen(kw_only=True)
class Contents:
    """The files of a folder and those below it, each kind in the order of its names."""

    documents: tuple[str, ...]
    tables: tuple[str, ...]
    lines: tuple[str, ...]
    rejects: tuple[Rejected, ...]


def contents(folder: Path) -> Contents:
    """All that a folder holds of cases, at any depth; links to folders are not followed."""
    rejects: list[Rejected] = []
    found: dict[str, list[str]] = {"documents": [], ".parquet": [], ".jsonl": []}
    top = folder.resolve()

    def reject(path: Path, reason: str) -> None:
        name = spelled_out(str(path))
        rejects.append(Rejected(spelled_out(path.stem), name, f"{name}: {reason}"))

    for path in _entries(folder, reject):
        if path.suffix not in _KINDS and not (path.is_symlink() and path.is_dir()):
            continue
        problem = (
            name_problem(str(path.relative_to(folder)))
            or (link_problem(path, top) if path.is_symlink() else None)
            or file_problem(path)
        )
        if problem:
            reject(path, problem)
        else:
            kind = path.suffix if path.suffix in found else "documents"
            found[kind].append(str(path))
    return Contents(
        documents=tuple(sorted(found["documents"])),
        tables=tuple(sorted(found[".parquet"])),
        lines=tuple(sorted(found[".jsonl"])),
        rejects=tuple(sorted(rejects, key=lambda one: one.source)),
    )


def _entries(folder: Path, reject: Callable[[Path, str], None]) -> Iterator[Path]:
    """Every file and link of a folder at any depth, and each folder named like a document."""

    def unreadable(error: OSError) -> None:
        reject(Path(error.filename), f"cannot be read: {error.strerror or error}")

    for where, folders, files in os.walk(folder, onerror=unreadable):
        for name in folders:
            path = Path(where, name)
            if path.is_symlink() or path.suffix in SUFFIXES:
                yield path
        yield from (Path(where, name) for name in files)


def name_problem(name: str) -> str | None:
    """Why a file of such a name is not read: tables and messages are UTF-8, and tell names."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return "its name is not UTF-8; rename it"
    return None


def spelled_out(name: str) -> str:
    """A name with what is not UTF-8 in it spelled out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def link_problem(path: Path, top: Path) -> str | None:
    """Why a link is not read: only what lies in the folder itself was given to be read."""
    try:
        target = path.resolve(strict=True)
    except FileNotFoundError:
        return "is a link to nothing"
    except (OSError, RuntimeError):  # RuntimeError: a loop, before Python 3.13
        return "is a link that leads nowhere"
    if target.is_dir():
        return "is a link to a folder, which is not followed"
    return None if target.is_relative_to(top) else "is a link out of the folder"


def file_problem(path: Path) -> str | None:
    """Why there is nothing to be read under a name: it is no file, or may not be read."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    if stat.S_ISDIR(mode):
        return "is a folder, not a document"
    for is_it, reason in _SPECIAL:
        if is_it(mode):
            return reason
    return None if os.access(path, os.R_OK) else "cannot be read: Permission denied"
