"""The one way out to the terminal: what is said here is clean, whatever document it comes from.

No other file of this room prints; `tests/project/test_house_style.py` holds that.
"""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, TypeAlias

import attrs
import click

from timeline.text import printable, shortened

if TYPE_CHECKING:
    from typing import TextIO


@attrs.frozen
class Styled:
    """Words in a colour or weight; colours are for terminals, and left out elsewhere."""

    text: str
    fg: str | None = attrs.field(default=None, kw_only=True)
    bold: bool = attrs.field(default=False, kw_only=True)
    dim: bool = attrs.field(default=False, kw_only=True)


Line: TypeAlias = str | Styled | tuple[str | Styled, ...]


def say(*lines: Line, err: bool = False) -> None:
    """Print lines, or an empty one; ``err`` sends them to standard error.

    A line stays one line, and nothing in it is obeyed by a terminal. What the stream cannot encode
    is replaced.
    """
    stream = sys.stderr if err else sys.stdout
    _write("\n".join(map(_clean, lines)), stream)


def say_json(value: object) -> None:
    """Print a value as JSON; characters that a terminal obeys, or lacks, are escaped."""
    from timeline.cli import as_json

    text = as_json.dumps(value)
    if _encodable(text, sys.stdout) != text:
        text = as_json.dumps(value, ascii_only=True)
    _write(text, sys.stdout)


def say_error(error: click.ClickException) -> None:
    """Print to standard error what click says of a mistake, cut where it echoes too much."""
    told = io.StringIO()
    error.show(file=told)
    # The message is one line, whatever it echoes; the lines around it are click's.
    text = told.getvalue().replace(error.message, printable(error.message))
    say(*map(shortened, text.removesuffix("\n").split("\n")), err=True)


def _clean(line: Line) -> str:
    parts = line if isinstance(line, tuple) else (line,)
    return "".join(printable(part) if isinstance(part, str) else _styled(part) for part in parts)


def _styled(words: Styled) -> str:
    return click.style(
        printable(words.text), fg=words.fg, bold=words.bold or None, dim=words.dim or None
    )


def _write(text: str, stream: TextIO) -> None:
    # Named, as click would else write UTF-8 where the stream says that it is something else.
    click.echo(_encodable(text, stream), file=stream)


def _encodable(text: str, stream: TextIO) -> str:
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)
