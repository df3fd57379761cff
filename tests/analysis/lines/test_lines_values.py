"""What a line says of itself: days, reasons, phases, drugs; and what is no line at all."""

import pytest

from timeline.analysis.lines import derive_lines
from timeline.document import loads
from timeline.model.components import Phase, StopReason
from timeline.model.truth import Truth

NEXT = "{therapy: docetaxel, id: b, setting: advanced, start: 2020-06-01}"


def test_no_treatment_no_line(derived):
    lines = derived("{diagnosis: adenocarcinoma, at: 2020}")

    assert (len(lines), lines.notation) == (0, "LoT 0 (0+0)")
    assert (lines.excluded, lines.alternatives, lines.disagreements) == ((), (), ())


def test_a_case_without_events_has_no_line(derived):
    assert derived().notation == "LoT 0 (0+0)"


@pytest.mark.parametrize(
    ("event", "rule"),
    [
        ("{supportive_care: zoledronic acid, id: x}", "supportive-care"),
        ("{therapy: denosumab, id: x}", "supportive-drug"),
        ("{therapy: Xgeva, id: x}", "supportive-drug"),
        ("{therapy: zoledronic acid + dexamethasone, id: x}", "supportive-drug"),
        ("{therapy: [{name: cisplatin, route: intrapleural}], id: x}", "local-route"),
        ("{therapy: [{name: methotrexate, route: Intrathecal injection}], id: x}", "local-route"),
        ("{therapy: [{name: cisplatin, route: intraperitoneal (HIPEC)}], id: x}", "local-route"),
        ("{therapy: [{name: doxorubicin, route: TACE}], id: x}", "local-route"),
        ("{therapy: [{name: pemetrexed, route: intra-thecal}], id: x}", "local-route"),
        ("{radiotherapy: brain, id: x}", "local-treatment"),
        ("{procedure: lobectomy, type: surgery, id: x}", "local-treatment"),
        ("{procedure: allogeneic transplant, type: transplant, id: x}", "transplant"),
    ],
)
def test_what_is_no_systemic_line(derived, event, rule):
    lines = derived(event)

    assert len(lines) == 0
    assert [(out.event, out.rule) for out in lines.excluded] == [("x", rule)]
    assert lines.line_of("x") is None


@pytest.mark.parametrize("route", ["oral", "intravenous", "subcutaneous", "intramuscular"])
def test_systemic_routes_are_lines(derived, route):
    lines = derived(f"{{therapy: [{{name: gefitinib, route: {route}}}], id: x}}")

    assert lines.line_of("x").number == 1


def test_a_local_drug_beside_systemic_ones_is_not_of_the_regimen(derived):
    lines = derived(
        "{therapy: [{name: osimertinib}, {name: pemetrexed, route: intrathecal}], id: x}"
    )

    (line,) = lines
    assert line.drugs == ("osimertinib",)
    assert [f.why for f in line.rules if f.rule == "local-route"] == [
        "pemetrexed given locally: not of the regimen"
    ]


@pytest.mark.parametrize(
    "between",
    [
        "{radiotherapy: brain, start: 2020-02-01, end: 2020-02-10}",
        "{procedure: metastasectomy, type: surgery, at: 2020-03-10}",
        "{therapy: [{name: cisplatin, route: intrapleural}], id: x, at: 2020-03-01}",
        "{therapy: denosumab, id: x, at: 2020-03-01}",
    ],
)
def test_local_and_supportive_treatment_leaves_the_line_as_it_was(grouped, between):
    first = "{therapy: docetaxel, id: a, setting: advanced, start: 2020-01-01, end: 2020-03-01}"
    again = "{therapy: docetaxel, id: b, setting: advanced, start: 2020-03-20}"

    assert grouped(first, between, again) == "a b"


@pytest.mark.parametrize("reason", list(StopReason))
def test_the_stop_reason_is_the_stated_one(derived, reason):
    first = (
        "{therapy: docetaxel, id: a, setting: advanced, start: 2020-01-01, end: 2020-03-01,"
        f' stop: "{reason.value}"}}'
    )
    lines = derived(first)

    (line,) = lines
    assert line.end_reason is reason
    assert line.stopped_by == (None if reason is StopReason.NOT_STATED else "a")


