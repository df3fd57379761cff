"""Small variants of a gene: protein changes, nucleotide changes, and several that go together."""

from __future__ import annotations

import re

import attrs

from timeline.errors import NotationError
from timeline.model.categories import CategoricalVariant, exon_category, gene_and_rest
from timeline.model.fusions import KINASE_AT_THREE_PRIME
from timeline.model.genes import GENE, UNKNOWN, is_gene, symbol
from timeline.model.kinds import AlterationKind
from timeline.model.proteins import ProteinChange, is_change, parse_change
from timeline.model.words import Word


def _one_letter(change: str) -> str:
    return parse_change(change).written()


@attrs.frozen(cache_hash=True)
class ProteinVariant:
    """A change of one protein: ``EGFR T790M``; the change is kept in one-letter HGVS.

    Any spelling is accepted, so that ``ProteinVariant("EGFR", "p.Thr790Met")`` equals the same with
    ``T790M``; :class:`NotationError` for what is no change. ``coding`` is the nucleotide change
    printed beside it, which does not count when two variants are compared.
    """

    gene: str = attrs.field(converter=symbol)
    change: str = attrs.field(converter=_one_letter)
    coding: str | None = attrs.field(default=None, kw_only=True, eq=False)

    kind = AlterationKind.PROTEIN_VARIANT

    @property
    def parsed(self) -> ProteinChange:
        """The change by its residues."""
        return parse_change(self.change)

    @property
    def genes(self) -> tuple[str, ...]:
        """The gene, as a tuple of one; empty when it is not stated."""
        return () if self.gene == UNKNOWN else (self.gene,)

    @property
    def short(self) -> str:
        """The whole name; it is short already."""
        return str(self)

    def __str__(self) -> str:
        # "E19del" is how many write a deletion in exon 19; that of a glutamate needs its "p.".
        change = f"p.{self.change}" if _LIKE_AN_EXON.fullmatch(self.change) else self.change
        return " ".join((*self.genes, change))


@attrs.frozen(cache_hash=True)
class NucleotideVariant:
    """A change of DNA or RNA as written: ``EGFR c.2369C>T``, ``MET c.3082+1G>T``.

    ``reference`` is the transcript or chromosome it is counted on. Nothing is translated: which
    protein change follows, only the reference sequence can tell.
    """

    gene: str = attrs.field(converter=symbol)
    change: str
    reference: str | None = attrs.field(default=None, kw_only=True)

    kind = AlterationKind.NUCLEOTIDE_VARIANT

    @property
    def genes(self) -> tuple[str, ...]:
        """The gene, as a tuple of one; empty when it is not stated."""
        return () if self.gene == UNKNOWN else (self.gene,)

    @property
    def short(self) -> str:
        """Gene and change."""
        return " ".join((*self.genes, self.change))

    def __str__(self) -> str:
        if not self.reference:
            return self.short
        gene = f"({self.gene})" if self.genes else ""
        return f"{self.reference}{gene}:{self.change}"


class Alleles(Word):
    """Whether variants of one gene lie on the same copy of it."""

    CIS = "cis"
    TRANS = "trans"


def _in_order(
    members: tuple[ProteinVariant | CategoricalVariant, ...],
) -> tuple[ProteinVariant | CategoricalVariant, ...]:
    """Each once, along the protein: the order a report lists them in means nothing."""

    def place(member: ProteinVariant | CategoricalVariant) -> tuple[int, int, str]:
        if isinstance(member, ProteinVariant):
            return 1, member.parsed.start, member.change
        return 0, member.exon or 0, member.category

    return tuple(sorted(dict.fromkeys(members), key=place))


