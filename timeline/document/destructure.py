"""Cases to the plain data of a document: what is unknown is left out, what is plain is short."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from typing import TypeAlias, cast

import attrs

from timeline.document.form import fields
from timeline.model.amounts import Amount
from timeline.model.case import Case, derived_ids, own_name
from timeline.model.claims import Interval
from timeline.model.components import Drug, as_drugs
from timeline.model.events import Event
from timeline.model.moments import Basis, Moment
from timeline.model.quantities import Quantity
from timeline.model.study import PRINTED, Study
from timeline.model.words import as_texts


class Term(str):
    """A text in a notation (a moment, a quantity, a term of a list): it needs no quotes in YAML."""

    __slots__ = ()


class EventData(dict[str, "Data"]):
    """The data of an event, which goes by its id even where that is left out."""

    __slots__ = ("name",)
    name: str


Data: TypeAlias = "str | int | list[Data] | dict[str, Data]"
"""What a document is made of. Equal cases have equal data."""


def destructure(case: Case, named: Iterable[str] = ()) -> dict[str, Data]:
    """The data of a case.

    An event's id is left out when a reader would derive the same one, unless it is in ``named``.
    """
    data = plain_data(case)
    derivable = _derivable_ids(case.events, named)
    if case.events:
        data["events"] = [_event(event, derivable) for event in case.events]
    return data


def destructure_study(study: Study) -> dict[str, Data]:
    """The data of a study; its numbers keep their ids, by which other papers refer to them."""
    return plain_data(study)


def _event(event: Event, derivable: frozenset[str]) -> EventData:
    data = EventData(plain_data(event))
    data.name = event.id
    if event.id in derivable:
        del data["id"]
    return data


def _derivable_ids(events: tuple[Event, ...], named: Iterable[str]) -> frozenset[str]:
    """The ids that come back when they are all left out; never one in ``named``."""
    left_out = {e.id for e in events if re.fullmatch(rf"{own_name(e)}(-\d+)?", e.id)} - set(named)
    while True:
        bare = [attrs.evolve(e, id="") if e.id in left_out else e for e in events]
        derived = derived_ids(bare)
        wrong = {e.id for e, name in zip(events, derived, strict=True) if e.id != name}
        if not wrong:
            return frozenset(left_out)
        left_out -= wrong


def plain_data(value: attrs.AttrsInstance) -> dict[str, Data]:
    """The data of a value of the model, whatever is not stated left out; ids stay."""
    return {
        field.key: _plain(content)
        for field in fields(type(value))
        if (content := getattr(value, field.name)) != field.default
    }


def _plain(value: object) -> Data:
    match value:
        case Moment():
            return _moment(value)
        case Quantity() | Amount() | Interval():
            return Term(value)
        case enum.StrEnum():
            return Term(value.value)
        case _ if isinstance(value, PRINTED):
            return Term(value)
        case str() | int():
            return value
        case tuple():
            return _items(value)
    assert attrs.has(type(value)), f"{value!r} has no place in a document"
    return _short(cast("attrs.AttrsInstance", value))


def _moment(moment: Moment) -> Data:
    if moment.basis is Basis.REPORTED:
        return Term(moment.text)
    return {"assumed": Term(moment.text), "because": moment.because or ""}


def _short(value: attrs.AttrsInstance) -> Data:
    """A text, where the class can be made of one and nothing more is known; else a mapping."""
    data = plain_data(value)
    from_text = getattr(type(value), "from_text", None)
    if from_text and len(data) == 1:
        (text,) = data.values()
        if isinstance(text, str) and from_text(text) == value:
            return text
    return data


def _items(values: tuple[object, ...]) -> Data:
    """A list; or one text, where the reader makes the same values of it."""
    items = [_plain(value) for value in values]
    texts = [item for item in items if isinstance(item, str)]
    if texts and len(texts) == len(items):
        if isinstance(values[0], Drug):
            joined = " + ".join(texts)
            return joined if as_drugs(joined) == values else items
        if len(texts) == 1 and (not isinstance(values[0], str) or as_texts(texts[0]) == values):
            return texts[0]
    return items
