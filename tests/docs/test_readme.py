"""What README.md and docs/ show is run here, so that it stays true."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.analysis import check
from timeline.cli.main import main
from timeline.document import loads
from timeline.findings import Severity

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
ENCODING = (ROOT / "docs" / "encoding-a-case.md").read_text("utf-8")


SUMMARY = (ROOT / "docs" / "summary.md").read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_the_ten_line_documents_are_cases_without_faults():
    told, dated = blocks(README, "yaml")

    for document, second in ((told, "test"), (dated, "ngs")):
        assert len(document.splitlines()) <= 10
        (case,) = loads(document)
        assert [event.id for event in case][:2] == ["lung-adenocarcinoma", second]
        assert [finding for finding in check(case) if finding.severity is Severity.ERROR] == []


def test_the_script_prints_what_the_readme_says(capsys):
    (script,) = blocks(README, "python")
    (shown,) = blocks(README, "text")

    exec(script, {})  # noqa: S102  # the README's own code

    assert capsys.readouterr().out.startswith(shown)


def test_the_figure_of_the_readme_exists():
    for link in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
        assert (ROOT / link).is_file()


@pytest.mark.parametrize("page", ["README.md", *sorted(p.name for p in ROOT.glob("docs/*.md"))])
def test_links_lead_somewhere(page):
    path = ROOT / page if page == "README.md" else ROOT / "docs" / page
    for link in re.findall(r"\]\(([^)#]+)", path.read_text("utf-8")):
        assert link.startswith("https://") or (path.parent / link).exists(), link


FRAME = "case: doc\nevents:\n"


@pytest.mark.parametrize("block", blocks(ENCODING, "yaml"))
def test_the_examples_of_the_encoding_page_can_be_read(block):
    if block.startswith("case:"):
        document = block
    elif block.startswith("claims:"):
        document = FRAME + CLAIMED_EVENTS + block
    elif block.lstrip().startswith("response:"):
        document = FRAME + "  - assessment: CT\n" + block
    else:
        document = FRAME + "  - {procedure: biopsy, id: skin-biopsy, at: 2021-03}\n" + block

    assert loads(document)


CLAIMED_EVENTS = """
  - {therapy: crizotinib, start: 2023-11}
  - {assessment: CT, id: partial-response, at: 2025-08-27}
  - {therapy: cisplatin + etoposide, id: chemoimmunotherapy, start: 2023-03-09}
  - {supportive_care: denosumab, start: 2020-12-24}
"""


def test_the_screen_of_the_summary_page_is_what_show_prints():
    (shown,) = blocks(SUMMARY, "text")
    done = CliRunner(env={"COLUMNS": "80"}).invoke(main, ["show", "tbc1d32-ros1", "--summary"])

    assert done.stdout.strip("\n") == shown.strip("\n")


def test_the_script_of_the_summary_page_runs(capsys):
    (script,) = blocks(SUMMARY, "python")
    (shown,) = blocks(SUMMARY, "text")

    exec(script, {})  # noqa: S102  # the page's own code

    names, outcome = capsys.readouterr().out.splitlines()
    assert names == "['Line 1', 'Line 2']"
    assert outcome in " ".join(shown.split())
