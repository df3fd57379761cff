"""Residues: what is in the table, and silence about the rest."""

from timeline.knowledge.residues import find_residue
from timeline.vocabulary.misspellings import misspellings, misspelt_drugs


def test_residue_2026_of_ros1_is_leucine():
    residue = find_residue("ROS1", 2026)

    assert residue is not None
    assert residue.residue == "L"
    assert residue.source


def test_what_is_not_in_the_table_is_unknown():
    assert find_residue("ROS1", 1) is None
    assert find_residue("EGFR", 2026) is None


def test_codon_1174_has_an_exon_and_no_residue():
    residue = find_residue("ROS1", 1174)

    assert residue is not None
    assert (residue.exon, residue.residue) == (23, None)


def test_drugs_are_misspelt_only_where_the_table_says_so():
    assert misspelt_drugs("Sapolizumab and Carbozantinib") == (
        ("Sapolizumab", "serplulimab"),
        ("Carbozantinib", "cabozantinib"),
    )
    assert misspelt_drugs("crizotinb") == ()


def test_misspellings_mean_known_drugs():
    from timeline.vocabulary.drugs import find_drug

    assert [meant for meant in misspellings().values() if find_drug(meant) is None] == []
