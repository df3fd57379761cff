"""Circles of months that cannot close are seen at once, not followed day by day."""

import pytest

import timeline
from timeline.chronology.network import Network


def _circle(first, second):
    """``b`` is so long after ``a``, and ``a`` so long after ``b``; nothing has a date but ``c``."""
    events = [
        timeline.Visit("admission", id="c", at="2019-05-02"),
        timeline.Visit("a", id="a", at=f"b + {first}"),
        timeline.Visit("b", id="b", at=f"a + {second}, after c"),
    ]
    return timeline.Case(id="circle", events=events)


@pytest.mark.parametrize(
    ("first", "second"),
    [("2 months", "3 months"), ("1 month", "27 days"), ("12 months", "52 weeks")],
)
def test_a_circle_that_no_calendar_closes_takes_few_steps(first, second, monkeypatch):
    steps = []
    note = Network._note

    def counted(*told):
        steps.append(told)
        note(*told)

    monkeypatch.setattr(Network, "_note", counted)
    assert not timeline.solve(_circle(first, second), told=False).consistent
    assert len(steps) < 200


def test_a_circle_that_some_month_closes_is_no_contradiction():
    events = [
        timeline.Visit("a", id="a", at="2019"),
        timeline.Visit("b", id="b", at="a + 1 month"),
        timeline.Visit("c", id="c", at="b - 28 days, a"),
    ]
    chronology = timeline.solve(timeline.Case(id="february", events=events), told=False)
    assert chronology.consistent
    # From the 31st of January a month leads to the 28th of February, too.
    assert str(chronology.bounds("a")) == "2019-01-31 to 2019-02-28"
