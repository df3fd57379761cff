"""Many assessments dated to one year: more orders than are looked at, and no more memory for it."""

import tracemalloc

import timeline
from timeline.analysis.response.orders import TOO_MANY_ORDERS


def _in_one_year(assessments):
    looks = [
        timeline.Assessment("CT", id=f"ct-{n}", at="2012", response=("PR", "SD", "PD", "CR")[n % 4])
        for n in range(assessments)
    ]
    therapy = timeline.Therapy("crizotinib", line=1, start="2010", end="2020")
    return timeline.Case(id="one-year", events=[therapy, *looks], assume=())


def _peak(case):
    tracemalloc.start()
    try:
        (best,) = timeline.best_responses(case)
        results = timeline.endpoints(case)
        return best, results, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_that_too_many_orders_are_possible_is_said():
    best, results, _ = _peak(_in_one_year(60))
    assert best.missing == TOO_MANY_ORDERS
    (progression_free,) = (result for result in results if result.endpoint == "PFS")
    assert TOO_MANY_ORDERS in progression_free.missing


def test_memory_does_not_grow_with_what_was_learned_of_pairs():
    *_, few = _peak(_in_one_year(30))
    *_, many = _peak(_in_one_year(120))
    assert many < 120e6  # bytes; without a bound it takes gigabytes
    assert many < few * 30
