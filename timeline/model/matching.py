"""Is one alteration another, or does it fall under it: three-valued, as reports differ in detail.

``EGFR E746_A750del`` is an exon 19 deletion; an exon 19 deletion *may be* E746_A750del, and the
report does not say. Two alterations that exclude each other do so both ways round.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from timeline.model.alterations import (
    Alteration,
    Biomarker,
    CategoricalVariant,
    CompoundVariant,
    CopyNumber,
    Fusion,
    FusionPartner,
    NamedAlteration,
    NucleotideVariant,
    ProteinVariant,
)
from timeline.model.categories import MUTATION, REVERSION, CopyChange
from timeline.model.genes import UNKNOWN
from timeline.model.markers import same_marker
from timeline.model.proteins import ChangeType
from timeline.model.truth import Truth, all_of, any_of

EXON_CODONS: dict[tuple[str, int], tuple[int, int]] = {
    ("EGFR", 18): (688, 728),
    ("EGFR", 19): (729, 761),
    ("EGFR", 20): (762, 823),
    ("EGFR", 21): (824, 875),
    ("KRAS", 2): (1, 37),
    ("KRAS", 3): (38, 97),
    ("BRAF", 15): (581, 620),
    ("KIT", 9): (449, 514),
    ("KIT", 11): (550, 592),
    ("KIT", 13): (627, 664),
    ("KIT", 14): (664, 714),
    ("KIT", 17): (788, 828),
    ("KIT", 18): (829, 866),
    ("PDGFRA", 12): (552, 596),
    ("PDGFRA", 18): (814, 854),
    ("ROS1", 32): (1750, 1788),
    ("ROS1", 33): (1789, 1852),
    ("ROS1", 34): (1853, 1880),
    ("ROS1", 35): (1881, 1925),
}
"""First and last codon of exons that reports name as classes of variants.