@pytest.mark.parametrize(
    ("event", "reason", "evidence"),
    [
        ("{assessment: CT, id: x, at: 2020-04, response: PD}", StopReason.NOT_STATED, ("x",)),
        ("{assessment: CT, id: x, at: 2020-04, response: SD}", StopReason.NOT_STATED, ()),
        ("{assessment: CT, id: x, at: 2020-07, response: PD}", StopReason.NOT_STATED, ()),
        (
            "{adverse_event: rash, id: x, start: 2020-04, attributed_to: a, effect: discontinued}",
            StopReason.TOXICITY,
            ("x",),
        ),
        (
            "{adverse_event: rash, id: x, start: 2020-04, attributed_to: a, effect: dose reduced}",
            StopReason.NOT_STATED,
            (),
        ),
    ],
)
def test_what_is_told_about_the_end_is_evidence(derived, event, reason, evidence):
    """A progression on treatment is no stop reason until the report says so."""
    lines = derived(
        "{therapy: gefitinib, id: a, setting: advanced, start: 2020-01-01}", event, NEXT
    )

    assert (lines.lines[0].end_reason, lines.lines[0].end_evidence) == (reason, evidence)


@pytest.mark.parametrize(
    ("start", "end", "least", "most", "censored"),
    [
        ("2020-01-01", "2020-03-01", 60, 60, False),
        ("2020-01", "2020-03-01", 30, 60, False),
        ("2020-01-01", "2020-03", 60, 90, False),
        ("2020", "2020-03-01", 0, 60, False),
        ("2020-01-01", "2021", 366, 730, False),
        ("2020-01-01", "ongoing", 152, None, True),
        ("2020-01-01", "start of a + 3 weeks", 21, 27, False),
        ("2020-01", "start of a + 21 days", 21, 21, False),  # exact, though neither day is known
        ("2020-01-01", "after start of a", 0, None, False),
    ],
)
def test_the_length_of_a_line(derived, start, end, least, most, censored):
    lines = derived(
        f"{{therapy: gefitinib, id: a, setting: advanced, start: {start}, end: {end}}}",
        "{follow_up: alive, at: 2020-06-01}",
    )

    (line,) = lines
    assert (line.duration.least, line.duration.most, line.duration.censored) == (
        least,
        most,
        censored,
    )
    assert line.ongoing is censored


def test_a_single_cycle_is_a_line_of_one_day(derived):
    (line,) = derived("{therapy: docetaxel, setting: advanced, at: 2020-01-05, cycles: 1}")

    assert (line.duration.least, line.duration.most) == (0, 0)
    assert line.start == line.end


def test_which_of_two_courses_ended_last_may_be_unknown(derived):
    (line,) = derived(
        "{therapy: docetaxel, id: a, setting: advanced, start: 2020-01-01, end: 2020-03/2020-06}",
        "{therapy: bevacizumab, id: b, setting: advanced, start: 2020-01-02, end: 2020-04/2020-05}",
    )

    assert line.end is None
    assert str(line.end_bounds) == "2020-04 to 2020-06"
    assert (line.duration.least, line.duration.most) == (91, 181)


@pytest.mark.parametrize(
    ("word", "stop", "phase", "stated"),
    [
        ("phase: maintenance, ", "completed", Phase.MAINTENANCE, True),
        ("phase: maintenance, ", "not stated", Phase.MAINTENANCE, True),
        ("", "completed", Phase.MAINTENANCE, False),
        ("", "not stated", None, False),  # fewer drugs go on: nothing says that it was planned
    ],
)
def test_maintenance_after_induction_with_and_without_the_word(derived, word, stop, phase, stated):
    (line,) = derived(
        "{therapy: pemetrexed + cisplatin, id: a, setting: advanced,"
        f" start: 2020-01-01, end: 2020-03-01, stop: {stop}}}",
        f"{{therapy: pemetrexed, id: b, setting: advanced, {word}start: 2020-03-20}}",
    )

    last = line.phases[-1]
    assert (last.phase, last.stated) == (phase, stated)
    assert last.therapies == (("b",) if phase else ("a", "b"))
    assert line.therapies == ("a", "b")


