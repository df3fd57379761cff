"""Bounds and durations are exact: what a search through all assignments of days finds.

The search knows nothing of the library's network: it has the case as (domains, relations), adds
months with the standard library, and tries days.
"""

import calendar
from datetime import date, timedelta
from functools import cache
from itertools import combinations, product
from typing import NamedTuple

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.chronology import Chronology, solve
from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.case import Case
from timeline.model.events import Therapy, Visit
from timeline.model.moments import Basis

# --- The oracle ---


@cache
def months_on(start, months):
    there = date.fromordinal(start)
    turns, month = divmod(there.month - 1 + months, 12)
    last = calendar.monthrange(there.year + turns, month + 1)[1]
    return date(there.year + turns, month + 1, min(there.day, last)).toordinal()


def units_on(start, count, unit):
    return months_on(start, count) if unit == "months" else start + count * UNIT_DAYS[unit]


UNIT_DAYS = {"days": 1, "weeks": 7}


class Relation(NamedTuple):
    """``word`` of another moment, perhaps with an amount: how ``here`` is tied to ``there``."""

    word: str
    there: str
    number: int = 0
    unit: str = "days"

    def __str__(self):
        if self.word in ("+", "-"):
            return f"{self.there} {self.word} {self.number} {self.unit}"
        return f"{self.word} {self.there}".strip()

    def allows(self, here, there):
        """Whether the two days can be so, as the science puts it: N units are N completed ones."""
        match self.word:
            case "after":
                return here >= there
            case "before":
                return here <= there
            case "":
                return here == there
            case "+":
                first, last = there, here
            case _:
                first, last = here, there
        ends = (units_on(first, n, self.unit) for n in (self.number, self.number + 1))
        return next(ends) <= last < next(ends)


Domains = dict[str, range]
Relations = list[tuple[str, Relation]]


class Search:
    """All assignments of days to a few moments, by trying them, with relations as bit sets."""

    def __init__(self, domains, relations):
        self.domains = domains
        self.names = list(domains)
        everything = {name: (1 << len(days)) - 1 for name, days in domains.items()}
        self.allowed = {
            (a, b): [everything[b]] * len(domains[a])
            for a in self.names
            for b in self.names
            if a != b
        }
        self.start = everything
        for here, relation in relations:
            self._relate(here, relation)

    def _relate(self, here, relation):
        there = relation.there
        for x, day in enumerate(self.domains[here]):
            fits = [relation.allows(day, other) for other in self.domains[there]]
            if here == there:
                self.start[here] &= ~(1 << x) if not fits[x] else -1
                continue
            self.allowed[here, there][x] &= sum(1 << y for y, fit in enumerate(fits) if fit)
            for y, fit in enumerate(fits):
                if not fit:
                    self.allowed[there, here][y] &= ~(1 << x)

    def possible(self, assigned):
        """Whether ``{name: place in its domain}`` can be completed to a true assignment."""
        left = dict(self.start)
        for name, place in assigned.items():
            left[name] &= 1 << place
        return self._complete(left, list(assigned), [n for n in self.names if n not in assigned])

    def _complete(self, left, due, open_names):
        for name in due:
            if not left[name]:
                return False
            place = left[name].bit_length() - 1
            left = {
                other: left[other] & self.allowed[name, other][place] if other != name else here
                for other, here in left.items()
            }
        if not all(left.values()):
            return False
        if not open_names:
            return True
        name = min(open_names, key=lambda n: left[n].bit_count())
        rest = [n for n in open_names if n != name]
        places = left[name]
        while places:
            lowest = places & -places
            if self._complete({**left, name: lowest}, [name], rest):
                return True
            places ^= lowest
        return False

    def days(self, name):
        """Every day this moment has in some true assignment."""
        return [day for x, day in enumerate(self.domains[name]) if self.possible({name: x})]

    def shortest(self, a, b, sign):
        """The least of ``sign * (b - a)``; None without a true assignment."""
        best = None
        for x, day in enumerate(self.domains[a]):
            places = range(len(self.domains[b]))
            for y in places if sign > 0 else reversed(places):
                apart = sign * (self.domains[b][y] - day)
                if best is not None and apart >= best:
                    break
                if self.possible({a: x, b: y}):
                    best = apart
                    break
        return best


