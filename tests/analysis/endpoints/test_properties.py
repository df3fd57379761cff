"""What holds of endpoints whatever the case."""

from datetime import date
from itertools import product
from math import inf

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from timeline.analysis.endpoints import Status, case_from_rows, endpoint, endpoints
from timeline.analysis.response import CONVENTIONS, FDA, best_response
from timeline.model.truth import Truth

FIRST = date(2020, 1, 1).toordinal()
WRITTEN = {"day": 10, "month": 7, "year": 4}

days = st.integers(0, 500)
precisions = st.sampled_from(list(WRITTEN))
categories = st.sampled_from(["CR", "PR", "SD", "NON-CR/NON-PD", "PD", "NE"])
conventions = st.sampled_from(CONVENTIONS)


def written(day: int, precision: str) -> str:
    return date.fromordinal(FIRST + day).isoformat()[: WRITTEN[precision]]


@st.composite
def rows(draw):
    """Days of what happened: the start first, death last."""
    scans = draw(st.lists(st.tuples(days, categories), max_size=4))
    new_therapy = draw(st.none() | st.integers(1, 500))
    last = max([new_therapy or 0, *(day for day, _ in scans)])
    return {
        "scans": scans,
        "new_therapy": new_therapy,
        "death": draw(st.none() | st.integers(last, 600)),
        "last_alive": draw(st.none() | st.integers(0, 500)),
    }


def case_of(found, precision_of):
    def when(name, day):
        return None if day is None else written(day, precision_of(name))

    scans = [(when(("scan", n), day), word) for n, (day, word) in enumerate(found["scans"])]
    death, alive = found["death"], found["last_alive"]
    return case_from_rows(
        "example",
        start=when("start", 0),
        assessments=scans,
        new_therapy=when("new_therapy", found["new_therapy"]),
        death=when("death", death),
        last_alive=when("alive", alive if death is None else None),
    )


def span(result):
    if result.days is None:
        return -inf, inf
    least, most = result.days.least, result.days.most
    return (-inf if least is None else least), (inf if most is None else most)


def shape(results):
    return [(r.endpoint, r.line, r.start) for r in results]


@given(rows(), st.data(), conventions)
def test_more_precise_dates_never_widen_bounds_nor_change_what_was_certain(found, data, convention):
    coarse, fine = {}, {}

    def coarsely(name):
        if name not in coarse:
            coarse[name] = data.draw(precisions, label=f"{name}")
        return coarse[name]

    def finely(name):
        if name not in fine:
            several = [p for p in WRITTEN if WRITTEN[p] >= WRITTEN[coarse[name]]]
            fine[name] = data.draw(st.sampled_from(several), label=f"{name} finer")
        return fine[name]

    before = endpoints(case_of(found, coarsely), convention=convention)
    after = endpoints(case_of(found, finely), convention=convention)
    assume(shape(before) == shape(after))  # the lines themselves did not change

    for rough, exact in zip(before, after, strict=True):
        if rough.status is not Status.INDETERMINATE:
            assert exact.status is rough.status
        if exact.days is not None:
            assert span(rough)[0] <= span(exact)[0]
            assert span(exact)[1] <= span(rough)[1]


@given(rows(), st.lists(precisions, min_size=20, max_size=20), conventions)
def test_survival_is_no_shorter_than_what_it_includes(found, several, convention):
    drawn = iter(several)
    case = case_of(found, lambda _: next(drawn))

    by_name = {(r.line, r.endpoint): r for r in endpoints(case, convention=convention)}

    for (line, name), result in by_name.items():
        if name in ("PFS", "TTP", "PFS2") and result.days is not None:
            whole = span(by_name[line, "OS"])
            stated = found["last_alive"] is not None and found["death"] is None
            if not (stated and convention.name == "ADaM"):  # alive as told, scanned later
                assert span(result)[0] <= whole[0]
                assert span(result)[1] <= whole[1]


@given(rows(), st.randoms(use_true_random=False), conventions)
def test_the_order_of_the_document_does_not_matter(found, random, convention):
    case = case_of(found, lambda _: "day")
    events = list(case.events)
    random.shuffle(events)

    plain = endpoints(case, convention=convention)
    shuffled = endpoints(attrs.evolve(case, events=events), convention=convention)

    assert [(r.endpoint, r.line, r.status, r.days) for r in plain] == [
        (r.endpoint, r.line, r.status, r.days) for r in shuffled
    ]


