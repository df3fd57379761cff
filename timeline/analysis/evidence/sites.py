"""Which places of the body do words name: the central nervous system, elsewhere, or none?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.model.words import Word


class Region(Word):
    """Where a site lies; the skull, the spine and other bone are outside."""

    CNS = "central nervous system"
    BODY = "elsewhere"


_CNS = re.compile(
    r"\b(?:brain|intra-?cranial|cerebr\w*|cerebell\w*|cns|central nervous|"
    r"(?:lepto|pachy)?mening\w*|"
    r"pons|pontine|mid-?brain|medulla oblongata|spinal cord|intramedullary|cauda equina|"
    r"(?:hypo)?thalam\w*|hypophys\w*|pituitar\w*|pineal|basal ganglia|corpus callosum|putamen|"
    r"(?:frontal|parietal|occipital|temporal)(?: lobes?)?|choroid plexus|ventric(?:le|ular)\w*|"
    r"dura\w*|csf|cerebrospinal)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:extra-?cranial|local\w*|loco-?regional|regional|primary|bones?|osseous|skull|"
    r"vertebra\w*|spin(?:e|al)|ribs?|stern\w*|ilium|iliac|femur|femoral|humer\w*|sacr\w*|pelvi\w*|"
    r"scapul\w*|clavic\w*|skelet\w*|marrow|lungs?|pulmon\w*|lobes?|pleur\w*|thora\w*|chest|"
    r"mediastin\w*|hil(?:ar|um|a)|bronch\w*|trachea\w*|pericard\w*|heart|cardiac|livers?|hepat\w*|"
    r"bile|biliary|gallbladder|pancrea\w*|spleen|splenic|adrenal\w*|kidneys?|renal|ureter\w*|"
    r"bladder|prostat\w*|seminal|test(?:is|es|icular)|ovar\w*|uter\w*|cervi\w*|vagin\w*|vulv\w*|"
    r"endometri\w*|fallopian|breasts?|mammary|axill\w*|lymph\w*|nod(?:e|es|al)|supraclavicular|"
    r"inguinal|retroperiton\w*|periton\w*|oment\w*|mesenter\w*|abdom\w*|ascites|stomach|gastric|"
    r"duoden\w*|jejun\w*|ile(?:um|al)|colon\w*|colorect\w*|sigmoid|rect(?:um|al)|anal|anus|"
    r"appendi\w*|"
    r"bowel|intestin\w*|esophag\w*|oesophag\w*|thyroid|parotid|salivary|tonsil\w*|tongue|oral|"
    r"pharyn\w*|nasophar\w*|laryn\w*|nasal|sinus\w*|orbit\w*|eyes?|ocular|uvea\w*|choroid|retina\w*|"
    r"skin|cutaneous|subcutaneous|soft tissues?|muscles?|muscular|limbs?|arms?|legs?|thigh|neck|"
    r"head|scalp|face|facial|back|wall|blood)\b",
    re.IGNORECASE,
)
_DISEASE = re.compile(
    r"\b(?:tumou?rs?|metasta\w*|lesions?|mass(?:es)?|nodules?|organs?|sites?|multifocal|distant|"
    r"systemic|disseminated|diffuse|not (?:stated|known|specified)|unknown|unspecified|none)\b",
    re.IGNORECASE,
)
"""Words of the disease that say nothing of where it is, or that it is not said."""

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
        inside = _CNS.search(part)
        if inside and _OUTSIDE.search(part, 0, inside.start()):
            if "outside" in part.casefold() or "than" in part.casefold():
                yield Region.BODY
        elif inside and not _BONE.search(part):
            yield Region.CNS
        elif _BODY.search(part):
            yield Region.BODY


def of_the_brain(words: str) -> bool:
    """Whether words name a site of the central nervous system."""
    return Region.CNS in regions(words)


def are_of_a_site(words: str) -> bool:
    """Whether words name a site, or the disease without one; not so "on crizotinib"."""
    return any(pattern.search(words) for pattern in (_CNS, _BODY, _DISEASE))
