"""The tables of terms, and what wordings of a response are read as."""

import csv
import time
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.vocabulary.drugs import drug_terms, find_drug, suggest_drug
from timeline.vocabulary.responses import CATEGORIES, ResponseMeaning, response_meaning

ROWS = list(
    csv.DictReader(
        files("timeline.vocabulary").joinpath("drugs.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
    )
)


# --- Drugs ---


def test_every_row_is_whole_and_in_order():
    names = [row["name"] for row in ROWS]

    assert all(
        len(row) == 4 and all(row[k] for k in ("name", "drug_class", "role")) for row in ROWS
    )
    assert names == sorted(names, key=str.casefold)
    assert {row["role"] for row in ROWS} == {"antineoplastic", "supportive"}


def test_every_spelling_belongs_to_one_drug():
    spellings = [
        spelling.strip().casefold()
        for row in ROWS
        for spelling in (row["name"], *row["synonyms"].split(";"))
        if spelling.strip()
    ]

    assert sorted(spellings) == sorted(drug_terms())


@pytest.mark.parametrize(
    ("name", "drug", "drug_class", "role"),
    [
        ("crizotinib", "crizotinib", "ROS1-TKI", "antineoplastic"),
        ("Crizotinib ", "crizotinib", "ROS1-TKI", "antineoplastic"),
        ("AL3818", "anlotinib", "VEGFR-TKI", "antineoplastic"),
        ("d-0316", "befotertinib", "EGFR-TKI", "antineoplastic"),
        ("amlodipine besylate", "amlodipine", "supportive", "supportive"),
    ],
)
def test_a_drug_is_found_by_any_of_its_names(name, drug, drug_class, role):
    term = find_drug(name)

    assert term is not None
    assert (term.name, term.drug_class, term.role) == (drug, drug_class, role)


def test_an_unknown_drug_is_unknown_and_only_suggested():
    # The nearest spelling to a misprinted serplulimab is another drug: never a correction.
    assert find_drug("Sapolizumab") is None
    assert suggest_drug("crizotinb") == "crizotinib"
    assert suggest_drug("xyzzy") is None


@pytest.mark.parametrize(
    "name",
    """icotinib befotertinib anlotinib crizotinib pemetrexed cisplatin endostatin serplulimab
    etoposide denosumab incadronate palonosetron metoclopramide amlodipine""".split(),
)
def test_the_drugs_of_the_shipped_cases_are_known(name):
    term = find_drug(name)

    assert term is not None
    assert term.name == name


# --- Responses ---

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
    begun = time.perf_counter()
    response_meaning(None, " ".join(words * 200))

    assert time.perf_counter() - begun < 1
