"""The table of molecular findings: found, excluded, equivocal; and tests that were not done."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.analysis import Analysis
from timeline.cohort.table import Column, Kind, Table
from timeline.cohort.tables.cells import (
    CASE,
    HGNC,
    TUMOUR,
    day_columns,
    days,
    gene_codes,
    label,
    other_genes,
    partners,
)
from timeline.model.assays import Finding
from timeline.model.case import Case, Point, start_of
from timeline.model.components import EventStatus
from timeline.model.coverage import ResultStatus
from timeline.model.events import MolecularTest, Procedure
from timeline.model.fusions import Fusion
from timeline.model.quantities import Quantity
from timeline.model.scope import material_of

_NO_FINDING = (
    None,
    None,
    None,
    None,
    None,
    None,
    (),
    (),
    None,
    None,
    (),
    None,
    None,
    None,
    None,
    None,
)


def _rows(analysis: Analysis) -> Iterator[tuple[object, ...]]:
    case = analysis.case
    for event in case.events:
        if isinstance(event, MolecularTest):
            specimen = event.specimen
            head = (
                case.id,
                event.id,
                event.tumour,
                event.assay,
                event.status,
                None if specimen is None else specimen.material,
                material_of(event),
                None if specimen is None else specimen.site,
                *days(analysis.chronology.bounds(_sampled(case, event))),
            )
            told = tuple(_told(event))
            for row in told or (_NO_FINDING,):
                yield (*head, *row)


def _told(test: MolecularTest) -> Iterator[tuple[object, ...]]:
    for result, findings in (
        (ResultStatus.DETECTED, test.found),
        (ResultStatus.NOT_DETECTED, test.not_found),
        (ResultStatus.EQUIVOCAL, test.equivocal),
    ):
        for finding in findings:
            yield _finding(result, finding)


def _finding(result: ResultStatus, finding: Finding) -> tuple[object, ...]:
    alteration = finding.alteration
    role = alteration.role if isinstance(alteration, Fusion) else None
    genes = alteration.genes
    return (
        result,
        finding.as_written,
        str(alteration),
        label(alteration),
        alteration.kind,
        getattr(alteration, "wild_type", False),
        genes,
        gene_codes(genes),
        *partners(alteration),
        other_genes(alteration),
        role,
        *_percent(finding.vaf),
        finding.origin,
        finding.mechanism,
    )


def _percent(vaf: Quantity | None) -> tuple[float | None, float | None]:
    """The fraction in percent, open on the side that a sign leaves open."""
    if vaf is None or vaf.unit not in ("", "%"):
        return None, None
    value = float(vaf.value) * (1 if vaf.unit else 100)
    if vaf.sign in (">", ">="):
        return value, None
    return (None if vaf.sign in ("<", "<=") else value), value


def _sampled(case: Case, test: MolecularTest) -> Point:
    """When the specimen was taken, where the report links it to a procedure; else the test."""
    if test.of is not None and test.status is EventStatus.PERFORMED:
        taken = case.event(test.of)
        if isinstance(taken, Procedure):
            return start_of(taken)
    return start_of(test)


FINDINGS: Table[Analysis] = Table(
    "findings",
    "One row a result of a molecular test; a test without any has one row without a result.",
    (
        CASE,
        Column("test", Kind.TEXT, "The id of the test."),
        TUMOUR,
        Column("assay", Kind.TEXT, "The test, in the report's words."),
        Column("test_status", Kind.TEXT, "performed, declined, not done, failed, not stated."),
        Column("specimen", Kind.TEXT, "What was examined, in the report's words."),
        Column("material", Kind.TEXT, "What kind of specimen that is: tissue, plasma, CSF ..."),
        Column("specimen_site", Kind.TEXT, "Where the specimen was taken."),
        *day_columns("sampled", "When the specimen was taken, or else the test done"),
        Column("result", Kind.TEXT, "detected, not detected, equivocal; null without a result."),
        Column("as_written", Kind.TEXT, "The alteration, in the report's words."),
        Column("alteration", Kind.TEXT, "The alteration in standard notation."),
        Column("short", Kind.TEXT, "The same without exons and transcripts."),
        Column("kind", Kind.TEXT, "fusion, protein variant, copy number, biomarker ..."),
        Column("wild_type", Kind.FLAG, "Whether it says that a gene is as in the germline: then "
               "detected means that no alteration was."),
        Column("genes", Kind.TEXTS, "HGNC symbols of the genes, five-prime first; none for a "
               "marker such as PD-L1."),
        HGNC,
        Column("five_prime", Kind.TEXT, "The five-prime partner of a fusion; null if unnamed."),
        Column("three_prime", Kind.TEXT, "The three-prime partner of a fusion; null if unnamed."),
        Column("fusion_partners", Kind.TEXTS, "The partners of the fused kinase; both genes where "
               "neither is known for a kinase."),
        Column("fusion_role", Kind.TEXT, "canonical, or five_prime_retained: its kinase is lost."),
        Column("vaf_min", Kind.NUMBER, "The variant allele fraction, at least.", unit="%"),
        Column("vaf_max", Kind.NUMBER, "The variant allele fraction, at most.", unit="%"),
        Column("origin", Kind.TEXT, "somatic, germline, not stated."),
        Column("mechanism", Kind.TEXT, "The source's own word for its role in resistance."),
    ),
    _rows,
)  # fmt: skip
"""The table ``findings``."""
