"""Can a test have found what it is said to have found? Its genes, and the reads behind a result."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from timeline.analysis.answers import Answers
from timeline.analysis.clinical.genes import parsed_genes
from timeline.analysis.clinical.places import finding, shown
from timeline.analysis.wording import listed
from timeline.chronology import Chronology
from timeline.findings import Finding, Severity
from timeline.model.events import MolecularTest
from timeline.model.genes import symbol
from timeline.model.matching import matches
from timeline.model.reads import FEWEST_READS, supporting_reads
from timeline.model.truth import Truth


def findings_are_covered(answers: Answers) -> Iterator[Finding]:
    """Results on genes that are not among those the test covers, as the report lists them.

    A gene outside the panel is neither found nor excluded by it (AMP, ASCO and CAP, Li et al. 2017:
    reports name what was assayed). A fusion with one listed gene is left alone: whether a kit for
    mutations sees it, the list does not tell.
    """
    chronology = answers.chronology
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


def findings_do_not_exclude_themselves(answers: Answers) -> Iterator[Finding]:
    """What one test finds and excludes, or finds and calls equivocal: one of the two is misread.

    Excluding a class excludes its members: ``not_found: ALK fusion`` beside ``found: EML4::ALK``.
    """
    for event in _tests(answers.chronology):
        for key, others in (("not_found", event.not_found), ("equivocal", event.equivocal)):
            for found in event.found:
                for other in others:
                    one, pattern = found.alteration, other.alteration
                    same = one == pattern
                    if same or (key == "not_found" and matches(one, pattern) is Truth.TRUE):
                        words = "excludes" if key == "not_found" else "calls equivocal"
                        yield finding(
                            "found-and-excluded",
                            f"{event.id} finds {shown(found.as_written)}, and {words}"
                            f" {shown(other.as_written)}",
                            Severity.ERROR,
                            answers.case,
                            event,
                            field=key,
                        )


def findings_have_reads(answers: Answers) -> Iterator[Finding]:
    """Results on fewer than :data:`~timeline.model.reads.FEWEST_READS` reads: fraction times depth.

    At 500 reads, 0.95 % is 4.75 of them, where a sequencing error makes one or two (Jennings et al.
    2017). The depth a report gives is mostly a mean, so the product is "about".
    """
    chronology = answers.chronology
    for event in _tests(chronology):
        for result in (*event.found, *event.equivocal):
            reads = supporting_reads(result, event.depth)
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


def _plain(number: Decimal) -> str:
    """``4.75``: without trailing zeros and without an exponent."""
    return f"{number.quantize(Decimal('0.01')):f}".rstrip("0").rstrip(".")
