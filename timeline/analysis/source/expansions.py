"""Does a text give a gene the full name of another?"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.source.report_text import Text
from timeline.analysis.wording import one_line
from timeline.chronology import Chronology
from timeline.findings import Finding, Severity
from timeline.knowledge.gene_names import full_names, misnamed_genes

_LONGEST = 60


def genes_have_their_own_names(_: Chronology, text: Text) -> Iterator[Finding]:
    """A symbol spelt out with the full name of another gene, such as ROS1 with that of RET.

    HGNC approves one name for a gene; names that are not in ``gene_names.tsv`` are not judged. The
    same slip is told once, at its first place.
    """
    told: set[tuple[str, tuple[str, ...]]] = set()
    for slip in misnamed_genes(text.flat):
        if (slip.gene, slip.means) in told:
            continue
        told.add((slip.gene, slip.means))
        names = full_names(slip.gene)
        own = f"; {slip.gene} is {names[0]}" if names else ""
        yield Finding(
            "gene-misnamed",
            f"{slip.gene} is spelt out as {one_line(slip.written, _LONGEST)!r}, the name of"
            f" {' or '.join(slip.means)}{own}",
            severity=Severity.WARNING,
            cite=(f"line {text.line(slip.start)} of the text",),
        )
