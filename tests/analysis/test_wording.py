"""What an event is called in tables and figures."""

import pytest

from timeline.analysis.wording import label
from timeline.document import loads
from timeline.model.components import Stage
from timeline.model.events import Diagnosis


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (Stage(system="TNM", group="IIIA", edition="8"), "stage IIIA"),
        (Stage(system="TNM", group="IV", edition="8", tnm="T4N2M1"), "T4N2M1 IV"),
        (Stage(system="FIGO", group="IIIC2"), "stage IIIC2"),
        (Stage(system="VALG", group="extensive"), "extensive stage"),
        (Stage(system="CML", group="blast phase"), "blast phase"),
    ],
)
def test_a_stage_reads_as_reports_put_it(stage, said):
    assert label(Diagnosis("carcinoma", stage=stage)) == f"carcinoma, {said}"


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("assessment: not stated, response: CCyR", "CCyR"),
        ("assessment: bone marrow, response: CCyR", "bone marrow: CCyR"),
        ("test: not stated, found: [ABL1 T315I]", "ABL1 T315I"),
        ("test: not stated, not_found: [ABL1 T315I]", "no ABL1 T315I"),
        ("progression: not stated", "progression"),
        ("progression: relapse", "progression: relapse"),
        ("progression: liver", "progression: liver"),
        ("metastasis: not stated", "metastasis"),
    ],
)
def test_what_the_report_does_not_say_takes_no_room_in_a_label(event, words):
    (case,) = loads(f"case: c\nevents:\n  - {{{event}}}\n")

    assert label(case.events[0]) == words
