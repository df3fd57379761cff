"""Which key was meant by one that is none, where no spelling tells: ``findings`` is ``found``.

The table ``meant_keys.tsv`` says for each kind of event, for claims, the patient and the case which
keys are written by people who come from elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from timeline.document.form import fields
from timeline.errors import nearest
from timeline.model.case import Case
from timeline.model.claims import ClaimBase
from timeline.model.events import EventBase
from timeline.tsv import items, rows_in

_FEW = 12
"""As many keys are listed when none of them is near the one that was written."""

_OWN = "OWN"
"""What the table calls the key that names the kind itself."""

_KIND = "kind"
"""What the table calls a mapping whose kind is not known yet."""


def unknown_key(written: str, cls: type) -> str:
    """What to say of a key that a class of the model does not have."""
    known = [field.key for field in fields(cls)]
    for place in _places(cls):
        row = _meant().get((place, _plain(written)))
        if row is not None and row["meant"] in ("", _OWN, *known):
            return f"unknown key {written!r}{_advised(row, written, cls)}"
    if match := nearest(written, known):
        return f"unknown key {written!r}; did you mean {match!r}?"
    listed = f"; the keys here are {', '.join(known)}" if len(known) <= _FEW else ""
    return f"unknown key {written!r}{listed}"


def meant_kind(written: str) -> str | None:
    """The kind of event that is meant by another name for it: ``treatment``; None for others."""
    row = _meant().get((_KIND, _plain(written)))
    return None if row is None else row["meant"]


def _advised(row: Mapping[str, str], written: str, cls: type) -> str:
    own = getattr(cls, "key", "")
    meant, advice = (row[cell].replace(_OWN, own) for cell in ("meant", "advice"))
    asked = f"; did you mean {meant!r}?" if meant else ""
    return asked + (f"; {advice.replace('KEY', written)}" if advice else "")


def _places(cls: type) -> tuple[str, ...]:
    """What the table calls a class, the most special name first."""
    own = str(getattr(cls, "key", cls.__name__.casefold()))
    if issubclass(cls, EventBase):
        return own, "any event"
    return ("claim",) if issubclass(cls, ClaimBase) else ("case" if cls is Case else own,)


def _plain(written: str) -> str:
    return "_".join(written.casefold().replace("-", " ").replace("_", " ").split())


@cache
def _meant() -> Mapping[tuple[str, str], Mapping[str, str]]:
    return {
        (place, written): row
        for row in rows_in("timeline.document", "meant_keys")
        for place in items(row["in"])
        for written in items(row["written"])
    }
