"""Response categories and wordings: what each means, so that a figure or a rule can act on it.

The table ``responses.tsv`` has the categories of each scale in their order. A wording is only ever
*read*; it is never turned into a RECIST category.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping

import attrs

from timeline.vocabulary.current import current
from timeline.vocabulary.identifiers import Identifier, stated
from timeline.vocabulary.tables import Column, Row, Table


class ResponseMeaning(enum.StrEnum):
    """What a category or a wording says became of the tumour."""

    COMPLETE = "complete response"
    PARTIAL = "partial response"
    STABLE = "stable disease"
    PROGRESSION = "progression"
    MIXED = "mixed response"
    NOT_EVALUABLE = "not evaluable"


SCALES = (
    "RECIST 1.1",
    "iRECIST",
    "PERCIST",
    "Lugano",
    "RANO",
    "pathological",
    "CML",
    "AML",
    "IMWG",
)
"""The shipped scales, in the order in which a category without a scale is looked for."""

_SCALE_NAMES = {
    "recist": "RECIST 1.1",
    "recist1.1": "RECIST 1.1",
    "recistv1.1": "RECIST 1.1",
    "recistversion1.1": "RECIST 1.1",
    "metabolic": "PERCIST",
    "percist1.0": "PERCIST",
    "elncml": "CML",
    "cytogenetic": "CML",
    "molecular": "CML",
    "eln": "CML",
    "elnaml": "AML",
    "pathologic": "pathological",
}


@attrs.frozen
class ResponseTerm:
    """One category of one scale.

    ``rank`` orders the categories within their scale, a higher one being the better response, with
    what cannot be evaluated beneath everything but a relapse; ranks of two scales do not compare.
    """

    category: str
    scale: str
    label: str
    meaning: ResponseMeaning
    rank: int
    ncit: str
    source: str

    @property
    def name(self) -> str:
        """The category in words, as any term has a name."""
        return self.label

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """The NCIt code, where two sources agree on one."""
        return stated(self.label, NCIt=self.ncit)


def _term(row: Row) -> ResponseTerm:
    return ResponseTerm(
        row["category"],
        row["scale"],
        row["name"],
        ResponseMeaning(row["meaning"]),
        int(row["rank"]),
        row["ncit"],
        row["source"],
    )


def _spellings(term: ResponseTerm) -> list[tuple[str, int]]:
    order = SCALES.index(term.scale) if term.scale in SCALES else len(SCALES)
    return [(term.category, order), (f"{term.scale} {term.category}", 0)]


RESPONSES: Table[ResponseTerm] = Table(
    name="responses",
    columns=(
        Column("scale", needed=True),
        Column("category", needed=True),
        Column("name", needed=True),
        Column(
            "meaning",
            needed=True,
            pattern=re.compile("|".join(ResponseMeaning)),
            expected=f"one of: {', '.join(ResponseMeaning)}",
        ),
        Column("rank", needed=True, pattern=re.compile(r"\d{1,3}"), expected="a whole number"),
        Column("ncit", pattern=re.compile(r"C\d+"), expected="an NCIt code, such as C4870"),
        Column("source", needed=True),
    ),
    term=_term,
    spellings=_spellings,
    keys=2,
)


def find_response(category: str, scale: str | None = None) -> ResponseTerm | None:
    """The category of a scale; None when that scale does not have it.

    Without a scale, the first scale of ``SCALES`` that has the category: RECIST 1.1 for CR and PR.
    """
    index = current().index(RESPONSES)
    if scale is None:
        return index.find(category)
    known = _SCALE_NAMES.get("".join(scale.casefold().split()), scale)
    return index.find(f"{known} {category.strip()}")


def method_of(category: str) -> str:
    """What a category is judged by: metabolic, pathological, radiological or haematological.

    Lugano has categories of two: NMR is metabolic, and its PR is that of a CT.
    """
    terms = [term for term in current().index(RESPONSES).terms if term.category == category]
    if any("metabolic" in term.label for term in terms):
        return "metabolic"
    scales = {term.scale for term in terms}
    if "pathological" in scales:
        return "pathological"
    return "radiological" if scales & {"RECIST 1.1", "iRECIST", "RANO"} else "haematological"


class _Categories(Mapping[str, ResponseMeaning]):
    """The categories of every scale, as written, in the vocabulary that is current."""

    def __getitem__(self, category: str) -> ResponseMeaning:
        term = current().index(RESPONSES).exact.get(category)
        if term is None or term.category != category:
            raise KeyError(category)
        return term.meaning

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(term.category for term in current().index(RESPONSES).terms))

    def __len__(self) -> int:
        return len({term.category for term in current().index(RESPONSES).terms})


CATEGORIES: Mapping[str, ResponseMeaning] = _Categories()
"""Every category of the table, spelt exactly so, and what it means."""

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
