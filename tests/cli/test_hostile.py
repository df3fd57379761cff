"""Hostile text on every way out: each command, and each figure in each format that it has.

The document has a formula, terminal commands, marks that turn or hide letters, markup and forged
lines in every free text that a document can have. What leaves the program is looked at as bytes.
"""

import csv
import io
import itertools
import json
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser

import polars as pl
import pytest
from click.testing import CliRunner

from render.endings import endings_of
from render.figures.catalogue import FIGURES
from render.layout import layout
from render.writers.table import Table, to_csv, to_markdown
from timeline.cli.main import COMMANDS, main
from timeline.cohort import Cohort
from timeline.cohort.frames import flat
from timeline.document import loads
from timeline.text import LONGEST_MESSAGE, inert, printable

FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1|x",
    "@SUM(1)",
    " =1+1a",
    "\xa0=1+1a",
    "\uff1d1",
    "\t=1",
    "\r=1",
)
TERMINAL = "\x1b]0;TITLE\x07\x1b[2J\x1b[31m\x9b31m\x85\x7f\x08\x0c\x1c"
HIDDEN = "\u202egnp\u202c\u2066\u2069\u200e\u200f\u061c\u200b\u2060\ufeff\xad\u2028\u2029\U000e0041"
MARKUP = "<script>alert('&')</script>]]><!--\" | a || b [x](javascript:y) `c` **b** \\N \\\" {p}<p>"
FORGED = "\r\na: nothing found wrong\n| 1 | 2 |\n"
ANY = "?"

CASE = {
    "case": "hostile",
    "title": ANY,
    "source": {
        "title": ANY,
        "authors": ANY,
        "journal": ANY,
        "doi": ANY,
        "encoded_from": ANY,
        "note": ANY,
    },
    "patient": {"sex": "female", "age": "57 years", "note": ANY},
    "tumours": [{"id": "t1", "name": ANY, "note": ANY}, {"id": "t2", "name": ANY}],
    "note": ANY,
    "events": [
        {
            "diagnosis": ANY,
            "id": "dx1",
            "at": "2019-01",
            "site": ANY,
            "tumour": "t1",
            "evidence": ANY,
        },
        {"metastasis": [ANY, ANY], "at": "2019-02", "evidence": ANY},
        {
            "test": ANY,
            "at": "2019-02",
            "found": [ANY, "EGFR L858R"],
            "not_found": [ANY],
            "panel": ANY,
            "platform": ANY,
            "reason": ANY,
            "of": "dx1",
        },
        {
            "therapy": ANY,
            "id": "first",
            "line": 1,
            "line_label": ANY,
            "start": {"assumed": "2019-03", "because": ANY},
            "end": "2019-09",
            "stop": "progression",
            "regimen": ANY,
        },
        {
            "assessment": ANY,
            "at": "2019-05",
            "response": [{"category": "PR", "site": ANY}],
            "saw": ANY,
            "sites": [ANY],
        },
        {
            "adverse_event": ANY,
            "start": "2019-06",
            "severity": ANY,
            "effect": ANY,
            "attributed_to": "first",
        },
        {"progression": [ANY], "at": "2019-09", "pattern": ANY, "evidence": ANY},
        {"test": ANY, "at": "2019-10", "status": "declined", "reason": ANY},
        {
            "test": "NGS",
            "id": "second-test",
            "at": "2019-10",
            "found": ["EGFR L858R", "EGFR T790M", ANY],
        },
        {
            "therapy": [{"name": ANY, "drug_class": ANY, "route": ANY}, "osimertinib"],
            "id": "second",
            "line": 2,
            "start": "2019-11",
            "end": "2020-01",
        },
        {
            "therapy": "crizotinib",
            "id": "third",
            "line": 3,
            "start": "2020-02",
            "end": "ongoing",
            "regimen": ANY,
        },
        {"procedure": ANY, "at": "2019-12", "site": ANY, "outcome": ANY},
        {"radiotherapy": ANY, "start": "2020-01", "technique": ANY, "outcome": ANY},
        {"supportive_care": ANY, "start": "2020-01", "purpose": ANY},
        {"laboratory": ANY, "at": "2020-02", "value": "5 ng/mL", "flag": ANY},
        {"symptom": ANY, "start": "2020-02", "course": ANY, "score": ANY},
        {"condition": ANY, "at": "2020-02", "severity": ANY},
        {"transformation": ANY, "at": "2020-03", "previously": ANY, "evidence": ANY},
        {"visit": ANY, "at": "2020-03"},
        {"follow_up": ANY, "at": "2020-04"},
        {"death": ANY, "at": "2018-04"},
    ],
    "claims": [
        {
            "interval": "start of first -> end of first",
            "is": "21 months",
            "endpoint": ANY,
            "cite": ANY,
        },
        {"count": ANY, "of": "first", "is": 4},
        {"response": ANY, "of": "first"},
        {"line": ANY, "of": "first", "is": 3},
    ],
}


def texts() -> Iterator[str]:
    for number in itertools.count():
        yield f"{FORMULAS[number % len(FORMULAS)]} n{number} {TERMINAL}{HIDDEN}{MARKUP}{FORGED}"


