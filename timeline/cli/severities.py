"""``--severity CODE=LEVEL``: how much the findings of a code weigh for this run."""

from __future__ import annotations

import re
from typing import TypeAlias

import click

from timeline.analysis import CHECKS
from timeline.analysis.codes import CODES
from timeline.analysis.severities import OFF
from timeline.errors import did_you_mean
from timeline.findings import Severity

Severities: TypeAlias = dict[str, Severity | None]
"""Code to its severity; None leaves the findings of the code out."""

LEVELS = (*(severity.value for severity in Severity), OFF)
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def severities(
    context: click.Context, _option: click.Parameter, given: tuple[str, ...]
) -> Severities:
    """What the options say, the last for a code holding; a usage error for what is no such pair."""
    found: Severities = {}
    for pair in given:
        code, equals, level = pair.partition("=")
        if not equals or not _CODE.fullmatch(code):
            raise click.BadParameter(f"{pair!r} is not CODE=LEVEL, such as two-names=warning")
        if code not in CODES and len(context.params.get("checks", CHECKS)) == len(CHECKS):
            raise click.BadParameter(f"no finding has the code {code!r}{did_you_mean(code, CODES)}")
        if level not in LEVELS:
            words = ", ".join(LEVELS)
            hint = did_you_mean(level, LEVELS)
            raise click.BadParameter(f"{level!r} is none of {words}{hint}")
        found[code] = None if level == OFF else Severity(level)
    return found
