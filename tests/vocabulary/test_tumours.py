"""Tumour types: codes, names, wordings of reports, and the tree above them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.vocabulary.identifiers import identifiers_of
from timeline.vocabulary.tumours import find_tumour


def the(term):
    """The term, which the table must have."""
    assert term is not None
    return term


@pytest.mark.parametrize(
    ("wording", "site", "code"),
    [
        ("LUAD", None, "LUAD"),
        ("lung adenocarcinoma", None, "LUAD"),
        ("invasive lung adenocarcinoma", None, "LUAD"),
        ("stage IIIA lung adenocarcinoma", None, "LUAD"),
        ("adenocarcinoma of the lung", None, "LUAD"),
        ("adenocarcinoma of the left lower lobe", None, "LUAD"),
        ("metastatic adenocarcinoma of pulmonary origin", None, "LUAD"),
        ("adenocarcinoma", "left lower lobe", "LUAD"),
        ("poorly differentiated invasive adenocarcinoma", "lung", "LUAD"),
        ("small cell lung carcinoma", None, "SCLC"),
        ("Extensive-stage small-cell lung cancer", None, "SCLC"),
        ("small cell carcinoma", "right upper lobe", "SCLC"),
        ("typical small-cell lung cancer", None, "SCLC"),
        ("non-small-cell lung cancer", None, "NSCLC"),
        ("non-small cell lung carcinoma, stage IV", None, "NSCLC"),
        ("squamous cell carcinoma of the lung", None, "LUSC"),
        ("large-cell neuroendocrine carcinoma", None, "LUNE"),
        ("lung cancer", None, "LUNG"),
        ("chronic myeloid leukaemia", None, "CML"),
        ("BC-CML", None, "CML"),
        ("invasive ductal carcinoma", None, "IDC"),
        ("breast cancer", None, "BREAST"),
        ("oesophageal adenocarcinoma", None, "ESCA"),
    ],
)
def test_a_wording_is_read_as_a_tumour_type(wording, site, code):
    assert the(find_tumour(wording, site)).code == code


@pytest.mark.parametrize(
    ("wording", "site"),
    [
        ("adenocarcinoma", None),
        ("adenocarcinoma", "liver"),
        ("adenocarcinoma", "left temporal lobe"),
        ("adenocarcinoma", "lung and breast"),
        ("small cell carcinoma", None),
        ("small cell carcinoma", "cervical lymph node"),
        ("tumour", "lung"),
        ("", "lung"),
    ],
)
def test_a_wording_that_does_not_say_a_type_is_none(wording, site):
    assert find_tumour(wording, site) is None


def test_a_type_is_all_that_stands_above_it():
    luad, sclc = the(find_tumour("LUAD")), the(find_tumour("SCLC"))

    assert luad.lineage == ("LUAD", "NSCLC", "LUNG")
    assert luad.is_a("LUAD")
    assert luad.is_a("NSCLC")
    assert luad.is_a("LUNG")
    assert not luad.is_a("SCLC")
    assert not sclc.is_a("NSCLC")


def test_a_transformation_changes_the_family():
    families = {code: the(find_tumour(code)).family for code in ("LUAD", "LUSC", "SCLC", "LUNE")}

    assert families == {
        "LUAD": "NSCLC",
        "LUSC": "NSCLC",
        "SCLC": "SCLC",
        "LUNE": "neuroendocrine",
    }


@pytest.mark.parametrize(
    ("code", "ncit"), [("LUAD", "C3512"), ("SCLC", "C4917"), ("NSCLC", "C2926")]
)
def test_a_type_has_its_codes(code, ncit):
    codes = [str(identifier) for identifier in identifiers_of(find_tumour(code))]

    assert codes == [f"OncoTree:{code}", f"NCIt:{ncit}"]


def test_an_unknown_type_is_none():
    assert find_tumour("lung adenocarcinma") is None


@given(st.text(max_size=60), st.none() | st.text(max_size=30))
def test_any_wording_is_a_type_or_none(wording, site):
    found = find_tumour(wording, site)

    assert found is None or found.code in found.lineage
