"""What a term is called elsewhere: a system and its code, to go out with every export."""

from __future__ import annotations

from typing import Protocol

import attrs


@attrs.frozen
class Identifier:
    """A code in a system: ``HGNC``, ``NCIt``, ``MeSH`` or ``OncoTree``, with the term's name."""

    system: str
    code: str
    label: str

    def __str__(self) -> str:
        """``HGNC:10261`` or ``NCIt:C74061``: a compact URI, as exports write it."""
        prefix = f"{self.system}:"
        return self.code if self.code.startswith(prefix) else prefix + self.code


class Identified(Protocol):
    """Any term: it has a name and says its identifiers."""

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """The codes of this term."""
        ...


def identifiers_of(term: Identified | None) -> tuple[Identifier, ...]:
    """The codes of a term; none for a term that is not known (None) or has none stated."""
    return () if term is None else term.identifiers


def stated(label: str, **codes: str) -> tuple[Identifier, ...]:
    """Identifiers from the cells that are not empty: ``stated("crizotinib", NCIt="C74061")``."""
    return tuple(Identifier(system, code, label) for system, code in codes.items() if code)
