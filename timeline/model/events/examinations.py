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

    ``of`` names the procedure that gave the specimen. ``genes`` are those the assay covered, when
    the report lists them, ``covers`` the classes of alteration it reports on; ``depth`` is reads
    (``500 x``), ``detection_limit`` a fraction. ``analyte`` is what it read, where its name does
    not say; ``pair_of`` the test that was done beside it on the same occasion (plasma and tissue,
    DNA and RNA).
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

    ``sites`` are where the report saw something, ``saw`` that in a few words of the curator's.
    """

    key = "assessment"
    subject = "method"
    method: str
    response: tuple[Response, ...] = attrs.field(default=(), converter=as_responses, kw_only=True)
    sites: tuple[str, ...] = attrs.field(default=(), converter=as_texts, kw_only=True)
    saw: str | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class Laboratory(EventBase):
    """A laboratory value: ``laboratory: NSE``, ``value: 238.7 ng/mL``."""

    key = "laboratory"
    subject = "analyte"
    analyte: str
    value: Quantity | None = attrs.field(default=None, converter=as_quantity, kw_only=True)
    flag: str | None = attrs.field(default=None, kw_only=True)
