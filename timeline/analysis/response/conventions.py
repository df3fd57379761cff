"""Conventions of response and time-to-event endpoints: one frozen value, every choice a switch.

Change one with ``attrs.evolve(ADAM, sd_window=28)``.
"""

from __future__ import annotations

from functools import cached_property

import attrs

from timeline.analysis.evidence.disease import ProgressionEvidence
from timeline.errors import NotationError, did_you_mean
from timeline.model.words import Word


class NewTherapy(Word):
    """What a new anti-cancer therapy does to later records: they are left out, or kept."""

    EXCLUDE = "exclude"
    KEEP = "keep"


class LastLook(Word):
    """The tumour assessment that a censored time runs to: an evaluable one, or any response."""

    EVALUABLE = "evaluable"
    RECORDED = "recorded"


class LastAlive(Word):
    """Where a survivor is censored: at any evidence of life, or at the stated follow-up."""

    ANY_EVIDENCE = "any evidence"
    STATED = "stated"


@attrs.frozen(kw_only=True)
class Convention:
    """How responses are read and endpoints are counted; lengths in days, None switches off.

    * ``inclusive``: the first and the last day both count (``ADT - STARTDT + 1``).
    * ``day_zero_counts``: an assessment on the day a line starts belongs to it; otherwise it is its
      baseline. A death on that day always counts.
    * ``sd_window``: stable disease (and NON-CR/NON-PD) needs so many days from the start; sooner it
      is not evaluable.
    * ``confirmed``: responses need confirmation; ``confirmation`` days apart, with at most
      ``max_not_evaluable`` NE between, and for partial responses one SD if ``accept_sd``.
    * ``missing_as_ne``: no assessment at all is NE (derived) rather than missing.
    * ``evidence``: what counts as progression. ``iupd_needs_confirmation``: an iUPD counts only
      once confirmed by iCPD; otherwise also when nothing contradicts it later (Seymour et al.
      2017, Lancet Oncol 18:e143).
    * ``new_therapy``: whether what follows the next line is left out; ``new_therapy_day_counts``
      whether a record on that very day is still kept.
    * ``missed_visits``: a progression or death after so many missed visits is censored at the last
      assessment before them. Visits are due every ``assessment_interval`` days, each within
      ``visit_window`` days.
    * ``last_look``, ``last_alive``: where a censored time ends.
    * ``as_recorded``: dates stand as written, each by itself, where they contradict each other (a
      visit after the death, a death before the start), as in data sets; otherwise what cannot hold
      is set aside and the bounds are those of the rest.
    * ``first_response_gap``: a first response told more than so many days after the assessment (or
      start) before it does not date the beginning of the response.
    * ``death_ends``: death is an event of TTD and TTNT; otherwise they are censored there.
    * ``rw_washout``: rwPFS ignores progression in the first days of a line (Griffith et al. 2019).
    """

    name: str
    source: str
    inclusive: bool = False
    day_zero_counts: bool = False
    sd_window: int | None = 42
    confirmed: bool = False
    confirmation: int = 28
    max_not_evaluable: int = 1
    accept_sd: bool = False
    missing_as_ne: bool = False
    evidence: ProgressionEvidence = attrs.field(
        default=ProgressionEvidence.ANY, converter=ProgressionEvidence
    )
    iupd_needs_confirmation: bool = False
    new_therapy: NewTherapy = attrs.field(default=NewTherapy.EXCLUDE, converter=NewTherapy)
    new_therapy_day_counts: bool = True
    missed_visits: int | None = None
    assessment_interval: int = 56
    visit_window: int = 7
    last_look: LastLook = attrs.field(default=LastLook.EVALUABLE, converter=LastLook)
    last_alive: LastAlive = attrs.field(default=LastAlive.ANY_EVIDENCE, converter=LastAlive)
    as_recorded: bool = False
    first_response_gap: int | None = None
    death_ends: bool = True
    rw_washout: int = 14

    @property
    def longest_gap(self) -> int | None:
        """The most days between an assessment and an event for no visits to have been missed."""
        if self.missed_visits is None:
            return None
        return self.missed_visits * (self.assessment_interval + self.visit_window)

    @cached_property
    def of_any_evidence(self) -> Convention:
        """This convention with whatever the report calls progression as evidence of it."""
        if self.evidence is ProgressionEvidence.ANY:
            return self
        return attrs.evolve(self, evidence=ProgressionEvidence.ANY)


STANDARD = Convention(
    name="standard",
    source="RECIST 1.1 (Eisenhauer et al. 2009), read for case reports",
    first_response_gap=168,  # two intervals of 12 weeks: an assessment was surely due
)
"""The library's own: any documented progression, plain day difference, later lines left out."""

FDA = Convention(
    name="FDA",
    source="FDA, Clinical Trial Endpoints for the Approval of Cancer Drugs and Biologics (2018)",
    evidence=ProgressionEvidence.RECIST,
    confirmed=True,
    missed_visits=2,
    as_recorded=True,
)
"""Objective progression; censoring at new therapy and after two missed visits."""

ADAM = Convention(
    name="ADaM",
    source="CDISC ADaM BDS time-to-event (2012) with the usual oncology parameters (RECIST 1.1)",
    evidence=ProgressionEvidence.RECIST,
    inclusive=True,
    day_zero_counts=True,
    iupd_needs_confirmation=True,
    new_therapy=NewTherapy.KEEP,
    last_look=LastLook.RECORDED,
    last_alive=LastAlive.STATED,
    as_recorded=True,
)
"""Inclusive days; every recorded assessment, whatever treatment follows; the stated last day."""

CONVENTIONS = (STANDARD, FDA, ADAM)


def convention_named(name: str) -> Convention:
    """One of :data:`CONVENTIONS` by its name, in any case of letters.

    Raises :class:`~timeline.errors.NotationError` with the nearest name where there is none.
    """
    for known in CONVENTIONS:
        if known.name.casefold() == name.casefold():
            return known
    names = [known.name for known in CONVENTIONS]
    hint = did_you_mean(name, names)
    raise NotationError(name, f"is no convention{hint}; one of {', '.join(names)}")
