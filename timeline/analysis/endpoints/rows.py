"""A case from the rows of a data set: start, dated assessments, new therapy, death, contact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from math import inf
from typing import Any, TypeAlias, TypeVar

from timeline.document.frames import (
    Frame,
    Table,
    named_columns,
    pairs_of,
    plain,
    require_column,
    rows_of,
)
from timeline.errors import NotationError, did_you_mean
from timeline.model.case import Case
from timeline.model.components import Response, Setting, StopReason
from timeline.model.events import Assessment, Death, Event, FollowUp, Therapy
from timeline.model.moments import DayNumber, Moment, as_moment, parse_moment
from timeline.vocabulary.current import current
from timeline.vocabulary.responses import RESPONSES, find_response

T = TypeVar("T")

When: TypeAlias = Moment | str | date
"""A moment: ``2020-03-01``, ``2020-03``, ``day 45``, a ``datetime.date`` or a pandas Timestamp."""

TREATMENT, NEW_THERAPY = "treatment", "new-therapy"
"""The ids of the two treatments."""

NOT_ASSESSED = frozenset(("ND", "NOT DONE", "MISSING", "NA", "N/A"))
"""What data sets write where there was no assessment: such a row is left out."""

_NO_VALUE = frozenset(("", "NONE", "NAN", "NAT", "<NA>"))  # as texts: a frame that was one of texts
_SKIPPED = NOT_ASSESSED | _NO_VALUE

_WITH_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]\d{2}(?::\d{2}){0,2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?"
)


def case_from_rows(
    subject: object,
    *,
    start: When | None,
    assessments: Frame | Iterable[tuple[When | None, str | None]] = (),
    new_therapy: When | None = None,
    end: When | None = None,
    death: When | None = None,
    last_alive: When | None = None,
    cut_off: When | None = None,
    drug: str = "study treatment",
    scale: str | None = "RECIST 1.1",
) -> Case:
    """A :class:`Case` of one subject.

    ``start`` is where the clock of line 1 starts: randomisation or the first dose; without one the
    case has no treatment, and no line. ``assessments`` are ``(date, category)``, or a data frame of
    these two columns: overall responses as assessed, in any order, several on a day if need be; one
    before ``start`` is no response to the treatment, one without a date can lie anywhere. A
    category is one of ``scale`` in any case of letters; rows of :data:`NOT_ASSESSED` (``ND``,
    nothing) are left out. ``end`` is the last dose (``"ongoing"`` is allowed), ``new_therapy`` the
    first day of another anti-cancer therapy, which takes the treatment's place as line 2, however
    soon: one that is dated before the start begins with it, and a date known to a range is no
    earlier than the start. Nothing else is assumed about the order of the dates.

    None, NaN, NaT and an empty text are no date; of a date with a time the day is kept. Raises
    :class:`~timeline.errors.NotationError`, which names the subject and the row, for a date that
    cannot be read and a category that the scale does not have.
    """
    cells = {
        "start": start,
        "end": end,
        "new_therapy": new_therapy,
        "death": death,
        "last_alive": last_alive,
        "cut_off": cut_off,
    }
    told = [
        (f"row {number} of assessments", cells)
        for number, cells in enumerate(pairs_of(assessments), start=1)
    ]
    places = {key: f"subject {str(subject)!r}, {key}" for key in cells}
    return _case(str(subject), cells, told, places=places, drug=drug, scale=scale)


def cases_from_tables(
    subjects: Table,
    assessments: Table,
    *,
    subject: str = "USUBJID",
    start: str | Sequence[str] = ("RANDDT", "TRTSDT"),
    date_of: str = "ADT",
    response: str = "AVALC",
    new_therapy: str | None = "NACTDT",
    end: str | None = "TRTEDT",
    death: str | None = "DTHDT",
    last_alive: str | None = "LSTALVDT",
    scale: str | None = "RECIST 1.1",
) -> tuple[Case, ...]:
    """One case per row of ``subjects`` (ADSL), with its rows of ``assessments`` (ADRS).

    Tables are data frames (pandas, Polars, narwhals) or rows as mappings from column to value; the
    other arguments name the columns. None is for what the data set does not have; of the names
    given here ``NACTDT``, ``TRTEDT`` and ``LSTALVDT`` may be missing, unless a column is called so
    in other letters or begins so (``NACTDTC``). Of ``start`` the first column with a date counts; a
    subject without any was never treated, and its case has no line. Select the assessments first
    (``PARAMCD == "OVR"``, one evaluator). Raises :class:`~timeline.errors.NotationError` for a
    column that is not there, with the nearest name, for an assessment of a subject that is not in
    ``subjects``, and as :func:`case_from_rows` does, with the row and the column.
    """
    listed, assessed = rows_of(subjects), rows_of(assessments)
    starts = (start,) if isinstance(start, str) else tuple(start)
    columns = {"end": end, "new_therapy": new_therapy, "death": death, "last_alive": last_alive}
    for rows, what in ((listed, "subjects"), (assessed, "assessments")):
        if rows:
            require_column(subject, named_columns(rows), what)
    found: dict[str, list[tuple[str, tuple[Any, Any]]]] = {}
    for row in listed:
        name = str(row.get(subject))
        if name in found:
            raise NotationError(name, f"is in two rows of subjects; {subject} must be unique")
        found[name] = []
    for number, row in enumerate(assessed, start=1):
        name = str(row.get(subject))
        if name not in found:
            hint = did_you_mean(name, found)
            reason = f"has assessments (row {number}), but no row of subjects{hint}"
            raise NotationError(name, reason)
        where = f"row {number} of assessments"
        found[name].append((where, (row.get(date_of), row.get(response))))
    if listed:
        _require(named_columns(listed), "subjects", starts, columns)
    if assessed:
        for name in (date_of, response):
            require_column(name, named_columns(assessed), "assessments")
    cases = []
    for number, row in enumerate(listed, start=1):
        name = str(row.get(subject))
        of = f"subject {name!r}, row {number} of subjects"
        begun = next((c for c in starts if _at(f"{of}, {c}", _moment, row.get(c))), starts[0])
        named = {"start": begun, **columns}
        cases.append(
            _case(
                name,
                {key: row.get(column) for key, column in named.items() if column is not None},
                found[name],
                places={key: f"{of}, {column}" for key, column in named.items()},
                scale=scale,
            )
        )
    return tuple(cases)


_MAY_LACK = {"new_therapy": "NACTDT", "end": "TRTEDT", "last_alive": "LSTALVDT"}


def _require(
    known: Sequence[str], what: str, starts: Sequence[str], columns: Mapping[str, str | None]
) -> None:
    """Refuse a table of subjects without a column that is counted on."""
    if not set(starts) & set(known):
        require_column(starts[0], known, what)
    for key, column in columns.items():
        if column is None:
            continue
        so = any(name.casefold().startswith(column.casefold()) for name in known)
        if so or _MAY_LACK.get(key) != column:
            require_column(column, known, what)


def _case(
    subject: str,
    cells: Mapping[str, Any],
    assessments: Iterable[tuple[str, tuple[Any, Any]]],
    *,
    places: Mapping[str, str],
    drug: str = "study treatment",
    scale: str | None,
) -> Case:
    """The case of one subject; ``places`` say where each cell stands, for errors."""
    days = {key: _at(places[key], _moment, cell) for key, cell in cells.items()}
    begun, replaced = days["start"], days.get("new_therapy")
    events: list[Event] = []
    if begun is not None:
        events.append(
            Therapy(
                drug,
                id=TREATMENT,
                line=1,
                setting=Setting.ADVANCED,
                start=begun,
                end=days.get("end"),
                stop=StopReason.NOT_STATED if replaced is None else StopReason.OTHER,
            )
        )
    for number, (place, (at, told)) in enumerate(assessments, start=1):
        where = f"subject {subject!r}, {place}"
        category = _at(where, lambda cell: _category(cell, scale), told)
        if category is not None:
            response = Response(category, scale=scale)
            name = f"assessment-{number}"
            day = _at(where, _moment, at)
            events.append(Assessment("assessment", id=name, at=day, response=response))
    if replaced is not None:
        after, note = (replaced, None) if begun is None else _following(begun, replaced)
        events.append(
            Therapy(
                "new anti-cancer therapy",
                id=NEW_THERAPY,
                line=2 if begun is not None else None,
                setting=Setting.ADVANCED,
                start=after,
                note=note,
            )
        )
    if (seen := days.get("last_alive")) is not None:
        events.append(FollowUp("alive", id="last-alive", at=seen))
    if (died := days.get("death")) is not None:
        events.append(Death("not stated", id="death", at=died))
    return Case(id=subject, cut_off=days.get("cut_off"), assume=(), events=events)


def _following(begun: Moment, replaced: Moment) -> tuple[Moment, str | None]:
    """When a new therapy begins: on its date, but no sooner than what it takes the place of."""
    first, last = _span(begun), _span(replaced)
    if first is None or last is None or (begun.date is None) is not (replaced.date is None):
        return replaced, None  # a day number and a date: not to be compared here
    if last[0] >= first[1]:
        return replaced, None
    with_it = f"start of {TREATMENT}"
    if last[1] <= first[0]:
        return parse_moment(with_it), f"dated {replaced}, not after the start"
    return parse_moment(f"{replaced.text}, not before {with_it}"), None


def _span(moment: Moment) -> tuple[float, float] | None:
    """The first and the last day of a date or a day number; None for anything else."""
    term = moment.alternatives[0][0]
    if isinstance(term, DayNumber):
        return term.first, term.last
    if moment.date is None:
        return None
    first, last = moment.date.earliest, moment.date.latest
    return -inf if first is None else first, inf if last is None else last


def _at(place: str, read: Callable[[Any], T], cell: Any) -> T:
    """What a cell says; an error in it says where it stands."""
    try:
        return read(cell)
    except NotationError as error:
        raise NotationError(error.text, f"{place}: {error.reason}") from None


def _moment(value: Any) -> Moment | None:
    """A cell as a moment; what data sets write for no date (None, NaN, NaT, nothing) is None."""
    if isinstance(value, Moment):
        return value
    value = plain(value)
    if value is None or _text(value) in _NO_VALUE:
        return None
    if isinstance(value, str):
        timed = _WITH_TIME.fullmatch(value.strip())
        value = timed[1] if timed else value
    moment = as_moment(value)
    if moment is not None and moment.anchors:
        raise NotationError(str(value), "is no date; write 2020-03-01, 2020-03 or day 45")
    return moment


def _category(told: Any, scale: str | None) -> str | None:
    """The category as its scale spells it; None for a row without an assessment."""
    told = plain(told)
    written = str(told).strip()
    if told is None or _text(told) in _SKIPPED:
        return None
    if scale is None:
        return written
    term = find_response(written, scale)
    if term is not None:
        return term.category
    known = [t.category for t in current().index(RESPONSES).terms if t.scale == scale]
    if not known:  # a scale of the data set's own
        return written
    hint = did_you_mean(written.upper(), known)
    raise NotationError(written, f"is no category of {scale}{hint}; one of {', '.join(known)}")


def _text(cell: object) -> str:
    return str(cell).strip().upper()
