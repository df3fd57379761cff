"""Whatever can be read can be checked: no check raises because of what a report says."""

from hypothesis import given
from hypothesis import strategies as st

from timeline.analysis import CLINICAL_CHECKS, check, honour
from timeline.chronology import solve
from timeline.document import dumps, ignores_in
from timeline.findings import Severity


@given(data=st.data())
def test_no_clinical_check_raises(data, any_case):
    case = data.draw(any_case)

    for finding in check(solve(case), CLINICAL_CHECKS):
        assert finding.message
        assert "\n" not in finding.message
        assert finding.severity in Severity
        assert {*finding.events} <= {event.id for event in case}


@given(data=st.data())
def test_what_is_no_comment_is_never_read_as_one(data, any_case):
    case = data.draw(any_case)
    text = dumps(case)

    for ignore in ignores_in(text, "case.yaml"):
        assert ignore.case == case.id
    assert honour(check(solve(case), CLINICAL_CHECKS), ()).ignored == ()
