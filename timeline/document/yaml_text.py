"""YAML to nodes.

The parser's events are taken one by one, and PyYAML's ``compose`` is not used: it recurses in C, so
that a file of nothing but brackets ends the process, where this stops at the level allowed. Anchors
and tags are still visible here, and, no scalar being resolved, it is the faster of the two.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from timeline.document.builder import TOO_DEEP, Builder
from timeline.document.nodes import Mapping, Place, Position, Sequence, scalar

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The complement of YAML 1.1's printable characters.
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def read_yaml(text: str, builder: Builder) -> None:
    """Feed every document of a YAML stream to ``builder``.

    Raises :class:`~timeline.errors.DocumentError` where the text stops being YAML.
    """
    if forbidden := _FORBIDDEN.search(text):
        code = f"U+{ord(forbidden[0]):04X}"
        message = f"the character {code} cannot stand in YAML; write it quoted, as an escape"
        builder.report.refuse(position_in(text, forbidden.start()), message)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            _take(event, builder)
    except yaml.MarkedYAMLError as error:
        place = error.problem_mark or error.context_mark
        assert place is not None
        builder.report.refuse(place, _explain(error, text[place.index : place.index + 1]))


def position_in(text: str, index: int) -> Position:
    """The line and column of a character."""
    last_break = text.rfind("\n", 0, index)
    return Position(index, text.count("\n", 0, index), index - last_break - 1)


def _take(event: yaml.Event, builder: Builder) -> None:
    # The stubs allow for None; a parser always knows where it is.
    start: Any = event.start_mark
    end: Any = event.end_mark
    match event:
        case yaml.ScalarEvent():
            builder.scalar(scalar(event.value, start, end.index, plain=not event.style))
            _refuse_properties(event, start, builder)
        case yaml.MappingStartEvent():
            builder.begin(Mapping(), start, flow=bool(event.flow_style))
            _refuse_properties(event, start, builder)
        case yaml.SequenceStartEvent():
            builder.begin(Sequence(), start, flow=bool(event.flow_style))
            _refuse_properties(event, start, builder)
        case yaml.CollectionEndEvent():
            builder.end(end.index)
        case yaml.AliasEvent():
            builder.scalar(scalar("", start, end.index, plain=True))
            message = f"aliases (*{event.anchor}) are not read: write the value out"
            builder.report.add(start, message, builder.path)


def _refuse_properties(event: Any, start: Place, builder: Builder) -> None:
    if event.anchor is not None:
        message = f"anchors (&{event.anchor}) are not read: write the value out where it is needed"
        builder.report.add(start, message, builder.path)
    if event.tag is not None:
        message = f"tags ({event.tag}) are not read: what a value means is decided by its key"
        builder.report.add(start, message, builder.path)


def _explain(error: yaml.MarkedYAMLError, seen: str) -> str:
    """The parser's complaint, in the words of someone who types a case report."""
    problem = str(error.problem)
    if "maximum nesting depth" in problem:  # the scanner looks ahead, and has a limit since 6.0.4
        return TOO_DEEP
    if seen == "\t":
        return "a tab cannot indent or separate; use spaces"
    if problem.startswith("mapping values are not allowed"):
        return "':' is not allowed here; a text that contains ': ' needs quotes"
    if problem.startswith("found character") and seen:
        return f"{seen!r} cannot begin a value; put the text in quotes"
    if problem.startswith("could not find expected ':'"):
        return "this line has no ':'; a 'key: value' is expected"
    context = f"{error.context}, " if error.context else ""
    return f"is not YAML: {context}{problem}"
