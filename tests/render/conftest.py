"""A case whose words try to be something else in every format."""

import pytest

from timeline.model.case import Case
from timeline.model.events import Assessment, Procedure, Symptom, Therapy

MARKUP = """<script>window.ran = true</script><img src="http://evil.invalid/x" onerror='ran=1'>"""
BREAKOUT = """]]> --> </style></script></svg> &amp; &#60; "double" 'single' \\u{7} #panic() $x$"""
SCRIPTS = "肺腺癌 שלום עולם \u202egnp.exe\u202c 👩🏽‍⚕️😀 naïve ≥5 µg"
FORMULA = '=HYPERLINK("http://evil.invalid","x")'
LONG = "very long words " * 625


@pytest.fixture
def hostile_case():
    """Markup, quotes, right-to-left text, 10,000 characters, emoji, Chinese, a formula."""
    return Case(
        id="hostile",
        title=MARKUP,
        events=(
            Symptom(MARKUP, id="markup", at="2020-01", cite=MARKUP, note=LONG),
            Procedure(BREAKOUT, id="breakout", at="2020-02", cite=BREAKOUT),
            Therapy(("crizotinib",), id="drug", start="2020-03", end="2020-09", cite=LONG),
            Assessment(SCRIPTS, id="scripts", at="2020-04"),
            Symptom(FORMULA, id="formula", at="2020-05", cite=FORMULA),
            Procedure(LONG, id="long", at="2020-06"),
        ),
    )
