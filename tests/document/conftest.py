"""A Hypothesis strategy for cases, made from the model: a new field or kind is tried by itself."""

import enum
import types
from typing import Any, get_args

import attrs
import pytest
from hypothesis import strategies as st

from timeline.document.form import fields, kinds
from timeline.errors import NotationError
from timeline.model.amounts import Amount, parse_amount
from timeline.model.case import Case, reference_problems
from timeline.model.claims import Interval
from timeline.model.events import Diagnosis, Event, EventBase
from timeline.model.moments import Moment, assumed, parse_moment
from timeline.model.quantities import Quantity, parse_quantity
from timeline.model.report import Tumour

# What YAML 1.1 turns into something else, what its syntax is made of, and what it cannot print.
WORDS = """
    NO no y true Null null ~ 1e3 1_000 0x1F 017 12:30:45 2020-01-01 2020-01 2016 .5 -3 = << # #a a#b
    : a: :a - -- --- ... ? & *a !a %a @a `a` a,b > | >19 a;b <5 ~x ./x {} [] "a" 'a' " ' it's é
"""
PHRASES = "| |a | a|# no|a # b|: |a: b|- a|? a|a + b|50 %|--- a|[a, b]|{a: b}|a, b".split("|")
LINES = ["\t", "a\tb", "\r\n", "a\rb", "\n", "\n\n", "a\n", "a\nb", "a\n\nb\n", "a\n b\n#"]
LINES += ["a \nb", "a\nb\n\n", "a\n---\nb", " a\nb"]
RARE = [*"\xa0\x85\u2028\ufeff\x00\x07\x7f\ud7ff\ufffe\U0010ffff", "a" * 120, "a b " * 30]
TRAPS = [*WORDS.split(), *PHRASES, *LINES, *RARE]
TEXTS = st.one_of(st.sampled_from([*TRAPS, "tumour", "lung"]), st.text(max_size=12))
MOMENTS = st.sampled_from(
    "2016|2016-09|2023-02-14|2016-09~|2019-09/2020-01|../2019-09|day 45|after anchor|"
    "anchor + ~3 weeks|before 2020-09-30, after anchor|2016 or 2017".split("|")
)
QUANTITIES = st.sampled_from("4|-5|0.95 %|>24|95 %+|238.7 ng/mL|~3|<= 0.10 x|500 mg/m2".split("|"))
AMOUNTS = st.sampled_from(
    "57 years|1 month|21 months|~3 weeks|20th month|2-3 weeks|nearly 3 years|>= 5 days|"
    "72.7 months|2 cycles of 21 days".split("|")
)
INTERVALS = st.sampled_from(["anchor", "anchor -> cut-off", "start of anchor → end of anchor"])
REFERENCES = st.sampled_from([None, "anchor"])


def values(wanted: Any) -> st.SearchStrategy[Any]:
    """Values of a type of the model."""
    if wanted is str:
        return TEXTS
    if wanted is int:
        return st.integers(-(10**8), 10**8)
    if wanted is Moment:
        reported = MOMENTS.map(parse_moment)
        return reported | st.builds(assumed, MOMENTS, TEXTS.filter(str.strip))
    if wanted is Quantity:
        return QUANTITIES.map(parse_quantity)
    if wanted is Amount:
        return AMOUNTS.map(parse_amount)
    if wanted is Interval:
        return INTERVALS.map(Interval.from_text)
    if isinstance(wanted, enum.EnumType):
        return st.sampled_from(list(wanted))
    if attrs.has(wanted):
        return instances(wanted)
    if choices := kinds(wanted):
        return st.one_of([instances(choice) for choice in choices.values()])
    if isinstance(wanted, types.UnionType):
        return values(get_args(wanted)[0])
    return st.lists(values(get_args(wanted)[0]), max_size=3).map(tuple)


@st.composite
def instances(draw: st.DrawFn, cls: type) -> Any:
    """Instances of a class of the model, few of their fields set."""
    given: dict[str, object] = {}
    skipped = set()
    if issubclass(cls, EventBase):
        given["id"] = draw(
            st.sampled_from(
                ["", "", "event", "anchor-1", draw(st.from_regex(r"[a-z]{1,3}", fullmatch=True))]
            )
        )
        lasts = cls.lasting and draw(st.booleans())
        skipped = {"at"} if lasts else {"start", "end"}
    for field in fields(cls):
        if field.name in given or field.name in skipped:
            continue
        if field.name in ("tumour", "of", "attributed_to", "rechallenge_of", "age_at"):
            given[field.name] = draw(REFERENCES if not field.required else st.just("anchor"))
        elif field.options:
            given[field.name] = draw(st.sampled_from(field.options))
        elif field.required or draw(st.integers(0, 3)) == 0:
            given[field.name] = draw(values(field.type))
    try:
        return cls(**given)
    except NotationError:
        return draw(st.nothing())


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Readable cases: whatever is in them, their references lead somewhere."""
    named = Diagnosis("adenocarcinoma", id="anchor")
    events = draw(st.lists(values(Event), max_size=6, unique_by=lambda e: e.id or object()))
    others = {
        field.name: draw(values(field.type))
        for field in fields(Case)
        if field.name not in ("id", "events", "tumours") and draw(st.booleans())
    }
    tumour = Tumour(id="anchor", name=draw(TEXTS))
    place = draw(st.integers(0, len(events)))
    events.insert(place, named)
    case = Case(id="case-1", tumours=(tumour,), events=tuple(events), **others)
    return case if not list(reference_problems(case)) else draw(st.nothing())


@pytest.fixture(scope="session")
def any_case() -> st.SearchStrategy[Case]:
    """Cases over the whole closed union, full of texts that YAML could take for something else."""
    return cases()
