"""Tumour types: OncoTree's codes, and the wordings of reports that are read as one of them.

The table ``tumours.tsv`` is written from facts of OncoTree (Memorial Sloan Kettering, CC BY 4.0).
A wording is read only as far as it goes: "adenocarcinoma" without a site is no tumour type, and
"lung cancer" is the organ's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import attrs

from timeline.tsv import items
from timeline.vocabulary.current import current
from timeline.vocabulary.identifiers import Identifier, stated
from timeline.vocabulary.tables import Column, Index, Row, Table, folded


@attrs.frozen(kw_only=True)
class TumourTerm:
    """One tumour type.

    ``histologies`` are the words that name it once its site is known, ``sites`` (of an organ) the
    words that name its tissue; ``family`` is what a histologic transformation changes (``NSCLC``,
    ``SCLC``, ``neuroendocrine``, ``mesothelioma``), empty elsewhere.
    """

    code: str
    name: str
    synonyms: tuple[str, ...] = ()
    histologies: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    parent: str = ""
    tissue: str
    family: str = ""
    ncit: str = ""
    oncotree: str = ""
    source: str = ""

    @property
    def lineage(self) -> tuple[str, ...]:
        """The codes from this type up to its organ: ``("LUAD", "NSCLC", "LUNG")``."""
        return tuple(term.code for term in self._upwards())

    def is_a(self, code: str) -> bool:
        """Whether this is the type of that code, or one beneath it: LUAD is NSCLC.

        In OncoTree's tree, as it stands: SCLC lies beneath the neuroendocrine tumours of the lung,
        large cell neuroendocrine carcinoma beside it and not beneath NSCLC.
        """
        return any(term.code == code for term in self._upwards())

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """The OncoTree and NCIt codes."""
        return stated(self.name, OncoTree=self.oncotree, NCIt=self.ncit)

    def _upwards(self) -> Iterator[TumourTerm]:
        known = current().index(TUMOURS).exact
        term: TumourTerm | None = self
        seen: set[str] = set()
        while term is not None and term.code not in seen:
            seen.add(term.code)
            yield term
            term = known.get(term.parent)


def _term(row: Row) -> TumourTerm:
    return TumourTerm(
        code=row["code"],
        name=row["name"],
        synonyms=items(row["synonyms"]),
        histologies=items(row["histology"]),
        sites=items(row["sites"]),
        parent=row["parent"],
        tissue=row["tissue"],
        family=row["family"],
        ncit=row["ncit"],
        oncotree=row["oncotree"],
        source=row["source"],
    )


def _spellings(term: TumourTerm) -> Iterator[tuple[str, int]]:
    yield term.code, 0
    for wording in (term.name, *term.synonyms):
        yield wording, 1
        yield _plain(wording), 1
    if not term.parent:
        return
    # "Lung" alone is an organ; its histologies are looked for beside it, as "Lung: adenocarcinoma".
    for histology in term.histologies:
        yield f"{term.tissue}: {_plain(histology)}", 1


_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")

TUMOURS: Table[TumourTerm] = Table(
    name="tumours",
    columns=(
        Column("code", needed=True, pattern=_CODE, expected="a code of letters, digits and _"),
        Column("name", needed=True),
        Column("synonyms", many=True),
        Column("histology", many=True),
        Column("sites", many=True),
        Column("parent", pattern=_CODE, expected="the code of another row"),
        Column("tissue", needed=True),
        Column("family"),
        Column("ncit", pattern=re.compile(r"C\d+"), expected="an NCIt code, such as C3512"),
        Column("oncotree", pattern=re.compile(r"[A-Z0-9_]+"), expected="an OncoTree code"),
        Column("source", needed=True),
    ),
    term=_term,
    spellings=_spellings,
)

_AMERICAN = (("tumour", "tumor"), ("aemia", "emia"), ("oesoph", "esoph"), ("haem", "hem"))
_SAID_OF_IT = re.compile(
    r"\b(?:(?:poorly|moderately|well|un)(?: to (?:poorly|moderately|well))? ?differentiated|"
    r"invasive|infiltrating|primary|metastatic|advanced|locally advanced|recurrent|early stage|"
    r"(?:extensive|limited)(?: stage| disease)?|stage (?:i{1,3}|iv)[abc]?[1-3]?|resectable|"
    r"unresectable|treatment naive|left|right|typical(?! carcinoid))\b"
)
_OF = re.compile(r"(?P<histology>.+?) (?:of|in) (?:the )?(?P<site>.+)")


def find_tumour(name: str, site: str | None = None) -> TumourTerm | None:
    """The tumour type of a code, a name, or a report's wording; None when it does not say one.

    What a wording says besides (grade, stage, invasion, side) is left out only when it means
    nothing as it stands. ``site``, where the primary lies, completes a bare histology:
    ``find_tumour("adenocarcinoma", "left lower lobe")`` is LUAD.
    """
    index = current().index(TUMOURS)
    term = index.find(name)
    if term is not None:
        return term
    plain = _plain(name)
    bare = " ".join(_SAID_OF_IT.sub(" ", plain).split())
    for wording in (plain, bare):
        term = index.find(wording) or _at_site(wording, site)
        if term is not None:
            return term
    return None


def _at_site(wording: str, site: str | None) -> TumourTerm | None:
    """A histology read beside the site: the one given, or the one in the wording."""
    told = _OF.fullmatch(wording)
    if told is not None:
        tissue, _ = _tissue(told["site"])
        return _histology(told["histology"], tissue)
    tissue, rest = _tissue(wording)
    if tissue is None and site is not None:
        tissue, _ = _tissue(_plain(site))
    return _histology(rest, tissue)


def _histology(wording: str, organ: TumourTerm | None) -> TumourTerm | None:
    return organ and current().index(TUMOURS).find(f"{organ.tissue}: {wording}")


def _tissue(wording: str) -> tuple[TumourTerm | None, str]:
    """The organ that a wording names, and the rest of it; no organ when it names none, or two."""
    organs = [
        (organ, words)
        for organ, words in _organs(current().index(TUMOURS))
        if words.search(wording)
    ]
    if len(organs) != 1:
        return None, wording
    ((organ, words),) = organs
    return organ, " ".join(words.sub(" ", wording).split())


@lru_cache(maxsize=4)
def _organs(index: Index[TumourTerm]) -> tuple[tuple[TumourTerm, re.Pattern[str]], ...]:
    """Each organ with what finds the words for it."""
    return tuple(
        (term, re.compile(rf"\b(?:{'|'.join(map(re.escape, term.sites))})\b"))
        for term in index.terms
        if term.sites
    )


def _plain(wording: str) -> str:
    """A wording in small letters and American spelling, its hyphens and commas blanks."""
    text = re.sub(r"[-,/]+", " ", folded(wording))
    for british, american in _AMERICAN:
        text = text.replace(british, american)
    return " ".join(text.split())
