"""Tables that put other people's results side by side, cell by cell as printed.

A cell is a number like any other: :meth:`OutcomeTable.cells` gives each an id, ``row.arm.orr``, so
that it can be audited, referred to, and said to be the same as what the text states.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, TypeAlias

import attrs

from timeline.model.case import slug
from timeline.model.study.numbers import Comparison, Count, Group, Median, Number
from timeline.model.study.printed import (
    Concentration,
    Figure,
    PValue,
    Share,
    as_concentrations,
)
from timeline.model.words import as_texts

Path: TypeAlias = tuple[str | int, ...]

SILENT = "the table does not say of whom"

_SHARES = ("orr", "dcr")
_FIGURES = ("pfs", "os", "dor")


def _optional_share(value: Share | str | None) -> Share | None:
    return Share.from_text(value) if isinstance(value, str) else value


def _optional_figure(value: Figure | str | None) -> Figure | None:
    return Figure.from_text(value) if isinstance(value, str) else value


def _optional_p(value: PValue | str | None) -> PValue | None:
    return PValue.from_text(value) if isinstance(value, str) else value


@attrs.frozen
class Arm:
    """What one treatment did in one study. A column the table does not have is left out.

    ``of`` is the id of the group treated; where the curator supposes it, ``because`` says why, and
    ``within`` is the larger group where no size is stated.
    """

    key: ClassVar[str] = "arm"
    subject: ClassVar[str] = "arm"
    arm: str
    of: str | None = attrs.field(default=None, kw_only=True)
    within: str | None = attrs.field(default=None, kw_only=True)
    because: str | None = attrs.field(default=None, kw_only=True)
    orr: Share | None = attrs.field(default=None, converter=_optional_share, kw_only=True)
    dcr: Share | None = attrs.field(default=None, converter=_optional_share, kw_only=True)
    pfs: Figure | None = attrs.field(default=None, converter=_optional_figure, kw_only=True)
    os: Figure | None = attrs.field(default=None, converter=_optional_figure, kw_only=True)
    dor: Figure | None = attrs.field(default=None, converter=_optional_figure, kw_only=True)


# Spelled out, for mypy knows no element type of a bare ``converter=tuple``.
def _arms(values: Iterable[Arm]) -> tuple[Arm, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True)
class ArmComparison:
    """The p values a row prints beside an endpoint, between its first two arms."""

    orr: PValue | None = attrs.field(default=None, converter=_optional_p)
    dcr: PValue | None = attrs.field(default=None, converter=_optional_p)
    pfs: PValue | None = attrs.field(default=None, converter=_optional_p)
    os: PValue | None = attrs.field(default=None, converter=_optional_p)


@attrs.frozen(kw_only=True)
class Outcome:
    """One study in a table: how many patients, which line, and what each arm had.

    ``n`` counts the patients with the disease in question, ``screened`` those it was looked for in
    and ``positive`` its share of them. ``line`` is the setting in words; ``first_line`` and
    ``later_lines`` are shares of the treated, who are ``treated`` where the paper counts them.
    """

    key: ClassVar[str] = "study"
    subject: ClassVar[str] = "study"
    study: str
    id: str
    ref: int | None = None
    n: int | None = None
    screened: int | None = None
    positive: Share | None = attrs.field(default=None, converter=_optional_share)
    phase: str | None = None
    design: str | None = None
    line: str | None = None
    first_line: Share | None = attrs.field(default=None, converter=_optional_share)
    later_lines: Share | None = attrs.field(default=None, converter=_optional_share)
    treated: str | None = None
    regimen: str | None = None
    arms: tuple[Arm, ...] = attrs.field(default=(), converter=_arms)
    p: ArmComparison | None = None
    os_rates: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    cite: str | None = None
    note: str | None = None

    def cells(self, cite: str | None) -> Iterator[tuple[Path, Number]]:
        """The row's numbers, each with its path from the row."""
        place = self.cite or cite
        yield from self._sizes(place)
        yield from self._shares(place)
        for index, arm in enumerate(self.arms):
            for path, number in self._arm_cells(arm, place):
                yield ("arms", index, *path), number
        yield from self._comparisons(place)

    def arm_id(self, arm: Arm, endpoint: str) -> str:
        """``xu.crizotinib.orr``: the id of a cell."""
        return f"{self.id}.{slug(arm.arm)}.{endpoint}"

    def _id(self, name: str) -> str:
        return f"{self.id}.{name}"

    def _sizes(self, cite: str | None) -> Iterator[tuple[Path, Number]]:
        for name in ("n", "screened"):
            size: int | None = getattr(self, name)
            if size is not None:
                about = f"{self.study}: {name}"
                yield (name,), Group(about, is_=size, id=self._id(name), ref=self.ref, cite=cite)

    def _shares(self, cite: str | None) -> Iterator[tuple[Path, Number]]:
        treated, why = self._treated()
        screened = self._id("screened") if self.screened is not None else None
        for name, of, because in (
            ("positive", screened, None),
            ("first_line", treated, why),
            ("later_lines", treated, why),
        ):
            share: Share | None = getattr(self, name)
            if share is not None:
                yield (
                    (name,),
                    Count(
                        f"{self.study}: {name.replace('_', ' ')}",
                        id=self._id(name.replace("_", "-")),
                        is_=share,
                        of=of,
                        because=because,
                        ref=self.ref,
                        cite=cite,
                    ),
                )

    def _treated(self) -> tuple[str | None, str | None]:
        """Whom shares of the row are of: supposed, as the table does not say it."""
        of = self.treated or (self._id("n") if self.n is not None else None)
        return of, SILENT if of else None

    def _arm_cells(self, arm: Arm, cite: str | None) -> Iterator[tuple[Path, Number]]:
        of, because = arm.of, arm.because
        if of is None and arm.within is None:
            of, because = self._treated()
        for name in _SHARES:
            share: Share | None = getattr(arm, name)
            if share is not None:
                yield (
                    (name,),
                    Count(
                        f"{self.study}, {arm.arm}: {name.upper()}",
                        id=self.arm_id(arm, name),
                        of=of,
                        within=arm.within,
                        because=because,
                        is_=share,
                        ref=self.ref,
                        cite=cite,
                    ),
                )
        for name in _FIGURES:
            figure: Figure | None = getattr(arm, name)
            if figure is not None:
                yield (
                    (name,),
                    Median(
                        f"{self.study}, {arm.arm}: {name.upper()}",
                        id=self.arm_id(arm, name),
                        of=of,
                        is_=figure,
                        ref=self.ref,
                        cite=cite,
                    ),
                )

    def _comparisons(self, cite: str | None) -> Iterator[tuple[Path, Number]]:
        for name in (*_SHARES, *_FIGURES):
            printed: PValue | None = getattr(self.p, name, None)
            if printed is not None:
                yield (
                    ("p", name),
                    Comparison(
                        f"{self.study}: {name.upper()}",
                        id=self._id(f"p-{name}"),
                        between=[self.arm_id(arm, name) for arm in self.arms[:2]],
                        is_=printed,
                        ref=self.ref,
                        cite=cite,
                    ),
                )


