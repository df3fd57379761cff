"""Every kind of event has one row that says how all figures show it."""

import pytest

from render.figures.common.event_kinds import LOOKS, KindLook, Lane, lane_of, markers_of
from render.figures.common.markers import MARKERS, EventMarker
from render.figures.swimmer.content import MARKS
from render.figures.timeline.content import entries
from render.figures.timeline.figure import timeline_figure
from render.figures.timeline.reading import read
from timeline.chronology import solve
from timeline.document import loads
from timeline.model.components import Certainty, Drug, EventStatus, Presence
from timeline.model.events import (
    EVENT_KINDS,
    AdverseEvent,
    Diagnosis,
    SupportiveCare,
    Symptom,
    Therapy,
)
from timeline.model.moments import Edge


@pytest.mark.parametrize("key", EVENT_KINDS)
def test_every_kind_of_event_has_exactly_one_row(key):
    rows = [look for look in LOOKS if look.kind is EVENT_KINDS[key]]

    assert len(rows) == 1, (
        f"{len(rows)} rows say how {key!r} is shown: give the kind one KindLook in LOOKS of "
        "render/figures/common/event_kinds.py, with its lane and a marker or the classes of its bar"
    )


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.kind.key)
def test_a_kind_is_a_bar_or_a_marker_that_the_legend_explains(look: KindLook):
    assert (look.bar_of is None) == (look.marker in MARKERS), (
        f"{look.kind.key!r} is drawn as a bar, or as a marker of MARKERS in "
        "render/figures/common/markers.py"
    )
    assert look.bar_of is None or look.kind.lasting


def test_the_names_of_marks_in_a_row_are_told_apart():
    assert len(MARKS) == len(set(MARKS))


def test_some_of_a_kind_stand_in_another_lane():
    into_the_chest = Therapy((Drug("cisplatin", route="intrapleural"),))

    assert lane_of(into_the_chest) is Lane.LOCAL
    assert lane_of(Therapy("cisplatin")) is Lane.SYSTEMIC
    assert lane_of(SupportiveCare("denosumab")) is Lane.BONE
    assert lane_of(SupportiveCare("ondansetron")) is Lane.SUPPORTIVE


@pytest.mark.parametrize(
    "event",
    [
        Symptom("cough", presence=Presence.ABSENT),
        AdverseEvent("rash", presence=Presence.ABSENT),
        Diagnosis("lymphoma", certainty=Certainty.EXCLUDED),
    ],
)
def test_what_was_not_there_is_marked_so(event):
    (marker,) = markers_of(event)

    assert marker.absent


def test_what_was_not_done_has_one_marker_whatever_its_kind():
    declined = Therapy("cisplatin", status=EventStatus.DECLINED)

    assert markers_of(declined) == (EventMarker("not-tested"),)


def test_a_method_that_is_not_stated_does_not_stand_before_what_was_found():
    (case,) = loads("""
        case: c
        events:
          - {test: not stated, at: 2020-01-01, found: [KIT W557_K558del]}
          - {therapy: imatinib, line: 1, start: 2020-02-01, end: 2021-01-01, stop: progression}
          - {test: not stated, at: 2021-01-10, found: [KIT W557_K558del, KIT exon 17 mutation]}
    """)
    told = timeline_figure(case).description

    assert "first found KIT exon 17 mutation; KIT W557_K558del, 2021-01-10" in told
    assert "not stated:" not in told


TOLD = """
    case: told
    cut_off: 2022
    events:
      - {diagnosis: lung adenocarcinoma, at: 2020-03}
      - {test: NGS, id: told-alone, found: [EGFR L858R]}
      - {assessment: CT, at: 2020-09, response: PR}
      - {symptom: cough, at: before told-alone}
"""


def test_a_mark_whose_day_rests_on_the_order_told_is_marked_and_its_tooltip_says_so():
    (case,) = loads(TOLD)
    told, alone = (
        {entry.event.id: entry for entry in entries(read(solve(case, told=told)))}
        for told in (True, False)
    )

    assert told["told-alone"].assumed == {Edge.AT}
    assert "(not stated; from the order told)" in told["told-alone"].tooltip
    assert told["ct"].assumed == alone["told-alone"].assumed == frozenset()
    assert "(not stated)" in alone["told-alone"].tooltip
