"""Whatever a document says of an event, as words: no output leaves out what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.document.destructure import Data, plain_data
from timeline.model.events import Event
from timeline.model.report import Patient

_DATE = re.compile(r"\d{4}(-\d\d){0,2}|ongoing")


def typed(event: Event) -> tuple[tuple[str, str], ...]:
    """Every field that is stated, by its name in a document: all but id, name and plain dates."""
    return tuple(_stated(event))


def _stated(event: Event) -> Iterator[tuple[str, str]]:
    for key, value in plain_data(event).items():
        words = in_words(value)
        if key == "id" or (key == event.key and words == event.name):
            continue
        if key in ("at", "start", "end") and _DATE.fullmatch(words):
            continue
        yield key.replace("_", " "), words


def typed_of(patient: Patient) -> str:
    """All that is stated of the patient: ``sex: female; age: 61 years``."""
    return in_words(plain_data(patient), separator="; ")


def in_words(value: Data, separator: str = ", ") -> str:
    """``name: lorlatinib, dose: 100 mg``; what is listed is separated by semicolons."""
    match value:
        case dict():
            parts = (f"{key.replace('_', ' ')}: {in_words(part)}" for key, part in value.items())
            return separator.join(parts)
        case list():
            return "; ".join(in_words(part) for part in value)
    return str(value)
