"""docs/reference.md is what the model says: `make reference` writes it anew."""

import re
import runpy
from pathlib import Path

import pytest

from timeline.document.form import fields
from timeline.model.case import Case
from timeline.model.claims import CLAIM_KINDS
from timeline.model.events import EVENT_KINDS

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "reference.md").read_text("utf-8")
SCRIPT = runpy.run_path(str(DOCS / "reference.py"))


def test_the_page_is_what_the_script_writes():
    assert SCRIPT["render"]() == PAGE, "write it anew: make reference"


@pytest.mark.parametrize("cls", SCRIPT["documented"](), ids=lambda cls: cls.__name__)
def test_every_field_says_what_it_is(cls):
    silent = [field.name for field in fields(cls) if not field.meaning]

    assert silent == [], (
        f"a line for each in the docstring of {cls.__name__}: ``name``: what it is."
    )


def test_every_kind_and_what_it_is_made_of_is_told():
    told = set(SCRIPT["documented"]())

    assert {Case, *EVENT_KINDS.values(), *CLAIM_KINDS.values()} <= told
    assert {"Drug", "Stage", "Response", "Specimen", "Finding"} <= {cls.__name__ for cls in told}


def test_its_links_lead_to_one_heading_each():
    headings = re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    places = [re.sub(r"[^\w -]", "", name.lower()).replace(" ", "-") for name in headings]

    assert len(set(places)) == len(places)
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= set(places)
