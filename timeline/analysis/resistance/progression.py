"""When and where did the disease progress on a line, and how long did the line go on after it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from timeline.analysis.answers import Answers, Subject, answers_of
from timeline.analysis.evidence.disease import (
    DiseaseEvidence,
    ProgressionEvidence,
    disease_evidence,
    stopped_for_progression,
)
from timeline.analysis.evidence.sites import Region, regions
from timeline.analysis.lines import derive_lines
from timeline.analysis.resistance.baseline import (
    AgainstBaseline,
    SiteOfProgression,
    against_baseline,
    sites_of_progression,
)
from timeline.analysis.resistance.order import LineSpan, courses
from timeline.analysis.resistance.samples import Sample
from timeline.chronology import Chronology
from timeline.model.bounds import DurationBounds
from timeline.model.case import Case, Point
from timeline.model.components import Response, Scope
from timeline.model.truth import Truth, all_of, any_of
from timeline.model.words import Word


class Pattern(Word):
    """Where a line failed, by the sites that the report names."""

    INTRACRANIAL_ONLY = "intracranial only"
    EXTRACRANIAL_ONLY = "extracranial only"
    BOTH = "intracranial and extracranial"
    NOT_STATED = "not stated"


@attrs.frozen(kw_only=True)
class Failure:
    """The progression on a line: whether there was one, the first, and where.

    ``first`` are the events that may be the first; ``after`` is the days from the line's first day
    to it. ``pattern`` is read from ``sites`` of every progression within the line; ``places`` are
    the organs among them, each compared with where the disease was known before.
    """

    happened: Truth
    first: tuple[str, ...]
    after: DurationBounds
    pattern: Pattern
    sites: tuple[str, ...]
    places: tuple[SiteOfProgression, ...]
    against_baseline: AgainstBaseline
    worsenings: tuple[DiseaseEvidence, ...]


@attrs.frozen(kw_only=True)
class BeyondProgression:
    """Treatment with the line's drugs after its progression.

    ``continued`` says whether the line ended later than ``since``; ``lasted`` is the days from
    there to its last day, censored while it is ongoing. Where that day is not stated, ``sampled``
    is the first test after the progression within the line, and ``to_sample`` the days to it: the
    length if the line went on until then.
    """

    since: str
    continued: Truth
    lasted: DurationBounds
    sampled: str | None = None
    to_sample: DurationBounds | None = None


def progressions(
    case: Case, evidence: ProgressionEvidence = ProgressionEvidence.ANY
) -> Iterator[DiseaseEvidence]:
    """Every report of progression in a case that counts, in document order."""
    for told in disease_evidence(case):
        if evidence is ProgressionEvidence.ANY or any(map(_by_recist, told.responses)):
            yield told


def _by_recist(response: Response) -> bool:
    scale = (response.scale or "RECIST").upper()
    return response.category == "PD" and response.scope is Scope.OVERALL and "RECIST" in scale


def failures(
    subject: Subject, evidence: ProgressionEvidence = ProgressionEvidence.ANY
) -> tuple[Failure, ...]:
    """The progression on each line of a case; of ``evidence`` that counts."""
    return answers_of(subject).ask(_failures, evidence)


def _failures(answers: Answers, evidence: ProgressionEvidence) -> tuple[Failure, ...]:
    listed = courses(derive_lines(answers).lines)
    return tuple(_failure(answers.chronology, course, evidence) for course in listed)


def _failure(chronology: Chronology, course: LineSpan, evidence: ProgressionEvidence) -> Failure:
    """The progression after a line's first day and not after that of the next line."""
    case = chronology.case
    placed = [
        (
            worse,
            all_of(
                (
                    worse.sure,
                    course.within(chronology, worse.at),
                )
            ),
        )
        for worse in progressions(case, evidence)
    ]
    if evidence is ProgressionEvidence.ANY and all(held is not Truth.TRUE for _, held in placed):
        placed += [(worse, Truth.TRUE) for worse in _stopped_for_it(chronology, course)]
    sure = [worse for worse, held in placed if held is Truth.TRUE]
    possible = [worse for worse, held in placed if held is not Truth.FALSE]
    first = _first(chronology, possible)
    spans = {worse.at: chronology.duration(course.line.start, worse.at) for worse in possible}
    least = [spans[worse.at].least for worse in possible]
    most = [span for worse in sure if (span := spans[worse.at].most) is not None]
    sites = tuple(dict.fromkeys(site for worse in possible for site in worse.sites))
    places = sites_of_progression(chronology, possible, sure)
    return Failure(
        happened=any_of(held for _, held in placed),
        first=tuple(worse.event.id for worse in first),
        after=DurationBounds(
            None if None in least or not least else max(0, min(d for d in least if d is not None)),
            min(most, default=None),
        ),
        pattern=pattern(worse.sites for worse in possible),
        sites=sites,
        places=places,
        against_baseline=against_baseline(places),
        worsenings=tuple(possible),
    )


