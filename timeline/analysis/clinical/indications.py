"""Was a targeted drug given for a finding, and a bone agent for a metastasis to bone?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.analysis.answers import Answers
from timeline.analysis.clinical.genes import named_genes
from timeline.analysis.clinical.places import finding, shown
from timeline.analysis.clinical.timing import surely_before, when
from timeline.analysis.given_for import diseases_without_finding, genes_given_for
from timeline.analysis.wording import listed
from timeline.chronology import Chronology
from timeline.findings import Finding, Severity
from timeline.model.case import start_of
from timeline.model.components import Certainty, Drug
from timeline.model.events import (
    Assessment,
    Condition,
    Diagnosis,
    Event,
    Metastasis,
    MolecularTest,
    Progression,
    SupportiveCare,
    Therapy,
)
from timeline.vocabulary.drugs import BONE_AGENT, class_of

_BONE = re.compile(
    r"\bbon[ey]\b|bony|osse|osteo|skelet|femur|femor|\bribs?\b|spin[ae]|vertebr|sacr|pelvi[cs]"
    r"|ili(?:ac|um)|humer|scapul|skull|stern(?:um|al)|myeloma|hypercalc",
    re.IGNORECASE,
)
_LOSS = re.compile(r"osteopor|osteopen|hypercalc|loss|density|fracture prevention", re.IGNORECASE)


def targeted_drugs_have_a_target(answers: Answers) -> Iterator[Finding]:
    """A targeted drug starts, and no finding of its target was told by then.

    Such drugs are given for a companion diagnostic (FDA labels; ESMO guideline on oncogene-addicted
    NSCLC, Hendriks et al. 2023): the finding is missing in the report or in its encoding, or the
    drug was given without it. A diagnosis that names the gene counts; so does a finding that may,
    for all the dates say, have come by the first day.
    """
    chronology = answers.chronology
    diagnoses = _diagnoses(chronology)
    tests_of: dict[tuple[str, ...], list[MolecularTest]] = {}
    for event in chronology.case:
        if not isinstance(event, Therapy):
            continue
        for drug in event.drugs:
            drug_class = drug.drug_class or class_of(drug.name) or ""
            genes = genes_given_for(drug.name, drug_class)
            if not genes or _diagnosed(diagnoses, genes, drug_class):
                continue
            if genes not in tests_of:
                tests_of[genes] = list(_findings_of(chronology, genes))
            tests = tests_of[genes]
            if all(surely_before(chronology, start_of(event), start_of(test)) for test in tests):
                yield _without_target(chronology, event, drug, drug_class, genes, tests)


def bone_agents_have_a_metastasis(answers: Answers) -> Iterator[Finding]:
    """A bone-modifying agent is given, and nothing told by then says why.

    These drugs prevent the fractures of bone metastases (ESMO bone health guideline, Coleman et al.
    2020). A myeloma, a condition of bone or calcium, or another stated purpose is a reason too.
    """
    chronology = answers.chronology
    for event in chronology.case:
        if not isinstance(event, SupportiveCare) or not _is_bone_agent(event):
            continue
        if event.purpose and (_LOSS.search(event.purpose) or not _BONE.search(event.purpose)):
            continue
        if any(
            _shows_bone(other) and not surely_before(chronology, start_of(event), start_of(other))
            for other in chronology.case
        ):
            continue
        yield finding(
            "drug-without-indication",
            f"{shown(event.name)} ({when(chronology, event)}) is a bone-modifying agent, and no"
            " bone metastasis is told by then",
            Severity.WARNING,
            chronology.case,
            event,
        )


def _without_target(
    chronology: Chronology,
    event: Therapy,
    drug: Drug,
    drug_class: str,
    genes: tuple[str, ...],
    tests: list[MolecularTest],
) -> Finding:
    later = f"; the first is in {tests[0].id} ({when(chronology, tests[0])})" if tests else ""
    return finding(
        "drug-without-indication",
        f"{shown(drug.name)}, a drug of the class {shown(drug_class)}, starts"
        f" ({when(chronology, event)}) without a finding of"
        f" {listed(genes, 'or')}{later}",
        Severity.WARNING,
        chronology.case,
        event,
        *tests[:1],
    )


def _findings_of(chronology: Chronology, genes: tuple[str, ...]) -> Iterator[MolecularTest]:
    for event in chronology.case:
        if isinstance(event, MolecularTest):
            found = (*event.found, *event.equivocal)
            if any(named_genes(result) & set(genes) for result in found):
                yield event


def _diagnoses(chronology: Chronology) -> str:
    return " ".join(
        f"{event.histology} {event.evidence or ''}"
        for event in chronology.case
        if isinstance(event, Diagnosis)
    )


def _diagnosed(words: str, genes: tuple[str, ...], drug_class: str) -> bool:
    names = "|".join((*genes, "HER2") if "ERBB2" in genes else genes)
    disease = diseases_without_finding(drug_class)
    return bool(
        re.search(rf"\b(?:{names})\b(?!\W*(?:wild|negative))", words)
        or (disease and disease.search(words))
    )


def _is_bone_agent(event: SupportiveCare) -> bool:
    return any((drug.drug_class or class_of(drug.name)) == BONE_AGENT for drug in event.drugs)


def _shows_bone(event: Event) -> bool:
    match event:
        case Metastasis() | Progression():
            excluded = event.certainty is Certainty.EXCLUDED
            return not excluded and bool(_BONE.search(" ".join(event.sites)))
        case Assessment():
            seen = [*event.sites, event.saw, *(r.site for r in event.response)]
            return bool(_BONE.search(" ".join(filter(None, seen))))
        case Diagnosis():
            return bool(_BONE.search(f"{event.histology} {event.site or ''}"))
        case Condition():
            return bool(_BONE.search(event.what))
    return False
