"""From a file to its text, and from a text to its nodes."""

from __future__ import annotations

from pathlib import Path

from timeline.document.builder import Builder
from timeline.document.json_text import looks_like_json, read_json
from timeline.document.nodes import Node, Sequence
from timeline.document.problems import TOP, Report
from timeline.document.yaml_text import position_in, read_yaml

LARGEST = 5_000_000
"""Bytes in one file; a case of 300 events has about 50 000."""

SUFFIXES = (".yaml", ".yml", ".json")
"""How the names of documents end, where a folder is searched for them."""

BYTE_ORDER_MARK = "\ufeff"


def read_text(path: Path) -> str:
    """The text of a file, with its line ends and byte order mark as they are.

    Raises :class:`~timeline.errors.DocumentError` when it cannot be read, is too large or no UTF-8.
    """
    report = Report(str(path))
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        report.refuse(TOP, f"cannot be read: {error.strerror or error}")
    except ValueError:  # a NUL in the path
        report.refuse(TOP, "cannot be read: no file has such a name")
    return text_of(content, str(path))


def text_of(content: bytes, name: str) -> str:
    """The text of bytes, with their line ends and byte order mark as they are.

    Raises :class:`~timeline.errors.DocumentError` when it is too large or no UTF-8.
    """
    report = Report(name)
    if len(content) > LARGEST:
        report.refuse(TOP, f"is larger than {LARGEST // 1_000_000} MB")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        report.refuse(TOP, "is UTF-16; save the file as UTF-8")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        message = f"the byte 0x{content[error.start]:02x} is not UTF-8; save the file as UTF-8"
        report.refuse(position_in(before, len(before)), message)


def read_nodes(text: str, report: Report) -> tuple[Node, ...]:
    """The documents in a YAML stream or a JSON text, as nodes; a JSON array is a stream.

    Places count from the start of ``text`` without its byte order mark. Raises
    :class:`~timeline.errors.DocumentError` when the text cannot be taken apart; what can be, but is
    not allowed, is left in ``report``.
    """
    builder = Builder(report)
    text = text.removeprefix(BYTE_ORDER_MARK)
    if is_json(text, report.file):
        read_json(text, builder)
        (root,) = builder.roots
        documents = list(root) if isinstance(root, Sequence) else [root]
    else:
        read_yaml(text, builder)
        documents = builder.roots
    if not documents:
        report.refuse(TOP, "holds no case: there is nothing in it")
    return tuple(documents)


def is_json(text: str, name: str) -> bool:
    """Whether a document is JSON: by its file's name, else by its text."""
    return name.lower().endswith(".json") or looks_like_json(text)
