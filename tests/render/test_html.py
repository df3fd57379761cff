"""The page: the same picture as the SVG, named for screen readers, and closed to the network."""

import base64
import hashlib
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import Any

import cases
from render.canvas.darkness import in_dark
from render.canvas.outline import polyline
from render.canvas.scene import Fade, Group, Marker, Path, Rect, Scene, Stroke, Text
from render.figures.timeline.figure import timeline_figure
from render.figures.timeline.table import timeline_table
from render.writers.html import to_html
from render.writers.svg import to_svg
from timeline.chronology import solve

SVG = "{http://www.w3.org/2000/svg}"
VOID = {"meta"}


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text by the tag it stands in."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.text = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> closes another tag"

    def handle_data(self, data):
        self.text.append((self.open[-1] if self.open else "", data))

    def inside(self, tag):
        return "".join(text for where, text in self.text if where == tag)


def picture(html):
    """The SVG of a page as an XML tree."""
    return ET.fromstring(html[html.index("<svg") : html.index("</svg>") + 6])  # noqa: S314  # ours


def geometry(root):
    """What is drawn where, without names, roles and second colours."""
    dropped = {"class", "tabindex", "role", "aria-label", "aria-labelledby", "data-tip"}
    return [
        (node.tag, node.text, {k: v for k, v in node.attrib.items() if k not in dropped})
        for node in root.iter()
        if node.tag not in (f"{SVG}title", f"{SVG}desc")
    ]


def test_the_page_holds_the_picture_of_the_svg():
    scene = timeline_figure(cases.load("ezr-ros1"))

    page, alone = picture(to_html(scene)), picture(to_svg(scene))

    assert geometry(page) == geometry(alone)


def test_style_and_script_are_allowed_by_hash_and_nothing_else_is():
    page = Page(to_html(timeline_figure(cases.load("ezr-ros1"))))

    (policy,) = [a["content"] for tag, a in page.tags if a.get("http-equiv")]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))

    def digest(text):
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    assert rules == {
        "default-src": "'none'",
        "style-src": f"'sha256-{digest(page.inside('style'))}'",
        "script-src": f"'sha256-{digest(page.inside('script'))}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    names = {name for _, attributes in page.tags for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in ("style", "src", "href")}
    assert "url(" not in page.inside("style")
    assert "http" not in page.inside("script") + page.inside("style")


def test_every_event_can_be_reached_and_is_named():
    case = cases.load("ezr-ros1")
    root = picture(to_html(timeline_figure(case)))

    told = {node.get("data-event"): node for node in root.iter(f"{SVG}g") if node.get("data-event")}
    assert told.keys() == {event.id for event in case}
    stops = [node.get("tabindex") for node in root.iter() if node.get("tabindex")]
    assert stops[0] == "0"
    assert set(stops[1:]) == {"-1"}
    assert all(node.get("aria-label") and node.get("role") for node in told.values())
    lanes = [node.get("aria-label") for node in root.iter(f"{SVG}g") if node.get("class") == "lane"]
    assert "Local therapy, procedures" in lanes


def test_what_holds_a_second_tooltip_is_no_picture_to_a_screen_reader():
    glyph = Group((Rect(0, 0, 1, 1, fill="#000000"),), role="conflict", tooltip="no")
    both = Group((Text(0, 9, "x", size=8), glyph), role="event", event="a", tooltip="x")
    scene = Scene(20, 20, title="t", description="d", items=(both,))

    roles = [node.get("role") for node in picture(to_html(scene)).iter(f"{SVG}g")]

    assert roles == ["group", "img"]


def test_a_line_said_twice_is_read_once():
    mark = Group((Text(0, 9, "x", size=8),), role="event", event="a", tooltip="one\none\ntwo")
    scene = Scene(20, 20, title="t", description="d", items=(mark,))

    (label,) = [a["aria-label"] for _, a in Page(to_html(scene)).tags if a.get("data-event")]

    assert label == "one\ntwo"


def test_each_colour_that_changes_in_the_dark_has_a_rule():
    scene = Scene(
        90,
        30,
        title="t",
        description="d",
        items=(
            Rect(0, 0, 90, 30, fill="#ffffff"),
            Rect(0, 0, 10, 10, fill=Fade("#999999"), stroke=Stroke("#000000")),
            Path(polyline([(1, 1), (9, 9)]), stroke=Stroke("#cccccc")),
            Marker(40, 9, "circle", size=8, fill="#0072b2", stroke=Stroke("#000000")),
            Text(50, 9, "words", size=8),
        ),
    )
    dark: Any = in_dark(scene)

    html = to_html(scene)

    rules = dict(re.findall(r"^\.(c\d+) \{ ([^}]+); \}$", html, re.MULTILINE))
    assert f"fill: light-dark(#ffffff, {dark.items[0].fill})" in rules.values()
    assert f"stop-color: light-dark(#999999, {dark.items[1].fill.color})" in rules.values()
    assert f"stroke: light-dark(#cccccc, {dark.items[2].stroke.color})" in rules.values()
    assert not any("#0072b2" in rule for rule in rules.values())
    used = {name for node in picture(html).iter() for name in (node.get("class") or "").split()}
    assert rules.keys() == used


def test_hostile_words_stay_words(hostile_case):
    chronology = solve(hostile_case)

    page = Page(to_html(timeline_figure(chronology), timeline_table(chronology)))

    assert [tag for tag, _ in page.tags].count("script") == 1
    assert [tag for tag, _ in page.tags].count("svg") == 1
    assert "img" not in {tag for tag, _ in page.tags}
    assert page.inside("title").startswith("<script>")
    labels = [a["aria-label"] for _, a in page.tags if a.get("data-event")]
    assert any("<script>window.ran" in label for label in labels)
    assert any("肺腺癌 שלום" in label for label in labels)
    assert all(len(label) < 5_000 for label in labels)


def test_the_table_stands_below_the_figure():
    chronology = solve(cases.load("tbc1d32-ros1"))
    table = timeline_table(chronology)

    page = Page(to_html(timeline_figure(chronology), table))

    assert [text for where, text in page.text if where == "th"] == list(table.columns)
    assert [tag for tag, _ in page.tags].count("td") == len(table.rows) * len(table.columns)
