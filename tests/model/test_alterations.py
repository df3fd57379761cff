"""Alterations: what a spelling names, how it prints, and what is said of one not understood."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import NotationError
from timeline.model.alterations import (
    LONGEST,
    AlterationKind,
    Biomarker,
    CategoricalVariant,
    CompoundVariant,
    CopyNumber,
    Fusion,
    FusionPartner,
    FusionRole,
    NamedAlteration,
    NucleotideVariant,
    ProteinVariant,
    parse_alteration,
)
from timeline.model.assays import Finding
from timeline.model.fusions import role_among
from timeline.model.quantities import Quantity, parse_quantity
from timeline.model.truth import Truth

ROOT = Path(__file__).parents[2]
EZR_ROS1 = Fusion(FusionPartner("EZR", 10), FusionPartner("ROS1", 34))
ROS1 = FusionPartner("ROS1")
ANY_ROS1 = Fusion(FusionPartner("?"), ROS1)
T22_R33 = Fusion(FusionPartner("TBC1D32", 22), FusionPartner("ROS1", 33))
E13_A20 = Fusion(FusionPartner("EML4", 13), FusionPartner("ALK", 20))


def fusion_of(text: str) -> Fusion:
    found = parse_alteration(text)
    assert isinstance(found, Fusion)
    return found


@pytest.mark.parametrize(
    ("text", "fusion"),
    [
        ("EZR exon 10\u2013ROS1 exon 34", EZR_ROS1),
        ("EZR exon 10-ROS1 exon 34", EZR_ROS1),
        ("EZR(ex10)::ROS1(ex34)", EZR_ROS1),
        ("EZR e10 :: ROS1 e34", EZR_ROS1),
        ("EZR  exon10 \u2013 ROS1 e34", EZR_ROS1),
        ("TBC1D32-ROS1 (T22:R33)", T22_R33),
        ("C6orf170-ROS1 C22:R33", T22_R33),
        ("C6orf170-ROS1", Fusion(FusionPartner("TBC1D32"), ROS1)),
        ("ROS1-MRAS", Fusion(ROS1, FusionPartner("MRAS"))),
        ("ROS1-GK (EX31:EX13)", Fusion(FusionPartner("ROS1", 31), FusionPartner("GK", 13))),
        ("EML4-ALK E13;A20", E13_A20),
        ("EML4-ALK E13-A20", E13_A20),
        ("EML4(e13)-ALK(e20) fusion", E13_A20),
        ("EML4-ALK", Fusion(FusionPartner("EML4"), FusionPartner("ALK"))),
        ("EML4-ALK v3", Fusion(FusionPartner("EML4"), FusionPartner("ALK"), variant="v3")),
        ("BCR-ABL", Fusion(FusionPartner("BCR"), FusionPartner("ABL1"))),
        ("NKX2-1-ALK", Fusion(FusionPartner("NKX2-1"), FusionPartner("ALK"))),
        ("ROS1 rearrangement", ANY_ROS1),
        ("ROS1-rearranged", ANY_ROS1),
        ("?::ROS1", ANY_ROS1),
        ("v::ROS1", Fusion(FusionPartner("v"), ROS1)),
        ("EZR::ROS1 in frame", Fusion(FusionPartner("EZR"), ROS1, reading_frame_preserved=True)),
        ("EZR::ACG::ROS1", Fusion(FusionPartner("EZR"), ROS1, linker="ACG")),
        (
            "NM_152263.3(TPM3):e.8+5::NM_002944.3(ROS1):e.35",
            Fusion(
                FusionPartner("TPM3", 8, offset=5, transcript="NM_152263.3"),
                FusionPartner("ROS1", 35, transcript="NM_002944.3"),
            ),
        ),
        ("EZR::ROS1 intron 32", Fusion(FusionPartner("EZR"), FusionPartner("ROS1", intron=32))),
    ],
)
def test_a_fusion(text, fusion):
    assert parse_alteration(text, strict=True) == fusion


@pytest.mark.parametrize(
    "text",
    [
        "HLA-DRB1", "PD-L1", "T790M-C797S", "NKX2-1", "Ki-67", "SSTR-2", "EGFR-TKI", "EGFR-AS1",
        "KRAS-G12C", "MSI-H", "HER2-low", "T22:R33", "EML4-ALK E13;Z20", "FOO-BAR",
    ],
)  # fmt: skip
def test_no_fusion(text):
    assert not isinstance(parse_alteration(text), Fusion)


def test_a_hyphen_is_accepted_with_a_note_that_does_not_count():
    hyphened, plain = fusion_of("C6orf170-ROS1"), fusion_of("TBC1D32::ROS1")

    assert hyphened == plain
    assert hash(hyphened) == hash(plain)
    assert "read-through" in hyphened.notes[0]
    assert hyphened.notes[1] == "C6orf170 is a previous symbol of TBC1D32"
    assert plain.notes == ()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("EZR::ROS1", FusionRole.CANONICAL),
        ("FGFR3::TACC3", FusionRole.CANONICAL),
        ("ROS1 rearrangement", FusionRole.CANONICAL),
        ("ROS1-MRAS", FusionRole.FIVE_PRIME_RETAINED),
        ("ROS1(ex43)::GK", None),  # the kinase is in the part that is kept
        ("ROS1::?", None),
        ("TMPRSS2::ERG", None),
    ],
)
def test_the_role_of_a_fusion(text, role):
    assert fusion_of(text).role is role


def test_a_mirrored_product_is_the_reciprocal_of_the_one_beside_it():
    mirrored, canonical = fusion_of("ROS1::EZR"), fusion_of("EZR::ROS1")

    assert role_among(mirrored, [canonical]) is FusionRole.RECIPROCAL
    assert role_among(mirrored, [fusion_of("CD74::ROS1")]) is FusionRole.FIVE_PRIME_RETAINED
    assert role_among(canonical, [mirrored]) is FusionRole.CANONICAL


@pytest.mark.parametrize(
    "text",
    [
        "EGFR T790M", "EGFR p.T790M", "EGFR p.Thr790Met", "EGFR p.(Thr790Met)", "EGFR (p.T790M)",
        "EGFR:p.T790M", "EGFR-T790M", "EGFRT790M", "EGFR Thr790Met", "T790M EGFR",
        "EGFR exon 20 T790M", "EGFR T790M mutation", "T790M in EGFR", "EGFR c.2369C>T (p.T790M)",
        "EGFR p.Thr790Met (c.2369C>T)", "ERBB1 T790M",
    ],
)  # fmt: skip
def test_one_change_in_all_its_spellings(text):
    assert parse_alteration(text, strict=True) == ProteinVariant("EGFR", "T790M")


@pytest.mark.parametrize(
    ("text", "alteration"),
    [
        ("G2032R", ProteinVariant("?", "G2032R")),
        ("p.(Gly2032Arg)", ProteinVariant("?", "G2032R")),
        ("EGFR delE746_A750", ProteinVariant("EGFR", "E746_A750del")),
        ("EGFR E746-A750 del", ProteinVariant("EGFR", "E746_A750del")),
        ("TP53 R213X", ProteinVariant("TP53", "R213*")),
        ("HER2 Y772_A775dup", ProteinVariant("ERBB2", "Y772_A775dup")),
        ("EGFR c.2369C>T", NucleotideVariant("EGFR", "c.2369C>T")),
        (
            "NM_005228.5(EGFR):c.2369C>T",
            NucleotideVariant("EGFR", "c.2369C>T", reference="NM_005228.5"),
        ),
        ("chr7:g.55249071C>T", NucleotideVariant("?", "g.55249071C>T", reference="chr7")),
        ("MET c.3082+1G>T", NucleotideVariant("MET", "c.3082+1G>T")),
        ("EGFR exon 19 deletion", CategoricalVariant("EGFR", "exon 19 deletion")),
        ("EGFR 19del", CategoricalVariant("EGFR", "exon 19 deletion")),
        ("EGFR ex19del", CategoricalVariant("EGFR", "exon 19 deletion")),
        ("EGFR deletion in exon 19", CategoricalVariant("EGFR", "exon 19 deletion")),
        ("EGFR 20ins", CategoricalVariant("EGFR", "exon 20 insertion")),
        ("MET exon 14 skipping", CategoricalVariant("MET", "exon 14 skipping")),
        ("METex14", CategoricalVariant("MET", "exon 14 skipping")),
        ("FLT3-ITD", CategoricalVariant("FLT3", "ITD")),
        ("FLT3 internal tandem duplication", CategoricalVariant("FLT3", "ITD")),
        ("KMT2A-PTD", CategoricalVariant("KMT2A", "PTD")),
        ("FLT3-TKD mutation", CategoricalVariant("FLT3", "kinase domain mutation")),
        ("KRAS G12X", CategoricalVariant("KRAS", "codon 12 mutation")),
        ("TP53 mutation", CategoricalVariant("TP53", "mutation")),
        ("TP53-mutated", CategoricalVariant("TP53", "mutation")),
        ("EGFR WT", CategoricalVariant("EGFR", "wild type")),
        ("EGFR mutation negative", CategoricalVariant("EGFR", "wild type")),
        ("HER2 amplification", CopyNumber("ERBB2", "amplification")),
        ("MET amp", CopyNumber("MET", "amplification")),
        ("PTEN loss", CopyNumber("PTEN", "loss")),
        ("CDKN2A deep deletion", CopyNumber("CDKN2A", "homozygous deletion")),
        ("MET CN 8", CopyNumber("MET", None, Quantity(Decimal(8)))),
        ("MET amplification (CN 8.5)", CopyNumber("MET", "amplification", parse_quantity("8.5"))),
        ("TMB 34.9 mutations/Mb", Biomarker("TMB", Quantity(Decimal("34.9"), "mutations/Mb"))),
        ("PD-L1 TPS 0 %", Biomarker("PD-L1 TPS", Quantity(Decimal(0), "%"))),
        ("Ki-67 95 %+", Biomarker("Ki-67", Quantity(Decimal(95), "%", ">="))),
        ("PD-L1", Biomarker("PD-L1")),
        ("PD-L1 negative", Biomarker("PD-L1", result="negative")),
        ("HER2 IHC 2+", Biomarker("HER2 IHC", result="2+")),
        ("HER2-low", Biomarker("HER2", result="low")),
        ("HER2 FISH negative", Biomarker("HER2 FISH", result="negative")),
        ("RB1 protein loss", Biomarker("RB1", result="lost")),
        ("CK7+", Biomarker("CK7", result="positive")),
        ("TTF-1", Biomarker("TTF-1")),
        ("CD56", Biomarker("CD56")),
        ("MSS", Biomarker("MSS")),
        ("microsatellite instability-high", Biomarker("MSI-H")),
    ],
)
def test_what_a_spelling_names(text, alteration):
    assert parse_alteration(text, strict=True) == alteration


@pytest.mark.parametrize(
    "text",
    ["a rearrangement of chromosome 6", "PD-L1 TPS 1-49 %", "t(9;22)(q34;q11)", "EGFR T79OM"],
)
def test_other_words_are_kept_whole(text):
    assert parse_alteration(text) == NamedAlteration(text)


@pytest.mark.parametrize(
    ("text", "members", "alleles"),
    [
        ("ROS1 S1986F/G2032R", "G2032R S1986F", None),
        ("ROS1 G2032R + S1986F", "G2032R S1986F", None),
        ("ROS1 S1986F-G2032R in cis", "S1986F G2032R", "cis"),
        ("ROS1 p.[Ser1986Phe;Gly2032Arg]", "S1986F G2032R", "cis"),
        ("ROS1 p.[S1986F];[G2032R]", "S1986F G2032R", "trans"),
    ],
)
def test_changes_that_go_together_in_any_order(text, members, alleles):
    both = (ProteinVariant("ROS1", change) for change in members.split())

    assert parse_alteration(text) == CompoundVariant(tuple(both), alleles=alleles)


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("BCR-ABL1 T315I", ProteinVariant("ABL1", "T315I")),
        ("BCR::ABL1 T315I", ProteinVariant("ABL1", "T315I")),
        ("BCR/ABL1 T315I mutation", ProteinVariant("ABL1", "T315I")),
        ("BCR-ABL F317L", ProteinVariant("ABL1", "F317L")),
        ("EML4-ALK G1202R", ProteinVariant("ALK", "G1202R")),
        ("CD74\u2013ROS1 G2032R", ProteinVariant("ROS1", "G2032R")),
        ("EML4-ALK E13;A20", E13_A20),
        ("KIT/PDGFRA D842V", NamedAlteration("KIT/PDGFRA D842V")),
        ("p-ALK G1202R", NamedAlteration("p-ALK G1202R")),
    ],
)
def test_a_change_told_of_a_fusion_is_of_its_kinase(text, variant):
    assert parse_alteration(text) == variant


def test_a_compound_has_one_gene():
    with pytest.raises(NotationError, match="of one gene"):
        CompoundVariant((ProteinVariant("EGFR", "T790M"), ProteinVariant("KRAS", "G12C")))


def test_aliases_are_resolved_in_gene_slots_alone():
    assert parse_alteration("PR mutation").genes == ("PGR",)
    assert parse_alteration("PR positive") == Biomarker("PR", result="positive")
    assert parse_alteration("CD56").genes == ()


@pytest.mark.parametrize(
    ("text", "printed", "short", "genes", "kind"),
    [
        ("EZR exon 10-ROS1 exon 34", "EZR(ex10)::ROS1(ex34)", "EZR::ROS1", "EZR ROS1", "fusion"),
        ("ROS1 fusion", "?::ROS1", "?::ROS1", "ROS1", "fusion"),
        ("EGFR T790M", "EGFR T790M", "EGFR T790M", "EGFR", "protein variant"),
        ("EGFR 19del", "EGFR exon 19 deletion", "EGFR ex19del", "EGFR", "categorical variant"),
        ("METex14", "MET exon 14 skipping", "MET exon 14 skipping", "MET", "splice"),
        ("MET CN 8", "MET CN 8", "MET CN 8", "MET", "copy number"),
        ("EGFR L858R/T790M in cis", "EGFR T790M/L858R in cis", "EGFR T790M/L858R", "EGFR",
         "compound variant"),
        ("EGFR c.2369C>T", "EGFR c.2369C>T", "EGFR c.2369C>T", "EGFR", "nucleotide variant"),
        ("PD-L1 TPS 0 %", "PD-L1 TPS 0 %", "PD-L1 TPS 0 %", "", "biomarker"),
        ("some words", "some words", "some words", "", "named"),
    ],
)  # fmt: skip
def test_how_it_prints_its_label_its_genes_and_its_kind(text, printed, short, genes, kind):
    alteration = parse_alteration(text)

    assert (str(alteration), alteration.short) == (printed, short)
    assert alteration.genes == tuple(genes.split())
    assert alteration.kind is AlterationKind(kind)


@pytest.mark.parametrize(
    ("text", "positive"),
    [
        ("PD-L1 TPS 0 %", "false"), ("PD-L1 TPS <1 %", "false"), ("PD-L1 TPS 50 %", "true"),
        ("PD-L1 negative", "false"), ("HER2 3+", "true"), ("HER2 2+", "indeterminate"),
        ("HER2-low", "indeterminate"), ("CD56", "true"), ("RB1 protein loss", "false"),
        ("Ki-67 <5 %", "indeterminate"),
    ],
)  # fmt: skip
def test_whether_a_marker_is_there(text, positive):
    marker = parse_alteration(text)

    assert isinstance(marker, Biomarker)
    assert marker.positive == positive


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("EGFR T79OM", 8, "no change of a residue"),
        ("EGFR Thx790Met", 5, "'Thx' is no amino acid; did you mean 'Thr'?"),
        ("  EGFR A750_E746del", 7, "ends at residue 746"),
        ("EGFR something", 5, "not said of a gene"),
        ("T22:R33", 0, "both genes beside them"),
        ("EZR::1", 5, "'1' is no gene"),
        ("some words", 0, "no gene or marker"),
        ("  ", 0, "names no alteration"),
        ("x" * (LONGEST + 1), LONGEST, "longer than"),
    ],
)
def test_a_strict_reading_points_at_what_is_not_understood(text, column, reason):
    with pytest.raises(NotationError) as raised:
        parse_alteration(text, strict=True)

    assert raised.value.column == column
    assert reason in raised.value.reason


@given(st.text(max_size=LONGEST + 20))
def test_any_words_are_kept_and_none_are_refused(text):
    alteration = parse_alteration(text)

    if isinstance(alteration, NamedAlteration):
        assert alteration.text == " ".join(text.split())
        with pytest.raises(NotationError) as raised:
            parse_alteration(text, strict=True)
        assert 0 <= raised.value.column <= len(text)


def test_random_words_of_the_notation_neither_crash_nor_take_long():
    command = [sys.executable, str(ROOT / "benchmarks" / "alterations.py"), "--short"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("3000 strings")


def test_a_finding_keeps_the_words_beside_their_meaning():
    finding = Finding.from_text(" EZR exon 10-ROS1 exon 34 ")

    assert finding.as_written == "EZR exon 10-ROS1 exon 34"
    assert finding.alteration == EZR_ROS1


def test_a_glutamate_is_told_from_an_exon():
    exon, glutamate = parse_alteration("EGFR E19del"), parse_alteration("EGFR p.E19del")

    assert str(exon) == "EGFR exon 19 deletion"
    assert str(glutamate) == "EGFR p.E19del"
    assert parse_alteration(str(glutamate)) == glutamate != exon


@pytest.mark.parametrize(
    "minus", ["-", "\N{MINUS SIGN}", " -", " \N{MINUS SIGN}", "(\N{MINUS SIGN})"]
)
@pytest.mark.parametrize("marker", ["ER", "PR", "ROS1", "HER2"])
def test_a_minus_behind_a_marker_is_negative_however_it_is_printed(marker, minus):
    read = parse_alteration(f"{marker}{minus}")

    assert (read, read.positive) == (Biomarker(marker, result="negative"), Truth.FALSE)
