"""The table of cases: who, which tumour, how much is told, and whether its dates hold together."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.analysis import Analysis
from timeline.cohort.table import Column, Kind, Table
from timeline.cohort.tables.cells import CASE, code_of, day_columns, days, tumour_of
from timeline.model.amounts import Amount, Qualifier, Unit
from timeline.model.case import CUT_OFF, Point, start_of
from timeline.model.events import Diagnosis

_IN_YEARS = {Unit.DAYS: 365.25, Unit.WEEKS: 365.25 / 7, Unit.MONTHS: 12.0, Unit.YEARS: 1.0}
_CUT_OFF = Point(CUT_OFF)


def _rows(analysis: Analysis) -> Iterator[tuple[object, ...]]:
    case, chronology = analysis.case, analysis.chronology
    diagnosis = next((event for event in case if isinstance(event, Diagnosis)), None)
    tumour = None if diagnosis is None else tumour_of(diagnosis.histology, diagnosis.site)
    stage = None if diagnosis is None else diagnosis.stage
    patient, source = case.patient, case.source
    yield (
        case.id,
        case.title,
        patient.sex,
        *_age(patient.age),
        patient.smoking,
        None if diagnosis is None else diagnosis.histology,
        None if diagnosis is None else diagnosis.site,
        code_of(tumour, "OncoTree"),
        code_of(tumour, "NCIt"),
        () if tumour is None else tumour.lineage,
        None if stage is None else stage.group or str(stage),
        None if stage is None else stage.system,
        *days(None if diagnosis is None else chronology.bounds(start_of(diagnosis))),
        *days(chronology.bounds(_CUT_OFF)),
        len(case.tumours),
        len(case.events),
        chronology.calendar,
        chronology.consistent,
        source.doi,
        source.pmid,
        source.year,
    )


def _age(age: Amount | None) -> tuple[float | None, float | None]:
    """The printed years of an age, open on the side that a sign leaves open."""
    size = None if age is None else _IN_YEARS.get(age.unit)
    if age is None or size is None:
        return None, None
    low = float(age.value) / size
    high = low if age.upper is None else float(age.upper) / size
    match age.qualifier:
        case Qualifier.OVER | Qualifier.AT_LEAST:
            return low, None
        case Qualifier.UNDER | Qualifier.AT_MOST:
            return None, high
    return low, high


CASES: Table[Analysis] = Table(
    "cases",
    "One row a case: the patient, the first diagnosis, and how far the report's dates go.",
    (
        CASE,
        Column("title", Kind.TEXT, "The document's title."),
        Column("sex", Kind.TEXT, "The patient's sex, in the report's word."),
        Column("age_min", Kind.NUMBER, "The age as printed, or the lower of two.", unit="years"),
        Column("age_max", Kind.NUMBER, "The age as printed, or the higher of two.", unit="years"),
        Column("smoking", Kind.TEXT, "The smoking history, in the report's words."),
        Column("histology", Kind.TEXT, "The first diagnosis, in the report's words."),
        Column("site", Kind.TEXT, "Where the primary lies, in the report's words."),
        Column("oncotree", Kind.TEXT, "The OncoTree code of the first diagnosis."),
        Column("ncit", Kind.TEXT, "The NCIt code of the first diagnosis."),
        Column("lineage", Kind.TEXTS, "The tumour type's codes, from itself up to its organ."),
        Column("stage", Kind.TEXT, "The stage at the first diagnosis: its group, else as stated."),
        Column("stage_system", Kind.TEXT, "The system of that stage, such as TNM."),
        *day_columns("diagnosed", "The first diagnosis"),
        *day_columns("cut_off", "The last day of data"),
        Column("tumours", Kind.COUNT, "Primaries named one by one; 0 where only one is spoken of."),
        Column("events", Kind.COUNT, "Events told."),
        Column("calendar", Kind.FLAG, "Whether any moment has a calendar date; without one, "
               "every date of the case is null and lengths remain."),
        Column("consistent", Kind.FLAG, "Whether all that is said of time can hold at once."),
        Column("doi", Kind.TEXT, "The publication's DOI."),
        Column("pmid", Kind.TEXT, "The publication's PubMed id."),
        Column("year", Kind.COUNT, "The year of publication."),
    ),
    _rows,
)  # fmt: skip
"""The table ``cases``."""
