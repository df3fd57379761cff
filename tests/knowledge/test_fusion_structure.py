"""What a fusion keeps: exons, kinase, transmembrane segment, and single residues."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.knowledge.fusion_structure import (
    Fate,
    residue_in_product,
    structure_of,
)
from timeline.knowledge.proteins import (
    EXONS,
    DomainName,
    find_domain,
    find_protein,
    first_codon,
)
from timeline.knowledge.residues import fused_from
from timeline.model.alterations import Fusion, parse_alteration
from timeline.model.fusions import _KINASE_ENDS
from timeline.model.matching import EXON_CODONS
from timeline.model.truth import Truth

EZR = "EZR exon 10-ROS1 exon 34"
TBC1D32 = "TBC1D32 exon 22-ROS1 exon 33"


def fusion(text):
    parsed = parse_alteration(text)
    assert isinstance(parsed, Fusion)
    return parsed


def test_ros1_has_these_exons_residues_and_first_codons():
    protein = find_protein("ROS1")

    assert protein is not None
    assert (protein.transcript, protein.exons, protein.residues) == ("ENST00000368508", 43, 2347)
    codons = {exon: first_codon("ROS1", exon) for exon in range(32, 37)}
    assert codons == {32: 1750, 33: 1789, 34: 1853, 35: 1881, 36: 1926}
    assert first_codon("ROS1", 31) is None


def test_exons_first_codons_and_the_kinase_are_those_the_model_names_classes_by():
    model = {place: codons[0] for place, codons in EXON_CODONS.items() if place[0] == "ROS1"}
    tables = {(row.gene, row.exon): row.first_codon for row in EXONS.shipped()}
    kinase = find_domain("ROS1", DomainName.KINASE)

    assert {place: tables[place] for place in model} == model
    assert kinase is not None
    assert {"ROS1": kinase.last_exon} == _KINASE_ENDS


@pytest.mark.parametrize(
    ("exon", "kinase", "transmembrane"),
    [
        (32, Fate.KEPT, Fate.KEPT),
        (33, Fate.KEPT, Fate.KEPT),
        (34, Fate.KEPT, Fate.KEPT),
        (35, Fate.KEPT, Fate.PART),
        (36, Fate.KEPT, Fate.LOST),
        (37, Fate.PART, Fate.LOST),
        (42, Fate.PART, Fate.LOST),
        (43, Fate.LOST, Fate.LOST),
        (99, Fate.UNKNOWN, Fate.UNKNOWN),
    ],
)
def test_the_first_exon_kept_says_what_becomes_of_kinase_and_segment(exon, kinase, transmembrane):
    structure = structure_of(fusion(f"CD74(ex6)::ROS1(ex{exon})"))

    assert (structure.kinase, structure.transmembrane) == (kinase, transmembrane)


def test_the_structure_of_ezr_ros1():
    structure = structure_of(fusion(EZR))

    assert structure.five_prime.exons == (1, 10)
    assert structure.three_prime.exons == (34, 43)
    assert structure.five_prime.kinase is Fate.UNKNOWN  # EZR is not in the tables
    assert structure.in_frame is Truth.INDETERMINATE
    assert str(structure) == (
        "EZR exons 1–10; ROS1 exons 34–43: kinase kept, transmembrane segment kept"
    )


@pytest.mark.parametrize(
    ("written", "in_frame"),
    [
        (f"{EZR} in frame", Truth.TRUE),
        (f"{EZR}, out of frame", Truth.FALSE),
        (EZR, Truth.INDETERMINATE),
    ],
)
def test_the_frame_is_said_where_it_is_given(written, in_frame):
    assert structure_of(fusion(written)).in_frame is in_frame


def test_a_product_out_of_frame_has_no_residue_of_its_three_prime_gene():
    assert residue_in_product(fusion(f"{EZR} out of frame"), "ROS1", 2032) is Truth.FALSE


def test_a_fusion_that_keeps_the_five_prime_end_of_ros1_has_lost_the_kinase():
    structure = structure_of(fusion("ROS1-MRAS"))

    assert structure.kinase is Fate.LOST
    assert structure.partner("ROS1") is structure.five_prime
    assert residue_in_product(fusion("ROS1-MRAS"), "ROS1", 2032) is Truth.FALSE
    assert structure_of(fusion("ROS1(ex42)::MRAS(ex2)")).kinase is Fate.KEPT
    assert structure_of(fusion("ROS1(ex38)::MRAS(ex2)")).kinase is Fate.PART


def test_without_an_exon_what_all_known_fusions_have_in_common_is_said_and_no_more():
    structure = structure_of(fusion("CD74-ROS1"))

    assert (structure.kinase, structure.transmembrane) == (Fate.KEPT, Fate.UNKNOWN)
    assert "the exon is not named" in str(structure)


def test_a_fusion_of_genes_that_are_not_in_the_tables_is_unknown():
    structure = structure_of(fusion("EML4(ex13)::ALK(ex20)"))

    assert (structure.kinase, structure.transmembrane) == (Fate.UNKNOWN, Fate.UNKNOWN)
    assert str(structure) == "EML4 exons 1–13; ALK exons 20–?"
    assert residue_in_product(structure.fusion, "ALK", 1196) is Truth.INDETERMINATE


@pytest.mark.parametrize(
    ("written", "gene", "position", "inside"),
    [
        (EZR, "ROS1", 2032, Truth.TRUE),
        (EZR, "ROS1", 1853, Truth.TRUE),
        (EZR, "ROS1", 1852, Truth.FALSE),
        (EZR, "ROS1", 1174, Truth.FALSE),
        (TBC1D32, "ROS1", 2032, Truth.TRUE),
        (TBC1D32, "ROS1", 1789, Truth.TRUE),
        (TBC1D32, "ROS1", 1788, Truth.FALSE),
        ("CD74-ROS1", "ROS1", 2032, Truth.TRUE),
        ("CD74-ROS1", "ROS1", 1174, Truth.FALSE),
        ("CD74-ROS1", "ROS1", 1800, Truth.INDETERMINATE),
        ("CD74(ex6)::ROS1(ex38)", "ROS1", 1900, Truth.FALSE),
        ("CD74(ex6)::ROS1(ex38)", "ROS1", 2032, Truth.INDETERMINATE),
        (EZR, "ROS1", 2348, Truth.FALSE),
        (EZR, "ROS1", 0, Truth.FALSE),
        (EZR, "EGFR", 790, Truth.FALSE),
        (EZR, "EZR", 10, Truth.INDETERMINATE),
    ],
)
def test_a_residue_is_inside_the_product_outside_or_it_cannot_be_said(
    written, gene, position, inside
):
    assert residue_in_product(fusion(written), gene, position) is inside


@given(position=st.integers(1, 2347), exon=st.integers(32, 36))
def test_what_lies_in_a_product_lies_in_every_longer_one(position, exon):
    shorter = residue_in_product(fusion(f"CD74(ex6)::ROS1(ex{exon})"), "ROS1", position)
    longer = residue_in_product(fusion(f"CD74(ex6)::ROS1(ex{exon - 1})"), "ROS1", position)

    if shorter is Truth.TRUE:
        assert longer is Truth.TRUE


@given(position=st.integers(1, 2347), exon=st.integers(32, 35))
def test_both_halves_of_a_gene_share_no_residue(position, exon):
    first = residue_in_product(fusion(f"ROS1(ex{exon})::MRAS(ex2)"), "ROS1", position)
    second = residue_in_product(fusion(f"CD74(ex6)::ROS1(ex{exon + 1})"), "ROS1", position)

    assert first is ~second


def test_a_named_intron_stands_for_the_exon_beside_it():
    structure = structure_of(fusion("EZR(in10)::ROS1(in33)"))

    assert structure.three_prime.exons == (34, 43)
    assert structure.five_prime.exons == (1, 10)
    assert "breakpoint" in structure.three_prime.why


def test_the_checks_of_printed_variants_use_the_same_facts():
    assert fused_from("ROS1") == (32, 1750)
    assert fused_from("EGFR") is None
