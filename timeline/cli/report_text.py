"""``--source FILE``: the text of the report that a document encodes, read for this run only."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from timeline.cli.standard_input import STANDARD_INPUT, claim

MAX_BYTES = 10_000_000
"""No report is longer; a book, or a file of something else, is refused before it is read."""


def report_text(context: click.Context, _option: click.Parameter, file: Path | None) -> str | None:
    """The text of the file; a usage error for what is no text in UTF-8."""
    if file is None:
        return None
    try:
        if str(file) == STANDARD_INPUT:
            claim(context)
            raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with file.open("rb") as stream:
                raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise click.BadParameter(f"{file} cannot be read: {error.strerror}") from None
    if len(raw) > MAX_BYTES:
        raise click.BadParameter(f"{file} is longer than {MAX_BYTES // 1_000_000} MB")
    if raw.startswith(b"%PDF"):
        raise click.BadParameter(f"{file} is a PDF; extract its text first, with pdftotext or so")
    if b"\0" in raw:
        raise click.BadParameter(f"{file} is not a text file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.BadParameter(f"{file} is not UTF-8 text (byte {error.start})") from None
