"""Can a test have found what it is said to have found? Its genes, and the reads behind a result."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from timeline.analysis.clinical.genes import parsed_genes, symbol
from timeline.analysis.clinical.places import finding, listed, shown
from timeline.chronology import Chronology
from timeline.findings import Finding, Severity
from timeline.model.assays import Finding as Result
from timeline.model.events import MolecularTest
from timeline.model.quantities import Quantity

FEWEST_READS = 5
"""Variant reads below which a result stands on thin support; a convention of this library.

AMP and CAP (Jennings et al. 2017) ask each laboratory for a minimum of its own, by the chance of
missing the variant at the depth read.
"""

_READS = ("", "x", "×", "reads", "fold")
_UP_TO = ("", "~", "<", "<=")


def findings_are_covered(chronology: Chronology) -> Iterator[Finding]:
    """Results on genes that are not among those the test covers, as the report lists them.

    A gene outside the panel is neither found nor excluded by it (AMP, ASCO and CAP, Li et al. 2017:
    reports name what was assayed). A fusion with one listed gene is left alone: whether a kit for
    mutations sees it, the list does not tell.
    """
    for event in _tests(chronology):
        covered = {symbol(gene) for gene in event.genes}
        if not covered:
            continue
        for key, results in (
            ("found", event.found),
            ("not_found", event.not_found),
            ("equivocal", event.equivocal),
        ):
            for result in results:
                genes = parsed_genes(result)
                if genes and not genes & covered:
                    yield finding(
                        "finding-not-covered",
                        f"{event.id} lists {shown(result.as_written)} under {key}, and"
                        f" {listed(sorted(genes))} is not among the genes it covers",
                        Severity.WARNING,
                        chronology.case,
                        event,
                        field=key,
                    )


def findings_have_reads(chronology: Chronology) -> Iterator[Finding]:
    """Results that rest on fewer than :data:`FEWEST_READS` reads: allele fraction times depth.

    At 500 reads, 0.95 % is 4.75 of them, where a sequencing error makes one or two (Jennings et al.
    2017). The depth a report gives is mostly a mean, so the product is "about".
    """
    for event in _tests(chronology):
        for result in (*event.found, *event.equivocal):
            reads = _supporting(result, event)
            if reads is not None and reads < FEWEST_READS:
                yield finding(
                    "low-read-support",
                    f"{shown(result.as_written)} rests on about {_plain(reads)} reads"
                    f" ({result.vaf} of {result.depth or event.depth}), fewer than {FEWEST_READS}",
                    Severity.WARNING,
                    chronology.case,
                    event,
                    field="found" if result in event.found else "equivocal",
                )


def _tests(chronology: Chronology) -> Iterator[MolecularTest]:
    return (event for event in chronology.case if isinstance(event, MolecularTest))


def _supporting(result: Result, event: MolecularTest) -> Decimal | None:
    """Reads at most behind a result; None where fraction or depth are unknown or open upwards."""
    depth, fraction = result.depth or event.depth, _fraction(result.vaf)
    if depth is None or fraction is None or depth.unit.casefold() not in _READS:
        return None
    return fraction * depth.value if depth.sign in _UP_TO and depth.value > 0 else None


def _fraction(vaf: Quantity | None) -> Decimal | None:
    if vaf is None or vaf.sign not in _UP_TO or vaf.value < 0:
        return None
    if vaf.unit == "%":
        return vaf.value / 100
    return vaf.value if not vaf.unit and vaf.value <= 1 else None


def _plain(number: Decimal) -> str:
    """``4.75``: without trailing zeros and without an exponent."""
    return f"{number.quantize(Decimal('0.01')):f}".rstrip("0").rstrip(".")
