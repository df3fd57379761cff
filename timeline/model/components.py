"""What events are made of: drugs, stages, responses, and the closed word lists of their fields."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from timeline.errors import NotationError
from timeline.model.quantities import Quantity, as_quantity
from timeline.model.words import Word


class Certainty(Word):
    """How sure the report is of what it names."""

    CONFIRMED = "confirmed"
    SUSPECTED = "suspected"
    EXCLUDED = "excluded"
    NOT_STATED = "not stated"


class EventStatus(Word):
    """Whether what an event names took place; what did not says nothing of the patient."""

    PERFORMED = "performed"
    DECLINED = "declined"
    NOT_DONE = "not done"
    PLANNED = "planned"
    FAILED = "failed"
    NOT_STATED = "not stated"


class Presence(Word):
    """Whether a symptom or adverse event was there; an explicit absence is a fact too."""

    PRESENT = "present"
    ABSENT = "absent"


class Setting(Word):
    """The intent of a treatment; curative settings are counted apart from palliative lines."""

    CURATIVE = "curative"
    NEOADJUVANT = "neoadjuvant"
    ADJUVANT = "adjuvant"
    ADVANCED = "advanced"
    NOT_STATED = "not stated"


class Phase(Word):
    """The part of a line a treatment makes up."""

    INDUCTION = "induction"
    CONSOLIDATION = "consolidation"
    MAINTENANCE = "maintenance"
    SWITCH_MAINTENANCE = "switch maintenance"
    CONCURRENT = "concurrent"
    BRIDGING = "bridging"
    LYMPHODEPLETION = "lymphodepletion"


class DiseasePhase(Word):
    """The phase of a leukaemia or another myeloid neoplasm that has phases."""

    CHRONIC = "chronic"
    ACCELERATED = "accelerated"
    BLAST = "blast"
    SECOND_CHRONIC = "second chronic"

    @property
    def rank(self) -> int:
        """How far the disease has gone on: 0 in a chronic phase, the second one too."""
        return ("accelerated", "blast").index(self.value) + 1 if "chronic" not in self else 0


class StopReason(Word):
    """Why a treatment ended."""

    PROGRESSION = "progression"
    TOXICITY = "toxicity"
    COMPLETED = "completed"
    PATIENT_WISH = "patient's wish"
    FINANCIAL = "financial"
    TRIAL_WITHDRAWAL = "trial withdrawal"
    SWITCH = "planned switch"
    DEATH = "death"
    OTHER = "other"
    NOT_STATED = "not stated"


class ProcedureType(Word):
    """What kind of intervention a procedure is."""

    SURGERY = "surgery"
    BIOPSY = "biopsy"
    TRANSPLANT = "transplant"
    OTHER = "other"


class ConditionType(Word):
    """What a diagnosis other than the cancer is: there before, or brought about on the way."""

    COMORBIDITY = "comorbidity"
    COMPLICATION = "complication"


class Scope(Word):
    """What a response speaks of: stable bone lesions are not stable disease."""

    OVERALL = "overall"
    ORGAN = "organ"
    LESION = "lesion"


_JOINED = re.compile(r"(?<!(?<![\w-])\d)\+|\+(?!\d+(?![\w-]))")
_LOCAL = re.compile(
    r"\bintra-?(?!ven|musc|oss|derm|nas|oper)|topical|transarterial|chemoemboli[sz]ation"
    r"|\b(?:hipec|pipac|tace|hai|haic)\b",
    re.IGNORECASE,
)
_ROUTED = re.compile(
    r"(intra-?(?:thecal|ventricular|peritoneal|pleural|vesical|arterial|tumou?ral|venous)"
    r"|subcutaneous|topical|oral) (?!and )(\w.*)",
    re.IGNORECASE,
)


@attrs.frozen
class Drug:
    """One drug of a regimen.

    ``name``: the drug, or a class (``platinum``) when the report names none.
    ``dose``: the dose (``250 mg``).
    ``schedule``: how often (``twice daily``, ``every 3 weeks``).
    ``route``: how it was given; what is given into a cavity or vessel is a local treatment.
    ``drug_class``: the class of a drug that the table of drugs lacks.
    ``as_written``: the report's own spelling, where it differs.
    """

    name: str
    dose: Quantity | None = attrs.field(default=None, converter=as_quantity, kw_only=True)
    schedule: str | None = attrs.field(default=None, kw_only=True)
    route: str | None = attrs.field(default=None, kw_only=True)
    drug_class: str | None = attrs.field(default=None, kw_only=True)
    as_written: str | None = attrs.field(default=None, kw_only=True)

    @classmethod
    def from_text(cls, text: str) -> Drug:
        """``crizotinib``: the name alone, or with its route before it: ``intrathecal x``."""
        routed = _ROUTED.fullmatch(text.strip())
        return cls(routed[2], route=routed[1].casefold()) if routed else cls(text.strip())

    @property
    def plain(self) -> bool:
        """True when nothing but the name is known."""
        return self == Drug(self.name)

    @property
    def is_local(self) -> bool:
        """Given into a cavity, a vessel or a lesion, which treats the place and not the patient."""
        return self.route is not None and _LOCAL.search(self.route) is not None


def as_drugs(value: str | Drug | Iterable[Drug | str]) -> tuple[Drug, ...]:
    """``pemetrexed + cisplatin``, one drug, or several; ``7+3`` is a regimen's name."""
    if isinstance(value, Drug):
        return (value,)
    parts = _JOINED.split(value) if isinstance(value, str) else value
    drugs = tuple(part if isinstance(part, Drug) else Drug.from_text(part) for part in parts)
    if not drugs or not all(drug.name for drug in drugs):
        raise NotationError(
            str(value), "names no drug; write a class such as 'chemotherapy' if none is named"
        )
    return drugs


