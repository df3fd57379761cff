"""The shipped corpus: published cases as documents, each with the places its facts come from."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from timeline.document import read_case

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from timeline.document import Case

__all__ = ["load", "names", "text"]


@cache
def names() -> tuple[str, ...]:
    """The shipped cases, by the names :func:`load` takes, in alphabetical order."""
    found = (entry.name for entry in files("cases").joinpath("reports").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml")))


def load(name: str) -> Case:
    """The shipped case of this name; KeyError, with the names there are, when there is none."""
    with as_file(_document(name)) as path:
        return read_case(path)


def text(name: str) -> str:
    """The document of a shipped case, comments and all, to learn from or to start a new one."""
    return _document(name).read_text("utf-8")


def _document(name: str) -> Traversable:
    if name not in names():
        raise KeyError(f"no shipped case is called {name!r}; there are {', '.join(names())}")
    return files("cases").joinpath("reports", f"{name}.yaml")
