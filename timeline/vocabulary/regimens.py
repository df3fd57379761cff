"""Regimens: what an acronym such as FOLFOX stands for.

A regimen is its drugs; doses and schedules make FOLFOX4 and mFOLFOX6, and no other drugs. Several
acronyms have more than one reading (EC is epirubicin and cyclophosphamide in the breast, etoposide
and carboplatin in the lung): the tissue may tell, and where it does not, nothing is chosen.
"""

from __future__ import annotations

import re
from functools import lru_cache

import attrs

from timeline.tsv import items
from timeline.vocabulary.current import Vocabulary, current
from timeline.vocabulary.drugs import class_of, find_drug
from timeline.vocabulary.identifiers import Identifier
from timeline.vocabulary.tables import Column, Row, Table


@attrs.frozen
class RegimenTerm:
    """One regimen: its drugs by international name, its acronyms, the tissues it is known for."""

    drugs: tuple[str, ...]
    acronyms: tuple[str, ...]
    tissues: tuple[str, ...]
    source: str

    @property
    def name(self) -> str:
        """The usual acronym."""
        return self.acronyms[0]

    @property
    def synonyms(self) -> tuple[str, ...]:
        """The other acronyms."""
        return self.acronyms[1:]

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """None of its own: the codes of its drugs say what was given."""
        return ()


def _term(row: Row) -> RegimenTerm:
    return RegimenTerm(
        items(row["drugs"]), items(row["acronyms"]), items(row["tissues"]), row["source"]
    )


def _spellings(term: RegimenTerm) -> list[tuple[str, int]]:
    return [(name, 0) for name in term.acronyms]


REGIMENS: Table[RegimenTerm] = Table(
    name="regimens",
    columns=(
        Column("drugs", needed=True, many=True),
        Column("acronyms", needed=True, many=True),
        Column("tissues", many=True),
        Column("source", needed=True),
    ),
    term=_term,
    spellings=_spellings,
)


def find_regimen(name: str, *, tissue: str | None = None) -> RegimenTerm | None:
    """The regimen of this acronym; None when it is unknown, or has several readings.

    ``tissue`` (OncoTree's name of it, such as ``Lung``) chooses among several readings, when one
    of them alone is known for it.
    """
    readings = regimen_readings(name)
    if len(readings) > 1 and tissue is not None:
        wanted = tissue.casefold()
        readings = tuple(r for r in readings if wanted in map(str.casefold, r.tissues))
    return readings[0] if len(readings) == 1 else None


def regimen_readings(name: str) -> tuple[RegimenTerm, ...]:
    """All that an acronym can stand for; empty when it is not known."""
    index = current().index(REGIMENS)
    term = index.find(name)
    return index.ambiguous(name) if term is None else (term,)


_BETWEEN_DRUGS = re.compile(r"\s*[+/,;&]\s*|\s+(?:plus|and|with)\s+", re.IGNORECASE)


def drugs_written(text: str, *, tissue: str | None = None) -> tuple[str, ...]:
    """The drugs that a name stands for: of FOLFOX its three, of "dabrafenib and trametinib" both.

    A text is taken apart only where all of its parts are known drugs, classes or regimens, so that
    no unknown name is lost; otherwise it stays what it is. ``tissue`` as in :func:`find_regimen`.
    """
    return _drugs_written(current(), text, tissue)


@lru_cache(maxsize=4_096)
def _drugs_written(_: Vocabulary, text: str, tissue: str | None) -> tuple[str, ...]:
    whole = _expanded(text, tissue)
    if whole is not None:
        return whole
    parts = [_expanded(part, tissue) for part in _BETWEEN_DRUGS.split(text.strip())]
    known = [name for part in parts if part is not None for name in part]
    return (text,) if None in parts else tuple(dict.fromkeys(known))


def _expanded(text: str, tissue: str | None) -> tuple[str, ...] | None:
    """One drug, class or regimen; None for what is none of them."""
    regimen = None if find_drug(text) else find_regimen(text, tissue=tissue)
    if regimen is not None:
        return regimen.drugs
    return None if class_of(text) is None else (text,)
