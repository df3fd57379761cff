"""A case from the rows of a data set: start, dated assessments, new therapy, death, contact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from timeline.errors import NotationError, did_you_mean
from timeline.model.case import Case
from timeline.model.events import Assessment, Death, Event, FollowUp, Therapy
from timeline.model.facets import Response, Setting, StopReason
from timeline.model.moments import Moment, as_moment
from timeline.vocabulary.current import current
from timeline.vocabulary.responses import RESPONSES, find_response

When: TypeAlias = Moment | str | date
"""A moment: ``2020-03-01``, ``2020-03``, ``day 45``, a ``datetime.date`` or a pandas Timestamp."""

TREATMENT, NEW_THERAPY = "treatment", "new-therapy"
"""The ids of the two treatments."""

NOT_ASSESSED = frozenset(("ND", "NOT DONE", "MISSING", "NA", "N/A"))
"""What data sets write where there was no assessment: such a row is left out."""

_NO_VALUE = frozenset(("", "NONE", "NAN", "NAT", "<NA>"))  # None, and how pandas shows its kin
_SKIPPED = NOT_ASSESSED | _NO_VALUE

_WITH_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]\d{2}(?::\d{2}){0,2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?"
)


def case_from_rows(
    subject: object,
    *,
    start: When,
    assessments: Iterable[tuple[When | None, str | None]] = (),
    new_therapy: When | None = None,
    end: When | None = None,
    death: When | None = None,
    last_alive: When | None = None,
    cut_off: When | None = None,
    drug: str = "study treatment",
    scale: str | None = "RECIST 1.1",
) -> Case:
    """A :class:`Case` of one treated subject.

    ``start`` is where the clock of line 1 starts: randomisation or the first dose. ``assessments``
    are ``(date, category)``: overall responses as assessed, in any order, several on a day if need
    be; one before ``start`` is no response to the treatment, one without a date can lie anywhere.
    A category is one of ``scale`` in any case of letters; rows of :data:`NOT_ASSESSED` (``ND``,
    nothing) are left out. ``end`` is the last dose (``"ongoing"`` is allowed), ``new_therapy`` the
    first day of another anti-cancer therapy, which takes the treatment's place as line 2, however
    soon. Nothing is assumed about the order of the dates.

    None, NaN, NaT and an empty text are no date; of a date with a time the day is kept. Raises
    :class:`~timeline.errors.NotationError` for a date that cannot be read, a category that the
    scale does not have, and a subject without a start.
    """
    begun = _moment(start)
    if begun is None:
        raise NotationError(str(subject), "has no start; leave out subjects never treated")
    replaced = _moment(new_therapy)
    events: list[Event] = [
        Therapy(
            drug,
            id=TREATMENT,
            line=1,
            setting=Setting.ADVANCED,
            start=begun,
            end=_moment(end),
            stop=StopReason.NOT_STATED if replaced is None else StopReason.OTHER,
        )
    ]
    for number, (at, told) in enumerate(assessments, start=1):
        category = _category(told, scale)
        if category is not None:
            response = Response(category, scale=scale)
            name = f"assessment-{number}"
            events.append(Assessment("assessment", id=name, at=_moment(at), response=response))
    if replaced is not None:
        events.append(
            Therapy(
                "new anti-cancer therapy",
                id=NEW_THERAPY,
                line=2,
                setting=Setting.ADVANCED,
                start=replaced,
            )
        )
    if (seen := _moment(last_alive)) is not None:
        events.append(FollowUp("alive", id="last-alive", at=seen))
    if (died := _moment(death)) is not None:
        events.append(Death("not stated", id="death", at=died))
    return Case(id=str(subject), cut_off=_moment(cut_off), assume=(), events=events)


def cases_from_tables(
    subjects: Iterable[Mapping[str, Any]],
    assessments: Iterable[Mapping[str, Any]],
    *,
    subject: str = "USUBJID",
    start: str | Sequence[str] = ("RANDDT", "TRTSDT"),
    date_of: str = "ADT",
    response: str = "AVALC",
    new_therapy: str = "NACTDT",
    end: str = "TRTEDT",
    death: str = "DTHDT",
    last_alive: str = "LSTALVDT",
    scale: str | None = "RECIST 1.1",
) -> tuple[Case, ...]:
    """One case per row of ``subjects`` (ADSL), with its rows of ``assessments`` (ADRS).

    Rows are mappings from column to value, as ``frame.to_dict("records")`` gives them; the other
    arguments name the columns, and a column that is not there counts as empty. Of ``start`` the
    first column with a date counts; a subject without any was never in the trial and gets no case.
    Select the assessments first (``PARAMCD == "OVR"``, one evaluator). Raises
    :class:`~timeline.errors.NotationError` as :func:`case_from_rows` does, and for an assessment
    of a subject that is not in ``subjects``.
    """
    columns = (start,) if isinstance(start, str) else tuple(start)
    found: dict[str, list[tuple[Any, Any]]] = {}
    listed = [(str(row[subject]), row) for row in subjects]
    for name, _ in listed:
        if name in found:
            raise NotationError(name, f"is in two rows of subjects; {subject} must be unique")
        found[name] = []
    for row in assessments:
        name = str(row[subject])
        if name not in found:
            raise NotationError(
                name, f"has assessments, but no row of subjects{did_you_mean(name, found)}"
            )
        found[name].append((row.get(date_of), row.get(response)))
    cases = []
    for name, row in listed:
        begun = next((row[c] for c in columns if _moment(row.get(c)) is not None), None)
        if begun is None:
            continue
        cases.append(
            case_from_rows(
                name,
                start=begun,
                assessments=found[name],
                new_therapy=row.get(new_therapy),
                end=row.get(end),
                death=row.get(death),
                last_alive=row.get(last_alive),
                scale=scale,
            )
        )
    return tuple(cases)


def _moment(value: Any) -> Moment | None:
    """A cell as a moment; what data sets write for no date (None, NaN, NaT, nothing) is None."""
    if isinstance(value, Moment):
        return value
    if _text(value) in _NO_VALUE:
        return None
    if hasattr(value, "astype"):  # numpy counts days, seconds or nanoseconds
        value = value.astype("datetime64[D]").item()
    if isinstance(value, str):
        timed = _WITH_TIME.fullmatch(value.strip())
        value = timed[1] if timed else value
    moment = as_moment(value)
    if moment is not None and moment.anchors:
        raise NotationError(str(value), "is no date; write 2020-03-01, 2020-03 or day 45")
    return moment


def _category(told: Any, scale: str | None) -> str | None:
    """The category as its scale spells it; None for a row without an assessment."""
    written = str(told).strip()
    if _text(told) in _SKIPPED:
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
