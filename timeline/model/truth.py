"""Three-valued truth: what partial dates and silent reports allow to be said.

Kleene's strong logic (Kleene 1952): a conjunction with one false member is false whatever the
others are, and otherwise as uncertain as its least certain member.
"""

from __future__ import annotations

from collections.abc import Iterable

from timeline.model.words import Word


class Truth(Word):
    """True, false, or not to be said from what the report states."""

    TRUE = "true"
    FALSE = "false"
    INDETERMINATE = "indeterminate"

    def __bool__(self) -> bool:
        """Refused: a third value that counts as one of the two would be a silent guess."""
        raise TypeError("compare with Truth.TRUE or Truth.FALSE; Truth has three values")

    def __invert__(self) -> Truth:
        """``~``: true becomes false, indeterminate stays."""
        if self is Truth.INDETERMINATE:
            return self
        return Truth.FALSE if self is Truth.TRUE else Truth.TRUE

    @classmethod
    def of(cls, value: bool | None) -> Truth:  # noqa: FBT001  # the value itself, no switch
        """A plain bool; None is indeterminate."""
        if value is None:
            return cls.INDETERMINATE
        return cls.TRUE if value else cls.FALSE


def all_of(values: Iterable[Truth]) -> Truth:
    """The conjunction; true over nothing."""
    seen = set(values)
    if Truth.FALSE in seen:
        return Truth.FALSE
    return Truth.INDETERMINATE if Truth.INDETERMINATE in seen else Truth.TRUE


def any_of(values: Iterable[Truth]) -> Truth:
    """The disjunction; false over nothing."""
    return ~all_of(~value for value in values)
