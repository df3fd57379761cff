"""One case's time to an event, as far as its report allows: bounds in days, event or not."""

from __future__ import annotations

import enum
import math

import attrs

from timeline.errors import NotationError
from timeline.model.truth import Truth


class Reading(enum.StrEnum):
    """Which of the times that a report allows is taken where a method wants one number.

    EARLIEST and LATEST are the two ends, not bounds of the curve: an event moved to a later day
    can lower a Kaplan–Meier curve, as fewer are at risk by then.
    """

    EARLIEST = "earliest"
    MIDDLE = "middle"
    LATEST = "latest"


def _truth(value: Truth | bool | None) -> Truth:  # noqa: FBT001 (a field's converter)
    return value if isinstance(value, Truth) else Truth.of(value)


@attrs.frozen
class ObservedTime:
    """The time from a start to an event, or to the last day without it, of one case.

    Attributes:
        case: the id of the case.
        least: the fewest days the time can have had.
        most: the most days, None where no upper bound is known.
        event: whether the event was seen at the end of that time (False: censored); None or
            `Truth.INDETERMINATE` where the report does not let it be said.
        group: the group the case is compared in.

    Raises:
        NotationError: the bounds are negative or out of order.
    """

    case: str
    least: int
    most: int | None
    event: Truth = attrs.field(converter=_truth)
    group: str = attrs.field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.least < 0:
            reason = "expected 0 days or more, as nothing happens before the start it is timed from"
            raise NotationError(f"{self.case}: {self.least}", reason)
        if self.most is not None and self.most < self.least:
            text = f"{self.case}: {self.least} to {self.most}"
            raise NotationError(text, "expected the fewest days first, then the most")

    @classmethod
    def from_cnsr(
        cls, case: str, least: int, most: int | None, cnsr: int | None, *, group: str = ""
    ) -> ObservedTime:
        """From ADaM's CNSR: 0 is an event, above 0 censored, None indeterminate.

        Raises:
            NotationError: CNSR is negative, or the bounds are.
        """
        if cnsr is not None and cnsr < 0:
            raise NotationError(str(cnsr), "expected CNSR 0 (event) or above (censored)")
        return cls(case, least, most, None if cnsr is None else cnsr == 0, group=group)

    @property
    def exact(self) -> bool:
        """Whether it enters every method as one day and one answer.

        A censored case whose follow-up has no known end counts up to the day that is known.
        """
        if self.event is Truth.INDETERMINATE:
            return False
        return self.most == self.least or (self.most is None and self.event is Truth.FALSE)

    def at(self, reading: Reading) -> tuple[float, bool]:
        """The days and whether they end with an event, under one reading of the report.

        What is indeterminate is an event in the earliest reading and censored in the others. An
        event without an upper bound lies beyond all data (infinity) in the latest reading, and is
        censored where the certain days end in the middle one.
        """
        if self.event is Truth.INDETERMINATE:
            event = reading is Reading.EARLIEST
        else:
            event = self.event is Truth.TRUE
        if reading is Reading.EARLIEST:
            return self.least, event
        if self.most is None:
            beyond = reading is Reading.LATEST and self.event is Truth.TRUE
            return (math.inf if beyond else self.least), False
        return (self.most if reading is Reading.LATEST else (self.least + self.most) / 2), event
