"""Alterations: the spellings of the shipped cases are understood, anything else kept whole."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.model.alterations import (
    Biomarker,
    CategoricalVariant,
    Fusion,
    FusionPartner,
    NamedAlteration,
    ProteinVariant,
    parse_alteration,
)
from timeline.model.assays import Finding
from timeline.model.quantities import Quantity

EZR_ROS1 = Fusion(FusionPartner("EZR", 10), FusionPartner("ROS1", 34))


@pytest.mark.parametrize(
    ("text", "alteration"),
    [
        ("EZR exon 10-ROS1 exon 34", EZR_ROS1),
        ("EZR(ex10)::ROS1(ex34)", EZR_ROS1),
        ("EZR  exon10 \u2013 ROS1 e34", EZR_ROS1),
        ("EZR::ROS1", Fusion(FusionPartner("EZR"), FusionPartner("ROS1"))),
        ("EML4-ALK", Fusion(FusionPartner("EML4"), FusionPartner("ALK"))),
        ("ROS1 fusion", Fusion(FusionPartner("?"), FusionPartner("ROS1"))),
        ("ROS1 rearrangement", Fusion(FusionPartner("?"), FusionPartner("ROS1"))),
        ("EGFR T790M", ProteinVariant("EGFR", "T790M")),
        ("ROS1 G2032R", ProteinVariant("ROS1", "G2032R")),
        ("EGFR exon 19 deletion", CategoricalVariant("EGFR", "exon 19 deletion")),
        ("EGFR 19del", CategoricalVariant("EGFR", "exon 19 deletion")),
        ("EGFR 20ins", CategoricalVariant("EGFR", "exon 20 insertion")),
        ("MET exon 14 skipping", CategoricalVariant("MET", "exon 14 skipping")),
        ("TP53 mutation", CategoricalVariant("TP53", "mutation")),
        ("HER2 amplification", CategoricalVariant("HER2", "amplification")),
        ("TMB 34.9 mutations/Mb", Biomarker("TMB", Quantity(Decimal("34.9"), "mutations/Mb"))),
        ("PD-L1 TPS 0 %", Biomarker("PD-L1 TPS", Quantity(Decimal(0), "%"))),
        ("Ki-67 95 %+", Biomarker("Ki-67", Quantity(Decimal(95), "%", ">="))),
        ("PD-L1", Biomarker("PD-L1")),
        ("TTF-1", Biomarker("TTF-1")),
        ("CD56", Biomarker("CD56")),
        ("MSS", Biomarker("MSS")),
        ("a rearrangement of chromosome 6", NamedAlteration("a rearrangement of chromosome 6")),
        ("PD-L1 negative", NamedAlteration("PD-L1 negative")),
        ("PD-L1 TPS 1-49 %", NamedAlteration("PD-L1 TPS 1-49 %")),
    ],
)
def test_what_a_spelling_names(text, alteration):
    assert parse_alteration(text) == alteration


@pytest.mark.parametrize(
    ("text", "printed", "short", "genes"),
    [
        ("EZR exon 10-ROS1 exon 34", "EZR(ex10)::ROS1(ex34)", "EZR::ROS1", ("EZR", "ROS1")),
        ("ROS1 fusion", "?::ROS1", "?::ROS1", ("ROS1",)),
        ("EGFR T790M", "EGFR T790M", "EGFR T790M", ("EGFR",)),
        ("EGFR exon 19 deletion", "EGFR exon 19 deletion", "EGFR ex19del", ("EGFR",)),
        ("MET exon 14 skipping", "MET exon 14 skipping", "MET exon 14 skipping", ("MET",)),
        ("TP53 mutation", "TP53 mutation", "TP53 mutation", ("TP53",)),
        ("PD-L1 TPS 0 %", "PD-L1 TPS 0 %", "PD-L1 TPS 0 %", ()),
        ("CD56", "CD56", "CD56", ()),
        ("some words", "some words", "some words", ()),
    ],
)
def test_how_it_prints_how_a_figure_labels_it_and_its_genes(text, printed, short, genes):
    alteration = parse_alteration(text)

    assert (str(alteration), alteration.short, alteration.genes) == (printed, short, genes)


@given(st.text(max_size=40))
def test_any_words_are_kept_and_none_are_refused(text):
    alteration = parse_alteration(text)

    if isinstance(alteration, NamedAlteration):
        assert alteration.text == " ".join(text.split())


@given(
    st.sampled_from(
        "EZR exon 10-ROS1 exon 34;EML4-ALK;EGFR T790M;EGFR 19del;MET exon 14 skipping;CD56;MSS;"
        "Ki-67 95 %+;TMB 34.9 mutations/Mb;HER2 amplification;PD-L1 negative".split(";")
    )
)
def test_an_alteration_is_read_again_from_what_it_prints(text):
    assert parse_alteration(str(parse_alteration(text))) == parse_alteration(text)


def test_a_finding_keeps_the_words_beside_their_meaning():
    finding = Finding.from_text(" EZR exon 10-ROS1 exon 34 ")

    assert finding.as_written == "EZR exon 10-ROS1 exon 34"
    assert finding.alteration == EZR_ROS1