@attrs.frozen(kw_only=True)
class Stage:
    """A stage and its system; TNM needs an ``edition``, which may be ``not stated``.

    ``system``: the staging system (``TNM``, ``FIGO``, ``Ann Arbor``, ``VALG``).
    ``group``: the stage (``IVB``, ``extensive``).
    ``tnm``: the TNM as printed (``cT2aN0M0``).
    ``edition``: the edition of TNM (``8``).
    ``as_written``: the stage in the report's words, where they differ.
    """

    system: str
    group: str | None = None
    tnm: str | None = None
    edition: str | None = None
    as_written: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.system == "TNM" and not self.edition:
            raise NotationError("TNM", "a TNM stage needs its edition ('7', '8', or 'not stated')")

    def __str__(self) -> str:
        return " ".join(part for part in (self.tnm, self.group) if part) or self.system


@attrs.frozen
class Response:
    """An assessed response: a category of a scale, or the report's free wording; its scope.

    ``category``: a category of a scale (``PR``, ``CCyR``), only where the report uses it.
    ``scale``: the scale the category is of.
    ``scope``: what the response speaks of.
    ``site``: the organ or lesion, where it is not overall.
    ``wording``: the report's own words, where it gives no category; they are read as a direction.
    """

    category: str | None = None
    scale: str | None = attrs.field(default=None, kw_only=True)
    scope: Scope = attrs.field(default=Scope.OVERALL, converter=Scope, kw_only=True)
    site: str | None = attrs.field(default=None, kw_only=True)
    wording: str | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not (self.category or self.wording):
            raise NotationError(
                "", "a response needs a category (PR, SD, CCyR ...) or the report's wording"
            )
        if self.scope is not Scope.OVERALL and not self.site:
            raise NotationError(
                self.scope.value, f"a response of {self.scope.value} scope needs its site"
            )

    @classmethod
    def from_text(cls, text: str) -> Response:
        """``PR``: the category alone, overall, scale not stated."""
        return cls(text.strip())

    def __str__(self) -> str:
        words = self.category or self.wording or ""
        return f"{words} ({self.site})" if self.site else words


def as_responses(value: str | Response | Iterable[Response | str]) -> tuple[Response, ...]:
    """One response or several; a text is a category."""
    several = (value,) if isinstance(value, str | Response) else value
    return tuple(r if isinstance(r, Response) else Response.from_text(r) for r in several)
