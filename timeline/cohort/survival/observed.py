"""One case's time to an event, as far as its report allows: bounds in days, event or not."""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable
from typing import Any, NamedTuple, cast

import attrs

from timeline.document.frames import (
    Frame,
    Table,
    is_frame,
    named_columns,
    plain,
    require_column,
    rows_of,
)
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
    """An event or not; a number that is none (NaN) is neither, and no way to say "unknown"."""
    if isinstance(value, Truth):
        return value
    if value is not None and (value != value or value not in (0, 1)):
        raise NotationError(str(value), "is neither an event nor none; write True, False or None")
    return Truth.of(None if value is None else bool(value))


def _days(value: Any) -> Any:
    """Days as plain numbers, whatever library counted them."""
    return plain(value) if value == value else value


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
        NotationError: the bounds are no numbers (NaN), negative or out of order, or the event is
            neither true nor false nor None.
    """

    case: str
    least: int = attrs.field(converter=_days)
    most: int | None = attrs.field(converter=_days)
    event: Truth = attrs.field(converter=_truth)
    group: str = attrs.field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        for value in (self.least, self.most):
            if value is None and value is not self.least:
                continue
            if not isinstance(value, int | float) or not math.isfinite(value):
                reason = "expected a number of days; leave out a case without a time"
                raise NotationError(f"{self.case}: {value}", reason)
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
        if cnsr is not None and not cnsr >= 0:
            reason = f"expected CNSR 0 (event) or above (censored), of {case}"
            raise NotationError(str(cnsr), reason)
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


@attrs.frozen
class LeftOut:
    """A case that could not be counted, and why: it is named, never dropped."""

    case: str
    reason: str


class Times(NamedTuple):
    """The times of some cases, and the cases without one."""

    times: tuple[ObservedTime, ...]
    left_out: tuple[LeftOut, ...]


NOTHING_KNOWN = "length not known"


def observed(
    case: str, least: int | None, most: int | None, cnsr: int | None, missing: str, group: str = ""
) -> ObservedTime | LeftOut:
    """The time of one endpoint; or why there is none: not derived, or of any length at all."""
    if most is None and (least is None or least <= 0):
        return LeftOut(case, f"missing: {missing}" if missing else NOTHING_KNOWN)
    return ObservedTime.from_cnsr(case, max(least or 0, 0), most, cnsr, group=group)


def observed_times(
    table: Table,
    *,
    case: str = "case",
    least: str = "days_min",
    most: str = "days_max",
    cnsr: str = "cnsr",
    group: str | None = None,
) -> tuple[ObservedTime, ...]:
    """The times of a table: a data frame, or rows as mappings, one time a row.

    The columns are those of a cohort's ``endpoints``, and ``group`` as named. Of ADTTE they are
    ``case="USUBJID", least="AVAL", most="AVAL", cnsr="CNSR"``. A ``most`` that is missing is not
    bounded; a ``cnsr`` that is missing is refused unless a column ``status`` says that the time is
    indeterminate. Raises :class:`~timeline.errors.NotationError` for a column that is not there,
    with the nearest name, and for a row without a time, which is not derived: choose the rows, and
    tell whom that leaves out (:meth:`timeline.cohort.Cohort.times` does both).
    """
    rows = rows_of(table)
    wanted = [case, least, most, cnsr, *([] if group is None else [group])]
    for name in wanted if rows else ():
        require_column(name, named_columns(rows), "the table of times")
    found = []
    for number, row in enumerate(rows, start=1):
        cells = {name: plain(row.get(name)) for name in wanted}
        try:
            if cells[cnsr] is None and row.get("status") != "indeterminate":
                text = f"{cells[case]}: {row.get(cnsr)}"
                raise NotationError(text, f"expected {cnsr} 0 (event) or above (censored)")
            found.append(
                ObservedTime.from_cnsr(
                    str(cells[case]),
                    cells[least],
                    cells[most],
                    cells[cnsr],
                    group="" if group is None or cells[group] is None else str(cells[group]),
                )
            )
        except NotationError as error:
            raise NotationError(error.text, f"row {number} of the times: {error.reason}") from None
    return tuple(found)


def as_times(times: Frame | Iterable[Any]) -> tuple[Any, ...]:
    """Times as given, or those of a data frame with the columns of :func:`observed_times`."""
    if is_frame(times):
        columns = named_columns(rows_of(cast("Frame", times))[:1])
        return observed_times(cast("Frame", times), group="group" if "group" in columns else None)
    return tuple(cast("Iterable[Any]", times))
