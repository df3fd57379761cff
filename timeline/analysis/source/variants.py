"""Whether an alteration stands in a text, in any of the notations that reports use for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from timeline.analysis.source import spellings
from timeline.analysis.source.report_text import Span, Text
from timeline.model.alterations import (
    Alteration,
    Biomarker,
    CategoricalVariant,
    CompoundVariant,
    CopyNumber,
    Fusion,
    FusionPartner,
    NucleotideVariant,
    ProteinVariant,
)

_SENTENCE = 25
"""Words within which a gene and what became of it belong together; lists of genes are long."""

_PAIR = 12
_EXON_REACH = 4
_FUSED = ("fus", "rearrang", "translocat", "chimer", "positive")


def alteration_stands(text: Text, as_written: str, alteration: Alteration) -> bool:
    """True when a text names an alteration, as written in the document or another way."""
    if text.has(as_written):
        return True
    match alteration:
        case Fusion():
            return _fusion_stands(text, alteration)
        case ProteinVariant():
            return _gene_stands(text, alteration) and _any(
                text, spellings.protein_change(alteration.parsed)
            )
        case NucleotideVariant(change=change):
            return _gene_stands(text, alteration) and text.has(change)
        case CompoundVariant(members=members):
            return all(alteration_stands(text, str(member), member) for member in members)
        case CategoricalVariant(category=category):
            return _category_stands(text, alteration, category)
        case CopyNumber(change=change):
            stems = spellings.CATEGORY_STEMS[change] if change else ("cop",)
            return _stem_near(text, alteration.gene, stems)
        case Biomarker():
            return _marker_stands(text, as_written, alteration)
        case _:
            return _words_together(text, as_written)


def _any(text: Text, phrases: Iterable[str]) -> bool:
    return any(text.has(phrase) for phrase in phrases)


def _gene_stands(text: Text, alteration: Alteration) -> bool:
    """Whether its genes are named; a change printed without its gene needs none."""
    return all(_any(text, spellings.gene(gene)) for gene in alteration.genes)


def _marker_stands(text: Text, as_written: str, marker: Biomarker) -> bool:
    """Whether a marker is named, and beside it the word for its result."""
    if marker.result is not None:
        return _words_together(text, as_written)
    return _any(text, spellings.marker(marker.name))


def _fusion_stands(text: Text, fusion: Fusion) -> bool:
    genes = fusion.genes
    if len(genes) < 2:
        return any(_stem_near(text, gene, _FUSED) for gene in genes)
    first, second = (_spans(text, gene) for gene in genes)
    if not _together(text, first, second):
        return False
    partners = (fusion.five_prime, first), (fusion.three_prime, second)
    return all(_exon_stands(text, partner, spans) for partner, spans in partners)


def _spans(text: Text, gene: str) -> tuple[Span, ...]:
    return tuple(span for name in spellings.gene(gene) for span in text.find(name))


def _together(text: Text, first: Iterable[Span], second: Iterable[Span]) -> bool:
    places = sorted(
        [(text.word_at(span[0]), 0) for span in first]
        + [(text.word_at(span[0]), 1) for span in second]
    )
    return any(a[1] != b[1] and b[0] - a[0] <= _PAIR for a, b in pairwise(places))


def _exon_stands(text: Text, partner: FusionPartner, spans: Iterable[Span]) -> bool:
    """Whether an exon is named near its gene: "exon 22 of the gene", "exons 1-22", "T22"."""
    if partner.exon is None:
        return True
    number, initial = str(partner.exon), partner.gene[:1].casefold()
    return any(
        _is_exon(text, index, number, initial)
        for span in spans
        for index in _around(text, span, _PAIR)
    )


def _is_exon(text: Text, index: int, number: str, initial: str) -> bool:
    word = text.words[index]
    following = text.words[index + 1 : index + 1 + _EXON_REACH]
    if word in ("exon", "exons", "ex"):
        return number in following
    return word in ("e", initial) and following[:1] == (number,)


def _category_stands(text: Text, variant: CategoricalVariant, category: str) -> bool:
    exon, _, what = category.removeprefix("exon ").partition(" ")
    if category.startswith("exon ") and what:
        return _gene_stands(text, variant) and _any(text, spellings.exon_change(exon, what))
    # "activating mutation", "codon 12 mutation": the noun is what stands near the gene.
    stems = spellings.CATEGORY_STEMS.get(category) or spellings.CATEGORY_STEMS.get(
        category.rpartition(" ")[2], (category,)
    )
    return any(_stem_near(text, gene, stems) for gene in variant.genes)


def _stem_near(text: Text, gene: str, stems: tuple[str, ...]) -> bool:
    return any(
        text.words[index].startswith(stems)
        for span in _spans(text, gene)
        for index in _around(text, span, _SENTENCE)
    )


def _words_together(text: Text, phrase: str) -> bool:
    """Whether all words of a phrase stand near one another: "PD-L1 was negative"."""
    words = [word for word in phrase.split() if any(map(str.isalnum, word))]
    if not words:
        return True
    anchor = max(words, key=len)
    places = [text.word_at(span[0]) for span in text.find(anchor)]
    for word in words:
        there = {text.word_at(span[0]) for span in text.find(word)}
        places = [
            place
            for place in places
            if any(near in there for near in range(place - _SENTENCE, place + _SENTENCE + 1))
        ]
    return bool(places)


def _around(text: Text, span: Span, reach: int) -> Iterator[int]:
    first, last = text.word_at(span[0]), text.word_at(span[1] - 1)
    yield from range(max(0, first - reach), min(len(text.words), last + reach + 1))
