"""The drug classes whose looks the bar of a treatment has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from render.canvas.style import class_key
from timeline.model.components import Drug
from timeline.model.events import SupportiveCare, Therapy
from timeline.vocabulary.current import Vocabulary, current
from timeline.vocabulary.drugs import class_of, drug_terms, find_drug
from timeline.vocabulary.regimens import drugs_written


def of_drugs(event: Therapy | SupportiveCare) -> tuple[str, ...]:
    """The classes of the drugs given, each once, in the order of the drugs."""
    return tuple(dict.fromkeys(each for drug in event.drugs for each in _classes(drug)))


def _classes(drug: Drug) -> Iterator[str]:
    """The class a drug is stated or known to have, of a regimen those of its antineoplastics.

    A known class is in the vocabulary's spelling.
    """
    parts = (drug.name,) if drug.drug_class else drugs_written(drug.name)
    for name in parts:
        term = find_drug(name)
        if len(parts) > 1 and term is not None and term.role == "supportive":
            continue
        stated = drug.drug_class or class_of(name)
        known = _known_classes()
        if stated is None:
            yield known.get(class_key(name), "unknown")
        else:
            yield known.get(class_key(stated), stated)


def _known_classes() -> Mapping[str, str]:
    """Every class of the vocabulary by its key: ``egfr-tki`` to ``EGFR-TKI``."""
    return _classes_of(current())


@lru_cache(maxsize=4)
def _classes_of(_vocabulary: Vocabulary) -> Mapping[str, str]:
    return {class_key(term.drug_class): term.drug_class for term in drug_terms().values()}
