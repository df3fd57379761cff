"""Can the variants a study names exist in their protein, and are its drugs spelt right?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.analysis.numbers.places import finding
from timeline.findings import Finding, Severity
from timeline.knowledge.residues import find_residue, fused_from
from timeline.model.alterations import ProteinVariant, parse_alteration
from timeline.model.study import Study
from timeline.vocabulary.misspellings import misspelt_drugs

_VARIANT = re.compile(r"\b[A-Z][A-Z0-9]{2,} [A-Z]\d{1,5}[A-Z]\b")


def variants_are_possible(study: Study) -> Iterator[Finding]:
    """Missense names whose first letter is not the residue there, or that the fusion has lost.

    Residues are those of ``timeline/knowledge/residues.tsv``; others are passed over.
    """
    for number in study:
        for text in _VARIANT.findall(number.name):
            variant = parse_alteration(text)
            if isinstance(variant, ProteinVariant):
                for code, message, severity in _complaints(variant):
                    yield finding(code, message, severity, study, [number])
    for index, table in enumerate(study.sensitivity):
        for place, row in enumerate(table.rows):
            for change in row.genotype.split("/"):
                variant = parse_alteration(f"{table.gene} {change}")
                if isinstance(variant, ProteinVariant):
                    for code, message, severity in _complaints(variant):
                        yield Finding(
                            code,
                            message,
                            severity=severity,
                            events=(table.id,),
                            path=("sensitivity", index, "rows", place, "genotype"),
                            cite=(table.cite,) if table.cite else (),
                        )


def drugs_are_spelt_right(study: Study) -> Iterator[Finding]:
    """Drug names from the table of misspellings; no other spelling is judged."""
    for number in study:
        for written, means in misspelt_drugs(number.name):
            yield finding("misspelt-drug", _slip(written, means), Severity.WARNING, study, [number])
    for index, table in enumerate(study.tables):
        for place, row in enumerate(table.rows):
            for written, means in misspelt_drugs(row.regimen or ""):
                yield Finding(
                    "misspelt-drug",
                    _slip(written, means),
                    severity=Severity.WARNING,
                    events=(row.id,),
                    path=("tables", index, "rows", place, "regimen"),
                    cite=(table.cite,) if table.cite else (),
                )
    for index, sensitivity in enumerate(study.sensitivity):
        for place, drug in enumerate(sensitivity.drugs):
            for written, means in misspelt_drugs(drug):
                yield Finding(
                    "misspelt-drug",
                    _slip(written, means),
                    severity=Severity.WARNING,
                    events=(sensitivity.id,),
                    path=("sensitivity", index, "drugs", place),
                    cite=(sensitivity.cite,) if sensitivity.cite else (),
                )


def _slip(written: str, means: str) -> str:
    return f"{written!r} is a known misspelling of {means}"


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