EGFR: NM_005228 (kinase exons as in Sharma et al. 2007); KRAS: NM_004985; BRAF: NM_004333;
KIT: NM_000222; PDGFRA: NM_006206; ROS1: ENST00000368508.
"""

EML4_ALK_VARIANTS = {"v1": 13, "v2": 20, "v3": 6, "v3a": 6, "v3b": 6, "v3a/b": 6}
"""The EML4 exon of the numbered variants, each joined to ALK exon 20 (Choi et al. 2008)."""


@lru_cache(maxsize=16_384)
def matches(alteration: Alteration, pattern: Alteration) -> Truth:
    """Whether ``alteration`` is ``pattern`` or one of the class that ``pattern`` names.

    TRUE: it is, or falls under it. FALSE: it is something else. INDETERMINATE: it may be, and what
    is written does not tell. Words in no known notation may mean anything but what equals them.
    """
    if alteration == pattern:
        return Truth.TRUE
    if isinstance(alteration, NamedAlteration) or isinstance(pattern, NamedAlteration):
        words = str(alteration).casefold(), str(pattern).casefold()
        return Truth.TRUE if words[0] == words[1] else Truth.INDETERMINATE
    forwards = _falls_under(alteration, pattern)
    if forwards is Truth.FALSE and _falls_under(pattern, alteration) is not Truth.FALSE:
        return Truth.INDETERMINATE  # the class may turn out to be this member of it
    return forwards


def _falls_under(one: Alteration, other: Alteration) -> Truth:
    for kinds, compare in _COMPARISONS:
        if isinstance(one, kinds[0]) and isinstance(other, kinds[1]):
            return compare(one, other)
    return Truth.FALSE


def _gene(one: str, other: str) -> Truth:
    """A gene that is not stated may be any."""
    if UNKNOWN in (one, other):
        return Truth.INDETERMINATE
    return Truth.of(one == other)


def _fusions(one: Fusion, other: Fusion) -> Truth:
    one, other = _labelled(one), _labelled(other)
    sides = (
        _partner(one.five_prime, other.five_prime),
        _partner(one.three_prime, other.three_prime),
        _stated(one.linker, other.linker),
        _stated(one.variant, other.variant),
        _stated(one.reading_frame_preserved, other.reading_frame_preserved),
    )
    under = all_of(sides)
    # "ROS1 rearrangement" is read as ?::ROS1; in words it may mean a fusion with ROS1 first, too.
    if under is Truth.FALSE and len(other.genes) == 1 and other.genes[0] in one.genes:
        return Truth.INDETERMINATE
    return under


def _labelled(fusion: Fusion) -> Fusion:
    """The fusion with the exons that its customary label means, if it has no exons of its own."""
    exon = EML4_ALK_VARIANTS.get(fusion.variant or "")
    if fusion.genes != ("EML4", "ALK") or exon is None:
        return fusion
    variant = None if fusion.variant in ("v1", "v2", "v3", "v3a/b") else fusion.variant
    return Fusion(
        FusionPartner("EML4", fusion.five_prime.exon or exon),
        FusionPartner("ALK", fusion.three_prime.exon or 20),
        linker=fusion.linker,
        variant=variant,
        reading_frame_preserved=fusion.reading_frame_preserved,
    )


def _partner(one: FusionPartner, other: FusionPartner) -> Truth:
    if not other.named:
        return Truth.TRUE
    if not one.named:
        return Truth.INDETERMINATE
    if one.gene != other.gene:
        return Truth.FALSE
    junction = one.exon, one.intron, one.offset
    # An exon and an intron speak of the transcript and of the DNA: they cannot be compared.
    if other.exon is None and other.intron is None:
        return Truth.TRUE
    if (one.exon is None) != (other.exon is None):
        return Truth.INDETERMINATE
    return Truth.of(junction == (other.exon, other.intron, other.offset))


def _stated(one: object, other: object) -> Truth:
    """What the pattern leaves open is met; what only the pattern states is not known."""
    if other is None:
        return Truth.TRUE
    return Truth.INDETERMINATE if one is None else Truth.of(one == other)


def _proteins(one: ProteinVariant, other: ProteinVariant) -> Truth:
    a, b = one.parsed, other.parsed
    if a == b:
        return _gene(one.gene, other.gene)
    frames = a.type is b.type is ChangeType.FRAMESHIFT and (a.first, a.start) == (b.first, b.start)
    if frames and b.new in ("", a.new) and b.shift in ("", a.shift):
        return _gene(one.gene, other.gene)
    return Truth.FALSE


def _nucleotides(one: NucleotideVariant, other: NucleotideVariant) -> Truth:
    if one.change != other.change:
        # Coding and genomic positions name one change in two ways.
        apart = one.change[:2] != other.change[:2]
        return _maybe(_gene(one.gene, other.gene)) if apart else Truth.FALSE
    same = _stated(one.reference, other.reference)
    return all_of((_gene(one.gene, other.gene), same))


def _maybe(truth: Truth) -> Truth:
    """At best indeterminate."""
    return Truth.FALSE if truth is Truth.FALSE else Truth.INDETERMINATE


def _nucleotide_and_protein(one: Any, other: Any) -> Truth:
    """A nucleotide change may be the cause of any protein change of its gene, unless printed so."""
    protein, nucleotide = (one, other) if isinstance(one, ProteinVariant) else (other, one)
    gene = _gene(protein.gene, nucleotide.gene)
    if protein.coding is not None and nucleotide.change.startswith("c."):
        return gene if protein.coding == nucleotide.change else Truth.FALSE
    return _maybe(gene)


def _protein_in_class(one: ProteinVariant, other: CategoricalVariant) -> Truth:
    gene = _gene(one.gene, other.gene)
    change = one.parsed
    if gene is Truth.FALSE or other.wild_type or change.type is ChangeType.SYNONYMOUS:
        return Truth.FALSE
    if other.category in (MUTATION, "alteration"):
        return gene
    if other.codon is not None:
        return all_of((gene, Truth.of(change.start <= other.codon <= change.end)))
    if other.exon is not None:
        what = other.category.rpartition(" ")[2]
        return all_of((gene, _fits(one, what), _in_exon(one, other)))
    return all_of((gene, _fits(one, other.category)))


_TRUNCATING = (ChangeType.NONSENSE, ChangeType.FRAMESHIFT)


def _fits(variant: ProteinVariant, what: str) -> Truth:
    """Whether a change is of a class by its type; a deletion-insertion counts by what is left."""
    change = variant.parsed
    gained = change.gained
    tests = {
        MUTATION: True,
        "deletion": change.type is ChangeType.DELETION or gained < 0,
        "insertion": change.type in (ChangeType.INSERTION, ChangeType.DUPLICATION) or gained > 0,
        "duplication": change.type is ChangeType.DUPLICATION,
        "missense mutation": change.type is ChangeType.SUBSTITUTION,
        "nonsense mutation": change.type is ChangeType.NONSENSE,
        "frameshift mutation": change.type is ChangeType.FRAMESHIFT,
        "truncating mutation": change.type in _TRUNCATING,
        "skipping": None,  # a change of the protein's sequence may also touch a splice site
        "kinase domain duplication": False,
        "vIII": False,
        "ITD": None if gained > 0 else False,
        "PTD": False,
        "promoter mutation": False,
        REVERSION: False,
    }
    return Truth.of(tests.get(what))


def _in_exon(variant: ProteinVariant, category: CategoricalVariant) -> Truth:
    codons = EXON_CODONS.get((category.gene, category.exon or 0))
    if codons is None:
        return Truth.INDETERMINATE
    change = variant.parsed
    if codons[0] <= change.start and change.end <= codons[1]:
        return Truth.TRUE
    overlaps = change.start <= codons[1] and codons[0] <= change.end
    return Truth.INDETERMINATE if overlaps else Truth.FALSE


def _nucleotide_in_class(one: NucleotideVariant, other: CategoricalVariant) -> Truth:
    gene = _gene(one.gene, other.gene)
    if other.wild_type or other.category == REVERSION:
        return Truth.FALSE
    return gene if other.category in (MUTATION, "alteration") else _maybe(gene)


def _classes(one: CategoricalVariant, other: CategoricalVariant) -> Truth:
    gene = _gene(one.gene, other.gene)
    if one.wild_type or other.wild_type or one.category == other.category:
        return all_of((gene, Truth.of(one.category == other.category)))
    if REVERSION in (one.category, other.category) and other.category != "alteration":
        return Truth.FALSE  # "a mutation" is the one that a reversion undoes
    if other.category in (MUTATION, "alteration"):
        return gene
    if one.exon is not None and other.exon is not None:
        within = other.category.endswith(MUTATION) or (
            other.category.endswith("insertion") and one.category.endswith("duplication")
        )
        return all_of((gene, Truth.of(one.exon == other.exon and within)))
    if one.codon is not None and other.codon is not None:
        return Truth.FALSE  # two codons
    if one.exon is not None and other.category in ("deletion", "insertion", "duplication"):
        return all_of((gene, Truth.of(one.category.endswith(other.category))))
    return _maybe(gene)


def _compound_in(one: CompoundVariant, other: Alteration) -> Truth:
    """A compound is what any of its members is."""
    return any_of(matches(member, other) for member in one.members)


def _in_compound(one: Alteration, other: CompoundVariant) -> Truth:
    """One member alone does not make the compound, and does not exclude it."""
    return _maybe(any_of(matches(one, member) for member in other.members))


def _compounds(one: CompoundVariant, other: CompoundVariant) -> Truth:
    """All members of the pattern are there, on the same copies where it says so."""
    there = (any_of(matches(mine, theirs) for mine in one.members) for theirs in other.members)
    return all_of((*there, _stated(one.alleles, other.alleles)))


_LESS = (CopyChange.LOSS, CopyChange.HOMOZYGOUS_DELETION)
_MORE = (CopyChange.AMPLIFICATION, CopyChange.GAIN)


def _copy_numbers(one: CopyNumber, other: CopyNumber) -> Truth:
    gene = _gene(one.gene, other.gene)
    if gene is Truth.FALSE:
        return gene
    change = _stated(one.change, other.change)
    if one.change is not None and other.change is not None and one.change is not other.change:
        # Amplification is a strong gain, and homozygous deletion a loss of both copies.
        within = (one.change, other.change) in (_MORE, _LESS[::-1])
        change = Truth.of(within)
    return all_of((gene, change, _stated(one.copies, other.copies)))


def _copies_and_class(one: Any, other: Any) -> Truth:
    """A "deletion" of a gene is a loss of it, or a part of its sequence is deleted."""
    copies, category = (one, other) if isinstance(one, CopyNumber) else (other, one)
    gene = _gene(copies.gene, category.gene)
    if category.category == "alteration":
        return gene if copies is one else _maybe(gene)
    if category.category == "deletion" and copies.change not in _MORE:
        return _maybe(gene)
    return Truth.FALSE


def _fusion_in_class(one: Fusion, other: CategoricalVariant) -> Truth:
    return Truth.of(other.category == "alteration" and other.gene in one.genes)


def _markers(one: Biomarker, other: Biomarker) -> Truth:
    """Whether one result on a marker is the other; the bare name stands for a positive result."""
    if not same_marker(one, other):
        return Truth.FALSE
    said = other.result or ("positive" if other.value is None else None)
    if said in ("positive", "negative") and one.marker == other.marker:
        return one.positive if said == "positive" else ~one.positive
    if one.marker != other.marker and {one.marker, other.marker} & _STATES:
        return Truth.FALSE  # MSS and MSI-H exclude each other
    if one.result is not None and other.result is not None:
        return Truth.of(one.result == other.result)
    if one.value is not None and other.value is not None:
        return Truth.of(one.value == other.value)
    if one.positive is Truth.INDETERMINATE or other.positive is Truth.INDETERMINATE:
        return Truth.INDETERMINATE
    return Truth.INDETERMINATE if one.positive is other.positive else Truth.FALSE


_STATES = frozenset({"MSS", "MSI-H", "MSI-L", "dMMR", "pMMR"})

_COMPARISONS: tuple[tuple[tuple[Any, Any], Callable[[Any, Any], Truth]], ...] = (
    ((CompoundVariant, CompoundVariant), _compounds),
    ((CompoundVariant, (ProteinVariant, CategoricalVariant, NucleotideVariant)), _compound_in),
    (((ProteinVariant, CategoricalVariant, NucleotideVariant), CompoundVariant), _in_compound),
    ((Fusion, Fusion), _fusions),
    ((ProteinVariant, ProteinVariant), _proteins),
    ((NucleotideVariant, NucleotideVariant), _nucleotides),
    ((ProteinVariant, NucleotideVariant), _nucleotide_and_protein),
    ((NucleotideVariant, ProteinVariant), _nucleotide_and_protein),
    ((ProteinVariant, CategoricalVariant), _protein_in_class),
    ((NucleotideVariant, CategoricalVariant), _nucleotide_in_class),
    ((CategoricalVariant, CategoricalVariant), _classes),
    ((CopyNumber, CopyNumber), _copy_numbers),
    ((CopyNumber, CategoricalVariant), _copies_and_class),
    ((CategoricalVariant, CopyNumber), _copies_and_class),
    ((Fusion, CategoricalVariant), _fusion_in_class),
    ((Biomarker, Biomarker), _markers),
)
