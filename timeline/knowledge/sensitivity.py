"""Which drugs hold back cells of which genotype: half-maximal concentrations, cited and banded.

Values are for cells in a dish, in nmol/l. A censored one (``>3000``) stays so: it is never the
number behind its sign. Bands: sensitive up to 50, intermediate above that and below 200, resistant
from 200 on, as Lin et al. 2021 (Clin Cancer Res 27:2899) and the review that reprints them have it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache

import attrs

from timeline.errors import NotationError
from timeline.knowledge.genotypes import Genotype, Query, as_alterations, changes_of, genotype_of
from timeline.knowledge.rows import Cited, Sheet, optional, text
from timeline.model.study.printed import Concentration
from timeline.model.words import Word
from timeline.vocabulary.drugs import find_drug

SENSITIVE_UP_TO = Decimal(50)
RESISTANT_FROM = Decimal(200)
"""Nanomoles per litre; both bounds belong to the band they name."""

PARENTAL = "parental"
"""Cells without the fusion: what a drug does to any cell."""
NON_MUTANT = "non-mutant"
"""Cells with the fusion and no mutation in it."""
CONTROLS = (PARENTAL, NON_MUTANT)


class Band(Word):
    """What a concentration says of a drug."""

    SENSITIVE = "sensitive"
    INTERMEDIATE = "intermediate"
    RESISTANT = "resistant"


@attrs.frozen(kw_only=True)
class Ic50(Cited):
    """One cell of a table: the genotype, the drug, the value and the band that is printed with it.

    ``genotype`` is ``G2032R``, several changes of one allele as ``S1986F/G2032R``, or one of
    CONTROLS. ``ic50`` is in nmol/l.
    """

    gene: str
    genotype: str
    drug: str
    ic50: Concentration
    printed_band: Band | None = None

    @property
    def band(self) -> Band | None:
        """The band the value lies in; None where a censored value may lie in several."""
        return band_of(self.ic50)


@attrs.frozen
class Fold:
    """How many times the concentration of a control: ``relation`` is ``=``, ``>`` or ``<``.

    ``value`` is None, and ``relation`` empty, where both are censored and nothing can be said.
    """

    control: str
    relation: str
    value: Decimal | None

    def __str__(self) -> str:
        if self.value is None:
            return f"cannot be said over {self.control}"
        sign = "" if self.relation == "=" else f"{self.relation} "
        return f"{sign}{_digits(self.value)} times {self.control}"


@attrs.frozen(kw_only=True)
class Sensitivity:
    """What the tables say of a drug and a genotype, with the fold change over each control."""

    row: Ic50
    fold_over_non_mutant: Fold | None
    fold_over_parental: Fold | None

    @property
    def drug(self) -> str:
        """The drug's international name."""
        return self.row.drug

    @property
    def value(self) -> Decimal:
        """The printed number in nmol/l; a bound where :attr:`censored`."""
        return self.row.ic50.value

    @property
    def censored(self) -> bool:
        """True where only a bound is known, such as ``>3000``."""
        return self.row.ic50.relation != "="

    @property
    def band(self) -> Band | None:
        """The band the value lies in."""
        return self.row.band

    @property
    def printed_band(self) -> Band | None:
        """The band printed with the value; a wrong mark stays as it is printed."""
        return self.row.printed_band

    @property
    def misprinted(self) -> bool:
        """True where the printed mark says another band than the value lies in."""
        return self.printed_band is not None and self.printed_band is not self.band

    @property
    def cite(self) -> str:
        """Source, place and trust level."""
        return self.row.cite

    def __str__(self) -> str:
        folds = "; ".join(
            str(fold) for fold in (self.fold_over_non_mutant, self.fold_over_parental) if fold
        )
        band = self.band.value if self.band else "band cannot be said"
        return f"{self.drug} {self.row.ic50} nmol/l: {band}" + (f" ({folds})" if folds else "")


def band_of(ic50: Concentration) -> Band | None:
    """The band of a concentration in nmol/l; None for a censored one that may lie in several."""
    sensitive, resistant = ic50.value <= SENSITIVE_UP_TO, ic50.value >= RESISTANT_FROM
    if ic50.relation == ">":
        return Band.RESISTANT if resistant else None
    if ic50.relation == "<":
        return Band.SENSITIVE if sensitive else None
    if sensitive:
        return Band.SENSITIVE
    return Band.RESISTANT if resistant else Band.INTERMEDIATE


def _genotype(cell: str) -> str:
    if cell in CONTROLS:
        return cell
    for part in text(cell).split("/"):
        if changes_of("ROS1", part) is None:  # any gene shows whether a change is one
            raise NotationError(
                cell,
                f"{part!r} is no protein change such as 'G2032R', nor 'parental' or 'non-mutant'",
            )
    return cell


