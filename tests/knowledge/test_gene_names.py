"""Full names of genes, and a text that gives one gene the name of another."""

import pytest

from timeline.analysis.source import check_source
from timeline.document import loads
from timeline.knowledge.gene_names import (
    full_names,
    gene_expansion_agrees,
    genes_named,
    misnamed_genes,
)
from timeline.model.truth import Truth


@pytest.mark.parametrize(
    ("gene", "written", "agrees"),
    [
        ("ROS1", "ROS proto-oncogene 1", Truth.TRUE),
        ("ROS1", "ROS Proto-Oncogene 1, receptor tyrosine kinase", Truth.TRUE),
        ("ROS1", "Rearranged during Transfection", Truth.FALSE),
        ("RET", "rearranged-during-transfection", Truth.TRUE),
        ("MET", "mesenchymal-epithelial transition", Truth.TRUE),
        ("ALK", "anaplastic lymphoma kinase", Truth.TRUE),
        ("ROS1", "some other words", Truth.INDETERMINATE),
        ("XYZ1", "epidermal growth factor receptor", Truth.FALSE),
        ("ROS1", "", Truth.INDETERMINATE),
    ],
)
def test_a_full_name_is_of_the_gene_of_another_or_unknown(gene, written, agrees):
    assert gene_expansion_agrees(gene, written) is agrees


def test_the_slip_of_the_first_line_page_is_found_in_its_own_spelling():
    (slip,) = misnamed_genes("patients with ROS1 (Rearranged during Transfection) mutant")

    assert (slip.gene, slip.written, slip.means) == (
        "ROS1",
        "Rearranged during Transfection",
        ("RET",),
    )
    assert slip.start == 14


@pytest.mark.parametrize(
    "text",
    [
        "*ROS1* (rearranged during transfection)",
        "ROS1 [rearranged\nduring transfection]",
        "the rearranged during transfection (ROS1) gene",
        "Rearranged During Transfection (*ROS1*)",
    ],
)
def test_brackets_on_either_side_emphasis_and_line_ends_do_not_hide_it(text):
    assert [slip.means for slip in misnamed_genes(text)] == [("RET",)]


@pytest.mark.parametrize(
    "text",
    [
        "RET (rearranged during transfection)",
        "*ROS1* (*ROS* Proto-Oncogene 1)",
        "anaplastic lymphoma kinase (*ALK*) and the mesenchymal-epithelial transition (MET)",
        "ROS1 (n = 50)",
        "EGFR (HER1)",
        "epidermal growth factor receptor, RET and ROS1",
        "CNKI (China National Knowledge Infrastructure)",
        "",
    ],
)
def test_a_right_name_and_an_unknown_one_are_passed_over(text):
    assert list(misnamed_genes(text)) == []


def test_the_approved_name_comes_first():
    assert full_names("ROS1")[0] == "ROS proto-oncogene 1, receptor tyrosine kinase"
    assert full_names("XYZ1") == ()
    assert genes_named("RET proto-oncogene") == ("RET",)


def test_comparing_a_case_with_its_text_tells_the_slip_once_with_its_line():
    (case,) = loads("case: any\nevents:\n  - {symptom: cough, at: 2020-01}\n")
    text = "Cough.\nROS1 (rearranged during transfection).\nROS1 (rearranged during transfection)."

    (finding,) = (f for f in check_source(case, text) if f.code == "gene-misnamed")

    assert "the name of RET; ROS1 is ROS proto-oncogene 1" in finding.message
    assert finding.cite == ("line 2 of the text",)
