"""Cases kept as rows come back equal, and a bad row is a sentence."""

import pytest

import cases
from timeline.document.rows import CaseRow, EventRow, from_row, to_row
from timeline.errors import CaseTimelineError
from timeline.model.case import Case
from timeline.model.events import Assessment, Therapy
from timeline.model.moments import assumed


@pytest.mark.parametrize("name", cases.names())
def test_a_shipped_case_comes_back_equal(name):
    case = cases.load(name)

    assert from_row(to_row(case)) == case


def test_a_row_is_ids_and_moments_as_written_beside_the_rest():
    case = Case(
        id="told",
        cut_off="2021",
        events=[
            Therapy("crizotinib", id="c", line=1, start="2020-01", end="ongoing"),
            Assessment("CT", at=assumed("2020-05", "told then"), response="PR"),
        ],
    )

    assert to_row(case) == CaseRow(
        "told",
        "2021",
        "{}",
        (
            EventRow("c", None, "2020-01", "ongoing", '{"therapy":"crizotinib","line":1}'),
            EventRow(
                "ct",
                '{"assumed":"2020-05","because":"told then"}',
                None,
                None,
                '{"assessment":"CT","response":"PR"}',
            ),
        ),
    )
    assert from_row(to_row(case)) == case


@pytest.mark.parametrize(
    ("event", "complaint"),
    [
        (("a", None, None, None, "{"), "row"),
        (("a", None, None, None, '{"therapi":"crizotinib"}'), "therapi"),
        (("a", None, None, None, '{"therapy":"x","linez":1}'), "linez"),
        (("a", "2020-13", None, None, '{"assessment":"CT"}'), "no month 13"),
        (("a", '{"assumed":"2020"}', None, None, '{"assessment":"CT"}'), "because"),
        (("a", None, "2020", None, '{"assessment":"CT"}'), "one moment"),
        (("a", None, None, None, "[]"), "row"),
        (("a", "{", None, None, '{"assessment":"CT"}'), "<row>"),
    ],
)
def test_a_bad_row_is_a_sentence(event, complaint):
    with pytest.raises(CaseTimelineError, match=complaint):
        from_row(CaseRow("told", None, "{}", (EventRow(*event),)))


def test_two_events_of_one_id_are_refused():
    row = EventRow("a", None, None, None, '{"assessment":"CT"}')

    with pytest.raises(CaseTimelineError, match="two events"):
        from_row(CaseRow("told", None, "{}", (row, row)))


def test_what_is_said_about_a_case_is_checked_like_a_document():
    with pytest.raises(CaseTimelineError, match="patiens"):
        from_row(CaseRow("told", None, '{"patiens":{}}', ()))
