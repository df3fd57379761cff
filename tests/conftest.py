"""What every room's tests share: outside programs, strictness, golden files, seeds, Hypothesis."""

import difflib
import os
import random
import shutil
from collections import defaultdict
from collections.abc import Callable, Generator
from pathlib import Path
from typing import NamedTuple

import hypothesis
import pytest

STRICT = "CASE_TIMELINE_STRICT"
DIFF_LINES = 40
SEEDS = 10**9


class Component(NamedTuple):
    """A program from outside Python that some tests use: its possible names, Debian's package."""

    commands: tuple[str, ...]
    package: str


COMPONENTS = {
    "dot": Component(("dot",), "graphviz"),
    "chromium": Component(("chromium", "chromium-browser", "google-chrome"), "chromium"),
    "java": Component(("java",), "default-jre-headless"),
}

# Which tests were not run, by the component they lacked.
untested: pytest.StashKey[dict[str, list[str]]] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the tests produce over their golden files; then read the difference",
    )
    parser.addoption(
        "--seed",
        type=int,
        help="draw the same generated cases again as the run that printed this seed",
    )


@pytest.hookimpl(tryfirst=True)  # before Hypothesis, which reads its own seed as it is configured
def pytest_configure(config: pytest.Config) -> None:
    config.stash[untested] = defaultdict[str, list[str]](list)
    if config.option.seed is None:
        config.option.seed = random.SystemRandom().randrange(SEEDS)
    if config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = str(config.option.seed)


# --- Outside programs, and the strict mode in which nothing may be skipped ---


@pytest.hookimpl(tryfirst=True)  # before fixtures, which may need the program themselves
def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs"):
        for name in marker.args:
            if name not in COMPONENTS:
                pytest.fail(f"needs({name!r}): not one of {', '.join(COMPONENTS)}", pytrace=False)
            component = COMPONENTS[name]
            if not any(map(shutil.which, component.commands)):
                item.config.stash[untested][name].append(item.nodeid)
                pytest.skip(f"{name} is not installed (Debian: {component.package})")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if not hasattr(report, "wasxfail"):  # an expected failure ran, and is reported as such
        refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    refuse_skip(report)
    return report


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Under the strict mode, turn a skip of any origin into a failure that says why."""
    if os.environ.get(STRICT) == "1" and report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{STRICT}=1, and this was not run. {reason}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if terminalreporter.stats.keys() & {"failed", "error"}:
        terminalreporter.section("generated cases")
        terminalreporter.line(
            f"drawn again by: pytest --seed {terminalreporter.config.option.seed}"
        )
    missing = terminalreporter.config.stash[untested]
    if missing:
        terminalreporter.section("not tested here")
    for name, tests in sorted(missing.items()):
        package = COMPONENTS[name].package
        files = sorted({test.partition("::")[0] for test in tests})
        where = f"{len(tests)} in {', '.join(files)}"
        terminalreporter.line(f"{name} is missing (Debian: {package}); tests not run: {where}")


# --- Golden files ---


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden(name, text)``: the text is, byte for byte, the file golden/<name> by the test."""
    folder: Path = request.path.parent / "golden"
    update: bool = request.config.getoption("--update-golden")

    def check(name: str, text: str) -> None:
        path, seen = folder / name, text.encode()
        expected = path.read_bytes() if path.exists() else None
        if seen == expected:
            return
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(seen)
            return
        change = "there is no such file yet" if expected is None else difference(expected, seen)
        shown = path.relative_to(request.config.rootpath)
        pytest.fail(
            f"{shown} is not what was produced:\n{change}\n"
            "If the change is meant: pytest --update-golden, then look at the picture.",
            pytrace=False,
        )

    return check


def difference(expected: bytes, seen: bytes) -> str:
    """A unified diff short enough to read, line ends shown where only they differ."""
    old, new = (text.decode(errors="replace") for text in (expected, seen))
    shown = repr if old.splitlines() == new.splitlines() else str
    lines = list(
        difflib.unified_diff(
            [shown(line).rstrip("\n") for line in old.splitlines(keepends=True)],
            [shown(line).rstrip("\n") for line in new.splitlines(keepends=True)],
            "golden",
            "produced",
            lineterm="",
            n=1,
        )
    )
    hidden = len(lines) - DIFF_LINES
    end = [f"... and {hidden} more lines"] if hidden > 0 else []
    return "\n".join([*(line[:160] for line in lines[:DIFF_LINES]), *end])


# --- Seeds: each run draws new cases, and one that failed is tried ever after ---


def pytest_report_header(config: pytest.Config) -> str:
    return f"generated cases: --seed {config.option.seed}"


@pytest.fixture(scope="session")
def seed(pytestconfig: pytest.Config) -> int:
    """The seed of this run, for a test that generates one thing.

    A test marked ``seeds(240, kept=(17, 4711))`` runs once for each of 240 seeds that are new on
    every run, and before them for those that failed once.
    """
    return int(pytestconfig.option.seed)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    mark = metafunc.definition.get_closest_marker("seeds")
    if mark is not None:
        (count,) = mark.args
        draw = random.Random(f"{metafunc.config.option.seed}/{metafunc.function.__qualname__}")  # noqa: S311 (cases, not secrets)
        new = (draw.randrange(SEEDS) for _ in range(count))
        metafunc.parametrize("seed", [*mark.kwargs.get("kept", ()), *new])


# --- Hypothesis ---

# A busy two-core machine is not a bug, so no deadline.
hypothesis.settings.register_profile(
    "desk", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile("ci", hypothesis.settings.get_profile("desk"), print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") == "true" else "desk")
