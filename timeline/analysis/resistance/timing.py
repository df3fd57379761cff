"""Did a line meet primary or acquired resistance? The criteria, asked of what is known of it."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from timeline.analysis.evidence.disease import DiseaseEvidence, Kind
from timeline.analysis.lines import Line
from timeline.analysis.resistance.criteria import (
    ByDuration,
    Criteria,
    Criterion,
    Immunotherapy,
    Jackman,
    Timing,
    Verdict,
)
from timeline.analysis.resistance.mechanism import sensitises
from timeline.analysis.resistance.order import LineSpan
from timeline.analysis.resistance.progression import Failure, Pattern
from timeline.analysis.resistance.samples import Sample
from timeline.chronology import Chronology
from timeline.model.alterations import parse_alteration
from timeline.model.bounds import DurationBounds
from timeline.model.case import Point, start_of
from timeline.model.claims import ResponseClaim
from timeline.model.components import Scope
from timeline.model.coverage import ResultStatus, result_of
from timeline.model.events import Assessment
from timeline.model.truth import Truth, all_of, any_of
from timeline.model.when import DAYS_PER_MONTH
from timeline.vocabulary.drugs import class_of, find_drug
from timeline.vocabulary.responses import CATEGORIES, RESPONDED, ResponseMeaning, response_meaning

READ = " (read from words)"
_COMMON = ("EGFR exon 19 deletion", "EGFR L858R")


@attrs.frozen(kw_only=True)
class Control:
    """What is known of a line's disease control until it failed."""

    chronology: Chronology
    course: LineSpan
    failed: Failure
    taken: tuple[Sample, ...]

    @property
    def line(self) -> Line:
        """The line."""
        return self.course.line

    def lasted(self, months: float) -> Truth:
        """Whether the disease was controlled so many months of 30.4375 days or longer."""
        return at_least(self.failed.after, months * DAYS_PER_MONTH)

    def best(self, meanings: tuple[ResponseMeaning, ...]) -> tuple[Truth, tuple[str, ...]]:
        """Whether such an overall response was seen on the line before it failed, and where."""
        firsts = [w for w in self.failed.worsenings if w.event.id in self.failed.first]
        found = {
            name: held
            for name, (at, within) in self._assessed(meanings).items()
            if (held := all_of((within, *(self._before(at, first) for first in firsts))))
            is not Truth.FALSE
        }
        return any_of(found.values()), tuple(found)

    def _before(self, at: Point, worse: DiseaseEvidence) -> Truth:
        """Whether a response came before a progression.

        A treatment that stopped for progression did so after its responses, unless that cannot be.
        """
        if worse.kind is Kind.STOPPED:
            return Truth.of(self.chronology.before(worse.at, at) is not Truth.TRUE)
        return self.chronology.before(at, worse.at)

    def refused(self) -> tuple[Truth, tuple[str, ...]]:
        """Whether the report says that the line brought no response, and where."""
        found = self._assessed((ResponseMeaning.NO_RESPONSE,))
        told = self.claimed((ResponseMeaning.NO_RESPONSE,))
        held = Truth.TRUE if told else any_of(within for _, within in found.values())
        return held, tuple(found)

    def _assessed(self, meanings: tuple[ResponseMeaning, ...]) -> dict[str, tuple[Point, Truth]]:
        """The assessments with such an overall response that may lie within the line."""
        case = self.chronology.case
        found: dict[str, tuple[Point, Truth]] = {}
        for event in case:
            if isinstance(event, Assessment) and any(
                response.scope is Scope.OVERALL
                and response_meaning(response.category, response.wording) in meanings
                for response in event.response
            ):
                at = start_of(event)
                within = self.course.within(self.chronology, at)
                if within is not Truth.FALSE:
                    found[event.id] = at, within
        return found

    def in_words(self, events: Iterable[str]) -> bool:
        """Whether assessments tell their response in words and in no category of a scale."""
        told = [self.chronology.case.event(name) for name in events]
        return all(
            response.category not in CATEGORIES
            for event in told
            if isinstance(event, Assessment)
            for response in event.response
            if response.scope is Scope.OVERALL
        )

    def claimed(self, meanings: tuple[ResponseMeaning, ...]) -> bool:
        """Whether the report claims such a best response of a therapy of the line."""
        case = self.chronology.case
        return any(
            isinstance(claim, ResponseClaim)
            and case.event(claim.of).id in self.line.therapies
            and response_meaning(claim.response) in meanings
            for claim in case.claims
        )


