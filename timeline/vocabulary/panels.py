"""Named assays: which genes a panel covers, and for which kinds of alteration.

What an assay did not cover, it did not find absent: a status of "not detected" needs a panel that
could have detected it.
"""

from __future__ import annotations

import re

import attrs

from timeline.tsv import items
from timeline.vocabulary.current import current
from timeline.vocabulary.identifiers import Identifier
from timeline.vocabulary.tables import Column, Row, Table


@attrs.frozen
class PanelTerm:
    """One named panel.

    ``genes`` is None where the gene list is not stated; ``kinds`` are the classes of alteration it
    reports (``mutation``, ``indel``, ``copy number``, ``fusion``, ``MSI``, ``TMB``,
    ``expression``), empty where not stated; ``analyte`` is what it reads (``DNA``, ``RNA``,
    ``cfDNA``, ``protein``, ``DNA; RNA``). ``fusion_genes`` are those whose rearrangements it can
    find, as a panel reads the introns of few of its genes; None where not stated.
    """

    name: str
    synonyms: tuple[str, ...]
    analyte: str
    kinds: tuple[str, ...]
    genes: frozenset[str] | None
    fusion_genes: frozenset[str] | None
    source: str

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """None: no registry numbers these assays."""
        return ()


def _term(row: Row) -> PanelTerm:
    return PanelTerm(
        row["name"],
        items(row["synonyms"]),
        row["analyte"],
        items(row["kinds"]),
        frozenset(row["genes"].split()) or None,
        frozenset(row["fusion_genes"].split()) or None,
        row["source"],
    )


def _spellings(term: PanelTerm) -> list[tuple[str, int]]:
    return [(term.name, 0), *((name, 2) for name in term.synonyms)]


PANELS: Table[PanelTerm] = Table(
    name="panels",
    columns=(
        Column("name", needed=True),
        Column("synonyms", many=True),
        Column(
            "analyte",
            many=True,
            pattern=re.compile("DNA|RNA|cfDNA|protein"),
            expected="DNA, RNA, cfDNA or protein",
        ),
        Column(
            "kinds",
            many=True,
            pattern=re.compile("mutation|indel|copy number|fusion|MSI|TMB|expression"),
            expected="mutation, indel, copy number, fusion, MSI, TMB or expression",
        ),
        Column("genes"),
        Column("fusion_genes"),
        Column("source", needed=True),
    ),
    term=_term,
    spellings=_spellings,
)


def find_panel(name: str) -> PanelTerm | None:
    """The panel of this name or synonym; None when the table does not have it."""
    return current().index(PANELS).find(name)
