"""``--checks MODULE:NAME``: a user's own checks, run behind the shipped ones."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from timeline.analysis import CHECKS, Check
from timeline.errors import MisuseError, did_you_mean
from timeline.findings import Finding


def own_checks(
    _context: click.Context, _option: click.Parameter, given: tuple[str, ...]
) -> tuple[Check, ...]:
    """The shipped checks and those that the options name; a usage error for what names none."""
    return (*CHECKS, *(check for text in given for check in _named(text)))


own_checks_option = click.option(
    "--checks",
    "checks",
    metavar="MODULE:NAME",
    multiple=True,
    callback=own_checks,
    is_eager=True,  # --severity then takes their codes
    help="Checks of your own, too: a function, or a tuple of them, of a Python module that is "
    "installed or stands here. Its code is run.",
)


def _named(text: str) -> tuple[Check, ...]:
    module_name, colon, name = text.partition(":")
    parts = module_name.split(".")
    if not colon or not name.isidentifier() or not all(part.isidentifier() for part in parts):
        raise click.BadParameter(f"{text!r} is not MODULE:NAME, such as my_checks:CHECKS")
    module = _module(module_name)
    public = [one for one in vars(module) if not one.startswith("_")]
    if not hasattr(module, name):
        raise click.BadParameter(f"{module_name} has no {name!r}{did_you_mean(name, public)}")
    found = getattr(module, name)
    checks = (found,) if callable(found) else found
    if not isinstance(checks, Iterable) or not all(callable(one) for one in (*checks,)):
        raise click.BadParameter(f"{text} is neither a function nor a tuple of functions")
    return tuple(_guarded(one, f"{module_name}:{getattr(one, '__name__', name)}") for one in checks)


def _module(name: str) -> ModuleType:
    """A module by its name: installed, or a file of the folder the command runs in.

    The folder does not come onto the path of imports, so that nothing else is taken from it.
    """
    try:
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name is None or not f"{name}.".startswith(f"{error.name}."):
                raise
        file = Path(*name.split(".")).with_suffix(".py")
        spec = importlib.util.spec_from_file_location(name, file) if file.is_file() else None
        if spec is None or spec.loader is None:
            raise click.BadParameter(f"there is no module {name!r}, installed or as {file} here")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        try:
            spec.loader.exec_module(module)
        except BaseException:
            del sys.modules[name]
            raise
    except click.BadParameter:
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise click.BadParameter(f"{name} cannot be imported: {reason}") from error
    return module


def _guarded(run: Any, named: str) -> Check:
    """The check, with what it raises told as its own fault and not as one of the program."""

    def guarded(*subject: Any) -> tuple[Finding, ...]:
        try:
            found = tuple(run(*subject))
        except Exception as error:
            raise MisuseError(
                f"the check {named} failed: {type(error).__name__}: {error}"
            ) from error
        wrong = next((one for one in found if not isinstance(one, Finding)), None)
        if wrong is not None:
            raise MisuseError(f"the check {named} gave {wrong!r:.80}, which is no Finding")
        return found

    return guarded
