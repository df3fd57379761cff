"""Closed word lists: an enumeration whose members are the words documents use."""

from __future__ import annotations

import enum

from timeline.errors import NotationError, did_you_mean


class Word(enum.StrEnum):
    """A word of a closed list; any other raises :class:`NotationError` with the nearest one."""

    @classmethod
    def _missing_(cls, value: object) -> None:
        words = [str(member) for member in cls]
        hint = did_you_mean(str(value), words)
        raise NotationError(str(value), f"expected one of {', '.join(words)}{hint}")
