"""What structuring raised, as problems with a line and a column."""

from __future__ import annotations

from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from timeline.document.form import fields
from timeline.document.hooks import MisfitError, UnknownKindError, UnknownTermError
from timeline.document.meant import meant_kind, unknown_key
from timeline.document.nodes import Mapping, Node, Path, Scalar, child, locate, scalars
from timeline.document.problems import Report
from timeline.errors import NotationError, nearest
from timeline.model.events import EventBase

_SHARED_KEYS = frozenset(field.key for field in fields(EventBase))
"""Keys that any event may have, and that are no misspelled kind."""


def explain(error: Exception, node: Node, report: Report, path: Path = ()) -> None:
    """Add to ``report`` everything in ``error``, which reading ``node`` raised.

    What follows from a problem that is known already, at the same place, is left out.
    """
    match error:
        case ExceptionGroup():
            _explain_group(error, node, report, path)
        case ForbiddenExtraKeysError():
            assert isinstance(node, Mapping)
            for key in node:
                if key in error.extra_fields:
                    report.add(key, unknown_key(str(key), error.cl), (*path, str(key)))
        case UnknownKindError():
            _explain_kind(error, node, report, path)
        case UnknownTermError():
            report.add(node, str(error), path)
        case MisfitError(key=str() as name):
            assert isinstance(node, Mapping)
            report.add(node.key(name), str(error), path)
        case MisfitError():
            there = locate(node, error.path)
            if not report.seen_at(there):
                report.add(there, str(error), (*path, *error.path))
        case NotationError():
            _explain_notation(error, node, report, path)
        case _:
            raise error


def _explain_group(
    group: ExceptionGroup[Exception], node: Node, report: Report, path: Path
) -> None:
    for inner in group.exceptions:
        step = _step(inner, group)
        if step is None:
            explain(inner, node, report, path)
        elif isinstance(inner, KeyError):
            report.add(node, f"the key {step!r} is missing", path)
        else:
            explain(inner, child(node, step), report, (*path, step))


def _step(inner: Exception, group: Exception) -> str | int | None:
    """The key or index that cattrs noted on an exception of a group."""
    for note in getattr(inner, "__notes__", ()):
        if isinstance(note, IterableValidationNote):
            return note.index
        if isinstance(note, AttributeValidationNote) and isinstance(group, BaseValidationError):
            return next(field.key for field in fields(group.cl) if field.name == note.name)
    return None


def _explain_kind(error: UnknownKindError, node: Node, report: Report, path: Path) -> None:
    assert isinstance(node, Mapping)
    for key in node:
        if key in _SHARED_KEYS:
            continue
        meant = meant_kind(str(key)) if "therapy" in error.kinds else None
        if meant := meant or nearest(key, error.kinds):
            message = f"no key says what this is; did you mean {meant!r} by {str(key)!r}?"
            report.add(key, message, path)
            return
    report.add(node, f"no key says what this is: one of {', '.join(error.kinds)}", path)


def _explain_notation(error: NotationError, node: Node, report: Report, path: Path) -> None:
    """Point inside the text that is wrong; also when only a whole mapping could tell that it is."""
    if not isinstance(node, Scalar):
        culprits = [found for found in scalars(node, path) if found[1] == error.text]
        if len(culprits) == 1:
            path, node = culprits[0]
    offset = 0
    if isinstance(node, Scalar) and node.literal:
        begin = node.find(error.text)
        offset = begin + error.column if begin >= 0 else 0
    if not report.seen_at(node):
        report.add(node, str(error) if error.text else error.reason, path, offset)
