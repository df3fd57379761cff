"""Molecular alterations as parsed names.

A finding keeps its text as written; what the text means is one of the small types here. Only the
spellings of the shipped cases are understood so far; anything else is kept whole as
:class:`NamedAlteration`, never guessed at.
"""

from __future__ import annotations

import re
from typing import TypeAlias

import attrs

from timeline.errors import NotationError
from timeline.model.quantities import Quantity, parse_quantity


@attrs.frozen
class FusionPartner:
    """One side of a fusion: gene symbol (``?`` unknown, ``v`` any) and exon."""

    gene: str
    exon: int | None = None

    def __str__(self) -> str:
        return self.gene if self.exon is None else f"{self.gene}(ex{self.exon})"


@attrs.frozen
class Fusion:
    """A gene fusion, five-prime partner first, in the HGNC double-colon notation."""

    five_prime: FusionPartner
    three_prime: FusionPartner

    @property
    def genes(self) -> tuple[str, ...]:
        """The named genes, five-prime first."""
        return tuple(p.gene for p in (self.five_prime, self.three_prime) if p.gene not in "?v")

    @property
    def short(self) -> str:
        """``EZR::ROS1``, as a figure labels it."""
        return f"{self.five_prime.gene}::{self.three_prime.gene}"

    def __str__(self) -> str:
        return f"{self.five_prime}::{self.three_prime}"


@attrs.frozen
class ProteinVariant:
    """A missense change by its one-letter protein name: ``EGFR T790M``."""

    gene: str
    change: str

    @property
    def genes(self) -> tuple[str, ...]:
        """The gene, as a tuple of one."""
        return (self.gene,)

    @property
    def short(self) -> str:
        """The whole name; it is short already."""
        return str(self)

    def __str__(self) -> str:
        return f"{self.gene} {self.change}"


@attrs.frozen
class CategoricalVariant:
    """A class of changes of a gene: ``EGFR exon 19 deletion``, ``TP53 mutation``.

    It is never turned into one member of the class.
    """

    gene: str
    category: str

    @property
    def genes(self) -> tuple[str, ...]:
        """The gene, as a tuple of one."""
        return (self.gene,)

    @property
    def short(self) -> str:
        """``EGFR ex19del`` for exon deletions and insertions, else the whole name."""
        match = re.fullmatch(r"exon (\d+) (del|ins)\w*", self.category)
        return f"{self.gene} ex{match[1]}{match[2]}" if match else str(self)

    def __str__(self) -> str:
        return f"{self.gene} {self.category}"


@attrs.frozen
class Biomarker:
    """A marker that is no sequence change: ``TMB 34.9 mut/Mb``, ``PD-L1 TPS 0 %``, ``CD56``."""

    name: str
    value: Quantity | None = None

    @property
    def genes(self) -> tuple[str, ...]:
        """Empty: a marker's name is no gene slot (PR, CR and CD are gene aliases)."""
        return ()

    @property
    def short(self) -> str:
        """The whole name; it is short already."""
        return str(self)

    def __str__(self) -> str:
        return self.name if self.value is None else f"{self.name} {self.value}"


@attrs.frozen
class NamedAlteration:
    """An alteration whose notation is not understood: the words as written."""

    text: str

    @property
    def genes(self) -> tuple[str, ...]:
        """Empty: nothing is guessed from words."""
        return ()

    @property
    def short(self) -> str:
        """The words as written."""
        return self.text

    def __str__(self) -> str:
        return self.text


Alteration: TypeAlias = Fusion | ProteinVariant | CategoricalVariant | Biomarker | NamedAlteration

_GENE = r"[A-Z][A-Za-z0-9]{1,14}"
_SIDE = rf"({_GENE})(?:\s*\(?\s*(?:exon|ex|e)\s*(\d{{1,3}})\s*\)?)?"
_FUSION = re.compile(rf"{_SIDE}\s*(::|-|\u2013|\u2014)\s*{_SIDE}")
_ONE_SIDED = re.compile(rf"({_GENE}) (?:fusion|rearrangement|rearranged)")
_VARIANT = re.compile(rf"({_GENE})\s+([ACDEFGHIKLMNPQRSTVWY]\d{{1,5}}[ACDEFGHIKLMNPQRSTVWY])")
_EXON = re.compile(
    rf"({_GENE})\s+(?:exon\s*(\d{{1,3}})\s*(deletion|insertion|skipping)|(\d{{1,3}})(del|ins))"
)
_CATEGORY = re.compile(
    rf"({_GENE})\s+(mutation|mutated|amplification|amplified|deletion|loss|wild-type)"
)
_MEASURED = re.compile(r"((?:TMB|PD-L1(?: TPS| CPS)?|Ki-67))\s+(.+)")
_MARKERS = re.compile(r"MSS|MSI-H|MSI-L|PD-L1|[A-Z][A-Za-z]*-?\d*(?:-\d+)?")
_EXON_WORDS = {"del": "deletion", "ins": "insertion"}


def parse_alteration(text: str) -> Alteration:
    """What ``text`` names; text that no pattern fits becomes :class:`NamedAlteration`."""
    written = " ".join(text.split())
    if match := _FUSION.fullmatch(written):
        gene5, exon5, sign, gene3, exon3 = match.groups()
        # A bare hyphen between short names is a marker's own (PD-L1), not a fusion's.
        if sign == "::" or exon5 or exon3 or min(len(gene5), len(gene3)) > 2:
            return Fusion(_partner(gene5, exon5), _partner(gene3, exon3))
    if match := _ONE_SIDED.fullmatch(written):
        return Fusion(FusionPartner("?"), FusionPartner(match[1]))
    if match := _VARIANT.fullmatch(written):
        return ProteinVariant(match[1], match[2])
    if match := _EXON.fullmatch(written):
        exon, what = match[2] or match[4], match[3] or _EXON_WORDS[match[5]]
        return CategoricalVariant(match[1], f"exon {exon} {what}")
    if match := _CATEGORY.fullmatch(written):
        return CategoricalVariant(match[1], match[2])
    if match := _MEASURED.fullmatch(written):
        try:
            return Biomarker(match[1], parse_quantity(match[2]))
        except NotationError:  # "PD-L1 negative": a result in words
            return NamedAlteration(written)
    if _MARKERS.fullmatch(written):
        return Biomarker(written)
    return NamedAlteration(written)


def _partner(gene: str, exon: str | None) -> FusionPartner:
    return FusionPartner(gene, int(exon) if exon else None)
