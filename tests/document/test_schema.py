"""The published schema: every document the reader accepts satisfies it, and it says why not."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from timeline.document import dumps, dumps_json, read_case, schema
from timeline.model.claims import CLAIM_KINDS
from timeline.model.events import EVENT_KINDS

SCHEMA = schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
REPORTS = sorted((Path(__file__).parents[2] / "cases" / "reports").glob("*.yaml"))


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, by which editors read: a date is a text, a year is a number."""


Core.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_by_an_editor(text: str) -> Any:
    return yaml.load(text, Loader=Core)  # noqa: S506  # a safe loader


def test_it_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_the_shipped_cases_satisfy_it(path: Path):
    VALIDATOR.validate(read_by_an_editor(path.read_text("utf-8")))
    VALIDATOR.validate(read_by_an_editor(dumps(read_case(path))))


@given(data=st.data())
def test_any_written_case_satisfies_it(data, any_case):
    case = data.draw(any_case)

    VALIDATOR.validate(read_by_an_editor(dumps(case)))
    VALIDATOR.validate(json.loads(dumps_json(case)))


def test_every_kind_is_in_it():
    for union, kinds in (("Event", EVENT_KINDS), ("Claim", CLAIM_KINDS)):
        refs = [{"$ref": f"#/$defs/{cls.__name__}"} for cls in kinds.values()]
        assert SCHEMA["$defs"][union]["oneOf"] == refs


def test_it_explains_what_it_names():
    assert all(definition["description"] for definition in SCHEMA["$defs"].values())
    assert SCHEMA["$defs"]["Therapy"]["required"] == ["therapy"]
    assert "start of crizotinib + 3 weeks" in SCHEMA["$defs"]["Date"]["description"]
    status = SCHEMA["$defs"]["MolecularTest"]["properties"]["status"]
    assert status.pop("description").startswith("whether it took place")
    assert status == {"$ref": "#/$defs/EventStatus", "default": "performed"}


@pytest.mark.parametrize(
    "event",
    [
        "{therapy: icotinib, at: 2016, line: 1}",
        "{therapy: [{name: a, dose: 5 mg}, b], end: {assumed: 2016-09, because: c}}",
        "{test: NGS, found: EGFR T790M, specimen: {material: tissue, site: lung}}",
        "{adverse_event: rash, grade: 3}",
        "{laboratory: NSE, value: 4.50}",
    ],
)
def test_good_events(event: str):
    VALIDATOR.validate(read_by_an_editor(f"case: a\nevents:\n- {event}"))


@pytest.mark.parametrize(
    "event",
    [
        "{therapy: icotinib, strt: 2016}",
        "{therapy: icotinib, test: NGS}",
        "{therapy: icotinib, line: one}",
        "{therapy: icotinib, stop: progresion}",
        "{therapy: icotinib, note: }",
        "{therapy: icotinib, end: {assumed: 2016}}",
        "{adverse_event: rash, grade: 6}",
        "{at: 2016}",
        "icotinib",
    ],
)
def test_bad_events(event: str):
    assert not VALIDATOR.is_valid(read_by_an_editor(f"case: a\nevents:\n- {event}"))
