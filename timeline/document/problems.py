"""Collecting what is wrong with one file: everything, with its place, in the order of the text."""

from __future__ import annotations

from typing import NoReturn

import attrs

from timeline.document.nodes import Node, Path, Place, Position, show_path
from timeline.errors import DocumentError, Problem
from timeline.text import shortened

LONGEST_MESSAGE = 400
"""Messages echo what was seen, and what was seen may be megabytes long."""

MOST_PROBLEMS = 200
"""Past these the file is of another kind altogether, and nobody reads on."""

TOP = Position(0, 0, 0)
"""Where problems of the file as a whole are shown."""


@attrs.define
class Report:
    """The problems found so far in the file called ``file``."""

    file: str
    problems: list[Problem] = attrs.field(factory=list, init=False)

    def add(self, place: Node | Place, message: str, path: Path = (), offset: int = 0) -> None:
        """Record a problem ``offset`` characters after a place, or after the start of a node.

        Raises :class:`~timeline.errors.DocumentError` at once when there are too many.
        """
        start = place.start if isinstance(place, Node) else place
        if len(self.problems) == MOST_PROBLEMS - 1:
            message = f"a further problem, and perhaps more: {MOST_PROBLEMS - 1} are listed at most"
        column = start.column + offset + 1
        said = shortened(message, LONGEST_MESSAGE)
        self.problems.append(Problem(self.file, start.line + 1, column, show_path(path), said))
        if len(self.problems) == MOST_PROBLEMS:
            raise self.error()

    def refuse(self, place: Node | Place, message: str, path: Path = ()) -> NoReturn:
        """Record a problem that ends the reading, and raise what was found."""
        self.add(place, message, path)
        raise self.error()

    def seen_at(self, node: Node) -> bool:
        """True when something is already known to be wrong where ``node`` begins."""
        where = (node.start.line + 1, node.start.column + 1)
        return any((problem.line, problem.column) == where for problem in self.problems)

    def raise_if_any(self) -> None:
        """Raise :class:`DocumentError` with every problem, sorted by place."""
        if self.problems:
            raise self.error()

    def error(self) -> DocumentError:
        """Every problem, sorted by place."""
        return DocumentError(sorted(set(self.problems), key=_by_place))


def _by_place(problem: Problem) -> tuple[int, int, str]:
    return problem.line, problem.column, problem.message
