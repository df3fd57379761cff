"""PNG: as many dots as asked for, the same bytes each time, and the colours that were meant."""

import struct
import zlib

import pytest

import cases
from render.canvas.outline import polyline
from render.canvas.scene import Fade, Path, Rect, Scene, Stroke
from render.figures.timeline.figure import timeline_figure
from render.writers.typeset import to_png


def chunks(png):
    """The chunks of a PNG by name; its pixel data in one."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    found: dict[bytes, bytes] = {}
    place = 8
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        name, data = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        (checksum,) = struct.unpack_from(">I", png, place + 8 + length)
        assert checksum == zlib.crc32(name + data)
        found[name] = found.get(name, b"") + data
        place += 12 + length
    return found


def pixels(png):
    """The rows of a small PNG, each a list of (r, g, b, a)."""
    read = chunks(png)
    width, height, depth, kind = struct.unpack_from(">IIBB", read[b"IHDR"])
    size = {2: 3, 6: 4}[kind]
    assert depth == 8
    raw = zlib.decompress(read[b"IDAT"])
    rows, above = [], bytearray(width * size)
    for number in range(height):
        start = number * (width * size + 1)
        row = bytearray(raw[start + 1 : start + 1 + width * size])
        for i, value in enumerate(row):
            left = row[i - size] if i >= size else 0
            corner = above[i - size] if i >= size else 0
            row[i] = (value + predicted(raw[start], left, above[i], corner)) & 255
        rows.append([tuple(row[i : i + size]) for i in range(0, len(row), size)])
        above = row
    return rows


def predicted(kind, left, up, corner):
    """What the filters of PNG (2003, section 9) add to a byte."""
    if kind == 4:
        near = left + up - corner
        return min((left, up, corner), key=lambda value: abs(near - value))
    return (0, left, up, (left + up) // 2)[kind]


def drawn(*items):
    return Scene(20, 10, title="t", description="d", items=items)


@pytest.mark.parametrize(("dpi", "size"), [(72, (20, 10)), (144, (40, 20)), (300, (83, 42))])
def test_the_dots_are_as_many_as_asked_and_the_file_says_how_dense(dpi, size):
    read = chunks(to_png(drawn(), dpi))

    assert struct.unpack_from(">II", read[b"IHDR"]) == pytest.approx(size, abs=1)
    across, down, unit = struct.unpack(">IIB", read[b"pHYs"])
    assert (across, down, unit) == (round(dpi / 0.0254),) * 2 + (1,)


def test_colours_fades_and_lines_arrive():
    line = Path(polyline([(16, 0), (16, 10)]), stroke=Stroke("#000000", 2))
    green, fade = Rect(0, 0, 5, 10, fill="#009e73"), Rect(5, 0, 10, 10, fill=Fade("#d55e00"))

    row = pixels(to_png(drawn(green, fade, line), 72))[5]

    assert row[2][:3] == (0, 0x9E, 0x73)
    blues = [pixel[2] for pixel in row[5:15]]
    assert blues == sorted(blues)
    assert blues[0] < 40
    assert blues[-1] > 210
    assert row[16][:3] == (0, 0, 0)
    assert row[19][:3] == (255, 255, 255)


def test_equal_scenes_make_equal_bytes():
    first, second = (to_png(timeline_figure(cases.load("ezr-ros1")), 100) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("dpi", [0, -1, 9.9, 5000, float("nan"), float("inf")])
def test_dots_out_of_range_are_refused(dpi):
    with pytest.raises(ValueError, match="10 to 2400 dots per inch"):
        to_png(drawn(), dpi)


def test_a_picture_too_large_says_what_would_fit():
    wall = Scene(7200, 7200, title="t", description="d", items=())

    with pytest.raises(ValueError, match="122 is the most"):
        to_png(wall, 600)
