"""The contract of every shipped case: what a document of the corpus has to be and to give."""

from collections import Counter

import pytest

import cases
from render.figures.timeline.figure import timeline_figure
from timeline.analysis.endpoints import endpoints
from timeline.analysis.lines import derive_lines
from timeline.analysis.resistance import transitions
from timeline.chronology import solve
from timeline.cli.check import check_document
from timeline.document import dumps, loads
from timeline.model.alterations import NamedAlteration
from timeline.model.events import (
    Assessment,
    Diagnosis,
    HistologicTransformation,
    MolecularTest,
    SupportiveCare,
    Therapy,
)
from timeline.vocabulary.drugs import find_drug
from timeline.vocabulary.genes import find_gene
from timeline.vocabulary.responses import find_response
from timeline.vocabulary.tumours import find_tumour

UNNAMED_DRUGS = {
    ("cml-t315i-ponatinib", "chemotherapy"): "the report says short chemotherapy, and no drug",
    ("breast-her2low-adc", "antibody-drug conjugate"): "known from the title, which has no drug",
}
"""What stands in the place of a drug, and why no drug does."""

FINDINGS = {
    "alk-crizotinib-pneumonitis": {
        "care-items-missing": 1,
        "edition-not-stated": 1,
    },
    "alk-ros1-bilateral-primaries": {
        "care-items-missing": 1,
        "edition-not-stated": 2,
    },
    "breast-her2low-adc": {
        "care-items-missing": 1,
        "edition-not-stated": 1,
        "line-number-disagrees": 1,
        "line-stop-not-stated": 2,
        "stated-line": 1,
    },
    "cml-t315i-ponatinib": {
        "care-items-missing": 1,
        "line-number-disagrees": 1,
        "line-stop-not-stated": 4,
        "response-start-not-stated": 1,
    },
    "ezr-ros1": {
        "letter-for-zero": 1,
        "line-stop-not-stated": 3,
        "line-without-reason": 1,
        "locus-misprinted": 1,
        "low-read-support": 1,
        "narrated-out-of-order": 1,
        "response-start-not-stated": 1,
        "stated-interval": 1,
        "two-names": 1,
    },
    "sclc-transformation-erlotinib": {
        "care-items-missing": 1,
        "line-stop-not-stated": 2,
        "response-start-not-stated": 1,
    },
    "sdc4-ros1-double-fusion": {
        "care-items-missing": 1,
        "edition-not-stated": 1,
        "line-stop-not-stated": 1,
    },
    "tbc1d32-ros1": {
        "claim-repeats-moment": 1,
        "bands-disagree": 1,
        "care-items-missing": 1,
        "line-stop-not-stated": 2,
        "misspelt-drug": 1,
        "responses-disagree": 1,
        "transcript-of-another-gene": 1,
        "two-spellings": 1,
        "unsupported-by-last-assessment": 2,
    },
}
"""What the checks say of each case: these codes, so many times, and no other."""

NOTATIONS = {
    "alk-crizotinib-pneumonitis": "LoT 5 (0+5)",
    "alk-ros1-bilateral-primaries": "LoT 0 (0+0)",
    "breast-her2low-adc": "LoT 4 (1+3)",
    "cml-t315i-ponatinib": "LoT 3 (0+3)",
    "ezr-ros1": "LoT 5 (1+4)",
    "sclc-transformation-erlotinib": "LoT 2 (0+2)",
    "sdc4-ros1-double-fusion": "LoT 1 (0+1)",
    "tbc1d32-ros1": "LoT 2 (0+2)",
}


@pytest.fixture(params=cases.names())
def case(request):
    return cases.load(request.param)


def test_every_case_has_its_expectations():
    assert tuple(FINDINGS) == tuple(NOTATIONS) == cases.names()


def test_a_case_goes_by_its_file_name(case):
    assert case.id in cases.names()
    assert f"case: {case.id}\n" in cases.text(case.id)


def test_it_comes_back_equal(case):
    assert loads(dumps(case)) == (case,)


def test_its_source_and_what_was_at_hand_are_named(case):
    assert case.title
    assert case.source.encoded_from
    assert case.source.year or case.source.url


def test_everything_told_has_its_place(case):
    assert [event.id for event in case if not event.cite] == []
    assert [claim for claim in case.claims if not claim.cite] == []
    patient = case.patient
    assert patient.cite or not (patient.sex or patient.age or patient.smoking)


def test_nothing_is_quoted(case):
    assert [told for told in (*case.events, *case.claims) if told.quote] == []


def test_every_drug_is_known_or_has_none_on_purpose(case):
    given = (event for event in case if isinstance(event, Therapy | SupportiveCare))
    unknown = {
        (case.id, drug.name)
        for event in given
        for drug in event.drugs
        if find_drug(drug.name) is None
    }
    assert unknown == {key for key in UNNAMED_DRUGS if key[0] == case.id}


def test_every_drug_without_a_name_has_its_class():
    for name, words in UNNAMED_DRUGS:
        classes = {
            drug.drug_class
            for event in cases.load(name)
            if isinstance(event, Therapy)
            for drug in event.drugs
            if drug.name == words
        }
        assert classes
        assert None not in classes


def test_every_finding_is_understood_and_every_gene_known(case):
    findings = [
        finding
        for test in case
        if isinstance(test, MolecularTest)
        for finding in (*test.found, *test.not_found, *test.equivocal)
    ]
    assert [f for f in findings if isinstance(f.alteration, NamedAlteration)] == []
    genes = {gene for finding in findings for gene in finding.alteration.genes}
    assert {gene for gene in genes if find_gene(gene) is None} == set()


def test_every_tumour_is_known(case):
    named = [event.histology for event in case if isinstance(event, Diagnosis)]
    named += [event.to for event in case if isinstance(event, HistologicTransformation)]
    assert named
    assert [words for words in named if find_tumour(words) is None] == []


def test_every_category_is_one_of_its_scale(case):
    responses = [r for event in case if isinstance(event, Assessment) for r in event.response]
    categories = [(r.category, r.scale) for r in responses if r.category]
    assert [pair for pair in categories if find_response(*pair) is None] == []


def test_the_checks_find_what_is_expected(case):
    checked = check_document(case.id)
    ((_, found),) = checked.cases

    assert checked.problems == ()
    assert Counter(finding.code for finding in found) == FINDINGS[case.id]


def test_its_lines_are_counted_as_expected(case):
    assert derive_lines(case).notation == NOTATIONS[case.id]


def test_its_transitions_are_of_its_lines(case):
    lines = derive_lines(case)

    assert {one.line for one in transitions(case)} <= {line.number for line in lines}


def test_its_endpoints_are_those_of_its_lines_and_survival(case):
    told = {result.line for result in endpoints(case)}

    assert told - {None} == {line.number for line in derive_lines(case)}


def test_it_is_drawn(case):
    drawn = timeline_figure(solve(case))

    assert drawn.width > 0
    assert drawn.height > 0
