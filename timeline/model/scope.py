"""What a test looked for: which genes, which classes of alteration, with what sensitivity."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import attrs

from timeline.model.alterations import Alteration, Biomarker, Fusion
from timeline.model.assays import CELL_FREE, Finding, Material, Method, Origin, Specimen
from timeline.model.events import MolecularTest
from timeline.model.genes import symbol
from timeline.model.kinds import CLASS_OF_KIND, AlterationClass, AlterationKind
from timeline.model.markers import MICROSATELLITES, MISMATCH_REPAIR
from timeline.model.quantities import Quantity
from timeline.model.reads import as_fraction, chance_of_support, low_support
from timeline.model.truth import Truth, all_of
from timeline.vocabulary.current import Vocabulary, current
from timeline.vocabulary.panels import PanelTerm, find_panel

EXPECTED_FRACTION = Quantity(Decimal(5), "%")
"""Allele fraction that a test of tumour tissue has to see to exclude a variant for practical use.

AMP and CAP (Jennings et al. 2017) name 5 % as the fraction a tumour sequencing assay is validated
for; resistance in a part of the cells lies there, not at the half of all reads.
"""
EXPECTED_FRACTION_CELL_FREE = Quantity(Decimal("0.5"), "%")
"""The same for cell-free DNA, where most resistance variants lie below 1 % (Rolfo et al. 2021)."""
ENOUGH_CHANCE = 0.95
"""Chance of the reads needed that counts as adequate (Jennings et al. 2017 use 95 % confidence)."""
METHOD_LIMITS = {Method.SANGER: Quantity(Decimal(15), "%")}
"""Detection limits of methods that have one of their own: Sanger sequencing needs 15 to 20 % of
mutant alleles (Tsiatis et al. 2010). A stated limit goes before it."""
BLOOD_CLONE_GENES = frozenset("ASXL1 ATM CHEK2 DNMT3A JAK2 PPM1D SF3B1 SRSF2 TET2 TP53".split())
"""Genes whose variants in plasma may come from clonal haematopoiesis (Razavi et al. 2019), so that
they do not show that the tumour sheds DNA."""

_PANEL_KINDS = {
    "mutation": AlterationClass.SMALL_VARIANTS,
    "indel": AlterationClass.SMALL_VARIANTS,
    "copy number": AlterationClass.COPY_NUMBER,
    "fusion": AlterationClass.FUSIONS,
    "MSI": AlterationClass.MSI,
    "TMB": AlterationClass.TMB,
    "expression": AlterationClass.EXPRESSION,
}


def class_of(alteration: Alteration) -> AlterationClass | None:
    """The class a test has to cover to see this alteration; None for words."""
    if isinstance(alteration, Biomarker):
        if alteration.marker in MICROSATELLITES | MISMATCH_REPAIR:
            return AlterationClass.MSI
        if alteration.marker in ("TMB", "bTMB"):
            return AlterationClass.TMB
        return AlterationClass.EXPRESSION
    return CLASS_OF_KIND.get(alteration.kind)


@attrs.frozen(kw_only=True)
class Covered:
    """Whether a test covers an alteration, and the reason in words."""

    covered: Truth
    reason: str


def panel_of(test: MolecularTest) -> PanelTerm | None:
    """The panel a test names, as its panel or as its assay, if the vocabulary has it."""
    return _panel(test.panel, test.assay, current())


@lru_cache(maxsize=4_096)
def _panel(panel: str | None, assay: str, _vocabulary: Vocabulary) -> PanelTerm | None:
    """The panel that one of two names is of, remembered for each vocabulary."""
    found = (find_panel(name) for name in (panel, assay) if name)
    return next((term for term in found if term is not None), None)


def genes_covered(test: MolecularTest, sort: AlterationClass | None = None) -> frozenset[str]:
    """The genes a test looked at, by approved symbol; empty when that is not known.

    The report's own list goes before the panel's; a panel that lists genes for fusions has those
    for fusions alone. A test of one target is for the genes in its name.
    """
    if test.genes:
        return frozenset(symbol(gene) for gene in test.genes)
    panel = panel_of(test)
    if panel is not None:
        fusions = sort is AlterationClass.FUSIONS and panel.fusion_genes
        genes = fusions or panel.genes
        if genes:
            return frozenset(symbol(gene) for gene in genes)
    assay = test.described
    return assay.targets if assay.targeted else frozenset()


def covers(test: MolecularTest, alteration: Alteration) -> Covered:
    """Whether the test looked for this alteration: its gene, and its class."""
    sort = class_of(alteration)
    if sort is None:
        return Covered(covered=Truth.INDETERMINATE, reason="the words name no known alteration")
    if _listed_elsewhere(test, sort):
        return Covered(covered=Truth.FALSE, reason=f"{test.assay} covered {_classes(test)} only")
    sees, why = _sees(test, sort)
    if sees is Truth.FALSE:
        return Covered(covered=Truth.FALSE, reason=why)
    looked, genes = _looks_at(test, alteration, sort)
    if looked is Truth.FALSE:
        return Covered(covered=Truth.FALSE, reason=genes)
    both = all_of((sees, looked))
    if both is Truth.TRUE:
        return Covered(covered=both, reason=f"{genes}; {why}")
    open_ = [said for truth, said in ((looked, genes), (sees, why)) if truth is not Truth.TRUE]
    return Covered(covered=both, reason="; ".join(open_))


def _listed_elsewhere(test: MolecularTest, sort: AlterationClass) -> bool:
    return bool(test.covers) and sort not in test.covers


def _classes(test: MolecularTest) -> str:
    return " and ".join(test.covers)


def _sees(test: MolecularTest, sort: AlterationClass) -> tuple[Truth, str]:
    """Whether the class was looked for: stated, shown by another result, or by the method."""
    if sort in test.covers:
        return Truth.TRUE, f"{sort} are said to be covered"
    results = (*test.found, *test.not_found, *test.equivocal)
    if any(class_of(result.alteration) is sort for result in results):
        return Truth.TRUE, f"it reports other {sort}"
    panel = panel_of(test)
    kinds = {_PANEL_KINDS[kind] for kind in panel.kinds if kind in _PANEL_KINDS} if panel else set()
    if kinds and panel is not None:
        if sort in kinds:
            return Truth.TRUE, f"{panel.name} covers {sort}"
        if sort is not AlterationClass.SPLICE:  # no table of panels lists them apart
            return Truth.FALSE, f"{panel.name} does not cover {sort}"
    sees = test.described.sees(sort)
    if sees is Truth.FALSE:
        return sees, f"{test.assay} does not show {sort}"
    if sees is Truth.INDETERMINATE:
        return sees, f"whether {test.assay} covers {sort} is not stated"
    return sees, f"{test.assay} shows {sort}"


def _looks_at(
    test: MolecularTest, alteration: Alteration, sort: AlterationClass
) -> tuple[Truth, str]:
    """Whether the gene was looked at; of a fusion, one partner is enough."""
    if isinstance(alteration, Biomarker):
        named = {symbol(alteration.marker)} if sort is AlterationClass.EXPRESSION else set()
        if not named:
            return Truth.TRUE, "it is read from all genes"
    else:
        named = set(alteration.genes)
    covered = genes_covered(test, sort)
    by_antibody = set(test.described.methods) == {Method.IHC}
    if by_antibody and sort is not AlterationClass.EXPRESSION and not named & covered:
        return Truth.FALSE, f"no antibody against {' or '.join(sorted(named)) or 'it'} is named"
    if not named:
        return Truth.INDETERMINATE, "the gene is not stated"
    if not covered:
        return Truth.INDETERMINATE, f"which genes {test.assay} covered is not stated"
    if named & covered:
        return Truth.TRUE, f"{' and '.join(sorted(named & covered))} was covered"
    listed = " and ".join(sorted(named))
    if isinstance(alteration, Fusion) and len(named) > 1:
        return Truth.FALSE, f"neither of {listed} is among the genes covered"
    return Truth.FALSE, f"{listed} is not among the genes covered"


def sensitivity(test: MolecularTest, alteration: Alteration) -> tuple[Truth, str]:
    """Whether the test would have shown the alteration at the fraction it is to be expected at.

    Decided by the stated detection limit, else by the chance of enough reads at the stated depth,
    else by the method; not for tests that count no alleles (FISH, IHC). In cell-free DNA nothing
    is excluded unless another alteration of the tumour was seen in the same sample.
    """
    cell_free = material_of(test) in CELL_FREE
    if cell_free and not shedding_shown(test):
        return Truth.INDETERMINATE, "nothing shows that the tumour shed DNA into the sample"
    if alteration.kind is AlterationKind.COPY_NUMBER:
        return Truth.INDETERMINATE, "copy numbers depend on tumour content, which is not stated"
    expected = EXPECTED_FRACTION_CELL_FREE if cell_free else EXPECTED_FRACTION
    fraction = as_fraction(expected)
    assert fraction is not None
    limit, stated = test.detection_limit, "stated limit"
    if limit is None:
        own = [METHOD_LIMITS[m] for m in test.described.methods if m in METHOD_LIMITS]
        limit, stated = (own[0], "method's limit") if len(own) == 1 else (None, "")
    lowest = as_fraction(limit)
    if lowest is not None:
        enough = Truth.of(lowest <= fraction)
        return enough, f"{stated} {limit}, {expected} expected"
    chance = chance_of_support(fraction, test.depth) if test.depth else None
    if chance is not None:
        enough = Truth.of(chance >= ENOUGH_CHANCE)
        return enough, f"chance {chance:.2f} to show {expected} at {test.depth}"
    return Truth.INDETERMINATE, "neither detection limit nor depth is stated"


def material_of(test: MolecularTest) -> Material:
    """The kind of specimen: as stated, else as the panel or the words for the assay imply."""
    stated = Material.NOT_STATED if test.specimen is None else test.specimen.kind
    if stated is not Material.NOT_STATED:
        return stated
    panel = panel_of(test)
    if panel is not None and panel.analyte == "cfDNA":
        return Material.PLASMA
    # "plasma NGS", "ctDNA sequencing"; nothing else in an assay's name tells of the specimen.
    implied = Specimen(test.assay).kind
    return implied if implied in CELL_FREE else Material.NOT_STATED


def shedding_shown(test: MolecularTest) -> bool:
    """Whether another alteration of the tumour was seen in the same sample, on enough reads."""
    return any(_from_tumour(finding, test.depth) for finding in test.found)


def _from_tumour(finding: Finding, depth: Quantity | None) -> bool:
    alteration = finding.alteration
    sequence = class_of(alteration) in (AlterationClass.SMALL_VARIANTS, AlterationClass.FUSIONS)
    if not sequence or getattr(alteration, "wild_type", False) or finding.origin is Origin.GERMLINE:
        return False
    if low_support(finding, depth) is Truth.TRUE:
        return False
    return isinstance(alteration, Fusion) or not BLOOD_CLONE_GENES & set(alteration.genes)
