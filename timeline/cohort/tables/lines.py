"""The table of lines of therapy, with both the derived and the document's numbers."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.analysis import Analysis
from timeline.analysis.resistance import Known
from timeline.analysis.resistance.progression import failures
from timeline.cohort.sequences import Level, given, is_doubtful, step_name
from timeline.cohort.table import Column, Kind, Table
from timeline.cohort.tables.cells import (
    CASE,
    DRUGS,
    day_columns,
    days,
    drug_codes,
    length,
    length_columns,
)
from timeline.model.truth import Truth


def _rows(analysis: Analysis) -> Iterator[tuple[object, ...]]:
    name = analysis.case.id
    for line, failed in zip(analysis.lines, failures(analysis), strict=True):
        yield (
            name,
            line.number,
            line.palliative,
            line.reported,
            line.labels,
            line.setting,
            line.curative,
            line.counted,
            *line.prior,
            line.regimen,
            line.drugs,
            drug_codes(line.drugs),
            line.drug_classes,
            step_name(line),
            step_name(line, Level.CLASS),
            tuple(name for name in given(line) if name not in line.carried),
            is_doubtful(line),
            line.therapies,
            *days(line.start_bounds),
            *days(line.end_bounds),
            line.ongoing,
            *length(line.duration),
            line.duration.censored,
            line.end_reason,
            line.stopped_by,
            line.end_evidence,
            line.carried,
            line.rechallenge_of,
            tuple(
                dict.fromkeys(
                    firing.rule for firing in line.rules if firing.outcome is Truth.INDETERMINATE
                )
            ),
            failed.happened,
            failed.pattern,
            failed.against_baseline,
            *(
                tuple(one.site for one in failed.places if one.known is known)
                for known in (Known.NEW, Known.KNOWN)
            ),
        )


LINES: Table[Analysis] = Table(
    "lines",
    "One row a line of therapy, under the standard rules.",
    (
        CASE,
        Column("line", Kind.COUNT, "Its number among all systemic lines."),
        Column("palliative", Kind.COUNT, "Its number among the lines of advanced disease; null "
               "for a line given to cure."),
        Column("reported", Kind.COUNTS, "The numbers of its therapies in the document."),
        Column("labels", Kind.TEXTS, "The author's words for it."),
        Column("setting", Kind.TEXT, "advanced, adjuvant, neoadjuvant, curative, not stated."),
        Column("curative", Kind.TEXT, "Whether it was given to cure: true, false, indeterminate."),
        Column("counted", Kind.TEXT, "Whether it counts as a line of advanced disease: true, "
               "false, indeterminate."),
        Column("prior_min", Kind.COUNT, "The fewest counted lines before it."),
        Column("prior_max", Kind.COUNT, "The most counted lines before it; null where "
               "the report only sums them up."),
        Column("regimen", Kind.TEXT, "Its drugs, or the regimen's name, as the report has it."),
        *DRUGS,
        Column("drug_classes", Kind.TEXTS, "The classes of its drugs that are known."),
        Column("drugs_key", Kind.TEXT, "Its drugs in the order of the alphabet, or the regimen "
               "where none is named: to group by."),
        Column("classes_key", Kind.TEXT, "Its classes in that order; a drug without a known class "
               "is one of its own."),
        Column("begun", Kind.TEXTS, "What begins with it: its drugs, or the regimen where none is "
               "named, without those carried from the line before."),
        Column("place_open", Kind.FLAG, "Whether the dates leave open where it stands among the "
               "lines, or whether it is one."),
        Column("therapies", Kind.TEXTS, "The ids of the therapies it is made of."),
        *day_columns("start", "Its first dose"),
        *day_columns("end", "Its last dose"),
        Column("ongoing", Kind.FLAG, "Whether it was going on at the data cut-off."),
        *length_columns("duration", "From the first dose to the last"),
        Column("censored", Kind.FLAG, "Whether the true length is at least this."),
        Column("end_reason", Kind.TEXT, "Why it ended, as stated; else not stated."),
        Column("stopped_by", Kind.TEXT, "The therapy whose stop reason that is."),
        Column("end_evidence", Kind.TEXTS, "The events that bear on its end."),
        Column("carried", Kind.TEXTS, "Drugs that crossed from the line before."),
        Column("rechallenge_of", Kind.COUNT, "The earlier line whose drugs are given again."),
        Column("open_rules", Kind.TEXTS, "The rules that the report lets nobody decide."),
        Column("progressed", Kind.TEXT, "Whether progression is reported on it: true, false, "
               "indeterminate."),
        Column("progression_pattern", Kind.TEXT, "intracranial only, extracranial only, "
               "intracranial and extracranial, not stated."),
        Column("against_baseline", Kind.TEXT, "Its sites against those known before: new sites "
               "only, known sites only, new and known sites, not stated."),
        Column("new_sites", Kind.TEXTS, "The organs of its progression that are new."),
        Column("known_sites", Kind.TEXTS, "Those in which the disease was known before."),
    ),
    _rows,
)  # fmt: skip
"""The table ``lines``."""
