"""Drugs: their class, their role, and the other names they go by.

The table ``drugs.tsv`` is written from facts (INN, class by target), for what the shipped cases and
thoracic oncology need. A drug that is not in it is unknown, never guessed from its spelling:
"Sapolizumab" is nearest to pembrolizumab, and was serplulimab.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import attrs

from timeline.errors import nearest


@attrs.frozen
class DrugTerm:
    """One drug: its international name, other names, class, ``antineoplastic | supportive``."""

    name: str
    synonyms: tuple[str, ...]
    drug_class: str
    role: str


@cache
def drug_terms() -> dict[str, DrugTerm]:
    """Every known spelling, casefolded, to its drug."""
    terms: dict[str, DrugTerm] = {}
    text = files("timeline.vocabulary").joinpath("drugs.tsv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        synonyms = tuple(s.strip() for s in row["synonyms"].split(";") if s.strip())
        term = DrugTerm(row["name"], synonyms, row["drug_class"], row["role"])
        for spelling in (term.name, *synonyms):
            terms[spelling.casefold()] = term
    return terms


def find_drug(name: str) -> DrugTerm | None:
    """The drug of this name or synonym; None when the table does not have it."""
    return drug_terms().get(name.strip().casefold())


@cache
def drug_classes() -> frozenset[str]:
    """The classes in the table, casefolded."""
    return frozenset(term.drug_class.casefold() for term in drug_terms().values())


def class_of(name: str) -> str | None:
    """The class of a drug, or the name itself where a report names only a class; else None."""
    term = find_drug(name)
    if term is not None:
        return term.drug_class
    return name if name.strip().casefold() in drug_classes() else None


def suggest_drug(name: str) -> str | None:
    """The spelling nearest to an unknown name: for a message, never for a correction."""
    return nearest(name, drug_terms())
