"""What a table of cells calls a genotype: a fusion, and the changes that stand in it together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import attrs

from timeline.knowledge.fusion_structure import Fate, structure_of
from timeline.model.alterations import (
    Alteration,
    CompoundVariant,
    Fusion,
    ProteinVariant,
    parse_alteration,
)
from timeline.model.variants import Alleles

Query: TypeAlias = Alteration | str | Iterable[Alteration | str]
"""One alteration of a tumour or several, each as parsed or as written."""


@attrs.frozen
class Genotype:
    """A gene and the changes of its protein; none is the fusion alone."""

    gene: str
    changes: frozenset[ProteinVariant]

    @property
    def written(self) -> str:
        """``S1986F/G2032R``, along the protein; empty for the fusion alone."""
        return "/".join(c.change for c in sorted(self.changes, key=lambda c: c.parsed.start))


def changes_of(gene: str, written: str) -> frozenset[ProteinVariant] | None:
    """``S1986F/G2032R`` as a set of changes, whatever their order; None for other words."""
    parsed = [parse_alteration(f"{gene} {part.strip()}") for part in written.split("/")]
    changes = [change for change in parsed if isinstance(change, ProteinVariant)]
    return frozenset(changes) if len(changes) == len(parsed) else None


def genotype_of(query: Query, gene: str) -> Genotype | None:
    """The genotype of one gene that these alterations make up; None where they make up none.

    That is so without an alteration of the gene, with one whose change is not named ("ROS1
    mutation"), with two changes on different alleles, and where the only fusion of the gene has
    lost its kinase.
    """
    changes: set[ProteinVariant] = set()
    fused = False
    for alteration in as_alterations(query):
        if gene not in alteration.genes:
            continue
        if isinstance(alteration, Fusion):
            fused |= _keeps_kinase(alteration, gene)
            continue
        found = _changes(alteration)
        if found is None:
            return None
        changes |= found
    return Genotype(gene, frozenset(changes)) if changes or fused else None


def _changes(alteration: Alteration) -> frozenset[ProteinVariant] | None:
    """The protein changes an alteration is made of; None when it is not made of such alone."""
    if isinstance(alteration, ProteinVariant):
        return frozenset((alteration,))
    if isinstance(alteration, CompoundVariant) and alteration.alleles is not Alleles.TRANS:
        proteins = [one for one in alteration.members if isinstance(one, ProteinVariant)]
        return frozenset(proteins) if len(proteins) == len(alteration.members) else None
    return None


def as_alterations(query: Query) -> tuple[Alteration, ...]:
    """One alteration or several, as parsed or as written, as a tuple of parsed ones."""
    if isinstance(query, str):
        return (parse_alteration(query),)
    if isinstance(query, Iterable):
        return tuple(parse_alteration(one) if isinstance(one, str) else one for one in query)
    return (query,)


def _keeps_kinase(fusion: Fusion, gene: str) -> bool:
    partner = structure_of(fusion).partner(gene)
    return partner is not None and partner.kinase is not Fate.LOST
