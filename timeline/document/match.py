"""Which item of an old list became which item of a new one."""

from __future__ import annotations

from collections.abc import Callable

from timeline.document.destructure import Data, EventData


def match(old: list[Data], new: list[Data]) -> list[int | None]:
    """For each new item the index of the old one it is; None for one that was not there.

    Events are the same when they are of one kind and go by the same id. Other items, and events
    whose id changed, are the same when their content is; what is left of the others is paired off
    in order.
    """
    matches: list[int | None] = [None] * len(new)
    free = dict.fromkeys(range(len(old)))

    def pair(same: Callable[[Data, Data], bool]) -> None:
        for place, item in enumerate(new):
            if matches[place] is None:
                found = next((index for index in free if same(old[index], item)), None)
                if found is not None:
                    matches[place] = found
                    del free[found]

    pair(_same_event)
    pair(lambda before, after: _content(before) == _content(after))
    pair(_alike)
    return matches


def _same_event(before: Data, after: Data) -> bool:
    if not isinstance(before, EventData) or not isinstance(after, EventData):
        return False
    return before.name == after.name and _first_key(before) == _first_key(after)


def _alike(before: Data, after: Data) -> bool:
    """True for two texts, or two mappings of one kind; never for events, which have names."""
    if isinstance(before, EventData) or type(before) is not type(after):
        return False
    return _first_key(before) == _first_key(after)


def _content(item: Data) -> Data:
    return {k: v for k, v in item.items() if k != "id"} if isinstance(item, EventData) else item


def _first_key(item: Data) -> str | None:
    return next(iter(item)) if isinstance(item, dict) else None
