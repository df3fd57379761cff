"""Responses and times to events of many cases as rows of a data set, named as ADaM names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import attrs

from timeline.analysis.answers import Subject, answers_of
from timeline.analysis.endpoints.derive import BENEFIT, endpoint
from timeline.analysis.endpoints.result import EndpointResult, Status
from timeline.analysis.lines import derive_lines
from timeline.analysis.response.best import BestResponse, best_response
from timeline.analysis.response.confirmation import NOT_EVALUABLE
from timeline.analysis.response.conventions import ADAM, Convention
from timeline.model.bounds import Bounds
from timeline.model.truth import Truth

Row = dict[str, object]

ADAM_COLUMNS = (
    "USUBJID",
    "PARAMCD",
    "STARTDT",
    "ADT",
    "AVAL",
    "AVALC",
    "CNSR",
    "EVNTDESC",
    "CNSDTDSC",
    "MISSING",
)
"""The keys of every row of :func:`adam_rows`."""

_ORDER = ("CR", "PR", "SD", "NON-CR/NON-PD", "PD", "NE", "MISSING")
"""``AVAL`` of a best response is the place in this order, from 1."""

_ANSWER = {Truth.TRUE: "Y", Truth.FALSE: "N"}


def adam_rows(cases: Iterable[Subject], *, convention: Convention = ADAM) -> list[Row]:
    """The rows of each case's first line: responses (ADRS) and times to events (ADTTE).

    ``BOR``, ``RSP`` and ``CB`` are best response, response and clinical benefit, ``CBOR``, ``CRSP``
    and ``CCB`` the same of confirmed responses; ``PFS``, ``OS``, and ``RSD`` and ``CRSD``, the
    duration of the first response and of the first confirmed one, which only responders have.
    ``ADT`` of a response or a benefit is its first day: that of the first response, or of stable
    disease late enough if that was sooner. ``AVAL`` of a time is in days, counted as the convention
    counts them; that of a best response its place from CR (1) to MISSING (7). Dates are
    ``datetime.date``.

    A cell is None where there is no value, and where partial dates leave it open; ``MISSING`` then
    says what would be needed. A case without a line of treatment has the rows of responses: nothing
    was assessed under treatment, so they are MISSING and ``N``, as ADaM has them of every subject
    of ADSL; a time has no start there.
    """
    return [row for case in cases for row in _rows(case, convention)]


def _rows(subject: Subject, convention: Convention) -> Iterator[Row]:
    answers = answers_of(subject)
    case, lines = answers.case, derive_lines(answers)
    if not lines.lines:
        yield from _never_treated(case.id, convention)
        return
    line = lines.lines[0].number
    for mark, confirmed in (("", False), ("C", True)):
        how = attrs.evolve(convention, confirmed=confirmed)

        def asked(name: str, how: Convention = how) -> EndpointResult:
            return endpoint(answers, name, line, convention=how)

        def best(how: Convention = how) -> BestResponse:
            found = best_response(answers, line, convention=how)
            assert found is not None
            return found

        yield from _responses(case.id, mark, how, best, asked)
        lasted = asked("DOR")
        if lasted.status is not Status.NOT_DERIVED:
            yield _time(case.id, f"{mark}RSD", lasted)
    for name in ("PFS", "OS"):
        yield _time(case.id, name, endpoint(answers, name, line, convention=convention))


def _never_treated(subject: str, convention: Convention) -> Iterator[Row]:
    category = NOT_EVALUABLE if convention.missing_as_ne else "MISSING"
    for mark in ("", "C"):
        for name in ("BOR", "RSP", "CB"):
            told = category if name == "BOR" else "N"
            value = _ORDER.index(told) + 1 if told in _ORDER else None
            yield _row(
                subject, f"{mark}{name}", AVAL=value, AVALC=told, MISSING="a line of treatment"
            )


def _responses(
    subject: str,
    mark: str,
    convention: Convention,
    best_under: Callable[[Convention], BestResponse],
    asked: Callable[[str], EndpointResult],
) -> Iterator[Row]:
    best = best_under(convention)
    category = best.category
    if category is None and best.certain and best.date is None:
        category = "MISSING"
    yield _row(
        subject,
        f"{mark}BOR",
        ADT=_whole(best.date),
        AVAL=_ORDER.index(category) + 1 if category in _ORDER else None,
        AVALC=category,
        MISSING=best.missing or _needed(best.date),
    )
    if Truth.INDETERMINATE in (best.responded, best.controlled):
        # Nobody without an assessment responds: to be counted, nothing assessed is not evaluable.
        best = best_under(attrs.evolve(convention, missing_as_ne=True))
    for name, answer, first in (("RSP", best.responded, "TTR"), ("CB", best.controlled, BENEFIT)):
        begun = asked(first).date if answer is Truth.TRUE else None
        yield _row(
            subject,
            f"{mark}{name}",
            ADT=_whole(begun),
            AVALC=_ANSWER.get(answer),
            MISSING=best.missing or _needed(begun),
        )


def _time(subject: str, name: str, found: EndpointResult) -> Row:
    days = found.days
    whole = days is not None and days.least == days.most
    return _row(
        subject,
        name,
        STARTDT=_whole(found.start_bounds),
        ADT=_whole(found.date),
        AVAL=days.least if days is not None and whole else None,
        CNSR=found.cnsr,
        EVNTDESC=found.what,
        CNSDTDSC=found.rule or None,
        MISSING=found.missing or _imprecise(found),
    )


def _needed(date: Bounds | None) -> str:
    """What a day that is known to a range lacks."""
    return "" if date is None or date.exact else f"a whole date: {date}"


def _imprecise(found: EndpointResult) -> str:
    days = found.days
    if days is None or days.least == days.most:
        return ""
    return f"whole dates: {days.format('days')}"


def _row(subject: str, name: str, **cells: object) -> Row:
    blank: Row = dict.fromkeys(ADAM_COLUMNS)
    told = {key: cell for key, cell in cells.items() if cell != ""}
    return {**blank, "USUBJID": subject, "PARAMCD": name, **told}


def _whole(bounds: Bounds | None) -> date | None:
    """The day of a moment of the calendar that is known to the day."""
    if bounds is None or not bounds.calendar or bounds.earliest is None or not bounds.exact:
        return None
    return date.fromordinal(bounds.earliest)
