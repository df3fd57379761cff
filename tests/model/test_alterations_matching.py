"""Does one alteration fall under another: yes, no, or it may and the words do not tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.model.alterations import parse_alteration
from timeline.model.matching import matches
from timeline.model.truth import Truth

TRUE, FALSE, MAYBE = Truth.TRUE, Truth.FALSE, Truth.INDETERMINATE


@pytest.mark.parametrize(
    ("alteration", "pattern", "forwards", "backwards"),
    [
        ("EGFR T790M", "EGFR p.Thr790Met", TRUE, TRUE),
        ("EGFR 19del", "EGFR E746_A750del", MAYBE, TRUE),
        ("EGFR 19del", "EGFR L747_P753delinsS", MAYBE, TRUE),
        ("EGFR 19del", "EGFR T790M", FALSE, FALSE),
        ("EGFR 19del", "EGFR L858R", FALSE, FALSE),
        ("EGFR 19del", "EGFR 20ins", FALSE, FALSE),
        ("EGFR 20ins", "EGFR D770_N771insSVD", MAYBE, TRUE),
        ("EGFR 20ins", "EGFR E746_A750del", FALSE, FALSE),
        ("KIT W557_K558del", "KIT exon 11 deletion", TRUE, MAYBE),
        ("KIT W557_K558del", "KIT exon 14 mutation", FALSE, FALSE),
        ("KIT D816V", "KIT exon 17 mutation", TRUE, MAYBE),
        ("PDGFRA D842V", "PDGFRA exon 18 mutation", TRUE, MAYBE),
        ("BRAF V600E", "BRAF exon 15 mutation", TRUE, MAYBE),
        ("FLT3 D835Y", "FLT3 exon 20 mutation", MAYBE, MAYBE),  # its codons are not in the table
        ("EGFR T790M", "EGFR exon 20 mutation", TRUE, MAYBE),
        ("FLT3 D835Y", "FLT3-ITD", FALSE, FALSE),
        ("FLT3-ITD", "FLT3 mutation", TRUE, MAYBE),
        ("KRAS G12C", "KRAS G12X", TRUE, MAYBE),
        ("KRAS G13D", "KRAS codon 12 mutation", FALSE, FALSE),
        ("TP53 R175H", "TP53 mutation", TRUE, MAYBE),
        ("TP53 R175H", "TP53 truncating mutation", FALSE, FALSE),
        ("TP53 R213X", "TP53 truncating mutation", TRUE, MAYBE),
        ("TP53 K45Nfs*12", "TP53 K45fs", TRUE, MAYBE),
        ("EGFR 19del", "EGFR mutation", TRUE, MAYBE),
        ("BRCA2 reversion", "BRCA2 mutation", FALSE, FALSE),
        ("BRCA2 c.5946delT", "BRCA2 reversion mutation", FALSE, FALSE),
        ("BRCA2 reversion", "BRCA2 alteration", TRUE, MAYBE),
        ("EGFR wild type", "EGFR mutation", FALSE, FALSE),
        ("EGFR T790M", "KRAS mutation", FALSE, FALSE),
        ("T790M", "EGFR T790M", MAYBE, MAYBE),
        ("EGFR c.2369C>T", "EGFR T790M", MAYBE, MAYBE),
        ("EGFR c.2369C>T", "EGFR mutation", TRUE, MAYBE),
        ("EGFR L858R/T790M", "EGFR T790M", TRUE, MAYBE),
        ("EGFR L858R/T790M", "EGFR C797S", FALSE, FALSE),
        ("EGFR 19del/T790M/C797S", "EGFR T790M/C797S", TRUE, MAYBE),
        ("EGFR T790M/C797S", "EGFR T790M/C797S in cis", MAYBE, TRUE),
        ("EGFR T790M/C797S in trans", "EGFR T790M/C797S in cis", FALSE, FALSE),
        ("EZR::ROS1", "ROS1 rearrangement", TRUE, MAYBE),
        ("EZR exon 10-ROS1 exon 34", "EZR::ROS1", TRUE, MAYBE),
        ("EZR exon 10-ROS1 exon 35", "EZR exon 10-ROS1 exon 34", FALSE, FALSE),
        ("CD74::ROS1", "EZR::ROS1", FALSE, FALSE),
        ("CD74::ROS1", "v::ROS1", TRUE, MAYBE),
        ("ROS1-MRAS", "ROS1 rearrangement", MAYBE, MAYBE),  # 5' retained: depends on the words
        ("EML4::ALK", "ROS1 rearrangement", FALSE, FALSE),
        ("EML4-ALK v3", "EML4-ALK E6;A20", TRUE, TRUE),
        ("EML4-ALK v1", "EML4-ALK E6;A20", FALSE, FALSE),
        ("EML4-ALK v1", "EML4::ALK", TRUE, MAYBE),
        ("MET amplification", "MET gain", TRUE, MAYBE),
        ("MET amplification", "MET loss", FALSE, FALSE),
        ("MET CN 8", "MET amplification", MAYBE, MAYBE),  # no number makes an amplification
        ("CDKN2A deletion", "CDKN2A homozygous deletion", MAYBE, MAYBE),
        ("MET amplification", "MET mutation", FALSE, FALSE),
        ("EZR::ROS1", "ROS1 alteration", TRUE, MAYBE),
        ("CD56+", "CD56", TRUE, TRUE),
        ("PD-L1 TPS 50 %", "PD-L1", TRUE, MAYBE),
        ("PD-L1 TPS 0 %", "PD-L1", FALSE, FALSE),
        ("HER2 IHC 2+", "HER2", MAYBE, MAYBE),
        ("MSS", "MSI-H", FALSE, FALSE),
        ("some words", "EGFR T790M", MAYBE, MAYBE),
        ("some words", "Some words", TRUE, TRUE),
    ],
)
def test_what_falls_under_what(alteration, pattern, forwards, backwards):
    one, other = parse_alteration(alteration), parse_alteration(pattern)

    assert (matches(one, other), matches(other, one)) == (forwards, backwards)


SPELLINGS = (
    "EGFR 19del;EGFR E746_A750del;EGFR T790M;T790M;EGFR mutation;EGFR wild type;"
    "EGFR exon 19 mutation;EGFR L858R/T790M;EGFR T790M/C797S in cis;EGFR c.2369C>T;EZR::ROS1;"
    "?::ROS1;v::ROS1;ROS1::EZR;ROS1::MRAS;EZR exon 10-ROS1 exon 34;EZR::ROS1 intron 33;"
    "EML4-ALK v1;EML4-ALK E13:A20;MET amplification;MET gain;MET loss;MET CN 8;"
    "MET exon 14 skipping;MET D1010N;CDKN2A deletion;CDKN2A homozygous deletion;CD56;CD56+;"
    "CD56 negative;PD-L1 TPS 0 %;PD-L1 TPS 50 %;PD-L1;MSS;MSI-H;HER2 2+;HER2;TP53 R213X;"
    "TP53 truncating mutation;words"
).split(";")
alterations = st.sampled_from(SPELLINGS).map(parse_alteration)


@given(alterations, alterations)
def test_what_excludes_is_excluded(one, other):
    assert (matches(one, other) is FALSE) == (matches(other, one) is FALSE)


@given(alterations)
def test_each_is_itself(one):
    assert matches(one, one) is TRUE


@given(alterations, alterations, alterations)
def test_what_falls_under_a_class_falls_under_what_that_falls_under(one, middle, broad):
    if matches(one, middle) is TRUE and matches(middle, broad) is TRUE:
        assert matches(one, broad) is TRUE
