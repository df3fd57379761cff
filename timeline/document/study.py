"""Reading and writing studies: the same documents, places and quality of errors as for cases."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from cattrs.errors import BaseValidationError

from timeline.document.destructure import destructure_study
from timeline.document.emit import document
from timeline.document.explain import explain
from timeline.document.nodes import Mapping, Node, describe, locate
from timeline.document.problems import Report
from timeline.document.source import read_nodes, read_text
from timeline.document.structure import converter
from timeline.errors import DocumentError
from timeline.model.study import Study, study_problems


def read_study(path: str | PathLike[str]) -> Study:
    """The one study in a YAML or JSON file.

    Raises :class:`~timeline.errors.DocumentError` with every problem of the file, also when it
    holds several studies.
    """
    studies = read_studies(path)
    if len(studies) > 1:
        report = Report(str(path))
        second = read_nodes(read_text(Path(path)), report)[1]
        message = f"holds {len(studies)} studies, one is expected here; read_studies reads several"
        report.refuse(second, message)
    return studies[0]


def read_studies(path: str | PathLike[str]) -> tuple[Study, ...]:
    """The studies in a file: the documents of a YAML stream, or the items of a JSON array."""
    return loads_studies(read_text(Path(path)), str(path))


def loads_studies(text: str, name: str = "<text>") -> tuple[Study, ...]:
    """The studies in a YAML or JSON text; ``name`` is what error messages call it.

    Raises :class:`~timeline.errors.DocumentError` with every problem of the text.
    """
    report = Report(name)
    studies = []
    for node in read_nodes(text, report):
        study = _study_in(node, report)
        if study is not None:
            studies.append(study)
            for path, message in study_problems(study):
                report.add(locate(node, path), message, path)
    report.raise_if_any()
    return tuple(studies)


def dumps_study(study: Study) -> str:
    """The YAML document of a study, from which ``loads_studies`` makes an equal one."""
    return document(destructure_study(study))


def holds_study(path: str | PathLike[str]) -> bool:
    """Whether a file is to be read as studies: its first document has the key ``study``.

    False also for what cannot be read at all; reading it then says why.
    """
    try:
        text = read_text(Path(path))
    except DocumentError:
        return False
    return is_study_text(text, str(path))


def is_study_text(text: str, name: str = "<text>") -> bool:
    """The same of a text."""
    try:
        first = read_nodes(text, Report(name))[0]
    except (DocumentError, IndexError):
        return False
    return isinstance(first, Mapping) and "study" in first and "case" not in first


def _study_in(node: Node, report: Report) -> Study | None:
    if not isinstance(node, Mapping):
        message = f"expected a study, a mapping with the key 'study', found {describe(node)}"
        report.add(node, message)
        return None
    try:
        study: Study = converter().structure(node, Study)
    except BaseValidationError as error:
        explain(error, node, report)
        return None
    return study
