"""Do the parts make the whole, and do two statements of one thing agree?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from timeline.analysis.numbers.attainability import Rounding, in_percent, numerators, roundings
from timeline.analysis.numbers.implied import Implied, implied
from timeline.analysis.numbers.places import finding
from timeline.findings import Finding, Severity
from timeline.model.study import (
    Comparison,
    Count,
    Group,
    Median,
    Number,
    Span,
    Study,
    Sum,
    Value,
    decimal,
    decimals,
)


def parts_make_the_whole(study: Study) -> Iterator[Finding]:
    """Sums that do not come out. Silent while the count of any part is unknown."""
    known = implied(study)
    for stated in study:
        if not isinstance(stated, Sum):
            continue
        total = known.count(stated.total)
        parts = [known.count(part) for part in stated.parts]
        counts = [part for part in parts if part is not None]
        if total is None or len(counts) < len(parts) or sum(counts) == total:
            continue
        sum_ = " + ".join(map(str, counts))
        yield finding(
            "sum-differs",
            f"{stated.sum}: {sum_} = {sum(counts)}, stated as {total}",
            Severity.ERROR,
            study,
            [study.number(name) for name in (stated.total, *stated.parts)],
        )


def statements_agree(study: Study) -> Iterator[Finding]:
    """The same thing stated at two places with two values.

    Values agree when the one with more decimals rounds to the other. A cell that gives nothing
    agrees with everything, "not reached" only with itself.
    """
    known = implied(study)
    for number in study:
        if number.same_as is None:
            continue
        twin = study.number(number.same_as)
        if not _agree(number, twin, known):
            one, other = (
                f"{_shown(this, beside, known)} ({this.cite or this.id})"
                for this, beside in ((twin, number), (number, twin))
            )
            yield finding(
                "numbers-disagree",
                f"{number.name}: {one}, and {other}",
                Severity.ERROR,
                study,
                [number, twin],
            )


def estimates_lie_within(study: Study) -> Iterator[Finding]:
    """Medians and ratios outside their own confidence interval or range."""
    for number in study:
        spans: tuple[Span | None, ...]
        if isinstance(number, Median):
            value, spans = number.is_.value, (number.ci, number.range_)
        elif isinstance(number, Value):
            value, spans = _leading_number(number.is_), (number.ci,)
        else:
            continue
        for span in spans:
            if span is not None and value is not None and not span.holds(value):
                message = f"{number.name}: {number.is_} lies outside {span}"
                yield finding("estimate-outside-interval", message, Severity.ERROR, study, [number])


def _agree(one: Number, other: Number, known: Implied) -> bool:
    match one, other:
        case Group() | Count(), Group() | Count():
            return _counts_agree(one, other, known)
        case Median(), Median():
            a, b = one.is_, other.is_
            if a.not_given or b.not_given:
                return True
            if a.value is None or b.value is None:
                return a.text == b.text
            return a.unit == b.unit and _same(str(a.value), str(b.value))
        case Comparison(), Comparison():
            return (one.is_.relation, one.is_.value) == (other.is_.relation, other.is_.value)
        case Value(), Value():
            return one.is_ == other.is_
    return type(one) is type(other)


def _counts_agree(one: Group | Count, other: Group | Count, known: Implied) -> bool:
    printed = [_printed(number) for number in (one, other)]
    (k, percent), (k_2, percent_2) = printed
    if k is not None and k_2 is not None:
        return k == k_2
    if percent is not None and percent_2 is not None:
        return _same(percent, percent_2) or not all(_fits(n, known) for n in (one, other))
    for (count, _), share in ((printed[0], other), (printed[1], one)):
        if count is not None and isinstance(share, Count) and share.is_.percent:
            n = known.whole(share)
            # What is unattainable in itself has been said already.
            return (
                n is None
                or count > n
                or bool(roundings(share.is_.percent, count, n))
                or not _fits(share, known)
            )
    return True


def _printed(number: Group | Count) -> tuple[int | None, str | None]:
    if isinstance(number, Group):
        return number.is_, None
    return number.is_.k, number.is_.percent


def _fits(number: Group | Count, known: Implied) -> bool:
    """Whether a number can be what it says it is."""
    if not isinstance(number, Count) or number.is_.percent is None:
        return True
    n = known.whole(number)
    return n is None or bool(numerators(number.is_.percent, n, tuple(Rounding)))


def _same(one: str, other: str) -> bool:
    """Whether the finer of two printed numbers rounds to the coarser."""
    fine, rough = sorted((one, other), key=decimals, reverse=True)
    digit = Decimal(1).scaleb(-decimals(rough))
    return decimal(rough) in {
        decimal(fine).quantize(digit, rule) for rule in (ROUND_HALF_UP, ROUND_HALF_EVEN)
    }


def _shown(number: Number, beside: Number, known: Implied) -> str:
    """A number as printed; a bare count with its whole, and in percent beside a percentage."""
    if isinstance(number, Count) and number.is_.k is not None and number.is_.percent is None:
        n = known.whole(number)
        if n is None:
            return str(number.is_)
        percent = beside.is_.percent if isinstance(beside, Count) else None
        share = f" ({in_percent(number.is_.k, n, percent)})" if percent else ""
        return f"{number.is_.k}/{n}{share}"
    return "" if isinstance(number, Sum) else str(number.is_)


def _leading_number(text: str) -> Decimal | None:
    word, _, _ = text.replace("\u2212", "-").partition(" ")
    whole, _, fraction = word.removeprefix("-").partition(".")
    return Decimal(word) if whole.isdigit() and (not fraction or fraction.isdigit()) else None
