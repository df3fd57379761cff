"""What the rows of a swimmer plot are aligned on: one named moment of every case."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from timeline.analysis.lines import Lines
from timeline.chronology import Chronology
from timeline.errors import UnknownReferenceError
from timeline.model.case import Point, start_of
from timeline.model.components import Drug
from timeline.model.events import Diagnosis, Therapy
from timeline.vocabulary.drugs import find_drug

Alignment: TypeAlias = str | Callable[[Chronology, Lines], Point | None]
"""``diagnosis``, ``line 2``, ``first crizotinib``, any moment by name; or a function."""

_LINE = re.compile(r"(?:start of )?line (\d+)", re.IGNORECASE)
_FIRST = re.compile(r"first (.+)", re.IGNORECASE)


def moment_of(align: Alignment, chronology: Chronology, lines: Lines) -> tuple[Point | None, str]:
    """The moment of a case that is day 0 of its row; else None, and why there is none.

    ``line N`` is the start of the derived line N, ``first X`` that of the earliest therapy with the
    drug, or a drug of the class, X; ``diagnosis`` is the first one. Everything else is a moment as
    documents name it: ``start of crizotinib``, ``biopsy``, ``birth``.
    """
    if not isinstance(align, str):
        point = align(chronology, lines)
        return point, "" if point else "it has no such moment"
    words = align.strip()
    if line := _LINE.fullmatch(words):
        number = int(line[1])
        found = next((one.start for one in lines if one.number == number), None)
        return found, "" if found else f"it has no line {number}"
    if words.casefold() == "diagnosis":
        first = next((event for event in chronology.case if isinstance(event, Diagnosis)), None)
        return (start_of(first), "") if first else (None, "it has no diagnosis")
    if drug := _FIRST.fullmatch(words):
        return _first(drug[1], chronology)
    try:
        return chronology.case.point(words), ""
    except UnknownReferenceError as error:
        return None, str(error)


def words_of(align: Alignment) -> str:
    """The alignment as the axis names it: ``the start of line 1``."""
    if not isinstance(align, str):
        return "day 0"
    words = align.strip()
    if line := _LINE.fullmatch(words):
        return f"start of line {line[1]}"
    if drug := _FIRST.fullmatch(words):
        return f"start of the first {drug[1]}"
    return words


def _first(name: str, chronology: Chronology) -> tuple[Point | None, str]:
    starts = [
        start_of(event)
        for event in chronology.case
        if isinstance(event, Therapy) and any(_is(drug, name) for drug in event.drugs)
    ]
    if not starts:
        return None, f"it has no {name}"
    earliest = [chronology.bounds(point).earliest for point in starts]
    dated = [(day, place) for place, day in enumerate(earliest) if day is not None]
    if len(dated) < len(starts) > 1:  # which came first cannot be said; the report tells it first
        return starts[0], ""
    return starts[min(dated)[1] if dated else 0], ""


def _is(drug: Drug, name: str) -> bool:
    wanted, term = find_drug(name), find_drug(drug.name)
    same = drug.name.casefold() == name.casefold()
    same = same or (wanted is not None and term is not None and wanted.name == term.name)
    drug_class = drug.drug_class or (term.drug_class if term else "")
    return same or drug_class.casefold() == name.casefold()
