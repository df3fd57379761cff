"""Misspelt drug names that were seen in print, and what they mean there.

Only an explicit table can say so. By string distance "Sapolizumab" is nearest to pembrolizumab, and
it is serplulimab: a drug is never guessed from its spelling.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files


@cache
def misspellings() -> dict[str, str]:
    """Every misspelling of the table, casefolded, to the international name."""
    text = files("timeline.vocabulary").joinpath("misspellings.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {row["written"].casefold(): row["meant"] for row in rows}


def misspelt_drugs(text: str) -> tuple[tuple[str, str], ...]:
    """The misspelt names in a text, as written and as meant, in its order."""
    known = misspellings()
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
    return tuple((word, known[word.casefold()]) for word in words if word.casefold() in known)
