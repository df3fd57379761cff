"""What a line of therapy is called where lines of several cases are put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from timeline.analysis.lines import Line
from timeline.errors import CaseTimelineError, did_you_mean

NO_DRUG = "drug not stated"

Naming: TypeAlias = Callable[[Line, tuple[str, ...]], str]


def _by_drug(line: Line, _: tuple[str, ...]) -> str:
    # In any order: two reports of one combination name its drugs differently.
    return " + ".join(sorted(line.drugs, key=str.casefold)) or line.regimen or NO_DRUG


def _by_class(_: Line, classes: tuple[str, ...]) -> str:
    known = [name for name in classes if name != "unknown"]
    words = [
        *sorted(known, key=str.casefold),
        *(["class not known"] if known != [*classes] else []),
    ]
    return " + ".join(words)


def _by_regimen(line: Line, _: tuple[str, ...]) -> str:
    combinations = (part.split(" + ") for part in line.regimen.split(", then "))
    named = (" + ".join(sorted(part, key=str.casefold)) for part in combinations)
    return ", then ".join(named) or NO_DRUG


NAMINGS: Mapping[str, Naming] = {"drug": _by_drug, "class": _by_class, "regimen": _by_regimen}
"""What lines are put together by: their drugs in any order, the drugs' classes, or the regimen with
its phases as it was given."""


def naming_of(by: str) -> Naming:
    """What names a line.

    Raises:
        CaseTimelineError: there is no such way.
    """
    if by not in NAMINGS:
        hint = did_you_mean(by, NAMINGS)
        raise CaseTimelineError(f"{by!r}: a sequence is by {', '.join(NAMINGS)}{hint}")
    return NAMINGS[by]
