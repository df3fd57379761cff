"""By which mechanism may a change resist a line's drugs? Derived, beside the source's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import attrs

from timeline.analysis.given_for import genes_depended_on
from timeline.analysis.lines import Line
from timeline.model.alterations import Alteration, Fusion, parse_alteration
from timeline.model.assays import Finding
from timeline.model.matching import matches
from timeline.model.truth import Truth, any_of
from timeline.model.words import Word
from timeline.vocabulary.current import Vocabulary, current
from timeline.vocabulary.drugs import class_of, find_drug


class MechanismClass(Word):
    """The classes of resistance to a targeted drug, and none known.

    Cooper, Sequist & Lin 2022; and a more advanced phase of a leukaemia.
    """

    ON_TARGET = "on_target"
    BYPASS = "bypass"
    HISTOLOGIC_TRANSFORMATION = "histologic_transformation"
    NEW_PHASE = "new_phase"
    CNS_SANCTUARY = "cns_sanctuary"
    UNKNOWN = "unknown"


class StatedClass(Word):
    """The classes sources use: the derived ones, and those of Konieczkowski et al. 2018."""

    ON_TARGET = "on_target"
    BYPASS = "bypass"
    HISTOLOGIC_TRANSFORMATION = "histologic_transformation"
    CNS_SANCTUARY = "cns_sanctuary"
    PATHWAY_REACTIVATION = "pathway reactivation"
    PATHWAY_INDIFFERENCE = "pathway indifference"


_STATED = (
    (r"\bbypass", StatedClass.BYPASS),
    (r"reactivat", StatedClass.PATHWAY_REACTIVATION),
    (r"indifferen", StatedClass.PATHWAY_INDIFFERENCE),
    (r"\bon[- ]target|gatekeeper|solvent[- ]front|secondary mutation", StatedClass.ON_TARGET),
    (r"transform|lineage", StatedClass.HISTOLOGIC_TRANSFORMATION),
    (r"sanctuary|blood[- ]brain", StatedClass.CNS_SANCTUARY),
)

PATHWAY_GENES = frozenset(
    "EGFR ERBB2 ERBB3 ERBB4 MET AXL IGF1R KIT PDGFRA PDGFRB FGFR1 FGFR2 FGFR3 FGFR4 ALK ROS1 RET"
    " NTRK1 NTRK2 NTRK3 NRG1 HRAS KRAS NRAS RIT1 NF1 BRAF RAF1 ARAF MAP2K1 MAP2K2 PTPN11 PIK3CA"
    " PIK3CB PIK3R1 PTEN AKT1 AKT2 AKT3 MTOR SRC JAK2 HGF EGF".split()
)
"""Genes through which another receptor or its downstream pathway takes over a blocked one's work.

Receptor kinases, their ligands, RAS-MAPK and PI3K-AKT (Rotow & Bivona 2017; Cooper et al. 2022).
"""

_HER2 = ("HER2-TKI", "HER2 antibody", "trastuzumab deruxtecan", "trastuzumab emtansine")
_THIRD = ("almonertinib", "befotertinib", "furmonertinib", "lazertinib", "osimertinib")

SENSITISING: dict[str, tuple[str, ...]] = {
    "EGFR exon 19 deletion": (),
    "EGFR exon 19 insertion": (),
    "EGFR L858R": (),
    "EGFR L861Q": (),
    "EGFR codon 719 mutation": (),
    "EGFR S768I": (),
    "EGFR A763_Y764insFQEA": (),
    "EGFR T790M": _THIRD,
    "EGFR exon 20 insertion": ("amivantamab", "mobocertinib", "sunvozertinib"),
    "ERBB2 amplification": _HER2,
    "ERBB2 insertion": _HER2,
    "MET exon 14 skipping": (),
    "MET amplification": ("MET-TKI",),
    "BRAF V600E": (),
    "BRAF V600K": (),
    "KRAS G12C": (),
    "PIK3CA mutation": ("PI3K inhibitor",),
    "FLT3-ITD": ("FLT3-TKI",),
    "FLT3-TKD": ("FLT3-TKI",),
    "KIT exon 9 mutation": ("imatinib",),
    "KIT exon 11 mutation": ("imatinib",),
    "BRCA1 mutation": ("PARP inhibitor",),
    "BRCA2 mutation": ("PARP inhibitor",),
    "PALB2 mutation": ("PARP inhibitor",),
}
"""Changes for which an inhibitor of their gene is given, and which therefore explain no failure.

