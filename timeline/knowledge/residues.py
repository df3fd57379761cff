"""Which amino acid stands where: the few residues that resistance reports speak of.

A position that is not in ``residues.tsv`` is unknown, and nothing is said about it.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import attrs

FUSED_FROM = {"ROS1": (32, 1750)}
"""The earliest exon a fusion product keeps, and its first codon (ENST00000368508, 43 exons).

What lies before it is lost in every known oncogenic fusion, so a variant there is no resistance
mutation of the fusion.
"""


@attrs.frozen
class Residue:
    """A position of a protein: its amino acid in one letter, its exon, each None if unknown."""

    gene: str
    position: int
    residue: str | None
    exon: int | None
    source: str


@cache
def _residues() -> dict[tuple[str, int], Residue]:
    text = files("timeline.knowledge").joinpath("residues.tsv").read_text("utf-8")
    found = {}
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        residue = Residue(
            row["gene"],
            int(row["position"]),
            row["residue"] or None,
            int(row["exon"]) if row["exon"] else None,
            row["source"],
        )
        found[residue.gene, residue.position] = residue
    return found


def find_residue(gene: str, position: int) -> Residue | None:
    """What is known of a position; None when the table does not have it."""
    return _residues().get((gene, position))


def lost_in_fusions(gene: str, position: int) -> bool:
    """Whether a codon lies before everything that fusions of the gene keep at their 3' end."""
    return gene in FUSED_FROM and position < FUSED_FROM[gene][1]
