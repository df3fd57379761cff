"""What is raised where a figure has less width than it needs to be read."""

from __future__ import annotations

from timeline.errors import MisuseError


class TooNarrowError(MisuseError):
    """A figure was given less width than it needs.

    Attributes:
        figure: what it is, with its article: "a timeline".
        least: the least width, in points.
    """

    def __init__(self, figure: str, least: float, width: float) -> None:
        """``width`` is what it was given, in points."""
        super().__init__(f"{figure} is at least {least:g} points wide, not {width:g}")
        self.figure = figure
        self.least = least
