"""Times of lines side by side: what counts, in which group, and when groups are tested."""

import pytest

from timeline.analysis.lines import Line
from timeline.cohort.comparison import durations
from timeline.cohort.comparison.grouping import NO_TEST, NOTHING_FOUND
from timeline.document import loads
from timeline.errors import CaseTimelineError, NotationError

ONE = """
case: one
events:
  - diagnosis: lung adenocarcinoma
    at: 2019-12-01
  - {test: NGS, at: 2019-12-10, specimen: tissue, found: [EZR::ROS1 (E10;R34), TP53 mutation]}
  - {therapy: crizotinib, setting: advanced, start: 2020-01-01, end: 2020-07-01, stop: progression}
  - {therapy: pemetrexed + cisplatin, setting: advanced, start: 2020-07-02, end: 2020-10-02}
"""
OTHER = """
case: other
events:
  - diagnosis: small cell lung carcinoma
  - {test: NGS, at: 2020-12-10, specimen: tissue, not_found: [ROS1 rearrangement]}
  - {therapy: lorlatinib, setting: advanced, start: 2021-01-01, end: ongoing}
  - {follow_up: alive, at: 2021-12-31}
"""


def cases(*documents: str):
    return [case for document in documents for case in loads(document)]


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("drug", ["cisplatin", "crizotinib", "lorlatinib", "pemetrexed"]),
        ("class", ["ALK-TKI", "chemotherapy", "ROS1-TKI"]),
        ("genotype", ["EZR::ROS1", NOTHING_FOUND, "TP53 mutation"]),
        ("gene", ["EZR", "ROS1", NOTHING_FOUND, "TP53"]),
        ("line", ["line 1", "line 2"]),
        ("setting", ["advanced"]),
        ("histology", ["Lung Adenocarcinoma", "Small Cell Lung Cancer"]),
    ],
)
def test_lines_stand_in_the_groups_of_what_they_are(by, groups):
    assert list(durations(cases(ONE, OTHER), by=by).groups) == groups


def test_a_time_is_that_of_the_endpoint_and_names_its_case_and_line():
    found = durations(cases(ONE, OTHER), by="drug")

    (crizotinib,) = found.of("crizotinib")
    (lorlatinib,) = found.of("lorlatinib")
    assert str(crizotinib.of) == "one (line 1)"
    assert (crizotinib.time.least, crizotinib.time.most) == (182, 182)
    assert crizotinib.time.event == "true"
    assert (lorlatinib.time.least, lorlatinib.time.event) == (364, "false")
    assert found.estimate_of("crizotinib").turnbull.median == (182, 182)


def test_a_test_that_may_have_come_later_does_not_make_a_genotype():
    late = ONE.replace("at: 2019-12-10", "at: 2020")

    found = durations(cases(late), by="genotype")

    assert [row.group for row in found.rows if row.of.line == 1] == [NO_TEST]


def test_a_measured_marker_is_no_genotype():
    marked = OTHER.replace("not_found: [ROS1 rearrangement]", 'found: ["PD-L1 TPS 50 %"]')

    assert durations(cases(marked), by="genotype").groups == (NOTHING_FOUND,)


def test_a_line_whose_dates_allow_any_length_is_named_and_not_counted():
    undated = """
case: undated
events:
  - {therapy: crizotinib, setting: advanced, stop: progression}
"""
    found = durations(cases(undated, OTHER), by=lambda *_: ("TKI",))

    (row,) = (row for row in found.rows if row.of.case == "undated")
    assert (row.time, row.left_out) == (None, "length not known")
    (estimate,) = found.estimates
    assert [out.case for out in estimate.left_out] == ["undated (line 1)"]
    assert len(estimate.times) == 1


def test_groups_of_separate_patients_are_tested_under_both_readings():
    twice = durations(cases(ONE, OTHER), by=lambda one, line: (one.case.id,) * (line.number == 1))

    assert [test.reading for test in twice.tests] == ["earliest", "latest"]
    assert twice.untested == ""


def test_a_patient_with_two_times_is_no_independent_comparison():
    found = durations(cases(ONE, OTHER), by="class")

    assert found.tests == ()
    assert found.untested == "not independent: one with more than one time"


def test_a_key_may_leave_lines_out():
    found = durations(cases(ONE, OTHER), by=lambda *_: ())

    assert (found.rows, found.estimates, found.groups) == ((), (), ())


@pytest.mark.parametrize(
    ("asked", "says"), [({"by": "drugs"}, "drug"), ({"endpoint": "PSF"}, "PFS")]
)
def test_a_wrong_name_is_answered_with_the_nearest(asked, says):
    with pytest.raises(NotationError, match=says):
        durations(cases(ONE), **asked)


def test_two_cases_of_one_id_cannot_be_told_apart():
    with pytest.raises(CaseTimelineError, match="two cases are called one"):
        durations(cases(ONE, ONE))


def test_a_transformation_before_the_line_changes_its_histology():
    turned = """
case: turned
events:
  - diagnosis: lung adenocarcinoma
    at: 2019-01-01
  - {therapy: erlotinib, setting: advanced, start: 2019-02-01, end: 2019-09-01, stop: progression}
  - {transformation: small cell lung carcinoma, at: 2019-09-10}
  - {therapy: etoposide + cisplatin, setting: advanced, start: 2019-10-01}
"""
    found = durations(cases(turned), by="histology")

    assert [row.group for row in found.rows] == ["Lung Adenocarcinoma", "Small Cell Lung Cancer"]


def test_numbered_groups_come_in_the_order_of_their_numbers():
    def number(_: object, line: Line) -> tuple[str, ...]:
        return (f"line {line.number * 10 - 8}",)

    assert durations(cases(ONE), by=number).groups == ("line 2", "line 12")


def test_a_line_for_one_of_two_primaries_has_its_histology_and_genotype():
    two = """
case: two
tumours:
  - {id: lung, name: lung}
  - {id: breast, name: breast}
events:
  - {diagnosis: lung adenocarcinoma, tumour: lung, at: 2019-01-01}
  - {diagnosis: invasive ductal carcinoma, site: breast, tumour: breast, at: 2019-01-01}
  - {test: NGS, tumour: lung, at: 2019-01-10, specimen: tissue, found: [EGFR L858R]}
  - {test: NGS, tumour: breast, at: 2019-01-10, specimen: tissue, found: [PIK3CA H1047R]}
  - {therapy: osimertinib, tumour: lung, setting: advanced, start: 2019-02-01}
"""
    assert durations(cases(two), by="histology").groups == ("Lung Adenocarcinoma",)
    assert durations(cases(two), by="genotype").groups == ("EGFR L858R",)