def filled(value: object, told: Iterator[str]) -> object:
    if isinstance(value, dict):
        return {key: filled(item, told) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, told) for item in value]
    return next(told) if value == ANY else value


FIRST = next(texts())
DOCUMENT = filled(CASE, texts())
for event in DOCUMENT["events"]:
    event |= {"cite": f"{FORMULAS[0]}{TERMINAL}{HIDDEN}{MARKUP}{FORGED}", "note": MARKUP + TERMINAL}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the hostile document, a second one, and one that cannot be read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name in ("hostile", "hostile-2"):
        text = json.dumps(DOCUMENT | {"case": name})
        (tmp_path / f"{name}.json").write_text(text, "utf-8")
        (tmp_path / "in" / f"{name}.json").write_text(text, "utf-8")
    wrong = {
        "case": "wrong",
        FIRST: FIRST,
        "events": [{"terapy": FIRST}, {"visit": 1, "at": FIRST}],
    }
    (tmp_path / "wrong.json").write_text(json.dumps(wrong), "utf-8")
    (tmp_path / "in" / "wrong.json").write_text(json.dumps(wrong), "utf-8")
    return tmp_path


def obeyed(text: str) -> set[str]:
    """What a terminal or an editor would obey, by Unicode's own classes; line ends are none."""
    kinds = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return {hex(ord(c)) for c in text if unicodedata.category(c) in kinds and c != "\n"}


def run(*arguments: str) -> str:
    """What a terminal gets from a command, its own colours taken out."""
    result = CliRunner().invoke(main, list(arguments), color=True)
    assert result.exit_code in (0, 1, 2), (result.output, result.exception)
    assert isinstance(result.exception, SystemExit | None), result.exception
    return re.sub(r"\x1b\[[0-9;]*m", "", result.output)


COMMANDS_TRIED = (
    ("check", "hostile.json"),
    ("check", "wrong.json"),
    ("check", "--severity", FIRST, "hostile.json"),
    ("check", FIRST),
    ("check", f"--{FIRST}"),
    (FIRST,),
    ("show", "hostile.json"),
    ("show", "wrong.json"),
    ("show", "hostile.json", "--case", FIRST),
    ("show", "hostile.json", "--unit", FIRST),
    ("show", "hostile.json", "--between", f"start of first -> {FIRST}"),
    ("explain", "hostile.json", "--all"),
    ("explain", "hostile.json", "--sensitivity", "wrong.json"),
    ("compare", "hostile.json", "hostile-2.json", "--align", "--nearest", "hostile"),
    ("compare", "in", "--nearest", FIRST),
    ("cohort", "analyse", "in", "-o", "out", "--processes", "1"),
    ("cohort", "pack", "in", "-o", "packed.parquet"),
    ("cohort", "tables", FIRST),
    ("cases", "--text", FIRST),
    ("draw", "hostile.json", "-o", FIRST),
    ("draw", "hostile.json", "-o", "x.svg", "--lanes", FIRST),
    ("draw", "hostile.json", "-o", "x.svg", "--style", "wrong.json"),
    ("--vocabulary", "wrong.json", "cases"),
)


@pytest.mark.parametrize("arguments", COMMANDS_TRIED, ids=range(len(COMMANDS_TRIED)))
@pytest.mark.usefixtures("folder")
def test_nothing_that_a_terminal_obeys_is_printed(arguments):
    output = run(*(one.replace("\0", "") for one in arguments))

    assert output
    assert obeyed(output) == set()
    assert "a: nothing found wrong" not in output.splitlines()


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "hostile.json", "wrong.json"),
        ("show", "hostile.json"),
        ("explain", "hostile.json"),
        ("compare", "hostile.json", "hostile-2.json"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_json_is_clean_and_its_data_exact(arguments):
    output = run(*arguments, "--json")

    assert obeyed(output) == set()
    values = json.dumps(json.loads(output), ensure_ascii=False)
    if arguments[0] in ("check", "show"):
        assert json.dumps(DOCUMENT["events"][0]["cite"], ensure_ascii=False)[1:-1] in values


EVERY_FILE = [(name, ending) for name, kind in FIGURES.items() for ending in endings_of(kind)]


@pytest.mark.parametrize(("figure", "ending"), EVERY_FILE)
def test_every_figure_in_every_format_is_clean(folder, figure, ending):
    many = ("hostile.json", "hostile-2.json") if FIGURES[figure].many else ("hostile.json",)
    output = run("draw", *many, "--as", figure, "-o", f"out{ending}")
    path = folder / f"out{ending}"
    assert path.exists(), output
    CLEAN[ending](path.read_bytes())


def clean_svg(content: bytes) -> None:
    text = content.decode()
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", text)
    tags = {node.tag.rpartition("}")[2] for node in ET.fromstring(text).iter()}  # noqa: S314
    assert tags <= {
        "svg",
        "title",
        "desc",
        "defs",
        "linearGradient",
        "stop",
        "g",
        "rect",
        "path",
        "text",
    }


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]


