"""Depths of one haematological response told together; words that nobody understands."""

from timeline.analysis.response import best_response
from timeline.model.case import Case
from timeline.model.components import Response
from timeline.model.events import Assessment, Therapy
from timeline.model.truth import Truth


def best(*responses):
    treated = Therapy("imatinib", line=1, start="2015-01-10", end="2016-01-10")
    look = Assessment("BCR::ABL1 PCR", at="2015-07-10", response=responses)
    found = best_response(Case(id="told", events=[treated, look]), 1)
    assert found is not None
    return found


def test_the_deeper_of_two_levels_counts():
    for levels in (("CCyR", "DMR"), ("DMR", "CCyR")):
        found = best(*(Response(level, scale="CML") for level in levels))
        assert (found.category, found.responded) == ("DMR", Truth.TRUE)


def test_the_worse_of_two_readings_counts():
    assert (
        best(Response("PR", scale="RECIST 1.1"), Response("SD", scale="RECIST 1.1")).category
        == "SD"
    )


def test_a_level_does_not_outweigh_a_relapse():
    found = best(Response("CCyR", scale="CML"), Response("relapse", scale="CML"))

    assert found.responded is not Truth.TRUE


def test_words_that_are_not_understood_are_no_failure_to_respond():
    assert best(Response(wording="effectively treated")).responded is Truth.INDETERMINATE
