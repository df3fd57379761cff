"""Panels: what a named assay covers, and what is not stated of it."""

import pytest

from timeline.vocabulary.panels import find_panel


def the(term):
    """The term, which the table must have."""
    assert term is not None
    return term


@pytest.mark.parametrize(
    ("name", "genes"),
    [
        ("FoundationOne", 317),
        ("IMPACT341", 341),
        ("MSK-IMPACT 410", 410),
        ("impact505", 505),
        ("MSK-ACCESS", 129),
        ("Guardant360 (73 genes)", 73),
        ("ctDx Lung", 18),
    ],
)
def test_a_panel_has_its_genes(name, genes):
    panel = the(find_panel(name))

    assert len(panel.genes) == genes
    assert "ROS1" in panel.genes


def test_what_is_not_stated_of_a_kit_is_empty():
    kit = the(find_panel("human EGFR/KRAS/BRAF/PIK3CA/ALK/ROS1 mutation detection kit"))

    assert kit.genes == {"EGFR", "KRAS", "BRAF", "PIK3CA", "ALK", "ROS1"}
    assert kit.kinds == ()
    assert kit.fusion_genes is None


def test_a_panel_finds_the_fusions_of_few_of_its_genes():
    guardant = the(find_panel("GUARDANT_73"))

    assert "fusion" in guardant.kinds
    assert guardant.fusion_genes == {"ALK", "FGFR2", "FGFR3", "NTRK1", "RET", "ROS1"}


def test_an_unknown_panel_is_none():
    assert find_panel("IMPACT 467") is None
