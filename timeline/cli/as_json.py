"""Values as JSON for scripts: days as ISO dates, enumerations as their words."""

from __future__ import annotations

import enum
import json
import math
from typing import Any

import attrs

from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.case import Point
from timeline.model.when import iso
from timeline.text import json_escaped


def dumps(value: object, *, ascii_only: bool = False) -> str:
    """Indented JSON text: letters as they are, what a terminal would obey as escapes."""
    return json_escaped(json.dumps(plain(value), indent=2, ensure_ascii=ascii_only))


def plain(value: Any) -> Any:
    """The value in dictionaries, lists, strings and numbers."""
    match value:
        case Bounds():
            return {
                "earliest": _day(value, value.earliest),
                "latest": _day(value, value.latest),
                "text": str(value),
            }
        case DurationBounds():
            return {
                "least_days": value.least,
                "most_days": value.most,
                "censored": value.censored,
                "text": str(value),
            }
        case Point():
            return str(value)
        case enum.Enum():
            return value.value
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case tuple() | list():
            return [plain(item) for item in value]
        case float() if not math.isfinite(value):
            return None  # JSON has no word for it
        case None | bool() | int() | float() | str():
            return value
    if attrs.has(type(value)):
        fields = attrs.fields_dict(type(value))
        return {name: plain(getattr(value, name)) for name in fields}
    return str(value)


def _day(bounds: Bounds, day: int | None) -> str | int | None:
    return iso(day) if day is not None and bounds.calendar else day
