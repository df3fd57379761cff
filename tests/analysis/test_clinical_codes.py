"""Every clinical finding has a row in docs/audit.md, and the shipped cases what is true of them."""

import ast
import re
from pathlib import Path

import pytest

import cases
from timeline.analysis import CLINICAL_CHECKS, check
from timeline.analysis.codes import CODES
from timeline.analysis.numbers import audit
from timeline.document import loads

ROOT = Path(__file__).parents[2]
AUDIT = (ROOT / "docs" / "audit.md").read_text("utf-8")
FOLDER = ROOT / "timeline" / "analysis"
CLAIM = re.compile(r"- \{(?:interval|count):")
ROWS = re.findall(
    r"^\| `([a-z-]+)` \| ([^|]+) \|.*\| `(- [^|]+)`<br>`(- [^|]+)` \|$", AUDIT, re.MULTILINE
)
SOURCES = [*sorted((FOLDER / "clinical").glob("*.py")), FOLDER / "severities.py"]


TELL = {"finding", "Finding", "_note"}


def codes() -> set[str]:
    """What the checks call their findings: the first argument of a finding, or of what makes it."""
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(code)), *_]):
                    found |= {code} if name in TELL else set()
                case ast.Return(value=ast.Tuple(elts=[ast.Constant(value=str(code)), *_])):
                    found.add(code)
    return found


@pytest.mark.parametrize("code", sorted(codes()))
def test_each_code_is_explained(code):
    assert f"`{code}`" in AUDIT


def test_the_page_explains_every_code_there_is_and_no_other():
    rows = re.findall(r"^\| ((?:`[a-z-]+`(?:, )?)+) \|", AUDIT, re.MULTILINE)

    assert {code for row in rows for code in re.findall("`([a-z-]+)`", row)} == CODES


def test_what_is_found_in_the_shipped_documents_has_a_known_code():
    found = {f.code for name in cases.names() for f in check(cases.load(name))}
    found |= {f.code for name in cases.study_names() for f in audit(cases.load_study(name))}

    assert found <= CODES


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_its_example_shows_it(row):
    code, severity, *lines = row
    events = [f"  {line}" for line in lines if not CLAIM.match(line)]
    claims = [f"  {line}" for line in lines if CLAIM.match(line)]
    text = ["case: example", "events:", *events, *(["claims:", *claims] if claims else [])]

    (case,) = loads("\n".join(text))

    severities = {f.severity.value for f in check(case) if f.code == code}
    assert len(lines) == 2
    assert severities
    assert all(word in severity for word in severities)


# Printed names of genes and bands have their tests in test_clinical_nomenclature.py.
OF_NAMES = {"transcript-of-another-gene", "bands-disagree", "locus-misprinted", "two-spellings"}


def test_what_the_shipped_reports_have_to_be_told():
    def found(name):
        findings = check(cases.load(name), CLINICAL_CHECKS)
        return sorted((f.code, f.events[:1]) for f in findings if f.code not in OF_NAMES)

    assert found("ezr-ros1") == [
        ("letter-for-zero", ("diagnosis",)),
        ("line-stop-not-stated", ("anlotinib",)),
        ("line-stop-not-stated", ("befotertinib",)),
        ("line-stop-not-stated", ("icotinib",)),
        ("line-without-reason", ("anlotinib",)),
        ("low-read-support", ("ngs-2023",)),
        ("narrated-out-of-order", ("bone-scan-2021",)),
        ("response-start-not-stated", ("partial-response",)),
        ("two-names", ("denosumab",)),
    ]
    assert found("tbc1d32-ros1") == [
        ("care-items-missing", ()),
        ("line-stop-not-stated", ("chemoimmunotherapy",)),
        ("line-stop-not-stated", ("crizotinib",)),
        ("misspelt-drug", ("maintenance",)),
        ("responses-disagree", ("last-evaluation",)),
    ]
