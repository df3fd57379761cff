"""Drugs: their class, targets and role, and the other names they go by.

The table ``drugs.tsv`` is written from facts (INN, labels, class by target), for what the shipped
cases and thoracic oncology need. A drug that is not in it is unknown, never guessed from its
spelling: "Sapolizumab" is nearest to pembrolizumab, and was serplulimab. A code is left empty
rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

import attrs

from timeline.errors import nearest
from timeline.tsv import items
from timeline.vocabulary.current import current
from timeline.vocabulary.identifiers import Identifier, stated
from timeline.vocabulary.tables import Column, Index, Row, Table


@attrs.frozen(kw_only=True)
class DrugTerm:
    """One drug.

    ``name`` is the international non-proprietary name, beside ``other_names``, development
    ``codes`` and ``brands``; ``targets`` are gene symbols; ``role`` is ``antineoplastic`` or
    ``supportive``; ``routes`` are the usual ones (``oral``, ``intravenous``, ``subcutaneous``,
    ``intramuscular``). ``unconfirmed`` names are taken for this drug by a report or a curator, and
    no registry confirms it: they are found, and should be shown as doubtful.
    """

    name: str
    other_names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    drug_class: str
    targets: tuple[str, ...] = ()
    ncit: str = ""
    mesh: str = ""
    role: str
    routes: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    source: str = ""

    @property
    def synonyms(self) -> tuple[str, ...]:
        """Every name but the international one."""
        return (*self.other_names, *self.codes, *self.brands, *self.unconfirmed)

    @property
    def is_oral_tki(self) -> bool:
        """A kinase inhibitor taken by mouth, whose days without a record are no stop in therapy.

        Classes are by target: ``EGFR-TKI``, and the other kinases' inhibitors.
        """
        kinase = self.drug_class.endswith("-TKI") or self.drug_class in _KINASE_CLASSES
        return kinase and self.routes == ("oral",)

    @property
    def is_cell_therapy(self) -> bool:
        """Living cells given once, such as CAR T cells, after a preparation of their own."""
        return self.drug_class == CELL_THERAPY

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """The codes stated in the table."""
        return stated(self.name, NCIt=self.ncit, MeSH=self.mesh)


BONE_AGENT = "bone-modifying agent"
"""The class of bisphosphonates and denosumab."""

CELL_THERAPY = "cell therapy"
"""The class of CAR T cells and other living cells with an effect on the tumour."""

_CELLS = re.compile(
    r"\b(?:CAR|TCR)(?:-?T|[ -]T[ -]?cells?)\b|\bchimeric antigen receptor\b"
    r"|\btumou?r[- ]infiltrating lymphocytes?\b|\bTIL (?:cells?|therapy|infusion)\b"
    r"|(?<!stem )(?<!stem-)\bcell therapy\b",
    re.IGNORECASE,
)


def is_cell_therapy(words: str) -> bool:
    """Whether a drug, a class or what was done is a cell therapy: "CAR-T cell infusion"."""
    term = find_drug(words)
    return _CELLS.search(words) is not None if term is None else term.is_cell_therapy


_KINASE_CLASSES = frozenset(
    {"BRAF inhibitor", "BTK inhibitor", "CDK4/6 inhibitor", "MEK inhibitor"}
)


def _term(row: Row) -> DrugTerm:
    return DrugTerm(
        name=row["inn"],
        other_names=items(row["synonyms"]),
        codes=items(row["code_name"]),
        brands=items(row["brand"]),
        drug_class=row["drug_class"],
        targets=items(row["targets"]),
        ncit=row["ncit"],
        mesh=row["mesh"],
        role=row["role"],
        routes=items(row["route"]),
        unconfirmed=items(row["unconfirmed"]),
        source=row["source"],
    )


def _spellings(term: DrugTerm) -> list[tuple[str, int]]:
    # All of one rank: a name that two drugs share chooses neither of them.
    return [(name, 0) for name in (term.name, *term.synonyms)]


DRUGS: Table[DrugTerm] = Table(
    name="drugs",
    columns=(
        Column("inn", needed=True),
        Column("synonyms", many=True),
        Column("code_name", many=True),
        Column("brand", many=True),
        Column("drug_class", needed=True),
        Column("targets", many=True),
        Column("ncit", pattern=re.compile(r"C\d+"), expected="an NCIt code, such as C74061"),
        Column("mesh", pattern=re.compile(r"[CD]\d+"), expected="a MeSH id, such as D002945"),
        Column(
            "role",
            needed=True,
            pattern=re.compile("antineoplastic|supportive"),
            expected="antineoplastic or supportive",
        ),
        Column(
            "route",
            many=True,
            pattern=re.compile("oral|intravenous|subcutaneous|intramuscular|intrathecal|topical"),
            expected="oral, intravenous, subcutaneous, intramuscular, intrathecal or topical",
        ),
        Column("unconfirmed", many=True),
        Column("source", needed=True),
    ),
    term=_term,
    spellings=_spellings,
)


def drug_terms() -> Mapping[str, DrugTerm]:
    """Every known spelling, casefolded, to its drug."""
    return current().index(DRUGS).loose


_SALT = re.compile(
    r"\s+(?:(?:mono|di|tri|hemi|sesqui)?(?:hydrochloride|hydrate|sodium|potassium|mesylate|besylate"
    r"|tosylate|maleate|malate|fumarate|phosphate|sul(?:f|ph)ate|succinate|citrate|acetate"
    r"|tartrate|bitartrate|ditosylate|camsylate|lactate))+$",
    re.IGNORECASE,
)


def find_drug(name: str) -> DrugTerm | None:
    """The drug of this name, synonym, code or brand, or of a salt of it; None when unknown."""
    index = current().index(DRUGS)
    term = index.find(name)
    if term is None and (salt := _SALT.search(name)):
        return index.find(name[: salt.start()])
    return term


_BY_DRIVER = {
    "ABL1": "BCR::ABL1-TKI",
    "ERBB2": "HER2-TKI",
    **dict.fromkeys(("NTRK1", "NTRK2", "NTRK3"), "NTRK-TKI"),
    **{g: f"{g}-TKI" for g in ("ALK", "EGFR", "FLT3", "KIT", "MET", "PDGFRA", "RET", "ROS1")},
}
"""The class of a kinase inhibitor that is given for an alteration of a gene."""


def classes_for(term: DrugTerm, altered: Collection[str]) -> tuple[str, ...]:
    """The classes of a drug in a tumour with these altered genes, the table's own first if any.

    Crizotinib is a ROS1-TKI in the table, and an ALK-TKI where ALK is rearranged.
    """
    if not altered or len(term.targets) < 2 or not term.drug_class.endswith("-TKI"):
        return (term.drug_class,)
    driven = dict.fromkeys(
        _BY_DRIVER[gene] for gene in term.targets if gene in altered and gene in _BY_DRIVER
    )
    return tuple(sorted(driven, key=lambda each: each != term.drug_class)) or (term.drug_class,)


def drug_classes() -> frozenset[str]:
    """The classes in the table and those by driver, casefolded."""
    return _classes(current().index(DRUGS))


@lru_cache(maxsize=4)
def _classes(index: Index[DrugTerm]) -> frozenset[str]:
    told = (*(term.drug_class for term in index.terms), *_BY_DRIVER.values())
    return frozenset(name.casefold() for name in told)


def class_of(name: str) -> str | None:
    """The class of a drug, or that which a report names instead of one; else None.

    ``EGFR-TKI`` is a class as it stands, ``platinum-based chemotherapy`` by its last words.
    """
    term = find_drug(name)
    if term is not None:
        return term.drug_class
    words, known = name.split(), drug_classes()
    ends = (" ".join(words[start:]) for start in range(len(words)))
    return next((end for end in ends if end.casefold() in known), None)


def suggest_drug(name: str) -> str | None:
    """The spelling nearest to an unknown name: for a message, never for a correction."""
    return nearest(name, drug_terms())
