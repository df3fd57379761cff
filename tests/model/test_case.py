"""A case as a value: the ids its events get, the names its moments go by, what is refused."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.chronology.statements import BIRTH_POINT, CUT_OFF_POINT, DAY_ZERO
from timeline.errors import CaseTimelineError, NotationError, UnknownReferenceError
from timeline.model.case import RESERVED, Case, Point, derived_ids, reference_problems, slug
from timeline.model.claims import CountClaim, Interval, IntervalClaim
from timeline.model.events import (
    AdverseEvent,
    Assessment,
    Death,
    Diagnosis,
    MolecularTest,
    Procedure,
    SupportiveCare,
    Therapy,
    Visit,
)
from timeline.model.moments import Anchor, Edge, parse_moment
from timeline.model.report import Patient, Tumour


def case(*events, **fields):
    return Case(id="a-case", events=events, **fields)


# --- Ids ---


def test_an_event_without_an_id_is_called_after_its_subject():
    told = case(
        Therapy("icotinib"),
        Therapy("pemetrexed + cisplatin"),
        Procedure("biopsy of the skin"),
        Therapy("chemotherapy", id="adjuvant"),
        Visit("Aufnahme, ambulant (Köln)"),
    )

    assert [event.id for event in told] == [
        "icotinib",
        "pemetrexed-cisplatin",
        "biopsy-of-the-skin",
        "adjuvant",
        "aufnahme-ambulant-koln",
    ]


def test_a_subject_used_twice_is_numbered():
    told = case(MolecularTest("NGS"), Assessment("CT"), MolecularTest("NGS"), MolecularTest("ngs"))

    assert [event.id for event in told] == ["ngs-1", "ct", "ngs-2", "ngs-3"]


def test_a_subject_that_is_not_stated_leaves_the_kind_as_the_name():
    case = Case(id="c", events=[MolecularTest("not stated"), Assessment("not stated")])

    assert [event.id for event in case.events] == ["test", "assessment"]


def test_numbers_step_round_the_ids_that_were_given():
    told = case(MolecularTest("NGS"), MolecularTest("NGS", id="ngs-1"), MolecularTest("NGS"))
    alone = case(MolecularTest("NGS"), Assessment("CT", id="ngs"))

    assert [event.id for event in told] == ["ngs-2", "ngs-1", "ngs-3"]
    assert [event.id for event in case(Visit("CT"), Visit("CT 2"), Visit("CT"))] == [
        "ct-1",
        "ct-2",
        "ct-3",
    ]
    assert [event.id for event in alone] == ["ngs-1", "ngs"]


def test_no_event_is_called_as_a_moment_of_the_case():
    assert {DAY_ZERO.event, CUT_OFF_POINT.event, BIRTH_POINT.event} == set(RESERVED)
    assert [event.id for event in case(Visit("day 0"), Visit("cut-off"))] == [
        "day-0-1",
        "cut-off-1",
    ]
    with pytest.raises(NotationError, match="names a moment of the case"):
        case(Visit("last visit", id="Cut-off"))


names = st.sampled_from(["NGS", "CT", "ngs 1", "CT-2", "日本", "", "+", "cut-off", "a" * 60])


@given(st.lists(st.tuples(names, st.sampled_from(["", "", "ngs", "ct-1"]))))
def test_derived_ids_are_unique_and_given_ones_stay(drawn):
    given_ids = set()
    events = []
    for name, wanted in drawn:
        events.append(Visit(name, id="" if wanted in given_ids else wanted))
        given_ids.add(wanted)

    ids = derived_ids(events)

    assert len(set(ids)) == len(ids)
    assert all(event.id in ("", name) for event, name in zip(events, ids, strict=True))
    assert [event.id for event in case(*events)] == list(ids)


@given(st.text(max_size=80))
def test_a_slug_can_be_written_in_a_moment(text):
    made = slug(text)

    assert len(made) <= 40
    assert slug(made) == made
    if not made[0].isdigit():  # "after 2016" is a date
        assert parse_moment(f"after {made}").anchors == (Anchor(made),)


def test_two_events_with_one_id_are_refused():
    with pytest.raises(NotationError, match="'ct': is the id of two events"):
        case(Assessment("CT", id="ct"), Assessment("PET", id="ct"))


@pytest.mark.parametrize("wrong", ["", "two words", "a/b", "x" * 81])
def test_a_case_needs_a_plain_id(wrong):
    with pytest.raises(NotationError, match="a case's id is letters"):
        Case(id=wrong)


# --- Names ---

told = case(
    Diagnosis("invasive lung adenocarcinoma", id="primary"),
    Procedure("thoracoscopic lobectomy", id="lobectomy", type="surgery"),
    Therapy("pemetrexed + cisplatin", id="adjuvant"),
    Therapy("crizotinib"),
    SupportiveCare("zoledronic acid"),
    MolecularTest("NGS", id="ngs-2017"),
    MolecularTest("NGS", id="ngs-2021"),
    Therapy("cisplatin", id="intrapleural", at="2023-06"),
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("lobectomy", "lobectomy"),
        ("surgery", "lobectomy"),
        ("procedure", "lobectomy"),
        ("Thoracoscopic lobectomy", "lobectomy"),
        ("thoracoscopic-lobectomy", "lobectomy"),
        ("dx", "primary"),
        ("diagnosis", "primary"),
        ("pemetrexed", "adjuvant"),
        ("zoledronic acid", "zoledronic-acid"),
        ("supportive_care", "zoledronic-acid"),
        ("Crizotinib", "crizotinib"),
    ],
)
def test_an_event_answers_to_its_id_name_drug_and_kind(name, found):
    assert told.event(name).id == found


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("NGS", "'NGS' could be any of ngs-2017, ngs-2021; name one of these ids"),
        ("cisplatin", "could be any of adjuvant, intrapleural"),
        ("therapy", "could be any of adjuvant, crizotinib, intrapleural"),
        ("crizotinb", "no event is called 'crizotinb'; did you mean 'crizotinib'"),
        ("xyzzy", "no event is called 'xyzzy'$"),
    ],
)
def test_an_ambiguous_or_unknown_name_is_not_guessed(name, message):
    with pytest.raises(UnknownReferenceError, match=message):
        told.event(name)


def test_an_id_goes_before_every_other_name():
    ambiguous = case(Therapy("crizotinib", id="ct"), Assessment("CT"), Assessment("CT", id="ct-b"))

    assert ambiguous.event("ct").name == "crizotinib"


@pytest.mark.parametrize(
    ("anchor", "point"),
    [
        ("start of crizotinib", Point("crizotinib", Edge.START)),
        ("end of pemetrexed", Point("adjuvant", Edge.END)),
        (Anchor("crizotinib", Edge.START), Point("crizotinib", Edge.START)),
        ("surgery", Point("lobectomy")),
        ("start of surgery", Point("lobectomy")),  # a point event has one moment
        ("intrapleural", Point("intrapleural")),  # and so has a course within a day
        ("cut-off", Point("cut-off")),
        ("Cut-off", Point("cut-off")),
    ],
)
def test_a_moment_is_an_event_and_its_edge(anchor, point):
    assert told.point(anchor) == point


@pytest.mark.parametrize(
    ("anchor", "message"),
    [
        ("crizotinib", "'crizotinib' lasts: say 'start of crizotinib' or 'end of crizotinib'"),
        ("biopsy of the skin", "no event is called 'biopsy of the skin'"),
        ("middle of crizotinib", "no event is called 'middle of crizotinib'"),
        ("start of nothing", "no event is called 'nothing'"),
        ("", "no event is called ''"),
    ],
)
def test_a_moment_that_is_not_there_is_refused(anchor, message):
    with pytest.raises(UnknownReferenceError, match=message):
        told.point(anchor)


def test_points_come_in_document_order():
    short = case(Therapy("icotinib"), Visit("admission"), Therapy("cisplatin", at="2016"))

    assert [str(point) for point in short.points()] == [
        "start of icotinib",
        "end of icotinib",
        "admission",
        "cisplatin",
    ]


# --- References ---


def problems(*events, **fields):
    return [(path, message) for path, message in reference_problems(case(*events, **fields))]


def test_a_case_whose_references_all_lead_somewhere_has_no_problems():
    assert not problems(
        Diagnosis("NSCLC", at="2016-09", tumour="lung"),
        Procedure("biopsy", at="after dx"),
        MolecularTest("NGS", of="biopsy", at="biopsy + 2 weeks"),
        Therapy("crizotinib", start="after ngs", end="ongoing"),
        Therapy("crizotinib", id="again", rechallenge_of="crizotinib", start="2020", end="cut-off"),
        AdverseEvent("oedema", attributed_to="again", start="during again"),
        patient=Patient(age="57 years", age_at="dx"),
        tumours=[Tumour(id="lung", name="NSCLC")],
        day_zero="dx",
        cut_off="after end of crizotinib",
        claims=[
            IntervalClaim("start of again -> cut-off", is_="1 year"),
            CountClaim("doses", of="crizotinib", is_="4"),
        ],
    )


def test_every_reference_that_leads_nowhere_is_told_with_its_place():
    found = dict(
        problems(
            Visit("admission", tumour="lnug"),
            Therapy("crizotinib", start="after biopsy", end="before crizotinib"),
            Assessment("CT", at="after crizotinib or admision + 3 weeks"),
            MolecularTest("NGS", of="surgery"),
            AdverseEvent("oedema", attributed_to="crizotinb"),
            Therapy("alectinib", rechallenge_of="lorlatinib"),
            patient=Patient(age="57 years", age_at="diagnosis"),
            tumours=[Tumour(id="lung", name="NSCLC")],
            day_zero="enrolment",
            cut_off="death",
            claims=[
                IntervalClaim("start of crizotinib -> death", is_="21 months"),
                CountClaim("doses", of="denosumab", is_="4"),
            ],
        )
    )

    assert {
        path: message.partition(";")[0].partition(":")[0] for path, message in found.items()
    } == {
        ("events", 0, "tumour"): "no tumour is called 'lnug'",
        ("events", 1, "start"): "no event is called 'biopsy'",
        ("events", 2, "at"): "no event is called 'admision'",
        ("events", 3, "of"): "no event is called 'surgery'",
        ("events", 4, "attributed_to"): "no event is called 'crizotinb'",
        ("events", 5, "rechallenge_of"): "no event is called 'lorlatinib'",
        ("patient", "age_at"): "no event is called 'diagnosis'",
        ("day_zero",): "no event is called 'enrolment'",
        ("cut_off",): "no event is called 'death'",
        ("claims", 0, "interval"): "no event is called 'death'",
        ("claims", 1, "of"): "no event is called 'denosumab'",
    }
    assert found["events", 0, "tumour"].endswith("did you mean 'lung'?")


def test_every_bad_moment_of_one_text_is_told():
    assert [
        message for _, message in problems(Therapy("a", id="a"), Visit("b", at="after a or x"))
    ] == [
        "'a' lasts: say 'start of a' or 'end of a'",
        "no event is called 'x'",
    ]


# --- A value ---


def test_a_case_is_a_value():
    assert case(Visit("admission")) == case(Visit("admission"))
    assert hash(case(Visit("admission"))) == hash(case(Visit("admission")))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        told.id = "other"


def test_a_changed_case_keeps_its_ids():
    changed = attrs.evolve(told, cut_off="2024-08")

    assert [event.id for event in changed] == [event.id for event in told]
    assert str(changed.cut_off) == "2024-08"


def test_misuse_is_one_kind_of_error():
    assert issubclass(NotationError, CaseTimelineError | ValueError)
    assert issubclass(UnknownReferenceError, CaseTimelineError)
    assert issubclass(UnknownReferenceError, LookupError)


# --- Claims ---


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("icotinib", Anchor("icotinib", Edge.START), Anchor("icotinib", Edge.END)),
        ("start of icotinib -> ct-2019", Anchor("icotinib", Edge.START), Anchor("ct-2019")),
        ("dx \u2192 death", Anchor("dx"), Anchor("death")),
        ("dx->cut-off", Anchor("dx"), Anchor("cut-off")),
    ],
)
def test_an_interval_is_from_one_moment_to_another(text, first, last):
    interval = Interval.from_text(text)

    assert (interval.first, interval.last, str(interval)) == (first, last, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "->",
        "dx ->",
        "dx -> ct -> death",
        "start of icotinib",
        "2016 -> 2017",
        "after dx -> death",
    ],
)
def test_what_is_no_interval_is_refused(text):
    with pytest.raises(NotationError):
        Interval.from_text(text)


def test_a_claim_reads_its_amount():
    claim = IntervalClaim("dx -> death", is_="over 19 months", endpoint="OS")

    assert str(claim.is_) == ">19 months"
    assert problems(Diagnosis("NSCLC"), Death("not stated"), claims=[claim]) == []