def _stopped_for_it(chronology: Chronology, course: LineSpan) -> Iterator[DiseaseEvidence]:
    """A line that stopped for progression without another word of it: on its last day."""
    for name in course.line.therapies:
        told = stopped_for_progression(chronology.case.event(name))
        if told is not None:
            yield told


def _first(chronology: Chronology, found: list[DiseaseEvidence]) -> tuple[DiseaseEvidence, ...]:
    return tuple(
        one
        for one in found
        if not any(
            chronology.before(other.at, one.at) is Truth.TRUE for other in found if other is not one
        )
    )


def pattern(sites: Iterable[tuple[str, ...]]) -> Pattern:
    """Intracranial (brain, meninges), extracranial, or both; "only" needs sites for every report.

    Words that are no site name none. Where one report of progression names no site, what is
    named elsewhere is not all.
    """
    inside = outside = unnamed = False
    for listed in sites:
        named = {region for site in listed for region in regions(site)}
        unnamed = unnamed or not named
        inside, outside = inside or Region.CNS in named, outside or Region.BODY in named
    if inside and outside:
        return Pattern.BOTH
    if unnamed or not (inside or outside):
        return Pattern.NOT_STATED
    return Pattern.INTRACRANIAL_ONLY if inside else Pattern.EXTRACRANIAL_ONLY


def beyond_progression(
    chronology: Chronology, course: LineSpan, failed: Failure, taken: Iterable[Sample]
) -> BeyondProgression | None:
    """How long the line went on after its first progression; None when it surely did not.

    None, too, where the first progression is not one certain event.
    """
    if failed.happened is not Truth.TRUE or len(failed.first) != 1:
        return None
    (since,) = (worse for worse in failed.worsenings if worse.event.id == failed.first[0])
    end = course.line.end
    lasted = DurationBounds(0, None)
    continued = Truth.INDETERMINATE
    if end is not None:
        continued = Truth.TRUE if course.line.ongoing else chronology.before(since.at, end)
        lasted = chronology.duration(since.at, end)
        if lasted.least is not None and lasted.least < 0:  # it may have ended before
            lasted = DurationBounds(0, lasted.most, lasted.censored)
    if continued is Truth.FALSE:
        return None
    sampled = _first_sample(chronology, course, since.at, taken)
    return BeyondProgression(
        since=since.event.id,
        continued=continued,
        lasted=lasted,
        sampled=None if sampled is None else sampled.test.id,
        to_sample=None if sampled is None else chronology.duration(since.at, sampled.taken),
    )


def _first_sample(
    chronology: Chronology, course: LineSpan, since: Point, taken: Iterable[Sample]
) -> Sample | None:
    """The one sample that surely is the first within the line after a moment."""
    inside = [
        sample
        for sample in taken
        if chronology.before(since, sample.taken) is Truth.TRUE
        and course.within(chronology, sample.taken) is Truth.TRUE
    ]
    for one in inside:
        others = (other for other in inside if other is not one)
        if all(chronology.before(other.taken, one.taken) is Truth.FALSE for other in others):
            return one
    return None