def test_a_transplant_is_a_consolidation_of_the_line_before_it(derived):
    lines = derived(
        "{therapy: cytarabine, id: a, setting: curative, start: 2020-01, end: 2020-03}",
        "{procedure: allogeneic transplant, id: t, type: transplant, at: 2020-05-01}",
        "{therapy: ponatinib, id: m, setting: curative, phase: maintenance, start: 2020-08}",
    )

    (line,) = lines
    assert [(p.phase, p.therapies) for p in line.phases] == [
        (None, ("a",)),
        (Phase.CONSOLIDATION, ("t",)),
        (Phase.MAINTENANCE, ("m",)),
    ]
    assert lines.excluded == ()
    fired = [f.outcome for f in line.rules if f.rule == "transplant-consolidates"]
    assert fired == [Truth.TRUE]


@pytest.mark.parametrize(
    ("events", "number"),
    [
        (("gefitinib", "docetaxel", "gefitinib"), 1),
        (("gefitinib", "docetaxel", "gefitinib + bevacizumab"), 1),
        (("gefitinib", "docetaxel", "osimertinib"), None),
        (("chemotherapy", "gefitinib", "chemotherapy"), None),
    ],
)
def test_a_rechallenge_is_linked_to_its_earlier_line(derived, events, number):
    years = ("2018", "2019", "2020")
    lines = derived(
        *(
            f"{{therapy: {drugs}, id: t{year}, setting: advanced, start: {year}-01-01,"
            f" end: {year}-09-01}}"
            for drugs, year in zip(events, years, strict=True)
        )
    )

    assert [line.rechallenge_of for line in lines] == [None, None, number]


def test_a_rechallenge_the_report_links(derived):
    lines = derived(
        "{therapy: docetaxel + ramucirumab, id: a, line: 1, start: 2018, end: 2018}",
        "{therapy: gefitinib, id: b, line: 2, start: 2019, end: 2019}",
        "{therapy: docetaxel + unheard-of, id: c, line: 3, start: 2020, rechallenge_of: a}",
    )

    assert lines.line_of("c").rechallenge_of == 1


def test_a_drug_carried_across_a_line_is_no_rechallenge(derived):
    lines = derived(
        "{therapy: trastuzumab + docetaxel, id: a, setting: advanced,"
        " start: 2020-01-01, end: 2020-06-01, stop: progression}",
        "{therapy: trastuzumab + capecitabine, id: b, setting: advanced, start: 2020-06-10}",
    )

    assert lines.lines[1].carried == ("trastuzumab",)
    assert lines.lines[1].rechallenge_of is None


def test_a_drug_that_goes_on_while_another_line_starts_is_carried(derived):
    lines = derived(
        "{therapy: osimertinib, id: a, setting: advanced, start: 2020-01-01, end: 2021-01-01}",
        "{therapy: bevacizumab, id: b, setting: advanced, start: 2020-09-01}",
    )

    assert lines.lines[1].carried == ("osimertinib",)


def test_drugs_go_by_their_known_names_and_classes(derived):
    (line,) = derived(
        "{therapy: Xalkori + unheard-of, id: a, regimen: XU, line_label: salvage, line: 3}"
    )

    assert line.drugs == ("crizotinib", "unheard-of")
    assert line.drug_classes == ("ROS1-TKI",)
    assert line.regimen == "XU"
    assert (line.reported, line.labels) == ((3,), ("salvage",))


def test_a_case_without_calendar_dates_has_lines(derived):
    lines = derived(
        "{diagnosis: adenocarcinoma, at: day 0}",
        "{therapy: gefitinib, id: a, setting: advanced, start: day 10, end: day 100}",
        "{therapy: osimertinib, id: b, setting: advanced, start: day 110, end: ongoing}",
    )

    assert [str(line.start_bounds) for line in lines] == ["day 10", "day 110"]
    assert lines.lines[0].duration.least == 90


def test_a_contradictory_case_still_has_lines():
    (case,) = loads("""
        case: example
        events:
          - {therapy: gefitinib, id: a, line: 1, start: 2020-03-01, end: 2020-01-01}
          - {therapy: osimertinib, id: b, line: 2, start: 2020-05-01}
    """)

    assert derive_lines(case).notation == "LoT 2 (0+2)"


def test_no_line_is_shorter_than_nothing_where_its_first_course_is_carried_on(derived):
    lines = derived(
        "{therapy: gefitinib, id: a, setting: adjuvant, start: 2000, end: 2001}",
        "{therapy: gefitinib, id: b, at: 2000, stop: progression}",
        "{therapy: gefitinib, id: c, setting: advanced, at: 2000}",
    )

    assert all(line.duration.least >= 0 for line in lines)
