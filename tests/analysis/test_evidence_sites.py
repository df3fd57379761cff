"""Sites: of the central nervous system, elsewhere, or words that are no site."""

import pytest

from timeline.analysis.evidence.sites import Region, of_the_brain, regions
from timeline.analysis.resistance.progression import Pattern, pattern

CNS, BODY = Region.CNS, Region.BODY


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("brain", [CNS]),
        ("pons", [CNS]),
        ("leptomeninges", [CNS]),
        ("meningeal carcinomatosis", [CNS]),
        ("right frontal lobe", [CNS]),
        ("spinal cord", [CNS]),
        ("brain, liver", [CNS, BODY]),
        ("brain and bone", [CNS, BODY]),
        ("skull", [BODY]),
        ("temporal bone", [BODY]),
        ("lumbar spine", [BODY]),
        ("left upper lobe of the lung", [BODY]),
        ("outside the brain", [BODY]),
        ("no brain", []),
        ("extracranial", [BODY]),
        ("on crizotinib", []),
        ("clinical", []),
        ("not stated", []),
        ("relapse", []),
        ("", []),
    ],
)
def test_the_regions_of_words(words, found):
    assert list(regions(words)) == found
    assert of_the_brain(words) is (CNS in found)


@pytest.mark.parametrize(
    ("sites", "read"),
    [
        ([("pons",)], Pattern.INTRACRANIAL_ONLY),
        ([("on crizotinib",)], Pattern.NOT_STATED),
        ([("brain, liver",)], Pattern.BOTH),
        ([("liver",), ("on crizotinib",)], Pattern.NOT_STATED),
        ([("liver", "on crizotinib")], Pattern.EXTRACRANIAL_ONLY),
    ],
)
def test_words_that_are_no_site_are_nowhere(sites, read):
    assert pattern(sites) is read
