"""Which genes a result names, in whatever spelling the alteration parser leaves as words."""

from __future__ import annotations

import re

from timeline.model.assays import Finding

_ALIASES = {"HER2": "ERBB2", "NEU": "ERBB2", "C-MET": "MET", "CMET": "MET", "C-KIT": "KIT"}
_NORMAL = re.compile(r"wild[- ]?type|negative|\bWT\b|not detected", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Z][A-Za-z0-9]+)*")


def symbol(gene: str) -> str:
    """The symbol in capitals, a few common aliases resolved: ``HER2`` is ERBB2."""
    name = gene.strip().upper()
    return _ALIASES.get(name, name)


def parsed_genes(result: Finding) -> frozenset[str]:
    """The genes of an alteration whose notation is understood; none of words or of markers."""
    return frozenset(symbol(gene) for gene in result.alteration.genes)


def named_genes(result: Finding) -> frozenset[str]:
    """The genes of an altered result, also where only words name them (``HER2 3+``)."""
    if _NORMAL.search(result.as_written):
        return frozenset()
    words = (symbol(word) for word in _WORD.findall(result.as_written))
    return parsed_genes(result) | frozenset(words)
