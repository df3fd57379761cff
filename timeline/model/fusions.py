"""Gene fusions: both partners with their exons, in the HGNC double-colon notation.

Field names follow the gene fusion specification of the Variant Interpretation for Cancer
Consortium; a double colon joins the partners, five-prime first (Bruford et al. 2021).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

import attrs

from timeline.model.genes import ANY, GENE, UNKNOWN, is_gene, is_known, renamed, symbol
from timeline.model.kinds import AlterationKind
from timeline.model.words import Word


class FusionRole(Word):
    """What a fusion keeps of its kinase gene."""

    CANONICAL = "canonical"
    RECIPROCAL = "reciprocal"
    FIVE_PRIME_RETAINED = "five_prime_retained"


KINASE_AT_THREE_PRIME = frozenset(
    "ABL1 ALK BRAF JAK2 MET NTRK1 NTRK2 NTRK3 PDGFRA PDGFRB RAF1 RET ROS1".split()
)
"""Genes whose kinase domain is encoded towards the 3' end: a fusion needs them second."""
KINASE_AT_FIVE_PRIME = frozenset("EGFR FGFR1 FGFR2 FGFR3".split())
"""Genes whose oncogenic fusions often keep the kinase as the first partner (FGFR3::TACC3)."""
_KINASE_ENDS = {"ROS1": 42}
"""The last exon of the kinase domain (ENST00000368508): kept 5' parts beyond it have the kinase."""

HYPHEN = "written with a hyphen, which in HGNC notation means a read-through transcript"


@attrs.frozen(cache_hash=True)
class FusionPartner:
    """One side of a fusion: gene symbol (``?`` unknown, ``v`` any) and the exon at the junction.

    ``offset`` is in bases from that exon's edge; ``intron`` stands instead of the exon where only
    the DNA breakpoint was given; ``transcript`` is what the exons are counted in.
    """

    gene: str = attrs.field(converter=symbol)
    exon: int | None = None
    offset: int | None = attrs.field(default=None, kw_only=True)
    intron: int | None = attrs.field(default=None, kw_only=True)
    transcript: str | None = attrs.field(default=None, kw_only=True)

    @property
    def named(self) -> bool:
        """Whether a gene is given at all."""
        return self.gene not in (UNKNOWN, ANY)

    def __str__(self) -> str:
        number = self.exon if self.exon is not None else self.intron
        if number is None:
            return f"{self.transcript}({self.gene})" if self.transcript else self.gene
        place = f"{number}{self.offset:+d}" if self.offset else f"{number}"
        if self.transcript:
            return f"{self.transcript}({self.gene}):{'i' if self.exon is None else 'e'}.{place}"
        return f"{self.gene}({'in' if self.exon is None else 'ex'}{place})"


@attrs.frozen(cache_hash=True)
class Fusion:
    """A gene fusion, five-prime partner first.

    ``linker`` is inserted sequence at the junction, ``variant`` the customary label of a junction
    (``v3`` of EML4::ALK), ``reading_frame_preserved`` None where the report does not say. ``notes``
    say what of the spelling was accepted; they do not count when two fusions are compared.
    """

    five_prime: FusionPartner
    three_prime: FusionPartner
    linker: str | None = attrs.field(default=None, kw_only=True)
    variant: str | None = attrs.field(default=None, kw_only=True)
    reading_frame_preserved: bool | None = attrs.field(default=None, kw_only=True)
    notes: tuple[str, ...] = attrs.field(default=(), kw_only=True, eq=False)

    kind = AlterationKind.FUSION

    @property
    def genes(self) -> tuple[str, ...]:
        """The named genes, five-prime first."""
        return tuple(p.gene for p in (self.five_prime, self.three_prime) if p.named)

    @property
    def short(self) -> str:
        """``EZR::ROS1``, as a figure labels it."""
        return f"{self.five_prime.gene}::{self.three_prime.gene}"

    @property
    def role(self) -> FusionRole | None:
        """What the order of the partners tells of the kinase; None when it does not tell.

        ``ROS1::MRAS`` keeps the 5' part of ROS1, so its kinase is lost. Whether such a product is
        the reciprocal of another only the other can say: :func:`role_among`.
        """
        first, second = self.five_prime, self.three_prime
        if second.gene in KINASE_AT_THREE_PRIME:
            return FusionRole.CANONICAL
        if first.gene in KINASE_AT_FIVE_PRIME and second.named:
            return FusionRole.CANONICAL
        if first.gene not in KINASE_AT_THREE_PRIME or not second.named:
            return None
        end = _KINASE_ENDS.get(first.gene)
        if end is not None and first.exon is not None and first.exon >= end:
            return None
        return FusionRole.FIVE_PRIME_RETAINED

    def __str__(self) -> str:
        linker = f"{self.linker}::" if self.linker else ""
        label = f" {self.variant}" if self.variant else ""
        frames = {True: " in frame", False: " out of frame", None: ""}
        frame = frames[self.reading_frame_preserved]
        return f"{self.five_prime}::{linker}{self.three_prime}{label}{frame}"


