"""More "A or B" than are tried one by one: none is dropped, and what is read wider is said."""

import pytest

from timeline import check, solve
from timeline.document import loads
from timeline.model.case import Case

SEVEN = """
case: a
events:
{visits}
  - {{assessment: MRI, id: last, at: 2015 or 2016}}
  - {{death: not stated, at: 2011, id: d}}
  - {{procedure: biopsy, at: after last, id: b}}
claims:
  - {{interval: last -> d, is: 10 years}}
"""


def seven(visit: str) -> Case:
    (case,) = loads(SEVEN.format(visits="\n".join(visit.replace("#", str(n)) for n in range(6))))
    return case


def test_the_seventh_or_is_solved_where_the_others_stand_alone():
    case = seven("  - {assessment: CT, id: e#, at: 2010 or 2012}")
    chronology = solve(case, told=False)

    assert str(chronology.bounds("last")) == "2015 to 2016"
    assert str(chronology.bounds("e0")) == "2010 to 2012"
    assert chronology.read_wider == ()
    codes = [finding.code for finding in check(case)]
    assert "stated-interval" in codes
    assert "assessment-after-death" in codes
    assert "bound-met" not in codes


def test_readings_beyond_the_bound_are_named_and_their_errors_found():
    visit = "  - {assessment: CT, id: e#, at: 2010 or 2012}\n"
    visit += "  - {visit: seen, id: v#, at: e# + 1 month}"
    case = seven(visit)
    chronology = solve(case, told=False)

    assert str(chronology.bounds("last")) == "2015 to 2016"
    findings = check(case)
    wider, coarser = [finding for finding in findings if finding.code == "bound-met"]
    assert "more than 200 days is the difference of bounds" in coarser.message
    assert wider.events == ("last",)
    assert wider.path == ("events", 12, "at")
    assert "64" in wider.message
    assert {"stated-interval", "assessment-after-death"} <= {f.code for f in findings}


@pytest.mark.parametrize(
    ("readings", "held"),
    [
        ("a + 2 months or a + 5 months", "2020-03 to 2020-06"),
        ("a or a + 1 week", "2020-01-01 to 2020-01-14"),
    ],
)
def test_distances_from_one_event_are_read_as_the_widest(readings, held):
    visits = "\n".join(
        f"  - {{visit: seen, id: e{n}, at: 2010 or 2012}}\n"
        f"  - {{visit: seen, id: v{n}, at: e{n} + 1 month}}"
        for n in range(6)
    )
    (case,) = loads(
        "case: a\nevents:\n"
        f"  - {{visit: seen, id: a, at: 2020-01-01}}\n{visits}\n"
        f"  - {{visit: seen, id: x, at: {readings}}}\n"
    )
    chronology = solve(case, told=False)

    assert str(chronology.bounds("x")) == held
    assert [s.path for s in chronology.read_wider] == [("events", 13, "at")]


def test_what_contradicts_a_wider_reading_is_explained():
    visits = "\n".join(
        f"  - {{visit: seen, id: e{n}, at: 2010 or 2012}}\n"
        f"  - {{visit: seen, id: v{n}, at: e{n} + 1 month}}"
        for n in range(6)
    )
    (case,) = loads(
        f"case: a\nevents:\n{visits}\n"
        "  - {visit: seen, id: x, at: 2015 or 2016}\n"
        "  - {visit: seen, id: y, at: '2011, after x'}\n"
    )
    (found,) = [f for f in check(case) if f.code == "dates-contradict"]

    assert set(found.events) == {"x", "y"}
