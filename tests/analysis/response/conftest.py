"""How the tables of responses are read: one event a line."""

from collections.abc import Callable

import pytest

from timeline.document import loads
from timeline.model.case import Case


@pytest.fixture
def encoded() -> Callable[[str], Case]:
    """A case of events, one a line, each as its document has it."""

    def read(events: str) -> Case:
        lines = (line.strip() for line in events.splitlines() if line.strip())
        body = "".join(f"\n  - {{{line}}}" for line in lines)
        (case,) = loads(f"case: example\nassume: [lines-follow-one-another]\nevents:{body}\n")
        return case

    return read
