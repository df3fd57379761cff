"""What holds for every shipped study."""

import pytest

import cases
from timeline.analysis.numbers import audit
from timeline.document import dumps_study, loads_studies
from timeline.model.study import Link, Sum

NAMES = cases.study_names()


@pytest.fixture(params=NAMES)
def study(request):
    return cases.load_study(request.param)


def test_the_two_studies_are_shipped():
    assert NAMES == ("crizotinib-progression-cohort", "crizotinib-real-world-review")


def test_a_study_goes_by_its_file_name(study):
    assert study.id in NAMES
    assert f"study: {study.id}\n" in cases.text(study.id)


def test_it_comes_back_equal(study):
    assert loads_studies(dumps_study(study)) == (study,)


def test_every_printed_number_has_its_place(study):
    assert [n.id for n in study if not isinstance(n, Sum) and not n.cite] == []
    assert all(table.cite for table in (*study.tables, *study.sensitivity))


def test_its_source_is_named(study):
    assert study.title
    assert study.source.year
    assert study.source.encoded_from


def test_nothing_is_quoted(study):
    assert [number.id for number in study if number.quote] == []


def test_links_lead_to_shipped_numbers(study):
    for number in study:
        if number.repeats:
            link = Link.from_text(number.repeats)
            assert cases.load_study(link.study).number(link.id)


def test_each_finding_says_where(study):
    others = [cases.load_study(name) for name in NAMES]
    for finding in audit(study, others=others):
        assert finding.cite
        assert finding.path


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(KeyError, match="crizotinib-progression-cohort"):
        cases.load_study("nowhere")
