"""Classes of changes, and copy numbers: what reports name without saying which change it was.

``EGFR exon 19 deletion`` is kept as the class it is, never turned into one of its members.
"""

from __future__ import annotations

import re

import attrs

from timeline.errors import NotationError
from timeline.model.genes import UNKNOWN, is_gene, is_known, symbol
from timeline.model.kinds import AlterationKind
from timeline.model.quantities import Quantity, parse_quantity
from timeline.model.words import Word


@attrs.frozen(cache_hash=True)
class CategoricalVariant:
    """A class of changes of a gene: ``EGFR exon 19 deletion``, ``TP53 mutation``.

    ``category`` is written in one way: ``exon 19 deletion``, ``codon 12 mutation``, ``mutation``,
    ``activating mutation``, ``wild type``.
    """

    gene: str = attrs.field(converter=symbol)
    category: str

    @property
    def kind(self) -> AlterationKind:
        """A skipped exon is a splice change; all others are classes of variants."""
        spliced = self.category.endswith(("skipping", "splice variant"))
        return AlterationKind.SPLICE if spliced else AlterationKind.CATEGORICAL_VARIANT

    @property
    def genes(self) -> tuple[str, ...]:
        """The gene, as a tuple of one; empty when it is not stated."""
        return () if self.gene == UNKNOWN else (self.gene,)

    @property
    def exon(self) -> int | None:
        """The exon the class is limited to."""
        match = re.match(r"exon (\d+) ", self.category)
        return int(match[1]) if match else None

    @property
    def codon(self) -> int | None:
        """The codon the class is limited to."""
        match = re.match(r"codon (\d+) ", self.category)
        return int(match[1]) if match else None

    @property
    def wild_type(self) -> bool:
        """Whether it says that no mutation is there."""
        return self.category == WILD_TYPE

    @property
    def short(self) -> str:
        """``EGFR ex19del`` for exon deletions and insertions, else the whole name."""
        match = re.fullmatch(r"exon (\d+) (del|ins)\w*", self.category)
        name = f"ex{match[1]}{match[2]}" if match else self.category
        return " ".join((*self.genes, name))

    def __str__(self) -> str:
        return " ".join((*self.genes, self.category))


WILD_TYPE = "wild type"
MUTATION = "mutation"
REVERSION = "reversion mutation"
"""A second change that undoes a first: BRCA2 works again."""


class CopyChange(Word):
    """How the number of copies of a gene differs from two."""

    AMPLIFICATION = "amplification"
    GAIN = "gain"
    LOSS = "loss"
    HOMOZYGOUS_DELETION = "homozygous deletion"


@attrs.frozen(cache_hash=True)
class CopyNumber:
    """A gene's copies: as a word (``MET amplification``), as a number (``MET CN 8``), or both.

    What number makes an amplification differs between laboratories, so none is derived.
    """

    gene: str = attrs.field(converter=symbol)
    change: CopyChange | None = attrs.field(
        default=None, converter=attrs.converters.optional(CopyChange)
    )
    copies: Quantity | None = None

    kind = AlterationKind.COPY_NUMBER

    @property
    def genes(self) -> tuple[str, ...]:
        """The gene, as a tuple of one."""
        return (self.gene,)

    @property
    def short(self) -> str:
        """``MET amplification``: the word, where there is one."""
        return f"{self.gene} {self.change}" if self.change else str(self)

    def __str__(self) -> str:
        copies = f"CN {self.copies}" if self.copies else ""
        return " ".join(part for part in (self.gene, self.change or "", copies) if part)


_EXON_WORDS = {
    "deletion": "deletion", "deletions": "deletion", "del": "deletion",
    "insertion": "insertion", "insertions": "insertion", "ins": "insertion",
    "duplication": "duplication", "dup": "duplication",
    "skipping": "skipping", "skip": "skipping", "skipped": "skipping",
    "mutation": MUTATION, "mutations": MUTATION, "mut": MUTATION, "mutated": MUTATION,
}  # fmt: skip
_WHAT = "|".join(sorted(_EXON_WORDS, key=len, reverse=True))
_EXON = re.compile(
    rf"(?:(?:exons?|ex|e)[ .-]?(?P<exon>[1-9]\d?)[ -]?(?P<what>{_WHAT})"
    rf"|(?P<bare>[1-9]\d?)[ -]?(?P<short>deletion|insertion|del|ins|dup)"
    rf"|(?P<first>deletion|insertion|duplication|skipping|mutation)s? (?:in|of) exon "
    rf"(?P<last>[1-9]\d?))(?: mutations?| alterations?| variants?)?",
    re.IGNORECASE,
)
_CODON = re.compile(
    r"(?:codon |p\.)?[A-Z]?(?P<codon>[1-9]\d{0,3})(?:X|Xaa| mutations?| mutated| mutant)"
)
_ADJECTIVES = (
    "activating|sensitizing|sensitising|inactivating|truncating|frameshift|nonsense|missense|"
    "splice[ -]site|promoter|hotspot|loss-of-function|gain-of-function|kinase domain|germline|"
    "somatic|pathogenic|common|uncommon|resistance"
)
_MUTATED = re.compile(
    rf"(?:(?P<adjective>{_ADJECTIVES}) )?(?:mutations?|mutated|mutants?|mut|variants?)"
    rf"(?P<none>[ -](?:negative|not detected|absent))?(?:[ -]positive)?",
    re.IGNORECASE,
)
_WILD = re.compile(r"wild[ -]?types?|WT|no mutations?|unmutated", re.IGNORECASE)
_CHANGES = {
    "deletion": "deletion", "insertion": "insertion", "duplication": "duplication",
    "kinase domain duplication": "kinase domain duplication", "kdd": "kinase domain duplication",
    "itd": "ITD", "itd mutation": "ITD", "internal tandem duplication": "ITD",
    "ptd": "PTD", "partial tandem duplication": "PTD",
    "tkd": "kinase domain mutation", "tkd mutation": "kinase domain mutation",
    "viii": "vIII", "v7": "V7 splice variant", "v7 splice variant": "V7 splice variant",
    "reversion": REVERSION, "reversions": REVERSION, "reversion mutation": REVERSION,
    "reversion mutations": REVERSION, "alteration": "alteration", "alterations": "alteration",
}  # fmt: skip
_SKIPPED = re.compile(r"(?:\u0394|del(?:ta)? ?)?ex(?:on ?)?14", re.IGNORECASE)
"""``METex14``: only for MET is an exon alone the customary name of its skipping."""

