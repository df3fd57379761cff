"""How the tables of endpoints are read: one event a line, one result a line."""

from collections.abc import Callable

import pytest

from timeline.analysis.endpoints import EndpointResult, Status, endpoint
from timeline.analysis.response import STANDARD, Convention
from timeline.document import loads
from timeline.model.case import Case


@pytest.fixture
def encoded() -> Callable[[str], Case]:
    """A case of events, one a line, each as its document has it; ``cut_off`` may come first."""

    def read(events: str) -> Case:
        lines = [line.strip() for line in events.splitlines() if line.strip()]
        head = [line for line in lines if line.startswith("cut_off")]
        body = "".join(f"\n  - {{{line}}}" for line in lines if line not in head)
        (case,) = loads(
            "\n".join(
                ["case: example", "assume: [lines-follow-one-another]", *head, f"events:{body}", ""]
            )
        )
        return case

    return read


@pytest.fixture
def answer(encoded: Callable[[str], Case]) -> Callable[..., str]:
    """``event 91 (ct)``, ``censored 60-90 (ct) last-assessment``: one endpoint of line 1."""

    def ask(name: str, events: str, convention: Convention = STANDARD, **where: object) -> str:
        return told(endpoint(encoded(events), name, convention=convention, **where))

    return ask


def told(result: EndpointResult) -> str:
    if result.status is Status.NOT_DERIVED:
        return f"not derived: {result.missing}"
    parts = [result.status.value]
    if result.days is not None:
        least, most = result.days.least, result.days.most
        parts.append(f"{least}" if least == most else f"{least}-{'' if most is None else most}")
    if result.events:
        parts.append(f"({', '.join(result.events)})")
    if result.rule:
        parts.append(result.rule)
    return " ".join(parts)
