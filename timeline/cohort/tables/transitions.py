"""The table of transitions: what became of each alteration, or of the histology, over a line."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from timeline.analysis.analysis import Analysis
from timeline.cohort.sequences import together
from timeline.cohort.table import Column, Kind, Table
from timeline.cohort.tables.cells import (
    CASE,
    DRUGS,
    HGNC,
    LINE,
    day_columns,
    days,
    drug_codes,
    gene_codes,
    label,
    length,
    length_columns,
)

_NOT_ACQUIRED = (None, None, None, None, None)
_TEST, _WHY = attrgetter("test"), attrgetter("why")


def _rows(analysis: Analysis) -> Iterator[tuple[object, ...]]:
    name = analysis.case.id
    for row in analysis.transitions:
        genes = () if row.alteration is None else row.alteration.genes
        acquired, mechanism = row.acquired, row.mechanism
        yield (
            name,
            row.line,
            row.reported,
            row.drugs,
            drug_codes(row.drugs),
            together(row.drugs),
            row.kind,
            row.what,
            row.what if row.alteration is None else label(row.alteration),
            genes,
            gene_codes(genes),
            row.tumour,
            row.change,
            tuple(map(_TEST, row.before)),
            tuple(map(_TEST, row.after)),
            *days(row.window),
            *(
                _NOT_ACQUIRED
                if acquired is None
                else (acquired.grade, *days(acquired.window), *length(acquired.length))
            ),
            None if mechanism is None else mechanism.derived,
            () if mechanism is None else mechanism.stated,
            row.intervening,
            row.possibly_intervening,
            row.attributable,
            row.sampled_in,
            tuple(dict.fromkeys(map(_WHY, row.reasons))),
            row.events,
            row.cites,
        )


TRANSITIONS: Table[Analysis] = Table(
    "transitions",
    "One row a change, or its absence, over one line of therapy.",
    (
        CASE,
        LINE,
        Column("reported", Kind.COUNTS, "The numbers of the line in the document."),
        *DRUGS,
        Column("drugs_key", Kind.TEXT, "Its drugs in the order of the alphabet: to group by."),
        Column("kind", Kind.TEXT, "alteration, histology, phase."),
        Column("what", Kind.TEXT, "The alteration in standard notation, or from what to what."),
        Column("short", Kind.TEXT, "The same without exons and transcripts: to group by."),
        Column("genes", Kind.TEXTS, "HGNC symbols of its genes."),
        HGNC,
        Column("tumour", Kind.TEXT, "The primary, where there are several."),
        Column("change", Kind.TEXT, "gained, newly found, lost, retained, cannot be said."),
        Column("before", Kind.TEXTS, "The tests compared: the earlier ones."),
        Column("after", Kind.TEXTS, "The tests compared: the later ones."),
        *day_columns("window", "The change, between the two samples"),
        Column("grade", Kind.TEXT, "How well it is shown that it was acquired: A, B, C, D; null "
               "where it was not."),
        *day_columns("emerged", "Its emergence, or its coming to be seen"),
        *length_columns("between", "Between the samples that show the acquisition"),
        Column("mechanism", Kind.TEXT, "The class of resistance, derived from the drugs' targets."),
        Column("stated_mechanism", Kind.TEXTS, "The source's own words for it."),
        Column("intervening", Kind.COUNTS, "Other lines surely begun between the samples."),
        Column("possibly_intervening", Kind.COUNTS, "Other lines that may have been."),
        Column("attributable", Kind.TEXT, "Whether this line alone was begun between them: true, "
               "false, indeterminate."),
        Column("sampled_in", Kind.COUNT, "The line in which the later sample was taken."),
        Column("reasons", Kind.TEXTS, "Why it cannot be said, or what qualifies it."),
        Column("events", Kind.TEXTS, "The events it rests on."),
        Column("cites", Kind.TEXTS, "Their places in the report."),
    ),
    _rows,
)  # fmt: skip
"""The table ``transitions``."""
