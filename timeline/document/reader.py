"""Reading cases: from a file or a text to values, or to every problem of the file at once."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from cattrs.errors import BaseValidationError

from timeline.document.explain import explain
from timeline.document.nodes import Mapping, Node, describe, locate
from timeline.document.problems import Report
from timeline.document.source import read_nodes, read_text
from timeline.document.structure import structure
from timeline.model.case import Case, reference_problems


def read_case(path: str | PathLike[str]) -> Case:
    """The one case in a YAML or JSON file.

    Raises :class:`~timeline.errors.DocumentError` with every problem of the file, also when it
    holds several cases.
    """
    name = str(path)
    documents = documents_in(read_text(Path(path)), name)
    if len(documents) > 1:
        report = Report(name)
        second, _ = documents[1]
        message = f"holds {len(documents)} cases, one is expected here; read_cases reads several"
        report.refuse(second, message)
    return documents[0][1]


def read_cases(path: str | PathLike[str]) -> tuple[Case, ...]:
    """The cases in a file: the documents of a YAML stream, or the items of a JSON array.

    Raises :class:`~timeline.errors.DocumentError` with every problem of the file.
    """
    return loads(read_text(Path(path)), str(path))


def loads(text: str, name: str = "<text>") -> tuple[Case, ...]:
    """The cases in a YAML or JSON text; ``name`` is what error messages call it.

    Raises :class:`~timeline.errors.DocumentError` with every problem of the text.
    """
    return tuple(case for _, case in documents_in(text, name))


def documents_in(text: str, name: str) -> tuple[tuple[Node, Case], ...]:
    """Each document of a text, as written and as the case it stands for."""
    report = Report(name)
    documents = []
    lines: dict[str, int] = {}
    for node in read_nodes(text, report):
        case = _case_in(node, report)
        if case is None:
            continue
        documents.append((node, case))
        _check_references(case, node, report)
        place = locate(node, ("case",))
        if case.id in lines:
            message = f"{case.id!r} is the case on line {lines[case.id]} already"
            report.add(place, message, ("case",))
        lines.setdefault(case.id, place.start.line + 1)
    report.raise_if_any()
    return tuple(documents)


def _case_in(node: Node, report: Report) -> Case | None:
    if not isinstance(node, Mapping):
        message = f"expected a case, a mapping with the key 'case', found {describe(node)}"
        report.add(node, message)
        return None
    if "study" in node and "case" not in node:
        report.add(node, "is a study of many patients, not a case; read_study reads it")
        return None
    try:
        return structure(node)
    except BaseValidationError as error:
        explain(error, node, report)
        return None


def _check_references(case: Case, node: Node, report: Report) -> None:
    for path, message in reference_problems(case):
        there = locate(node, path)
        is_assumed = isinstance(there, Mapping) and "assumed" in there
        where = (*path, "assumed") if is_assumed else path
        report.add(locate(node, where), message, where)