# --- Small cases, with what they mean ---


never = st.just(False)
sometimes = st.sampled_from([False, False, False, False, True])


class Told(NamedTuple):
    """A case and the same for the oracle: one list of relations for each choice among ``or``."""

    case: Case
    domains: Domains
    scenarios: list[Relations]

    @property
    def searches(self):
        return [Search(self.domains, relations) for relations in self.scenarios]


units = st.sampled_from(["days", "weeks", "months", "months"])


@st.composite
def relations(draw, name, truth, *, true, units=units):
    """How ``name`` may be tied to another moment; ``true`` says so as it was."""
    there = draw(st.sampled_from(sorted(truth)))
    here_day, there_day = truth[name], truth[there]
    if not true:
        there_day += draw(st.integers(-60, 60))
    if draw(st.booleans()):
        words = [
            word
            for word in ("after", "before", "")
            if Relation(word, "").allows(here_day, there_day)
        ]
        return Relation(draw(st.sampled_from(words)), there)
    return offset(here_day, there_day, there, draw(units))


def offset(here, there, name, unit):
    """The completed units between two days, as a relation of the first."""
    first, last = sorted((here, there))
    count = 0
    while units_on(first, count + 1, unit) <= last:
        count += 1
    return Relation("+" if here >= there else "-", name, count, unit)


plain = st.sampled_from(["days", "weeks"])

# Months are not what a mean says near their ends and near leap days; stories begin shortly before.
landmarks = st.sampled_from(
    [date(2020, 1, 1), date(2020, 2, 1), date(2021, 1, 1), date(2023, 6, 15), date(2019, 12, 1)]
)


@st.composite
def days_after(draw, landmark, most):
    """A day up to ``most`` days on, as often as not at the end of a month."""
    there = landmark + timedelta(days=draw(st.integers(0, most)))
    if draw(st.booleans()):
        last = calendar.monthrange(there.year, there.month)[1]
        there = there.replace(day=last - draw(st.integers(0, 2)))
    return there.toordinal()


@st.composite
def told(draw, sizes=(1, 2, 12, 40, 70), liars=never):
    """Three to five moments, two of a course and the others of visits, told as they were.

    Each is within a window of ``sizes`` days; one visit may have no window, but an offset. With
    ``liars`` some of what is told need not be true.
    """
    landmark = draw(landmarks)
    visits = ["a", "b", "c"][: draw(st.integers(1, 3))]
    days = [draw(days_after(landmark, 100)) for _ in ("start", "end", *visits)]
    truth = dict(zip(["start of drug", "end of drug"], sorted(days[:2]), strict=True))
    truth |= dict(zip(visits, days[2:], strict=True))
    domains, texts, choices = {}, {}, []
    for name, day in truth.items():
        size = draw(st.sampled_from(sizes))
        first = day - draw(st.integers(0, size - 1)) + draw(liars) * draw(st.integers(-20, 20))
        domains[name] = range(first, first + size)
        ends = (date.fromordinal(day).isoformat() for day in (first, first + size - 1))
        texts[name] = ["/".join(ends)]
    if draw(st.sampled_from([False, False, True])):
        tie = offset(truth["a"], truth["start of drug"], "start of drug", draw(units))
        domains["a"] = range(truth["a"] - 200, truth["a"] + 200)
        texts["a"] = [str(tie)]
        choices.append([[("a", tie)]])
    for name in draw(st.lists(st.sampled_from(sorted(truth)), max_size=5)):
        relation = draw(relations(name, truth, true=not draw(liars)))
        texts[name].append(str(relation))
        choices.append([[(name, relation)]])
    either = draw(st.sampled_from([*truth, None, None, None]))
    if either is not None:
        both = [draw(relations(either, truth, true=true)) for true in (True, False)]
        both = draw(st.permutations(both))
        stated = ", ".join(texts[either])
        texts[either] = [f"{stated}, {both[0]} or {stated}, {both[1]}"]
        choices.append([[(either, relation)] for relation in both])
    course = [("end of drug", Relation("after", "start of drug"))]
    moments = {name: ", ".join(parts) for name, parts in texts.items()}
    case = Case(
        id="told",
        events=[
            Therapy("drug", start=moments["start of drug"], end=moments["end of drug"]),
            *(Visit(name, at=moments[name]) for name in visits),
        ],
    )
    scenarios = [course + [r for part in parts for r in part] for parts in product(*choices)]
    return Told(case, domains, scenarios)


