"""``--convention``: how responses are read and endpoints are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from timeline.errors import CaseTimelineError

if TYPE_CHECKING:
    from timeline.analysis.response import Convention


def _named(_: click.Context, __: click.Parameter, value: str) -> Convention:
    from timeline.analysis.response import convention_named

    try:
        return convention_named(value)
    except CaseTimelineError as error:
        raise click.BadParameter(str(error)) from None


convention = click.option(
    "--convention",
    metavar="NAME",
    default="standard",
    show_default=True,
    callback=_named,
    help="How responses are read and endpoints counted: standard, FDA or ADaM.",
)
"""The option; the command gets the convention itself."""