def _drug(cell: str) -> str:
    term = find_drug(text(cell))
    return term.name if term else cell


def _concentration(cell: str) -> Concentration:
    read = Concentration.from_text(text(cell))
    if read.mark or not read.value:
        raise NotationError(cell, "is no concentration above 0 in nmol/l, such as '5.4' or '>3000'")
    return read


def _key(row: Ic50) -> tuple[object, ...]:
    return row.gene, _genotype_key(row), row.drug.casefold(), row.source, row.place


def _genotype_key(row: Ic50) -> object:
    return row.genotype if row.genotype in CONTROLS else changes_of(row.gene, row.genotype)


IC50_SHEET: Sheet[Ic50] = Sheet(
    name="ic50",
    build=Ic50,
    cells={
        "gene": text,
        "genotype": _genotype,
        "drug": _drug,
        "ic50": _concentration,
        "printed_band": optional(Band),
    },
    key=_key,
    may_lack=frozenset(("printed_band",)),
)
"""The columns of a table of concentrations; ``ic50`` is in nmol/l."""


@cache
def shipped_ic50s() -> tuple[Ic50, ...]:
    """The table that comes with the library: ten ROS1 genotypes by nine drugs."""
    return IC50_SHEET.shipped()


def sensitivity_of(
    alteration: Query, drug: str, rows: Iterable[Ic50] | None = None
) -> Sensitivity | None:
    """What the tables say of a drug in cells of this genotype; None where they have no such row.

    ``alteration`` is one alteration (or its text) or several of one tumour; equality is that of the
    alterations, so ``p.Gly2032Arg`` finds ``G2032R``. A fusion without a mutation of the same gene
    is the table's non-mutant control. Mutations that the table only has one by one are no row:
    their joint effect is not the worse of the two. Where several rows fit, the first counts, so a
    user's rows are put before the shipped ones.
    """
    found = tuple(shipped_ic50s() if rows is None else rows)
    asked = as_alterations(alteration)
    for gene in dict.fromkeys(row.gene for row in found):
        genotype = genotype_of(asked, gene)
        for row in found:
            if genotype is not None and _is(row, genotype, drug):
                return _with_folds(row, found)
    return None


def sensitivities_of(
    alteration: Query, rows: Iterable[Ic50] | None = None
) -> tuple[Sensitivity, ...]:
    """What the tables say of each drug, in their order."""
    found = tuple(shipped_ic50s() if rows is None else rows)
    alterations = as_alterations(alteration)
    drugs = dict.fromkeys(row.drug for row in found)
    asked = (sensitivity_of(alterations, drug, found) for drug in drugs)
    return tuple(one for one in asked if one is not None)


def control_of(control: str, row: Ic50, rows: Iterable[Ic50]) -> Ic50 | None:
    """The same drug on one of CONTROLS, in the table that ``row`` stands in."""
    here = (row.gene, row.drug, row.source, row.place)
    for other in rows:
        there = (other.gene, other.drug, other.source, other.place)
        if other.genotype == control and there == here:
            return other
    return None


def _is(row: Ic50, genotype: Genotype, drug: str) -> bool:
    term = find_drug(drug)
    name = (term.name if term else drug).casefold()
    if row.gene != genotype.gene or row.drug.casefold() != name or row.genotype == PARENTAL:
        return False
    if row.genotype == NON_MUTANT:
        return not genotype.changes
    return changes_of(row.gene, row.genotype) == genotype.changes


def _with_folds(row: Ic50, rows: tuple[Ic50, ...]) -> Sensitivity:
    folds: dict[str, Fold | None] = dict.fromkeys(CONTROLS)
    for name in CONTROLS:
        control = control_of(name, row, rows)
        if control is not None and control is not row:
            folds[name] = _fold(row.ic50, control.ic50, name)
    return Sensitivity(
        row=row, fold_over_non_mutant=folds[NON_MUTANT], fold_over_parental=folds[PARENTAL]
    )


def _fold(ic50: Concentration, control: Concentration, name: str) -> Fold:
    """A quotient of two values, either of which may be a bound."""
    opposite = {">": "<", "<": ">", "=": "="}
    signs = {ic50.relation, opposite[control.relation]} - {"="}
    if len(signs) > 1:
        return Fold(name, "", None)
    return Fold(name, signs.pop() if signs else "=", ic50.value / control.value)


def _digits(value: Decimal) -> str:
    """Three figures: ``113``, ``4290``, ``0.725``."""
    return f"{float(f'{value:.3g}'):g}"
