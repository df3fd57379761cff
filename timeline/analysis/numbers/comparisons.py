"""Which test on which table gives a printed p?"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.numbers.attainability import attainable, denominators, numerators
from timeline.analysis.numbers.contingency import (
    SharesTest,
    TwoShares,
    can_test,
    meant,
    p_values,
)
from timeline.analysis.numbers.implied import Implied, implied
from timeline.analysis.numbers.places import finding, milder
from timeline.analysis.wording import listed
from timeline.budgets import BUDGET
from timeline.distribution import to_install
from timeline.findings import Finding, Severity, bound_met
from timeline.model.study import Comparison, Count, Number, Study

FEW = 3
"""So many ways to split a cohort are worth naming; more say nothing."""


def p_values_are_reproduced(study: Study) -> Iterator[Finding]:
    """Printed p values of two shares that no test gives, or not the test that Methods name.

    Pearson's chi-square, the same with Yates' correction, and Fisher's exact test are tried, two
    sided, as statcheck (Nuijten et al. 2016) does for other tests. The table is what is printed or
    follows from it; where the wholes are not stated, every two groups that give both percentages.
    """
    known = implied(study)
    skipped = []
    for comparison in study:
        if not isinstance(comparison, Comparison):
            continue
        counts = _two_counts(study, comparison)
        named = meant(comparison.test or study.methods.test)
        if counts is None or not named or study.methods.sided == "one":
            continue
        tables = _tables(*counts, known)
        if tables and can_test():
            yield from _compare(study, comparison, counts, tables, named)
        elif tables:
            skipped.append(comparison)
    if skipped:
        printed = listed(comparison.is_.shown for comparison in skipped)
        message = f"{printed} not recomputed: scipy is missing ({to_install('numbers')})"
        yield finding("p-not-recomputed", message, Severity.NOTE, study, skipped)


def wholes_of_a_comparison(study: Study) -> Iterator[Finding]:
    """Two percentages whose wholes are not stated: the groups they can be of, where that is few."""
    known = implied(study)
    for comparison in study:
        if not isinstance(comparison, Comparison):
            continue
        counts = _two_counts(study, comparison)
        if counts is None or known.whole(counts[0]) or known.whole(counts[1]):
            continue
        most = known.count(counts[0].within)
        percents = [count.is_.percent for count in counts]
        if most is None or counts[0].within != counts[1].within or not all(percents):
            continue
        if most > BUDGET.patients_split:
            yield bound_met(
                f"{comparison.is_.shown}: which two groups it compares is not looked for among"
                f" {most} patients, more than {BUDGET.patients_split}",
                events=(comparison.id,),
                path=study.find(comparison.id).path,
                cite=(comparison.cite,),
            )
            continue
        splits = _splits(*counts, most)
        shares = f"{percents[0]} % and {percents[1]} %"
        if not splits:
            message = f"no two groups of together at most {most} give {shares}"
            yield finding("percentage-unattainable", message, Severity.ERROR, study, counts)
        elif 0 < len(splits) <= FEW:
            either = " or ".join(f"{t.k_1}/{t.n_1} and {t.k_2}/{t.n_2}" for t in splits)
            message = f"{shares} can only be {either}, if they are of two groups among {most}"
            yield finding("denominators-implied", message, Severity.NOTE, study, counts)


def _two_counts(study: Study, comparison: Comparison) -> tuple[Count, Count] | None:
    numbers = [study.number(name) for name in comparison.between]
    counts = [number for number in numbers if isinstance(number, Count)]
    return (counts[0], counts[1]) if len(counts) == len(numbers) == 2 else None


def _tables(one: Count, other: Count, known: Implied) -> list[TwoShares]:
    """The table that two counts make, or every table they can make."""
    wholes = known.whole(one), known.whole(other)
    if wholes[0] is None or wholes[1] is None:
        most = known.count(one.within)
        same = one.within == other.within and not any(wholes)
        tables = _splits(one, other, most) if most is not None and same else []
    else:
        ks = known.count(one.id), known.count(other.id)
        possible = ks[0] is not None and ks[1] is not None
        tables = [TwoShares(ks[0] or 0, wholes[0], ks[1] or 0, wholes[1])] if possible else []
    return [table for table in tables if table.comparable]


def _splits(one: Count, other: Count, most: int) -> list[TwoShares]:
    """Two groups of together at most so many patients, in which both percentages occur."""
    first, second = (count.is_.percent for count in (one, other))
    if first is None or second is None or most > BUDGET.patients_split:
        return []
    return [
        TwoShares(k_1, n_1, k_2, n_2)
        for n_1 in denominators([first], 1, most)
        for n_2 in denominators([second], 1, most - n_1)
        for k_1 in numerators(first, n_1)
        for k_2 in numerators(second, n_2)
    ]


def _compare(
    study: Study,
    comparison: Comparison,
    counts: tuple[Count, Count],
    tables: list[TwoShares],
    named: tuple[SharesTest, ...],
) -> Iterator[Finding]:
    computed = [(table, p_values(table)) for table in tables]
    agreeing = [
        (table, test, ps)
        for table, ps in computed
        for test, p in ps.items()
        if comparison.is_.agrees(p)
    ]
    if any(test in named for _, test, _ in agreeing):
        return
    numbers: list[Number] = [comparison, *counts]
    shown = comparison.is_.shown
    if agreeing:
        table, test, ps = agreeing[0]
        instead = _list({name: ps[name] for name in named})
        name = comparison.test or study.methods.test
        message = f"{shown} is {test.full_name} on {table}; the paper names {name}: {instead}"
        yield finding("p-by-another-test", message, Severity.WARNING, study, numbers)
        return
    severity = milder(Severity.ERROR) if any(c.because for c in counts) else Severity.ERROR
    if len(computed) > 1:
        message = f"{shown} follows from none of the {len(computed)} tables that can be meant"
    else:
        table, ps = computed[0]
        message = f"{shown} does not follow from {table}: {_list(ps)}"
        message += _instead(comparison, counts, table, named, implied(study))
    yield finding("p-not-reproduced", message, severity, study, numbers)


def _instead(
    comparison: Comparison,
    counts: tuple[Count, Count],
    table: TwoShares,
    named: tuple[SharesTest, ...],
    known: Implied,
) -> str:
    """The tables that a p value might have come from, where its group cannot give a percentage."""
    said = []
    others = {n for count in counts if (n := known.whole(count))}
    for first, count in ((True, counts[0]), (False, counts[1])):
        percent, n = count.is_.percent, table.n_1 if first else table.n_2
        if percent is None or count.is_.k is not None or attainable(percent, n):
            continue
        for size in sorted(others - {n}):
            for k in numerators(percent, size):
                literal = _with(table, first, k, size)
                ps = _list(p_values(literal))
                said.append(f"nor from {literal}, which is what {percent} % says: {ps}")
        would = [
            f"{k}/{n} by {test}"
            for k in range(n + 1)
            if (changed := _with(table, first, k, n)).comparable
            for test, p in p_values(changed).items()
            if test in named and comparison.is_.agrees(p)
        ]
        if would:
            said.append(f"it would from {' or '.join(would)}")
    return "".join(f"; {words}" for words in said)


def _with(table: TwoShares, first: bool, k: int, n: int) -> TwoShares:  # noqa: FBT001  # private
    return TwoShares(k, n, table.k_2, table.n_2) if first else TwoShares(table.k_1, table.n_1, k, n)


def _list(ps: dict[SharesTest, float]) -> str:
    return ", ".join(f"{test} {_p(p)}" for test, p in ps.items())


def _p(p: float) -> str:
    return "< 0.001" if p < 0.0005 else f"{p:.3f}"
