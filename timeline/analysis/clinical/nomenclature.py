"""Do a finding's printed names agree: its transcripts, bands and breakpoints, its spellings?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from timeline.analysis.answers import Answers
from timeline.analysis.clinical.places import finding
from timeline.chronology import Chronology
from timeline.errors import nearest
from timeline.findings import Finding, Severity
from timeline.knowledge.genome import bands_at, gene_of_transcript, transcripts_of
from timeline.model.alterations import parse_alteration
from timeline.model.assays import Finding as Found
from timeline.model.events import MolecularTest

_TRANSCRIPT = re.compile(r"(?P<gene>\w+)\s+(?P<accession>(?:NM_|ENST)\d+(?:\.\d+)?)")
_EVENT = re.compile(r"(?:del|dup|inv|ins)\s*\((?P<chromosome>\w+)\)\s*\((?P<bands>[pq0-9.]+)\)")
_BAND = re.compile(r"[pq]\d+(?:\.\d+)?")
_BREAKPOINT = re.compile(r"(?:chr)?(?P<chromosome>\w+):(?P<position>\d+)")
_LOCUS = re.compile(r"(?:\d{1,2}|X|Y)[pq]\d{1,2}(?:\.\d{1,2})?")


def transcripts_are_of_their_gene(answers: Answers) -> Iterator[Finding]:
    """A transcript printed for one gene that belongs to another: PROS1's NM_000313 given for ROS1.

    Exon numbers and positions mean nothing without the right transcript (HGVS nomenclature).
    """
    chronology = answers.chronology
    for test, found in _found(chronology):
        for printed in found.transcripts:
            match = _TRANSCRIPT.fullmatch(printed.strip())
            gene = gene_of_transcript(match["accession"]) if match else None
            if match and gene is not None and gene != match["gene"]:
                right = ", ".join(transcripts_of(match["gene"]))
                hint = f"; {match['gene']} has {right}" if right else ""
                yield _about(
                    "transcript-of-another-gene",
                    f"{match['accession']}, printed for {match['gene']}, is a transcript of {gene}"
                    f"{hint}",
                    Severity.ERROR,
                    chronology,
                    test,
                    found,
                )


def breakpoints_lie_in_their_bands(answers: Answers) -> Iterator[Finding]:
    """Bands of a rearrangement that its own coordinates do not lie in, on any assembly.

    The International System for Human Cytogenomic Nomenclature names the bands of the breakpoints.
    """
    chronology = answers.chronology
    for test, found in _found(chronology):
        event = _EVENT.search(found.causative_event or "")
        places = [m for text in found.breakpoints for m in _BREAKPOINT.finditer(text)]
        if not event or not places:
            continue
        named = _BAND.findall(event["bands"])
        lying = [bands_at(m["chromosome"], int(m["position"])) for m in places]
        known = [bands for bands in lying if bands]
        if known and not all(any(_within(b, n) for b in bands for n in named) for bands in known):
            where = " and ".join(
                f"{m[0]} in {event['chromosome']}{' or '.join(bands)}"
                for m, bands in zip(places, lying, strict=True)
                if bands
            )
            unstated = "" if found.assembly else "; the assembly is not stated"
            yield _about(
                "bands-disagree",
                f"{event[0]} names {' and '.join(named)}, but {where}{unstated}",
                Severity.WARNING,
                chronology,
                test,
                found,
            )


def loci_are_bands(answers: Answers) -> Iterator[Finding]:
    """A gene's locus that is no band, such as ``6922`` where a q was read as a 9."""
    chronology = answers.chronology
    for test, found in _found(chronology):
        locus = (found.locus or "").strip()
        if locus and not _LOCUS.fullmatch(locus):
            fixed = re.sub(r"^(\d{1,2})9(\d{2}(?:\.\d+)?)$", r"\1q\2", locus)
            hint = f"; {fixed}?" if _LOCUS.fullmatch(fixed) else ""
            yield _about(
                "locus-misprinted",
                f"{locus!r} is no chromosome band{hint}",
                Severity.WARNING,
                chronology,
                test,
                found,
            )


def genes_have_one_spelling(answers: Answers) -> Iterator[Finding]:
    """One gene spelt in two ways in a report, one of them nearly the other: TCB1D32, TBC1D32."""
    chronology = answers.chronology
    for test, found in _found(chronology):
        genes = found.alteration.genes
        for spelling in found.also_written:
            for gene in parse_alteration(spelling).genes:
                meant = nearest(gene, genes) if gene not in genes else None
                if meant is not None:
                    yield _about(
                        "two-spellings",
                        f"{gene} and {meant} are printed for one gene",
                        Severity.WARNING,
                        chronology,
                        test,
                        found,
                    )


def _about(
    code: str,
    message: str,
    severity: Severity,
    chronology: Chronology,
    test: MolecularTest,
    found: Found,
) -> Finding:
    """A finding about one result of a test, with the result's own place where it has one."""
    about = finding(code, message, severity, chronology.case, test, field="found")
    return attrs.evolve(about, cite=(found.cite,)) if found.cite else about


def _within(band: str, named: str) -> bool:
    """Whether a band is the named one or a part of it: q22.31 lies in q22, not in q22.32."""
    return band == named or band.startswith(named if "." in named else f"{named}.")


def _found(chronology: Chronology) -> Iterator[tuple[MolecularTest, Found]]:
    for event in chronology.case:
        if isinstance(event, MolecularTest):
            for found in event.found:
                yield event, found
