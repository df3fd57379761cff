"""Can the variants a study names exist in their protein, and are its drugs spelt right?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from timeline.findings import Finding, Severity
from timeline.knowledge.residues import find_residue, fused_from
from timeline.model.alterations import ProteinVariant, parse_alteration
from timeline.model.study import Study
from timeline.vocabulary.misspellings import misspelt_drugs

_VARIANT = re.compile(r"\b[A-Z][A-Z0-9]{2,} [A-Z]\d{1,5}[A-Z]\b")


@attrs.frozen
class _Name:
    """A name that a study prints: the text, and where its findings lead."""

    text: str
    event: str
    path: tuple[str | int, ...]
    cite: str | None

    def finding(self, code: str, message: str, severity: Severity) -> Finding:
        """What is wrong with the name."""
        event, cite = (self.event,), (self.cite,)
        return Finding(code, message, severity=severity, events=event, path=self.path, cite=cite)


def variants_are_possible(study: Study) -> Iterator[Finding]:
    """Missense names whose first letter is not the residue there, or that the fusion has lost.

    Residues are those of ``timeline/knowledge/residues.tsv``; others are passed over.
    """
    for name in _variants(study):
        variant = parse_alteration(name.text)
        if isinstance(variant, ProteinVariant):
            for complaint in _complaints(variant):
                yield name.finding(*complaint)


def drugs_are_spelt_right(study: Study) -> Iterator[Finding]:
    """Drug names from the table of misspellings; no other spelling is judged."""
    for name in _drugs(study):
        for written, means in misspelt_drugs(name.text):
            message = f"{written!r} is a known misspelling of {means}"
            yield name.finding("misspelt-drug", message, Severity.WARNING)


def _numbers(study: Study) -> Iterator[_Name]:
    for number in study:
        yield _Name(number.name, number.id, study.find(number.id).path, number.cite)


def _variants(study: Study) -> Iterator[_Name]:
    for number in _numbers(study):
        for text in _VARIANT.findall(number.text):
            yield attrs.evolve(number, text=text)
    for index, table in enumerate(study.sensitivity):
        for place, row in enumerate(table.rows):
            path = ("sensitivity", index, "rows", place, "genotype")
            for change in row.genotype.split("/"):
                yield _Name(f"{table.gene} {change}", table.id, path, table.cite)


def _drugs(study: Study) -> Iterator[_Name]:
    yield from _numbers(study)
    for index, table in enumerate(study.tables):
        for place, row in enumerate(table.rows):
            path = ("tables", index, "rows", place, "regimen")
            yield _Name(row.regimen or "", row.id, path, table.cite)
    for index, sensitivity in enumerate(study.sensitivity):
        for place, drug in enumerate(sensitivity.drugs):
            where = ("sensitivity", index, "drugs", place)
            yield _Name(drug, sensitivity.id, where, sensitivity.cite)


def _complaints(variant: ProteinVariant) -> Iterator[tuple[str, str, Severity]]:
    position = variant.parsed.start
    known = find_residue(variant.gene, position)
    first = variant.parsed.first
    if known is not None and known.residue is not None and known.residue != first:
        right = f"{known.residue}{variant.change[1:]}"
        is_ = f"residue {position} of {variant.gene} is {known.residue}, not {first}"
        message = f"{variant}: {is_} ({known.source}); {right} would be possible"
        yield "impossible-residue", message, Severity.ERROR
    kept_from = fused_from(variant.gene)
    if kept_from is not None and position < kept_from[1]:
        exon, codon = kept_from
        where = f"in exon {known.exon}" if known is not None and known.exon else "further up"
        kept = f"fusion products keep {variant.gene} from exon {exon} (codon {codon}) on at most"
        yield "outside-fusion-product", f"{variant} lies {where}; {kept}", Severity.WARNING
