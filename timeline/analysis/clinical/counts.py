"""Do stated counts agree with what is encoded?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from timeline.analysis.answers import Answers
from timeline.analysis.clinical.places import shown
from timeline.errors import UnknownReferenceError, did_you_mean
from timeline.findings import Finding, Severity
from timeline.model.claims import CountClaim
from timeline.model.events import Event, Radiotherapy, SupportiveCare, Therapy
from timeline.model.quantities import Quantity

COUNTED = ("cycles", "doses", "fractions")
"""What a count can be of: the fields of therapies, of supportive care and of radiotherapy."""

Range = tuple[Decimal | None, Decimal | None]


def stated_counts_agree(answers: Answers) -> Iterator[Finding]:
    """A count that the text states against the one that its event carries.

    "Four doses" here and a table of five there cannot both be true (CARE 2013, item 9b: dosage,
    strength, duration). Signs are kept: "over 24" and 26 agree, "about" agrees with its neighbours.
    A count of something unknown, or of what nothing else says, is told too.
    """
    for index, claim in enumerate(answers.case.claims):
        if not isinstance(claim, CountClaim):
            continue
        try:
            events = tuple(map(answers.case.event, claim.of))
        except UnknownReferenceError:
            continue
        said = _said(claim, events)
        if said is not None:
            code, message, severity = said
            places = (claim.cite, *(event.cite for event in events))
            yield Finding(
                code,
                message,
                severity=severity,
                events=[event.id for event in events],
                path=("claims", index, claim.key),
                cite=places,
            )


def _said(claim: CountClaim, events: tuple[Event, ...]) -> tuple[str, str, Severity] | None:
    name = claim.count.strip().casefold()
    name = name if name.endswith("s") else f"{name}s"
    stated = f"{claim.is_} {shown(claim.count)} of {' + '.join(event.id for event in events)}"
    if name not in COUNTED:
        hint = did_you_mean(name[:60], COUNTED)
        message = f"{stated}: {shown(claim.count)!r} is nothing that can be counted here{hint}"
        return "unknown-count", message, Severity.WARNING
    encoded = [count for event in events if (count := _encoded(event, name)) is not None]
    if len(encoded) < len(events):
        message = f"{stated} are stated; nothing else says how many there were"
        return "count-unchecked", message, Severity.NOTE
    if _apart(_range(claim.is_), _sum(map(_range, encoded))):
        has = "its event has" if len(events) == 1 else "their events have"
        message = f"{stated} are stated; {has} {' + '.join(map(str, encoded))}"
        return "stated-count", message, Severity.ERROR
    return None


def _sum(counts: Iterable[Range]) -> Range:
    """The range of a sum, open on a side on which one of the counts is."""
    least, most = zip(*counts, strict=True)
    return (
        None if None in least else sum(least, Decimal(0)),
        None if None in most else sum(most, Decimal(0)),
    )


def _encoded(event: Event, name: str) -> Quantity | None:
    if isinstance(event, Therapy) and name == "cycles":
        return event.cycles
    if isinstance(event, Therapy | SupportiveCare) and name == "doses":
        return event.doses
    if isinstance(event, Radiotherapy) and name == "fractions" and event.fractions is not None:
        return Quantity(Decimal(event.fractions))
    return None


def _range(count: Quantity) -> Range:
    """The whole numbers a count allows; "about" is one more or one fewer."""
    value = count.value
    match count.sign:
        case "~":
            return value - 1, value + 1
        case ">":
            return value + 1, None
        case ">=":
            return value, None
        case "<":
            return None, value - 1
        case "<=":
            return None, value
    return value, value


def _apart(one: Range, other: Range) -> bool:
    return any(
        least is not None and most is not None and least > most
        for least, most in ((one[0], other[1]), (other[0], one[1]))
    )
