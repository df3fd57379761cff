"""Is the patient dead or alive, and how is it known?"""

from __future__ import annotations

import re

from timeline.model.case import Case
from timeline.model.events import Death, Event, FollowUp

_DEAD = re.compile(
    r"\b(?:dead|died|death|deceased|demise|succumbed|expired|passed away|fatal outcome)\b",
    re.IGNORECASE,
)
_OF_NO_DEATH = re.compile(
    r"\b(?:not|no|never|nor|without|before|until|risk of|fear of)\s+"
    r"(?:(?:yet|been|a|any|the|her|his)\s+)*$",
    re.IGNORECASE,
)
_LOST = re.compile(r"\blost\b(?!\s+(?:weight|\d))", re.IGNORECASE)
_KIN = re.compile(
    r"\b(?:mother|father|sister|brother|son|daughter|wife|husband|parents?|sibling|relative)"
    r"(?:'s|s')?\s+(?:had\s+)?$",
    re.IGNORECASE,
)


def tells_death(status: str) -> bool:
    """Whether the words of a follow-up tell that the patient died: "died at home", "passed away".

    Not "not dead", and not the death of somebody else.
    """
    return any(
        not _OF_NO_DEATH.search(status, 0, found.start())
        and not _KIN.search(status, 0, found.start())
        for found in _DEAD.finditer(status)
    )


def tells_loss(status: str) -> bool:
    """Whether the words of a follow-up tell that the patient was lost to it."""
    return _LOST.search(status) is not None


def shows_death(event: Event) -> bool:
    """Whether an event shows the patient dead: a death, or a follow-up that tells of it."""
    return isinstance(event, Death) or (isinstance(event, FollowUp) and tells_death(event.outcome))


def is_dead(case: Case) -> bool:
    """Whether a case tells of the patient's death, as an event or in the words of a follow-up."""
    return any(map(shows_death, case))
