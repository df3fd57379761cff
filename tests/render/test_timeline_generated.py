"""What holds for the timeline of any case, tried on generated ones, and on some that are hostile.

The generator mixes every kind of event with every form of moment, so most of its cases are odd, and
some contradict themselves: the figure is drawn all the same.
"""

import itertools
import random
import xml.etree.ElementTree as ET
from collections import Counter

import pytest
from scene_audit import outside_canvas, overlapping_texts

from render.canvas.box import Box
from render.canvas.scene import Fade, Group, Marker, Rect, Text
from render.figures.common.markers import MARKERS
from render.figures.timeline.figure import NARROWEST, timeline_figure
from render.writers.svg import to_svg
from timeline.findings import Finding as Fault
from timeline.findings import Severity
from timeline.model.assays import Finding
from timeline.model.case import Case
from timeline.model.components import (
    Certainty,
    DiseasePhase,
    Drug,
    EventStatus,
    Phase,
    Presence,
    Response,
    Scope,
)
from timeline.model.events import EVENT_KINDS, Diagnosis, Symptom, Therapy
from timeline.model.moments import assumed
from timeline.model.report import Tumour

WIDTHS = (482, 241, NARROWEST, 900)
WORDS = (
    "cough",
    "x",
    "lung adenocarcinoma",
    "metastasis of the left upper lobe of the lung and of the right adrenal gland",
    "word " * 80,
    "a" * 10_000,
    "مريض",
    "肺癌の診断",
    "\u202etluser",
    "👩\u200d⚕️ 🙂",
    "<script>alert('&')</script> \"quoted\" \x00\n\t",
)
FOUND = ("EGFR T790M", "TP53 mutation", "EZR::ROS1", "MSS", "TMB 34.9 mut/Mb", "PTEN loss", "?!")


