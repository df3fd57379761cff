"""Cases as short as a comparison needs: therapies in order, and what tests found."""

from collections.abc import Callable

import pytest

from timeline.document import loads
from timeline.model.case import Case


@pytest.fixture(scope="session")
def treated() -> Callable[..., Case]:
    """``treated("a", "crizotinib", "lorlatinib")``: lines that follow one another, undated."""

    def make(name: str, *lines: str) -> Case:
        told = [f"case: {name}", "events:"]
        told += [
            f"  - {{therapy: {drugs}, line: {number}, setting: advanced}}"
            for number, drugs in enumerate(lines, start=1)
        ]
        (case,) = loads("\n".join(told) if lines else f"case: {name}")
        return case

    return make


@pytest.fixture(scope="session")
def tested() -> Callable[..., Case]:
    """``tested("a", found=["EGFR L858R"], not_found=["EGFR T790M"])``: one test of one tumour."""

    def make(name: str, *, assay: str = "NGS", **results: object) -> Case:
        (case,) = loads(
            f"case: {name}\nevents:\n  - test: {assay}\n    specimen: tissue\n"
            + "".join(f"    {key}: {value}\n" for key, value in results.items())
        )
        return case

    return make
