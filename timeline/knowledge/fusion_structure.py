"""What a fusion keeps of its genes: exons, kinase, transmembrane segment; and single residues.

A gene at the 5' end keeps its exons up to the named one, a gene at the 3' end those from it on.
Exons are those of the transcript's junction. A DNA breakpoint lies in an intron and says something
of them only through splicing, so it is used where no exon is named, and said to be.
"""

from __future__ import annotations

import attrs

from timeline.knowledge.proteins import (
    DomainName,
    find_domain,
    find_protein,
    first_codon,
)
from timeline.model.alterations import Fusion, FusionPartner
from timeline.model.truth import Truth
from timeline.model.words import Word


class Side(Word):
    """Which end of the product a gene makes up."""

    FIVE_PRIME = "5'"
    THREE_PRIME = "3'"


class Fate(Word):
    """What becomes of a domain in the product of a fusion."""

    KEPT = "kept"
    PART = "part"
    LOST = "lost"
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True)
class PartnerStructure:
    """What the product has of one gene.

    ``exons`` are the first and the last exon kept, None where not known. ``why`` says what the
    fates rest on where the exon is not named.
    """

    gene: str
    side: Side
    exons: tuple[int | None, int | None]
    kinase: Fate
    transmembrane: Fate
    why: str = ""

    def __str__(self) -> str:
        first, last = ("?" if exon is None else str(exon) for exon in self.exons)
        known = [
            f"{name} {fate.value}"
            for name, fate in (
                ("kinase", self.kinase),
                ("transmembrane segment", self.transmembrane),
            )
            if fate is not Fate.UNKNOWN
        ]
        what = f": {', '.join(known)}" if known else ""
        why = f" ({self.why})" if self.why and known else ""
        return f"{self.gene} exons {first}–{last}{what}{why}"


@attrs.frozen(kw_only=True)
class FusionStructure:
    """Both partners' parts; the kinase and the segment of the gene that has them; the frame.

    ``in_frame`` is indeterminate unless the report gives the reading frame.
    """

    fusion: Fusion
    five_prime: PartnerStructure
    three_prime: PartnerStructure
    in_frame: Truth

    @property
    def kinase(self) -> Fate:
        """What became of the kinase of the gene that has one in the tables."""
        return _first_known(self.three_prime.kinase, self.five_prime.kinase)

    @property
    def transmembrane(self) -> Fate:
        """What became of the transmembrane segment of the gene that has one in the tables."""
        return _first_known(self.three_prime.transmembrane, self.five_prime.transmembrane)

    def partner(self, gene: str) -> PartnerStructure | None:
        """The part of one gene; None when it is no partner."""
        return next((p for p in (self.three_prime, self.five_prime) if p.gene == gene), None)

    def __str__(self) -> str:
        frames = {Truth.TRUE: "; in frame", Truth.FALSE: "; out of frame"}
        return f"{self.five_prime}; {self.three_prime}{frames.get(self.in_frame, '')}"


def structure_of(fusion: Fusion) -> FusionStructure:
    """The structure of a fusion's product, as far as its notation and the tables say.

    Without a named exon a gene at the 3' end is taken to begin where its oncogenic fusions do, and
    one at the 5' end to break there: the other half is lost.
    """
    return FusionStructure(
        fusion=fusion,
        five_prime=_partner(fusion.five_prime, Side.FIVE_PRIME),
        three_prime=_partner(fusion.three_prime, Side.THREE_PRIME),
        in_frame=Truth.of(fusion.reading_frame_preserved),
    )


def residue_in_product(fusion: Fusion, gene: str, position: int) -> Truth:
    """Whether a residue of a gene is part of the fusion's product.

    Indeterminate where the exon or its first codon is not known, and for a product out of frame,
    whose 3' partner is another protein. False for a gene that is no partner, and for a position
    that the protein does not have.
    """
    structure = structure_of(fusion)
    partner = structure.partner(gene)
    protein = find_protein(gene)
    if partner is None or position < 1 or (protein and position > protein.residues):
        return Truth.FALSE
    if partner.side is Side.FIVE_PRIME:
        return _in_five_prime(partner, position)
    inside = _in_three_prime(partner, position)
    if inside is Truth.TRUE and structure.in_frame is Truth.FALSE:
        return Truth.FALSE
    return inside