@given(rows(), st.lists(precisions, min_size=20, max_size=20), conventions)
def test_a_confirmed_response_is_a_response(found, several, convention):
    drawn = iter(several)
    case = case_of(found, lambda _: next(drawn))

    confirmed = best_response(case, convention=convention, confirmed=True)
    plain = best_response(case, convention=convention, confirmed=False)

    if confirmed.responded is Truth.TRUE:
        assert plain.responded is Truth.TRUE


@given(rows(), conventions)
def test_whole_dates_leave_nothing_open_but_the_end_of_treatment(found, convention):
    results = endpoints(case_of(found, lambda _: "day"), convention=convention)

    for result in results:
        if result.endpoint != "TTD":
            assert result.status is not Status.INDETERMINATE
            assert result.days is None or result.days.exact


@given(rows(), st.lists(precisions, min_size=20, max_size=20), conventions)
def test_an_endpoint_asked_alone_is_the_one_asked_with_all_others(found, several, convention):
    drawn = iter(several)
    case = case_of(found, lambda _: next(drawn))

    for result in endpoints(case, convention=convention):
        if result.line is not None:
            assert endpoint(case, result.endpoint, result.line, convention=convention) == result


@given(rows(), st.integers(-100, 500), st.lists(precisions, min_size=20, max_size=20), conventions)
def test_bounds_are_never_crossed_where_dates_contradict_each_other(
    found, death, several, convention
):
    drawn = iter(several)
    case = case_of({**found, "death": death}, lambda _: next(drawn))

    for result in endpoints(case, convention=convention):
        for span in (result.days, result.date, result.start_bounds):
            least, most = (None, None) if span is None else attrs.astuple(span)[:2]
            assert least is None or most is None or least <= most


@given(st.integers(0, 300), st.integers(-100, 500))
def test_whole_dates_of_a_data_set_stand_though_they_contradict_each_other(scan, death):
    case = case_of(
        {"scans": [(scan, "SD")], "new_therapy": None, "death": death, "last_alive": None},
        lambda _: "day",
    )

    assert endpoint(case, "OS", 1, convention=FDA).days.least == max(death, 0)


ranges = st.tuples(st.integers(-2, 60), st.integers(0, 2)).map(lambda r: (r[0], r[0] + r[1]))


@st.composite
def ranged_rows(draw):
    """Ranges of up to three days, near the windows of 42 and 28 days."""
    scans = draw(st.lists(st.tuples(ranges, categories), min_size=1, max_size=3))
    last = max(end for (_, end), _ in scans)
    return scans, draw(st.none() | st.just((max(last, 0) + 1, max(last, 0) + 2)))


def ranged_case(scans, death):
    def when(span):
        return f"day {span[0]}-{span[1]}"

    return case_from_rows(
        "example",
        start="day 0",
        assessments=[(when(span), word) for span, word in scans],
        death=None if death is None else when(death),
    )


def each_day(spans):
    return product(*(range(first, last + 1) for first, last in spans))


@settings(max_examples=25)
@given(ranged_rows(), conventions, st.booleans())
def test_bounds_are_those_of_every_day_tried(found, convention, confirmed):
    scans, death = found
    convention = attrs.evolve(convention, confirmed=confirmed)
    spans = [span for span, _ in scans] + ([] if death is None else [death])
    worlds = []
    for days_of in each_day(spans):
        exact = [((day, day), word) for day, (_, word) in zip(days_of, scans, strict=False)]
        last = None if death is None else (days_of[-1], days_of[-1])
        worlds.append(ranged_case(exact, last))

    results = [endpoints(world, convention=convention) for world in worlds]
    bests = [best_response(world, convention=convention) for world in worlds]

    for number, whole in enumerate(endpoints(ranged_case(scans, death), convention=convention)):
        each = [result[number] for result in results]
        if whole.endpoint == "TTD":
            continue
        statuses = {one.status for one in each}
        assert {whole.status} == statuses or (
            whole.status is Status.INDETERMINATE and len(statuses) > 1
        )
        spans_of = [span(one) for one in each if one.days is not None]
        if spans_of:
            assert span(whole) == (min(a for a, _ in spans_of), max(b for _, b in spans_of))
    best = best_response(ranged_case(scans, death), convention=convention)
    kinds = {one.category for one in bests}
    assert kinds == (
        {best.category} if best.certain else {told(word) for word in best.alternatives}
    )


def told(alternative):
    return None if alternative == "none" else alternative
