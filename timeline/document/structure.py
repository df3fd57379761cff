"""Nodes to the classes of the model, with cattrs.

Each hook takes a node and says what is wrong with it; cattrs gathers what the hooks raise, with the
attribute or index it came from, and :mod:`timeline.document.explain` turns that into places.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NewType, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import IterableValidationError
from cattrs.gen import make_dict_structure_fn, override

from timeline.document.form import fields, kinds
from timeline.document.hooks import (
    Hook,
    MisfitError,
    UnknownKindError,
    member,
    notation,
    one_of,
    refuse_empty,
    text,
    whole_number,
)
from timeline.document.nodes import Mapping, Node, Scalar, Sequence, child, describe
from timeline.model.amounts import Amount, parse_amount
from timeline.model.case import Case
from timeline.model.claims import Interval
from timeline.model.components import Drug, as_drugs
from timeline.model.events import Event
from timeline.model.moments import Basis, Moment, parse_moment
from timeline.model.quantities import Quantity, parse_quantity
from timeline.model.study import PRINTED, Concentration, Number, as_concentrations
from timeline.model.words import as_texts

Stated = NewType("Stated", Moment)
"""A moment written as text."""


@attrs.frozen
class AssumedMoment:
    """A moment the curator supposes where the report is silent, and the reason."""

    assumed: Stated
    because: str


_NOTATIONS: dict[Any, Hook] = {
    Stated: notation(parse_moment),
    Amount: notation(parse_amount),
    Quantity: notation(parse_quantity),
    Interval: notation(Interval.from_text),
    **{kind: notation(kind.from_text) for kind in PRINTED},
}
# What one text means where several values may stand: "brain; liver", "pemetrexed + cisplatin".
_SEVERAL: dict[Any, Callable[[str], tuple[Any, ...]]] = {
    str: as_texts,
    Drug: as_drugs,
    Concentration: as_concentrations,
}
# What is listed by id, and what one of them is called.
_WITH_IDS: dict[Any, str] = {Event: "event", Number: "number"}


def structure(node: Node) -> Case:
    """The case that a document holds.

    Raises :class:`~timeline.document.hooks.MisfitError`, :class:`~timeline.errors.NotationError` or
    cattrs' groups of them, as :func:`timeline.document.explain.explain` takes them.
    """
    return converter().structure(node, Case)


@cache
def converter() -> Converter:
    """The one converter; made when the first document is read, because making it takes a while."""
    made = Converter(detailed_validation=True, forbid_extra_keys=True)
    made.register_structure_hook(str, text)
    made.register_structure_hook(int, whole_number)
    made.register_structure_hook(enum.StrEnum, member)
    register: Callable[..., object] = made.register_structure_hook_factory
    # The last that fits is asked first.
    register(attrs.has, _mapping)
    register(lambda cls: bool(kinds(cls)), _kind)
    register(_is_tuple, _several)
    register(lambda cls: cls is Moment, _moment)
    register(lambda cls: cls in _NOTATIONS, lambda cls: _NOTATIONS[cls])
    return made


def _is_tuple(cls: Any) -> bool:
    origin: Any = get_origin(cls)
    return origin is tuple


def _mapping(cls: type, made: Converter) -> Hook:
    """A class of the model: a mapping, or a text where the class can be made of one."""
    overrides = {
        field.name: override(
            rename=field.key,
            struct_hook=one_of(field.options, made.get_structure_hook(field.type))
            if field.options
            else None,
        )
        for field in fields(cls)
    }
    read: Hook = make_dict_structure_fn(cls, made, **overrides)  # type: ignore[arg-type]
    from_text = getattr(cls, "from_text", None)

    def structure_class(node: Node, _: object) -> object:
        if isinstance(node, Mapping):
            return read(node, cls)
        refuse_empty(node)
        if from_text is None:
            raise MisfitError(f"expected a mapping, found {describe(node)}")
        if isinstance(node, Sequence):
            raise MisfitError("expected a text or a mapping, found a list")
        return from_text(text(node))

    return structure_class


def _kind(union: Any, made: Converter) -> Hook:
    """A union of classes, told apart by the one key that names the kind."""
    hooks = {key: made.get_structure_hook(cls) for key, cls in kinds(union).items()}
    example = next(iter(hooks))

    def structure_kind(node: Node, wanted: object) -> object:
        if not isinstance(node, Mapping):
            refuse_empty(node)
            seen = describe(node)
            raise MisfitError(f"expected a mapping such as '{example}: ...', found {seen}")
        named = [key for key in node if key in hooks]
        if len(named) == 1:
            return hooks[named[0]](node, wanted)
        if named:
            message = f"names two kinds, {named[0]!r} and {named[1]!r}; write them apart"
            raise MisfitError(message, key=named[1])
        raise UnknownKindError(hooks)

    return structure_kind


def _several(cls: Any, made: Converter) -> Hook:
    """A tuple: a list, or one value alone."""
    item = get_args(cls)[0]
    read_list = made.get_structure_hook(list[item])  # type: ignore[valid-type]
    read_one = made.get_structure_hook(item)
    split = _SEVERAL.get(item)

    def structure_tuple(node: Node, _: object) -> tuple[object, ...]:
        if isinstance(node, Sequence):
            kind = _WITH_IDS.get(item)
            repeated = list(_repeated_ids(node, kind)) if kind else []
            try:
                values = tuple(read_list(node, item))
            except IterableValidationError as error:
                raise ExceptionGroup("in a list", [error, *repeated]) from None
            if repeated:
                raise ExceptionGroup("in a list", repeated)
            return values
        if split and isinstance(node, Scalar):
            return split(text(node))
        return (read_one(node, item),)

    return structure_tuple


def _repeated_ids(events: Sequence, kind: str) -> Iterator[MisfitError]:
    """Ids used twice. The model refuses them too, but cannot say where the first one is."""
    lines: dict[Scalar, int] = {}
    for index, event in enumerate(events):
        name = child(event, "id")
        if isinstance(name, Scalar) and name is not event:
            if name in lines:
                message = f"{str(name)!r} is the id of the {kind} on line {lines[name]} already"
                yield MisfitError(message, (index, "id"))
            lines.setdefault(name, name.start.line + 1)


def _moment(_: type[Moment], made: Converter) -> Hook:
    """A moment: a text, or a mapping that says it is assumed and why."""
    read_assumed = made.get_structure_hook(AssumedMoment)

    def structure_moment(node: Node, _: object) -> Moment:
        if isinstance(node, Mapping):
            supposed: AssumedMoment = read_assumed(node, AssumedMoment)
            if not supposed.because.strip():
                raise MisfitError("an assumption needs its reason", ("because",))
            moment: Moment = supposed.assumed
            return attrs.evolve(moment, basis=Basis.ASSUMED, because=supposed.because)
        return parse_moment(text(node))

    return structure_moment
