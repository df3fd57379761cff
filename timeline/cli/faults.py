"""An error that nobody meant: told as a fault of the program, with its step and how to report it.

What a user can mend is a `CaseTimelineError` or a usage error of click, and exit code 2. Anything
else that is raised is a mistake in this program; it is neither shown as a traceback nor taken for
bad input.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click

from timeline.cli.console import say
from timeline.errors import CaseTimelineError

FAULT = 3
"""The exit code for a fault of the program."""

STOPPED, PIPE_CLOSED = 130, 141
"""The exit codes for Ctrl-C and for a reader that went away, as shells have them."""

TRACEBACK = "CASE_TIMELINE_TRACEBACK"
"""The environment variable that does what ``timeline --traceback`` does."""

_LONGEST = 300


class ProgramFaultError(click.ClickException):
    """What the command ends with where something was raised that nobody meant."""

    exit_code = FAULT


def meant(error: BaseException) -> bool:
    """Whether an error is the library's or click's own: for the user, who can mend it."""
    own = (CaseTimelineError, click.ClickException, click.exceptions.Exit, click.Abort, OSError)
    return isinstance(error, own)


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Say what is being done, so that an error that nobody meant can be told with it."""
    try:
        yield
    except Exception as error:
        if not meant(error):
            error.add_note(doing)
        raise


def fault(error: BaseException, command: str) -> str:
    """What to say of an error that nobody meant, met by a command."""
    steps = [" ".join(note.split()) for note in getattr(error, "__notes__", ())]
    where = f" while {', '.join(steps)}" if steps else ""
    if isinstance(error, MemoryError):
        return f"there is not enough memory{where}; try fewer or smaller documents at a time"
    what = f"{type(error).__name__}: {' '.join(str(error).split())}"[:_LONGEST]
    return (
        f"this is a fault of the program, not of your document{where} ({what}). "
        f"Please report it to the developers, with the document, or as little of it as still does "
        f"this, and with what `timeline --traceback {command} ...` prints ({TRACEBACK}=1 does the "
        "same)."
    )


def print_traceback(error: BaseException, *, wanted: bool) -> None:
    """The traceback on standard error, where a developer asked for it."""
    if wanted:
        say(*"".join(traceback.format_exception(error)).split("\n"), err=True)


def let_go_of_stdout() -> None:
    """Write no more to a reader that went away, not even what is still in the buffer."""
    import os

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
