"""Assays and specimens: what the words for a test say it can show."""

import pytest

from timeline.document import dumps, loads
from timeline.model.alterations import AlterationClass
from timeline.model.assays import Analyte, Material, Method, Specimen, parse_assay
from timeline.model.events import MolecularTest
from timeline.model.truth import Truth


@pytest.mark.parametrize(
    ("text", "methods", "analytes", "targets"),
    [
        ("NGS", "NGS", "", ""),
        ("sequencing", "NGS", "", ""),
        ("RNA-based NGS", "RNA sequencing", "RNA", ""),
        ("DNA and RNA sequencing", "RNA sequencing;NGS", "DNA;RNA", ""),
        ("ALK break-apart FISH", "FISH", "DNA", "ALK"),
        ("HER2 immunohistochemistry", "IHC", "protein", "ERBB2"),
        ("droplet digital PCR", "digital PCR", "", ""),
        ("EGFR ARMS-PCR", "PCR", "", "EGFR"),
        ("RT-PCR", "PCR", "RNA", ""),
        ("Sanger sequencing", "Sanger sequencing", "DNA", ""),
        ("karyotyping", "cytogenetics", "DNA", ""),
        ("flow cytometry", "flow cytometry", "protein", ""),
        ("a look at the cells", "", "", ""),
    ],
)
def test_what_an_assay_is(text, methods, analytes, targets):
    def words(joined):
        return [word for word in joined.split(";") if word]

    assay = parse_assay(text)

    assert assay.methods == tuple(Method(word) for word in words(methods))
    assert assay.analytes == {Analyte(word) for word in words(analytes)}
    assert assay.targets == frozenset(words(targets))


@pytest.mark.parametrize(
    ("text", "sort", "sees"),
    [
        ("NGS", "small variants", "true"),
        ("NGS", "fusions", "indeterminate"),  # only if the panel covers the introns
        ("RNA sequencing", "fusions", "true"),
        ("RNA sequencing", "copy number", "false"),
        ("DNA and RNA sequencing", "fusions", "true"),
        ("FISH", "fusions", "true"),
        ("FISH", "small variants", "false"),
        ("IHC", "protein expression", "true"),
        ("Sanger sequencing", "fusions", "false"),
        ("PCR", "small variants", "indeterminate"),
        ("a look at the cells", "fusions", "indeterminate"),
    ],
)
def test_what_a_method_can_show(text, sort, sees):
    assert parse_assay(text).sees(AlterationClass(sort)) is Truth(sees)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("tissue", "tissue"), ("FFPE biopsy", "tissue"), ("plasma", "plasma"),
        ("circulating tumour DNA", "plasma"), ("liquid biopsy", "plasma"), ("CSF", "CSF"),
        ("pleural effusion", "effusion"), ("peripheral blood", "blood"),
        ("bone marrow", "bone marrow"), ("not stated", "not stated"), ("hair", "other"),
    ],
)  # fmt: skip
def test_the_kind_of_a_specimen(words, kind):
    assert Specimen(words).kind is Material(kind)


def test_what_a_test_covers_is_written_in_documents():
    text = """
case: example
events:
  - test: NGS
    id: tissue
    covers: [small variants, fusions]
    analyte: DNA
  - test: NGS
    id: plasma
    specimen: plasma
    covers: fusions
    pair_of: tissue
"""
    (case,) = loads(text)
    tissue, plasma = (event for event in case if isinstance(event, MolecularTest))

    assert tissue.covers == (AlterationClass.SMALL_VARIANTS, AlterationClass.FUSIONS)
    assert tissue.described.analytes == {Analyte.DNA}
    assert plasma.covers == (AlterationClass.FUSIONS,)
    assert plasma.pair_of == "tissue"
    assert loads(dumps(case)) == (case,)
