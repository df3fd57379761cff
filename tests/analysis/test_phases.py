"""The phase of a leukaemia: a state of its own; going on is progression, going back is none."""

import pytest

from timeline.analysis.evidence.disease import disease_evidence
from timeline.analysis.evidence.phases import histologic_changes, phase_in, phases
from timeline.analysis.lines import derive_lines
from timeline.analysis.resistance import (
    Change,
    Grade,
    Kind,
    MechanismClass,
    resistance,
    states,
    transitions,
)
from timeline.chronology import solve
from timeline.document import dumps, loads
from timeline.errors import DocumentError
from timeline.model.components import DiseasePhase
from timeline.model.truth import Truth

CML = "{diagnosis: chronic myeloid leukaemia, at: 2018-01-01}"
CHRONIC = "{diagnosis: CML, at: 2018-01-01, stage: {system: CML phase, group: chronic phase}}"
LINES = (
    "{therapy: imatinib, line: 1, start: 2018-02-01, end: 2019-01-10}",
    "{therapy: dasatinib, line: 2, start: 2019-02-01, end: 2020-01-10}",
)


def case_of(*events):
    listed = "".join(f"\n  - {event}" for event in events)
    (case,) = loads(f"case: cml\nevents:{listed}\n")
    return case


@pytest.mark.parametrize(
    ("words", "phase"),
    [
        ("chronic phase", DiseasePhase.CHRONIC),
        ("blast crisis CML", DiseasePhase.BLAST),
        ("lymphoid blast phase", DiseasePhase.BLAST),
        ("accelerated phase", DiseasePhase.ACCELERATED),
        ("second chronic phase", DiseasePhase.SECOND_CHRONIC),
        ("small cell lung cancer", None),
        ("blastoid mantle cell lymphoma", None),
        ("chronic lymphocytic leukaemia", None),
    ],
)
def test_words_name_a_phase(words, phase):
    assert phase_in(words) is phase


def test_a_blast_phase_is_progression_and_a_change_of_the_line_it_ends():
    case = case_of(CHRONIC, *LINES, "{disease_phase: blast, id: bp, at: 2019-01-05}")
    (row,) = [row for row in transitions(case) if row.kind is Kind.PHASE]
    first, second = resistance(case)

    assert (row.line, row.what) == (1, "chronic phase to blast phase")
    assert (row.change, row.acquired.grade) == (Change.GAINED, Grade.A)
    assert row.mechanism.derived is MechanismClass.NEW_PHASE
    assert (first.failure.happened, first.failure.first) == (Truth.TRUE, ("bp",))
    assert first.mechanisms == (MechanismClass.NEW_PHASE,)
    assert second.failure.happened is Truth.FALSE


def test_a_return_to_a_chronic_phase_is_no_progression_and_no_mechanism():
    case = case_of(
        CHRONIC,
        *LINES,
        "{disease_phase: blast, id: bp, at: 2019-01-05}",
        "{disease_phase: second chronic, id: cp, at: 2019-06-05}",
    )
    back = transitions(case)[-1]

    assert [told.event.id for told in disease_evidence(case)] == ["bp"]
    assert (back.line, back.what) == (2, "blast phase to second chronic phase")
    assert (back.acquired, back.mechanism) == (None, None)
    assert resistance(case)[1].candidates == ()


def test_a_phase_is_no_histology():
    case = case_of(CHRONIC, *LINES, "{disease_phase: blast, at: 2019-01-05}")
    chronology = solve(case)
    before, after, last = states(chronology, derive_lines(chronology))

    assert {before.histology, after.histology, last.histology} == {"CML"}
    assert (before.phase, after.phase, last.phase) == ("chronic", "blast", "blast")
    assert before.key != after.key


@pytest.mark.parametrize(
    ("diagnosis", "event", "advanced"),
    [
        (CML, "disease_phase: blast", Truth.INDETERMINATE),  # what it was before is not told
        (CML, "disease_phase: blast, previously: accelerated", Truth.TRUE),
        (CML, "disease_phase: accelerated, previously: blast", Truth.FALSE),
        (CML, "disease_phase: chronic", Truth.FALSE),
        (CML, "transformation: lymphoid blast crisis", Truth.TRUE),
        (CHRONIC, "disease_phase: accelerated", Truth.TRUE),
    ],
)
def test_only_what_goes_on_is_progression(diagnosis, event, advanced):
    case = case_of(diagnosis, *LINES, f"{{{event}, at: 2019-01-05}}")

    assert list(phases(case))[-1].advanced is advanced
    sure = [told.sure for told in disease_evidence(case)]
    assert sure == ([] if advanced is Truth.FALSE else [advanced])


def test_a_suspected_phase_is_doubtful_and_an_excluded_one_none():
    for certainty, sure in (("suspected", [Truth.INDETERMINATE]), ("excluded", [])):
        case = case_of(CHRONIC, *LINES, f"{{disease_phase: blast, certainty: {certainty}}}")
        assert [told.sure for told in disease_evidence(case)] == sure


def test_a_disease_without_phases_has_none():
    event = "{transformation: accelerated small cell carcinoma, at: 2019-01-05}"
    case = case_of("{diagnosis: lung adenocarcinoma, at: 2018-01-01}", *LINES, event)

    assert list(phases(case)) == []
    assert len(list(histologic_changes(case))) == 1


def test_the_document_form_round_trips_and_knows_its_words():
    case = case_of(CML, "{disease_phase: second chronic, previously: blast}")

    assert list(loads(dumps(case))) == [case]
    assert case.events[1].id == "second-chronic-phase"
    with pytest.raises(DocumentError, match="expected one of chronic, accelerated, blast"):
        case_of("{disease_phase: blastic}")
