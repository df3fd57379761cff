"""PDF: real text in a font that comes with it, the picture whole, the same bytes each time."""

import io
import os
import re
import subprocess
import sys

import pypdf
import pytest

import cases
from render.canvas.outline import segments
from render.canvas.scene import Fade, Path, Rect, Scene, Stroke, Text
from render.figures.event_graph.figure import event_graph_figure
from render.figures.timeline.figure import timeline_figure
from render.writers.extra import MissingExtraError
from render.writers.typeset import to_pdf, to_png
from timeline.chronology import solve


def read(pdf):
    """The one page of a PDF."""
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return page


def words(pdf):
    return " ".join(read(pdf).extract_text().split())


def test_the_text_of_a_figure_can_be_found():
    scene = timeline_figure(cases.load("ezr-ros1"))

    text = words(to_pdf(scene))

    for item in scene.walk():
        if isinstance(item, Text):
            assert item.text in text


def test_the_font_comes_with_the_file():
    pdf = to_pdf(timeline_figure(cases.load("tbc1d32-ros1")))

    # Arimo is as wide as the Arial that layouts measure with; embedded subsets have a "+".
    fonts = {name.partition(b"+")[2] for name in re.findall(rb"/BaseFont ?/([A-Za-z0-9+-]+)", pdf)}

    assert fonts == {b"Arimo-Regular"}
    assert b"/FontFile2" in pdf


def test_hatches_and_fades_are_kept_as_lines_and_shadings():
    """Some converters drop hatches without a word."""
    hatch = Path(segments([((5, 5), (9, 9)), ((7, 5), (11, 9))]), stroke=Stroke())
    fade = Rect(20, 5, 20, 10, fill=Fade("#009e73"))
    pdf = to_pdf(Scene(50, 20, title="t", description="d", items=(hatch, fade)))

    reader = pypdf.PdfReader(io.BytesIO(pdf))
    objects = [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]
    streams = [o for o in objects if isinstance(o, pypdf.generic.StreamObject)]
    lines = [line for o in streams for line in o.get_data().split(b"\n")]
    assert sum(line.endswith(b" l") for line in lines) >= 2
    assert b"S" in lines
    assert b"/ShadingType" in pdf
    assert b"/SMask" in pdf


def test_the_page_is_as_large_as_the_figure_and_says_what_it_shows():
    scene = timeline_figure(cases.load("ezr-ros1"))
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(scene)))

    assert float(reader.pages[0].mediabox.width) == pytest.approx(scene.width, abs=0.1)
    assert float(reader.pages[0].mediabox.height) == pytest.approx(scene.height, abs=0.1)
    assert reader.metadata
    assert reader.metadata.title == scene.title
    assert reader.metadata.subject == scene.description
    assert reader.metadata.creation_date is None


def test_equal_scenes_make_equal_bytes():
    first, second = (to_pdf(timeline_figure(cases.load("ezr-ros1"))) for _ in range(2))

    assert first == second


def test_other_processes_make_the_same_bytes():
    """Whatever their hash seed; the page, too."""
    script = (
        "import cases, hashlib\n"
        "from render.figures.timeline.figure import timeline_figure\n"
        "from render.writers.html import to_html\n"
        "from render.writers.typeset import to_pdf, to_png\n"
        "scene = timeline_figure(cases.load('ezr-ros1'))\n"
        "made = to_html(scene).encode() + to_pdf(scene) + to_png(scene, 72)\n"
        "print(hashlib.sha256(made).hexdigest())"
    )
    command = [sys.executable, "-c", script]

    seen = {
        subprocess.run(
            command,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(seen) == 1


def test_a_graph_can_be_written():
    scene = event_graph_figure(solve(cases.load("tbc1d32-ros1")))

    assert "lorlatinib" in words(to_pdf(scene)) or "crizotinib" in words(to_pdf(scene))


def test_hostile_words_stay_words(hostile_case):
    text = words(to_pdf(timeline_figure(hostile_case)))

    assert "<script>window.ran = true</script>" in text
    assert "#panic() $x$" in text
    assert "naïve ≥5 µg" in text  # beside Chinese, for which the machine may have no font
    assert "=HYPERLINK(" in text


@pytest.mark.parametrize("write", [to_pdf, to_png])
@pytest.mark.parametrize("package", ["typst", "fontpkg_arimo"])
def test_a_missing_extra_is_named(monkeypatch, write, package):
    monkeypatch.setitem(sys.modules, package, None)
    scene = Scene(10, 10, title="t", description="d", items=())

    with pytest.raises(MissingExtraError, match=r"pip install '.\[figures\]'") as error:
        write(scene)

    assert package in str(error.value)
