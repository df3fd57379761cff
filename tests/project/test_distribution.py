"""Our names ``cases`` and ``render`` beside a project, or a file, that has one of them, too."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import timeline
from timeline.distribution import foreign_modules, particulars

VENV = [sys.executable, "-m", "venv", "--without-pip"]
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]


class Environment:
    """An environment that borrows what we need, and holds the wheel itself."""

    def __init__(self, place: Path, wheel: Path) -> None:
        self.place, self.python = place, place / "bin" / "python"
        subprocess.run([*VENV, place], check=True)
        self.pip("install", "--no-deps", "--no-index", wheel)
        (site,) = place.glob("lib/python*/site-packages")
        for theirs in Path(sysconfig.get_path("purelib")).iterdir():
            if not (site / theirs.name).exists():
                (site / theirs.name).symlink_to(theirs)

    def pip(self, *args: str | Path) -> None:
        command = [*PIP, "--python", self.python, "--quiet", *args]
        subprocess.run(command, check=True, cwd=self.place, capture_output=True)

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        bare = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return subprocess.run(
            [self.python, *args],
            cwd=self.place,
            env=bare,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return Environment(tmp_path_factory.mktemp("names") / "environment", wheel)


@pytest.fixture
def another_render(tmp_path: Path) -> Path:
    """The wheel of another project whose package is called ``render``."""
    wheel, about = tmp_path / "pictures-1.0-py3-none-any.whl", "pictures-1.0.dist-info"
    files = {
        "render/__init__.py": "def paint(): ...\n",
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: pictures\nVersion: 1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{about}/RECORD"] = "".join(f"{name},,\n" for name in (*files, f"{about}/RECORD"))
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return wheel


def test_all_is_ours_here() -> None:
    assert foreign_modules() == ()
    assert [line.partition(":")[0] for line in particulars()] == ["timeline", "cases", "render"]


@pytest.mark.slow
def test_another_project_of_the_name_is_named_with_the_way_out(
    environment: Environment, another_render: Path
) -> None:
    healthy = environment.run("-m", "timeline", "--version", "--verbose")
    assert healthy.stdout.splitlines()[0] == f"case-timeline {timeline.__version__}"
    assert [line.partition(":")[0] for line in healthy.stdout.splitlines()[1:]] == [
        "timeline", "cases", "render",
    ]  # fmt: skip
    assert healthy.stderr == ""

    environment.pip("install", "--no-index", another_render)
    imported = environment.run("-c", "import timeline, timeline.model")
    assert imported.returncode == 0
    assert imported.stderr.count("ForeignModuleWarning: the module 'render' at ") == 1
    assert "in a new environment of its own, install case-timeline again" in imported.stderr
    command = environment.run("-m", "timeline", "cases")
    assert command.returncode == 2
    assert "Error: the module 'render' at" in command.stderr
    assert "Traceback" not in command.stderr
    told = environment.run("-m", "timeline", "--verbose", "--version").stdout
    assert "the project pictures brings a module 'render', too" in told
    assert "not as installed: render/__init__.py" in told

    environment.pip("uninstall", "--yes", "pictures")
    gone = environment.run("-m", "timeline", "cases")
    assert gone.returncode == 2
    assert "the module 'render' of case-timeline is missing" in gone.stderr
    assert "Traceback" not in gone.stderr


def test_a_file_of_the_name_that_stands_before_ours_is_named(tmp_path: Path) -> None:
    (tmp_path / "cases.py").write_text("CASES = []\n")
    done = subprocess.run(
        [sys.executable, "-c", "import timeline"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "the module 'cases' at " in done.stderr
    assert "if the file is yours, rename it or work in another folder" in done.stderr
