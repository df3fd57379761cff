"""Lines among published medians: of the right patients, with what is measured told."""

import pytest

from timeline.cohort.comparison import among_published
from timeline.document import loads
from timeline.errors import NotationError
from timeline.knowledge.benchmarks import Measured
from timeline.model.truth import Truth

CASE = """
case: one
events:
  - diagnosis: {tumour}
    at: 2019-12-01
  - {{test: NGS, at: 2019-12-10, specimen: tissue, found: [EZR::ROS1]}}
  - {{therapy: {drug}, setting: advanced, start: 2020-01-01, end: 2020-12-31, stop: progression}}
"""


def case(tumour: str = "lung adenocarcinoma", drug: str = "crizotinib"):
    return loads(CASE.format(tumour=tumour, drug=drug))


def test_a_year_on_crizotinib_lies_between_the_medians():
    (line,) = among_published(case(), "crizotinib")

    shorter = {row.study for row in line.placement.having(Truth.TRUE)}
    assert "AcSé" in shorter  # 5.5 months
    assert "PROFILE 1001" in {row.study for row in line.placement.having(Truth.FALSE)}  # 19.3
    assert (line.of_population, line.population) == (Truth.TRUE, "ROS1-positive NSCLC")
    assert line.placement.measured is Measured.TIME_ON_TREATMENT


def test_other_patients_are_placed_and_told_apart():
    (line,) = among_published(case("small cell lung carcinoma"), "crizotinib")

    assert line.of_population is Truth.FALSE
    assert "small cell" in line.reason


def test_a_combination_has_no_median_of_its_own():
    assert among_published(case(drug="crizotinib + bevacizumab"), "crizotinib") == ()


def test_a_brand_name_is_its_drug():
    assert len(among_published(case(), "Xalkori")) == 1
    assert among_published(case(), "lorlatinib") == ()


def test_the_progression_free_survival_may_be_placed_instead():
    (line,) = among_published(case(), endpoint="pfs")

    assert line.placement.measured is Measured.PFS


def test_an_endpoint_that_is_no_time_to_progression_is_refused():
    with pytest.raises(NotationError, match="TTD or PFS"):
        among_published(case(), endpoint="OS")
