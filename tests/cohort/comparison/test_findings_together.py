"""Findings of tumours: not tested is not absent; a table names who is in each cell."""

import pytest

from timeline.cohort.comparison import co_occurrence, contingency, finding_in, found_in
from timeline.document import loads
from timeline.model.alterations import parse_alteration


@pytest.mark.parametrize(
    ("results", "status", "present"),
    [
        ({"found": "[EGFR T790M]"}, "detected", "true"),
        ({"not_found": "[EGFR T790M]"}, "not detected", "false"),
        ({"equivocal": "[EGFR T790M]"}, "equivocal", "indeterminate"),
        ({"found": "[KRAS G12C]", "genes": "[KRAS]"}, "not tested", "indeterminate"),
        ({"status": "declined"}, "declined", "indeterminate"),
    ],
)
def test_a_finding_is_what_the_tests_say_of_it(tested, results, status, present):
    finding = finding_in(tested("one", **results), parse_alteration("EGFR T790M"))

    assert (finding.status, finding.present) == (status, present)


def test_once_detected_it_was_there_whatever_another_test_missed():
    (case,) = loads(
        """
case: one
events:
  - {test: NGS, id: first, specimen: tissue, found: [EGFR T790M]}
  - {test: NGS, id: second, specimen: plasma, not_found: [EGFR T790M]}
"""
    )
    assert finding_in(case, parse_alteration("EGFR T790M")).tests == ("first",)


def test_a_case_without_tests_was_not_tested(treated):
    assert finding_in(treated("one"), parse_alteration("EGFR T790M")).status == "not tested"


def test_found_fusions_go_without_exons_and_markers_do_not_count(tested):
    case = tested("one", found='["EZR::ROS1 (E10;R34)", "PD-L1 TPS 50 %", "TP53 mutation"]')

    assert [str(one) for one in found_in(case)] == ["EZR::ROS1", "TP53 mutation"]


def test_not_tested_is_kept_apart_from_not_detected(tested):
    cases = [
        tested("both", found="[EGFR L858R, TP53 R273H]"),
        tested("alone", found="[EGFR L858R]", not_found="[TP53 R273H]"),
        tested("open", found="[EGFR L858R]", genes="[EGFR]"),
        tested("neither", not_found="[EGFR L858R, TP53 R273H]"),
    ]

    (pair,) = co_occurrence(cases)

    assert (pair.both, pair.first_only, pair.second_only) == (("both",), ("alone",), ())
    assert pair.neither == ("neither",)
    assert pair.not_known == (("open", "TP53 R273H: not tested"),)
    assert pair.test.p == pytest.approx(1.0)


def test_findings_of_two_primaries_do_not_stand_together():
    (case,) = loads(
        """
case: two
tumours:
  - {id: left, name: left lung}
  - {id: right, name: right lung}
events:
  - {test: NGS, tumour: left, specimen: tissue, found: [EML4::ALK], not_found: [TPM3::ROS1]}
  - {test: NGS, tumour: right, specimen: tissue, found: [TPM3::ROS1], not_found: [EML4::ALK]}
"""
    )
    (pair,) = co_occurrence([case])

    assert pair.both == ()
    assert (pair.first_only, pair.second_only) == (("two (left)",), ("two (right)",))
    assert pair.excluding


def test_a_class_and_its_member_are_no_pair(tested):
    cases = [tested("one", found="[EML4::ALK]"), tested("two", found="[ALK rearrangement]")]

    assert co_occurrence(cases) == ()


def test_classes_of_findings_may_be_asked_for(tested):
    cases = [tested("one", found="[TP53 R273H, EZR::ROS1]"), tested("two", found="[TP53 R175H]")]

    (pair,) = co_occurrence(cases, ["TP53 mutation", "ROS1 rearrangement"])

    assert pair.both == ("one",)
    assert [case for case, _ in pair.not_known] == ["two"]


def test_a_table_names_who_is_counted_and_who_is_not_known():
    people = {"a": ("x", "yes"), "b": ("x", "no"), "c": ("y", "no"), "d": ("y", None)}

    found = contingency(
        people, lambda name: people[name][0], lambda name: people[name][1], called=("arm", "event")
    )

    assert (found.rows, found.columns) == (("x", "y"), ("no", "yes"))
    assert found.of("x", "yes") == ("a",)
    assert found.counts == ((1, 1), (1, 0))
    assert found.unknown == (("d", "y", None),)
    assert found.test.p == pytest.approx(1.0)
    with pytest.raises(KeyError):
        found.of("x", "perhaps")
