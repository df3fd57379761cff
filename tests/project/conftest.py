"""The distributions as they would be released, built once for the tests that look into them."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the source tree."""
    return Path(__file__).parents[2]


@pytest.fixture(scope="session")
def shipped(root: Path) -> dict[str, Path]:
    """Every file of the three packages by its name in the wheel, code and data."""
    return {
        path.relative_to(root).as_posix(): path
        for top in ("timeline", "cases", "render")
        for path in sorted((root / top).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="session")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist, so that both are known to be complete."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", f"--outdir={folder}", str(root)]
    # Build's own messages may hold escapes; only a failure needs them.
    done = subprocess.run(build, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def packed(wheel: Path) -> dict[str, bytes]:
    """What the wheel holds: file names and their bytes."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
