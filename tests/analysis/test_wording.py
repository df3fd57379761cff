"""What an event is called in tables and figures."""

import pytest

from timeline.analysis.wording import label
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
