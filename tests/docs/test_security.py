"""SECURITY.md names tests that are there, and bounds as they are."""

import re
from pathlib import Path

from timeline.document.builder import DEEPEST, MOST_NODES
from timeline.document.source import LARGEST

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")


def test_each_promise_names_tests_that_are_there():
    rows = [line for line in PAGE.splitlines() if re.match(r"\| [A-Z`]", line)]
    named = [re.findall(r"`(tests/\S+\.py)`", row.rpartition(" | ")[2]) for row in rows]

    assert len(rows) > 10
    assert all(named)
    for path in {path for paths in named for path in paths}:
        assert "def test_" in (ROOT / path).read_text("utf-8"), path


def test_the_bounds_are_those_of_the_reader():
    assert (
        f"{LARGEST // 1_000_000} MB a file or line, {DEEPEST} levels, {MOST_NODES:,} values" in PAGE
    )
