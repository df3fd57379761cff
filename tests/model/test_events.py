"""Events: the moments each kind has, the names they go by, what a mistake is told."""

from datetime import date
from decimal import Decimal
from typing import get_args

import attrs
import pytest

from timeline.errors import NotationError
from timeline.model.assays import Finding, Specimen
from timeline.model.components import Drug, Presence, Response, Scope, Stage
from timeline.model.events import (
    EVENT_KINDS,
    AdverseEvent,
    Assessment,
    Condition,
    Diagnosis,
    Event,
    Laboratory,
    Metastasis,
    MolecularTest,
    Procedure,
    Radiotherapy,
    SupportiveCare,
    Symptom,
    Therapy,
    Visit,
)
from timeline.model.moments import Edge, parse_moment
from timeline.model.quantities import Quantity
from timeline.model.words import as_texts

kinds = pytest.mark.parametrize("kind", EVENT_KINDS.values(), ids=EVENT_KINDS)


def make(kind, **fields):
    """An event of any kind; its subject is a word, a number or a word of a closed list."""
    special = {"performance_status": 1, "disease_phase": "blast"}
    return kind(**{kind.subject: special.get(kind.key, "word")}, **fields)


# --- What every kind holds ---


def test_each_kind_has_its_own_key():
    assert tuple(EVENT_KINDS.values()) == get_args(Event)
    assert all(kind.key == key for key, kind in EVENT_KINDS.items())


@kinds
def test_a_kind_is_frozen_hashable_and_says_why_it_exists(kind):
    event = make(kind, id="e", at="2016-09", cite="Figure 2")

    assert event == make(kind, id="e", at="2016-09", cite="Figure 2")
    assert hash(event) == hash(make(kind, id="e", at="2016-09", cite="Figure 2"))
    assert kind.__doc__
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        event.note = "changed"


@kinds
def test_a_subject_names_the_event(kind):
    assert make(kind).name in ("word", "ECOG 1", "blast phase")


@kinds
def test_an_event_may_have_no_time_at_all(kind):
    event = make(kind)

    assert [event.moment(edge) for edge in Edge] == [None, None, None]


@kinds
def test_only_what_lasts_has_a_start_and_an_end(kind):
    assert make(kind, at="2016-09").edges == (Edge.AT,)
    if kind.lasting:
        assert make(kind).edges == (Edge.START, Edge.END)
        lasting = make(kind, start="2016-09", end="ongoing")
        assert lasting.moment(Edge.START) == parse_moment("2016-09")
        assert lasting.moment(Edge.END).ongoing
    else:
        assert make(kind).edges == (Edge.AT,)
        with pytest.raises(NotationError, match=f"{kind.key} happens at one moment"):
            make(kind, start="2016-09")


def test_the_kinds_that_last():
    assert {key for key, kind in EVENT_KINDS.items() if kind.lasting} == {
        "therapy",
        "radiotherapy",
        "supportive_care",
        "adverse_event",
        "symptom",
        "condition",
    }


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"at": "2016", "start": "2016"}, "has both 'at' and 'start' or 'end'"),
        ({"at": "2016", "end": "2017"}, "has both 'at' and 'start' or 'end'"),
        ({"at": "ongoing"}, "only an end can be ongoing"),
        ({"start": "ongoing"}, "only an end can be ongoing"),
        ({"start": "2016-13"}, "there is no month 13"),
        ({"start": 2016}, "not a moment"),
    ],
)
def test_moments_that_cannot_be(fields, message):
    with pytest.raises(NotationError, match=message):
        Therapy("crizotinib", **fields)


def test_a_moment_may_be_a_date():
    assert Visit("admission", at=date(2016, 9, 5)).at == parse_moment("2016-09-05")


# --- Names and parts ---


def test_a_regimen_is_its_drugs_unless_it_has_a_name():
    assert Therapy("pemetrexed + cisplatin").name == "pemetrexed + cisplatin"
    assert Therapy(["pemetrexed", Drug("cisplatin", dose="75 mg/m2")]).name == (
        "pemetrexed + cisplatin"
    )
    assert Therapy("pemetrexed + cisplatin", regimen="PP").name == "PP"
    assert SupportiveCare("zoledronic acid").name == "zoledronic acid"


def test_drugs_are_read_from_text_or_taken_as_they_are():
    drug = Drug("serplulimab", as_written="Sapolizumab")

    assert Therapy("etoposide + cisplatin").drugs == (Drug("etoposide"), Drug("cisplatin"))
    assert Therapy(drug).drugs == (drug,)
    assert Drug("cisplatin").plain
    assert not drug.plain


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("7+3", ["7+3"]),
        ("7+3 + midostaurin", ["7+3", "midostaurin"]),
        ("anti-PD-1+5-FU", ["anti-PD-1", "5-FU"]),
    ],
)
def test_a_regimen_may_be_called_by_its_days(text, names):
    assert [drug.name for drug in Therapy(text).drugs] == names


