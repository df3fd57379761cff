"""A case as the sequence of its therapies, at the level of lines, of classes or of drugs."""

from __future__ import annotations

from functools import lru_cache

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
    if wanted is not Level.DRUG:
        return tuple(_step(line, step_name(line, wanted), given(line)) for line in one.lines)
    return tuple(
        _step(line, name, (name,))
        for line in one.lines
        for name in given(line)
        if name not in line.carried
    )


def step_name(line: Line, level: Level = Level.LINE) -> str:
    """A line as its drugs or classes, in the order of the alphabet: ``cisplatin + paclitaxel``."""
    names = given(line)
    return together(names if level is Level.LINE else tuple(map(_class, names)))


def given(line: Line) -> tuple[str, ...]:
    """The drugs of a line, or its regimen as the report words it where no drug is named."""
    return line.drugs or (line.regimen,)


def is_doubtful(line: Line) -> bool:
    """Whether the dates leave open where a line stands, or whether it is one."""
    return any(f.rule in _OF_ORDER and f.outcome is Truth.INDETERMINATE for f in line.rules)


def _step(line: Line, name: str, drugs: tuple[str, ...]) -> Step:
    return Step(
        name=name,
        drugs=frozenset(drug.casefold() for drug in drugs),
        classes=frozenset(_class(drug).casefold() for drug in drugs),
        line=line.number,
        doubtful=is_doubtful(line),
    )


@lru_cache(maxsize=16_384)  # a few thousand combinations serve a million cases
def together(names: tuple[str, ...]) -> str:
    """One text of several names whatever their order: ``cisplatin + pemetrexed``."""
    return " + ".join(sorted(dict.fromkeys(names), key=str.casefold))


def _class(name: str) -> str:
    return class_of(name) or name


_OF_ORDER = frozenset(("order-of-starts", "begins-line"))
"""The rules of a line whose answer decides its place."""
