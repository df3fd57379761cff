"""Gene slots: what may stand where a notation wants a gene, under its approved symbol.

Only here are aliases and previous symbols resolved: PR, SD, CR and NE name genes too, but not in
the rest of a report.
"""

from __future__ import annotations

import re

from timeline.vocabulary.genes import find_gene

UNKNOWN = "?"
"""The gene that is not stated."""
ANY = "v"
"""The gene that may be any: the categorical partner of a fusion (VICC gene fusion guidelines)."""

GENE = r"[A-Za-z][A-Za-z0-9]{0,14}(?:-[A-Za-z0-9]{1,6}){0,2}"
"""What a gene slot may look like; a hyphenated name needs to be a known gene besides."""

_NEW_SYMBOL = re.compile(r"[A-Z][A-Z0-9]{1,14}|[A-Z][A-Z0-9]{0,4}orf[0-9]{1,5}")


def symbol(name: str) -> str:
    """The approved symbol of a known name; any other name as it is."""
    term = find_gene(name)
    return term.symbol if term is not None else name


def is_known(name: str) -> bool:
    """Whether the vocabulary has this gene under any of its names."""
    return find_gene(name) is not None


def is_gene(name: str) -> bool:
    """Whether a name can stand in a gene slot: a known gene, or a symbol the table lacks."""
    return _NEW_SYMBOL.fullmatch(name) is not None or is_known(name)


def renamed(name: str) -> str | None:
    """A note on a name that is not the approved one; None when there is nothing to say."""
    term = find_gene(name)
    if term is None or term.symbol == name:
        return None
    what = "a previous symbol" if name in term.previous else "another name"
    return f"{name} is {what} of {term.symbol}"