def clean_html(content: bytes) -> None:
    text = content.decode()
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", text)
    tags = Tags()
    tags.feed(text)
    assert tags.seen.count("script") == 1
    assert not set(tags.seen) & {"p onclick", "img", "iframe", "a", "object"}


def clean_csv(content: bytes) -> None:
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    assert len({len(row) for row in rows}) == 1
    for cell in itertools.chain.from_iterable(rows):
        assert obeyed(cell) == set(), cell
        assert "\n" not in cell
        first = unicodedata.normalize("NFKC", cell).strip()[:1]
        assert first not in set("=@")
        assert first not in set("+-") or re.fullmatch(r"-?[\d.]+", cell)


def clean_markdown(content: bytes) -> None:
    text = content.decode()
    assert obeyed(text) == set()
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in text.splitlines()}) == 1
    assert not re.search(r"(?<!\\)[<`\[]", text)


def clean_dot(content: bytes) -> None:
    text = content.decode()
    assert obeyed(text.replace("\t", "")) == set()
    assert not re.search(r"=<", text)
    named_edges = itertools.count()
    text = re.sub(r"(n\d+ -> n\d+) \[", lambda edge: f"{edge[1]} [id=e{next(named_edges)} ", text)
    placed = layout(text, via="wasi")
    named = re.findall(r"^\t(\w+) \[", text, re.MULTILINE)
    assert set(named) - {"node", "edge", "graph"} == set(placed.nodes)


def clean_image(content: bytes) -> None:
    assert content.startswith((b"%PDF-", b"\x89PNG"))


CLEAN = {
    ".svg": clean_svg,
    ".html": clean_html,
    ".csv": clean_csv,
    ".md": clean_markdown,
    ".dot": clean_dot,
    ".pdf": clean_image,
    ".png": clean_image,
}


def test_tables_of_a_cohort_are_clean_as_csv(tmp_path):
    cohort = Cohort(loads(json.dumps(DOCUMENT)))

    files = cohort.to_csv(tmp_path)

    assert len(files) > 5
    for file in files:
        clean_csv(file.read_bytes())


@pytest.mark.parametrize(
    "cell", ["-5", "+1.5", "-1.5e-3", "5", "\N{MINUS SIGN}3", "", "a=b", "2020-01 - x"]
)
def test_numbers_and_words_stay_as_they_are(cell):
    assert inert(cell) == cell
    assert flat(pl.DataFrame({"x": [cell]}))["x"].to_list() == [cell]


@pytest.mark.parametrize("formula", FORMULAS, ids=range(len(FORMULAS)))
def test_a_formula_is_text_alike_in_both_writers_of_csv(formula):
    cell = formula + TERMINAL + HIDDEN

    assert inert(cell).startswith("'")
    assert flat(pl.DataFrame({"x": [cell, None]}))["x"].to_list() == [inert(cell), None]
    clean_csv(to_csv(Table((cell,), ((cell,),))).encode())


def test_what_is_obeyed_is_what_unicode_says():
    """Every control, format and separator character, but the few format characters one sees."""
    seen = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
    joined = {*range(0x13430, 0x13440), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B)}
    for code in sorted(set(range(sys.maxunicode + 1)) - seen - joined):
        if obeyed(chr(code)):
            assert printable(chr(code)) in ("\ufffd", " "), hex(code)
    assert printable("肺癌 שלום é ≥ 5 µg") == "肺癌 שלום é ≥ 5 µg"


def test_markup_in_a_table_of_markdown_is_text():
    clean_markdown(to_markdown(Table((MARKUP, "b"), ((FORGED, MARKUP),))).encode())


@pytest.mark.parametrize(
    "setting",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
)
@pytest.mark.parametrize(
    "arguments",
    [("show", "ezr-ros1"), ("compare", "ezr-ros1", "--json"), ("cases",), ("show", "żółw")],
)
def test_what_a_stream_cannot_encode_is_replaced(setting, arguments):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "PYTHON"))}
    found = subprocess.run(
        [sys.executable, "-m", "timeline", *arguments],
        env=environment | {"LANG": "C"} | setting,
        capture_output=True,
        check=False,
    )
    assert found.returncode in (0, 2)
    assert b"Traceback" not in found.stderr
    assert b"\xe2\x94\x80" not in found.stdout  # no UTF-8 where it was not asked for
    if "--json" in arguments:
        assert json.loads(found.stdout.decode("cp1252"))["cases"] == ["ezr-ros1"]


def test_help_is_ascii():
    for name in COMMANDS:
        output = CliRunner().invoke(main, [name, "--help"]).stdout
        assert output.isascii(), name


def test_a_name_of_a_million_letters_is_cut_in_messages(tmp_path):
    name = "x" * 1_000_000
    path = tmp_path / "long.json"
    events = [{"therapy": name, "start": "2020"}, {"death": "cancer", "at": "2019"}, {name: 1}]
    for told in (events[:2], events):
        path.write_text(json.dumps({"case": "a", "events": told}), "utf-8")
        output = run("check", str(path))
        assert ("xxx [...] xxx" in output) == (told is not events)
        assert max(map(len, output.splitlines())) < LONGEST_MESSAGE + 100
