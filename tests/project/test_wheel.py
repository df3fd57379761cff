"""The wheel as a user meets it: a new environment, an empty folder, the sources out of reach."""

import importlib.metadata
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


class User:
    """Someone who has just installed the package and sits in an empty folder."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries = binaries
        self.folder = folder

    def run(self, program: str, *args: str, code: int = 0) -> str:
        """Standard output of a program of the environment, which ends with this exit code."""
        done = subprocess.run(
            [self.binaries / program, *args],
            cwd=self.folder,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, f"{program} {args}: {done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stdout


def clean_environment() -> dict[str, str]:
    """The environment without what could lead Python back to the source tree."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


@pytest.fixture(scope="session")
def binaries(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a new environment that holds the wheel and what it asks for."""
    place = tmp_path_factory.mktemp("clean") / "environment"
    python = place / "bin" / "python"
    # The versions of this environment: the suite is to say the same of the wheel tomorrow.
    held = place.parent / "constraints.txt"
    held.write_text("".join(f"{d.name}=={d.version}\n" for d in importlib.metadata.distributions()))
    for command in (
        # Without pip of its own: ours installs into it, which saves some seconds.
        [sys.executable, "-m", "venv", "--without-pip", str(place)],
        [
            sys.executable,
            "-m",
            "pip",
            f"--python={python}",
            "install",
            "--quiet",
            "-c",
            held,
            wheel,
        ],
    ):
        done = subprocess.run(
            command,
            cwd=place.parent,
            env=clean_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return python.parent


@pytest.fixture
def user(binaries: Path, tmp_path: Path) -> User:
    return User(binaries, tmp_path)


def test_the_three_packages_come_from_the_environment(user: User) -> None:
    code = "import timeline, cases, render; print(timeline, cases, render)"

    assert user.run("python", "-c", code).count("site-packages") == 3


def test_version(user: User, wheel: Path) -> None:
    version = wheel.name.split("-")[1]

    assert version in user.run("timeline", "--version").split()


def test_the_shipped_cases_are_listed_and_read(user: User) -> None:
    assert "ezr-ros1" in user.run("timeline", "cases")
    # Faults of the reports, not of their documents: exit code 1, not 2.
    assert "31 months" in user.run("timeline", "check", "ezr-ros1", code=1)
    assert "PROS1" in user.run("timeline", "check", "tbc1d32-ros1", code=1)
    assert "icotinib" in user.run("timeline", "show", "ezr-ros1")


def test_figures_are_drawn(user: User) -> None:
    user.run("timeline", "draw", "ezr-ros1", "-o", "x.svg")
    user.run("timeline", "draw", "ezr-ros1", "-o", "x.dot")

    assert "<svg" in (user.folder / "x.svg").read_text("utf-8")
    assert "digraph" in (user.folder / "x.dot").read_text("utf-8")


def test_the_schema_is_json(user: User) -> None:
    assert "$schema" in json.loads(user.run("timeline", "schema"))


def test_the_demo_runs(user: User) -> None:
    assert user.run("timeline", "demo")


def test_a_file_that_is_not_there_is_bad_input(user: User) -> None:
    user.run("timeline", "check", "nowhere.yaml", code=2)
