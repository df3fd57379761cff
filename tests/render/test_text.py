"""Text widths: against published metrics, and what the helpers promise."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from render.canvas.text import ellipsize, width, wrap, wrap_evenly


@pytest.mark.parametrize(
    ("text", "bold", "per_mille"),
    [
        # From Adobe's metrics of Helvetica (Core 14 AFM files), whose widths Liberation Sans has.
        ("EGFR T790M", False, 667 + 778 + 611 + 722 + 278 + 611 + 3 * 556 + 833),
        ("icotinib", False, 222 + 500 + 556 + 278 + 222 + 556 + 222 + 556),
        ("Lung", True, 4 * 611),
        ("il", True, 278 + 278),
        ("éßØ", False, 556 + 611 + 778),
        ("–—…", False, 556 + 1000 + 1000),
    ],
)
def test_widths_are_those_of_helvetica(text, bold, per_mille):
    # The sources round to 1/1000 and to 1/2048 em: up to a hundredth of a point a letter.
    assert width(text, 10, bold=bold) == pytest.approx(per_mille / 100, abs=0.01 * len(text))


@pytest.mark.parametrize(
    ("text", "bold", "units"),
    [
        ("β", False, 1178),
        ("κ", False, 1024),
        ("→", False, 2048),
        ("≥", True, 1124),
        ("ł", True, 569),
    ],
)
def test_widths_are_those_of_liberation_sans(text, bold, units):
    assert width(text, 2048, bold=bold) == units


def test_characters_outside_the_table_get_a_sensible_width():
    assert width("日本", 10) == 20
    assert width("🙂", 10) == 10
    assert width("e\u0301", 10) == width("e", 10)
    assert width("a\u200db", 10) == width("ab", 10)
    assert 6 < width("ก", 10) < 10


@given(st.text(max_size=40), st.floats(0, 200), st.booleans())
def test_a_shortened_text_fits_its_room(text, room, bold):
    shortened = ellipsize(text, 8, room, bold=bold)
    assert width(shortened, 8, bold=bold) <= room or shortened == ""
    assert shortened == text or shortened.removesuffix("…") in text


def test_a_text_is_shortened_no_more_than_needed():
    assert ellipsize("befotertinib", 8, 45) == "befotertinib"
    assert ellipsize("befotertinib", 8, 38) == "befoterti…"
    assert ellipsize("befotertinib", 8, 3) == ""


@given(st.text(alphabet="ab \n", max_size=40), st.floats(10, 60))
def test_wrapping_keeps_the_words_and_fills_the_lines(text, room):
    lines = wrap(text, 8, room)
    assert " ".join(lines).split() == text.split()
    for line, following in itertools.pairwise(lines):
        assert width(f"{line} {following.split()[0]}", 8) > room
    assert all(width(line, 8) <= room or " " not in line for line in lines)


def test_even_lines_are_about_equally_wide():
    words = "a metastasis of the left upper lobe"
    assert wrap(words, 8, 100) == ("a metastasis of the left", "upper lobe")
    assert wrap_evenly(words, 8, 100, most=2) == ("a metastasis of", "the left upper lobe")


@given(st.text(alphabet="iMé 日", max_size=60), st.integers(0, 200), st.integers(1, 3))
def test_even_lines_are_few_and_fit(words, room, most):
    lines = wrap_evenly(words, 8, room, most=most)
    assert len(lines) <= most
    assert all(width(line, 8) <= room for line in lines)
