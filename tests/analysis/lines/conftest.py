"""Lines of a case written as its events, one YAML mapping each."""

from collections.abc import Callable

import pytest

from timeline.analysis.lines import STANDARD, LineRules, Lines, derive_lines
from timeline.document import loads


@pytest.fixture
def derived() -> Callable[..., Lines]:
    """``derived("{therapy: gefitinib, start: 2020}", ...)``: the lines of those events."""

    def derive(*events: str, rules: LineRules = STANDARD) -> Lines:
        listed = "".join(f"\n  - {event}" for event in events)
        (case,) = loads(
            f"case: example\nassume: [lines-follow-one-another]\nevents:{listed or ' []'}\n"
        )
        return derive_lines(case, rules)

    return derive


@pytest.fixture
def grouped(derived: Callable[..., Lines]) -> Callable[..., str]:
    """The therapies of each line as ``a b | c``."""

    def group(*events: str, rules: LineRules = STANDARD) -> str:
        return " | ".join(" ".join(line.therapies) for line in derived(*events, rules=rules))

    return group
