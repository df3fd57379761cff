"""The form of a document: which keys a class of the model has, in which order.

Reader, writer and schema all ask here, so that a new field or kind of event needs no change in any
of them.
"""

from __future__ import annotations

import inspect
import re
import typing
from functools import cache
from typing import Any

import attrs

from timeline.model.case import Case
from timeline.model.claims import CLAIM_KINDS, Claim
from timeline.model.events import EVENT_KINDS, Event
from timeline.model.study import NUMBER_KINDS, Number

_LAST = ("cite", "note", "quote")
"""Where it is from, and remarks: below what is said, whatever class they come from."""


_OF_ONE = re.compile(
    r"^``(?P<name>[^`\n]+)``: (?P<said>.+\n(?:(?!``[^`\n]+``: ).+\n)*)", re.MULTILINE
)


@attrs.frozen(kw_only=True)
class Field:
    """A key of a mapping in a document, and the attribute that its value becomes.

    ``type`` is the attribute's annotation, resolved. ``options`` are the only values allowed, where
    the model has a validator that lists them. ``meaning`` is what the docstring of the class, or of
    the one it inherits from, says of the attribute.
    """

    key: str
    name: str
    type: Any
    required: bool
    default: object
    options: tuple[object, ...]
    meaning: str


@cache
def fields(cls: type) -> tuple[Field, ...]:
    """The fields of a class of the model, its subject first and where it is from last."""
    hints = typing.get_type_hints(cls)
    subject = getattr(cls, "subject", None)
    told = {name: said for base in reversed(cls.__mro__) for name, said in meanings(base).items()}
    found = []
    for attribute in attrs.fields(cls):
        default = attribute.default
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # a class, typed as a function
            default = default.factory()
        found.append(
            Field(
                key=_key(cls, attribute.name),
                name=attribute.name,
                type=hints[attribute.name],
                required=default is attrs.NOTHING,
                default=default,
                options=_options(attribute.validator),
                meaning=told.get(attribute.name, ""),
            )
        )
    return tuple(sorted(found, key=lambda field: (field.key in _LAST, field.name != subject)))


def about(cls: type) -> str:
    """What the docstring of a class says of it, without what it says of each attribute."""
    return _OF_ONE.sub("", _docstring(cls)).strip()


def meanings(cls: type) -> dict[str, str]:
    """What the docstring of a class says of each attribute or term: ```` ``name``: this ````."""
    found = _OF_ONE.finditer(_docstring(cls))
    return {match["name"]: " ".join(match["said"].split()) for match in found}


def _docstring(cls: type) -> str:
    return inspect.cleandoc(cls.__doc__ or "") + "\n"


def kinds(union: object) -> dict[str, type]:
    """The classes of a union of the model by the key that names them; empty for other types."""
    if union == Event:
        return dict(EVENT_KINDS)
    if union == Number:
        return dict(NUMBER_KINDS)
    return dict(CLAIM_KINDS) if union == Claim else {}


def _key(cls: type, name: str) -> str:
    """The key of an attribute: its name, save for what a kind or a case is called by."""
    if cls is Case and name == "id":
        return "case"
    if name == getattr(cls, "subject", None):
        return str(getattr(cls, "key"))  # noqa: B009  # a class variable of events and claims only
    return name.removesuffix("_")


def _options(validator: object) -> tuple[object, ...]:
    """The values an ``attrs.validators.in_`` allows, also inside ``optional``."""
    inner = getattr(validator, "validator", validator)
    return tuple(getattr(inner, "options", ()))
