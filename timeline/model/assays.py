"""Tests of the tumour: what was examined, in what, and whether it was done at all."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from timeline.model.alterations import Alteration, parse_alteration
from timeline.model.quantities import Quantity, as_quantity
from timeline.model.words import Word, as_texts


class TestStatus(Word):
    """Whether a test was done; a test declined or not done says nothing of the tumour."""

    __test__ = False  # the name is the field's term, not pytest's

    PERFORMED = "performed"
    DECLINED = "declined"
    NOT_DONE = "not done"
    FAILED = "failed"
    NOT_STATED = "not stated"


class Origin(Word):
    """Where an alteration comes from."""

    SOMATIC = "somatic"
    GERMLINE = "germline"
    NOT_STATED = "not stated"


@attrs.frozen
class Specimen:
    """What was examined: material (``tissue``, ``plasma``, ``CSF``, ``effusion``) and its site."""

    material: str
    site: str | None = attrs.field(default=None, kw_only=True)

    def __str__(self) -> str:
        return f"{self.material}, {self.site}" if self.site else self.material

    @classmethod
    def from_text(cls, text: str) -> Specimen:
        """``tissue`` or ``not stated``: the material alone."""
        return cls(text.strip())


@attrs.frozen
class Finding:
    """One result of a test: the alteration as written and as parsed, with how it was observed.

    ``vaf`` is the variant allele fraction; ``depth`` belongs to the test or, when it differs, to
    the finding. ``mechanism`` is the source's own word for the finding's role ("bypass").

    As printed, to be checked: ``also_written`` other spellings in the same report, ``transcripts``
    (``ROS1 NM_002944``), ``locus`` (``6q22.1``), ``causative_event`` (``del(6)(q21q22.32)``) with
    its ``breakpoints`` (``6:117647767``) on an ``assembly``.
    """

    as_written: str
    vaf: Quantity | None = attrs.field(default=None, converter=as_quantity, kw_only=True)
    depth: Quantity | None = attrs.field(default=None, converter=as_quantity, kw_only=True)
    origin: Origin = attrs.field(default=Origin.NOT_STATED, converter=Origin, kw_only=True)
    mechanism: str | None = attrs.field(default=None, kw_only=True)
    also_written: tuple[str, ...] = attrs.field(default=(), converter=as_texts, kw_only=True)
    transcripts: tuple[str, ...] = attrs.field(default=(), converter=as_texts, kw_only=True)
    locus: str | None = attrs.field(default=None, kw_only=True)
    causative_event: str | None = attrs.field(default=None, kw_only=True)
    breakpoints: tuple[str, ...] = attrs.field(default=(), converter=as_texts, kw_only=True)
    assembly: str | None = attrs.field(default=None, kw_only=True)
    cite: str | None = attrs.field(default=None, kw_only=True)
    note: str | None = attrs.field(default=None, kw_only=True)

    @property
    def alteration(self) -> Alteration:
        """What the words mean."""
        return parse_alteration(self.as_written)

    @classmethod
    def from_text(cls, text: str) -> Finding:
        """``EGFR T790M``: the alteration alone."""
        return cls(text.strip())


def as_findings(value: str | Finding | Iterable[Finding | str]) -> tuple[Finding, ...]:
    """One finding or several; a text is an alteration."""
    several = (value,) if isinstance(value, str | Finding) else value
    return tuple(f if isinstance(f, Finding) else Finding.from_text(f) for f in several)
