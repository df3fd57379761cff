"""Do the printed percentages come from the printed numbers of patients?"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.numbers.attainability import (
    USUAL,
    Rounding,
    attainable,
    coarse,
    denominators,
    in_percent,
    neighbours,
    numerators,
    roundings,
)
from timeline.analysis.numbers.implied import Implied, implied
from timeline.analysis.numbers.places import finding, milder
from timeline.analysis.wording import listed
from timeline.budgets import BUDGET
from timeline.findings import Finding, Severity, bound_met
from timeline.model.study import Count, Number, Study, Sum

MANY = 4
"""As many denominators that would fit are listed."""


def percentages_are_attainable(study: Study) -> Iterator[Finding]:
    """Printed percentages that no whole number of the patients gives.

    An error where rounding does not explain the digits (GRIM, Brown & Heathers 2017), a warning
    where cutting them off does, a note where a round number stands for a nearby share. One step
    milder where the curator supposes of whom the percentage is, unless nobody else will do.
    """
    known = implied(study)
    told = _told_with_their_whole(study)
    for count in study:
        if not isinstance(count, Count) or count.id in told:
            continue
        n = known.whole(count)
        yield from _misprints(study, count, known)
        if count.is_.percent is None or n is None:
            continue
        complaint = (
            _of_nobody(study, count, n, known)
            if count.is_.k is None
            else _of_printed(count, count.is_.k, n)
        )
        if complaint is not None:
            code, message, severity = complaint
            if count.because is not None:
                severity = severity if _of_no_part(study, count, known) else milder(severity)
                message += f" (of {n}: supposed, {count.because})"
            yield finding(code, message, severity, study, [count])


def another_denominator_fits(study: Study) -> Iterator[Finding]:
    """Percentages that do not fit their group, and the group they would fit.

    The size of another group of the paper comes first, then the sizes nearest to the stated one, no
    larger than the whole cohort. Where the sums of the paper leave only one count, it is named.
    """
    known = implied(study)
    for of, shares in _by_group(study, known).items():
        n = known.count(of)
        assert n is not None
        misfits = [count for count in shares if not _explained(count, n)]
        if not misfits:
            continue
        said = _another_group(study, misfits, n, known)
        if said is None and n > BUDGET.patients:
            yield bound_met(
                f"{study.number(of).name}: other sizes are not tried for a group of {n}, more than"
                f" {BUDGET.patients}",
                events=(of,),
                path=study.find(of).path,
            )
        elif said is None:
            said = _another_size(study, misfits, shares, n)
        left = [
            f"the sums leave {known.counts[c.id]}/{n} for {c.name}, "
            f"which is {in_percent(known.counts[c.id], n, c.is_.percent or '')}"
            for c in misfits
            if c.id in known.followed and c.same_as is None and known.counts[c.id] <= n
        ]
        if said or left:
            message = "; ".join([*([said] if said else []), *left])
            yield finding("another-denominator", message, Severity.NOTE, study, misfits)


def _told_with_their_whole(study: Study) -> frozenset[str]:
    """Cells of a supposed whole that the text states with their whole, to be judged there."""
    told = set()
    for count in study:
        if isinstance(count, Count) and count.same_as is not None and count.because is None:
            cell = study.number(count.same_as)
            if isinstance(cell, Count) and cell.because and cell.is_ == count.is_:
                told.add(cell.id)
    return frozenset(told)


def _misprints(study: Study, count: Count, known: Implied) -> Iterator[Finding]:
    share, size = count.is_, known.count(count.of)
    if share.numerator is not None and share.k is None:
        message = f"{count.name}: {share.numerator} is no number of patients ({share})"
        yield finding("count-not-whole", message, Severity.ERROR, study, [count])
    if share.n is not None and size is not None and share.n != size:
        message = f"{count.name}: {share} is of {share.n}, and {count.of} is {size}"
        yield finding("denominator-differs", message, Severity.ERROR, study, [count])
    n = share.n if share.n is not None else size
    if share.k is not None and n is not None and share.k > n:
        message = f"{count.name}: {share.k} are more than the {n} they are part of"
        yield finding("part-exceeds-whole", message, Severity.ERROR, study, [count])


_Complaint = tuple[str, str, Severity]


def _of_printed(count: Count, k: int, n: int) -> _Complaint | None:
    """What is wrong with a percentage beside a printed count."""
    percent = count.is_.percent or ""
    rules = roundings(percent, k, n)
    if k > n or any(rule in USUAL for rule in rules):
        return None
    right = in_percent(k, n, percent)
    if Rounding.TRUNCATED in rules:
        return _cut_off(percent, k, n)
    if coarse(percent, k, n):
        return "percentage-coarse", f"{percent} % stands for {k}/{n}, {right}", Severity.NOTE
    message = f"{percent} % is not {k}/{n}, which is {right}"
    return "percentage-wrong", message + _up(percent, k, n), Severity.ERROR


def _cut_off(percent: str, k: int, n: int) -> _Complaint:
    right = in_percent(k, n, percent)
    message = f"{percent} % is {k}/{n} with its digits cut off; rounded it is {right}"
    return "percentage-truncated", message, Severity.WARNING


def _up(percent: str, k: int, n: int) -> str:
    rounds_up = Rounding.UP in roundings(percent, k, n)
    return f" ({percent} % if it were rounded up)" if rounds_up else ""


def _of_nobody(study: Study, count: Count, n: int, known: Implied) -> _Complaint | None:
    """What is wrong with a percentage that is printed without a count."""
    percent = count.is_.percent or ""
    if attainable(percent, n):
        return None
    if fits := numerators(percent, n, (Rounding.TRUNCATED,)):
        return _cut_off(percent, fits[0], n)
    near = listed(
        f"{k}/{n} is {in_percent(k, n, percent)}{_up(percent, k, n)}"
        for k in neighbours(percent, n)
    )
    if any(coarse(percent, k, n) for k in neighbours(percent, n)):
        message = f"{percent} % of {n} is a round number: {near}"
        return "percentage-coarse", message, Severity.NOTE
    message = f"{percent} % is no k/{n}: {near}"
    if _of_no_part(study, count, known):
        most = _cohort(study, count, known)
        message += f"; nor does any other part of the {most} patients give it"
    twin = study.number(count.same_as) if count.same_as is not None else None
    if twin is not None and _shown(twin, known) != str(count.is_):
        message += f"; elsewhere it is {_shown(twin, known)} ({twin.cite or twin.id})"
    return "percentage-unattainable", message, Severity.ERROR


def _of_no_part(study: Study, count: Count, known: Implied) -> bool:
    """Whether no group of any size within the cohort gives a percentage."""
    most = _cohort(study, count, known)
    return most is not None and not any(denominators([count.is_.percent or ""], 1, most))


def _shown(twin: Number, known: Implied) -> str:
    if isinstance(twin, Count) and twin.is_.k is not None and twin.is_.n is None:
        n = known.whole(twin)
        return f"{twin.is_.k}/{n}" if n and twin.is_.percent is None else str(twin.is_)
    return "stated" if isinstance(twin, Sum) else str(twin.is_)


def _cohort(study: Study, count: Count, known: Implied) -> int | None:
    """The size of the largest group a count is part of."""
    return max((known.count(name) or 0 for name in _above(study, count)), default=0) or None


def _above(study: Study, count: Count) -> list[str]:
    """The groups a count is part of, from the nearest to the whole cohort."""
    name, names = count.of, list[str]()
    while name is not None and name not in names:
        names.append(name)
        group = study.number(name)
        name = group.of if isinstance(group, Count) else None
    return names


def _by_group(study: Study, known: Implied) -> dict[str, list[Count]]:
    """Percentages printed without a count, by the group they are of."""
    groups: dict[str, list[Count]] = {}
    for count in study:
        if not isinstance(count, Count) or count.is_.percent is None or count.of is None:
            continue
        if count.is_.numerator is None and known.count(count.of):
            groups.setdefault(count.of, []).append(count)
    return groups


def _explained(count: Count, n: int) -> bool:
    percent = count.is_.percent or ""
    return bool(numerators(percent, n, tuple(Rounding))) or any(
        coarse(percent, k, n) for k in neighbours(percent, n)
    )


def _another_group(study: Study, misfits: list[Count], n: int, known: Implied) -> str | None:
    """Another group of the same cohort that all the misfits fit."""
    percents = [count.is_.percent or "" for count in misfits]
    cohort = _above(study, misfits[0])[-1]
    for count in study:
        if not isinstance(count, Count) or count.of is None or _above(study, count)[-1] != cohort:
            continue
        size = known.count(count.of)
        if size and size != n and all(attainable(percent, size) for percent in percents):
            shares = listed(f"{numerators(p, size)[0]}/{size}" for p in percents)
            verb = "is" if len(misfits) == 1 else "are"
            name = study.number(count.of).name
            return f"{_printed(percents)} {verb} {shares}, and {size} is the size of {name!r}"
    return None


def _another_size(study: Study, misfits: list[Count], shares: list[Count], n: int) -> str | None:
    """The sizes nearest to the stated one that every percentage of the group fits.

    Within half as many again; no larger than the cohort, where the group is part of one.
    """
    above = study.number(misfits[0].of or "")
    part = isinstance(above, Count)
    most = (_cohort(study, misfits[0], implied(study)) or n) if part else 3 * n // 2
    for chosen in (shares, misfits):
        percents = list(dict.fromkeys(count.is_.percent or "" for count in chosen))
        fits = list(denominators(percents, -(-2 * n // 3), min(3 * n // 2, most)))
        # One percentage alone fits too many sizes to mean anything, unless hardly any.
        if fits and (len(percents) > 1 or len(fits) == 1):
            near = sorted(sorted(fits, key=lambda size: abs(size - n))[:MANY])
            verb = "fits" if len(percents) == 1 else "fit"
            sizes = " or ".join(map(str, near))
            return f"{_printed(percents)} {verb} n = {sizes}, not {n}"
    return None


def _printed(percents: list[str]) -> str:
    return listed(f"{percent} %" for percent in percents)
