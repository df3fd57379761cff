"""Changes over lines of a drug: counted with their lines, evidence and confounders."""

import pytest

from timeline.analysis.resistance import Change, Grade, MechanismClass
from timeline.cohort.comparison import transition_counts
from timeline.document import loads
from timeline.errors import NotationError

CASE = """
case: {name}
events:
  - test: NGS
    at: 2019-12-10
    specimen: tissue
    found: [EGFR L858R]
    not_found: [EGFR T790M]
  - {{therapy: gefitinib, setting: advanced, start: 2020-01-01, end: 2020-07-01, stop: progression}}
{between}
  - {{test: NGS, at: {at}, specimen: tissue, found: [EGFR L858R, EGFR T790M]}}
"""
SECOND = (
    "  - {therapy: docetaxel, setting: advanced, start: 2020-07-20, end: 2020-09-01,"
    " stop: progression}"
)


def case(name: str, *, between: str = "", at: str = "2020-07-10"):
    (found,) = loads(CASE.format(name=name, between=between, at=at))
    return found


def test_a_change_names_its_lines_its_evidence_and_its_mechanism():
    counts = transition_counts([case("one"), case("two")], by="drug")

    (gained,) = (count for count in counts if count.what == "EGFR T790M")
    assert (gained.group, gained.change, gained.count) == ("gefitinib", Change.GAINED, 2)
    assert gained.cases == ("one", "two")
    assert gained.attributable == gained.lines
    ((grade, lines),) = gained.grades
    assert grade in (Grade.A, Grade.B)
    assert lines == gained.lines
    assert gained.mechanisms == (MechanismClass.ON_TARGET,)


def test_what_another_line_may_have_caused_is_counted_and_not_attributable():
    counts = transition_counts([case("one", between=SECOND, at="2020-09-10")], by="drug")

    found = {count.group: count for count in counts if count.what == "EGFR T790M"}
    assert set(found) == {"gefitinib", "docetaxel"}
    assert all(count.attributable == () for count in found.values())


def test_only_the_changes_asked_for_are_counted():
    counts = transition_counts([case("one")], changes=[Change.GAINED])

    assert [count.what for count in counts] == ["EGFR T790M"]


def test_a_line_of_two_drugs_counts_for_both():
    both = case("one")
    document = CASE.replace("gefitinib", "gefitinib + bevacizumab")
    (other,) = loads(document.format(name="two", between="", at="2020-07-10"))

    counts = transition_counts([both, other], changes=[Change.GAINED])

    assert {count.group: count.cases for count in counts} == {
        "bevacizumab": ("two",),
        "gefitinib": ("one", "two"),
    }


def test_a_key_that_is_none_is_refused():
    with pytest.raises(NotationError, match="class"):
        transition_counts([case("one")], by="clas")