def least(searches, a, b, sign):
    """The least of ``sign * (b - a)`` over all true assignments."""
    found = [search.shortest(a, b, sign) for search in searches]
    return min(apart for apart in found if apart is not None)


# --- Exactness ---


@settings(max_examples=120)
@given(told(liars=sometimes))
def test_bounds_are_exactly_the_days_of_true_assignments(case):
    chronology = solve(case.case, told=False)
    days = [
        {name: search.days(name) for name in case.domains}
        for search in case.searches
        if search.possible({})
    ]

    assert chronology.consistent == bool(days)
    if chronology.consistent:
        for name in case.domains:
            possible = [day for scenario in days for day in scenario[name]]
            assert chronology.bounds(name) == Bounds(min(possible), max(possible)), name
        # The cut-off is no earlier than anything reported, and that is all.
        soonest = min(max(first for first, *_ in scenario.values()) for scenario in days)
        assert chronology.bounds("cut-off") == Bounds(soonest, None)


@settings(max_examples=100)
@given(told(sizes=(1, 12, 40)))
def test_durations_are_exactly_those_of_true_assignments(case):
    searches, chronology = case.searches, solve(case.case, told=False)

    for a, b in combinations(case.domains, 2):
        fewest, most = least(searches, a, b, 1), -least(searches, a, b, -1)
        assert chronology.duration(a, b) == DurationBounds(fewest, most), (a, b)
        assert chronology.duration(b, a) == DurationBounds(-most, -fewest), (b, a)
        if fewest > 0:
            assert chronology.order_of(a, b) == "before"
        elif most < 0:
            assert chronology.order_of(a, b) == "after"
        elif fewest < 0 < most:
            assert chronology.order_of(a, b) == "open"


# --- Contradictions ---


@settings(max_examples=120)
@given(told(sizes=(1, 2, 12), liars=st.booleans()), st.booleans())
def test_what_is_set_aside_is_what_cannot_hold_with_the_rest(case, suppose):
    events = list(case.case.events)
    if suppose:  # the last event's moment becomes the curator's
        supposed = attrs.evolve(events[-1].at or events[-1].end, basis=Basis.ASSUMED, because="?")
        edge = "at" if events[-1].at else "end"
        events[-1] = attrs.evolve(events[-1], **{edge: supposed})
    chronology = solve(attrs.evolve(case.case, events=events), told=False)
    aside = set(chronology.set_aside)
    kept = [statement for statement in chronology.statements if statement not in aside]
    rank = {Basis.DEFINITION: 0, Basis.REPORTED: 1, Basis.ASSUMED: 2}

    assert chronology.consistent == (not aside)
    assert Chronology(chronology.case, kept).consistent
    for statement in aside:
        # It contradicts statements that weigh no less: lighter ones never push it out.
        as_heavy = [other for other in kept if rank[other.basis] <= rank[statement.basis]]
        assert not Chronology(chronology.case, [*as_heavy, statement]).consistent
    for point in chronology.points:
        bounds = chronology.bounds(point)
        if bounds.earliest is not None and bounds.latest is not None:
            assert bounds.earliest <= bounds.latest
    assert {p for rank in chronology.order() for p in rank} == set(chronology.case.points())


