"""What the words about a treatment tell of it."""

from __future__ import annotations

import re

_LEFT = re.compile(
    r"stop|discontinu|withdr|cease|halt|terminat|switch|chang(?!\w* (?:of|in) (?:the )?dos)",
    re.IGNORECASE,
)


def tells_stop(effect: str | None) -> bool:
    """Whether the effect of an adverse event is that the treatment was left, "switched to" too."""
    return effect is not None and _LEFT.search(effect) is not None