def _outcomes(values: Iterable[Outcome]) -> tuple[Outcome, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True)
class OutcomeTable:
    """A table of trials or of real-world studies, one row a study."""

    key: ClassVar[str] = "table"
    subject: ClassVar[str] = "table"
    table: str
    id: str
    rows: tuple[Outcome, ...] = attrs.field(default=(), converter=_outcomes)
    cite: str | None = None
    note: str | None = None

    def cells(self) -> Iterator[tuple[Path, Number]]:
        """The table's numbers, each with its path from the table."""
        for index, row in enumerate(self.rows):
            for path, number in row.cells(self.cite):
                yield ("rows", index, *path), number


@attrs.frozen(kw_only=True)
class Band:
    """What a mark in a sensitivity table says: from ``least``, up to ``most`` or ``below``."""

    mark: str
    means: str
    least: int | None = None
    most: int | None = None
    below: int | None = None

    def holds(self, cell: Concentration) -> bool:
        """Whether a printed value lies in the band; a censored one only if all it can be does."""
        if cell.relation == ">" and (self.most is not None or self.below is not None):
            return False
        if cell.relation == "<" and self.least is not None:
            return False
        low = self.least is None or cell.value >= self.least
        high = self.most is None or cell.value <= self.most
        return low and high and (self.below is None or cell.value < self.below)


@attrs.frozen(kw_only=True)
class SensitivityRow:
    """A genotype as printed and its cells; none where a wrapped label left the row empty."""

    key: ClassVar[str] = "genotype"
    subject: ClassVar[str] = "genotype"
    genotype: str
    cells: tuple[Concentration, ...] = attrs.field(default=(), converter=as_concentrations)
    note: str | None = None


def _bands(values: Iterable[Band]) -> tuple[Band, ...]:
    return tuple(values)


def _genotypes(values: Iterable[SensitivityRow]) -> tuple[SensitivityRow, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True)
class SensitivityTable:
    """How much of each drug halves the growth of cells of each genotype, exactly as printed."""

    key: ClassVar[str] = "table"
    subject: ClassVar[str] = "table"
    table: str
    id: str
    gene: str
    unit: str
    drugs: tuple[str, ...] = attrs.field(converter=as_texts)
    bands: tuple[Band, ...] = attrs.field(default=(), converter=_bands)
    rows: tuple[SensitivityRow, ...] = attrs.field(default=(), converter=_genotypes)
    ref: int | None = None
    cite: str | None = None
    note: str | None = None

    def band(self, mark: str) -> Band | None:
        """What a mark means; None when the table does not say."""
        return next((band for band in self.bands if band.mark == mark), None)

    def band_for(self, cell: Concentration) -> Band | None:
        """The band a value lies in, whatever its mark says."""
        return next((band for band in self.bands if band.holds(cell)), None)
