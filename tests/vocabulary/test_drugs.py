"""Drugs: found by every name they have, never by a likeness."""

import pytest

from timeline.vocabulary.drugs import (
    DRUGS,
    class_of,
    drug_classes,
    drug_terms,
    find_drug,
    suggest_drug,
)
from timeline.vocabulary.identifiers import identifiers_of
from timeline.vocabulary.misspellings import misspellings, misspelt_drugs
from timeline.vocabulary.tables import shipped_rows


def the(term):
    """The term, which the table must have."""
    assert term is not None
    return term


def test_the_table_is_wide_enough_for_thoracic_oncology():
    assert len(shipped_rows(DRUGS.name)) >= 120


@pytest.mark.parametrize(
    ("name", "drug", "drug_class", "role"),
    [
        ("crizotinib", "crizotinib", "ROS1-TKI", "antineoplastic"),
        ("Crizotinib ", "crizotinib", "ROS1-TKI", "antineoplastic"),
        ("PF-02341066", "crizotinib", "ROS1-TKI", "antineoplastic"),
        ("PF\u201302341066", "crizotinib", "ROS1-TKI", "antineoplastic"),
        ("DS-6051b", "taletrectinib", "ROS1-TKI", "antineoplastic"),
        ("AL3818", "anlotinib", "VEGFR-TKI", "antineoplastic"),
        ("d-0316", "befotertinib", "EGFR-TKI", "antineoplastic"),
        ("Xalkori", "crizotinib", "ROS1-TKI", "antineoplastic"),
        ("VP-16", "etoposide", "chemotherapy", "antineoplastic"),
        ("amlodipine besylate", "amlodipine", "supportive", "supportive"),
        ("Xgeva", "denosumab", "bone-modifying agent", "supportive"),
    ],
)
def test_a_drug_is_found_by_any_of_its_names(name, drug, drug_class, role):
    term = the(find_drug(name))

    assert (term.name, term.drug_class, term.role) == (drug, drug_class, role)


def test_every_spelling_is_a_term():
    spellings = {
        name.casefold() for t in set(drug_terms().values()) for name in (t.name, *t.synonyms)
    }

    assert spellings == set(drug_terms())


def test_an_unknown_drug_is_unknown_and_only_suggested():
    # The nearest spelling to a misprinted serplulimab is another drug: never a correction.
    assert find_drug("Sapolizumab") is None
    assert suggest_drug("crizotinb") == "crizotinib"
    assert suggest_drug("xyzzy") is None


def test_a_misspelling_is_told_by_the_table_alone():
    assert misspellings()["sapolizumab"] == "serplulimab"
    assert misspelt_drugs("Sapolizumab, then Taletectinib and crizotinb") == (
        ("Sapolizumab", "serplulimab"),
        ("Taletectinib", "taletrectinib"),
    )


def test_a_name_that_nobody_confirms_is_marked():
    denosumab = the(find_drug("MW032"))

    assert denosumab.name == "denosumab"
    assert denosumab.unconfirmed == ("MW032",)
    assert "not confirmed" in denosumab.source


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("crizotinib", "C74061"),
        ("entrectinib", "C114984"),
        ("lorlatinib", "C113655"),
        ("ceritinib", "C115112"),
        ("alectinib", "C101790"),
        ("brigatinib", "C98831"),
        ("osimertinib", "C116377"),
        ("cisplatin", "C376"),
        ("pemetrexed", "C61614"),
        ("etoposide", "C491"),
    ],
)
def test_a_code_that_two_sources_agree_on_is_stated(name, code):
    assert [str(i) for i in identifiers_of(find_drug(name))] == [f"NCIt:{code}"]


def test_a_code_is_left_empty_rather_than_guessed():
    assert the(find_drug("serplulimab")).ncit == ""
    assert identifiers_of(find_drug("serplulimab")) == ()


@pytest.mark.parametrize(
    ("name", "oral_tki"),
    [
        ("crizotinib", True),
        ("anlotinib", True),
        ("imatinib", True),
        ("dabrafenib", True),
        ("capecitabine", False),
        ("letrozole", False),
        ("sotorasib", False),
        ("alpelisib", False),
        ("bevacizumab", False),
        ("etoposide", False),
    ],
)
def test_an_oral_kinase_inhibitor_is_one(name, oral_tki):
    assert the(find_drug(name)).is_oral_tki is oral_tki


@pytest.mark.parametrize(
    ("disease", "names"),
    [
        ("prostate", "enzalutamide abiraterone apalutamide darolutamide bicalutamide degarelix"),
        ("prostate, later", "cabazitaxel rucaparib"),
        ("myeloma", "bortezomib carfilzomib ixazomib lenalidomide pomalidomide daratumumab"),
        ("myeloma, later", "isatuximab teclistamab talquetamab selinexor"),
        ("leukaemia", "blinatumomab ivosidenib enasidenib quizartinib glasdegib acalabrutinib"),
        ("GIST and sarcoma", "ripretinib avapritinib trabectedin tazemetostat"),
        ("kidney", "axitinib tivozanib temsirolimus belzutifan"),
        ("melanoma", "binimetinib relatlimab tebentafusp"),
        ("bladder and bile duct", "erdafitinib pemigatinib futibatinib"),
        ("breast", "lapatinib neratinib capivasertib elacestrant"),
    ],
)  # fmt: skip
def test_the_drugs_of_other_tumours_are_known(disease, names):
    unknown = [name for name in names.split() if class_of(name) is None]

    assert not unknown, disease


def test_a_class_stands_for_a_drug_nobody_named():
    assert class_of("osimertinib") == "EGFR-TKI"
    assert class_of("EGFR-TKI") == "EGFR-TKI"
    assert class_of("platinum-based chemotherapy") == "chemotherapy"
    assert class_of("a third-generation EGFR-TKI") == "EGFR-TKI"
    assert class_of("platinum") is None
    assert "egfr-tki" in drug_classes()


@pytest.mark.parametrize(
    "name",
    """icotinib befotertinib anlotinib crizotinib pemetrexed cisplatin endostatin serplulimab
    etoposide denosumab incadronate palonosetron metoclopramide amlodipine erlotinib paclitaxel
    docetaxel vinorelbine imatinib dasatinib ponatinib tamoxifen letrozole fulvestrant palbociclib
    alpelisib repotrectinib entrectinib lorlatinib ceritinib taletrectinib alectinib cabozantinib
    brigatinib carboplatin bevacizumab gefitinib nab-paclitaxel""".split(),
)
def test_the_drugs_of_the_sources_are_known_by_their_names(name):
    assert the(find_drug(name)).name == name


@pytest.mark.parametrize("written", ["trastuzumab-DM1", "trastuzumab DM1", "T-DM1"])
def test_a_conjugate_by_the_name_of_its_load(written):
    assert the(find_drug(written)).name == "trastuzumab emtansine"
