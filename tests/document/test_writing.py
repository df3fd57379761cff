"""What a written document looks like, and how it gets into a file."""

import json
import os
from pathlib import Path

import pytest

from timeline.document import dumps, dumps_json, read_case, write_case
from timeline.errors import DocumentError
from timeline.model.assays import Finding
from timeline.model.case import Case
from timeline.model.claims import CountClaim
from timeline.model.components import Drug, Response, Scope, Setting
from timeline.model.events import Assessment, Death, MolecularTest, Therapy
from timeline.model.moments import assumed
from timeline.model.report import Patient, Source

CASE = Case(
    id="ezr-ros1",
    source=Source(title="EZR-ROS1: a case", year=2025),
    patient=Patient(sex="NO", age="57 years"),
    events=(
        Therapy("icotinib", line=1, setting=Setting.ADVANCED, start="2017-12-01", end="ongoing"),
        Therapy(
            (Drug("pemetrexed", dose="500 mg/m2"), Drug("cisplatin")),
            start=assumed("after ngs", because="nothing else is said"),
        ),
        Therapy("pemetrexed + cisplatin", at="2016", cite="Case description, paragraph 3"),
        MolecularTest(
            "NGS",
            id="ngs",
            depth="500 x",
            found=("EGFR T790M", Finding("TP53 mutation", vaf="5 %")),
        ),
        MolecularTest("NGS", id="ngs-plasma", found=("MSS",), genes=("EGFR", "ROS1")),
        Assessment("CT", response=Response("SD", scope=Scope.ORGAN, site="bone"), sites="a; b"),
        Death("not stated", note="first line\n\n  second line\n"),
    ),
    claims=(CountClaim("doses", of="icotinib", is_="4"),),
)


def test_a_document_reads_like_the_report():
    assert (
        dumps(CASE)
        == """\
case: ezr-ros1
source: {title: 'EZR-ROS1: a case', year: 2025}
patient: {sex: 'NO', age: 57 years}
events:
  - therapy: icotinib
    start: 2017-12-01
    end: ongoing
    line: 1
    setting: advanced
  - therapy:
      - name: pemetrexed
        dose: 500 mg/m2
      - cisplatin
    start: {assumed: after ngs, because: nothing else is said}
  - therapy: pemetrexed + cisplatin
    at: 2016
    cite: Case description, paragraph 3
  - test: NGS
    depth: 500 x
    found:
      - EGFR T790M
      - as_written: TP53 mutation
        vaf: 5 %
  - test: NGS
    id: ngs-plasma
    genes: [EGFR, ROS1]
    found: MSS
  - assessment: CT
    response:
      - category: SD
        scope: organ
        site: bone
    sites: [a, b]
  - death: not stated
    note: |
      first line

        second line
claims:
  - count: doses
    of: icotinib
    is: 4
"""
    )


def test_what_is_unknown_is_not_written():
    assert dumps(Case(id="a")) == "case: a\n"
    assert dumps(Case(id="a", assume=())) == "case: a\nassume: []\n"


def test_ids_that_a_reader_derives_are_not_written():
    twice = Case(id="a", events=(Death("b"), Death("b"), Death("b", id="b-9"), Death("b-1")))

    assert [event.id for event in twice.events] == ["b-2", "b-3", "b-9", "b-1"]
    assert dumps(twice) == (
        "case: a\nevents:\n  - death: b\n  - death: b\n  - death: b\n    id: b-9\n  - death: b-1\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("it's 5 mg, #2: 1", "'it''s 5 mg, #2: 1'"),
        ("it's 5 mg, a:b#c", "it's 5 mg, a:b#c"),
        ("2016", "'2016'"),
        ("1e3", "'1e3'"),
        ("12:30:45", "'12:30:45'"),
        ("yes", "'yes'"),
        ("a: b", "'a: b'"),
        ("a #b", "'a #b'"),
        (" it's", "' it''s'"),
        ("[a]", "'[a]'"),
        ("", "''"),
        ("a\tb\x85", '"a\\tb\\x85"'),
        ("\U000e0001\u2028", '"\\U000e0001\\u2028"'),
        ("a\nb", "|-\n  a\n  b"),
        ("a\nb\n\n", '"a\\nb\\n\\n"'),
        ("a \nb", '"a \\nb"'),
    ],
)
def test_quotes_only_where_they_are_needed(text: str, written: str):
    assert dumps(Case(id="a", note=text)) == f"case: a\nnote: {written}\n"


def test_json():
    data = json.loads(dumps_json(CASE))

    assert data["patient"] == {"sex": "NO", "age": "57 years"}
    assert data["events"][0]["line"] == 1
    assert data["events"][2]["at"] == "2016"


@pytest.mark.parametrize("name", ["case.yaml", "case.json"])
def test_a_file_is_written_and_read(tmp_path: Path, name: str):
    path = tmp_path / name
    write_case(CASE, path)

    assert read_case(path) == CASE
    assert [entry.name for entry in tmp_path.iterdir()] == [name]
    assert path.read_text("utf-8").startswith("{" if name.endswith("json") else "case:")


def test_a_file_keeps_its_mode_and_a_link_stays_one(tmp_path: Path):
    path, link = tmp_path / "case.yaml", tmp_path / "link.yaml"
    path.write_text("", "utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    write_case(CASE, link)

    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert read_case(path) == CASE


def test_a_file_that_cannot_be_written_stays_as_it_is(tmp_path: Path, monkeypatch):
    path = tmp_path / "case.yaml"
    path.write_text("case: old\n", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(DocumentError, match=r"cannot be written: No space left on device"):
        write_case(CASE, path)

    assert [entry.name for entry in tmp_path.iterdir()] == ["case.yaml"]
    assert path.read_text("utf-8") == "case: old\n"


def test_the_folder_must_exist(tmp_path: Path):
    with pytest.raises(DocumentError, match=r"case\.yaml:1:1: cannot be written: No such file"):
        write_case(CASE, tmp_path / "none" / "case.yaml")
