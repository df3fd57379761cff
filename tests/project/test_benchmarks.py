"""The benchmarks still run; how fast is for `make bench`, on a quiet machine."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted(
    path.name
    for path in (ROOT / "benchmarks").glob("*.py")
    if "--short" in path.read_text("utf-8") and "__main__" in path.read_text("utf-8")
)


def test_all_are_found():
    assert {"run.py", "alterations.py", "endpoints.py", "swimmer.py"} <= set(SCRIPTS)


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS)
def test_the_benchmarks_run_in_their_short_form(script, tmp_path):
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / script, "--short"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
