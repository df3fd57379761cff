"""What is written is read again as the same; protein changes are HGVS by another's judgement."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mavehgvs import MaveHgvsParseError, Variant

from timeline.errors import NotationError
from timeline.model.alterations import (
    Biomarker,
    CategoricalVariant,
    CompoundVariant,
    CopyNumber,
    Fusion,
    FusionPartner,
    ProteinVariant,
    parse_alteration,
)
from timeline.model.categories import CopyChange
from timeline.model.proteins import THREE_LETTERS, ChangeType, ProteinChange, parse_change
from timeline.model.quantities import Quantity

RESIDUES = sorted(set(THREE_LETTERS) - {"*", "U"})
residue = st.sampled_from(RESIDUES)
position = st.integers(2, 9999)
sequence = st.text(RESIDUES, min_size=1, max_size=5)
genes = st.sampled_from("EGFR ROS1 ALK KRAS TP53 EZR NKX2-1 HLA-A TBC1D32".split())


@st.composite
def changes(draw):
    kind = draw(st.sampled_from([t for t in ChangeType if t is not ChangeType.START_LOSS]))
    first, start = draw(residue), draw(position)
    last, end, new, shift = first, start, "", ""
    ranged = kind in (ChangeType.DELETION, ChangeType.DUPLICATION, ChangeType.DELINS)
    if kind is ChangeType.INSERTION or (ranged and draw(st.booleans())):
        last = draw(residue)
        end = start + (1 if kind is ChangeType.INSERTION else draw(st.integers(1, 30)))
    if kind is ChangeType.SUBSTITUTION:
        new = draw(residue.filter(lambda letter: letter != first))
    elif kind is ChangeType.NONSENSE:
        new = "*"
    elif kind in (ChangeType.INSERTION, ChangeType.DELINS):
        new = draw(sequence)
    elif kind is ChangeType.FRAMESHIFT:
        new, shift = draw(st.sampled_from([("", ""), ("P", ""), ("P", "23"), ("P", "?")]))
    elif kind is ChangeType.EXTENSION:
        first = last = "*"
        new, shift = draw(st.sampled_from([("Q", "14"), ("Q", "?"), ("", "")]))
    return ProteinChange(
        type=kind, first=first, start=start, last=last, end=end, new=new, shift=shift
    )


@given(changes())
def test_a_change_is_read_again_from_one_letter_and_from_three(change):
    short, long = change.written(), change.written(three_letter=True)

    for text in (short, long, f"p.{short}", f"p.{long}", f"p.({long})"):
        assert parse_change(text) == change


@given(changes())
def test_three_letter_changes_are_hgvs_to_mavehgvs(change):
    # It knows neither extensions nor the place of the new stop.
    if change.type is ChangeType.EXTENSION:
        return
    long = change.written(three_letter=True)
    bare = f"{change.first}{change.start}fs" if change.type is ChangeType.FRAMESHIFT else None
    text = f"p.{parse_change(bare).written(three_letter=True)}" if bare else f"p.{long}"

    assert str(Variant(text)) == text


@given(st.text("ACDEGHILMPRTVaelrhsnt0123456789_delinsup>*=()", max_size=14))
def test_what_mavehgvs_reads_is_read_here(text):
    try:
        theirs = Variant(f"p.{text}")
    except (MaveHgvsParseError, ValueError):
        return
    if theirs.is_multi_variant() or text in ("=", "(=)"):
        return
    change = parse_change(f"p.{text}")

    assert f"p.{change.written(three_letter=True)}" == str(theirs)


@pytest.mark.parametrize("text", ["Met1?", "M1?", "p.(Met1?)", "M1ext-5", "Ter110GlnextTer17"])
def test_starts_and_stops(text):
    change = parse_change(text)

    assert parse_change(change.written(three_letter=True)) == change


@pytest.mark.parametrize(
    "text",
    ["A750_E746del", "D770_N775insS", "E746_A750fs", "T790?", "*100K", "T790", "790M", "T0790M"],
)
def test_what_no_protein_can_have_is_refused(text):
    with pytest.raises(NotationError):
        parse_change(text)


partners = st.builds(
    FusionPartner,
    genes,
    st.none() | st.integers(1, 60),
    transcript=st.none() | st.just("NM_002944.3"),
)
fusions = st.builds(
    Fusion,
    partners,
    partners,
    linker=st.none() | st.text("ACGT", min_size=1, max_size=6),
    variant=st.none() | st.sampled_from(["v1", "v3a/b"]),
    reading_frame_preserved=st.none() | st.booleans(),
)
proteins = st.builds(lambda gene, change: ProteinVariant(gene, change.written()), genes, changes())
several = st.builds(
    lambda gene, several, alleles: CompoundVariant(
        tuple(ProteinVariant(gene, f"L{place}R") for place in several), alleles=alleles
    ),
    genes,
    st.sets(st.integers(10, 2000), min_size=2, max_size=4),
    st.none() | st.sampled_from(["cis", "trans"]),
)
categories = st.builds(
    CategoricalVariant,
    genes,
    st.sampled_from(
        ["exon 19 deletion", "exon 14 skipping", "mutation", "wild type", "codon 12 mutation",
         "activating mutation", "splice site mutation", "deletion", "vIII"]
    ),
)  # fmt: skip
copies = st.builds(
    CopyNumber,
    genes,
    st.sampled_from(CopyChange),
    st.none() | st.just(Quantity(Decimal(8), sign=">=")),
)
markers = st.builds(
    Biomarker,
    st.sampled_from(["CD56", "TTF-1", "HER2 IHC", "PD-L1"]),
    result=st.none() | st.sampled_from(["positive", "negative", "2+", "low"]),
)
alterations = fusions | proteins | several | categories | copies | markers


@given(alterations)
def test_an_alteration_is_read_again_from_what_it_prints(alteration):
    assert parse_alteration(str(alteration), strict=True) == alteration
