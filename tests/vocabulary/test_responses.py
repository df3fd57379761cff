"""Responses: categories of scales with their order, and what wordings are read as."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.vocabulary.identifiers import identifiers_of
from timeline.vocabulary.responses import (
    CATEGORIES,
    SCALES,
    ResponseMeaning,
    find_response,
    response_meaning,
)


def the(term):
    """The term, which the table must have."""
    assert term is not None
    return term


COMPLETE, PARTIAL, STABLE, PROGRESSION = (
    ResponseMeaning.COMPLETE,
    ResponseMeaning.PARTIAL,
    ResponseMeaning.STABLE,
    ResponseMeaning.PROGRESSION,
)


@pytest.mark.parametrize(("category", "meaning"), CATEGORIES.items())
def test_a_category_means_the_same_whatever_the_wording(category, meaning):
    assert response_meaning(category) is meaning
    assert response_meaning(category, "progression") is meaning


@pytest.mark.parametrize(
    ("wording", "meaning"),
    [
        ("suggesting progression", PROGRESSION),
        ("progressive disease", PROGRESSION),
        ("new lesions in the lung", PROGRESSION),
        ("the mass had enlarged", PROGRESSION),
        ("local recurrence", PROGRESSION),
        ("stable lesions", STABLE),
        ("unchanged", STABLE),
        ("no progression", STABLE),
        ("no evidence of disease progression", STABLE),
        ("without recurrence", STABLE),
        ("no new lesions", STABLE),
        ("did not progress", STABLE),
        ("complete resolution of the lung tumour", COMPLETE),
        ("the nodes disappeared", COMPLETE),
        ("nodes significantly smaller", PARTIAL),
        ("tumour shrinkage", PARTIAL),
        ("lesions shrunk", PARTIAL),
        ("markedly reduced", PARTIAL),
        ("no progression, smaller nodes", PARTIAL),
        ("no progression in the lung; new lesion in bone", PROGRESSION),
        ("no shrinkage but progression", PROGRESSION),
        ("mixed response with progression in bone", ResponseMeaning.MIXED),
        ("not reduced", None),
        ("no partial response", None),
        ("unstable gait", None),
        ("seen by a colleague", None),
        ("", None),
    ],
)
def test_a_wording_is_read_not_guessed(wording, meaning):
    assert response_meaning(None, wording) is meaning


def test_an_unknown_category_is_read_as_words():
    assert response_meaning("partial response") is PARTIAL
    assert response_meaning("3b") is None
    assert response_meaning(None) is None


@given(st.lists(st.sampled_from("no not any evidence of new lesion progress stable".split())))
def test_long_wordings_are_read_quickly(words):
    begun = time.process_time()
    response_meaning(None, " ".join(words * 200))

    assert time.process_time() - begun < 1


# --- Scales ---


@pytest.mark.parametrize(
    ("scale", "best_to_worst"),
    [
        ("RECIST 1.1", "CR PR SD NON-CR/NON-PD PD NE"),
        ("iRECIST", "iCR iPR iSD NON-iCR/NON-iUPD iUPD iCPD NE"),
        ("PERCIST", "CMR PMR SMD PMD NE"),
        ("RANO", "CR PR SD PD NE"),
        ("pathological", "pCR MPR"),
        ("CML", "MR5 MR4.5 MR4 MMR CCyR PCyR CHR relapse"),
        ("AML", "CR CRh CRi MLFS PR relapse"),
        ("IMWG", "sCR CR VGPR PR SD PD"),
    ],
)
def test_the_categories_of_a_scale_have_an_order(scale, best_to_worst):
    ranks = [the(find_response(category, scale)).rank for category in best_to_worst.split()]

    assert ranks == sorted(set(ranks), reverse=True)


def test_a_deep_molecular_response_begins_at_four_logs():
    assert the(find_response("DMR")).rank == the(find_response("MR4")).rank


@pytest.mark.parametrize(
    ("category", "code"),
    [("CR", "C4870"), ("PR", "C18058"), ("SD", "C18213"), ("PD", "C35571"), ("NE", "C62222")],
)
def test_a_recist_category_has_its_code(category, code):
    assert [str(i) for i in identifiers_of(find_response(category))] == [f"NCIt:{code}"]


@pytest.mark.parametrize("scale", ["RECIST", "RECIST 1.1", "recist v1.1", "RECIST version 1.1"])
def test_a_scale_is_known_by_its_usual_names(scale):
    assert the(find_response("PR", scale)).scale == "RECIST 1.1"


def test_a_category_of_another_scale_is_none_of_this_one():
    assert find_response("PR", "iRECIST") is None
    assert find_response("CMR", "RECIST 1.1") is None
    assert find_response("PR", "a scale of our own") is None


def test_a_category_without_a_scale_is_of_the_first_scale_that_has_it():
    assert the(find_response("CR")).scale == SCALES[0] == "RECIST 1.1"
    assert the(find_response("PMD")).scale == "PERCIST"
    assert the(find_response("CCyR")).scale == "CML"
    assert find_response("XX") is None


def test_a_category_means_the_same_in_every_scale():
    for category, meaning in CATEGORIES.items():
        found = (find_response(category, scale) for scale in SCALES)
        assert {term.meaning for term in found if term is not None} == {meaning}


def test_categories_are_spelt_exactly():
    assert "CR" in CATEGORIES
    assert "cr" not in CATEGORIES
    assert "RECIST 1.1 CR" not in CATEGORIES
    assert len(CATEGORIES) == len(list(CATEGORIES))
