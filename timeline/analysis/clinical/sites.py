"""Do the words for where the disease spread or progressed name a place?"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.answers import Answers
from timeline.analysis.clinical.places import finding, shown
from timeline.analysis.evidence.sites import NAMES, are_of_a_site, names_no_place
from timeline.errors import did_you_mean
from timeline.findings import Finding, Severity
from timeline.model.events import Metastasis, Progression


def sites_are_known(answers: Answers) -> Iterator[Finding]:
    """A metastasis or progression at words that are no site, with the nearest that is one.

    Where a line failed, in the brain alone or outside it, decides what is given next (local
    treatment or another drug); words that are no site say neither.
    """
    for event in answers.case:
        if not isinstance(event, Metastasis | Progression):
            continue
        for words in event.sites:
            if not (are_of_a_site(words) or names_no_place(words)):
                yield finding(
                    "unknown-site",
                    f"{shown(words)!r} is no known site{did_you_mean(words, NAMES)}; where none is"
                    f" given write '{event.key}: not stated', and other words into 'evidence'",
                    Severity.WARNING,
                    answers.case,
                    event,
                    field=event.key,
                )
