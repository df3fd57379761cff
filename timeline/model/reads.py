"""Reads behind a result: how many there are, and how many a fraction would have given."""

from __future__ import annotations

import math
from decimal import Decimal

from timeline.model.assays import Finding
from timeline.model.quantities import Quantity
from timeline.model.truth import Truth

FEWEST_READS = 5
"""Variant reads below which a result stands on thin support; a convention of this library.

AMP and CAP (Jennings et al. 2017) ask each laboratory for a minimum of its own, by the chance of
missing the variant at the depth read.
"""

_READS = ("", "x", "×", "reads", "fold")
_UP_TO = ("", "~", "<", "<=")
_FROM = ("", "~", ">", ">=")


def supporting_reads(finding: Finding, depth: Quantity | None) -> Decimal | None:
    """Reads at most behind a result: allele fraction times depth.

    ``depth`` is the test's; the finding's own goes before it. None where fraction or depth are
    unknown or open upwards. The depth a report gives is mostly a mean, so the product is "about".
    """
    depth, fraction = finding.depth or depth, as_fraction(finding.vaf)
    if depth is None or fraction is None or not _counts_reads(depth):
        return None
    return fraction * depth.value if depth.sign in _UP_TO and depth.value > 0 else None


def low_support(finding: Finding, depth: Quantity | None) -> Truth:
    """Whether a result rests on fewer than :data:`FEWEST_READS` reads, as far as is stated."""
    if finding.vaf is None:
        return Truth.INDETERMINATE
    most = supporting_reads(finding, depth)
    if most is not None and most < FEWEST_READS:
        return Truth.TRUE
    own, vaf = finding.depth or depth, finding.vaf
    fraction = as_fraction(vaf, _FROM)
    if own is None or fraction is None or not _counts_reads(own) or own.sign not in _FROM:
        return Truth.INDETERMINATE
    return Truth.FALSE if fraction * own.value >= FEWEST_READS else Truth.INDETERMINATE


def chance_of_support(fraction: Decimal, depth: Quantity) -> float | None:
    """The chance that a variant of this allele fraction gives :data:`FEWEST_READS` reads.

    Reads drawn independently (binomial, as in Jennings et al. 2017); None where the depth is no
    number of reads, or only an upper bound.
    """
    if not _counts_reads(depth) or depth.sign not in _FROM or not 0 < fraction <= 1:
        return None
    drawn, p = int(depth.value), float(fraction)
    if drawn < FEWEST_READS:
        return 0.0
    if p == 1:
        return 1.0
    fewer = sum(
        math.exp(math.log(math.comb(drawn, k)) + k * math.log(p) + (drawn - k) * math.log1p(-p))
        for k in range(FEWEST_READS)
    )
    return 1.0 - fewer


def as_fraction(vaf: Quantity | None, signs: tuple[str, ...] = _UP_TO) -> Decimal | None:
    """A fraction of one from ``0.95 %`` or ``0.0095``; None for other units and open bounds."""
    if vaf is None or vaf.sign not in signs or vaf.value < 0:
        return None
    if vaf.unit == "%":
        return vaf.value / 100
    return vaf.value if not vaf.unit and vaf.value <= 1 else None


def _counts_reads(depth: Quantity) -> bool:
    return depth.unit.casefold() in _READS
