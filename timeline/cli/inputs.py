"""What a CASE on the command line is: a document, or the name of a shipped case or study."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

import click

import cases
from timeline.cli.console import say
from timeline.cli.faults import step
from timeline.cli.standard_input import name_of, text_read_once
from timeline.document import (
    holds_study,
    ignores_in,
    is_study_text,
    loads,
    loads_studies,
    read_cases,
    read_ignores,
    read_studies,
)
from timeline.errors import DocumentError, Problem, did_you_mean
from timeline.findings import Ignore
from timeline.model.case import Case
from timeline.model.study import Study
from timeline.model.words import as_id

BAD_INPUT = 2
"""The exit code for what cannot be read; 1 says that a report was read and is at fault."""

ALL = "all"
"""What stands for every shipped case."""


def read(argument: str) -> tuple[Case, ...]:
    """The cases of a document or of a folder of them, the shipped case of a name, or all of these.

    Raises :class:`DocumentError` for a document with problems, and click's usage error for a name
    that is neither a file nor shipped.
    """
    with step(f"reading {argument}"):
        return _read(argument)


def _read(argument: str) -> tuple[Case, ...]:
    if is_study(argument):
        raise click.UsageError(f"{argument} is a study of many patients; `timeline check` reads it")
    if (text := text_read_once(argument)) is not None:
        return loads(text, name_of(argument))
    path = Path(argument)
    if path.is_dir():
        return _read_folder(path)
    if path.exists() or path.suffix:
        return read_cases(path)
    if argument == ALL:
        return tuple(map(cases.load, cases.names()))
    if argument in cases.names():
        return (cases.load(argument),)
    raise click.UsageError(
        f"{argument!r} is neither a file nor a shipped case"
        f"{did_you_mean(argument, (*cases.names(), *cases.study_names()))}"
        " `timeline cases` lists the shipped ones."
    )


def _read_folder(folder: Path) -> tuple[Case, ...]:
    """The cases of every document of a folder, or the problems of all of them at once."""
    found: list[Case] = []
    problems: list[Problem] = []
    for document in documents_of(str(folder)):
        if isinstance(document, Problem):
            problems.append(document)
            continue
        try:
            found += read_cases(Path(document))
        except DocumentError as error:
            problems += error.problems
    if problems:
        raise DocumentError(problems)
    return tuple(found)


def documents_of(argument: str) -> tuple[str | Problem, ...]:
    """The documents of a folder, and what there cannot be read; any other argument by itself.

    `all` is every shipped case.
    """
    path = Path(argument)
    if argument == ALL and not path.exists():
        return cases.names()
    if not path.is_dir():
        return (argument,)
    from timeline.cohort.contents import contents

    held = contents(path)
    rejects = (
        Problem(one.source, 1, 1, "", one.reason.removeprefix(f"{one.source}: "))
        for one in held.rejects
    )
    return (*held.documents, *rejects)


def ignores(argument: str) -> tuple[Ignore, ...]:
    """What the comments of a document, or of a shipped case, tell the checks to set aside.

    Raises :class:`DocumentError` for a document with problems.
    """
    if (text := text_read_once(argument)) is not None:
        return ignores_in(text, name_of(argument))
    path = Path(argument)
    if path.exists() or path.suffix:
        return read_ignores(path)
    return ignores_in(cases.text(argument), argument)


def is_study(argument: str) -> bool:
    """Whether an argument is a document of studies, or the name of a shipped one."""
    path = Path(argument)
    if path.is_dir():
        return False
    try:
        text = text_read_once(argument)
    except DocumentError:
        return False  # reading it then says why
    if text is not None:
        return is_study_text(text, name_of(argument))
    if path.exists() or path.suffix:
        return holds_study(path)
    return argument in cases.study_names()


def studies(argument: str) -> tuple[Study, ...]:
    """The studies of an argument for which :func:`is_study` is true.

    Raises :class:`DocumentError` for a document with problems.
    """
    if (text := text_read_once(argument)) is not None:
        return loads_studies(text, name_of(argument))
    path = Path(argument)
    if path.exists() or path.suffix:
        return read_studies(path)
    return (cases.load_study(argument),)


def studies_at_hand(arguments: Iterable[str]) -> tuple[Study, ...]:
    """The shipped studies and those among the arguments; what cannot be read is passed over.

    A study among the arguments stands in for a shipped one of its name.
    """
    found = {name: cases.load_study(name) for name in cases.study_names()}
    for argument in arguments:
        if is_study(argument):
            with contextlib.suppress(DocumentError):
                found.update((study.id, study) for study in studies(argument))
    return tuple(found.values())


def read_or_exit(argument: str) -> tuple[Case, ...]:
    """Like :func:`read`; every problem of a document goes to standard error, then exit code 2."""
    try:
        return read(argument)
    except DocumentError as error:
        for problem in error.problems:
            say(str(problem), err=True)
        raise SystemExit(BAD_INPUT) from None


def read_one(argument: str, wanted: str | None) -> Case:
    """One case of a document; ``wanted`` names it where the document has several."""
    found = read_or_exit(argument)
    if not found:
        raise click.UsageError(f"{argument} holds no case")
    if wanted is not None:
        wanted = as_id(wanted)
        for case in found:
            if case.id == wanted:
                return case
        names = [case.id for case in found]
        raise click.UsageError(
            f"{argument} has no case {wanted!r}{did_you_mean(wanted, names)}; it has "
            + ", ".join(names)
        )
    if len(found) > 1:
        raise click.UsageError(
            f"{argument} holds {len(found)} cases; choose with --case: "
            + ", ".join(case.id for case in found)
        )
    return found[0]
