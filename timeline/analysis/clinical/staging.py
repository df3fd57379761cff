"""Does a stated stage fit the system it is stated in? The stage itself is never overwritten."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.analysis.answers import Answers
from timeline.analysis.clinical.lung_stages import agrees, possible_groups, read_group, read_tnm
from timeline.analysis.clinical.places import finding, shown
from timeline.analysis.wording import listed
from timeline.chronology import Chronology
from timeline.findings import Finding, Severity
from timeline.model.components import Stage
from timeline.model.events import Diagnosis

_LUNG = re.compile(
    r"lung|pulmon|bronch|NSCLC|SCLC|(?:upper|middle|lower) lobe|lingula|small[- ]cell",
    re.IGNORECASE,
)
_SMALL_CELL = re.compile(r"(?<!non-)(?<!non )small[- ]cell|(?<!N)SCLC|oat[- ]cell", re.IGNORECASE)
_NEUROENDOCRINE = re.compile(r"neuroendocrine|combined|LCNEC", re.IGNORECASE)
_LETTER_O = re.compile(r"[TNM]O(?=[\s,;cpNM]|$)")
_VALG = ("VALG", "VA", "VALSG")


def editions_are_stated(answers: Answers) -> Iterator[Finding]:
    """A TNM stage without its edition.

    T2a N0 M0 of 4.5 cm is stage IB in the 7th edition of the lung classification and another T in
    the 8th (AJCC 2010, 2017): without the edition a stage cannot be compared.
    """
    chronology = answers.chronology
    for event, stage in _staged(chronology):
        if stage.system == "TNM" and (stage.edition or "").casefold() == "not stated":
            yield finding(
                "edition-not-stated",
                f"the stage {shown(str(stage))} is stated without the edition of TNM",
                Severity.NOTE,
                chronology.case,
                event,
                field="stage",
            )


def stages_are_printed_right(answers: Answers) -> Iterator[Finding]:
    """The letter O in place of the digit 0: ``pT2aNOMO``.

    A program that looks for N0 (AJCC) does not find it, and "NO" reads as a word.
    """
    chronology = answers.chronology
    for event, stage in _staged(chronology):
        for text in dict.fromkeys(filter(None, (stage.as_written, stage.tnm))):
            if stage.system == "TNM" and _LETTER_O.search(text):
                yield finding(
                    "letter-for-zero",
                    f"the stage {shown(text)!r} is printed with the letter O for the digit 0",
                    Severity.WARNING,
                    chronology.case,
                    event,
                    field="stage",
                )


def groups_fit_their_tnm(answers: Answers) -> Iterator[Finding]:
    """Stage groups of lung cancer that T, N and M do not make in the stated edition.

    The table is that of the 7th, 8th and 9th edition (AJCC 2010, 2017, 2025). Other tumours, other
    editions and elements that are not given (NX) are passed over.
    """
    chronology = answers.chronology
    for event, stage in _staged(chronology):
        if stage.system != "TNM" or not (stage.tnm and stage.group and stage.edition):
            continue
        elements, group = read_tnm(stage.tnm), read_group(stage.group)
        if elements is None or group is None or not _LUNG.search(_site(event)):
            continue
        edition = stage.edition.strip().removesuffix("th")
        groups = possible_groups(elements, edition)
        if groups is not None and not agrees(group, groups):
            yield finding(
                "stage-group",
                f"{shown(stage.tnm)} is stated as stage {shown(stage.group)}; in the"
                f" {edition}th edition it is {listed(sorted(groups), 'or')}",
                Severity.ERROR,
                chronology.case,
                event,
                field="stage",
            )


def valg_is_for_small_cell(answers: Answers) -> Iterator[Finding]:
    """Limited or extensive stage (VALG) for a tumour that is no small cell carcinoma.

    The two stages of the Veterans Administration Lung Study Group were made for small cell lung
    cancer (Micke et al. 2002); elsewhere they have no meaning. Neuroendocrine and combined tumours
    are not judged.
    """
    chronology = answers.chronology
    for event, stage in _staged(chronology):
        if stage.system.strip().upper() not in _VALG:
            continue
        if not _SMALL_CELL.search(event.histology) and not _NEUROENDOCRINE.search(event.histology):
            yield finding(
                "valg-without-small-cell",
                f"{shown(event.histology)} is staged by {shown(stage.system)}, which is for small"
                " cell carcinoma",
                Severity.WARNING,
                chronology.case,
                event,
                field="stage",
            )


def _staged(chronology: Chronology) -> Iterator[tuple[Diagnosis, Stage]]:
    for event in chronology.case:
        if isinstance(event, Diagnosis) and event.stage is not None:
            yield event, event.stage


def _site(event: Diagnosis) -> str:
    return f"{event.histology} {event.site or ''}"
