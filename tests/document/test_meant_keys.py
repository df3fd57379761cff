"""A key that is none says which one was meant, also where no spelling tells."""

import pytest

from timeline.document import loads
from timeline.document.form import fields
from timeline.document.meant import unknown_key
from timeline.errors import DocumentError
from timeline.model.case import Case
from timeline.model.claims import CLAIM_KINDS
from timeline.model.events import EVENT_KINDS
from timeline.model.report import Patient
from timeline.tsv import items, rows_in

ROWS = rows_in("timeline.document", "meant_keys")
CLASSES = {**EVENT_KINDS, "case": Case, "patient": Patient}


def classes(place):
    if place == "claim":
        return list(CLAIM_KINDS.values())
    return list(EVENT_KINDS.values()) if place == "any event" else [CLASSES[place]]


def problem(*, event="", claim="", top=""):
    events = "  - {therapy: crizotinib, id: tki}\n" + (f"  - {{{event}}}\n" if event else "")
    claims = f"claims:\n  - {{{claim}}}\n" if claim else ""
    with pytest.raises(DocumentError) as raised:
        loads(f"case: a\n{top}events:\n{events}{claims}")
    (one,) = raised.value.problems
    return one


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("test: NGS, findings: [EGFR L858R]", "unknown key 'findings'; did you mean 'found'?"),
        ("test: NGS, negative: [ALK fusion]", "unknown key 'negative'; did you mean 'not_found'?"),
        ("test: NGS, date: 2020", "unknown key 'date'; did you mean 'at'?"),
        ("therapy: osimertinib, drug_class: EGFR-TKI", "'therapy: [{name: ..., drug_class: ...}]'"),
        ("therapy: osimertinib, response: PR", "a response is an assessment during it"),
        ("therapy: osimertinib, stopped_for: toxicity", "did you mean 'stop'?"),
        ("therapy: osimertinib, duration: 3 months", "did you mean 'lasted'?"),
        ("assessment: CT, result: PR", "did you mean 'response'?"),
        ("progression: liver, sites: brain", "did you mean 'progression'?"),
        ("diagnosis: melanoma, Stage-Group: IV", "did you mean 'stage'?"),
        ("treatment: osimertinib", "did you mean 'therapy' by 'treatment'?"),
        ("surgery: lobectomy, at: 2020", "did you mean 'procedure' by 'surgery'?"),
        ("mutation: EGFR L858R", "did you mean 'test' by 'mutation'?"),
        ("test: NGS, fuond: [EGFR L858R]", "did you mean 'found'?"),  # the spelling tells
    ],
)
def test_a_message_names_the_key_that_was_meant(event, said):
    assert said in problem(event=event).message


def test_a_claim_and_the_case_say_so_too():
    claimed = problem(claim="response: PR, therapy: tki, of: tki")
    assert "did you mean 'of'?" in claimed.message
    assert "it stands under 'patient'" in problem(top="age: 61\n").message


def test_the_message_points_at_the_key():
    found = problem(event="test: NGS, findings: [EGFR L858R]")
    assert (found.line, found.column, found.path) == (4, 17, "events[1].findings")


@pytest.mark.parametrize("row", [row for row in ROWS if row["in"] != "kind"])
def test_what_is_meant_exists_and_what_is_written_does_not(row):
    listed = [cls for place in items(row["in"]) for cls in classes(place)]
    keys = {cls: {field.key for field in fields(cls)} for cls in listed}
    if not row["meant"] or row["meant"] == "OWN":
        assert row["advice"]
    else:
        assert any(row["meant"] in keys[cls] for cls in listed)
    for written in items(row["written"]):
        assert not all(written in keys[cls] for cls in listed)
        said = [unknown_key(written, cls) for cls in listed if written not in keys[cls]]
        assert any(row["meant"] in message for message in said) or row["meant"] == "OWN"


@pytest.mark.parametrize("row", [row for row in ROWS if row["in"] == "kind"])
def test_a_kind_that_is_meant_is_a_kind(row):
    assert row["meant"] in EVENT_KINDS
    assert not set(items(row["written"])) & set(EVENT_KINDS)
