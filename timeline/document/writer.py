"""Writing cases: to a YAML or JSON text, and to files that are never half written."""

from __future__ import annotations

import json
from os import PathLike
from pathlib import Path

from timeline.document.destructure import destructure
from timeline.document.emit import document
from timeline.document.problems import TOP, Report
from timeline.files import write_whole
from timeline.model.case import Case


def dumps(case: Case) -> str:
    """The YAML document of a case, from which ``loads`` makes an equal one."""
    return document(destructure(case))


def dumps_json(case: Case) -> str:
    """The JSON document of a case, from which ``loads`` makes an equal one."""
    return json.dumps(destructure(case), indent=2, ensure_ascii=False) + "\n"


def write_case(case: Case, path: str | PathLike[str]) -> None:
    """Write a case to a file: JSON when its name ends in ``.json``, else YAML.

    The folder must exist; a file that is there is replaced at once and as a whole. Raises
    :class:`~timeline.errors.DocumentError` when that cannot be done.
    """
    is_json = str(path).lower().endswith(".json")
    replace_text(Path(path), dumps_json(case) if is_json else dumps(case))


def replace_text(path: Path, text: str) -> None:
    """Make ``text`` the content of a file, or leave the file as it is and raise."""
    try:
        write_whole(path, text)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        Report(str(path)).refuse(TOP, f"cannot be written: {reason}")
