"""The published JSON Schema of one case, made from the classes of the model.

It says of a document what can be said without reading the notations: keys, terms, shapes. An editor
that knows it completes keys and marks misspelled ones while a case is typed.
"""

from __future__ import annotations

import enum
import inspect
import types
from typing import Any, TypeAlias, get_args

import attrs

from timeline.document.form import Field, about, fields, kinds
from timeline.document.structure import AssumedMoment, Stated
from timeline.model import moments
from timeline.model.amounts import Amount, parse_amount
from timeline.model.case import Case
from timeline.model.claims import Interval
from timeline.model.quantities import Quantity, parse_quantity

Schema: TypeAlias = dict[str, Any]

# A bare 2016, 4.50 or true is no text to other programs; to the reader it is, as typed.
_TEXT = {"type": ["string", "number", "boolean"]}
# Name and explanation of what has a grammar of its own.
_NOTATIONS: dict[Any, tuple[str, object]] = {
    Stated: ("Date", moments),
    Amount: ("Amount", parse_amount),
    Quantity: ("Quantity", parse_quantity),
    Interval: ("Interval", Interval.from_text),
}


def schema() -> Schema:
    """The JSON Schema (draft 2020-12) that every document accepted by the reader satisfies.

    The notations of moments and quantities are described in it, and references between events are
    not; both are checked by the reader alone.
    """
    definitions = _Definitions()
    top = definitions.refer(Case)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A case report as a timeline",
        **top,
        "$defs": dict(sorted(definitions.made.items())),
    }


@attrs.define
class _Definitions:
    """The named parts of the schema, each made when it is first referred to."""

    made: dict[str, Schema] = attrs.field(factory=dict)

    def refer(self, wanted: Any) -> Schema:
        """The schema of a type of the model, by reference where it has a name."""
        if wanted is str:
            return self._named("Text", "Any text; a bare number or word is taken as typed.", _TEXT)
        if wanted is int:
            return {"type": "integer"}
        if wanted in _NOTATIONS:
            name, explained = _NOTATIONS[wanted]
            return self._named(name, explained, {"type": ["string", "number"]})
        if wanted is moments.Moment:
            either = [self.refer(Stated), self.refer(AssumedMoment)]
            return self._named("Moment", moments.Moment, {"anyOf": either})
        if isinstance(wanted, enum.EnumType):
            terms = {"enum": [term.value for term in list[enum.StrEnum](wanted)]}
            return self._named(wanted.__name__, wanted, terms)
        if attrs.has(wanted):
            return self._class(wanted)
        return self._compound(wanted)

    def _compound(self, wanted: Any) -> Schema:
        """A union of the model, what may be left out, or several of a kind."""
        if classes := kinds(wanted):
            one_kind = {"type": "object", "oneOf": [self.refer(cls) for cls in classes.values()]}
            one_key = f"One key names what it is: {', '.join(classes)}."
            return self._named("Event" if "therapy" in classes else "Claim", one_key, one_kind)
        first = get_args(wanted)[0]
        if isinstance(wanted, types.UnionType):
            return self.refer(first)
        one = self.refer(first)
        return {"anyOf": [one, {"type": "array", "items": one}]}

    def _class(self, cls: type) -> Schema:
        properties = {field.key: self._property(field) for field in fields(cls)}
        mapping = {
            "type": "object",
            "properties": properties,
            "required": [field.key for field in fields(cls) if field.required],
            "additionalProperties": False,
        }
        if hasattr(cls, "from_text"):
            mapping = {"anyOf": [self.refer(str), mapping]}
        return self._named(cls.__name__, about(cls), mapping)

    def _property(self, field: Field) -> Schema:
        made = {"enum": list(field.options)} if field.options else self.refer(field.type)
        if field.meaning:
            made = {**made, "description": field.meaning}
        if isinstance(field.default, str) and field.default:
            return {**made, "default": str(field.default)}
        return made

    def _named(self, name: str, explained: object, definition: Schema) -> Schema:
        text = explained if isinstance(explained, str) else inspect.getdoc(explained)
        self.made[name] = {"description": text, **definition}
        return {"$ref": f"#/$defs/{name}"}
