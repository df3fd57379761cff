"""Mixed response: some places better, others worse, in one assessment."""

import pytest

from timeline.analysis.response import mixed_responses

LUNG = "{wording: smaller, scope: organ, site: lung}"
LIVER = "{wording: progression, scope: organ, site: liver}"


@pytest.mark.parametrize(
    ("responses", "expected"),
    [
        (f"[{LUNG}, {LIVER}]", (("lung",), ("liver",), False)),
        (f"[{{category: SD}}, {LUNG}, {LIVER}]", (("lung",), ("liver",), False)),
        ("{wording: mixed response}", ((), (), True)),
        (LUNG, None),
        (LIVER, None),
        (f"[{{category: PR}}, {LIVER}]", None),
        (f"[{LUNG}, {{wording: stable, scope: organ, site: liver}}]", None),
    ],
)
def test_mixed_is_better_here_and_worse_there(encoded, responses, expected):
    case = encoded(f"assessment: CT, at: day 60, response: {responses}")

    found = [(m.better, m.worse, m.stated) for m in mixed_responses(case)]

    assert found == ([] if expected is None else [expected])
