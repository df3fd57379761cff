"""Full names of genes, and where a text gives one gene the name of another.

Only names in ``gene_names.tsv`` are judged: any other expansion is unknown, never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import attrs

from timeline.knowledge.rows import Cited, Sheet, text
from timeline.model.truth import Truth

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 90
_SYMBOL = r"(?<![\w-])[*_]{0,2}(?P<gene>[A-Z][A-Za-z0-9]{1,9})[*_]{0,2}"
_NAME_BEHIND = re.compile(_SYMBOL + rf"\s{{0,2}}[(\[,]\s?(?P<words>[^()\[\]]{{3,{_LONGEST}}})[)\]]")
_NAME_BEFORE = re.compile(rf"\s{{0,2}}[(\[]\s?{_SYMBOL}\s?[)\]]")


@attrs.frozen(kw_only=True)
class GeneName(Cited):
    """A symbol and one of its full names: approved, previous, or what the letters are read as."""

    gene: str
    name: str


@attrs.frozen
class Misnamed:
    """A symbol beside the full name of another gene; ``start`` is the symbol's place in the text.

    ``written`` is the name as printed, ``means`` the gene or genes it is the name of.
    """

    gene: str
    written: str
    means: tuple[str, ...]
    start: int


GENE_NAMES: Sheet[GeneName] = Sheet(
    name="gene_names",
    build=GeneName,
    cells={"gene": text, "name": text},
    key=lambda row: (row.gene, _folded(row.name)),
)


@cache
def _names() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The words of each name to the genes it names."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in GENE_NAMES.shipped():
        words = _folded(row.name)
        found[words] = (*found.get(words, ()), row.gene)
    return found


def full_names(gene: str) -> tuple[str, ...]:
    """The names of a gene in the table, the approved one first; none for an unknown gene."""
    return tuple(row.name for row in GENE_NAMES.shipped() if row.gene == gene)


def genes_named(written: str) -> tuple[str, ...]:
    """The genes that a full name is of; none when the table does not have it."""
    return _names().get(_folded(written), ())


def gene_expansion_agrees(gene: str, written: str) -> Truth:
    """Whether a full name is one of this gene; indeterminate for a name that is not in the table.

    Case, hyphens and punctuation do not count.
    """
    genes = genes_named(written)
    return Truth.of(gene in genes) if genes else Truth.INDETERMINATE


def misnamed_genes(printed: str) -> Iterator[Misnamed]:
    """Each symbol in a text that stands beside the full name of another gene.

    Beside means ``ROS1 (full name)`` or ``full name (ROS1)``, in round or square brackets.
    """
    for match in _NAME_BEHIND.finditer(printed):
        words = match["words"].strip()
        if gene_expansion_agrees(match["gene"], words) is Truth.FALSE:
            yield Misnamed(match["gene"], words, genes_named(words), match.start("gene"))
    for match in _NAME_BEFORE.finditer(printed):
        before = printed[max(0, match.start() - _LONGEST) : match.start()]
        name = _name_at_end(before)
        if name and gene_expansion_agrees(match["gene"], name) is Truth.FALSE:
            yield Misnamed(match["gene"], name, genes_named(name), match.start("gene"))


def _name_at_end(before: str) -> str | None:
    """The longest full name in the table that a text ends with, as printed."""
    words = list(_WORD.finditer(before))
    for first in range(max(0, len(words) - max(map(len, _names()))), len(words)):
        if tuple(word[0].casefold() for word in words[first:]) in _names():
            return before[words[first].start() :].strip()
    return None


def _folded(name: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(name))
