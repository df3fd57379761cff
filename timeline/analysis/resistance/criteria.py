"""Primary or acquired resistance: the published criteria as values, every number a switch.

:data:`PFS_BASED` goes by the time of control alone, :data:`JACKMAN_2010` is for EGFR inhibitors,
:data:`SITC_2020` for inhibitors of PD-1 or PD-L1 given alone.
"""

from __future__ import annotations

from typing import TypeAlias

import attrs

from timeline.model.truth import Truth
from timeline.model.words import Word

PD_1 = ("PDCD1", "CD274")
"""PD-1 and its ligand PD-L1, as genes."""


class Timing(Word):
    """When a line met resistance, by some criteria."""

    PRIMARY = "primary"
    ACQUIRED = "acquired"
    NEITHER = "neither"
    AFTER_STOPPING = "after stopping"
    CANNOT_BE_SAID = "cannot be said"
    NOT_APPLICABLE = "not applicable"


@attrs.frozen(kw_only=True)
class ByDuration:
    """Primary: progression as best response, or control shorter than ``primary_months``.

    Acquired: progression after a response, or after ``acquired_months`` of control or more. With a
    drug against one of the ``checkpoints`` (genes) in the line, control under
    ``immunotherapy_months`` is primary. A month is 30.4375 days.
    """

    name: str = "PFS-based"
    source: str = "convention: 3 months, 6 for immunotherapy; acquired from 6 months"
    primary_months: float = 3.0
    immunotherapy_months: float = 6.0
    checkpoints: tuple[str, ...] = (*PD_1, "CTLA4")
    acquired_months: float = 6.0


@attrs.frozen(kw_only=True)
class Jackman:
    """Acquired resistance to an EGFR inhibitor: four criteria, all of them needed.

    1 single-agent EGFR inhibitor; 2 a sensitising EGFR mutation, or a response, or
    ``benefit_months`` of control; 3 systemic progression on treatment or within ``days_off`` days
    of its last day; 4 no other systemic therapy before the next one. ``drugs`` are those that
    count; every drug of the class when empty (the publication knew gefitinib and erlotinib).
    """

    name: str = "Jackman 2010"
    source: str = "Jackman et al. 2010, J Clin Oncol 28:357"
    drug_class: str = "EGFR-TKI"
    drugs: tuple[str, ...] = ()
    benefit_months: float = 6.0
    days_off: int = 30


@attrs.frozen(kw_only=True)
class Immunotherapy:
    """Resistance to an inhibitor of PD-1 or PD-L1, given alone, in advanced disease.

    Primary: at least ``exposure_weeks`` of the drug, and progression as best response or stable
    disease shorter than ``control_months``. Acquired (secondary): at least ``control_months`` of
    the drug, and a response or stable disease longer than that. Either asks for a second scan at
    least ``confirmation_days`` after the first that shows progression, and for progression on the
    drug or within ``weeks_off`` of its last day; later is neither, but after stopping. ``targets``
    are those of the drugs that count (combinations with chemotherapy: Rizvi et al. 2023).
    """

    name: str = "SITC 2020"
    source: str = "Kluger et al. 2020, J Immunother Cancer 8:e000398"
    targets: tuple[str, ...] = PD_1
    exposure_weeks: float = 6.0
    control_months: float = 6.0
    weeks_off: int = 12
    confirmation_days: int = 28
    confirmation_needed: bool = True


Criteria: TypeAlias = ByDuration | Jackman | Immunotherapy

PFS_BASED = ByDuration()
JACKMAN_2010 = Jackman()
SITC_2020 = Immunotherapy()

CRITERIA: tuple[Criteria, ...] = (PFS_BASED, JACKMAN_2010, SITC_2020)
"""What is applied unless something else is asked for: each where the line's drugs fit."""


@attrs.frozen
class Criterion:
    """One criterion: met, not met or indeterminate, why, and the events it rests on."""

    name: str
    met: Truth
    reason: str
    events: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Verdict:
    """What some criteria say of one line, criterion by criterion."""

    criteria: str
    source: str
    timing: Timing
    primary: Truth
    acquired: Truth
    criterion: tuple[Criterion, ...]
