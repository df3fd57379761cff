"""Genes: symbols before previous symbols before aliases, and nothing chosen that is shared."""

import pytest

from timeline.vocabulary.genes import ambiguous, find_gene, suggest_gene
from timeline.vocabulary.identifiers import Identifier, identifiers_of


def the(term):
    """The term, which the table must have."""
    assert term is not None
    return term


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("ROS1", "ROS1"),
        (" ros1 ", "ROS1"),
        ("c-ros-1", "ROS1"),
        ("C6orf170", "TBC1D32"),
        ("C6ORF170", "TBC1D32"),
        ("FIG", "GOPC"),
        ("KIAA1598", "SHTN1"),
        ("HER2", "ERBB2"),
        ("her2/neu", "ERBB2"),
        ("TTF-1", "NKX2-1"),
        ("PD-L1", "CD274"),
        ("PD\u2011L1", "CD274"),  # a non-breaking hyphen, as PDFs have
        ("p53", "TP53"),
        ("MLL", "KMT2A"),
        ("Syn", "SYP"),
        ("CD56", "NCAM1"),
        ("Ki-67", "MKI67"),
        ("PR", "PGR"),
    ],
)
def test_a_gene_is_found_by_any_of_its_names(name, symbol):
    assert the(find_gene(name)).symbol == symbol


def test_the_exact_spelling_goes_before_one_of_another_case():
    # CGA is a gene; CgA is chromogranin A.
    assert the(find_gene("CGA")).symbol == "CGA"
    assert the(find_gene("CgA")).symbol == "CHGA"
    assert the(find_gene("cga")).symbol == "CGA"


def test_a_previous_symbol_goes_before_an_alias():
    # MLL2 was the symbol of KMT2D; of KMT2B it is an alias only.
    assert the(find_gene("MLL2")).symbol == "KMT2D"
    assert ambiguous("MLL2") == ()


@pytest.mark.parametrize(
    ("name", "symbols"),
    [
        ("MLL4", {"KMT2B", "KMT2D"}),
        ("NTRK", {"NTRK1", "NTRK2", "NTRK3"}),
        ("vegfr", {"FLT1", "FLT4", "KDR"}),
        ("RAS", {"HRAS", "KRAS", "NRAS"}),
    ],
)
def test_a_name_that_genes_share_chooses_none_and_lists_them(name, symbols):
    assert find_gene(name) is None
    assert {gene.symbol for gene in ambiguous(name)} == symbols


@pytest.mark.parametrize("name", ["TCB1D32", "", "xyzzy", "CK", "MSS"])
def test_an_unknown_gene_is_unknown(name):
    assert find_gene(name) is None
    assert ambiguous(name) == ()


def test_an_unknown_gene_is_only_suggested():
    assert suggest_gene("TCB1D32") == "TBC1D32"
    assert suggest_gene("xyzzy") is None


def test_a_gene_has_its_id_and_band():
    ros1 = the(find_gene("ROS1"))

    assert (ros1.hgnc, ros1.location) == ("HGNC:10261", "6q22.1")
    assert identifiers_of(ros1) == (Identifier("HGNC", "HGNC:10261", "ROS1"),)
    assert str(*identifiers_of(ros1)) == "HGNC:10261"


def test_what_is_not_known_has_no_identifiers():
    assert identifiers_of(find_gene("xyzzy")) == ()


@pytest.mark.parametrize(
    "name",
    """ROS1 EZR TBC1D32 CD74 SDC4 SLC34A2 TPM3 CCDC6 MRAS PUM1 BTBD9 HMGXB3 EGFR KRAS BRAF PIK3CA
    ALK TP53 RB1 PTEN TERT MET KIT ERBB2 RET GK EML4 BCR ABL1 NTRK1 NRG1 MYC FGFR1""".split(),
)
def test_the_genes_of_the_sources_are_known_by_their_symbol(name):
    assert the(find_gene(name)).symbol == name
