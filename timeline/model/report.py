"""What a report is of, beside its events: the publication, the patient and their tumours."""

from __future__ import annotations

import attrs

from timeline.model.amounts import Amount, parse_amount
from timeline.model.words import as_id


def _as_age(value: Amount | str | None) -> Amount | None:
    return parse_amount(value) if isinstance(value, str) else value


@attrs.frozen(kw_only=True)
class Patient:
    """Who the report is about.

    ``sex``: as the report has it.
    ``age``: the age (``57 years``).
    ``age_at``: the moment of that age; the diagnosis when left out, ``not stated`` where unknown.
    ``smoking``: the smoking history (``never``).
    ``family_history``: what runs in the family.
    ``ethnicity``: as the report has it.
    ``note``: the curator's own remark.
    ``cite``: the place in the report.
    """

    sex: str | None = None
    age: Amount | None = attrs.field(default=None, converter=_as_age)
    age_at: str | None = None
    smoking: str | None = None
    family_history: str | None = None
    ethnicity: str | None = None
    note: str | None = None
    cite: str | None = None


@attrs.frozen(kw_only=True)
class Tumour:
    """One primary, where a patient has several.

    ``id``: the name by which events point at it.
    ``name``: what the report calls it.
    ``note``: the curator's own remark.
    """

    id: str = attrs.field(converter=as_id)
    name: str
    note: str | None = None


@attrs.frozen(kw_only=True)
class Source:
    """The publication.

    ``title``: its title.
    ``authors``: its authors.
    ``journal``: the journal.
    ``year``: the year of publication.
    ``doi``: the DOI.
    ``pmid``: the number in PubMed.
    ``pmcid``: the number in PubMed Central.
    ``url``: where it is found.
    ``patient``: which patient of the paper this is.
    ``encoded_from``: what the curator had: full text, abstract, an excerpt.
    ``note``: the curator's own remark.
    """

    title: str | None = None
    authors: str | None = None
    journal: str | None = None
    year: int | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    url: str | None = None
    patient: str | None = None
    encoded_from: str | None = None
    note: str | None = None
