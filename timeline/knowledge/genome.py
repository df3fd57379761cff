"""Where things lie: transcripts of genes, and the bands of the chromosomes that reports speak of.

What is not in ``transcripts.tsv`` or ``bands.tsv`` is unknown, and nothing is said about it.
"""

from __future__ import annotations

from functools import cache

import attrs

from timeline.knowledge.rows import Cited, Sheet, text, whole

ASSEMBLIES = ("GRCh37", "GRCh38")


@attrs.frozen(kw_only=True)
class Transcript(Cited):
    """A transcript by its accession without the version, and the gene it is of."""

    accession: str
    gene: str


@attrs.frozen(kw_only=True)
class Band(Cited):
    """A chromosome band with its first and last base on each of ASSEMBLIES."""

    chromosome: str
    band: str
    start_37: int
    end_37: int
    start_38: int
    end_38: int

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The first and the last base, one pair for each of ASSEMBLIES."""
        return (self.start_37, self.end_37), (self.start_38, self.end_38)


TRANSCRIPTS: Sheet[Transcript] = Sheet(
    name="transcripts",
    build=Transcript,
    cells={"accession": text, "gene": text},
    key=lambda row: row.accession,
)
BANDS: Sheet[Band] = Sheet(
    name="bands",
    build=Band,
    cells={
        "chromosome": text,
        "band": text,
        "start_37": whole,
        "end_37": whole,
        "start_38": whole,
        "end_38": whole,
    },
    key=lambda row: (row.chromosome, row.band),
)


@cache
def _transcripts() -> dict[str, str]:
    return {row.accession: row.gene for row in TRANSCRIPTS.shipped()}


@cache
def _bands() -> tuple[Band, ...]:
    return BANDS.shipped()


def gene_of_transcript(accession: str) -> str | None:
    """The gene of ``NM_002944.3``, its version left aside; None when the table does not have it."""
    return _transcripts().get(accession.partition(".")[0])


def transcripts_of(gene: str) -> tuple[str, ...]:
    """The transcripts of a gene that the table has."""
    return tuple(accession for accession, of in _transcripts().items() if of == gene)


def bands_at(chromosome: str, position: int) -> tuple[str, ...]:
    """The bands a position may lie in, one for each assembly on which it is known."""
    found = [
        band.band
        for number in range(len(ASSEMBLIES))
        for band in _bands()
        if band.chromosome == chromosome
        and band.spans[number][0] <= position <= band.spans[number][1]
    ]
    return tuple(dict.fromkeys(found))