To each the drugs or drug classes that are given for it, where not every drug of the gene is. EGFR
after Jackman et al. 2010, who name any change of G719, with S768I (label of afatinib), insertions
of exon 19 (He et al. 2012) and the insertion of exon 20 that responds to any (Vasconcelos et al.
2020); the others after the labels of the drugs. A fusion of a gene that the drug is given for
counts too.
"""


@attrs.frozen(kw_only=True)
class Mechanism:
    """The class derived from the line's drug targets, with the reason, and what the source says.

    ``stated`` are the source's words, ``stated_classes`` what they are read as: several where the
    source uses several. ``agrees`` is indeterminate where the source says nothing that is read.
    """

    derived: MechanismClass
    reason: str
    stated: tuple[str, ...] = ()

    @property
    def stated_classes(self) -> tuple[StatedClass, ...]:
        """The classes that the source's words name."""
        return stated_classes(self.stated)

    @property
    def agrees(self) -> Truth:
        """Whether the derived class is the only one the source names."""
        classes = self.stated_classes
        if not classes or self.derived is MechanismClass.UNKNOWN:
            return Truth.INDETERMINATE
        return Truth.of({c.value for c in classes} == {self.derived.value})


def stated_classes(words: Iterable[str]) -> tuple[StatedClass, ...]:
    """What a source's words for a mechanism are read as; words not understood give nothing."""
    found: dict[StatedClass, None] = {}
    for text in words:
        for pattern, meant in _STATED:
            if re.search(pattern, text, re.IGNORECASE):
                found[meant] = None
    return tuple(found)


def stated_words(findings: Iterable[Finding | None]) -> tuple[str, ...]:
    """The words that results give for their mechanism; ``bypass; reactivation`` is two."""
    words = (finding.mechanism for finding in findings if finding is not None)
    parts = (part.strip() for text in words if text for part in text.split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


@cache
def _sensitising() -> tuple[tuple[Alteration, tuple[str, ...]], ...]:
    return tuple((parse_alteration(text), drugs) for text, drugs in SENSITISING.items())


def sensitises(alteration: Alteration, drugs: tuple[str, ...]) -> Truth:
    """Whether an alteration is one for which one of these drugs is given."""
    return any_of(_sensitises(alteration, drug, current()) for drug in drugs)


@lru_cache(maxsize=4_096)
def _sensitises(alteration: Alteration, drug: str, _vocabulary: Vocabulary) -> Truth:
    term = find_drug(drug)
    name = drug if term is None else term.name
    depended = set(genes_depended_on(drug))
    targets = depended if term is None else depended.union(term.targets)
    genes = set(alteration.genes)
    if isinstance(alteration, Fusion) or not genes & targets:
        return Truth.of(bool(genes & depended))
    return any_of(
        matches(alteration, pattern)
        for pattern, given in _sensitising()
        if not given or name in given or class_of(drug) in given
    )


def mechanism(
    line: Line,
    alteration: Alteration,
    known: Iterable[Alteration],
    stated: tuple[str, ...],
) -> Mechanism:
    """The class of a newly found alteration as resistance to a line.

    ``known`` are the alterations found in the tumour: another pathway bypasses a target only where
    the tumour is known to depend on that.
    """
    derived, reason = _derived(line.drugs, line.regimen, alteration, tuple(known), current())
    return Mechanism(derived=derived, reason=reason, stated=stated)


@lru_cache(maxsize=4_096)
def _derived(
    drugs: tuple[str, ...],
    regimen: str,
    alteration: Alteration,
    known: tuple[Alteration, ...],
    _vocabulary: Vocabulary,
) -> tuple[MechanismClass, str]:
    """The class and the reason for it, remembered for each vocabulary: cohorts ask it often.

    On target is a change of what the tumour depends on, of the drugs' targets; a change of another
    of their targets bypasses it.
    """
    terms = (find_drug(name) for name in drugs)
    targets = {gene for term in terms if term is not None for gene in term.targets}
    genes, named = set(alteration.genes), " + ".join(drugs)
    if not targets:
        return MechanismClass.UNKNOWN, f"no target of {named or regimen} is known"
    reason = f"{named} acts on {_listed(targets)}"
    if sensitises(alteration, drugs) is Truth.TRUE:
        return MechanismClass.UNKNOWN, f"{reason}, and {alteration} is what it is given for"
    depended = _depended(drugs, known)
    if genes & depended:
        if not genes & targets:
            reason += f", for a tumour that depends on {_listed(genes & depended)}"
        return MechanismClass.ON_TARGET, reason
    if not genes & PATHWAY_GENES:
        return MechanismClass.UNKNOWN, f"{reason}; whether {alteration} resists it is not known"
    if not any((targets | depended) & set(other.genes) for other in known):
        return MechanismClass.UNKNOWN, f"{reason}, on which the tumour is not known to depend"
    return MechanismClass.BYPASS, f"{reason}; {_listed(genes & PATHWAY_GENES)} can take over"


def _depended(drugs: tuple[str, ...], known: tuple[Alteration, ...]) -> set[str]:
    """What the tumour depends on, drug by drug: the driver found, or all it may be given for."""
    found: set[str] = set()
    for drug in drugs:
        may = set(genes_depended_on(drug))
        drivers = {g for one in known if sensitises(one, (drug,)) is Truth.TRUE for g in one.genes}
        found |= may & drivers or may
    return found


def _listed(genes: Iterable[str]) -> str:
    return ", ".join(sorted(genes))
