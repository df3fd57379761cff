"""The shipped documents speak this vocabulary, or say on purpose what no table has."""

import pytest

import cases
from timeline.model.alterations import CategoricalVariant, Fusion, ProteinVariant
from timeline.vocabulary.drugs import class_of
from timeline.vocabulary.genes import find_gene
from timeline.vocabulary.panels import find_panel
from timeline.vocabulary.regimens import regimen_readings
from timeline.vocabulary.responses import find_response
from timeline.vocabulary.tumours import find_tumour

EVERY_CASE = pytest.mark.parametrize("name", cases.names())

# Words that a report uses for no drug in particular.
UNNAMED = {"chemotherapy", "short chemotherapy", "platinum"}
# Panels of which nothing but the name is known.
UNLISTED_PANELS = {"425 genes"}


def events(name, kind):
    return [event for event in cases.load(name).events if event.key == kind]


@EVERY_CASE
def test_every_drug_is_known(name):
    drugs = [
        drug.name
        for kind in ("therapy", "supportive_care")
        for event in events(name, kind)
        for drug in event.drugs
    ]

    unknown = {drug for drug in drugs if class_of(drug) is None and not regimen_readings(drug)}
    assert unknown <= UNNAMED


@EVERY_CASE
def test_every_gene_is_known(name):
    unknown = set()
    for test in events(name, "test"):
        for finding in test.found:
            match finding.alteration:
                case Fusion(five_prime=one, three_prime=other):
                    unknown |= {p.gene for p in (one, other) if not find_gene(p.gene)}
                case ProteinVariant(gene=gene) | CategoricalVariant(gene=gene):
                    unknown |= {gene} - {gene if find_gene(gene) else ""}

    assert unknown <= {"?", "v"}


@EVERY_CASE
def test_every_diagnosis_is_a_tumour_type(name):
    for diagnosis in events(name, "diagnosis"):
        assert find_tumour(diagnosis.histology, diagnosis.site) is not None, diagnosis.histology


@EVERY_CASE
def test_every_panel_is_known(name):
    panels = {test.panel for test in events(name, "test") if test.panel}

    assert {panel for panel in panels if find_panel(panel) is None} <= UNLISTED_PANELS


@EVERY_CASE
def test_every_response_category_is_known(name):
    categories = {
        response.category
        for assessment in events(name, "assessment")
        for response in assessment.response
        if response.category
    }

    assert {category for category in categories if find_response(category) is None} == set()
