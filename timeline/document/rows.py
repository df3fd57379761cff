"""Cases as rows: the compact form in which a million of them are kept and read back fast.

An event is its id, its moments as written, and the rest of its data as one JSON text in the keys of
the document. Few such texts differ in a cohort, so each is read once by the document's own reader
and remembered; what differs, ids and dates, costs next to nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias, cast

import attrs
from cattrs.errors import BaseValidationError

from timeline.document.destructure import Data, plain_data
from timeline.document.explain import explain
from timeline.document.hooks import MisfitError, UnknownKindError
from timeline.document.problems import Report
from timeline.document.source import read_nodes
from timeline.document.structure import converter
from timeline.errors import NotationError
from timeline.model.case import Case
from timeline.model.events import Event
from timeline.model.moments import Moment, parse_moment

_MOMENTS = ("at", "start", "end")


class EventRow(NamedTuple):
    """One event: ``at``, ``start``, ``end`` as written, None where not stated; ``what`` is JSON.

    An assumed moment is written as its JSON: ``{"assumed": "2020", "because": "..."}``.
    """

    id: str
    at: str | None
    start: str | None
    end: str | None
    what: str


class CaseRow(NamedTuple):
    """One case: its id, its cut-off as written, all else but the events as JSON, the events."""

    id: str
    cut_off: str | None
    about: str
    events: tuple[EventRow, ...]


_Put: TypeAlias = Callable[[Event, Any], None]


class _Mould(NamedTuple):
    """An event but for its id and its moments: its class and what to fill its slots with.

    ``varying`` fill the id, ``at``, ``start`` and ``end``; ``check`` is what the class demands of
    all of them together. An ``__init__`` would convert the same fields again for each event.
    """

    cls: type[Event]
    fixed: tuple[tuple[_Put, Any], ...]
    varying: tuple[_Put, ...]
    check: Callable[[Event], None]


def to_row(case: Case) -> CaseRow:
    """The row of a case, from which :func:`from_row` makes an equal one."""
    about = plain_data(case)
    about.pop("case")
    about.pop("events", None)
    cut_off = about.pop("cut_off", None)
    return CaseRow(case.id, _text(cut_off), _dumps(about), tuple(map(_event_row, case.events)))


def from_row(row: CaseRow) -> Case:
    """The case of a row.

    Raises :class:`~timeline.errors.CaseTimelineError` for what is no case, as reading a document
    does.
    """
    return Case(
        id=row.id,
        cut_off=None if row.cut_off is None else _moment(row.cut_off),
        events=from_event_rows(row.events),
        **_about(row.about),
    )


def from_event_rows(
    rows: Iterable[tuple[str, str | None, str | None, str | None, str]],
) -> list[Event]:
    """The events of rows, as :class:`EventRow` or plain tuples in its order."""
    events = []
    for name, at, start, end, what in rows:
        cls, fixed, (put_id, put_at, put_start, put_end), check = _what(what)
        event = cls.__new__(cls)
        for put, value in fixed:
            put(event, value)
        put_id(event, name)
        put_at(event, None if at is None else _moment(at))
        put_start(event, None if start is None else _moment(start))
        put_end(event, None if end is None else _moment(end))
        check(event)
        events.append(event)
    return events


def _event_row(event: Event) -> EventRow:
    data = plain_data(event)
    data.pop("id", None)
    at, start, end = (_text(data.pop(key, None)) for key in _MOMENTS)
    return EventRow(event.id, at, start, end, _dumps(data))


def _text(data: Data | None) -> str | None:
    return _dumps(data) if isinstance(data, dict) else cast("str | None", data)


def _dumps(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _moment(text: str) -> Moment:
    return _assumed(text) if text.startswith("{") else parse_moment(text)


@lru_cache(maxsize=16_384)
def _assumed(text: str) -> Moment:
    moment: Moment = _structure(text, Moment)
    return moment


@lru_cache(maxsize=65_536)
def _what(text: str) -> _Mould:
    """What all events of this text share; its fields are converted and validated here, once."""
    event = _structure(text, Event)
    cls = type(event)
    varying = ("id", *_MOMENTS)
    fixed = _fields(event, set(varying))
    return _Mould(
        cls,
        tuple((getattr(cls, name).__set__, value) for name, value in fixed.items()),
        tuple(getattr(cls, name).__set__ for name in varying),
        cls.__attrs_post_init__,
    )


@lru_cache(maxsize=16_384)
def _about(text: str) -> dict[str, Any]:
    """The fields of a case, but for its id, its cut-off and its events."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise NotationError(text, f"is no JSON: {error}") from None
    if not isinstance(data, dict):
        raise NotationError(text, "is not the fields of a case")
    case = _structure(json.dumps({"case": "row", **data}, ensure_ascii=False), Case)
    return _fields(case, {"id", "cut_off", "events"})


def _structure(text: str, wanted: Any) -> Any:
    """What the document's reader makes of a JSON text; raises DocumentError with all it found."""
    report = Report("<row>")
    (node,) = read_nodes(text, report)
    value = None
    try:
        value = converter().structure(node, wanted)
    except (BaseValidationError, MisfitError, NotationError, UnknownKindError) as error:
        explain(error, node, report)
    report.raise_if_any()
    return value


def _fields(value: attrs.AttrsInstance, but: set[str]) -> dict[str, Any]:
    names = (attribute.name for attribute in attrs.fields(type(value)))
    return {name: getattr(value, name) for name in names if name not in but}
