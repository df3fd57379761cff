"""Generated cases are new on every run, come back by the seed, and are kept once they failed."""

import subprocess
import sys
from pathlib import Path

import pytest

SUITE = """
import pytest
from hypothesis import given, strategies as st

@pytest.mark.seeds(3, kept=(17,))
def test_many(seed):
    print("drawn", seed)

def test_one(seed):
    print("drawn", seed)

@given(st.integers())
def test_property(number):
    print("drawn", number)

def test_that_fails():
    assert False
"""


@pytest.fixture
def run(tmp_path: Path, root: Path):
    """The seed a run tells at its start and again at its end, and what it drew."""
    (tmp_path / "conftest.py").write_bytes((root / "tests" / "conftest.py").read_bytes())
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_suite.py").write_text(SUITE)

    def start(*options: str) -> tuple[str, list[str]]:
        command = [sys.executable, "-m", "pytest", "-s", "-p", "no:cacheprovider", *options]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        lines = [line.removeprefix("test_suite.py ") for line in done.stdout.splitlines()]
        (told,) = {line.rpartition("--seed ")[2] for line in lines if "--seed " in line}
        assert sum("--seed " in line for line in lines) == 2
        drawn = [line.rpartition("drawn ")[2] for line in lines if "drawn " in line]
        return told, drawn

    return start


def test_each_run_draws_new_cases_and_tells_how_to_have_them_again(run) -> None:
    told, drawn = run()
    again = run(f"--seed={told}")
    other, others = run()

    assert again == (told, drawn)
    assert other != told
    assert drawn[0] == others[0] == "17"
    assert drawn[4] == told
    assert len({*drawn[1:5], *others[1:5]}) == 8
    assert drawn[5:] != others[5:]
