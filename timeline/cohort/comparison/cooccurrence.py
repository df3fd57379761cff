"""Which findings stand together in one tumour, and which exclude each other, as far as tested.

A tumour counts for a pair only where both were looked for. One in which an alteration was not
tested, or not reported, is kept apart from one in which it was not detected, and named.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import attrs

from timeline.analysis.analysis import Analysis
from timeline.cohort.comparison.compared import analysed
from timeline.cohort.comparison.exact_test import ExactTest, exact_test
from timeline.cohort.comparison.findings import (
    CaseFinding,
    Tested,
    finding_in,
    found_in_any,
    tumours_of,
)
from timeline.cohort.tables.cells import label
from timeline.model.alterations import Alteration, parse_alteration
from timeline.model.case import Case
from timeline.model.matching import matches
from timeline.model.truth import Truth


@attrs.frozen(kw_only=True)
class Pair:
    """Two findings over some tumours; every field but the test names cases.

    In ``both``, ``first_only``, ``second_only`` and ``neither`` both findings are known;
    ``not_known`` are those in which one was detected and of the other nothing is known, with what
    the tests say of that. Where nothing is known of either, a tumour is in none. A patient with two
    primaries is named with the tumour.
    """

    first: str
    second: str
    both: tuple[str, ...]
    first_only: tuple[str, ...]
    second_only: tuple[str, ...]
    neither: tuple[str, ...]
    not_known: tuple[tuple[str, str], ...]
    test: ExactTest

    @property
    def excluding(self) -> bool:
        """Whether each was found, in tumours tested for both, and never together."""
        return not self.both and bool(self.first_only) and bool(self.second_only)


def co_occurrence(
    cases: Iterable[Case | Analysis], findings: Iterable[Alteration | str] | None = None
) -> tuple[Pair, ...]:
    """Each pair of findings of which at least one tumour has one: together, apart, not known.

    ``findings`` are alterations or classes of them (``"ROS1 rearrangement"``, ``"TP53 mutation"``);
    without, all that were found in any case. A class and what may be a member of it are no pair.
    Those that stand together most often come first. A p is of one pair; of many pairs some are
    small by chance, and published cases are no sample.
    """
    listed = analysed(cases)
    wanted = found_in_any(listed) if findings is None else tuple(map(_parsed, findings))
    tumours = tuple(tumour for each in listed for tumour in tumours_of(each.case))
    told = {one: tuple(finding_in(tumour, one) for tumour in tumours) for one in wanted}
    pairs = (
        _pair((a, b), tumours, tuple(zip(told[a], told[b], strict=True)))
        for a, b in combinations(told, 2)
        if matches(a, b) is matches(b, a) is Truth.FALSE
    )
    seen = (p for p in pairs if p.both or p.first_only or p.second_only or p.not_known)
    return tuple(sorted(seen, key=lambda pair: (-len(pair.both), pair.first, pair.second)))


def _parsed(finding: Alteration | str) -> Alteration:
    return parse_alteration(finding) if isinstance(finding, str) else finding


def _pair(
    pair: tuple[Alteration, Alteration],
    tumours: tuple[Tested, ...],
    told: tuple[tuple[CaseFinding, CaseFinding], ...],
) -> Pair:
    first, second = map(label, pair)
    names = tuple(map(str, tumours))
    answers = tuple((one.present, other.present) for one, other in told)

    def those(a: Truth, b: Truth) -> tuple[str, ...]:
        return tuple(name for name, seen in zip(names, answers, strict=True) if seen == (a, b))

    yes, no = Truth.TRUE, Truth.FALSE
    both, alone = those(yes, yes), those(yes, no)
    other, neither = those(no, yes), those(no, no)
    open_ = [
        (name, f"{what}: {there.status}")
        for name, (one, two) in zip(names, told, strict=True)
        for here, there, what in ((one, two, second), (two, one, first))
        if here.present is yes and there.present is Truth.INDETERMINATE
    ]
    return Pair(
        first=first,
        second=second,
        both=both,
        first_only=alone,
        second_only=other,
        neither=neither,
        not_known=tuple(open_),
        test=exact_test(((len(both), len(alone)), (len(other), len(neither)))),
    )
