"""Is each drug called by one name, spelt right?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.analysis.answers import Answers
from timeline.analysis.clinical.places import finding, shown
from timeline.analysis.wording import listed
from timeline.chronology import Chronology
from timeline.findings import Finding, Severity
from timeline.model.components import Drug
from timeline.model.events import SupportiveCare, Therapy
from timeline.vocabulary.drugs import find_drug
from timeline.vocabulary.misspellings import misspelt_drugs

# "MW032/Xgeva", "Xgeva (denosumab)": what stands between two names of one product.
_BETWEEN_NAMES = re.compile(r"\s*[/(),;=]\s*|\s+(?:or|also known as|a\.k\.a\.)\s+")


def known_name(drug: Drug) -> str:
    """The international name where the table has the drug, else its name, both casefolded."""
    term = find_drug(drug.name)
    return (term.name if term else " ".join(drug.name.split())).casefold()


def drugs_are_spelt_right(answers: Answers) -> Iterator[Finding]:
    """Drug names of the explicit table of misspellings, in the report or in its encoding.

    A misprinted name is lost to every search, and the nearest spelling is often another drug:
    "Sapolizumab" was serplulimab. No other spelling is judged.
    """
    chronology = answers.chronology
    for event, drug in _drugs(chronology):
        told = dict.fromkeys(
            slip for text in (drug.name, drug.as_written or "") for slip in misspelt_drugs(text)
        )
        for written, meant in told:
            yield finding(
                "misspelt-drug",
                f"{written!r} is a known misspelling of {meant}",
                Severity.WARNING,
                chronology.case,
                event,
            )


def drugs_have_one_name(answers: Answers) -> Iterator[Finding]:
    """One drug under several names: written side by side, or here under one and there the other.

    CARE 2013, item 9b, asks for the drug itself. A brand, a code name and an international name
    read as two drugs to whoever does not know them, and a biosimilar is not its original. A salt
    ("amlodipine besylate") is no other name.
    """
    chronology = answers.chronology
    names: dict[str, dict[str, Therapy | SupportiveCare]] = {}
    for event, drug in _drugs(chronology):
        written = " ".join((drug.as_written or drug.name).split())
        parts = [part for part in _BETWEEN_NAMES.split(written) if part]
        if drug.as_written and len(parts) > 1 and _has_known(parts, drug):
            yield finding(
                "two-names",
                f"{shown(drug.name)} is written {shown(written)!r}: {len(parts)} names for one"
                " drug, or a biosimilar and its original",
                Severity.NOTE,
                chronology.case,
                event,
            )
            continue
        used = written if find_drug(written) else drug.name
        if not any(_holds(used, name) for name in names.get(known_name(drug), {})):
            names.setdefault(known_name(drug), {})[used] = event
    for used_in in names.values():
        if len(used_in) > 1:
            yield finding(
                "two-names",
                f"{listed(shown(name) for name in used_in)} are names of one drug",
                Severity.NOTE,
                chronology.case,
                *used_in.values(),
            )


def _drugs(chronology: Chronology) -> Iterator[tuple[Therapy | SupportiveCare, Drug]]:
    for event in chronology.case:
        if isinstance(event, Therapy | SupportiveCare):
            for drug in event.drugs:
                yield event, drug


def _has_known(parts: list[str], drug: Drug) -> bool:
    """Whether one of the names written side by side is that of the drug."""
    return any(find_drug(part) is find_drug(drug.name) for part in parts if find_drug(part))


def _holds(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return one in other or other in one
