"""A case as the sequence of its therapies, at the level of lines, of classes or of drugs."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from timeline.analysis.analysis import Analysis
from timeline.analysis.lines import Line
from timeline.model.truth import Truth
from timeline.model.words import Word
from timeline.vocabulary.drugs import class_of


class Level(Word):
    """What is one step: a line with all its drugs, a line as its classes, or one drug."""

    LINE = "line"
    CLASS = "class"
    DRUG = "drug"


@attrs.frozen(kw_only=True)
class Step:
    """One step of a sequence: its name, its drugs and classes, and the line it is of.

    The name lists the drugs or classes in alphabetical order, so that "PC" of one report and
    "cisplatin + paclitaxel" of another are one. A drug whose class is not known is a class of its
    own. A treatment without a named drug ("chemotherapy") stands under the words of the report.
    ``doubtful`` says that its place in the sequence is open: the dates do not tell which of two
    courses began first, or whether it begins a line.
    """

    name: str
    drugs: frozenset[str]
    classes: frozenset[str]
    line: int
    doubtful: bool = False

    def __str__(self) -> str:
        return self.name


def sequence(one: Analysis, level: Level | str = Level.LINE) -> tuple[Step, ...]:
    """The steps of a case in the order of its lines.

    At the level of drugs, those of a line come in the order given, and a drug that is carried into
    the next line is one step. Raises :class:`NotationError` for a level that is none.
    """
    wanted = Level(level)
    if wanted is Level.DRUG:
        return tuple(_drugs(one))
    return tuple(_line(line, wanted) for line in one.lines)


def _line(line: Line, level: Level) -> Step:
    drugs = _names(line)
    classes = tuple(dict.fromkeys(map(_class, drugs)))
    parts = drugs if level is Level.LINE else classes
    return Step(
        name=" + ".join(sorted(parts, key=str.casefold)),
        drugs=frozenset(name.casefold() for name in drugs),
        classes=frozenset(name.casefold() for name in classes),
        line=line.number,
        doubtful=_doubtful(line),
    )


def _drugs(one: Analysis) -> Iterator[Step]:
    for line in one.lines:
        for name in _names(line):
            if name not in line.carried:
                yield Step(
                    name=name,
                    drugs=frozenset((name.casefold(),)),
                    classes=frozenset((_class(name).casefold(),)),
                    line=line.number,
                    doubtful=_doubtful(line),
                )


def _names(line: Line) -> tuple[str, ...]:
    return line.drugs or (line.regimen,)


def _class(name: str) -> str:
    return class_of(name) or name


_OF_ORDER = frozenset(("order-of-starts", "begins-line"))
"""The rules of a line whose answer decides its place."""


def _doubtful(line: Line) -> bool:
    return any(f.rule in _OF_ORDER and f.outcome is Truth.INDETERMINATE for f in line.rules)
