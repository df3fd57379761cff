"""Sites of progression against those known before: new, known, or not stated."""

import pytest

import timeline
from timeline.analysis.evidence.sites import organs
from timeline.analysis.resistance import AgainstBaseline, Pattern, resistance_lines
from timeline.cohort.tables.lines import LINES
from timeline.document import loads


def analysis(*events, told=True):
    listed = "".join(f"\n  - {{{event}}}" for event in events)
    (case,) = loads(f"case: example\nevents:{listed}\n")
    return timeline.analyse(timeline.solve(case, told=told))


def failed(*events, line=1, told=True):
    return analysis(*events, told=told).resistance[line - 1].failure


def places(failure):
    return {one.site: one.known.value for one in failure.places}


DRUG, NEXT = "therapy: gefitinib, line: 1", "therapy: osimertinib, line: 2"


def staged(stage):
    return f"diagnosis: lung adenocarcinoma, stage: {{{stage}}}"


EARLY = staged('system: TNM, edition: "8", group: IIIA')
SPREAD = staged('system: TNM, edition: "8", group: IVB')


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("cerebral", ["brain"]),
        ("left frontal lobe", ["brain"]),
        ("hepatic; pulmonary and osseous", ["liver", "lung", "bone"]),
        ("mediastinal lymph nodes", ["lymph node"]),
        ("nodal", ["lymph node"]),
        ("bone marrow", ["bone marrow"]),
        ("thoracic spine", ["bone"]),
        ("leptomeningeal", ["meninges"]),
        ("skull base", ["bone"]),
        ("outside the brain", []),
        ("on crizotinib", []),
        ("Abdomen", ["abdomen"]),
    ],
)
def test_the_organs_of_words(words, found):
    assert list(organs(words)) == found


@pytest.mark.parametrize(
    ("before", "site", "known"),
    [
        ("metastasis: cerebral", "brain", "known"),
        ("metastasis: osseous", "liver", "new"),
        ("metastasis: bone", "pulmonary nodules", "known"),  # the primary is in the lung
        ("assessment: CT, sites: hepatic", "liver", "known"),
        ("assessment: CT, response: {category: SD, scope: organ, site: liver}", "liver", "known"),
        ("metastasis: brain, certainty: excluded", "brain", "not stated"),
        ("metastasis: brain, certainty: suspected", "brain", "not stated"),
        ("metastasis: bone", "primary tumour", "known"),
        ("metastasis: not stated", "liver", "not stated"),
        ("visit: admission", "new hepatic lesions", "new"),
        ("visit: admission", "brain", "not stated"),
    ],
)
def test_a_site_against_what_was_told_before(before, site, known):
    failure = failed("diagnosis: lung adenocarcinoma", before, DRUG, f"progression: {site}")

    assert list(places(failure).values()) == [known]


@pytest.mark.parametrize(
    ("diagnosis", "expected"),
    [
        (EARLY, {"brain": "new", "lymph node": "not stated"}),
        (SPREAD, {"brain": "not stated", "lymph node": "not stated"}),
        (
            staged('system: TNM, edition: "8", tnm: cT2aN0M0'),
            {"brain": "new", "lymph node": "new"},
        ),
        (
            staged('system: TNM, edition: "8", tnm: cT2aN2M0'),
            {"brain": "new", "lymph node": "known"},
        ),
        (
            staged("system: Ann Arbor, group: III"),
            {"brain": "not stated", "lymph node": "not stated"},
        ),
    ],
)
def test_what_the_stage_excludes_is_new(diagnosis, expected):
    assert places(failed(diagnosis, DRUG, "progression: brain; nodal")) == expected


def test_what_progressed_before_is_known_on_the_next_line():
    events = EARLY, DRUG, "progression: cerebellum", NEXT, "progression: brain; liver"

    assert failed(*events).against_baseline is AgainstBaseline.NEW_ONLY
    later = failed(*events, line=2)
    assert places(later) == {"brain": "known", "liver": "new"}
    assert later.against_baseline is AgainstBaseline.BOTH
    assert later.pattern is Pattern.BOTH


def test_two_reports_of_one_progression_are_no_baseline_for_each_other():
    failure = failed(EARLY, DRUG, "progression: brain", "progression: brain; lung")

    assert places(failure) == {"brain": "new", "lung": "known"}


def test_what_has_no_order_to_the_progression_does_not_make_it_known():
    events = (
        "diagnosis: lung adenocarcinoma, at: 2020-01-01",
        "metastasis: brain, at: 2020",
        f"{DRUG}, start: 2020-03-01",
        "progression: brain, at: 2020-06-01",
    )

    assert places(failed(*events)) == {"brain": "known"}  # by the order told
    assert places(failed(*events, told=False)) == {"brain": "not stated"}


def test_the_table_and_the_cohort_say_the_same():
    asked = analysis(EARLY, DRUG, "progression: brain; lung", NEXT, "progression: hepatic")

    where = [row[3] for row in resistance_lines(asked)]
    assert where == [
        "intracranial and extracranial; new: brain, known: lung",
        "extracranial only; new sites only: liver",
    ]
    names = [column.name for column in LINES.columns]
    rows = [dict(zip(names, row, strict=True)) for row in LINES.rows(asked)]
    told = [(row["against_baseline"], row["new_sites"], row["known_sites"]) for row in rows]
    assert told == [
        ("new and known sites", ("brain",), ("lung",)),
        ("new sites only", ("liver",), ()),
    ]
