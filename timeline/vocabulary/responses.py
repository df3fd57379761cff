"""Response categories and wordings: what each means, so that a figure or a rule can act on it.

A wording is only ever *read*; it is never turned into a RECIST category.
"""

from __future__ import annotations

import enum
import re


class ResponseMeaning(enum.StrEnum):
    """What a category or a wording says became of the tumour."""

    COMPLETE = "complete response"
    PARTIAL = "partial response"
    STABLE = "stable disease"
    PROGRESSION = "progression"
    MIXED = "mixed response"
    NOT_EVALUABLE = "not evaluable"


CATEGORIES: dict[str, ResponseMeaning] = {
    "CR": ResponseMeaning.COMPLETE,
    "PR": ResponseMeaning.PARTIAL,
    "SD": ResponseMeaning.STABLE,
    "NON-CR/NON-PD": ResponseMeaning.STABLE,
    "PD": ResponseMeaning.PROGRESSION,
    "NE": ResponseMeaning.NOT_EVALUABLE,
    "iCR": ResponseMeaning.COMPLETE,
    "iPR": ResponseMeaning.PARTIAL,
    "iSD": ResponseMeaning.STABLE,
    "iUPD": ResponseMeaning.PROGRESSION,
    "iCPD": ResponseMeaning.PROGRESSION,
    "CMR": ResponseMeaning.COMPLETE,
    "PMR": ResponseMeaning.PARTIAL,
    "SMD": ResponseMeaning.STABLE,
    "PMD": ResponseMeaning.PROGRESSION,
    "pCR": ResponseMeaning.COMPLETE,
    "CHR": ResponseMeaning.COMPLETE,
    "CCyR": ResponseMeaning.COMPLETE,
    "MMR": ResponseMeaning.COMPLETE,
    "MR4": ResponseMeaning.COMPLETE,
    "MR4.5": ResponseMeaning.COMPLETE,
    "DMR": ResponseMeaning.COMPLETE,
    "relapse": ResponseMeaning.PROGRESSION,
}
"""Categories of RECIST 1.1, iRECIST, the metabolic (PERCIST) and the haematological scales."""

_NO = (
    r"\b(?:no|not|without|never) (?:(?:any|new|further|other|clear|obvious|definite|significant|"
    r"evidence|signs?|of|disease|tumou?r|local|distant|radiological|clinical) )*?"
)
_NO_WORSE = re.compile(_NO + r"(?:progress|recurr|relapse|new lesion|increas|enlarg|growth)\w*")
_NO_BETTER = re.compile(
    _NO + r"(?:(?:shr[iau]nk|smaller|decreas|reduc|regress|resol|disappear)\w*|"
    r"(?:partial|complete) re(?:sponse|mission|solution))"
)

# Most specific first: "complete resolution" is no mere response.
_WORDINGS = (
    (r"\b(mixed|dissociated)\b", ResponseMeaning.MIXED),
    (
        r"\bcomplete (resolution|remission|response)|\bdisappear|\bresolved",
        ResponseMeaning.COMPLETE,
    ),
    (r"\b(stable|unchanged)\b", ResponseMeaning.STABLE),
    (r"\b(progress|increas|enlarge|relapse|recurr)|\bnew lesion", ResponseMeaning.PROGRESSION),
    (r"\b(shr[iau]nk|smaller|decreas|reduc|regress)|\bpartial resp", ResponseMeaning.PARTIAL),
)


def response_meaning(category: str | None, wording: str | None = None) -> ResponseMeaning | None:
    """What a category means, or else a free wording; None when neither is understood."""
    if category is not None and category in CATEGORIES:
        return CATEGORIES[category]
    words = _NO_BETTER.sub("", (wording or category or "").casefold())
    told = _NO_WORSE.sub("", words)  # "no progression" is none, and "smaller" behind it counts
    found = (meaning for pattern, meaning in _WORDINGS if re.search(pattern, told))
    return next(found, None if told == words else ResponseMeaning.STABLE)
