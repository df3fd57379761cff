"""What a therapy gave: its drugs one by one, whatever it calls them, and whether only locally."""

from __future__ import annotations

import re
from functools import lru_cache

import attrs

from timeline.model.case import Case
from timeline.model.components import Drug, ProcedureType
from timeline.model.coverage import alterations_found
from timeline.model.events import (
    Diagnosis,
    Event,
    MolecularTest,
    Procedure,
    SupportiveCare,
    Therapy,
)
from timeline.vocabulary.current import Vocabulary, current
from timeline.vocabulary.drugs import class_of, find_drug, is_cell_therapy
from timeline.vocabulary.regimens import drugs_written, find_regimen, regimen_readings
from timeline.vocabulary.tumours import find_tumour

# "chemotherapy", "a platinum agent", "unnamed TKI": a kind of drug, and no drug.
_KIND = re.compile(
    r"\b(?:(?:chemo|immuno|radio|bio)+therap\w*|therapy|treatment|regimen|agent|drugs?|inhibitors?|tki"
    r"|platinum|taxane|doublet|antibody|unnamed|unknown|unspecified|not (?:stated|named)|trial"
    r"|study|investigational|targeted|endocrine|hormon\w*|pre-?treat\w*)\b",
    re.IGNORECASE,
)

_SEVERAL = re.compile(
    r"\b(?:several|multiple|many|various|numerous|successive)\s+(?:\w+\s+){0,2}"
    r"(?:lines?|regimens?|therapies|treatments|chemotherapies)\b|\bheavily pre-?treated\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\bpre-?treat(?:ed|ment)\b|\b(?:prior|previous|earlier)\s+(?:\w+\s+){0,2}(?:chemotherap\w*|"
    r"immunotherap\w*|therap\w*|treatments?|lines?|regimens?)\b",
    re.IGNORECASE,
)

_CLASSES = re.compile(r"\b(?:chemo|immuno|radio|bio){2,}therapy\s*$", re.IGNORECASE)

_COLLECTS = re.compile(r"apheresis|collect|harvest", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"\b(?:declined|refused|planned|scheduled|cancel\w*|not (?:done|performed|given))\b",
    re.IGNORECASE,
)


def is_known(name: str) -> bool:
    """Whether a name is that of a drug, of a class or two ("chemoimmunotherapy") or of cells."""
    return class_of(name) is not None or _CLASSES.search(name) is not None or is_cell_therapy(name)


def is_kind(name: str) -> bool:
    """Whether a name is that of a class or another kind of drug, and of no drug."""
    if find_drug(name) is not None or is_cell_therapy(name):
        return False
    return class_of(name) is not None or _KIND.search(name) is not None


def lines_summed(event: Event) -> tuple[int, int | None]:
    """The fewest and the most lines that a treatment stands for; one for what is told by itself.

    A report may sum up what was given before: "pretreated" is one line at least, "several lines of
    chemotherapy" are two. What is not stated has no most, and is never none.
    """
    if not isinstance(event, Therapy):
        return 1, 1
    many = event.lines
    if many is None:
        if any(find_drug(drug.name) for drug in event.drugs):
            return 1, 1
        least = 2 if _SEVERAL.search(event.name) else 1
        return (least, None) if least > 1 or _EARLIER.search(event.name) else (1, 1)
    number = int(many.value)
    match many.sign:
        case "":
            return number, number
        case ">=" | ">":
            return number + (many.sign == ">"), None
        case "<=" | "<":
            return 1, max(number - (many.sign == "<"), 1)
    return 1, None


def altered_genes(case: Case) -> frozenset[str]:
    """The genes in which some test found an alteration; of a fusion, both."""
    tests = [event for event in case.events if type(event) is MolecularTest]
    return frozenset(gene for found in alterations_found(tests) for gene in found.genes)


def was_done(event: Procedure) -> bool:
    """Whether a procedure was done, as far as its status and its outcome say."""
    return event.happened and not (event.outcome and _NOT_DONE.search(event.outcome))


def gives_cells(event: Procedure) -> bool:
    """Whether a procedure is a cell therapy: the infusion, and not the collection before it."""
    return (
        is_cell_therapy(event.what)
        and _COLLECTS.search(event.what) is None
        and event.type in (ProcedureType.TRANSPLANT, ProcedureType.OTHER)
        and was_done(event)
    )


def collects_cells(event: Procedure) -> bool:
    """Whether cells were collected for a therapy that is made of them."""
    return _COLLECTS.search(event.what) is not None and was_done(event)


def drugs_given(case: Case, event: Therapy | SupportiveCare) -> tuple[Drug, ...]:
    """The drugs of a treatment, a regimen among them taken apart: FOLFOX is its three drugs.

    Where a therapy names no drug, those of the regimen it states. Of an acronym with several
    readings the tissue of the tumour may choose one; else it stays as it is written.
    """
    drugs = tuple([each for drug in event.drugs for each in _apart(case, event, drug)])
    if isinstance(event, Therapy) and event.regimen and all(is_kind(drug.name) for drug in drugs):
        regimen = find_regimen(event.regimen, tissue=_tissue(case, event))
        if regimen is not None:
            return tuple([Drug(name) for name in regimen.drugs])
    return drugs


def regimen_names(event: Therapy) -> dict[str, frozenset[str]]:
    """The acronyms among the names of a therapy's drugs, each with the drugs it can stand for."""
    return {
        drug.name: frozenset(name for reading in readings for name in reading.drugs)
        for drug in event.drugs
        if not is_known(drug.name) and (readings := regimen_readings(drug.name))
    }


def _apart(case: Case, event: Therapy | SupportiveCare, drug: Drug) -> tuple[Drug, ...]:
    names = drugs_written(drug.name)
    if names != (drug.name,):
        return tuple([attrs.evolve(drug, name=name) for name in names])
    if class_of(drug.name) is None and drug.drug_class is None:
        names = drugs_written(drug.name, tissue=_tissue(case, event))
        if names != (drug.name,):
            return tuple([attrs.evolve(drug, name=name) for name in names])
    return (drug,)


def _tissue(case: Case, event: Therapy | SupportiveCare) -> str | None:
    """Where the treated tumour is from, as the first diagnosis of it says."""
    for other in case.events:
        if type(other) is not Diagnosis:
            continue
        if None not in (event.tumour, other.tumour) and event.tumour != other.tumour:
            continue
        tissue = _tissue_of(current(), other.histology, other.site)
        if tissue is not None:
            return tissue
    return None


@lru_cache(maxsize=1_024)
def _tissue_of(_: Vocabulary, histology: str, site: str | None) -> str | None:
    term = find_tumour(histology, site)
    return None if term is None else term.tissue
