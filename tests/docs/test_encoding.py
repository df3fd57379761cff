"""What docs/encoding-a-case.md shows a newcomer is what the program does."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.cli.main import main
from timeline.document import loads
from timeline.model.events import EVENT_KINDS

PAGE = (Path(__file__).parents[2] / "docs" / "encoding-a-case.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n(case: .*?)^```", PAGE, re.MULTILINE | re.DOTALL)
(SCREEN,) = re.findall(r"^```text\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
MISTAKES = re.findall(r"^\| `(\{.+?\})` \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)

WORDS = PAGE[PAGE.index("| the report says | write |") : PAGE.index("A name such as `gefitinib`")]
WRITTEN = [text for text in re.findall(r"`([^`]+: [^`]+)`", WORDS) if "..." not in text]

COURSE = """\
case: example
events:
  - {diagnosis: lung adenocarcinoma}
  - {procedure: lobectomy, type: surgery}
  - {therapy: gefitinib, line: 1}
  - {progression: brain}
"""

BEFORE = """\
case: example
events:
  - {diagnosis: melanoma}
  - {therapy: vemurafenib, line: 1}
"""


@pytest.fixture
def run(tmp_path):
    """Runs the command on a document and gives what it prints."""

    def run(document: str, *words: str) -> str:
        path = tmp_path / "my-case.yaml"
        path.write_text(document, "utf-8")
        command, *options = words
        return CliRunner().invoke(main, [command, str(path), *options]).output

    return run


def test_the_first_example_says_what_the_page_shows(run):
    printed = run(EXAMPLES[0], "show", "--summary").strip()

    assert printed == SCREEN.strip(), "print it again: timeline show --summary"


@pytest.mark.parametrize("document", EXAMPLES, ids=lambda text: text.split()[1])
def test_the_examples_have_nothing_to_look_after(run, document):
    printed = run(document, "check")

    assert "error" not in printed
    assert "warning" not in printed


@pytest.mark.parametrize("written", WRITTEN)
def test_what_the_page_says_to_write_can_be_read(run, written):
    key = written.partition(":")[0]
    if written.startswith("{interval"):
        document = f"{COURSE}claims:\n  - {written}\n"
    elif written.startswith("{"):
        document = f"{COURSE}  - {written}\n"
    elif key in EVENT_KINDS:
        document = f"{COURSE}  - {{{written}}}\n"
    else:
        kind = "visit: clinic" if key == "at" else "therapy: osimertinib"
        document = f"{COURSE}  - {{{kind}, {written}}}\n"

    assert "error" not in run(document, "check")
    assert loads(document)


def test_ten_mistakes_are_told():
    assert len(MISTAKES) == 10


@pytest.mark.parametrize(("written", "answer", "meant"), MISTAKES)
def test_a_mistake_gets_the_answer_shown(run, written, answer, meant):
    printed = " ".join(run(f"{BEFORE}  - {written}\n", "check").split())

    assert answer in printed, meant
