"""What was looked at, and what it showed: molecular tests, imaging, laboratory values."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from timeline.model.assays import Analyte, Assay, Finding, Specimen, as_findings, parse_assay
from timeline.model.components import EventStatus, Response, as_responses
from timeline.model.events.base import EventBase, as_reference
from timeline.model.kinds import AlterationClass
from timeline.model.quantities import Quantity, as_quantity
from timeline.model.words import as_texts


def _as_classes(value: str | Iterable[str]) -> tuple[AlterationClass, ...]:
    """One class of alterations or several; ``fusions; copy number`` is two."""
    return tuple(AlterationClass(text) for text in as_texts(value))


@attrs.frozen
class MolecularTest(EventBase):
    """A test of the tumour and what it found, did not find, or could not tell.

    ``assay``: the method in the report's words (``NGS``, ``ALK FISH``), or ``not stated``.
    ``specimen``: what was examined.
    ``of``: the id of the procedure that gave the specimen.
    ``panel``: the name of the panel, whose genes are then known when it is in the vocabulary.
    ``genes``: the genes the assay covered, where the report lists them.
    ``covers``: the classes of alteration it reports on.
    ``analyte``: what it read, where its name does not say.
    ``pair_of``: the test beside it on the same occasion (plasma and tissue, DNA and RNA).
    ``platform``: the instrument or laboratory.
    ``depth``: the reads (``500 x``).
    ``detection_limit``: the least fraction it sees (``0.1 %``).
    ``found``: the alterations it detected.
    ``not_found``: the alterations that the report says it did not detect.
    ``equivocal``: the alterations it could not tell.
    """

    key = "test"
    subject = "assay"
    assay: str
    specimen: Specimen | None = attrs.field(default=None, kw_only=True)
    of: str | None = attrs.field(default=None, converter=as_reference, kw_only=True)
    panel: str | None = attrs.field(default=None, kw_only=True)
    genes: tuple[str, ...] = attrs.field(default=(), converter=as_texts, kw_only=True)
    covers: tuple[AlterationClass, ...] = attrs.field(
        default=(), converter=_as_classes, kw_only=True
    )
    analyte: Analyte | None = attrs.field(
        default=None, converter=attrs.converters.optional(Analyte), kw_only=True
    )
    pair_of: str | None = attrs.field(default=None, converter=as_reference, kw_only=True)
    platform: str | None = attrs.field(default=None, kw_only=True)
    depth: Quantity | None = attrs.field(default=None, converter=as_quantity, kw_only=True)
    detection_limit: Quantity | None = attrs.field(
        default=None, converter=as_quantity, kw_only=True
    )
    found: tuple[Finding, ...] = attrs.field(default=(), converter=as_findings, kw_only=True)
    not_found: tuple[Finding, ...] = attrs.field(default=(), converter=as_findings, kw_only=True)
    equivocal: tuple[Finding, ...] = attrs.field(default=(), converter=as_findings, kw_only=True)

    @property
    def happened(self) -> bool:
        """As of any event; a test that has a result was done, even where that is not stated."""
        told = self.status is EventStatus.NOT_STATED and (
            self.found or self.not_found or self.equivocal
        )
        return bool(told) or super().happened

    @property
    def described(self) -> Assay:
        """What the words for the assay say; a stated analyte goes before what they imply."""
        assay = parse_assay(self.assay)
        if self.analyte is None:
            return assay
        return attrs.evolve(assay, analytes=frozenset({self.analyte}))


@attrs.frozen
class Assessment(EventBase):
    """Imaging or another look at the tumour, with the responses read from it (none is allowed).

    ``method``: how it was looked at (``CT``, ``bone marrow``), or ``not stated``.
    ``response``: what the report says the tumour did: a category, or its own words.
    ``sites``: where the report saw something; several are separated by ``;``.
    ``saw``: what it saw, in a few words of the curator's.
    """

    key = "assessment"
    subject = "method"
    method: str
    response: tuple[Response, ...] = attrs.field(default=(), converter=as_responses, kw_only=True)
    sites: tuple[str, ...] = attrs.field(default=(), converter=as_texts, kw_only=True)
    saw: str | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class Laboratory(EventBase):
    """A laboratory value: ``laboratory: NSE``, ``value: 238.7 ng/mL``.

    ``analyte``: what was measured.
    ``value``: the number with its unit, as printed.
    ``flag``: the report's word for it (``elevated``, ``normal``).
    """

    key = "laboratory"
    subject = "analyte"
    analyte: str
    value: Quantity | None = attrs.field(default=None, converter=as_quantity, kw_only=True)
    flag: str | None = attrs.field(default=None, kw_only=True)
