"""A study: the numbers of one paper as an immutable value, and how papers repeat each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import ClassVar

import attrs

from timeline.errors import NotationError, UnknownReferenceError, did_you_mean
from timeline.model.report import Source
from timeline.model.study.numbers import (
    Comparison,
    Count,
    Group,
    Median,
    Number,
    Sum,
    Value,
)
from timeline.model.study.tables import OutcomeTable, Path, SensitivityTable


@attrs.frozen(kw_only=True)
class Methods:
    """What the paper says of its statistics: the test it names, sidedness, level."""

    test: str | None = None
    sided: str | None = attrs.field(
        default=None, validator=attrs.validators.optional(attrs.validators.in_(("one", "two")))
    )
    level: str | None = None
    software: str | None = None
    cite: str | None = None


@attrs.frozen
class Link:
    """``study#id``: a number of another paper."""

    study: str
    id: str

    def __str__(self) -> str:
        return f"{self.study}#{self.id}"

    @classmethod
    def from_text(cls, text: str) -> Link:
        """Read ``study#id``; raises :class:`NotationError`."""
        study, sign, name = text.strip().partition("#")
        if not (study and sign and name):
            raise NotationError(text, "is no link; write 'study#id'")
        return cls(study, name)


@attrs.frozen
class Located:
    """A number of a study and its path in the document."""

    path: Path
    number: Number


# Spelled out, for mypy knows no element type of a bare ``converter=tuple``.
def _numbers(values: Iterable[Number]) -> tuple[Number, ...]:
    return tuple(values)


def _tables(values: Iterable[OutcomeTable]) -> tuple[OutcomeTable, ...]:
    return tuple(values)


def _sensitivity(values: Iterable[SensitivityTable]) -> tuple[SensitivityTable, ...]:
    return tuple(values)


# Not slots: the numbers of the tables are worked out once.
@attrs.frozen(kw_only=True, slots=False)
class Study:
    """One paper about many patients: the numbers it prints, in its order, and its tables."""

    key: ClassVar[str] = "study"
    subject: ClassVar[str] = "id"

    id: str
    title: str | None = None
    source: Source = attrs.field(factory=Source)
    methods: Methods = attrs.field(factory=Methods)
    numbers: tuple[Number, ...] = attrs.field(default=(), converter=_numbers)
    tables: tuple[OutcomeTable, ...] = attrs.field(default=(), converter=_tables)
    sensitivity: tuple[SensitivityTable, ...] = attrs.field(default=(), converter=_sensitivity)
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        if not re.fullmatch(r"[\w.-]{1,80}", self.id):
            raise NotationError(self.id, "a study's id is letters, digits, '-', '_' and '.'")
        names = [located.number.id for located in self.located]
        names += [table.id for table in self.tables]
        names += [table.id for table in self.sensitivity]
        repeated = [name for name, count in Counter(names).items() if count > 1]
        if repeated:
            raise NotationError(repeated[0], "is the id of two numbers; ids are unique in a study")

    @cached_property
    def located(self) -> tuple[Located, ...]:
        """Every number, those of the tables behind those of the text, with its path."""
        text = [Located(("numbers", i), number) for i, number in enumerate(self.numbers)]
        cells = [
            Located(("tables", index, *path), number)
            for index, table in enumerate(self.tables)
            for path, number in table.cells()
        ]
        return (*text, *cells)

    @cached_property
    def _by_id(self) -> dict[str, Located]:
        return {located.number.id: located for located in self.located}

    def __iter__(self) -> Iterator[Number]:
        return (located.number for located in self.located)

    def find(self, name: str) -> Located:
        """The number with this id; :class:`UnknownReferenceError` with the nearest one."""
        if name in self._by_id:
            return self._by_id[name]
        raise UnknownReferenceError(
            f"no number is called {name!r}{did_you_mean(name, self._by_id)}"
        )

    def number(self, name: str) -> Number:
        """The number with this id; :class:`UnknownReferenceError` with the nearest one."""
        return self.find(name).number


def study_problems(study: Study) -> Iterator[tuple[Path, str]]:
    """Every reference that leads nowhere and every row that misses a cell: path and reason."""
    # The cells of an arm share its references: each is looked up once.
    yield from dict.fromkeys(_lost_references(study))
    for index, table in enumerate(study.sensitivity):
        for place, row in enumerate(table.rows):
            if row.cells and len(row.cells) != len(table.drugs):
                yield (
                    ("sensitivity", index, "rows", place, "cells"),
                    f"{row.genotype} has {len(row.cells)} cells for {len(table.drugs)} drugs",
                )
    for index, outcomes in enumerate(study.tables):
        for place, outcome in enumerate(outcomes.rows):
            if outcome.p is not None and len(outcome.arms) < 2:
                yield (
                    ("tables", index, "rows", place, "p"),
                    "a p is between two arms, and the row has not two",
                )


_COUNTED = ("of", "within", "total", "parts")
"""Keys that refer to numbers of patients."""


def _lost_references(study: Study) -> Iterator[tuple[Path, str]]:
    for located in study.located:
        number = located.number
        above = located.path if located.path[0] == "numbers" else located.path[:-1]
        for key, name in _references(number):
            if name == number.id:
                yield (*above, key), f"{name!r} refers to itself"
                continue
            try:
                meant = study.number(name)
            except UnknownReferenceError as error:
                yield (*above, key), str(error)
            else:
                if key in _COUNTED and not isinstance(meant, Group | Count):
                    yield (*above, key), f"{name!r} is a {meant.key}, not a number of patients"
        if number.repeats is not None:
            try:
                Link.from_text(number.repeats)
            except NotationError as error:
                yield (*above, "repeats"), str(error)


def _references(number: Number) -> Iterator[tuple[str, str]]:
    if number.same_as is not None:
        yield "same_as", number.same_as
    match number:
        case Count(of=of, within=within):
            yield from ((key, name) for key, name in (("of", of), ("within", within)) if name)
        case Median(of=of) | Value(of=of):
            if of is not None:
                yield "of", of
        case Sum(total=total, parts=parts):
            yield "total", total
            yield from (("parts", part) for part in parts)
        case Comparison(between=between):
            yield from (("between", name) for name in between)
