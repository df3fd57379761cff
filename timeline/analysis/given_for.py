"""What a targeted drug is given for: the genes of its class, and the diseases that need no test."""

from __future__ import annotations

import re

from timeline.vocabulary.drugs import class_of, find_drug

NEEDS_FINDING = {
    "EGFR-TKI": ("EGFR",),
    "ALK-TKI": ("ALK", "ROS1"),
    "ROS1-TKI": ("ROS1", "ALK", "MET", "NTRK1", "NTRK2", "NTRK3"),
    "RET-TKI": ("RET",),
    "MET-TKI": ("MET",),
    "HER2-TKI": ("ERBB2",),
    "HER2 antibody": ("ERBB2",),
    "PI3K inhibitor": ("PIK3CA",),
    "BRAF inhibitor": ("BRAF",),
    "KRAS inhibitor": ("KRAS",),
    "NTRK-TKI": ("NTRK1", "NTRK2", "NTRK3"),
    "FLT3-TKI": ("FLT3",),
    "PARP inhibitor": ("BRCA1", "BRCA2", "PALB2", "ATM", "CHEK2", "CDK12", "RAD51C", "RAD51D"),
    "BCR::ABL1-TKI": ("BCR", "ABL1", "KIT", "PDGFRA", "PDGFRB"),
}
"""Drug class to the genes for whose findings drugs of it are given (labels of the FDA; ALK
inhibitors for ROS1 after the NCCN guideline on non-small cell lung cancer).

A class takes in what any of its drugs is given for; :func:`genes_given_for` narrows it to one drug.
Classes that need no finding (CDK4/6, immune and vascular drugs) are not here.
"""

_HORMONE_RECEPTORS = {"endocrine": ("ESR1", "AR")}

WITHOUT_FINDING = {
    "BCR::ABL1-TKI": re.compile(
        r"\bCML\b|chronic (?:phase )?(?:myelo\w*|granulocytic) leuk|\bPh\+|Ph-positive|philadelphia"
        r"|\bGIST\b|gastrointestinal stromal|\bDFSP\b|dermatofibrosarcoma|mastocytosis"
        r"|hypereosinophil",
        re.IGNORECASE,
    ),
    "FLT3-TKI": re.compile(r"mastocytosis|mast cell leuk", re.IGNORECASE),
    "PARP inhibitor": re.compile(r"ovar|fallopian|tubal|peritone", re.IGNORECASE),
}
"""Diseases in which a class is given for the diagnosis alone, as the labels have it.

Imatinib for CML, GIST, dermatofibrosarcoma, mastocytosis and hypereosinophilia; midostaurin for
mastocytosis; PARP inhibitors as maintenance after platinum for cancers of ovary, tube, peritoneum.
"""


def genes_given_for(drug: str, drug_class: str | None = None) -> tuple[str, ...]:
    """The genes for whose findings a drug is given; none where its class needs no finding.

    Of its class, those that the drug itself acts on, where it acts on any of them: alectinib is
    given for ALK, crizotinib for ROS1, ALK and MET.
    """
    return _narrowed(drug, NEEDS_FINDING.get(drug_class or class_of(drug) or "", ()))


def genes_depended_on(drug: str) -> tuple[str, ...]:
    """The genes on which a tumour treated with the drug depends, with or without a finding.

    Those it is given for, or the receptor whose hormone it takes away, or else its targets.
    """
    given = genes_given_for(drug) or _HORMONE_RECEPTORS.get(class_of(drug) or "", ())
    term = find_drug(drug)
    return given or (term.targets if term is not None else ())


def _narrowed(drug: str, genes: tuple[str, ...]) -> tuple[str, ...]:
    term = find_drug(drug)
    own = tuple(gene for gene in genes if term is not None and gene in term.targets)
    return own or genes
