"""What a report tells of its patient, and no event of the document has: dates and drugs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from timeline.analysis.source.calendar import TextDate, text_dates
from timeline.analysis.source.literature import of_the_literature
from timeline.analysis.source.presence import covers, date_of
from timeline.analysis.source.report_text import Span, Text, read_text
from timeline.analysis.source.sections import case_spans, within
from timeline.analysis.source.spellings import drug
from timeline.chronology import Chronology
from timeline.findings import Finding, Severity
from timeline.model.bounds import Bounds
from timeline.model.case import Case, Point
from timeline.model.events import SupportiveCare, Therapy
from timeline.model.moments import Moment, Offset, On
from timeline.model.when import PartialDate, Precision
from timeline.vocabulary.drugs import DrugTerm, drug_terms, find_drug

_BEFORE = 20
_NAMES = ("id", "cite", "of", "attributed_to", "rechallenge_of", "tumour", "interval")
"""Fields that point at something: an event called ngs-2019 notes no date."""

_YEAR_OF = re.compile(
    r"\b(?:in|since|during|by|until|till|from|early|mid|late|before|after|year|of|around)[\s-]{1,2}$",
    re.IGNORECASE,
)


def dates_are_encoded(chronology: Chronology, text: Text) -> Iterator[Finding]:
    """Dates in the patient's story that no event has: an event may be missing, or a date be wrong.

    Dates of the literature and of the printing are left out. A year alone, or a day without its
    year, is a note. A date that a note of the document mentions counts as seen.
    """
    noted = text_dates(_words_of(chronology.case))
    stated = [*_dates(chronology.case), *(date for one in noted for date in _as_partial(one))]
    solved = _counted_from_others(chronology)
    told: set[str] = set()
    for there in _told(text):
        if any(_encodes(date, there) for date in stated) or _within(solved, there):
            continue
        written = date_of(there)
        if written in told:
            continue
        told.add(written)
        vague = there.precision is Precision.YEAR or not there.days
        without = "" if there.days else " (the year is not stated)"
        yield Finding(
            "date-not-encoded",
            f"the text has the date {written}{without}; no event has it",
            severity=Severity.NOTE if vague else Severity.WARNING,
            cite=(f"line {text.line(there.span[0])} of the text",),
        )


def drugs_are_encoded(chronology: Chronology, text: Text) -> Iterator[Finding]:
    """Drugs in the patient's story that no event gives, and no note of the document mentions."""
    case = chronology.case
    given = {
        term.name
        for event in case.events
        if isinstance(event, Therapy | SupportiveCare)
        for one in event.drugs
        for term in (find_drug(one.name), find_drug(one.as_written or ""))
        if term is not None
    }
    words = _words_of(case)
    given |= {term.name for term, _ in _drugs_in(words, ((0, len(words.flat)),))}
    told: set[str] = set()
    for term, span in _drugs_in(text, case_spans(text)):
        if term.name in given or term.name in told:
            continue
        told.add(term.name)
        yield Finding(
            "drug-not-encoded",
            f"the text names {term.name}; no event gives it",
            severity=Severity.WARNING,
            cite=(f"line {text.line(span[0])} of the text",),
        )


def _told(text: Text) -> Iterator[TextDate]:
    """The dates of the patient's story, without those of the literature."""
    spans = case_spans(text)
    for there in text_dates(text):
        if not within(spans, there.span[0]):
            continue
        if not there.days and there.day is None:  # "May" and "March" alone
            continue
        if _is_told(text.flat, there) and not of_the_literature(text, there):
            yield there


def _is_told(flat: str, there: TextDate) -> bool:
    """A year alone tells of the patient where a preposition says so: "since 2009"."""
    begin = there.span[0]
    if there.precision is not Precision.YEAR:
        return True
    return _YEAR_OF.search(flat[max(0, begin - _BEFORE) : begin]) is not None


def _encodes(date: PartialDate, there: TextDate) -> bool:
    """Whether a date of the document is this one, or a day within the month that the text gives.

    A coarser date of the document leaves the text's untold; one marked as uncertain does not.
    """
    if date.precision is Precision.RANGE:
        ends = enumerate((date.earliest, date.latest))
        return any(end == pair[side] for side, end in ends for pair in there.days)
    if not there.days or date.approximate or date.uncertain:
        return covers(date, there)
    assert date.earliest is not None
    assert date.latest is not None
    return any(first <= date.earliest and date.latest <= last for first, last in there.days)


def _within(solved: Iterable[Bounds], there: TextDate) -> bool:
    """Whether some moment can only lie within a date: "one month later (July 2023)"."""
    return any(
        first <= bounds.earliest and bounds.latest <= last
        for bounds in solved
        if bounds.calendar and bounds.earliest is not None and bounds.latest is not None
        for first, last in there.days
    )


def _counted_from_others(chronology: Chronology) -> list[Bounds]:
    """The days of the moments that a document counts from another one."""
    case = chronology.case
    return [
        chronology.bounds(Point(event.id, edge))
        for event in case.events
        for edge in event.edges
        if (moment := event.moment(edge)) is not None
        and any(isinstance(term, Offset) for terms in moment.alternatives for term in terms)
    ]


def _dates(case: Case) -> Iterator[PartialDate]:
    moments: list[Moment | None] = [case.day_zero, case.cut_off]
    moments += [moment for event in case.events for moment in (event.at, event.start, event.end)]
    for moment in moments:
        for terms in moment.alternatives if moment else ():
            yield from (term.date for term in terms if isinstance(term, On))


def _as_partial(there: TextDate) -> Iterator[PartialDate]:
    for first, last in there.days:
        yield PartialDate(first, last, there.precision)


def _drugs_in(text: Text, spans: tuple[Span, ...]) -> Iterator[tuple[DrugTerm, Span]]:
    """The drugs named within spans, in the order of the text; the longest name counts."""
    hits = [
        (span, term)
        for term in {term.name: term for term in drug_terms().values()}.values()
        for spelling in drug(term.name)
        for span in text.find(spelling)
        if within(spans, span[0])
    ]
    reached = -1
    for span, term in sorted(hits, key=lambda hit: (hit[0][0], -hit[0][1])):
        if span[0] >= reached:
            reached = span[1]
            yield term, span


def _words_of(case: Case) -> Text:
    """All that a curator wrote about the events: what is noted there is not overlooked."""
    written: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, str):
            written.append(str(value))
        elif isinstance(value, tuple):
            for one in value:
                walk(one)
        elif not isinstance(value, PartialDate | Moment):
            for field in getattr(type(value), "__attrs_attrs__", ()):
                if field.name not in _NAMES:
                    walk(getattr(value, field.name))

    walk((case.events, case.claims, case.note, case.patient, case.source.note))
    return read_text("\n".join(written))
