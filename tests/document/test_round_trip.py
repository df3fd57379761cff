"""What is written is read back, whatever the texts look like."""

from hypothesis import given
from hypothesis import strategies as st

from timeline.document import dumps, dumps_json, loads


@given(data=st.data())
def test_yaml(data, any_case):
    case = data.draw(any_case)

    assert loads(dumps(case)) == (case,)


@given(data=st.data())
def test_json(data, any_case):
    case = data.draw(any_case)

    assert loads(dumps_json(case)) == (case,)