# --- Larger cases with a known truth ---


@st.composite
def true_stories(draw):
    """Up to twelve visits on known days, each told vaguely but truly."""
    count = draw(st.integers(2, 12))
    first = draw(landmarks)
    days = [draw(days_after(first, 900)) for _ in range(count)]
    texts = []
    for day in days:
        told = []
        precision = draw(st.sampled_from([10, 7, 4, 0]))
        if precision:
            told.append(date.fromordinal(day).isoformat()[:precision])
        for there in draw(st.lists(st.integers(0, count - 1), max_size=2)):
            word = draw(st.sampled_from(["order", "days", "weeks", "months"]))
            told.append(true_relation(day, days[there], f"v{there}", word))
        texts.append(", ".join(told) or None)
    return Case(id="s", events=[Visit(f"v{i}", at=t) for i, t in enumerate(texts)]), days


def true_relation(here, there, name, word):
    if word == "order":
        return f"after {name}" if here >= there else f"before {name}"
    return str(offset(here, there, name, word))


@settings(max_examples=80)
@given(true_stories())
def test_the_truth_is_never_excluded(story):
    case, days = story
    chronology = solve(case, told=False)

    assert chronology.consistent
    for i, day in enumerate(days):
        bounds = chronology.bounds(f"v{i}")
        if bounds.calendar:
            assert (bounds.earliest or day) <= day <= (bounds.latest or day)
        for j, other in enumerate(days[:i]):
            apart = chronology.duration(f"v{j}", f"v{i}")
            truth = day - other
            assert apart.least is None or apart.least <= truth
            assert apart.most is None or truth <= apart.most


# --- Without any calendar ---


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(-30, 60), st.sampled_from([0, 0, 5, 20])), min_size=2, max_size=4
    ),
    st.data(),
)
def test_day_numbers_are_exact_too(stated, data):
    names = [f"v{i}" for i in range(len(stated))]
    domains = {
        n: range(first, first + more + 1) for n, (first, more) in zip(names, stated, strict=True)
    }
    truth = {name: data.draw(st.sampled_from(days)) for name, days in domains.items()}
    drawn = [
        (name, data.draw(relations(name, truth, true=not data.draw(sometimes), units=plain)))
        for name in data.draw(st.lists(st.sampled_from(names), max_size=3))
    ]
    texts = {name: [f"day {days[0]} to {days[-1]}"] for name, days in domains.items()}
    for name, relation in drawn:
        texts[name].append(str(relation))
    chronology = solve(
        Case(id="n", events=[Visit(name, at=", ".join(parts)) for name, parts in texts.items()]),
        told=False,
    )
    search = Search(domains, drawn)

    assert not chronology.calendar
    assert chronology.consistent == search.possible({})
    if chronology.consistent:
        for name in names:
            possible = search.days(name)
            assert chronology.bounds(name) == Bounds(min(possible), max(possible), calendar=False)
        for a, b in combinations(names, 2):
            fewest, most = least([search], a, b, 1), -least([search], a, b, -1)
            assert chronology.duration(a, b) == DurationBounds(fewest, most)


@settings(max_examples=60)
@given(true_stories(), st.integers(1, 3))
def test_months_without_a_calendar_hold_whatever_the_calendar_was(story, step):
    _, days = story
    first = days[0]
    texts = [
        ", ".join(true_relation(day, days[j], f"v{j}", "months") for j in range(0, i, step))
        for i, day in enumerate(days)
    ]
    chronology = solve(
        Case(id="m", events=[Visit(f"v{i}", at=text or None) for i, text in enumerate(texts)]),
        told=False,
    )

    assert chronology.consistent
    assert not chronology.calendar
    for i, day in enumerate(days):  # day 0 is the first event
        bounds = chronology.bounds(f"v{i}")
        assert bounds.earliest is not None
        assert bounds.latest is not None
        assert bounds.earliest <= day - first <= bounds.latest