def at_least(length: DurationBounds, days: float) -> Truth:
    """Whether a length reaches so many days."""
    if length.least is not None and length.least >= days:
        return Truth.TRUE
    if length.most is not None and length.most < days:
        return Truth.FALSE
    return Truth.INDETERMINATE


def verdicts(control: Control, criteria: Iterable[Criteria]) -> tuple[Verdict, ...]:
    """What each of the criteria says of a line; those of another kind of drug say nothing."""
    asked = (_verdict(control, one) for one in criteria)
    return tuple(verdict for verdict in asked if verdict is not None)


def _verdict(control: Control, criteria: Criteria) -> Verdict | None:
    if not _fits(control.line.drugs, criteria):
        return None
    failed = control.failed.happened is not Truth.FALSE
    if control.line.curative is Truth.TRUE or not (failed or _refractory(control, criteria)):
        return _not_applicable(criteria)
    match criteria:
        case ByDuration():
            return _by_duration(control, criteria)
        case Jackman():
            return _jackman(control, criteria)
        case Immunotherapy():
            return _immunotherapy(control, criteria)


def _refractory(control: Control, criteria: Criteria) -> bool:
    """Whether a line failed by the report's words alone: "no response", "refractory"."""
    return isinstance(criteria, ByDuration) and control.refused()[0] is Truth.TRUE


def _fits(drugs: tuple[str, ...], criteria: Criteria) -> bool:
    """Whether criteria are for lines of such drugs: those of SITC for a single one."""
    match criteria:
        case ByDuration():
            return True
        case Jackman():
            return any(class_of(name) == criteria.drug_class for name in drugs)
        case Immunotherapy():
            targets = _targets(drugs)
            return len(drugs) == 1 and bool(targets) and targets <= set(criteria.targets)


def _targets(drugs: tuple[str, ...]) -> set[str]:
    terms = (find_drug(name) for name in drugs)
    return {gene for term in terms if term is not None for gene in term.targets}


def _not_applicable(criteria: Criteria) -> Verdict:
    """Of a line without progression, or given to cure: a relapse later is no failure under it."""
    return Verdict(
        criteria=criteria.name,
        source=criteria.source,
        timing=Timing.NOT_APPLICABLE,
        primary=Truth.INDETERMINATE,
        acquired=Truth.INDETERMINATE,
        criterion=(),
    )


def _response(control: Control) -> Criterion:
    seen, events = control.best(RESPONDED)
    if control.claimed(RESPONDED):
        return Criterion("response", Truth.TRUE, "the report claims one as best response", events)
    told = f"a response in {', '.join(events)}{READ if control.in_words(events) else ''}"
    reason = "none is reported" if not events else told
    if seen is Truth.INDETERMINATE:
        reason += ", which may not lie before the progression on this line"
    return Criterion("response", seen, reason, events)


def _lasted(control: Control, name: str, months: float) -> Criterion:
    reason = f"progression {control.failed.after} after the first day, against {months:g} months"
    return Criterion(name, control.lasted(months), reason, control.failed.first)


def _progression_is_best(control: Control, response: Criterion, months: float) -> Criterion:
    """Progression as best response; control of ``months`` is better, whatever was assessed."""
    name, first = "progression as best response", control.failed.first
    if control.claimed((ResponseMeaning.PROGRESSION,)):
        return Criterion(name, Truth.TRUE, "the report says so", first)
    refused, told = control.refused()
    if refused is Truth.TRUE and any_of((response.met, control.lasted(months))) is not Truth.TRUE:
        reason = f"no response is told{READ}" + (f" in {', '.join(told)}" if told else "")
        return Criterion(name, Truth.TRUE, reason, (*first, *told))
    stable, events = control.best((ResponseMeaning.STABLE,))
    better = any_of((response.met, stable, control.lasted(months)))
    if better is Truth.TRUE:
        reason = "the disease was controlled before" if not events else "stable disease before"
        return Criterion(name, Truth.FALSE, reason, (*first, *events))
    if better is Truth.FALSE and control.lasted(months / 2) is Truth.FALSE:
        return Criterion(name, Truth.TRUE, "nothing better is reported before it", first)
    reason = "no assessment before the one with progression is reported, and there was time for one"
    return Criterion(name, Truth.INDETERMINATE, reason, first)


