"""Tests of the tumour: what was examined, in what, and whether it was done at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import attrs

from timeline.model.alterations import Alteration, parse_alteration
from timeline.model.genes import is_known, symbol
from timeline.model.kinds import AlterationClass
from timeline.model.quantities import Quantity, as_quantity
from timeline.model.truth import Truth
from timeline.model.words import Word, as_texts
from timeline.vocabulary.current import Vocabulary, current


class Origin(Word):
    """Where an alteration comes from."""

    SOMATIC = "somatic"
    GERMLINE = "germline"
    NOT_STATED = "not stated"


class Method(Word):
    """How a test looks at the tumour."""

    NGS = "NGS"
    RNA_SEQUENCING = "RNA sequencing"
    PCR = "PCR"
    DIGITAL_PCR = "digital PCR"
    SANGER = "Sanger sequencing"
    FISH = "FISH"
    IHC = "IHC"
    CYTOGENETICS = "cytogenetics"
    FLOW_CYTOMETRY = "flow cytometry"
    ARRAY = "array"


class Analyte(Word):
    """The molecule a test reads."""

    DNA = "DNA"
    RNA = "RNA"
    PROTEIN = "protein"


class Material(Word):
    """What kind of specimen was examined, whatever words the report has for it."""

    TISSUE = "tissue"
    CYTOLOGY = "cytology"
    EFFUSION = "effusion"
    PLASMA = "plasma"
    CSF = "CSF"
    URINE = "urine"
    BLOOD = "blood"
    BONE_MARROW = "bone marrow"
    OTHER = "other"
    NOT_STATED = "not stated"


CELL_FREE = frozenset({Material.PLASMA, Material.CSF, Material.URINE})
"""Specimens whose DNA the tumour has to shed: a negative result may mean that it did not."""


@attrs.frozen
class Specimen:
    """What was examined: ``tissue``, ``plasma``, ``CSF``, ``effusion``, and from where.

    ``material``: what kind of specimen, in the report's words.
    ``site``: where it was taken.
    """

    material: str
    site: str | None = attrs.field(default=None, kw_only=True)

    def __str__(self) -> str:
        return f"{self.material}, {self.site}" if self.site else self.material

    @property
    def kind(self) -> Material:
        """``plasma`` of "circulating tumour DNA"; ``other`` for words that fit no kind."""
        return _material(self.material)

    @classmethod
    def from_text(cls, text: str) -> Specimen:
        """``tissue`` or ``not stated``: the material alone."""
        return cls(text.strip())


@lru_cache(maxsize=4_096)
def _material(text: str) -> Material:
    """The kind of specimen that words are of."""
    found = (kind for kind, words in _MATERIALS.items() if words.search(text))
    return next(found, Material.OTHER)


@attrs.frozen
class Finding:
    """One result of a test: the alteration as written and as parsed, with how it was observed.

    ``as_written``: the alteration as the report writes it.
    ``vaf``: the variant allele fraction (``0.95 %``).
    ``depth``: the reads, where they differ from those of the test.
    ``origin``: whether it is of the tumour or inherited.
    ``mechanism``: the report's own word for its role (``bypass``).
    ``also_written``: other spellings in the same report.
    ``transcripts``: the transcripts it is named by (``ROS1 NM_002944``).
    ``locus``: the band (``6q22.1``).
    ``causative_event``: what brought a fusion about (``del(6)(q21q22.32)``).
    ``breakpoints``: its positions (``6:117647767``).
    ``assembly``: the genome they are counted on (``GRCh38``).
    ``cite``: the place in the report, where it differs from the test's.
    ``note``: the curator's own remark.
    """

    as_written: str
    vaf: Quantity | None = attrs.field(default=None, converter=as_quantity, kw_only=True)
    depth: Quantity | None = attrs.field(default=None, converter=as_quantity, kw_only=True)
    origin: Origin = attrs.field(default=Origin.NOT_STATED, converter=Origin, kw_only=True)
    mechanism: str | None = attrs.field(default=None, kw_only=True)
    also_written: tuple[str, ...] = attrs.field(default=(), converter=as_texts, kw_only=True)
    transcripts: tuple[str, ...] = attrs.field(default=(), converter=as_texts, kw_only=True)
    locus: str | None = attrs.field(default=None, kw_only=True)
    causative_event: str | None = attrs.field(default=None, kw_only=True)
    breakpoints: tuple[str, ...] = attrs.field(default=(), converter=as_texts, kw_only=True)
    assembly: str | None = attrs.field(default=None, kw_only=True)
    cite: str | None = attrs.field(default=None, kw_only=True)
    note: str | None = attrs.field(default=None, kw_only=True)

    @property
    def alteration(self) -> Alteration:
        """What the words mean."""
        return parse_alteration(self.as_written)

    @classmethod
    def from_text(cls, text: str) -> Finding:
        """``EGFR T790M``: the alteration alone."""
        return cls(text.strip())


def as_findings(value: str | Finding | Iterable[Finding | str]) -> tuple[Finding, ...]:
    """One finding or several; a text is an alteration."""
    several = (value,) if isinstance(value, str | Finding) else value
    return tuple(f if isinstance(f, Finding) else Finding.from_text(f) for f in several)


_MATERIALS = {
    kind: re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for kind, words in {
        Material.NOT_STATED: "not stated|unknown",
        Material.PLASMA: "plasma|liquid biopsy|ctDNA|cfDNA|circulating tumou?r DNA|cell-free|serum",
        Material.CSF: "CSF|cerebrospinal|liquor",
        Material.EFFUSION: "(?:pleural |pericardial )?effusion|pleural fluid|ascites|cell block",
        Material.URINE: "urine",
        Material.BONE_MARROW: "bone marrow|marrow",
        Material.CYTOLOGY: "cytology|fine[- ]needle|FNA|EBUS|smear|lavage",
        Material.TISSUE: "tissue|biops|tumou?r|resect|surgical|FFPE|paraffin|lymph node|specimen",
        Material.BLOOD: "(?:peripheral |whole )?blood|leu[ck]ocyte|PBMC",
    }.items()
}


@attrs.frozen(kw_only=True)
class Assay:
    """What the words for a test say of it: its methods, what it reads, which genes it is for.

    A test may combine methods: "DNA and RNA sequencing". ``targets`` are genes in its name ("ALK
    break-apart FISH"), as approved symbols.
    """

    methods: tuple[Method, ...]
    analytes: frozenset[Analyte]
    targets: frozenset[str] = frozenset()

    @property
    def targeted(self) -> bool:
        """Whether it looks only for what it was made to look for, one target at a time."""
        return bool(self.methods) and set(self.methods) <= TARGETED

    def sees(self, sort: AlterationClass) -> Truth:
        """Whether the methods can show this class of alteration in principle.

        Indeterminate where it depends on the design: a DNA panel sees a fusion only when its
        introns are covered (Li et al. 2017). A method that is not named may see anything.
        """
        known = [_SEES.get((method, sort), Truth.FALSE) for method in self.methods]
        if Method.NGS in self.methods and self.analytes == {Analyte.RNA}:
            known = [_SEES.get((Method.RNA_SEQUENCING, sort), Truth.FALSE)]
        if not known:
            return Truth.INDETERMINATE
        return max(known, key=(Truth.FALSE, Truth.INDETERMINATE, Truth.TRUE).index)


TARGETED = frozenset(
    {Method.PCR, Method.DIGITAL_PCR, Method.SANGER, Method.FISH, Method.IHC, Method.FLOW_CYTOMETRY}
)

_YES, _DEPENDS = Truth.TRUE, Truth.INDETERMINATE
_SMALL, _FUSED, _COPIES, _SPLICED = (
    AlterationClass.SMALL_VARIANTS,
    AlterationClass.FUSIONS,
    AlterationClass.COPY_NUMBER,
    AlterationClass.SPLICE,
)
_SEES: dict[tuple[Method, AlterationClass], Truth] = {
    (Method.NGS, _SMALL): _YES,
    (Method.NGS, _FUSED): _DEPENDS,
    (Method.NGS, _COPIES): _DEPENDS,
    (Method.NGS, _SPLICED): _DEPENDS,
    (Method.NGS, AlterationClass.MSI): _DEPENDS,
    (Method.NGS, AlterationClass.TMB): _DEPENDS,
    (Method.RNA_SEQUENCING, _FUSED): _YES,
    (Method.RNA_SEQUENCING, _SPLICED): _YES,
    (Method.RNA_SEQUENCING, _SMALL): _DEPENDS,
    (Method.PCR, _SMALL): _DEPENDS,
    (Method.PCR, _FUSED): _DEPENDS,
    (Method.PCR, _SPLICED): _DEPENDS,
    (Method.PCR, _COPIES): _DEPENDS,
    (Method.PCR, AlterationClass.MSI): _DEPENDS,
    (Method.DIGITAL_PCR, _SMALL): _DEPENDS,
    (Method.DIGITAL_PCR, _FUSED): _DEPENDS,
    (Method.DIGITAL_PCR, _COPIES): _DEPENDS,
    (Method.SANGER, _SMALL): _YES,
    (Method.FISH, _FUSED): _YES,
    (Method.FISH, _COPIES): _YES,
    (Method.IHC, AlterationClass.EXPRESSION): _YES,
    (Method.IHC, AlterationClass.MSI): _DEPENDS,
    # Antibodies stand in for ALK, ROS1 and NTRK fusions, BRAF V600E, HER2 amplification.
    (Method.IHC, _FUSED): _DEPENDS,
    (Method.IHC, _SMALL): _DEPENDS,
    (Method.IHC, _COPIES): _DEPENDS,
    (Method.FLOW_CYTOMETRY, AlterationClass.EXPRESSION): _YES,
    (Method.CYTOGENETICS, _FUSED): _DEPENDS,
    (Method.CYTOGENETICS, _COPIES): _DEPENDS,
    (Method.ARRAY, _COPIES): _YES,
}
"""What each method shows in principle; what is not listed it does not show."""

_METHODS = {
    method: re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for method, words in {
        Method.RNA_SEQUENCING: r"RNA[- ]?(?:based )?(?:NGS|seq)|transcriptome|RNA panel|"
        "anchored multiplex",
        Method.NGS: "NGS|next[- ]generation|targeted sequencing|panel sequencing|DNA[- ]?seq|WES|"
        "WGS|whole[- ](?:exome|genome)|hybrid capture|genomic profiling|CGP|DNA and RNA seq|"
        "DNA panel|gene panel|sequencing$|molecular profiling",
        Method.DIGITAL_PCR: "dd-?PCR|digital (?:droplet )?PCR|droplet digital|BEAMing",
        Method.PCR: r"(?:\w+-)?PCR|polymerase chain|ARMS|cobas|qPCR|RT-?PCR",
        Method.SANGER: "Sanger",
        Method.FISH: "FISH|in[- ]situ hybridi[sz]ation|break-?apart|CISH|SISH",
        Method.IHC: "IHC|immunohistochem|immunostain|immunocytochem",
        Method.CYTOGENETICS: "cytogenetic|karyotyp|G-banding",
        Method.FLOW_CYTOMETRY: "flow cytometr|immunophenotyp",
        Method.ARRAY: "array|SNP-?chip|CGH",
    }.items()
}
_NUCLEIC_ACID = {
    Analyte.DNA: re.compile(r"\b(?:c[ft])?DNA\b", re.IGNORECASE),
    Analyte.RNA: re.compile(r"\b(?:m?RNA|transcriptome)|RT-?PCR", re.IGNORECASE),
}
_OWN_ANALYTE = {
    Method.RNA_SEQUENCING: Analyte.RNA,
    Method.SANGER: Analyte.DNA,
    Method.FISH: Analyte.DNA,
    Method.IHC: Analyte.PROTEIN,
    Method.FLOW_CYTOMETRY: Analyte.PROTEIN,
    Method.CYTOGENETICS: Analyte.DNA,
    Method.ARRAY: Analyte.DNA,
}
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]{1,14}(?:-[A-Za-z0-9]{1,6})?")
_NO_TARGET = frozenset("NGS PCR FISH IHC RNA DNA ISH CGH ARMS CGP WES WGS PANEL KIT SNP".split())


def parse_assay(text: str) -> Assay:
    """Read the words for a test: ``NGS``, ``RNA sequencing``, ``ALK break-apart FISH``.

    Words that name no known method give an assay without one, of which nothing is said.
    """
    return _assay(text, current())


@lru_cache(maxsize=4_096)
def _assay(text: str, _vocabulary: Vocabulary) -> Assay:
    """The assay of a text, remembered for each vocabulary: genes are resolved by it."""
    methods = [method for method, words in _METHODS.items() if words.search(text)]
    if len(methods) > 1 and Method.NGS in methods and Method.SANGER in methods:
        methods = [m for m in methods if m is not Method.NGS or _NAMES_NGS.search(text)]
    if Method.DIGITAL_PCR in methods:
        methods = [m for m in methods if m is not Method.PCR]
    if Method.RNA_SEQUENCING in methods and not _DNA_TOO.search(text):
        methods = [m for m in methods if m is not Method.NGS]
    analytes = {analyte for analyte, words in _NUCLEIC_ACID.items() if words.search(text)}
    analytes |= {_OWN_ANALYTE[method] for method in methods if method in _OWN_ANALYTE}
    targets = {
        symbol(word)
        for word in _WORD.findall(text)
        if word.upper() not in _NO_TARGET and word[:2].isupper() and is_known(word)
    }
    return Assay(methods=tuple(methods), analytes=frozenset(analytes), targets=frozenset(targets))


_NAMES_NGS = re.compile("NGS|next[- ]generation|panel", re.IGNORECASE)
_DNA_TOO = re.compile(r"\bDNA\b", re.IGNORECASE)
