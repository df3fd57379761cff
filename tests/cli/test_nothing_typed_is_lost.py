"""Whatever a document says of an event comes out: in text, JSON, CSV and figures."""

import enum
import html
import json
import types
import typing

import attrs
import pytest
from click.testing import CliRunner

from render.figures.timeline.figure import timeline_figure
from render.writers.svg import to_svg
from timeline.cli.main import main
from timeline.cohort import Cohort
from timeline.document import loads
from timeline.document.form import fields
from timeline.model.amounts import Amount
from timeline.model.events import EVENT_KINDS
from timeline.model.quantities import Quantity
from timeline.model.report import Patient

NAMES = ("id", "at", "start", "end")
"""Held by the tests of ids and of dates."""

OTHERS = [{"therapy": "gefitinib", "id": "zq-other"}]
REFERENCES = ("of", "pair_of", "attributed_to", "rechallenge_of")
STAGE_SYSTEM = {"system": "TNM"}


def sample(cls, field):
    """A value for a field that is found nowhere else, as a document has it."""
    if field.key == "tumour":
        return "zq-tumour"
    if field.key in REFERENCES:
        return "zq-other"
    kinds = typing.get_args(field.type) or (field.type,)
    kind = next(one for one in kinds if one not in (type(None), Ellipsis))
    if field.key == "scope":
        return "organ"
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return next(one.value for one in reversed(kind) if one != field.default)
    if kind is Quantity:
        return "73" if field.name == "lines" else "73.19 mg"
    if kind is Amount:
        return "73.19 months"
    if kind is int:
        return 4
    if isinstance(kind, type) and attrs.has(kind):
        value = {one.key: sample(kind, one) for one in fields(kind)} | (
            STAGE_SYSTEM if field.key == "stage" else {}
        )
        return [value] if isinstance(field.type, types.GenericAlias) else value
    return f"zq-{field.key}"


def leaves(value):
    match value:
        case dict():
            for one in value.values():
                yield from leaves(one)
        case list():
            for one in value:
                yield from leaves(one)
        case _:
            yield str(value)


def outputs(case, document, tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    for name, options in (("show", ()), ("show --json", ("--json",))):
        result = CliRunner().invoke(main, ["show", str(path), *options], env={"COLUMNS": "4000"})
        assert result.exit_code == 0, result.output
        yield name, result.output
    Cohort([case]).to_csv(tmp_path / "tables")
    yield "CSV", (tmp_path / "tables" / "events.csv").read_text(encoding="utf-8")
    yield "figure", html.unescape(to_svg(timeline_figure(case)))


def pressed(words):
    return "".join(words.split()).replace("\\", "")


FIELDS = [
    pytest.param(cls, field, id=f"{key}-{field.key}")
    for key, cls in EVENT_KINDS.items()
    for field in fields(cls)
    if field.name not in NAMES and (cls.lasting or field.name != "lasted")
]


@pytest.mark.parametrize(("cls", "field"), FIELDS)
def test_every_field_of_every_kind_comes_out(cls, field, tmp_path):
    needed = {one.key: sample(cls, one) for one in fields(cls) if one.required}
    value = sample(cls, field)
    moment = "start" if field.key == "lasted" else "at"
    document = {
        "case": "c",
        "tumours": [{"id": "zq-tumour", "name": "one"}],
        "events": [*OTHERS, {**needed, field.key: value, "id": "told", moment: "2020-01-01"}],
    }
    (case,) = loads(json.dumps(document))

    for name, words in outputs(case, document, tmp_path):
        for leaf in leaves(value):
            assert pressed(leaf) in pressed(words), f"{name} says nothing of {leaf!r}"


@pytest.mark.parametrize("field", fields(Patient), ids=lambda field: field.key)
def test_what_is_said_of_the_patient_comes_out(field, tmp_path):
    value = {"age": "47 years", "age_at": "told"}.get(field.key, f"zq-{field.key}")
    document = {
        "case": "c",
        "patient": {field.key: value},
        "events": [{"visit": "admission", "id": "told", "at": "2020"}],
    }
    (case,) = loads(json.dumps(document))

    shown = dict(list(outputs(case, document, tmp_path))[:2])
    for name, words in shown.items():
        assert pressed(value) in pressed(words), f"{name} says nothing of {value!r}"


def test_dose_schedule_and_negatives_stand_beside_what_was_found(tmp_path):
    document = {
        "case": "site",
        "events": [
            {"diagnosis": "lung adenocarcinoma", "at": "2020-01-01"},
            {
                "test": "NGS",
                "at": "2020-01-10",
                "found": ["EGFR L858R"],
                "not_found": ["ALK fusion"],
            },
            {
                "therapy": [{"name": "lorlatinib", "dose": "100 mg", "schedule": "once daily"}],
                "line": 2,
                "start": "2020-09-01",
                "end": "ongoing",
            },
        ],
    }
    (case,) = loads(json.dumps(document))

    for name, words in outputs(case, document, tmp_path):
        for said in ("100 mg", "once daily", "ALK fusion", "EGFR L858R"):
            assert pressed(said) in pressed(words), f"{name} says nothing of {said!r}"
