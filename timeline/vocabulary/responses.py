"""Response categories and wordings: what each means, so that a figure or a rule can act on it.

The table ``responses.tsv`` has the categories of each scale in their order, ``response_words.tsv``
the words that tell a direction. A wording is only ever *read*; it is never turned into a RECIST
category.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping
from functools import cache

import attrs

from timeline.tsv import rows_in
from timeline.vocabulary.current import current
from timeline.vocabulary.identifiers import Identifier, stated
from timeline.vocabulary.tables import Column, Row, Table


class ResponseMeaning(enum.StrEnum):
    """What a category or a wording says became of the tumour.

    ``RESPONSE`` and ``NO_RESPONSE`` are read from words that tell the direction and not how far:
    "a remarkable response", "refractory". The latter leaves open whether the disease was stable.
    """

    COMPLETE = "complete response"
    PARTIAL = "partial response"
    RESPONSE = "response"
    STABLE = "stable disease"
    NO_RESPONSE = "no response"
    PROGRESSION = "progression"
    MIXED = "mixed response"
    NOT_EVALUABLE = "not evaluable"

    @property
    def direction(self) -> str:
        """Whether the tumour responded, was controlled or neither, for what is read from words."""
        if self in RESPONDED:
            return "responded"
        if self is ResponseMeaning.STABLE:
            return "disease controlled"
        worse = self in (ResponseMeaning.NO_RESPONSE, ResponseMeaning.PROGRESSION)
        return "not responded" if worse else self.value


RESPONDED = (ResponseMeaning.COMPLETE, ResponseMeaning.PARTIAL, ResponseMeaning.RESPONSE)
"""What an objective response rate counts."""

CONTROLLED = (*RESPONDED, ResponseMeaning.STABLE)
"""What a disease control rate counts."""


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

_WORSE = (
    r"(?:progress|increas|enlarg|relapse|recurr|grow(?:th|ing|n)\b|grew\b|worsen)\w*|new lesions?"
)
_BETTER = (
    r"(?:(?:partial|complete|metabolic|pathological|radiological|objective) ){0,3}"
    r"(?:re(?:sponse|mission|solution)|shr[iau]nk\w*|smaller|decreas\w*|reduc\w*|regress\w*|"
    r"resol\w*|disappear\w*)"
)
_BETWEEN = (
    r"(?:(?:any|new|further|other|clear|obvious|definite|significant|evidence|signs?|of|disease|"
    r"tumou?r|local|distant|radiological|clinical|been|a|the|there|was|is|has|have|to|show|shown|"
    r"achieve|reach|attain|obtain|enter|undergo|experience|had|yet) )*?"
)
_DENIED = r"\b(?:no|not|without|never|nor|absence of|free (?:of|from)|failed|failure|lack of) "
_REFUSED = (
    r"\w*(?: \w+)?(?: was| were| is| has been)?"
    r" (?:ruled out|excluded|not (?:seen|observed|confirmed|found|present|reached|met|achieved))"
)
_NO_WORSE = re.compile(
    rf"{_DENIED}{_BETWEEN}(?:{_WORSE})(?: or (?:{_WORSE}))*|\b(?:{_WORSE})[- ]free(?:dom)?\b|"
    rf"\b(?:{_WORSE}){_REFUSED}|\bnot meeting (?:the )?(?:criteria (?:for|of) \w+|"
    r"(?:\w+ )?criteria\b)"
)
_NO_BETTER = re.compile(rf"{_DENIED}{_BETWEEN}(?:{_BETTER})|\b(?:{_BETTER}){_REFUSED}")
_HEDGED = re.compile(
    r"\bpseudo-?progress\w*|\b(?:possibl[ey]|suspected|suspicio\w+|suspicious for|suspicion of|"
    r"questionable|equivocal|probabl[ey]|presumed|concern(?:ing)? for|cannot exclude|could not "
    r"exclude|may (?:be|represent|have)|might (?:be|represent|have)|risk of|versus|"
    rf"before|until|prior to|history of) (?:\w+ ){{0,2}}?(?:{_WORSE}|{_BETTER})"
)
_LITTLE = re.compile(
    r"\b(?:slight|slightly|minimal|minimally|minor|mild|mildly|marginal|marginally|insignificant|"
    rf"insignificantly|trivial) (?:\w+ ){{0,2}}?(?:{_WORSE}|{_BETTER})"
)
_TURNED = re.compile(r"\bprogressive(?:ly)? (?=shr[iau]nk|smaller|decreas|reduc|regress|improv)")
_NOT_OF_TUMOUR = re.compile(
    r"\b(?:pain|cough\w*|dyspn\w+|symptom\w*|fatigue|nausea|o?edema|rash|fever|headaches?|appetite|"
    r"weight|dose|performance|neuropathy|toxicity|diarrh\w+|mucositis|seizures?|quality of life)\b"
)
_OF_TUMOUR = re.compile(
    r"\b(?:tumou?rs?|disease|lesions?|mass(?:es)?|metasta\w+|nod(?:e|es|al|ule|ules)|cancer|"
    r"remission|response|target|infiltrat\w+|progress\w*)\b"
)
_CLAUSES = re.compile(r"[;,.]\s+|\b(?:but|with|and|while|although)\b")

_NOTHING_DONE = re.compile(
    r"\b(?:no|without|lack of|absence of|nor) (?:(?:any|objective|clinical|radiological|tumou?r|"
    r"disease|significant|clear|evidence of|treatment|therapeutic|further) )*responses?\b"
)
"""A response that did not come at all; "no complete response" may be a partial one."""


_PART = r"(?<!near[- ])(?<!nearly[- ])(?<!almost[- ])(?<!near to )(?<!close to )(?<!near to a )"
# Most specific first: "complete resolution" is no mere response.
_WORDINGS = (
    (r"\b(mixed|dissociated)\b", ResponseMeaning.MIXED),
    (
        (
            rf"{_PART}\bcomplete(?:ly)? (?:\w+ )?(resol|remission|response|regress|disappear)|"
            rf"{_PART}\bdisappear|{_PART}\bresolved"
        ),
        ResponseMeaning.COMPLETE,
    ),
    (r"\b(stable|unchanged)\b", ResponseMeaning.STABLE),
    (rf"\b(?:{_WORSE})", ResponseMeaning.PROGRESSION),
    (
        rf"{_PART}\b(shr[iau]nk|smaller|decreas|reduc|regress)|\bpartial (?:\w+ )?resp",
        ResponseMeaning.PARTIAL,
    ),
)


@cache
def _directions() -> tuple[tuple[re.Pattern[str], ResponseMeaning], ...]:
    """Words that tell whether the tumour responded and not how far, from the reviewed table."""
    rows = rows_in("timeline.vocabulary", "response_words")
    return tuple((re.compile(row["words"]), ResponseMeaning(row["meaning"])) for row in rows)


def response_meaning(category: str | None, wording: str | None = None) -> ResponseMeaning | None:
    """What a category means, or else a free wording; None when neither is understood.

    Words are read with what denies, doubts or belittles them, and with what they speak of: "no
    progression" and "a slight increase" are stable, "possible progression" and "pain resolved" say
    nothing of the tumour.
    """
    if category is not None and category in CATEGORIES:
        return CATEGORIES[category]
    words = " ".join((wording or category or "").casefold().split())
    if _NOT_OF_TUMOUR.search(words):  # what is said of symptoms is left out
        kept = [
            c for c in _CLAUSES.split(words) if not _NOT_OF_TUMOUR.search(c) or _OF_TUMOUR.search(c)
        ]
        words = "; ".join(kept)
    words = _HEDGED.sub("", words)
    nothing = _NOTHING_DONE.search(words) is not None
    words = _TURNED.sub("", _NO_BETTER.sub("", words))
    told = _LITTLE.sub("", _NO_WORSE.sub("", words))  # and "smaller" behind it counts
    for pattern, meaning in _WORDINGS:
        if re.search(pattern, told):
            return meaning
    if told != words:
        return ResponseMeaning.STABLE
    for words_of, meaning in _directions():
        if words_of.search(told):
            return meaning
    return ResponseMeaning.NO_RESPONSE if nothing else None
