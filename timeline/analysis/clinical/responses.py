"""Do the responses of an assessment agree: category with wording, one with another?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from timeline.analysis.answers import Answers
from timeline.analysis.clinical.places import finding, shown
from timeline.chronology import Chronology
from timeline.errors import did_you_mean
from timeline.findings import Finding, Severity
from timeline.model.components import Response, Scope
from timeline.model.events import Assessment
from timeline.vocabulary.responses import CATEGORIES, ResponseMeaning, method_of, response_meaning

_COMPLETE, _PARTIAL = ResponseMeaning.COMPLETE, ResponseMeaning.PARTIAL
_STABLE, _WORSE = ResponseMeaning.STABLE, ResponseMeaning.PROGRESSION

# Of one scope. Stable disease may have shrunk or grown a little, so not every difference is one.
_CONTRARY = frozenset(
    frozenset(pair)
    for pair in ((_COMPLETE, _STABLE), (_COMPLETE, _WORSE), (_PARTIAL, _WORSE), (_STABLE, _WORSE))
)
# Overall response, then that of an organ, of a lesion: what cannot well stand beside it.
_OVERALL_AGAINST = {
    Scope.ORGAN: {
        _COMPLETE: {_PARTIAL, _STABLE, _WORSE},
        _STABLE: {_COMPLETE, _WORSE},
        _PARTIAL: {_WORSE},
    },
    Scope.LESION: {_COMPLETE: {_PARTIAL, _STABLE, _WORSE}},
}
_GREW = re.compile(r"increas|enlarg|growth|grew", re.IGNORECASE)


def categories_are_known(answers: Answers) -> Iterator[Finding]:
    """Response categories of no scale the vocabulary has, with the nearest it does have.

    RECIST 1.1 (Eisenhauer et al. 2009), iRECIST (Seymour et al. 2017), PERCIST (Wahl et al. 2009)
    and the haematological scales are known; words of another kind belong into ``wording``.
    """
    chronology = answers.chronology
    for event in _assessments(chronology):
        for response in event.response:
            category = response.category
            if category is not None and category not in CATEGORIES:
                yield finding(
                    "unknown-response",
                    f"{shown(category)!r} is no response category of a known scale"
                    f"{did_you_mean(category[:60], CATEGORIES)}; free words go into 'wording'",
                    Severity.WARNING,
                    chronology.case,
                    event,
                    field="response",
                )


def wordings_fit_their_category(answers: Answers) -> Iterator[Finding]:
    """A category and, for the same response, words that say the contrary.

    RECIST 1.1 gives each category one meaning: progression is a growth by a fifth or a new lesion,
    stable disease neither that nor a shrinkage by three tenths (Eisenhauer et al. 2009).
    """
    chronology = answers.chronology
    for event in _assessments(chronology):
        for response in event.response:
            if response.category is None or not response.wording:
                continue
            if response.category not in CATEGORIES:
                continue
            meant = CATEGORIES[response.category]
            if all(_contrary(meant, said) for said in _said(response.wording, meant)):
                yield finding(
                    "wording-against-category",
                    f"{event.id} is {response.category} ({meant}), worded"
                    f" {shown(response.wording)!r}",
                    Severity.WARNING,
                    chronology.case,
                    event,
                    field="response",
                )


def responses_of_one_assessment_agree(answers: Answers) -> Iterator[Finding]:
    """Two responses of one assessment that do not fit together.

    Of the same scope and site they have to agree. Overall response is read from all lesions (RECIST
    1.1, Eisenhauer et al. 2009, tables 1 to 3): beside a complete overall response nothing is left
    anywhere, and beside stable disease no organ is cleared or progresses. Organs and lesions may
    differ from one another.
    """
    chronology = answers.chronology
    for event in _assessments(chronology):
        for one, other in combinations(event.response, 2):
            if _disagree(one, other):
                yield finding(
                    "responses-disagree",
                    f"{event.id} is told as {_told(one)} and as {_told(other)}",
                    Severity.WARNING,
                    chronology.case,
                    event,
                    field="response",
                )


def _assessments(chronology: Chronology) -> Iterator[Assessment]:
    return (event for event in chronology.case if isinstance(event, Assessment))


def _said(wording: str, meant: ResponseMeaning) -> Iterator[ResponseMeaning]:
    """The meaning of each clause of a wording; of the category where no clause is understood."""
    understood = False
    for clause in re.split(r"[;,.]|\b(?:and|but|while|with)\b", wording):
        said = response_meaning(None, clause) if clause.strip() else None
        if said is not None:
            understood = True
            # A little growth is stable disease still.
            yield meant if meant is _STABLE and _GREW.search(clause) else said
    if not understood:
        yield meant


def _contrary(one: ResponseMeaning, other: ResponseMeaning) -> bool:
    return frozenset((one, other)) in _CONTRARY


def _disagree(one: Response, other: Response) -> bool:
    meanings = [response_meaning(r.category, r.wording) for r in (one, other)]
    first, second = meanings
    if first is None or second is None or _scales_differ(one, other):
        return False
    if one.scope is other.scope:
        same_place = (one.site or "").casefold() == (other.site or "").casefold()
        both_categories = one.category in CATEGORIES and other.category in CATEGORIES
        graded = {_COMPLETE, _PARTIAL, _STABLE, _WORSE}
        differ = first is not second and both_categories and {first, second} <= graded
        return same_place and (differ or _contrary(first, second))
    overall, part = (one, other) if one.scope is Scope.OVERALL else (other, one)
    if overall.scope is not Scope.OVERALL:
        return False
    whole, beside = (first, second) if overall is one else (second, first)
    if beside is _WORSE and not part.category and not re.search("progress", part.wording or ""):
        return False
    return beside in _OVERALL_AGAINST[part.scope].get(whole, ())


def _scales_differ(one: Response, other: Response) -> bool:
    """Whether two categories belong to different scales, each with a word of its own."""
    if one.scale and other.scale and one.scale.casefold() != other.scale.casefold():
        return True
    if one.category is None or other.category is None:
        return False
    return method_of(one.category) != method_of(other.category)


def _told(response: Response) -> str:
    words = " ".join(
        filter(None, (response.category, response.wording and f"({response.wording})"))
    )
    words = shown(words if response.category else response.wording or "")
    return f"{words} [{response.scope}: {shown(response.site)}]" if response.site else words
