"""The folder of a run: which files in it a run makes, and what is refused before it is touched."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

import attrs

from timeline import files
from timeline.cohort.run.lock import LOCK
from timeline.cohort.run.plan import PLAN, Plan, read_plan
from timeline.errors import CaseTimelineError
from timeline.files import written_aside

REJECTS = "rejects.jsonl"
"""Where a bad case goes, with its reason."""

SUMMARY = "summary.json"
"""What a run came to; written when all else is."""

PARTS = ".parts"
"""Where parts and records lie while a run is under way."""

_NUMBERED = re.compile(r"(\d{7,})\.(.+)")


@attrs.frozen
class Folder:
    """The folder of a run whose tables have these names."""

    path: Path

    @property
    def parts(self) -> Path:
        """Where parts and records lie."""
        return self.path / PARTS

    def record(self, number: int) -> Path:
        """The record that chunk ``number`` is done."""
        return self.parts / f"{number:07d}.json"

    def part(self, number: int, table: str) -> Path:
        """The rows of a table that come from chunk ``number``."""
        return self.parts / f"{number:07d}.{table}.arrow"

    def table(self, name: str) -> Path:
        """A table, when it is whole."""
        return self.path / f"{name}.parquet"


def refuse_place(source: Path, out: Path) -> None:
    """Refuse a folder that is no place for a run, whatever is in it."""
    if out.is_symlink():
        raise CaseTimelineError(f"{out}: is a link; name the folder itself")
    if out.exists() and not out.is_dir():
        raise CaseTimelineError(f"{out}: is a file; the tables need a folder of their own")
    here, there, current = out.resolve(), source.resolve(), Path.cwd().resolve()
    if here == there:
        raise CaseTimelineError(f"{out}: is the input; the tables need a folder of their own")
    if here.is_relative_to(there):
        raise CaseTimelineError(f"{out}: lies in the input, {source}; name a folder outside it")
    if there.is_relative_to(here):
        raise CaseTimelineError(
            f"{out}: holds the input, {source}; the tables need a folder of their own"
        )
    if current.is_relative_to(here):
        raise CaseTimelineError(
            f"{out}: is where you are, or above it; the tables need a folder of their own"
        )


def begun(out: Path, *, anew: bool) -> Plan | None:
    """The plan that ``out`` was begun with; None for a folder that is empty or not there.

    Raises :class:`CaseTimelineError` when the folder holds what no run has made: anything at all
    where there is no plan, and anything that the plan does not name where it is to be cleared.
    """
    if not out.exists():
        return None
    names = {entry.name for entry in out.iterdir()}
    if PLAN not in names:
        for name in sorted(names):
            if name != LOCK and written_aside(name) != PLAN:
                raise CaseTimelineError(
                    f"{out}: is a folder with other things in it, such as {name!r};"
                    " give another name"
                )
        return None
    plan = read_plan(out) if _is_file(out / PLAN) else None
    if plan is None:
        raise CaseTimelineError(
            f"{out}: its file {PLAN!r} is not what a run of this release wrote, so that nothing is"
            " known of what else is in it; give another name"
        )
    if PARTS in names and not _is_folder(out / PARTS):
        raise CaseTimelineError(
            f"{out / PARTS}: is no folder that a run has made; give another name"
        )
    if anew:
        for path in foreign(out, plan):
            raise CaseTimelineError(
                f"{path}: was not made by a run, so that {out} is not cleared; give another name"
            )
    return plan


def foreign(out: Path, plan: Plan) -> Iterator[Path]:
    """What is in a folder, and no run of this plan has made."""
    for path in sorted(out.iterdir()):
        if path.name == PARTS:
            yield from (
                part
                for part in sorted(path.iterdir())
                if not _is_file(part) or not _is_part(_final(part.name), plan)
            )
        elif not _is_file(path) or not _is_output(_final(path.name), plan):
            yield path


def clear(out: Path, plan: Plan) -> None:
    """Remove what a run of this plan has made, file by file; the plan last of all."""
    files.disk.remove(out / SUMMARY)
    clear_parts(out, plan)
    for path in sorted(out.iterdir()):
        if path.name not in (PLAN, LOCK) and _is_output(_final(path.name), plan):
            files.disk.remove(path)
    files.disk.remove(out / PLAN)
    files.disk.sync_folder(out)


def clear_parts(out: Path, plan: Plan) -> None:
    """Remove parts and records, and their folder if nothing else is in it."""
    parts = out / PARTS
    if not parts.exists():
        return
    for path in sorted(parts.iterdir()):
        if _is_part(_final(path.name), plan):
            files.disk.remove(path)
    if not any(parts.iterdir()):
        files.disk.remove_folder(parts)


def clear_asides(out: Path, plan: Plan) -> None:
    """Remove files that a run was writing when it was killed."""
    for folder, is_ours in ((out, _is_output), (out / PARTS, _is_part)):
        for path in sorted(folder.iterdir()) if folder.exists() else ():
            name = written_aside(path.name)
            if name is not None and is_ours(name, plan):
                files.disk.remove(path)


def _final(name: str) -> str:
    return written_aside(name) or name


def _is_output(name: str, plan: Plan) -> bool:
    return name in {PLAN, LOCK, REJECTS, SUMMARY, *(f"{table}.parquet" for table in plan.tables)}


def _is_part(name: str, plan: Plan) -> bool:
    match = _NUMBERED.fullmatch(name)
    kinds = {"json", *(f"{table}.arrow" for table in plan.tables)}
    return bool(match and int(match[1]) < plan.chunks and match[2] in kinds)


def _is_file(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(path.lstat().st_mode)
