"""Molecular alterations as parsed names.

A finding keeps its text as written; what the text means is one of the types gathered here. Two
spellings of one alteration make equal values. What no notation fits is kept whole as
:class:`NamedAlteration`, never guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

import attrs

from timeline.errors import NotationError
from timeline.model.categories import CategoricalVariant, CopyNumber, gene_and_rest, read_category
from timeline.model.fusions import Fusion, FusionPartner, FusionRole, read_fusion
from timeline.model.genes import is_gene
from timeline.model.kinds import AlterationClass, AlterationKind
from timeline.model.markers import Biomarker, read_marker, read_name
from timeline.model.proteins import parse_change
from timeline.model.variants import (
    CompoundVariant,
    NucleotideVariant,
    ProteinVariant,
    read_variant,
)
from timeline.vocabulary.current import Vocabulary, current
from timeline.vocabulary.genes import suggest_gene

__all__ = [
    "Alteration",
    "AlterationClass",
    "AlterationKind",
    "Biomarker",
    "CategoricalVariant",
    "CompoundVariant",
    "CopyNumber",
    "Fusion",
    "FusionPartner",
    "FusionRole",
    "NamedAlteration",
    "NucleotideVariant",
    "ProteinVariant",
    "parse_alteration",
]


@attrs.frozen(cache_hash=True)
class NamedAlteration:
    """An alteration whose notation is not understood: the words as written."""

    text: str

    kind = AlterationKind.NAMED

    @property
    def genes(self) -> tuple[str, ...]:
        """Empty: nothing is guessed from words."""
        return ()

    @property
    def short(self) -> str:
        """The words as written."""
        return self.text

    def __str__(self) -> str:
        return self.text


Alteration: TypeAlias = (
    Fusion
    | ProteinVariant
    | NucleotideVariant
    | CompoundVariant
    | CategoricalVariant
    | CopyNumber
    | Biomarker
    | NamedAlteration
)

LONGEST = 200
"""Characters that are read as a notation; a longer text is a description."""

_READERS: tuple[Callable[[str], Alteration | None], ...] = (
    read_marker,
    read_category,
    read_variant,
    read_fusion,
    read_name,
)
"""From what names itself most exactly to what says least."""


def parse_alteration(text: str, *, strict: bool = False) -> Alteration:
    """What ``text`` names; text that no notation fits becomes :class:`NamedAlteration`.

    With ``strict`` such a text raises :class:`NotationError` instead, with the column where reading
    stopped and what was expected there.
    """
    alteration = _read(text, current())
    if strict and isinstance(alteration, NamedAlteration):
        raise _not_understood(text)
    return alteration


@lru_cache(maxsize=8192)
def _read(text: str, _vocabulary: Vocabulary) -> Alteration:
    """The alteration of a text, remembered for each vocabulary: genes are resolved by it."""
    written = " ".join(text.split())
    if len(written) <= LONGEST:
        for read in _READERS:
            found = read(written)
            if found is not None:
                return found
    return NamedAlteration(written)


_INITIALS = re.compile(r"[A-Z]\d{1,3}[:;][A-Z]\d{1,3}")
_CHANGE = re.compile(r"(?:p\.)?\(?[A-Za-z]{1,3}\d")


def _not_understood(text: str) -> NotationError:
    """Why a text names no alteration, at the place where reading stopped."""
    written = text.strip()
    start = len(text) - len(text.lstrip())
    if not written:
        return NotationError(text, "names no alteration; write EGFR T790M or EZR::ROS1")
    if len(written) > LONGEST:
        return NotationError(text, f"is longer than {LONGEST} characters", LONGEST)
    if _INITIALS.fullmatch(written):
        reason = "exons by initials need both genes beside them: TBC1D32-ROS1 (T22:R33)"
        return NotationError(text, reason, start)
    if "::" in written:
        return _bad_partner(text, written, start)
    ways = gene_and_rest(written)
    gene, rest = ways[0] if ways else ("", written)
    column = start + len(written) - len(rest)
    if _CHANGE.match(rest):
        try:
            parse_change(rest)
        except NotationError as error:
            return NotationError(text, error.reason, column + error.column)
    if gene:
        what = f"{rest!r} is not said of a gene in a notation known here"
        expected = "expected a change (T790M), a class (exon 19 deletion) or a copy number"
        return NotationError(text, f"{what}; {expected}", column)
    head = re.split(r"[\s:-]", written, maxsplit=1)[0]
    near = suggest_gene(head)
    hint = f"; did you mean {near!r}?" if near else "; begin with the gene, as in EGFR T790M"
    return NotationError(text, f"{head!r} is no gene or marker known here{hint}", start)


def _bad_partner(text: str, written: str, start: int) -> NotationError:
    """Which side of a double colon is no partner."""
    column = start
    parts = written.split("::")
    for place, part in enumerate(parts):
        name = re.match(r"[A-Za-z0-9?-]*", part.strip())
        gene = name[0] if name else ""
        last = place in (0, len(parts) - 1)
        if last and gene not in ("?", "v") and not (gene and is_gene(gene)):
            near = suggest_gene(gene) if gene else None
            hint = f"; did you mean {near!r}?" if near else ""
            reason = f"{part.strip()!r} is no gene{hint}"
            return NotationError(text, reason, column + len(part) - len(part.lstrip()))
        column += len(part) + 2
    reason = "is no fusion; write EZR(ex10)::ROS1(ex34), a linker as bases between"
    return NotationError(text, reason, start)
