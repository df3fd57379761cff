"""Which genes a result names, in whatever spelling the alteration parser leaves as words."""

from __future__ import annotations

import re

from timeline.model.assays import Finding
from timeline.model.genes import symbol

_NORMAL = re.compile(r"wild[- ]?type|negative|\bWT\b|not detected", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][A-Z0-9]+(?:-[A-Z][A-Za-z0-9]+)*|c-[A-Z]+|[a-z][A-Z0-9]{2,}")


def parsed_genes(result: Finding) -> frozenset[str]:
    """The genes of an alteration whose notation is understood; none of words or of markers."""
    return frozenset(result.alteration.genes)


def named_genes(result: Finding) -> frozenset[str]:
    """The genes of an altered result, also where only words name them (``HER2 3+``)."""
    if _NORMAL.search(result.as_written):
        return frozenset()
    return parsed_genes(result) | {symbol(word) for word in _NAME.findall(result.as_written)}