def _by_duration(control: Control, rules: ByDuration) -> Verdict:
    immune = bool(_targets(control.line.drugs) & set(rules.checkpoints))
    months = rules.immunotherapy_months if immune else rules.primary_months
    response = _response(control)
    best = _progression_is_best(control, response, rules.acquired_months)
    early = _lasted(control, f"control under {months:g} months", months)
    early = attrs.evolve(early, met=~early.met)
    if (
        response.met is Truth.TRUE
        and control.failed.after.most is None
        and early.met is Truth.INDETERMINATE
    ):
        early = attrs.evolve(early, met=Truth.FALSE, reason="a response is told, and no length")
    long = _lasted(control, f"control of {rules.acquired_months:g} months", rules.acquired_months)
    if long.met is Truth.INDETERMINATE and control.refused()[0] is Truth.TRUE:
        long = attrs.evolve(long, met=Truth.FALSE, reason="no response is told, and no length")
    return _decided(
        control,
        rules,
        any_of((best.met, early.met)),
        any_of((response.met, long.met)),
        (best, early, response, long),
    )


def _jackman(control: Control, rules: Jackman) -> Verdict:
    line = control.line
    names = {term.name if (term := find_drug(name)) else name for name in line.drugs}
    counted = {n for n in names if class_of(n) == rules.drug_class and n in (rules.drugs or names)}
    single = Criterion(
        "single-agent EGFR inhibitor",
        Truth.of(len(names) == 1 and bool(counted)),
        " + ".join(line.drugs),
        line.therapies,
    )
    mutation = _mutation(control)
    response = _response(control)
    durable = _lasted(control, "benefit", rules.benefit_months)
    met = any_of((mutation.met, response.met, durable.met))
    reasons = f"{mutation.reason}; response: {response.reason}; {durable.reason}"
    benefit = Criterion(
        "sensitising mutation or objective benefit",
        met,
        reasons,
        (*mutation.events, *response.events),
    )
    criteria = (single, benefit, _systemic(control, rules.days_off), _no_other(control))
    acquired = all_of(criterion.met for criterion in criteria)
    return _decided(control, rules, Truth.FALSE, acquired, criteria)


def _mutation(control: Control) -> Criterion:
    """Whether a test taken by the first progression found a sensitising EGFR mutation."""
    name = "sensitising EGFR mutation"
    firsts = [w.at for w in control.failed.worsenings if w.event.id in control.failed.first]
    held: dict[str, Truth] = {}
    for sample in control.taken:
        by_then = all_of(~control.chronology.before(first, sample.taken) for first in firsts)
        egfr = (f.alteration for f in sample.test.found if "EGFR" in f.alteration.genes)
        fits = (sensitises(alteration, control.line.drugs) for alteration in egfr)
        found = all_of((by_then, any_of(fits)))
        if found is not Truth.FALSE:
            held[sample.test.id] = found
    if held:
        return Criterion(name, any_of(held.values()), f"found by {', '.join(held)}", tuple(held))
    negative = {ResultStatus.NOT_DETECTED}
    patterns = [parse_alteration(text) for text in _COMMON]
    excluded = tuple(
        sample.test.id
        for sample in control.taken
        if all(result_of(sample.test, pattern).status in negative for pattern in patterns)
    )
    if excluded:
        return Criterion(name, Truth.FALSE, f"not found by {', '.join(excluded)}", excluded)
    return Criterion(name, Truth.INDETERMINATE, "no test says")


def _systemic(control: Control, days_off: int) -> Criterion:
    """Progression of more than the brain, on treatment or soon after its last day."""
    name = "systemic progression on treatment"
    if control.failed.pattern is Pattern.INTRACRANIAL_ONLY:
        return Criterion(name, Truth.FALSE, "intracranial only", control.failed.first)
    end, chronology = control.line.end, control.chronology
    answers: dict[str, Truth] = {}
    for worse in control.failed.worsenings:
        on_treatment = Truth.INDETERMINATE
        if end is not None:
            on_treatment = ~at_least(chronology.duration(end, worse.at), days_off + 1)
        whole = Truth.of(True if worse.overall else None)
        within = control.course.within(chronology, worse.at)
        answers[worse.event.id] = all_of((worse.sure, whole, within, on_treatment))
    best = any_of(answers.values())
    fitting = tuple(name for name, held in answers.items() if held is best)
    words = {
        Truth.TRUE: "progression while on it",
        Truth.FALSE: f"none on it or within {days_off} days of its last day",
        Truth.INDETERMINATE: "of one organ or lesion, or the last day of treatment is not known",
    }
    return Criterion(name, best, words[best], fitting)


