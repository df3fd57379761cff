"""Markers: each shape is about as large as asked for, and no two are alike."""

from typing import cast, get_args

import pytest

from render.canvas.markers import Shape, marker_outline
from render.canvas.scene import Marker, Stroke


@pytest.mark.parametrize("shape", get_args(Shape))
def test_a_marker_is_centred_and_of_the_size_asked_for(shape):
    box = Marker(50, 60, shape, size=10).box
    assert 8.5 <= max(box.width, box.height) <= 12.5
    assert box.centre == pytest.approx((50, 60), abs=1.2)


def test_an_outline_makes_a_marker_larger():
    plain, outlined = (
        Marker(0, 0, "square", size=8),
        Marker(0, 0, "square", size=8, stroke=Stroke()),
    )
    assert outlined.box == plain.box.grown(0.375)


def test_no_two_shapes_are_alike():
    outlines = {marker_outline(shape, (0, 0), 8) for shape in get_args(Shape)}
    assert len(outlines) == len(get_args(Shape))


def test_a_shape_that_does_not_exist_is_refused():
    with pytest.raises(KeyError, match="heart"):
        marker_outline(cast(Shape, "heart"), (0, 0), 8)
