"""What a targeted drug is given for: the genes of its class, and the diseases that need no test.

The classes are in ``given_for.tsv``; :func:`genes_given_for` narrows a class to one drug.
"""

from __future__ import annotations

import re
from functools import cache

from timeline.tsv import items, rows_in
from timeline.vocabulary.drugs import class_of, find_drug

_HORMONE_RECEPTORS = {"endocrine": ("ESR1", "AR")}


@cache
def _genes_of_classes() -> dict[str, tuple[str, ...]]:
    rows = rows_in(__package__, "given_for")
    return {row["class"]: items(row["genes"]) for row in rows}


@cache
def diseases_without_finding(drug_class: str) -> re.Pattern[str] | None:
    """The diseases in which a class of drugs is given for the diagnosis alone; None for none."""
    rows = rows_in(__package__, "given_for")
    patterns = (row["diseases"] for row in rows if row["class"] == drug_class)
    pattern = next(patterns, "")
    return re.compile(pattern, re.IGNORECASE) if pattern else None


def genes_given_for(drug: str, drug_class: str | None = None) -> tuple[str, ...]:
    """The genes for whose findings a drug is given; none where its class needs no finding.

    Of its class, those that the drug itself acts on, where it acts on any of them: alectinib is
    given for ALK, crizotinib for ROS1, ALK and MET.
    """
    return _narrowed(drug, _genes_of_classes().get(drug_class or class_of(drug) or "", ()))


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
