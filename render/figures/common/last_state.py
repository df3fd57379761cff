"""What is known of a patient where the data end."""

from __future__ import annotations

import enum


class EndState(enum.StrEnum):
    """What is known at the end of a row; in the order of sorting by it."""

    ONGOING = "treatment ongoing"
    ALIVE = "alive at last follow-up"
    LOST = "lost to follow-up"
    DEAD = "death"
    UNKNOWN = "not stated"
