"""Habits a linter does not know: short files, nothing left for later, no quiet skips."""

import re
from collections.abc import Iterator
from pathlib import Path

FOLDERS = ("timeline", "cases", "render", "tests", "examples", "benchmarks")
MOST_LINES = 450

# Spelled with brackets, so that this file is not its own first finding.
UNFINISHED = re.compile("TO[D]O|FIX[M]E|XX[X]|NotImplemented[E]rror")
# What a machine lacks is said by @pytest.mark.needs or skipif, and CI refuses both.
QUIET_SKIP = re.compile(r"pytest\.(mark\.)?(skip|xfail|importorskip)\b")


def python_files(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted((root / folder).rglob("*.py"))


def lines_with(pattern: re.Pattern[str], root: Path, *, but: tuple[str, ...] = ()) -> list[str]:
    return [
        f"{path.relative_to(root)}:{number}: {line.strip()}"
        for path in python_files(root)
        if path.relative_to(root).as_posix() not in but
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_a_file_is_one_idea(root: Path) -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in python_files(root)}

    assert [str(path) for path, length in lengths.items() if length > MOST_LINES] == []


def test_nothing_is_left_unfinished(root: Path) -> None:
    assert lines_with(UNFINISHED, root) == []


def test_no_test_is_skipped_quietly(root: Path) -> None:
    assert lines_with(QUIET_SKIP, root, but=("tests/conftest.py",)) == []


def test_no_drawer_for_odds_and_ends(root: Path) -> None:
    drawers = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py"}

    assert [str(path) for path in python_files(root) if path.name in drawers] == []


def test_the_command_speaks_by_one_function_alone(root: Path) -> None:
    """What is printed past ``timeline.cli.console`` would not be cleaned."""
    ways_out = re.compile(r"\bprint\(|\bs?echo(_via_pager)?[(,]|std(out|err)\.write\(")
    shipped = (root / folder for folder in ("timeline", "cases", "render"))
    past = [
        f"{path}: {found[0]}"
        for folder in shipped
        for path in sorted(folder.rglob("*.py"))
        if path != root / "timeline/cli/console.py"
        for found in ways_out.finditer(re.sub(r">>> .*", "", path.read_text("utf-8")))
    ]
    assert past == []
