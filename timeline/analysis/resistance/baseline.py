"""Is a site of progression new, or was the disease known to be there before?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

import attrs

from timeline.analysis.evidence.disease import DiseaseEvidence
from timeline.analysis.evidence.sites import names_organ, organs
from timeline.chronology import Chronology
from timeline.model.case import Point, start_of
from timeline.model.components import Certainty, Stage
from timeline.model.events import Assessment, Diagnosis, Event, Metastasis, Progression
from timeline.model.truth import Truth, any_of
from timeline.model.words import Word

_DOUBTED = Diagnosis | Metastasis | Progression
_PRIMARY, _NODES = "primary tumour", "lymph node"
_STAGED = re.compile(r"TNM|AJCC|UICC|VALG", re.IGNORECASE)
_CONFINED = re.compile(r"(?:0|I{1,3}(?!V))(?:[A-D]\d?)?\b|limited\b", re.IGNORECASE)
_NEW = re.compile(r"\b(?:new|newly)\b", re.IGNORECASE)


class Known(Word):
    """Whether the disease was known at a site before it progressed there."""

    NEW = "new"
    KNOWN = "known"
    NOT_STATED = "not stated"


class AgainstBaseline(Word):
    """The sites of a progression taken together; "only" needs an answer for every one of them."""

    NEW_ONLY = "new sites only"
    KNOWN_ONLY = "known sites only"
    BOTH = "new and known sites"
    NOT_STATED = "not stated"


@attrs.frozen
class SiteOfProgression:
    """An organ in which the disease progressed, and whether it was known there before.

    ``site`` is the organ, synonyms as one, else the report's words; ``before`` are the ids of the
    events that show, or may show, the disease there earlier.
    """

    site: str
    known: Known
    before: tuple[str, ...] = ()


def against_baseline(sites: Iterable[SiteOfProgression]) -> AgainstBaseline:
    """What the sites of a progression are taken together."""
    answers = {one.known for one in sites}
    if {Known.NEW, Known.KNOWN} <= answers:
        return AgainstBaseline.BOTH
    if len(answers) != 1 or Known.NOT_STATED in answers:
        return AgainstBaseline.NOT_STATED
    return AgainstBaseline.NEW_ONLY if Known.NEW in answers else AgainstBaseline.KNOWN_ONLY


def sites_of_progression(
    chronology: Chronology, worsenings: Iterable[DiseaseEvidence], sure: Collection[DiseaseEvidence]
) -> tuple[SiteOfProgression, ...]:
    """The organs that a line's progression names, each compared with what was known before it.

    Known before is what the diagnosis and its stage, metastases, and earlier progressions and
    assessments name. What surely is of the same progression is no baseline for itself.
    """
    own = {worse.event.id for worse in sure}
    told = [event for event in chronology.case if event.id not in own]
    found: dict[str, SiteOfProgression] = {}
    for worse in sorted(worsenings, key=lambda worse: worse not in sure):
        for words in worse.sites:
            for organ in organs(words):
                new = _NEW.search(words) is not None or isinstance(worse.event, Metastasis)
                answer = _compared(chronology, told, organ, worse.at, new=new)
                found.setdefault(organ, answer)
    return tuple(found.values())


def _compared(
    chronology: Chronology, told: Iterable[Event], organ: str, at: Point, *, new: bool
) -> SiteOfProgression:
    """One organ at a moment; ``new`` where the report's own words call it so."""
    there: dict[str, Truth] = {}
    staged = confined = Truth.FALSE
    for event in told:
        before = chronology.before(start_of(event), at)
        if before is Truth.FALSE:
            continue
        if isinstance(event, _DOUBTED) and event.certainty is Certainty.SUSPECTED:
            before = Truth.INDETERMINATE
        places = set(_places(event))
        if organ in places:
            there[event.id] = before
        if isinstance(event, Diagnosis):
            confined = any_of((confined, _excludes(event.stage, organ, before)))
        else:
            staged = any_of((staged, before if any(map(names_organ, places)) else Truth.FALSE))
    if there:
        sure = tuple(name for name, held in there.items() if held is Truth.TRUE)
        return SiteOfProgression(
            organ, Known.KNOWN if sure else Known.NOT_STATED, sure or tuple(there)
        )
    if new or (names_organ(organ) and any_of((staged, confined)) is Truth.TRUE):
        return SiteOfProgression(organ, Known.NEW)
    return SiteOfProgression(organ, Known.NOT_STATED)


def _places(event: Event) -> Iterator[str]:
    """Where an event shows disease, as organs."""
    match event:
        case Diagnosis():
            if event.certainty is not Certainty.EXCLUDED:
                yield _PRIMARY
                yield from organs(event.site or event.histology)
                if event.stage is not None and re.search(r"N[1-3]", event.stage.tnm or ""):
                    yield _NODES
        case Metastasis() | Progression():
            if event.certainty is not Certainty.EXCLUDED:
                for words in event.sites:
                    yield from organs(words)
        case Assessment():
            for words in (*event.sites, *(r.site for r in event.response if r.site)):
                yield from organs(words)


def _excludes(stage: Stage | None, organ: str, before: Truth) -> Truth:
    """Whether a stage says that the disease was not yet in an organ other than the primary's."""
    if stage is None:
        return Truth.FALSE
    tnm = stage.tnm or ""
    if organ == _NODES:
        return before if "N0" in tnm else Truth.FALSE
    grouped = _STAGED.search(stage.system) and _CONFINED.match(stage.group or "")
    return before if "M0" in tnm or grouped else Truth.FALSE
