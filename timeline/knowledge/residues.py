"""Which amino acid stands where: the few residues that resistance reports speak of.

A position that is not in ``residues.tsv`` is unknown, and nothing is said about it.
"""

from __future__ import annotations

from functools import cache

import attrs

from timeline.knowledge.proteins import find_protein, first_codon
from timeline.knowledge.rows import Cited, Sheet, optional, text, whole


@attrs.frozen(kw_only=True)
class Residue(Cited):
    """A position of a protein: its amino acid in one letter, its exon, each None if unknown."""

    gene: str
    position: int
    residue: str | None
    exon: int | None


RESIDUES: Sheet[Residue] = Sheet(
    name="residues",
    build=Residue,
    cells={
        "gene": text,
        "position": whole,
        "residue": optional(text),
        "exon": optional(whole),
    },
    key=lambda row: (row.gene, row.position),
)


@cache
def _residues() -> dict[tuple[str, int], Residue]:
    return {(row.gene, row.position): row for row in RESIDUES.shipped()}


def find_residue(gene: str, position: int) -> Residue | None:
    """What is known of a position; None when the table does not have it."""
    return _residues().get((gene, position))


def fused_from(gene: str) -> tuple[int, int] | None:
    """The earliest exon that oncogenic fusions keep of a gene at their 3' end, and its first codon.

    What lies before it is lost in all of them, so a variant there is no resistance mutation of a
    fusion. None for a gene whose fusions are not in the tables.
    """
    protein = find_protein(gene)
    codon = first_codon(gene, protein.fused_from) if protein else None
    return (protein.fused_from, codon) if protein and codon is not None else None