def _no_other(control: Control) -> Criterion:
    """Lines are systemic therapies in order: nothing systemic stands between one and the next."""
    name = "no intervening systemic therapy"
    if control.course.following is None:
        return Criterion(name, Truth.TRUE, "no later therapy is reported")
    event = control.course.following.event
    return Criterion(name, Truth.TRUE, f"{event} is the next", (event,))


def _immunotherapy(control: Control, rules: Immunotherapy) -> Verdict:
    line = control.line
    weeks = line.duration
    exposed = Criterion(
        f"exposure of {rules.exposure_weeks:g} weeks",
        at_least(weeks, rules.exposure_weeks * 7),
        f"given {weeks.format('weeks')}",
        line.therapies,
    )
    longer = Criterion(
        f"exposure of {rules.control_months:g} months",
        at_least(weeks, rules.control_months * DAYS_PER_MONTH),
        f"given {weeks}",
        line.therapies,
    )
    response = _response(control)
    control_ = _lasted(control, f"control of {rules.control_months:g} months", rules.control_months)
    confirmed = _confirmed(control, rules.confirmation_days)
    soon = _soon(control, rules.weeks_off)
    needed = (soon.met, confirmed.met) if rules.confirmation_needed else (soon.met,)
    benefit = any_of((response.met, control_.met))
    verdict = _decided(
        control,
        rules,
        all_of((exposed.met, ~benefit, *needed)),
        all_of((longer.met, benefit, *needed)),
        (exposed, longer, response, control_, soon, confirmed),
    )
    late = soon.met is Truth.FALSE and control.failed.happened is Truth.TRUE
    return attrs.evolve(verdict, timing=Timing.AFTER_STOPPING) if late else verdict


def _soon(control: Control, weeks: int) -> Criterion:
    """Whether the first progression came on the drug, or within so many weeks of its last day."""
    end, chronology, failed = control.line.end, control.chronology, control.failed
    name = f"progression on it or within {weeks} weeks of its last day"
    if end is None:
        return Criterion(name, Truth.INDETERMINATE, "the last day is not known", failed.first)
    firsts = [w.at for w in failed.worsenings if w.event.id in failed.first]
    off = [chronology.duration(end, first) for first in firsts]
    met = any_of(~at_least(length, weeks * 7 + 1) for length in off)
    told = ", ".join(f"{length.format('weeks')} after it" for length in off)
    return Criterion(name, met, told or "its day is not known", failed.first)


def _confirmed(control: Control, days: int) -> Criterion:
    """A second report of progression, long enough after the first, within the line."""
    name = f"progression confirmed after {days} days"
    firsts = [w for w in control.failed.worsenings if w.event.id in control.failed.first]
    others = [w for w in control.failed.worsenings if w not in firsts]
    held = {
        other.event.id: all_of(
            at_least(control.chronology.duration(first.at, other.at), days) for first in firsts
        )
        for other in others
    }
    met = any_of(held.values())
    if met is Truth.FALSE:  # a report that tells of no second scan does not say there was none
        met = Truth.INDETERMINATE
    fitting = tuple(name for name, truth in held.items() if truth is Truth.TRUE)
    reason = "a later one shows it too" if fitting else "no second scan is reported"
    return Criterion(name, met, reason, fitting)


def _decided(
    control: Control,
    rules: Criteria,
    primary: Truth,
    acquired: Truth,
    criterion: tuple[Criterion, ...],
) -> Verdict:
    happened = control.failed.happened
    if happened is not Truth.TRUE and _refractory(control, rules):
        happened = Truth.TRUE
    primary, acquired = all_of((happened, primary)), all_of((happened, acquired))
    timing = _NAMED.get((primary, acquired), Timing.CANNOT_BE_SAID)
    return Verdict(
        criteria=rules.name,
        source=rules.source,
        timing=timing,
        primary=primary,
        acquired=acquired,
        criterion=criterion,
    )


_NAMED = {
    (Truth.TRUE, Truth.FALSE): Timing.PRIMARY,
    (Truth.FALSE, Truth.TRUE): Timing.ACQUIRED,
    (Truth.FALSE, Truth.FALSE): Timing.NEITHER,
}
