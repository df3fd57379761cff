"""Stage groups of lung cancer: which T, N and M make which group, in three editions of TNM.

Facts of the AJCC Cancer Staging Manual, 7th (2010) and 8th (2017) edition, and of the 9th (2025),
and of the IASLC proposals behind them (Goldstraw et al. 2007 and 2016, Rami-Porta et al. 2024).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product

import attrs

_SEVENTH = """
0     Tis           N0        M0
IA    T1a T1b       N0        M0
IB    T2a           N0        M0
IIA   T2b           N0        M0
IIA   T1a T1b T2a   N1        M0
IIB   T2b           N1        M0
IIB   T3            N0        M0
IIIA  T1a T1b T2a T2b  N2     M0
IIIA  T3            N1 N2     M0
IIIA  T4            N0 N1     M0
IIIB  T4            N2        M0
IIIB  T1a T1b T2a T2b T3 T4  N3  M0
IV    T0 T1a T1b T2a T2b T3 T4  N0 N1 N2 N3  M1a M1b
"""
_EIGHTH = """
0     Tis           N0        M0
IA1   T1mi T1a      N0        M0
IA2   T1b           N0        M0
IA3   T1c           N0        M0
IB    T2a           N0        M0
IIA   T2b           N0        M0
IIB   T1a T1b T1c T2a T2b  N1  M0
IIB   T3            N0        M0
IIIA  T1a T1b T1c T2a T2b  N2  M0
IIIA  T3            N1        M0
IIIA  T4            N0 N1     M0
IIIB  T1a T1b T1c T2a T2b  N3  M0
IIIB  T3 T4         N2        M0
IIIC  T3 T4         N3        M0
IVA   T0 T1mi T1a T1b T1c T2a T2b T3 T4  N0 N1 N2 N3  M1a M1b
IVB   T0 T1mi T1a T1b T1c T2a T2b T3 T4  N0 N1 N2 N3  M1c
"""
_NINTH = """
0     Tis           N0        M0
IA1   T1mi T1a      N0        M0
IA2   T1b           N0        M0
IA3   T1c           N0        M0
IB    T2a           N0        M0
IIA   T2b           N0        M0
IIA   T1a T1b T1c   N1        M0
IIB   T2a T2b       N1        M0
IIB   T1a T1b T1c   N2a       M0
IIB   T3            N0        M0
IIIA  T4            N0 N1     M0
IIIA  T3            N1        M0
IIIA  T2a T2b T3    N2a       M0
IIIA  T1a T1b T1c   N2b       M0
IIIB  T2a T2b T3    N2b       M0
IIIB  T4            N2a N2b   M0
IIIB  T1a T1b T1c T2a T2b  N3  M0
IIIC  T3 T4         N3        M0
IVA   T0 T1mi T1a T1b T1c T2a T2b T3 T4  N0 N1 N2a N2b N3  M1a M1b
IVB   T0 T1mi T1a T1b T1c T2a T2b T3 T4  N0 N1 N2a N2b N3  M1c1 M1c2
"""
_EDITIONS = {"7": _SEVENTH, "8": _EIGHTH, "9": _NINTH}

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
    if edition not in _EDITIONS:
        return None
    groups = {
        group
        for (t, n, m), group in _table(edition).items()
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
def _table(edition: str) -> dict[tuple[str, str, str], str]:
    table = {}
    for line in _EDITIONS[edition].strip().splitlines():
        group, *words = line.split()
        parts = [[word for word in words if word.startswith(letter)] for letter in "TNM"]
        for t, n, m in product(*parts):
            table[t, n, m] = group
    return table