_COPY = {
    "amplification": "amplification", "amplified": "amplification", "amp": "amplification",
    "gene amplification": "amplification", "high-level amplification": "amplification",
    "focal amplification": "amplification", "gain": "gain", "copy number gain": "gain",
    "copy gain": "gain", "polysomy": "gain", "loss": "loss", "copy number loss": "loss",
    "heterozygous loss": "loss", "heterozygous deletion": "loss",
    "homozygous deletion": "homozygous deletion", "homozygous loss": "homozygous deletion",
    "deep deletion": "homozygous deletion", "biallelic deletion": "homozygous deletion",
    "biallelic loss": "homozygous deletion", "homdel": "homozygous deletion",
}  # fmt: skip
_NUMBER = r"[<>=~≥≤]{0,2} ?\d[\d.]{0,8}"
_COPIES = re.compile(
    r"(?:(?P<change>[a-z][a-z -]{1,30}?)[ ,]{0,2})?\(?"
    rf"(?:(?:gene )?copy[ -]number|CNV?|GCN|copies)[ :=of]{{0,5}}(?P<copies>{_NUMBER})"
    r"(?: copies)?\)?"
    rf"|(?:(?P<change2>[a-z][a-z -]{{1,30}}?)[ ,]{{0,2}})?\(?(?P<copies2>{_NUMBER}) "
    r"(?:gene )?copies\)?",
    re.IGNORECASE,
)


def read_category(text: str) -> CategoricalVariant | CopyNumber | None:
    """The class of changes or the copy number that ``text`` names; None when it is neither."""
    alone = exon_category(text)
    if alone is not None:
        return CategoricalVariant(UNKNOWN, alone)
    for gene, rest in gene_and_rest(text):
        found = _of_gene(gene, rest)
        if found is not None:
            return found
    return None


def gene_and_rest(text: str) -> list[tuple[str, str]]:
    """The ways to split a text into a gene and what is said of it: ``EGFR ex19del``."""
    ways = []
    head, blank, rest = text.partition(" ")
    if blank and is_gene(head):
        ways.append((head, rest))
    # HER2-mutant, NKX2-1 amplification, METex14, and adjectives between: KRAS-G12C.
    name = _NAME.match(text)
    for end in range(min(name.end(), len(text) - 1) if name else 0, 1, -1):
        gene, rest = text[:end], text[end:].lstrip("- :")
        if rest and is_gene(gene) and not (text[end].isalnum() and not _exact(gene)):
            ways.append((gene, rest))
    return ways


_NAME = re.compile(r"[A-Za-z0-9-]{2,16}")


def _exact(gene: str) -> bool:
    """Whether nothing but an approved symbol of three letters was cut off a longer word."""
    return len(gene) > 2 and is_known(gene) and symbol(gene) == gene


def exon_category(text: str) -> str | None:
    """``exon 19 deletion`` of ``19del``, ``ex19del`` and the like; None of other words."""
    match = _EXON.fullmatch(text)
    if match is None:
        return None
    exon = match["exon"] or match["bare"] or match["last"]
    what = (match["what"] or match["short"] or match["first"]).lower()
    return f"exon {int(exon)} {_EXON_WORDS[what]}"


def _of_gene(gene: str, rest: str) -> CategoricalVariant | CopyNumber | None:
    category = exon_category(rest) or _words(gene, rest)
    if category is not None:
        return CategoricalVariant(gene, category)
    if rest.lower() in _COPY:
        return CopyNumber(gene, CopyChange(_COPY[rest.lower()]))
    match = _COPIES.fullmatch(rest)
    if match is None:
        return None
    word = (match["change"] or match["change2"] or "").strip().lower()
    if word and word not in _COPY:
        return None
    try:
        copies = parse_quantity(match["copies"] or match["copies2"])
    except NotationError:
        return None
    return CopyNumber(gene, CopyChange(_COPY[word]) if word else None, copies)


def _words(gene: str, rest: str) -> str | None:
    if _WILD.fullmatch(rest):
        return WILD_TYPE
    if match := _MUTATED.fullmatch(rest):
        if match["none"]:
            return WILD_TYPE if not match["adjective"] else None
        if not match["adjective"]:
            return MUTATION
        adjective = match["adjective"].lower().replace("sensitising", "sensitizing")
        return f"{adjective.replace('splice-site', 'splice site')} mutation"
    if match := _CODON.fullmatch(rest):
        # An X is any residue where a codon is meant, and the older sign of a stop elsewhere.
        if not rest.endswith("X") or symbol(gene) in _ANY_AT_CODON:
            return f"codon {match['codon']} mutation"
        return None
    if symbol(gene) == "MET" and _SKIPPED.fullmatch(rest):
        return "exon 14 skipping"
    return _CHANGES.get(rest.lower())


_ANY_AT_CODON = frozenset("BRAF HRAS IDH1 IDH2 KRAS NRAS".split())
