"""Was guidance followed in a line? Each statement: met, not met, not applicable, indeterminate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import attrs

from timeline.analysis.explain.circumstances import (
    Answer,
    Circumstances,
    given,
    population,
    trigger,
)
from timeline.analysis.explain.known import precedes
from timeline.knowledge.guidance import Action, Guidance, Stance
from timeline.model.case import Point, start_of
from timeline.model.components import EventStatus, ProcedureType
from timeline.model.events import Assessment, Laboratory, MolecularTest, Procedure, Radiotherapy
from timeline.model.truth import Truth, all_of, any_of
from timeline.model.words import Word
from timeline.vocabulary.drugs import class_of

_IMMUNOTHERAPY = "immunotherapy"
_WORK_UP = re.compile(
    r"LVEF|ejection fraction|echocardiogra|\bQTc?\b|\bECG\b|electrocardiogra|uric acid|urate"
    r"|electrolyte",
    re.IGNORECASE,
)


class Verdict(Word):
    """Whether a statement of guidance was followed in a line."""

    MET = "met"
    NOT_MET = "not met"
    NOT_APPLICABLE = "not applicable"
    INDETERMINATE = "indeterminate"


@attrs.frozen(kw_only=True)
class GuidanceOutcome:
    """A statement, its verdict and the reason in words."""

    guidance: Guidance
    verdict: Verdict
    reason: str

    def __str__(self) -> str:
        advice = self.guidance.advice
        return f"{self.verdict.value}: {advice} [{self.guidance.cite}]: {self.reason}"


def held_against(around: Circumstances, rows: Iterable[Guidance]) -> tuple[GuidanceOutcome, ...]:
    """Every statement against one line, in the order of the table.

    A statement second to another (``instead_of``) does not apply where the other is met.
    """
    verdicts: dict[str, GuidanceOutcome] = {}
    listed = tuple(rows)
    # First choices first: what is second to one looks at its verdict.
    for row in sorted(listed, key=lambda row: bool(row.instead_of)):
        verdicts[row.id] = _outcome(around, row, verdicts.get(row.instead_of))
    return tuple(verdicts[row.id] for row in listed)


def _outcome(
    around: Circumstances, row: Guidance, first_choice: GuidanceOutcome | None
) -> GuidanceOutcome:
    asked = [*population(around, row), *trigger(around, row)]
    applies = all_of(truth for truth, _ in asked)
    if applies is not Truth.TRUE:
        reason = next(why for truth, why in asked if truth is applies)
        verdict = Verdict.NOT_APPLICABLE if applies is Truth.FALSE else Verdict.INDETERMINATE
        return GuidanceOutcome(guidance=row, verdict=verdict, reason=reason)
    if first_choice is not None and first_choice.verdict is Verdict.MET:
        reason = "the first choice was followed"
        return GuidanceOutcome(guidance=row, verdict=Verdict.NOT_APPLICABLE, reason=reason)
    done, why = _done(around, row)
    wanted = ~done if row.stance is Stance.AGAINST else done
    verdicts = {
        Truth.TRUE: Verdict.MET,
        Truth.FALSE: Verdict.NOT_MET,
        Truth.INDETERMINATE: Verdict.INDETERMINATE,
    }
    if row.stance is Stance.OPTION and wanted is Truth.FALSE:
        why = f"an option that was not taken: {why}"
    return GuidanceOutcome(guidance=row, verdict=verdicts[wanted], reason=why)


def _done(around: Circumstances, row: Guidance) -> Answer:
    """Whether any of the actions was taken, and what was done."""
    before = {drug for line in around.earlier for drug in line.drugs}
    answers: list[Answer] = []
    drugs: list[str] = []
    for action in row.actions:
        if action in DEEDS:
            answers.append(DEEDS[Action(action)](around, row))
        elif not (action in row.unless_given and action in before):
            drugs.append(action)
    if drugs or not answers:
        answers.append(_gave(around, drugs))
    verdict = any_of(truth for truth, _ in answers)
    return verdict, "; ".join(why for truth, why in answers if truth is verdict)


def _gave(around: Circumstances, wanted: list[str]) -> Answer:
    drugs = given(around.line, wanted)
    if drugs:
        return Truth.TRUE, f"{', '.join(drugs)} was given"
    unnamed = not around.line.drugs
    if unnamed:
        return Truth.INDETERMINATE, f"the drugs of {around.line.regimen} are not named"
    return Truth.FALSE, f"{' + '.join(around.line.drugs)} was given"


def _immunotherapy_alone(around: Circumstances, _: Guidance) -> Answer:
    drugs = around.line.drugs
    alone = bool(drugs) and all(class_of(drug) == _IMMUNOTHERAPY for drug in drugs)
    return Truth.of(alone), f"{around.line.regimen} was given"


def _local_therapy(around: Circumstances, _: Guidance) -> Answer:
    """Radiotherapy or surgery from the first day of the line to that of the next."""
    open_ = False
    for event in around.events(Radiotherapy, Procedure):
        if isinstance(event, Procedure) and event.type is not ProcedureType.SURGERY:
            continue
        within = _within(around, start_of(event), around.line.start)
        if within is Truth.TRUE:
            return Truth.TRUE, f"{event.id} was within the line"
        open_ |= within is Truth.INDETERMINATE
    why = "when local therapy was given cannot be said" if open_ else "no local therapy is told"
    return (Truth.INDETERMINATE if open_ else Truth.FALSE), why


def _within(around: Circumstances, point: Point, first: Point) -> Truth:
    answers = [precedes(around.chronology, first, point)]
    if around.following is not None:
        answers.append(precedes(around.chronology, point, around.following.start))
    return all_of(answers)


def _molecular_test(around: Circumstances, _: Guidance) -> Answer:
    """A test between the first day of the line before and that of this one."""
    preceding = around.preceding
    if preceding is None:
        return Truth.INDETERMINATE, "no line came before"
    refused = None
    possible = None
    for event in around.told(MolecularTest):
        if not isinstance(event, MolecularTest):
            continue
        window = (
            precedes(around.chronology, preceding.start, start_of(event)),
            around.by_start(event),
        )
        between = all_of(window)
        if between is Truth.FALSE:
            continue
        if event.status not in (EventStatus.PERFORMED, EventStatus.NOT_STATED):
            reason = f" ({event.reason})" if event.reason else ""
            refused = f"{event.id} was {event.status.value}{reason}"
        elif between is Truth.TRUE and event.status is EventStatus.PERFORMED:
            return Truth.TRUE, f"{event.id} was done"
        else:
            possible = f"whether {event.id} came between the lines cannot be said"
    if possible:
        return Truth.INDETERMINATE, possible
    if refused:
        return Truth.FALSE, refused
    return Truth.INDETERMINATE, "no test is told, nor that none was done"


def _tissue_test(around: Circumstances, row: Guidance) -> Answer:
    """A test by the start of the line that named the gene, in tissue."""
    materials = [
        str(known.test.specimen) if known.test.specimen else "not stated"
        for known in around.known
        if any(row.gene in alteration.genes for alteration in known.found) or not row.gene
    ]
    if any(material.casefold().startswith("tissue") for material in materials):
        return Truth.TRUE, "tissue was tested"
    if not materials:
        return Truth.INDETERMINATE, f"no test that found {row.gene} is told"
    if any("not stated" in material for material in materials):
        return Truth.INDETERMINATE, "the specimen is not stated"
    return Truth.FALSE, f"{', '.join(dict.fromkeys(materials))} was tested"


def _work_up(around: Circumstances, _: Guidance) -> Answer:
    for event in around.events(Laboratory, Assessment):
        if _WORK_UP.search(event.name) and around.by_start(event) is not Truth.FALSE:
            return around.by_start(event), f"{event.id} is told"
    return Truth.INDETERMINATE, "none is told, nor that it was left out"


DEEDS: dict[str, Callable[[Circumstances, Guidance], Answer]] = {
    Action.IMMUNOTHERAPY_ALONE: _immunotherapy_alone,
    Action.LOCAL_THERAPY: _local_therapy,
    Action.MOLECULAR_TEST: _molecular_test,
    Action.TISSUE_TEST: _tissue_test,
    Action.WORK_UP: _work_up,
}
"""How each action other than giving a drug is looked for in a case."""
