"""The words of documents: closed lists as enumerations, and texts that may be several."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from unicodedata import normalize

from timeline.errors import NotationError, did_you_mean

_POST_MORTEM = re.compile(r"autops|necrops|post[- ]?mortem", re.IGNORECASE)


class Word(enum.StrEnum):
    """A word of a closed list; any other raises :class:`NotationError` with the nearest one."""

    @classmethod
    def _missing_(cls, value: object) -> None:
        words = [str(member) for member in cls]
        hint = did_you_mean(str(value), words)
        raise NotationError(str(value), f"expected one of {', '.join(words)}{hint}")


def as_id(value: str) -> str:
    """A name that others refer to: letters and their accents as one character each (NFC).

    So it is one name whatever keyboard or file system it comes from.
    """
    return normalize("NFC", value)


def as_texts(value: str | Iterable[str]) -> tuple[str, ...]:
    """One text or several, as a tuple; ``brain; liver`` is two."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return tuple(value)


def tells_post_mortem(words: str) -> bool:
    """Whether words tell of an examination after death."""
    return _POST_MORTEM.search(words) is not None