def role_among(fusion: Fusion, others: Iterable[Fusion]) -> FusionRole | None:
    """The role of a fusion beside the others of its sample: the mirrored product is reciprocal."""
    role = fusion.role
    if role is FusionRole.FIVE_PRIME_RETAINED and any(
        other.genes == fusion.genes[::-1] for other in others
    ):
        return FusionRole.RECIPROCAL
    return role


_NUMBER = r"(?P<number>[1-9]\d{0,2})(?P<offset>[+-]\d{1,4})?"
_PLACE = rf"(?: ?\(| ?) ?(?P<unit>exons?|ex|e|introns?|in|i)\.? ?{_NUMBER} ?\)?"
_SIDE = re.compile(rf"(?P<gene>{GENE}|\?)(?:{_PLACE})?", re.IGNORECASE)
_ON_TRANSCRIPT = re.compile(
    r"(?P<transcript>(?:NM_|NR_|ENST)\d{5,15}(?:\.\d{1,3})?)"
    rf"\((?P<gene>{GENE}|\?)\)(?::(?P<unit>[ei])\.{_NUMBER})?"
)
_NOUN = r"(?:gene )?(?:fusions?|fused|rearrangements?|rearranged|translocations?|translocated)"
_ONE_SIDED = re.compile(rf"(?P<gene>{GENE})[ -]{_NOUN}(?:[ -]positive)?", re.IGNORECASE)
_AFTER = re.compile(rf"[ -]{_NOUN}(?: transcript| gene)?(?:[ -]positive)?", re.IGNORECASE)
_FRAME = re.compile(r"[ ,]{1,2}\(?(?P<out>in|out of|out)[ -]frame\)?", re.IGNORECASE)
_LABEL = re.compile(r" \(?(?:v|variant )(?P<label>\d[ab']?(?:/b)?)\)?", re.IGNORECASE)
_EXONS = re.compile(
    r"[ (]{1,2}(?P<a>[A-Za-z]{1,4}) ?(?P<m>[1-9]\d{0,2})(?: ?[:;,\u2013-] ?)?"
    r"(?P<b>[A-Za-z]{1,4}) ?(?P<n>[1-9]\d{0,2})\)?"
)
_LINKER = re.compile(r"[ACGT]{1,60}")
_DASHES = "-\u2010\u2011\u2013\u2014"
_SPLITS = re.compile(rf" ?(?:::|[{_DASHES}]) ?")
_MOST_SPLITS = 8
_NO_PARTNER = re.compile(
    r"(?:AS|IT|OT)\d?|DT|ITD|PTD|TKD|HLA|MIR|LINC|TKIS?|ADCS?|CART?|MUT|WT|POS|NEG|LOW|HIGH|AMP|NULL|"
    r"IHC|FISH|PCR|NGS|RNA|DNA|MRNA|CDNA|KIT|TEST|INHIBITORS?|POSITIVE|NEGATIVE|MUTANT",
    re.IGNORECASE,
)
"""What follows a gene behind a hyphen and is no second gene: ``EGFR-TKI``, ``EGFR-AS1``."""


def read_fusion(text: str) -> Fusion | None:
    """The fusion that ``text`` names, blanks collapsed; None when it is none."""
    match = _ONE_SIDED.fullmatch(text)
    if match and is_gene(match["gene"]):
        notes = tuple(filter(None, [renamed(match["gene"])]))
        return Fusion(FusionPartner(UNKNOWN), FusionPartner(match["gene"]), notes=notes)
    frame: bool | None = None
    if found := _at_end(_FRAME, text):
        text, frame = text[: found.start()], found["out"].lower() == "in"
    said = _at_end(_AFTER, text)
    if said:
        text = text[: said.start()]
    label = _at_end(_LABEL, text)
    fusion = _pair(text[: label.start()] if label else text, said=bool(said))
    if fusion is None:
        return None
    return attrs.evolve(
        fusion,
        variant=f"v{label['label'].lower()}" if label else None,
        reading_frame_preserved=frame,
    )


