"""How proteins are laid out: exons, first codons, domains; what fusions of a gene keep.

A gene or an exon that is not in the tables is unknown, and nothing is said about it.
Exon numbers mean nothing without the transcript they count along, so each gene names its own.
"""

from __future__ import annotations

from functools import cache

import attrs

from timeline.knowledge.rows import Cited, Sheet, text, whole
from timeline.model.words import Word


class DomainName(Word):
    """The parts of a protein that matter for a fusion's product."""

    KINASE = "kinase"
    TRANSMEMBRANE = "transmembrane"


@attrs.frozen(kw_only=True)
class Protein(Cited):
    """A gene's protein on one transcript: how many exons and residues.

    Oncogenic fusions with the gene at their 3' end begin with one of the exons ``fused_from`` to
    ``fused_to``: what lies before the first is lost in all of them, what lies behind the last one's
    start is kept in all.
    """

    gene: str
    transcript: str
    exons: int
    residues: int
    fused_from: int
    fused_to: int


@attrs.frozen(kw_only=True)
class Exon(Cited):
    """An exon and the first codon that begins in it."""

    gene: str
    exon: int
    first_codon: int


@attrs.frozen(kw_only=True)
class Domain(Cited):
    """A domain and the exons that encode it, both counted in."""

    gene: str
    domain: DomainName
    first_exon: int
    last_exon: int


PROTEINS: Sheet[Protein] = Sheet(
    name="proteins",
    build=Protein,
    cells={
        "gene": text,
        "transcript": text,
        "exons": whole,
        "residues": whole,
        "fused_from": whole,
        "fused_to": whole,
    },
    key=lambda row: row.gene,
)
EXONS: Sheet[Exon] = Sheet(
    name="exons",
    build=Exon,
    cells={"gene": text, "exon": whole, "first_codon": whole},
    key=lambda row: (row.gene, row.exon),
)
DOMAINS: Sheet[Domain] = Sheet(
    name="domains",
    build=Domain,
    cells={"gene": text, "domain": DomainName, "first_exon": whole, "last_exon": whole},
    key=lambda row: (row.gene, row.domain),
)


@cache
def _proteins() -> dict[str, Protein]:
    return {row.gene: row for row in PROTEINS.shipped()}


@cache
def _exons() -> dict[tuple[str, int], Exon]:
    return {(row.gene, row.exon): row for row in EXONS.shipped()}


@cache
def _domains() -> dict[tuple[str, DomainName], Domain]:
    return {(row.gene, row.domain): row for row in DOMAINS.shipped()}


def find_protein(gene: str) -> Protein | None:
    """The protein of a gene; None when the table does not have it."""
    return _proteins().get(gene)


def find_domain(gene: str, domain: DomainName) -> Domain | None:
    """Which exons encode a domain; None when the table does not have it."""
    return _domains().get((gene, domain))


def first_codon(gene: str, exon: int) -> int | None:
    """The first codon that begins in an exon; None when the table does not have it."""
    row = _exons().get((gene, exon))
    return row.first_codon if row else None
