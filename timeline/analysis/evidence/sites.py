"""Which places of the body do words name, and is it the central nervous system?

The organs are in ``organs.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from timeline.model.case import NOT_STATED
from timeline.model.words import Word
from timeline.tsv import rows_in


class Region(Word):
    """Where a site lies; the skull, the spine and other bone are outside."""

    CNS = "central nervous system"
    BODY = "elsewhere"


@cache
def _organs() -> tuple[tuple[str, Region, re.Pattern[str]], ...]:
    """Each row of the table: the organ, its region, and the words for it."""
    regions = {"cns": Region.CNS, "body": Region.BODY}
    return tuple(
        (row["organ"], regions[row["region"]], _words(row["words"]))
        for row in rows_in(__package__, "organs")
    )


@cache
def _within(region: Region) -> re.Pattern[str]:
    """The words for all that lies in a region."""
    return _words("|".join(words.pattern for _, there, words in _organs() if there is region))


def _words(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


_DISEASE = re.compile(
    r"\b(?:tumou?rs?|metasta\w*|lesions?|mass(?:es)?|nodules?|organs?|sites?|multifocal|distant|"
    r"systemic|disseminated|diffuse|not (?:stated|known|specified)|unknown|unspecified|none)\b",
    re.IGNORECASE,
)
"""Words of the disease that say nothing of where it is, or that it is not said."""

_CAME_BACK = re.compile(r"(?:[\w-]+ ){0,2}(?:relapsed?|recurren(?:t|ce))", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"\b(?:outside|other than|except|sparing|without|no)\s+(?:of\s+)?(?:the\s+)?(?:new\s+)?$",
    re.IGNORECASE,
)
_BONE = re.compile(r"\b(?:bone|skull)\b", re.IGNORECASE)
NAMES = tuple(
    "brain;meninges;pons;cerebellum;spinal cord;bone;skull;spine;liver;lung;pleura;pericardium;"
    "mediastinum;lymph node;adrenal gland;kidney;bladder;prostate;pancreas;spleen;stomach;colon;"
    "rectum;peritoneum;omentum;ovary;uterus;breast;skin;soft tissue;muscle;thyroid;bone marrow;"
    "primary tumour;not stated".split(";")
)
"""Plain names of sites, of which the nearest is offered for words that are none."""

_APART = re.compile(r"\s*(?:[,;/+&]|\band\b|\bplus\b)\s*", re.IGNORECASE)


def regions(words: str) -> Iterator[Region]:
    """The regions of the sites that some words list, as "brain, liver"; none for other words."""
    for part in _APART.split(words):
        inside = _within(Region.CNS).search(part)
        if inside and _OUTSIDE.search(part, 0, inside.start()):
            if "outside" in part.casefold() or "than" in part.casefold():
                yield Region.BODY
        elif inside and not _BONE.search(part):
            yield Region.CNS
        elif _within(Region.BODY).search(part):
            yield Region.BODY


def organs(words: str) -> Iterator[str]:
    """The organs of the sites that some words list, synonyms as one: "hepatic; cerebral".

    What names no organ ("abdomen") is its own words, for it is the same place when told again;
    words of no site, and those that exclude one ("outside the brain"), give none.
    """
    for part in _APART.split(words):
        for organ, region, pattern in _organs():
            found = pattern.search(part)
            if found is None or (region is Region.CNS and _BONE.search(part)):
                continue
            if not _OUTSIDE.search(part, 0, found.start()):
                yield organ or " ".join(part.casefold().split())
            break


def names_organ(organ: str) -> bool:
    """Whether this is the name of an organ, and not the words for a part of the body."""
    return any(organ == name for name, _, _ in _organs() if name)


def of_the_brain(words: str) -> bool:
    """Whether words name a site of the central nervous system."""
    return Region.CNS in regions(words)


def are_of_a_site(words: str) -> bool:
    """Whether words name a site, or the disease without one; not so "on crizotinib"."""
    return any(pattern.search(words) for pattern in (*map(_within, Region), _DISEASE))


def names_no_place(words: str) -> bool:
    """Whether words only say that the disease came back, or that nothing is said: "relapse"."""
    return words == NOT_STATED or (bool(_CAME_BACK.fullmatch(words)) and not any(regions(words)))