class Dice:
    """One case made from a seed; the same seed makes the same case."""

    def __init__(self, seed):
        self.roll = random.Random(seed)  # noqa: S311 (nothing secret about a test case)
        self.form = self.roll.choice(("calendar", "calendar", "day numbers", "order only"))
        self.anchors = []

    def case(self, events):
        tumours = [Tumour(id="t1", name=self.words()), Tumour(id="t2", name="second")]
        return Case(
            id="generated",
            title=self.maybe(0.8, self.words),
            tumours=tumours,
            cut_off=self.maybe(0.3, lambda: "2023-05") if self.form == "calendar" else None,
            events=[self.event(number) for number in range(events)],
        )

    def maybe(self, chance, make):
        return make() if self.roll.random() < chance else None

    def words(self):
        return self.roll.choice(WORDS)

    def date(self):
        year = self.roll.choice((1995, 2019, 2020, 2020, 2021, 2022, 2023))
        year = self.maybe(0.02, lambda: self.roll.choice((1810, 2190))) or year
        month = f"{year}-{self.roll.randint(1, 12):02}"
        forms = ("{0}-17", "{0}", "{1}", "{0}~", "{0}/..", "../{0}", "{1}-01/{2}-06")
        return self.roll.choice(forms).format(month, year, year + 1)

    def moment(self):
        chance = self.roll.random()
        if chance < 0.5 and self.form == "calendar":
            text = self.date()
        elif chance < 0.5 and self.form == "day numbers":
            first = self.roll.randint(-400, 900)
            text = f"day {first}-{max(first, 0) + 90}" if first % 3 else f"day {first}"
        elif chance < 0.85 and self.anchors:
            forms = (
                "{}",
                "after {}",
                "before {}",
                "{} + 3 weeks",
                "{} - 2 months",
                "{} - 20 years",
            )
            text = self.roll.choice(forms).format(self.roll.choice(self.anchors))
        else:
            return None
        return self.maybe(0.2, lambda: assumed(text, "so it seems")) or text

    def event(self, number):
        key, kind = self.roll.choice(list(EVENT_KINDS.items()))
        facts = {"id": f"e{number}", "cite": self.words()}
        facts["tumour"] = self.maybe(0.2, lambda: self.roll.choice(("t1", "t2")))
        if kind.lasting:
            facts["start"] = self.moment()
            facts["end"] = self.maybe(0.2, lambda: "ongoing") or self.moment()
            self.anchors += [f"start of e{number}", f"end of e{number}"]
        else:
            facts["at"] = self.moment()
            self.anchors.append(f"e{number}")
        return kind(**facts, **self.particulars(key, kind))

    def particulars(self, key, kind):
        pick = self.roll.choice
        match key:
            case "therapy":
                local = [Drug("cisplatin", route="intrapleural")]
                drugs = ("icotinib", "pemetrexed + cisplatin + pembrolizumab", "mystery", local)
                line = self.maybe(0.6, lambda: self.roll.randint(1, 4))
                return {"drugs": pick(drugs), "line": line, "cycles": 4, "phase": pick(list(Phase))}
            case "supportive_care":
                return {"drugs": pick(("denosumab", "ondansetron + mystery"))}
            case "test":
                found = [Finding(text) for text in self.roll.sample(FOUND, self.roll.randint(0, 7))]
                return {"assay": "NGS", "found": found, "status": pick(list(EventStatus))}
            case "assessment":
                categories = ("CR", "PR", "SD", "PD", "NE", "dissociated", "strange", "refractory")
                responses = [
                    Response(pick(categories), scope=pick(list(Scope)), site=self.words())
                    for _ in range(self.roll.randint(0, 5))
                ]
                return {"method": "CT", "response": responses}
            case "diagnosis" | "metastasis" | "progression":
                return {kind.subject: self.words(), "certainty": pick(list(Certainty))}
            case "adverse_event" | "symptom":
                return {kind.subject: self.words(), "presence": pick(list(Presence))}
            case "performance_status":
                return {"value": 1}
            case "disease_phase":
                return {"phase": pick(list(DiseasePhase)), "certainty": pick(list(Certainty))}
            case "follow_up":
                return {"outcome": pick(("alive", "lost to follow-up"))}
        return {kind.subject: self.words()}


def event_groups(scene):
    return [i for i in scene.walk() if isinstance(i, Group) and i.role == "event"]


def leaf_groups(group):
    return [item for item in group.items if isinstance(item, Group)]


def leaves(group):
    for item in group.items:
        yield from leaves(item) if isinstance(item, Group) else (item,)


def texts_and_marks(group):
    """The texts of an event, and what is drawn of it but their plates."""
    items = list(leaves(group))
    plates = {
        index
        for index, (item, following) in enumerate(itertools.pairwise(items))
        if isinstance(item, Rect) and isinstance(following, Text)
    }
    texts = [item for item in items if isinstance(item, Text)]
    marks = [i for n, i in enumerate(items) if n not in plates and not isinstance(i, Text)]
    return texts, marks


def crossed_labels(scene):
    """Texts that touch a mark of another event, or a marker of their own."""
    found = []
    parts = [(group.event, *texts_and_marks(group)) for group in event_groups(scene)]
    marks = [(event, mark, mark.box) for event, _, own in parts for mark in own]
    for event, texts, _ in parts:
        for text in texts:
            # Ascent and descent are more than the letters take.
            line = text.box
            letters = Box(line.left, line.top + 1.5, line.right, line.bottom - 1.5)
            found += [
                (text.text, event, other)
                for other, mark, box in marks
                if letters.overlaps(box) and (other != event or isinstance(mark, Marker))
            ]
    return found


def looks(group):
    """The looks of the markers and bars in a group, by what a reader tells them apart by."""
    for item in leaves(group):
        if isinstance(item, Marker):
            yield "marker", item.shape
        if isinstance(item, Rect) and isinstance(item.fill, Fade):
            yield "fade", ""