@attrs.frozen(cache_hash=True)
class CompoundVariant:
    """Several changes of one gene in one tumour: ``ROS1 S1986F/G2032R``, ``EGFR 19del/T790M``.

    ``alleles`` is cis or trans where the report says so, else None.
    """

    members: tuple[ProteinVariant | CategoricalVariant, ...] = attrs.field(converter=_in_order)
    alleles: Alleles | None = attrs.field(
        default=None, converter=attrs.converters.optional(Alleles), kw_only=True
    )

    kind = AlterationKind.COMPOUND_VARIANT

    def __attrs_post_init__(self) -> None:
        if len(self.members) < 2 or len({member.gene for member in self.members}) != 1:
            raise NotationError(
                "/".join(map(str, self.members)), "a compound has two or more changes of one gene"
            )

    @property
    def gene(self) -> str:
        """The gene they share."""
        return self.members[0].gene

    @property
    def genes(self) -> tuple[str, ...]:
        """The gene, as a tuple of one; empty when it is not stated."""
        return self.members[0].genes

    @property
    def short(self) -> str:
        """``ROS1 S1986F/G2032R``; the alleles are left out."""
        names = (
            m.change if isinstance(m, ProteinVariant) else m.short.removeprefix(f"{m.gene} ")
            for m in self.members
        )
        return " ".join((*self.genes, "/".join(names)))

    def __str__(self) -> str:
        return f"{self.short} in {self.alleles}" if self.alleles else self.short


_LIKE_AN_EXON = re.compile(r"E[1-9]\d?(?:del|dup|ins)\w*")

SmallVariant = ProteinVariant | NucleotideVariant | CompoundVariant

_BASE = r"[ACGTUacgtu]"
_SPOT = r"[-*]?[1-9]\d{0,8}(?:[+-][1-9]\d{0,5})?"
_NUCLEOTIDE = (
    rf"[cgmnr]\.{_SPOT}(?:_{_SPOT})?"
    rf"(?:{_BASE}>{_BASE}|delins{_BASE}{{1,60}}|del(?:{_BASE}{{1,60}}|\d{{1,4}})?"
    rf"(?:ins{_BASE}{{1,60}})?|dup{_BASE}{{0,60}}|ins{_BASE}{{1,60}}|inv|=)"
)
_REFERENCE = r"(?:(?:NM_|NC_|NG_|NP_|ENS[TP])\d{5,15}(?:\.\d{1,3})?|chr(?:\d{1,2}|X|Y|M))"
_REFERRED = re.compile(rf"(?P<reference>{_REFERENCE})(?:\((?P<gene>{GENE})\))?:(?P<change>.+)")
_CODING = re.compile(rf"(?P<coding>{_NUCLEOTIDE})(?:[ ,;:]{{0,2}}\(?(?P<protein>p\.[^ ]{{2,60}}))?")
_PROTEIN_FIRST = re.compile(
    rf"(?P<protein>p\.[^ ,;]{{2,60}})[ ,;]{{1,2}}\(?(?P<coding>{_NUCLEOTIDE})\)?"
)
_GENE_LAST = re.compile(
    rf"(?P<change>[^ ]{{3,60}}) (?:in |of |mutation in |mutation of |variant in )?"
    rf"\(?(?P<gene>{GENE})\)?"
)
_TAIL = re.compile(r" (?:point |missense |resistance )?(?:mutations?|variants?|substitution)$")
_EXON_BEFORE = re.compile(r"(?:exon|ex) ?\d{1,2},? (?=[A-Zp(])")
_ALLELES = re.compile(r",? \(?(?:in[ -])?(?P<alleles>cis|trans)\)?$")
_SEPARATOR = re.compile(r" ?(?:/|;|\+|,| and ) ?")
_SIMPLE = r"[A-Z][1-9]\d{0,4}[A-Z*]"
_HYPHENED = re.compile(rf"{_SIMPLE}(?:-{_SIMPLE}){{1,7}}")
_BRACKETS = re.compile(
    r"p\.\[(?P<cis>[^\[\]]{3,150})\]|p\.(?P<trans>\[[^\[\]]+\](?:;\[[^\[\]]+\]){1,7})"
)
_ALONE = re.compile(r"p\..+|[A-Z][a-z]{2}\d+.+|[ACDEFGHIKLMNPQRSTVWY][1-9]\d.+")
"""A change without its gene: spelt as HGVS, or with two digits at least (M1A is a stage)."""
_NO_CHANGE = frozenset({"P504S"})
"""Names of antibodies that look like a change: P504S is AMACR."""
_OF_A_FUSION = re.compile(
    rf"(?P<partner>BCR(?= ?/)|{GENE}(?= ?(?:::|[-\u2013]))) ?(?:::|[-/\u2013]) ?"
    rf"(?P<kinase>(?:ABL|{'|'.join(sorted(KINASE_AT_THREE_PRIME))}) .+)"
)
"""A change told of a fusion is of its kinase: BCR-ABL1 T315I is ABL1 T315I."""
_MOST_MEMBERS = 8


