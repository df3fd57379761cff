"""Regimens: what an acronym stands for, when it stands for one thing."""

import pytest

from timeline.vocabulary.regimens import find_regimen, regimen_readings


def the(term):
    """The term, which the table must have."""
    assert term is not None
    return term


@pytest.mark.parametrize(
    ("acronym", "drugs"),
    [
        ("FOLFOX", {"fluorouracil", "leucovorin", "oxaliplatin"}),
        ("mFOLFOX6", {"fluorouracil", "leucovorin", "oxaliplatin"}),
        ("FEC", {"fluorouracil", "epirubicin", "cyclophosphamide"}),
        ("AC", {"doxorubicin", "cyclophosphamide"}),
        ("ep", {"etoposide", "cisplatin"}),
        ("CAV", {"cyclophosphamide", "doxorubicin", "vincristine"}),
        ("GP", {"gemcitabine", "cisplatin"}),
        ("TP", {"paclitaxel", "cisplatin"}),
        ("PP", {"pemetrexed", "cisplatin"}),
        ("DP", {"docetaxel", "cisplatin"}),
        ("NP", {"vinorelbine", "cisplatin"}),
        ("R-CHOP", {"rituximab", "cyclophosphamide", "doxorubicin", "vincristine", "prednisone"}),
    ],
)
def test_an_acronym_is_its_drugs(acronym, drugs):
    assert set(the(find_regimen(acronym)).drugs) == drugs


def test_an_acronym_of_several_readings_chooses_none():
    assert find_regimen("EC") is None
    assert {reading.drugs for reading in regimen_readings("EC")} == {
        ("epirubicin", "cyclophosphamide"),
        ("etoposide", "carboplatin"),
    }


def test_the_tissue_may_choose():
    assert the(find_regimen("EC", tissue="Lung")).drugs == ("etoposide", "carboplatin")
    assert the(find_regimen("EC", tissue="breast")).drugs == ("epirubicin", "cyclophosphamide")
    assert find_regimen("EC", tissue="Bone") is None


def test_the_tissue_does_not_choose_among_readings_it_shares():
    assert find_regimen("PC", tissue="Lung") is None
    assert ("paclitaxel", "cisplatin") in {r.drugs for r in regimen_readings("PC")}


def test_the_tissue_does_not_take_a_reading_away():
    assert the(find_regimen("AC", tissue="Lung")).drugs == ("doxorubicin", "cyclophosphamide")


def test_a_regimen_has_its_usual_acronym():
    xelox = the(find_regimen("XELOX"))

    assert (xelox.name, xelox.synonyms) == ("CAPOX", ("XELOX",))


def test_an_unknown_regimen_is_none():
    assert find_regimen("FOLFIX") is None
    assert regimen_readings("FOLFIX") == ()
