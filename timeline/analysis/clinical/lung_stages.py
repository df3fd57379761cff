"""Stage groups of lung cancer: which T, N and M make which group, in three editions of TNM.

``lung_stages.tsv`` has the facts of the AJCC Cancer Staging Manual, 7th (2010) and 8th (2017)
edition, and of the 9th (2025), and of the IASLC proposals behind them (Goldstraw et al. 2007 and
2016, Rami-Porta et al. 2024).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product

import attrs

from timeline.tsv import rows_in

_PREFIX = r"(?:yp|yc|[acpry])?"
_TNM = re.compile(
    rf"{_PREFIX}T(?P<t>is|\d[a-d]?(?:\(?mi\)?)?)[\s,]*"
    rf"{_PREFIX}N(?P<n>\d[a-b]?)[\s,]*(?:{_PREFIX}M(?P<m>\d(?:[ab]|c[12]?)?))?"
)
_GROUP = re.compile(
    r"(?:stage\s+)?(?P<roman>0|IV|I{1,3}|[1-4])\s*(?P<part>[A-C]\d?)?", re.IGNORECASE
)
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}


@attrs.frozen
class Elements:
    """T, N and M as a stage gives them, without prefixes; ``m`` is empty where it is not given."""

    t: str
    n: str
    m: str = ""


def read_tnm(text: str) -> Elements | None:
    """``pT2aN0M0`` as T2a, N0, M0; None for what is not read with certainty (NX, N+)."""
    match = _TNM.fullmatch(text.strip())
    if match is None:
        return None
    t = match["t"].replace("(", "").replace(")", "").replace("1ami", "1mi")
    return Elements(f"T{t}", f"N{match['n']}", f"M{match['m']}" if match["m"] else "")


def read_group(text: str) -> str | None:
    """``stage 1b`` as IB; None for what is no group."""
    match = _GROUP.fullmatch(text.strip())
    if match is None:
        return None
    roman = match["roman"].upper()
    return _ROMAN.get(roman, roman) + (match["part"] or "").upper()


def possible_groups(elements: Elements, edition: str) -> frozenset[str] | None:
    """The groups these elements make in an edition, as coarse as they are ("T2" is T2a or T2b).

    None when the edition is not in the table, or one of the elements not in the edition.
    """
    groups = {
        group
        for (t, n, m), group in _groups().get(edition, {}).items()
        if _finer(t, elements.t) and _finer(n, elements.n) and _finer(m, elements.m)
    }
    return frozenset(groups) or None


def agrees(stated: str, groups: frozenset[str]) -> bool:
    """Whether a stated group is one of these, or a coarser word for one (``IA`` for IA2)."""
    return any(re.fullmatch(rf"{stated}(?![IV])\w*", group) for group in groups)


def _finer(exact: str, given: str) -> bool:
    """Whether one element is the other or part of it, as T2a of T2; all are of an empty one."""
    rest = exact.removeprefix(given)
    return (
        exact == given or (rest != exact and (given[-1:].isdigit() or rest.isdigit())) or not given
    )


@cache
def _groups() -> dict[str, dict[tuple[str, str, str], str]]:
    """The groups of each edition, by T, N and M."""
    editions: dict[str, dict[tuple[str, str, str], str]] = {}
    for row in rows_in(__package__, "lung_stages"):
        for elements in product(row["t"].split(), row["n"].split(), row["m"].split()):
            editions.setdefault(row["edition"], {})[elements] = row["group"]
    return editions
