"""A case from the rows of a data set: start, dated assessments, new therapy, death, contact."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from timeline.model.case import Case
from timeline.model.events import Assessment, Death, Event, FollowUp, Therapy
from timeline.model.facets import Response, Setting
from timeline.model.moments import Moment

When: TypeAlias = Moment | str | date
"""A moment: ``2020-03-01``, ``2020-03``, ``day 45`` or a ``datetime.date``."""

TREATMENT, NEW_THERAPY = "treatment", "new-therapy"
"""The ids of the two treatments."""


def case_from_rows(
    subject: str,
    *,
    start: When,
    assessments: Iterable[tuple[When, str]] = (),
    new_therapy: When | None = None,
    end: When | None = None,
    death: When | None = None,
    last_alive: When | None = None,
    cut_off: When | None = None,
    drug: str = "study treatment",
    scale: str | None = "RECIST 1.1",
) -> Case:
    """A :class:`Case` of one treated subject.

    ``start`` is where the clock of line 1 starts: randomisation or the first dose. ``assessments``
    are ``(date, category)``: overall responses as assessed, in any order. ``end`` is the last dose
    (``"ongoing"`` is allowed), ``new_therapy`` the first day of another anti-cancer therapy, which
    makes line 2. Nothing is assumed about the order of the rows. Raises
    :class:`~timeline.errors.NotationError` for a date that cannot be read.
    """
    events: list[Event] = [
        Therapy(drug, id=TREATMENT, line=1, setting=Setting.ADVANCED, start=start, end=end)
    ]
    events += [
        Assessment(
            "assessment", id=f"assessment-{number}", at=at, response=Response(category, scale=scale)
        )
        for number, (at, category) in enumerate(assessments, start=1)
    ]
    if new_therapy is not None:
        events.append(
            Therapy(
                "new anti-cancer therapy",
                id=NEW_THERAPY,
                line=2,
                setting=Setting.ADVANCED,
                start=new_therapy,
            )
        )
    if last_alive is not None:
        events.append(FollowUp("alive", id="last-alive", at=last_alive))
    if death is not None:
        events.append(Death("not stated", id="death", at=death))
    return Case(id=subject, cut_off=cut_off, assume=(), events=events)
