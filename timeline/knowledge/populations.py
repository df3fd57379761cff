"""Which patients a row is about: the tumour types that guidance and studies are told apart by."""

from __future__ import annotations

from timeline.model.truth import Truth
from timeline.model.words import Word
from timeline.vocabulary.tumours import find_tumour

_LUNG = "LUNG"
_MIXED = frozenset(("CSCLC",))
"""Types with a part of each kind."""
_NEUROENDOCRINE = "neuroendocrine"


class Tumour(Word):
    """A tumour type as guidance names it; ``any`` asks for none."""

    NSCLC = "NSCLC"
    SCLC = "SCLC"
    ANY = "any"


def tumour_is(histology: str, site: str, tumour: Tumour) -> Truth:
    """Whether a diagnosis in words is of a tumour type, by the vocabulary of tumours.

    Indeterminate where the words name no type (an adenocarcinoma of no named organ, a lung cancer
    of no named kind), and for combined and neuroendocrine tumours of the lung, which guidance for
    either kind may or may not mean.
    """
    if tumour is Tumour.ANY:
        return Truth.TRUE
    term = find_tumour(histology, site or None)
    if term is None or term.code == _LUNG or term.code in _MIXED:
        return Truth.INDETERMINATE
    if term.family in (Tumour.NSCLC, Tumour.SCLC):
        return Truth.of(term.family == tumour)
    if term.family == _NEUROENDOCRINE and term.is_a(_LUNG):
        return Truth.INDETERMINATE
    return Truth.FALSE
