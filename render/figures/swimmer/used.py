"""What the legend of a swimmer plot has to explain."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Used(NamedTuple):
    """A kind of mark that is drawn: a drug class, a marker, a state at the end, a convention."""

    kind: Literal["class", "marker", "state", "convention"]
    name: str