def errors(case, seed):
    """Errors on some events, made up: to find those of such a case takes longer than to draw it."""
    ids = [event.id for event in case.events]
    return [
        Fault("made-up", f"no {name}", severity=Severity.ERROR, events=(name,))
        for name in ids[seed % 5 :: 5]
    ]


@pytest.mark.seeds(240, kept=(100158, 100189, 100573, 100837, 590888737))
def test_any_case_is_drawn_whole_and_readable(seed):
    case = Dice(seed).case(events=seed % 45)
    scene = timeline_figure(case, width=WIDTHS[seed % 4], findings=errors(case, seed))
    drawn = Counter(group.event for group in event_groups(scene))
    assert drawn == Counter(event.id for event in case.events)
    assert outside_canvas(scene) == ()
    assert overlapping_texts(scene) == ()
    assert crossed_labels(scene) == []
    ET.fromstring(to_svg(scene))  # noqa: S314 (written by ourselves)
    if case.events:
        (legend,) = (i for i in scene.walk() if isinstance(i, Group) and i.role == "legend")
        explained = set(looks(legend))
        names = {(group.drug_class or "").partition(" + ")[0] for group in event_groups(scene)}
        keys = [key for key in leaf_groups(legend) if key.role == "legend-class"]
        assert len(keys) >= len(names - {""})
        for group in event_groups(scene):
            assert set(looks(group)) <= explained, group.event
            assert group.tooltip
            assert group.lane


@pytest.mark.seeds(60)
def test_the_legend_explains_nothing_that_is_not_drawn(seed):
    scene = timeline_figure(Dice(seed).case(events=4), width=482)
    drawn = {look for group in event_groups(scene) for look in looks(group)}
    explained = {
        look
        for item in scene.walk()
        if isinstance(item, Group) and item.role == "legend-marker"
        for look in looks(item)
    }
    assert explained <= drawn


def test_the_generator_makes_every_kind_of_event_and_marker():
    cases = [Dice(seed).case(events=seed % 45) for seed in range(240)]
    assert {event.key for case in cases for event in case} == set(EVENT_KINDS)
    shapes = {
        item.shape
        for case in cases[:60]
        for item in timeline_figure(case).walk()
        if isinstance(item, Marker)
    }
    assert {MARKERS[meaning].shape for meaning in MARKERS} <= shapes


def test_three_hundred_events_are_all_drawn(seed):
    scene = timeline_figure(Dice(seed).case(events=300), findings=())
    assert len(event_groups(scene)) == 300
    assert not outside_canvas(scene)
    assert not overlapping_texts(scene)


@pytest.mark.parametrize("words", WORDS)
def test_no_words_break_the_figure(words):
    case = Case(
        id="words",
        title=words,
        events=[
            Diagnosis(words, cite=words, at=assumed("2020-01-01", words)),
            Therapy([Drug(words, drug_class=words)], start="2020-02-01", end="2020-02-03"),
            Symptom(words),
        ],
    )
    scene = timeline_figure(case)
    assert not outside_canvas(scene)
    assert not overlapping_texts(scene)
    assert len(event_groups(scene)) == 3
    assert "<script" not in to_svg(scene)


@pytest.mark.parametrize(
    "moments",
    [
        [None, None],
        ["day -700", "day -1"],
        ["day -99999", "day 99999"],
        ["1801-01-01", "2199-01-01"],
        ["2020-01-01", "2020-01-01"],
        ["2020-01-01", "after e0"],
        ["2020-01-01", "e0 - 20 years"],
        ["by 2020-01-01", "2020-01-01/.."],
    ],
)
def test_no_dates_break_the_axis(moments):
    events = [Diagnosis("cancer", id=f"e{n}", at=moment) for n, moment in enumerate(moments)]
    scene = timeline_figure(Case(id="dates", events=events))
    assert not outside_canvas(scene)
    assert not overlapping_texts(scene)
    assert len(event_groups(scene)) == 2
