"""Where things lie: transcripts of genes, and the bands of the chromosomes that reports speak of.

What is not in ``transcripts.tsv`` or ``bands.tsv`` is unknown, and nothing is said about it.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import attrs

ASSEMBLIES = ("GRCh37", "GRCh38")


@attrs.frozen
class Band:
    """A chromosome band with its first and last base on each of ASSEMBLIES."""

    chromosome: str
    name: str
    spans: tuple[tuple[int, int], ...]


def _rows(name: str) -> list[dict[str, str]]:
    text = files("timeline.knowledge").joinpath(name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))


@cache
def _transcripts() -> dict[str, str]:
    return {row["accession"]: row["gene"] for row in _rows("transcripts.tsv")}


@cache
def _bands() -> tuple[Band, ...]:
    return tuple(
        Band(
            row["chromosome"],
            row["band"],
            tuple((int(row[f"start_{n}"]), int(row[f"end_{n}"])) for n in (37, 38)),
        )
        for row in _rows("bands.tsv")
    )


def gene_of_transcript(accession: str) -> str | None:
    """The gene of ``NM_002944.3``, its version left aside; None when the table does not have it."""
    return _transcripts().get(accession.partition(".")[0])


def transcripts_of(gene: str) -> tuple[str, ...]:
    """The transcripts of a gene that the table has."""
    return tuple(accession for accession, of in _transcripts().items() if of == gene)


def bands_at(chromosome: str, position: int) -> tuple[str, ...]:
    """The bands a position may lie in, one for each assembly on which it is known."""
    found = [
        band.name
        for number in range(len(ASSEMBLIES))
        for band in _bands()
        if band.chromosome == chromosome
        and band.spans[number][0] <= position <= band.spans[number][1]
    ]
    return tuple(dict.fromkeys(found))
