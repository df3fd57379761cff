"""The shipped corpus: published cases and studies as documents, each fact with its place."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from timeline.document import read_case, read_study

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from timeline.document import Case, Study

__distribution__ = "case-timeline"  # by which timeline/distribution.py knows this for ours
__all__ = ["load", "load_study", "names", "study_names", "text"]


@cache
def names() -> tuple[str, ...]:
    """The shipped cases, by the names :func:`load` takes, in alphabetical order."""
    return _names("reports")


@cache
def study_names() -> tuple[str, ...]:
    """The shipped studies, by the names :func:`load_study` takes, in alphabetical order."""
    return _names("studies")


def load(name: str) -> Case:
    """The shipped case of this name; KeyError, with the names there are, when there is none."""
    with as_file(_document(name)) as path:
        return read_case(path)


def load_study(name: str) -> Study:
    """The shipped study of this name; KeyError, with the names there are, when there is none."""
    if name not in study_names():
        known = ", ".join(study_names())
        raise KeyError(f"no shipped study is called {name!r}; there are {known}")
    with as_file(files("cases").joinpath("studies", f"{name}.yaml")) as path:
        return read_study(path)


def text(name: str) -> str:
    """The document of a shipped case, comments and all, to learn from or to start a new one.

    Studies have their names here too.
    """
    if name in study_names():
        return files("cases").joinpath("studies", f"{name}.yaml").read_text("utf-8")
    return _document(name).read_text("utf-8")


def _names(folder: str) -> tuple[str, ...]:
    found = (entry.name for entry in files("cases").joinpath(folder).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml")))


def _document(name: str) -> Traversable:
    if name not in names():
        raise KeyError(f"no shipped case is called {name!r}; there are {', '.join(names())}")
    return files("cases").joinpath("reports", f"{name}.yaml")