def read_variant(text: str) -> SmallVariant | None:
    """The small variant or compound that ``text`` names; None when it is none."""
    text = _TAIL.sub("", text, count=1)
    if (match := _OF_A_FUSION.fullmatch(text)) and is_gene(match["partner"]):
        text = match["kinase"]
    if match := _REFERRED.fullmatch(text):
        gene = match["gene"] or UNKNOWN
        return _of_gene(gene, match["change"], match["reference"])
    if text not in _NO_CHANGE and (_ALONE.fullmatch(text) or text[1:2] == "."):
        found = _of_gene(UNKNOWN, text)
        if found is not None:
            return found
    match = _GENE_LAST.fullmatch(text)
    if match and is_gene(match["gene"]) and not is_change(match["gene"]):
        found = _of_gene(match["gene"], match["change"])
        if found is not None:
            return found
    for gene, rest in gene_and_rest(text):
        found = _of_gene(gene, rest.strip())
        if found is not None:
            return found
    return _compound(UNKNOWN, text)


def _of_gene(gene: str, text: str, reference: str | None = None) -> SmallVariant | None:
    text = _EXON_BEFORE.sub("", text, count=1)
    if match := _CODING.fullmatch(text):
        protein = (match["protein"] or "").rstrip()
        if not protein:
            return NucleotideVariant(gene, match["coding"], reference=reference)
        closed = protein.removesuffix(")") if not is_change(protein) else protein
        return ProteinVariant(gene, closed, coding=match["coding"]) if is_change(closed) else None
    if (match := _PROTEIN_FIRST.fullmatch(text)) and is_change(match["protein"]):
        return ProteinVariant(gene, match["protein"], coding=match["coding"])
    if is_change(text):
        return ProteinVariant(gene, text)
    return _compound(gene, text)


def _compound(gene: str, text: str) -> CompoundVariant | None:
    """Several changes of one gene, in any of the notations for them."""
    alleles = None
    if match := _ALLELES.search(text, max(0, len(text) - 14)):
        text, alleles = text[: match.start()], Alleles(match["alleles"])
    if match := _BRACKETS.fullmatch(text):
        parts = (match["cis"] or match["trans"].replace("[", "").replace("]", "")).split(";")
        alleles = Alleles.CIS if match["cis"] else Alleles.TRANS
        parts = [part.strip("()") for part in parts]
    elif _HYPHENED.fullmatch(text):
        parts = text.split("-")
    else:
        parts = _SEPARATOR.split(text)
    if not 2 <= len(parts) <= _MOST_MEMBERS:
        return None
    members = [_member(gene, part) for part in parts]
    known = tuple(member for member in members if member is not None)
    if len(known) != len(members) or len(set(known)) < 2:
        return None
    return CompoundVariant(known, alleles=alleles)


def _member(gene: str, text: str) -> ProteinVariant | CategoricalVariant | None:
    prefix = f"{gene} "
    text = text.removeprefix(prefix)
    category = exon_category(text)
    if category is not None:
        return CategoricalVariant(gene, category)
    return ProteinVariant(gene, text) if is_change(text) else None
