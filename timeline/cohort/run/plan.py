"""What a run depends on, written into its folder: who goes on with it starts from the same."""

from __future__ import annotations

import hashlib
import os
import platform
import stat
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import Any

import attrs

from timeline.cohort.chunks import Chunk
from timeline.cohort.run.sealed import read_sealed, write_sealed
from timeline.cohort.run.work import Work
from timeline.vocabulary.current import current

PLAN = "plan"
"""The file of the plan: written before anything else of a run, removed after all else."""


@attrs.frozen(kw_only=True)
class Plan:
    """The input, the tables, the vocabulary and the versions that decide a run's bytes.

    ``tables`` and ``chunks`` are also the manifest: they say which files the run may have made.
    """

    tables: tuple[str, ...]
    chunks: int
    decides: dict[str, str]

    @property
    def key(self) -> str:
        """One text for all of it; every record of the run carries it."""
        return _digest(f"{name} {value}" for name, value in sorted(self.decides.items()))


def plan_of(chunks: Sequence[Chunk], work: Work) -> Plan:
    """The plan of analysing these chunks."""
    return Plan(
        tables=tuple(table.name for table in work.tables),
        chunks=len(chunks),
        decides={
            "the input": _digest(line for chunk in chunks for line in _of_chunk(chunk)),
            "the tables": _digest(
                f"{table.name} {column.name}:{column.kind}"
                for table in work.tables
                for column in table.columns
            ),
            "the vocabulary": _digest(
                f"{name} {[sorted(row.items()) for row in rows]}"
                for name, rows in sorted(current().added.items())
            ),
            "the convention": work.decided_by,
            "case-timeline": _release(),
            "pyarrow": version("pyarrow"),
            "Python": ".".join(platform.python_version_tuple()[:2]),
        },
    )


def write_plan(folder: Path, plan: Plan) -> None:
    """Write a plan into its folder."""
    write_sealed(folder / PLAN, attrs.asdict(plan))


def read_plan(folder: Path) -> Plan | None:
    """The plan in a folder; None where what is there is none, or is damaged.

    Raises :class:`OSError` where nothing is there.
    """
    data = read_sealed(folder / PLAN)
    try:
        return None if data is None else Plan(**{**data, "tables": tuple(data["tables"])})
    except (KeyError, TypeError):
        return None


def differences(old: Plan, new: Plan) -> str:
    """What of two plans differs, in words."""
    told = []
    for name, value in new.decides.items():
        was = old.decides.get(name, "")
        if was != value and name in ("pyarrow", "Python"):
            told.append(f"{name} was {was}")
        elif was != value:
            told.append(name)
    return ", ".join(told)


def _of_chunk(chunk: Chunk) -> Iterable[str]:
    yield f"{chunk.kind} {chunk.first} {chunk.last}"
    for reject in chunk.rejects:
        yield f"{reject.source} {reject.reason}"
    for file in chunk.files:
        found = Path(file).stat()
        yield f"{file} {found.st_size} {found.st_mtime_ns} {stat.S_IFMT(found.st_mode)}"


def _digest(lines: Iterable[Any]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(os.fsencode(f"{line}\n"))
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _release() -> str:
    """The version that is installed, and its files; empty for sources run as they lie there."""
    try:
        installed = distribution("case-timeline")
    except PackageNotFoundError:
        return ""
    files = (installed.read_text("RECORD") or "").splitlines()
    ours = sorted(line for line in files if line.startswith("timeline/") and "sha256=" in line)
    return f"{installed.version} {_digest(ours)}"