@pytest.mark.parametrize("nothing", ["", "  ", "cisplatin +", [], ["cisplatin", ""]])
def test_a_therapy_needs_a_drug(nothing):
    with pytest.raises(NotationError, match="names no drug"):
        Therapy(nothing)


def test_sites_are_a_list_in_one_text_or_several():
    assert Metastasis("brain; liver").sites == ("brain", "liver")
    assert Metastasis(["bone (femur; left)"]).sites == ("bone (femur; left)",)
    assert Metastasis("brain; liver").name == "brain; liver"
    assert as_texts(" ; ") == ()


def test_quantities_are_read_from_text():
    assert Laboratory("NSE", value="238.7 ng/mL").value == Quantity(Decimal("238.7"), "ng/mL")
    assert Therapy("cisplatin", cycles=4).cycles == Quantity(Decimal(4))
    assert Radiotherapy("femur", dose="40 Gy").dose == Quantity(Decimal(40), "Gy")


def test_one_response_or_several():
    assert Assessment("CT", response=Response("PR")).response == (Response("PR"),)
    assert Assessment("CT", response=[Response("PR"), Response("SD")]).response[1].category == "SD"
    assert Assessment("CT", response="PR").response == (Response("PR"),)
    assert Assessment("CT").response == ()


@pytest.mark.parametrize(
    ("response", "printed"),
    [
        (Response("PR"), "PR"),
        (Response.from_text(" PR "), "PR"),
        (
            Response(wording="stable lesions", scope=Scope.ORGAN, site="bone"),
            "stable lesions (bone)",
        ),
        (Response("PD", wording="suggesting progression"), "PD"),
    ],
)
def test_a_response_prints_in_a_few_words(response, printed):
    assert str(response) == printed


def test_a_response_says_something_of_some_place():
    with pytest.raises(NotationError, match="a response needs a category"):
        Response()
    with pytest.raises(NotationError, match="a response of lesion scope needs its site"):
        Response("SD", scope=Scope.LESION)


def test_a_stage_prints_shortly_and_tnm_needs_its_edition():
    assert str(Stage(system="TNM", edition="7", tnm="pT2aN0M0", group="IB")) == "pT2aN0M0 IB"
    assert str(Stage(system="VALG", group="extensive")) == "extensive"
    assert str(Stage(system="FIGO")) == "FIGO"
    with pytest.raises(NotationError, match="a TNM stage needs its edition"):
        Diagnosis("adenocarcinoma", stage=Stage(system="TNM", group="IB"))


@pytest.mark.parametrize(
    ("specimen", "printed"),
    [
        (Specimen.from_text(" plasma "), "plasma"),
        (Specimen("tissue", site="skin"), "tissue, skin"),
    ],
)
def test_a_specimen_is_a_material_and_its_site(specimen, printed):
    assert str(specimen) == printed


def test_a_finding_holds_how_it_was_observed():
    finding = Finding("EZR exon 10-ROS1 exon 34", vaf="0.95 %", depth="500 x")
    test = MolecularTest("NGS", found=[finding], genes=["EGFR", "ROS1"])

    assert test.found[0].vaf == Quantity(Decimal("0.95"), "%")
    assert test.genes == ("EGFR", "ROS1")
    assert MolecularTest("NGS", found="EGFR T790M").found == (Finding("EGFR T790M"),)
    assert MolecularTest("NGS", not_found=["EGFR T790M"]).not_found == (Finding("EGFR T790M"),)
    assert MolecularTest("PCR", genes="EGFR").genes == ("EGFR",)


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: Procedure("biopsy", type="biospy"),
        lambda: AdverseEvent("nausea", grade=6),
        lambda: AdverseEvent("nausea", grade=0),
        lambda: Condition("hypertension", type="disease"),
        lambda: Laboratory("NSE", value="high"),
        lambda: Therapy("cisplatin", doses="some"),
    ],
)
def test_a_field_outside_its_list_is_refused(mistake):
    with pytest.raises(ValueError, match=r"expected one of|'grade' must be in|is not a number"):
        mistake()


def test_absence_is_told_apart_from_silence():
    assert Symptom("cough").presence is Presence.PRESENT
    assert Symptom("cough", presence=Presence.ABSENT) != Symptom("cough")


@pytest.mark.parametrize(
    ("written", "name", "route"),
    [
        ("intrathecal methotrexate", "methotrexate", "intrathecal"),
        ("Oral etoposide", "etoposide", "oral"),
        ("intra-arterial cisplatin", "cisplatin", "intra-arterial"),
        ("methotrexate", "methotrexate", None),
        ("oral and maxillofacial rinse", "oral and maxillofacial rinse", None),
    ],
)
def test_a_route_before_the_drug_is_its_route(written, name, route):
    assert Drug.from_text(written) == Drug(name, route=route)
