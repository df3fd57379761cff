"""Genes: the approved symbol, and the names that reports still use for it.

The table ``genes.tsv`` selects from HGNC (CC0) the genes of cancer panels, of thoracic oncology and
of known fusion partners. Symbols and previous symbols are HGNC's; an alias is listed only when
reports use it. Aliases are for gene slots alone: PR, SD, CR and NE are words elsewhere.
"""

from __future__ import annotations

import re

import attrs

from timeline.errors import nearest
from timeline.tsv import items
from timeline.vocabulary.current import current
from timeline.vocabulary.identifiers import Identifier, stated
from timeline.vocabulary.tables import Column, Row, Table


@attrs.frozen
class GeneTerm:
    """One gene: HGNC symbol and id, names it had before, aliases in use, chromosome band."""

    symbol: str
    hgnc: str
    previous: tuple[str, ...]
    aliases: tuple[str, ...]
    location: str
    source: str

    @property
    def name(self) -> str:
        """The approved symbol, as any term has a name."""
        return self.symbol

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """The HGNC id."""
        return stated(self.symbol, HGNC=self.hgnc)


def _term(row: Row) -> GeneTerm:
    return GeneTerm(
        row["symbol"],
        row["hgnc"],
        items(row["previous"]),
        items(row["aliases"]),
        row["location"],
        row["source"],
    )


def _spellings(term: GeneTerm) -> list[tuple[str, int]]:
    return [
        (term.symbol, 0),
        *((name, 1) for name in term.previous),
        *((name, 2) for name in term.aliases),
    ]


_SYMBOL = re.compile(r"[A-Z0-9][A-Za-z0-9-]*")

GENES: Table[GeneTerm] = Table(
    name="genes",
    columns=(
        Column("symbol", needed=True, pattern=_SYMBOL, expected="a gene symbol, such as ROS1"),
        Column("hgnc", pattern=re.compile(r"HGNC:\d+"), expected="an HGNC id, such as HGNC:10261"),
        Column("previous", many=True),
        Column("aliases", many=True),
        Column(
            "location",
            pattern=re.compile(r"(?:\d{1,2}|[XY])(?:[pq](?:\d+(?:\.\d+)?)?(?:-[pq]?[\d.]+)?)?"),
            expected="a chromosome band, such as 6q22.1",
        ),
        Column("source", needed=True),
    ),
    term=_term,
    spellings=_spellings,
)


def find_gene(name: str) -> GeneTerm | None:
    """The gene of this symbol, else previous symbol, else alias; None when unknown or ambiguous.

    What is written exactly so goes before what differs in case alone.
    """
    return current().index(GENES).find(name)


def ambiguous(name: str) -> tuple[GeneTerm, ...]:
    """The genes that share this name, when it does not choose between them; else empty."""
    return current().index(GENES).ambiguous(name)


def suggest_gene(name: str) -> str | None:
    """The symbol or name nearest to an unknown one: for a message, never for a correction."""
    return nearest(name, current().index(GENES).exact)
