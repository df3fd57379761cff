"""Label placement: the cascade step by step, then nothing overlaps whatever the marks."""

import itertools

import attrs
from hypothesis import given
from hypothesis import strategies as st

from render.canvas.labels import Mark, Span, place
from render.canvas.text import width

CANVAS = Span(0, 400)
GAP = 4


def bar(left, right, label=""):
    return Mark(span=Span(left, right), core=Span(left, right), label=label, size=8)


def marker(x, label=""):
    return Mark(span=Span(x - 4, x + 4), label=label, size=8)


def where(*marks, **options):
    return [(spot.side, spot.track) for spot in place(marks, CANVAS, **options)]


def test_a_label_goes_inside_its_bar_when_it_fits():
    (spot,) = place([bar(100, 200, "icotinib")], CANVAS)
    assert (spot.side, spot.x, spot.anchor) == ("inside", 150, "middle")


def test_a_label_too_long_for_its_bar_goes_to_the_right():
    (spot,) = place([bar(100, 110, "icotinib")], CANVAS)
    assert (spot.side, spot.x, spot.anchor) == ("right", 114, "start")


def test_at_the_right_edge_a_label_goes_to_the_left():
    (spot,) = place([marker(390, "progression")], CANVAS)
    assert (spot.side, spot.x, spot.anchor) == ("left", 382, "end")


def test_between_neighbours_a_mark_moves_down_with_its_label():
    assert where(bar(100, 200), bar(200, 210, "anlotinib"), bar(210, 300)) == [
        ("inside", 0),
        ("right", 1),
        ("inside", 0),
    ]


def test_bars_that_follow_each_other_share_a_sub_track():
    assert where(bar(0, 100, "icotinib"), bar(100, 200, "befotertinib")) == [
        ("inside", 0),
        ("inside", 0),
    ]


def test_marks_that_coincide_are_all_kept():
    spots = where(marker(100, "CT"), marker(100, "PET"), marker(100, "MRI"))
    assert sorted(track for _, track in spots) == [0, 1, 2]


def test_a_bar_that_fades_takes_text_only_where_it_is_solid():
    faded = Mark(span=Span(100, 200), core=Span(180, 200), label="icotinib", size=8)
    assert place([faded], CANVAS)[0].side == "right"


def test_a_label_keeps_off_a_line_when_it_can():
    cut_off = Span(220, 220.5)
    assert where(marker(200, "response"), keep_off=[cut_off]) == [("left", 0)]
    wide = bar(30, 200, "a label that is longer than the bar and the room to the left of it")
    assert where(wide, keep_off=[cut_off]) == [("right", 0)]


def test_a_label_wider_than_any_room_is_shortened():
    (spot,) = place([marker(100, "word " * 90)], CANVAS)
    assert spot.text.endswith("…")
    assert CANVAS.holds(spot.label)


def test_a_label_wider_than_wanted_is_broken_into_lines():
    mark = attrs.evolve(marker(100, "a metastasis of the lung"), widest=60)
    (spot,) = place([mark], CANVAS)
    assert spot.lines == ("a metastasis", "of the lung")
    assert spot.label.width == max(width(line, 8) for line in spot.lines)


def test_a_label_without_room_beside_its_bar_may_cover_the_faded_ends():
    faded = Mark(span=Span(10, 390), core=Span(380, 390), label="icotinib", size=8)
    spared = attrs.evolve(faded, spare=faded.span)
    assert place([faded], CANVAS)[0].text != "icotinib"
    (spot,) = place([spared], CANVAS)
    assert (spot.side, spot.x, spot.text) == ("over", 200, "icotinib")


def test_a_label_without_room_beside_its_whisker_covers_it_in_several_lines():
    words = "plasma sequencing found ALK G1202R"
    whisker = Mark(span=Span(0, 180), spare=Span(90, 170), spare_wraps=True, label=words, size=8)
    (spot,) = place([whisker], Span(0, 200))
    assert spot.side == "over"
    assert " ".join(spot.lines) == words
    assert Span(90, 170).holds(spot.label)


def test_a_word_wider_than_its_whisker_is_not_cut_on_it():
    words = "supercalifragilisticexpialidocious"
    whisker = Mark(span=Span(40, 180), spare=Span(110, 150), spare_wraps=True, label=words, size=8)
    (spot,) = place([whisker], Span(0, 200))
    assert spot.side != "over"


def test_a_shorter_label_is_tried_before_words_are_cut():
    mark = Mark(span=Span(30, 370), label="befotertinib", size=8, shorter=("befo",))
    assert place([mark], CANVAS)[0].text == "befo"


def test_a_mark_that_follows_another_takes_its_sub_track():
    one, other = bar(100, 150, "crizotinib"), bar(0, 90)
    after = attrs.evolve(bar(200, 260), follows=0)
    first, _, following = place([one, other, after], CANVAS)
    assert first.track == following.track


def test_a_label_leaves_room_for_what_follows_its_mark():
    one, after = bar(150, 160, "crizotinib"), attrs.evolve(bar(170, 260), follows=0)
    first, following = place([one, after], CANVAS)
    assert (first.side, following.track) == ("left", first.track)


def test_a_label_that_two_marks_share_may_stand_once():
    one = bar(100, 160, "crizotinib")
    after = attrs.evolve(bar(162, 170, "crizotinib"), follows=0)
    far = bar(174, 400)
    _, following, _ = place([one, after, far], CANVAS)
    assert following.track == 0
    assert following.text in ("", "crizotinib")


@st.composite
def lanes(draw):
    marks = []
    for number in range(draw(st.integers(0, 25))):
        left = draw(st.integers(0, 399))
        right = draw(st.integers(left + 1, 400))
        span = Span(left, right)
        core = span if draw(st.booleans()) else None
        label = draw(st.text(alphabet="iMé 日", max_size=60))
        size = draw(st.sampled_from([6, 8]))
        before = draw(st.none() | st.integers(0, number - 1)) if number else None
        marks.append(Mark(span=span, core=core, label=label, size=size, follows=before))
    return marks


@given(lanes(), st.lists(st.integers(0, 399).map(lambda x: Span(x, x + 1)), max_size=2))
def test_nothing_overlaps_and_nothing_leaves_the_canvas(marks, keep_off):
    spots = place(marks, CANVAS, keep_off=keep_off, gap=GAP)
    assert len(spots) == len(marks)
    drawn = []  # (sub-track, mark, what is taken)
    for i, (mark, spot) in enumerate(zip(marks, spots, strict=True)):
        drawn.append((spot.track, i, mark.span))
        if not spot.text:
            continue
        assert CANVAS.holds(spot.label)
        widest = max(width(line, mark.size) for line in spot.lines)
        assert abs(spot.label.width - widest) < 1e-6
        if spot.side == "inside":
            assert mark.core.holds(spot.label)
        else:
            assert not spot.label.overlaps(mark.span)
        drawn.append((spot.track, i, spot.label))
    for (track, i, one), (other_track, j, other) in itertools.combinations(drawn, 2):
        assert i == j or track != other_track or not one.overlaps(other)
    used = {spot.track for spot in spots}
    assert used == set(range(len(used)))


@given(lanes())
def test_equal_marks_are_placed_equally(marks):
    assert place(marks, CANVAS) == place(list(marks), CANVAS)
