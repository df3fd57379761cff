"""The drug classes whose looks the bar of a treatment has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from render.canvas.style import class_key
from timeline.model.components import Drug
from timeline.model.events import SupportiveCare, Therapy
from timeline.vocabulary.current import Vocabulary, current
from timeline.vocabulary.drugs import drug_terms, find_drug


def of_drugs(event: Therapy | SupportiveCare) -> tuple[str, ...]:
    """The classes of the drugs given, each once, in the order of the drugs."""
    return tuple(dict.fromkeys(map(_drug_class, event.drugs)))


def _drug_class(drug: Drug) -> str:
    """The class a drug is stated or known to have, a known class in the vocabulary's spelling."""
    term = find_drug(drug.name)
    stated = drug.drug_class or (term.drug_class if term else None)
    known = _known_classes()
    if stated is None:
        return known.get(class_key(drug.name), "unknown")
    return known.get(class_key(stated), stated)


def _known_classes() -> Mapping[str, str]:
    """Every class of the vocabulary by its key: ``egfr-tki`` to ``EGFR-TKI``."""
    return _classes_of(current())


@lru_cache(maxsize=4)
def _classes_of(_vocabulary: Vocabulary) -> Mapping[str, str]:
    return {class_key(term.drug_class): term.drug_class for term in drug_terms().values()}
