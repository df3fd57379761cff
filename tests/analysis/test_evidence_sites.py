"""Sites: of the central nervous system, elsewhere, or words that are no site."""

import pytest

from timeline.analysis.checks import check
from timeline.analysis.evidence.sites import NAMES, Region, names_no_place, of_the_brain, regions
from timeline.analysis.resistance.progression import Pattern, pattern
from timeline.document import loads

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
        ([("new lesions",)], Pattern.NOT_STATED),
        ([("systemic",)], Pattern.NOT_STATED),
        ([("distant metastases",)], Pattern.NOT_STATED),
        ([("primary tumour", "metastases")], Pattern.EXTRACRANIAL_ONLY),
        ([("on crizotinib",)], Pattern.NOT_STATED),
        ([("brain, liver",)], Pattern.BOTH),
        ([("liver",), ("on crizotinib",)], Pattern.NOT_STATED),
        ([("liver", "on crizotinib")], Pattern.EXTRACRANIAL_ONLY),
    ],
)
def test_words_that_are_no_site_are_nowhere(sites, read):
    assert pattern(sites) is read


def unknown_sites(written):
    (case,) = loads(f"case: site\nevents:\n  - {{{written}, at: 2020-08-01}}\n")
    return [finding.message for finding in check(case) if finding.code == "unknown-site"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("progression: on crizotinib", "'on crizotinib' is no known site; where"),
        ("progression: clinical", "'clinical' is no known site"),
        ("progression: livr", "'livr' is no known site; did you mean 'liver'?"),
        ("metastasis: liver; plera", "'plera' is no known site; did you mean 'pleura'?"),
        ("progression: PD", "write 'progression: not stated'"),
    ],
)
def test_words_that_are_no_site_are_a_finding(written, said):
    (message,) = unknown_sites(written)

    assert said in message


@pytest.mark.parametrize(
    "written",
    [
        "progression: not stated",
        "progression: brain; liver",
        "progression: new lesions",
        'metastasis: "lung, left lower"',
        'progression: "right supraclavicular and infraclavicular nodes"',
        "progression: on crizotinib, status: not done",
        *(f"metastasis: {name}" for name in NAMES),
    ],
)
def test_a_site_and_that_there_is_none_are_no_finding(written):
    assert unknown_sites(written) == []


@pytest.mark.parametrize(
    ("words", "none"),
    [
        ("relapse", True),
        ("Haematological relapse", True),
        ("disease recurrence", True),
        ("not stated", True),
        ("bone marrow relapse", False),
        ("local recurrence", False),
        ("liver", False),
        ("on crizotinib", False),
    ],
)
def test_that_the_disease_came_back_names_no_place(words, none):
    assert names_no_place(words) is none