def junction_exon(partner: FusionPartner, side: Side) -> int | None:
    """The exon at the junction; beside the intron where only the breakpoint's is given."""
    if partner.exon is not None or partner.intron is None:
        return partner.exon
    return partner.intron if side is Side.FIVE_PRIME else partner.intron + 1


def _partner(partner: FusionPartner, side: Side) -> PartnerStructure:
    protein = find_protein(partner.gene)
    last = protein.exons if protein else None
    three_prime, exon = side is Side.THREE_PRIME, junction_exon(partner, side)
    why = "" if exon is not None else "as in known fusions; the exon is not named"
    if exon is not None and partner.exon is None:
        why = "from the intron of the breakpoint"
    return PartnerStructure(
        gene=partner.gene,
        side=side,
        exons=(exon, last) if three_prime else (1, exon),
        kinase=_fate(partner, side, DomainName.KINASE),
        transmembrane=_fate(partner, side, DomainName.TRANSMEMBRANE),
        why=why,
    )


def _fate(partner: FusionPartner, side: Side, name: DomainName) -> Fate:
    domain, protein = find_domain(partner.gene, name), find_protein(partner.gene)
    if domain is None or protein is None:
        return Fate.UNKNOWN
    exon = junction_exon(partner, side)
    if exon is not None and not 1 <= exon <= protein.exons:
        return Fate.UNKNOWN
    if exon is not None:
        earliest = latest = exon
    elif side is Side.THREE_PRIME:
        earliest, latest = protein.fused_from, protein.fused_to
    else:  # it breaks before the exons that 3' ends begin with
        earliest, latest = protein.fused_from - 1, protein.fused_to - 1
    fates = {
        _cut(side, cut, domain.first_exon, domain.last_exon) for cut in range(earliest, latest + 1)
    }
    return fates.pop() if len(fates) == 1 else Fate.UNKNOWN


def _cut(side: Side, exon: int, first: int, last: int) -> Fate:
    """The fate of a domain of exons ``first`` to ``last`` when a gene is cut at ``exon``."""
    if side is Side.THREE_PRIME:
        return Fate.KEPT if exon <= first else Fate.LOST if exon > last else Fate.PART
    return Fate.KEPT if exon >= last else Fate.LOST if exon < first else Fate.PART


def _in_three_prime(partner: PartnerStructure, position: int) -> Truth:
    exon, protein = partner.exons[0], find_protein(partner.gene)
    if protein is None:
        return Truth.INDETERMINATE
    if exon is not None:
        return _behind(partner.gene, exon, position)
    # Not named: before the earliest start it is lost in all fusions, behind the latest in none.
    earliest = _behind(partner.gene, protein.fused_from, position)
    latest = _behind(partner.gene, protein.fused_to, position)
    return latest if earliest is latest else Truth.INDETERMINATE


def _in_five_prime(partner: PartnerStructure, position: int) -> Truth:
    exon, protein = partner.exons[1], find_protein(partner.gene)
    if protein is None:
        return Truth.INDETERMINATE
    if exon is not None:
        return ~_behind(partner.gene, exon + 1, position)
    earliest = ~_behind(partner.gene, protein.fused_from, position)
    latest = ~_behind(partner.gene, protein.fused_to, position)
    return latest if earliest is latest else Truth.INDETERMINATE


def _behind(gene: str, exon: int, position: int) -> Truth:
    """Whether a codon begins in an exon or behind it, as far as the known first codons say."""
    protein = find_protein(gene)
    assert protein is not None
    if exon <= 1:
        return Truth.TRUE
    if exon > protein.exons:
        return Truth.FALSE
    known = {n: codon for n in range(1, protein.exons + 1) if (codon := first_codon(gene, n))}
    if any(n >= exon and position >= codon for n, codon in known.items()):
        return Truth.TRUE
    if any(n <= exon and position < codon for n, codon in known.items()):
        return Truth.FALSE
    return Truth.INDETERMINATE


def _first_known(*fates: Fate) -> Fate:
    return next((fate for fate in fates if fate is not Fate.UNKNOWN), Fate.UNKNOWN)
