"""The rules by which drug exposures become numbered lines: one frozen value, every number a switch.

A rule set has a name only where its text was read: :data:`HESS_2021`, :data:`OHDSI`,
:data:`SAINI_TWELVES_2021`. :data:`STANDARD` is this library's default.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import attrs

from timeline.errors import CaseTimelineError

Names = frozenset[str]


# Spelled out, for mypy knows no element type of a bare converter.
def _names(value: Iterable[str]) -> Names:
    return frozenset(name.casefold() for name in value)


def _groups(value: Iterable[Iterable[str]]) -> tuple[Names, ...]:
    return tuple(_names(group) for group in value)


def _not_negative(_: object, field: attrs.Attribute[Any], value: int | None) -> None:
    if value is not None and value < 0:
        raise CaseTimelineError(f"{field.name} is {value}; write how many, 0 or more")


@attrs.frozen(kw_only=True)
class LineRules:
    """What begins, keeps and ends a line. Lengths are in days unless named otherwise; None is off.

    ``name`` and ``source`` say whose rules these are. The switches:

    * ``window``: what begins at most so many days after the first drug of a line belongs to it.
    * ``replacing_starts``: within the window, a drug that replaces one stopped for a reason
      (toxicity, refusal, cost) is no part of a combination; off, the window decides alone.
    * ``gap``: an interruption of more days ends the line, though the same drugs are taken up again.
      ``oral_targeted_exempt`` and ``gap_exempt`` (drug names) are the drugs any gap is allowed.
    * ``stand_ins``: groups of drugs that replace one another within a line.
    * ``toxicity_keeps``: another drug of the same class, given for toxicity, keeps the line.
    * ``planned_switch_keeps``: regimens planned to follow one another are one line.
    * ``dropping_keeps``: going on with some drugs of the regimen keeps the line.
    * ``adding_starts``: a drug added after the window starts a line, though the others go on.
    * ``maintenance_is_a_phase``, ``consolidation_is_a_phase`` (with transplants): of the line
      before. ``switch_maintenance``: drugs that are maintenance of the line before, unlabelled.
    * ``preparation_is_a_phase``: bridging and lymphodepletion are phases of a cell therapy's line.
    * ``progression_ends``: a changed treatment after a progression is a line, whatever the window,
      substitutions and phases say. ``beyond_progression_keeps``: the same drugs, going on within
      ``window`` days, are treatment beyond progression; off, they are the next line.
    * ``lookback_months``: adjuvant and neoadjuvant treatment counts among the lines of advanced
      disease when the relapse comes within so many months of its end.
    * ``curative_is_one``: what is given with curative intent before any relapse (neoadjuvant,
      adjuvant) is one line.
    """

    name: str
    source: str
    window: int = attrs.field(default=28, validator=_not_negative)
    replacing_starts: bool = True
    gap: int | None = attrs.field(default=180, validator=_not_negative)
    oral_targeted_exempt: bool = True
    gap_exempt: Names = attrs.field(default=frozenset(), converter=_names)
    stand_ins: tuple[Names, ...] = attrs.field(default=(), converter=_groups)
    toxicity_keeps: bool = True
    planned_switch_keeps: bool = True
    dropping_keeps: bool = True
    adding_starts: bool = True
    maintenance_is_a_phase: bool = True
    consolidation_is_a_phase: bool = True
    preparation_is_a_phase: bool = True
    switch_maintenance: Names = attrs.field(default=frozenset(), converter=_names)
    progression_ends: bool = True
    beyond_progression_keeps: bool = True
    lookback_months: int | None = attrs.field(default=6, validator=_not_negative)
    curative_is_one: bool = True

    def stands_for(self, drug: str) -> str:
        """One name for all drugs of a group of stand-ins: the same drug, as far as lines go."""
        return _groups_of(self.stand_ins).get(drug, drug)


@cache
def _groups_of(groups: tuple[Names, ...]) -> dict[str, str]:
    return {drug: min(group) for group in groups for drug in group}


_PLATINUMS = ("cisplatin", "carboplatin", "nedaplatin", "lobaplatin")
_TAXANES = ("paclitaxel", "nab-paclitaxel")

STANDARD = LineRules(
    name="standard",
    source="this library: Hess et al. 2021 widened by what case reports state and claims do not",
    stand_ins=(_PLATINUMS, _TAXANES),
)
"""The default. Claims know drugs and days; a report also tells progression, phases and reasons."""

HESS_2021 = LineRules(
    name="Hess 2021",
    source="Hess et al. 2021, PMC8548977, table 5: metastatic NSCLC, after refinement",
    window=28,
    replacing_starts=False,
    gap=180,
    oral_targeted_exempt=False,
    gap_exempt=(
        "erlotinib",
        "afatinib",
        "brigatinib",
        "crizotinib",
        "ceritinib",
        "alectinib",
        "gefitinib",
        "osimertinib",
    ),
    stand_ins=(("cisplatin", "carboplatin"), _TAXANES),
    toxicity_keeps=False,
    planned_switch_keeps=False,
    switch_maintenance=("pemetrexed", "docetaxel"),
    progression_ends=False,
    lookback_months=None,
)
"""The table for metastatic NSCLC. It reads claims: no reasons, no progression."""

OHDSI = LineRules(
    name="OHDSI",
    source="OHDSI oncology: drugs begun within 30 days, a lapse of more than 90 days",
    window=30,
    replacing_starts=False,
    gap=90,
    oral_targeted_exempt=False,
    toxicity_keeps=False,
    planned_switch_keeps=False,
    maintenance_is_a_phase=False,
    consolidation_is_a_phase=False,
    preparation_is_a_phase=False,
    progression_ends=False,
    lookback_months=None,
)
"""Thirty days make a regimen, a lapse of more than ninety ends it; nothing else is asked."""

SAINI_TWELVES_2021 = LineRules(
    name="Saini & Twelves 2021",
    source="Saini & Twelves 2021, PMC8292475: LoT N (C + P), curative and palliative lines apart",
    gap=None,
    stand_ins=(_PLATINUMS, _TAXANES),
    lookback_months=None,
)
"""Lines change with the plan of treatment, not with days off it; curative lines count apart."""

PRESETS = (STANDARD, HESS_2021, OHDSI, SAINI_TWELVES_2021)