def _at_end(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match that reaches the end; only the last few words are looked at."""
    start = max(0, len(text) - 40)
    return next((m for m in pattern.finditer(text, start) if m.end() == len(text)), None)


def _pair(text: str, *, said: bool) -> Fusion | None:
    """Two partners, each perhaps with an exon, or with the exons of both behind them."""
    found = _joined(text, said=said)
    if found is not None:
        return found
    exons = _at_end(_EXONS, text)
    if exons is None or (pair := _joined(text[: exons.start()], said=True)) is None:
        return None
    if pair.five_prime.exon is not None or pair.three_prime.exon is not None:
        return None
    written = _written_genes(text[: exons.start()])
    for mark, partner, name in zip("ab", (pair.five_prime, pair.three_prime), written, strict=True):
        initials = {partner.gene[0].upper(), name[0].upper()}
        if exons[mark].upper() not in {"E", "EX", "EXON"} | initials:
            return None
    return attrs.evolve(
        pair,
        five_prime=attrs.evolve(pair.five_prime, exon=int(exons["m"])),
        three_prime=attrs.evolve(pair.three_prime, exon=int(exons["n"])),
    )


def _written_genes(text: str) -> tuple[str, str]:
    """The two names as written, for their initials; the split is known to exist."""
    for left, right, _ in _splits(text):
        sides = _side(left), _side(right)
        if sides[0] and sides[1]:
            return sides[0][1], sides[1][1]
    return UNKNOWN, UNKNOWN


def _joined(text: str, *, said: bool) -> Fusion | None:
    """Partners joined by a double colon or a dash; the split between known genes is preferred."""
    best: tuple[int, Fusion] | None = None
    for left, right, colons in _splits(text):
        first, inserted, linker = left.rpartition("::") if colons else ("", "", left)
        if inserted and not _LINKER.fullmatch(linker.strip()):
            continue
        five, three = _side(first.strip() if inserted else left), _side(right)
        if five is None or three is None or not (five[0].named or three[0].named):
            continue
        if not colons and not _hyphen_joins(text, five, three, said=said):
            continue
        known = sum(is_known(name) for _, name in (five, three)) + 3 * colons
        if best is None or known > best[0]:
            notes = (None if colons else HYPHEN, renamed(five[1]), renamed(three[1]))
            fusion = Fusion(
                five[0],
                three[0],
                linker=linker.strip() if inserted else None,
                notes=tuple(filter(None, notes)),
            )
            best = known, fusion
    return best[1] if best else None


def _splits(text: str) -> Iterator[tuple[str, str, bool]]:
    for match in itertools.islice(_SPLITS.finditer(text), _MOST_SPLITS):
        yield text[: match.start()], text[match.end() :], "::" in match[0]


def _side(text: str) -> tuple[FusionPartner, str] | None:
    """A partner and its gene as written."""
    match = _ON_TRANSCRIPT.fullmatch(text)
    transcript = match["transcript"] if match else None
    match = match or _SIDE.fullmatch(text)
    if match is None:
        return None
    gene = match["gene"]
    if gene not in (UNKNOWN, ANY) and not is_gene(gene) and (not match["number"] or "-" in gene):
        return None
    number = int(match["number"]) if match["number"] else None
    intron = (match["unit"] or "").lower().startswith("i")
    partner = FusionPartner(
        gene,
        None if intron else number,
        intron=number if intron else None,
        offset=int(match["offset"]) or None if match["offset"] else None,
        transcript=transcript,
    )
    return partner, gene


def _hyphen_joins(
    text: str, five: tuple[FusionPartner, str], three: tuple[FusionPartner, str], *, said: bool
) -> bool:
    """Whether a hyphen stands between two genes, not inside one (HLA-DRB1) or a word (EGFR-TKI)."""
    if not (five[0].named and three[0].named):
        return False
    placed = any(str(partner) != partner.gene for partner, _ in (five, three))
    if said or placed:
        return True
    if is_known(text) or any(_NO_PARTNER.fullmatch(name) for _, name in (five, three)):
        return False
    # One partner may be new to the vocabulary; two unknown words are no fusion. An unknown one
    # with a digit and a letter at its end reads like a change: KRAS-G12C.
    unknown = [name for _, name in (five, three) if not is_known(name)]
    return not unknown or (len(unknown) == 1 and not re.fullmatch(r"[A-Z]\d+[A-Z*]", unknown[0]))
