"""How values of the model become cells: bounds as two days, terms as their codes, words as text.

A column of bounds is two, ``…_min`` and ``…_max``. A cell is null where nothing is known; words for
"not stated" stay words, for they are what the report says.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from timeline.cohort.table import Column, Kind
from timeline.model.alterations import Alteration, Fusion
from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.fusions import KINASE_AT_FIVE_PRIME, KINASE_AT_THREE_PRIME
from timeline.vocabulary.current import Vocabulary, current
from timeline.vocabulary.drugs import find_drug
from timeline.vocabulary.genes import find_gene
from timeline.vocabulary.identifiers import Identified, identifiers_of
from timeline.vocabulary.tumours import TumourTerm, find_tumour

Pair = tuple[int | None, int | None]

CASE = Column("case", Kind.TEXT, "The case's id.")
LINE = Column("line", Kind.COUNT, "The number of the line, as in `lines`.")
TUMOUR = Column("tumour", Kind.TEXT, "The primary it belongs to, where there are several.")
DRUGS = (
    Column("drugs", Kind.TEXTS, "The line's drugs by known name, in the order given."),
    Column("ncit", Kind.TEXTS, "Their NCIt codes, in that order; null where not known."),
)
HGNC = Column("hgnc", Kind.TEXTS, "Their HGNC ids, in that order; null where not known.")
MISSING = Column("missing", Kind.TEXT, "What the report would have to tell.")
CONVENTION = Column("convention", Kind.TEXT, "The rules applied.")
UNKNOWN: Pair = (None, None)


def day_columns(name: str, about: str) -> tuple[Column, Column]:
    """The earliest and the latest calendar day of a moment."""
    return (
        Column(f"{name}_min", Kind.DATE, f"{about}: the earliest day it can be."),
        Column(f"{name}_max", Kind.DATE, f"{about}: the latest day it can be."),
    )


def length_columns(name: str, about: str) -> tuple[Column, Column]:
    """The fewest and the most days of a length of time."""
    return (
        Column(f"{name}_min", Kind.DAYS, f"{about}: the fewest days."),
        Column(f"{name}_max", Kind.DAYS, f"{about}: the most days."),
    )


def days(bounds: Bounds | None) -> Pair:
    """Calendar days; nulls for a moment of a case that has no calendar."""
    if bounds is None or not bounds.calendar:
        return UNKNOWN
    return bounds.earliest, bounds.latest


def length(duration: DurationBounds | None) -> Pair:
    """The fewest and the most days."""
    return UNKNOWN if duration is None else (duration.least, duration.most)


def drug_codes(names: tuple[str, ...]) -> tuple[str | None, ...]:
    """The NCIt code of each drug, in their order; null where the vocabulary has none."""
    return _codes(names, find_drug, "NCIt", current())


def gene_codes(symbols: tuple[str, ...]) -> tuple[str | None, ...]:
    """The HGNC id of each gene, in their order; null where the vocabulary has none."""
    return _codes(symbols, find_gene, "HGNC", current())


def tumour_of(histology: str, site: str | None) -> TumourTerm | None:
    """The tumour type of a diagnosis, as far as its words go."""
    return _tumour_of(histology, site, current())


def code_of(term: Identified | None, system: str) -> str | None:
    """The code of a term in a system; null where there is none."""
    codes = (str(one) for one in identifiers_of(term) if one.system == system)
    return next(codes, None)


def label(alteration: Alteration) -> str:
    """``EZR::ROS1``, ``EGFR ex19del``: what an alteration goes by in a count, without exons.

    One without a gene (``NM_002944:c.6094G>A``) keeps its transcript, which tells it apart.
    """
    return alteration.short if alteration.genes else str(alteration)


def partners(alteration: Alteration | None) -> tuple[str | None, str | None]:
    """The two genes of a fusion, five-prime first; nulls for anything else, or not named."""
    if not isinstance(alteration, Fusion):
        return None, None
    five, three = alteration.five_prime, alteration.three_prime
    return five.gene if five.named else None, three.gene if three.named else None


def other_genes(alteration: Alteration | None) -> tuple[str, ...]:
    """The partners that a fused kinase has; both genes where neither is known to be the kinase."""
    if not isinstance(alteration, Fusion):
        return ()
    five, three = alteration.five_prime, alteration.three_prime
    if three.gene in KINASE_AT_THREE_PRIME and five.gene not in KINASE_AT_THREE_PRIME:
        return (five.gene,) if five.named else ()
    if five.gene in KINASE_AT_FIVE_PRIME | KINASE_AT_THREE_PRIME:
        return (three.gene,) if three.named else ()
    return alteration.genes


# A few thousand combinations serve a million cases; each vocabulary has its own.


@lru_cache(maxsize=16_384)
def days_in_words(least: int | None, most: int | None, censored: bool) -> str:  # noqa: FBT001
    """A length of time as text, in days."""
    return DurationBounds(least, most, censored).format("days")


@lru_cache(maxsize=16_384)
def _codes(
    names: tuple[str, ...],
    find: Callable[[str], Identified | None],
    system: str,
    _vocabulary: Vocabulary,
) -> tuple[str | None, ...]:
    return tuple(code_of(find(name), system) for name in names)


@lru_cache(maxsize=16_384)
def _tumour_of(histology: str, site: str | None, _vocabulary: Vocabulary) -> TumourTerm | None:
    return find_tumour(histology, site)
