"""``-`` for a document: standard input, which can be read once, as can a pipe that has a name."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from timeline.document.source import LARGEST, text_of

STANDARD_INPUT = "-"
NAME = "<standard input>"
"""What messages call it."""

_CLAIMED = f"{__name__}.claimed"
_KEPT = f"{__name__}.kept"


def claim(context: click.Context) -> None:
    """Say that standard input is asked for; a usage error where something else has it already."""
    if context.meta.setdefault(_CLAIMED, False):
        raise click.UsageError("standard input (-) is given twice; it can be read once")
    context.meta[_CLAIMED] = True


def claimed(
    context: click.Context, _: click.Parameter, documents: tuple[str, ...]
) -> tuple[str, ...]:
    """The callback of an argument of documents: one of them may be standard input."""
    for document in documents:
        if document == STANDARD_INPUT:
            claim(context)
    return documents


def text_read_once(argument: str) -> str | None:
    """The text of standard input or of a pipe, kept for whoever asks again; None for all else.

    Raises :class:`~timeline.errors.DocumentError` for what is too large or no UTF-8.
    """
    path = Path(argument)
    given = argument == STANDARD_INPUT
    if not given and (not path.exists() or path.is_file() or path.is_dir()):
        return None
    kept: dict[str, bytes] = click.get_current_context().meta.setdefault(_KEPT, {})
    if argument not in kept:
        if given:
            content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with path.open("rb") as pipe:
                content = pipe.read(LARGEST + 1)
        kept[argument] = content
    return text_of(kept[argument], name_of(argument))


def name_of(argument: str) -> str:
    """What messages call an argument."""
    return NAME if argument == STANDARD_INPUT else argument
