"""Does a course begin a new line, or go on with the one before it? The rules, asked one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from timeline.analysis.given import lines_summed
from timeline.analysis.lines.boundary_evidence import CaseEvidence
from timeline.analysis.lines.exposures import Day, Exposure, days_between, later_by_more
from timeline.analysis.lines.line import Firing
from timeline.analysis.lines.settings import Intent, last_end
from timeline.model.components import Phase, StopReason
from timeline.model.truth import Truth, all_of, any_of

_BROAD_CLASSES = frozenset(("chemotherapy", "endocrine", "antibody-drug conjugate"))
"""Classes of the table that are no class by target: it cannot be said whether two are alike."""

_MAINTENANCE = (Phase.MAINTENANCE, Phase.SWITCH_MAINTENANCE)
_FOR_A_REASON = (
    StopReason.TOXICITY,
    StopReason.PATIENT_WISH,
    StopReason.FINANCIAL,
    StopReason.TRIAL_WITHDRAWAL,
    StopReason.OTHER,
)


class LineDraft:
    """A line while it is put together: its courses in order, with the intent of the first."""

    __slots__ = ("drugs", "firings", "intent", "members", "unnamed")

    def __init__(self, first: Exposure, intent: Intent) -> None:
        self.members = [first]
        self.intent = intent
        self.firings: list[Firing] = []
        self.drugs = first.drugs  # stand-ins under one name
        self.unnamed = first.unnamed

    def add(self, exposure: Exposure) -> None:
        """Go on with another course."""
        self.members.append(exposure)
        self.drugs |= exposure.drugs
        self.unnamed |= exposure.unnamed


class Boundary:
    """One question: does ``new`` begin a line after ``line``? Each rule asked leaves its firing.

    ``likely`` is what to show first where the answer is indeterminate and the report's own numbers
    do not say: what is not known to be the same treatment is the next line.
    """

    def __init__(self, signs: CaseEvidence, line: LineDraft, new: Exposure, intent: Intent) -> None:
        self.signs = signs
        self.rules = signs.rules
        self.line = line
        self.last = line.members[-1]
        self.new = new
        self.intent = intent
        self.firings: list[Firing] = []
        self.likely = False
        self.open = False  # whether what is given may be the same, under no name

    def begins(self) -> Truth:
        """Whether the new course begins a line; indeterminate where dates or drugs are open."""
        if self._other_tumour() is Truth.TRUE:
            return Truth.TRUE
        if self._sums_up() is Truth.TRUE:
            return Truth.TRUE
        curative = self.line.intent.curative, self.intent.curative
        if curative[0] is not curative[1] and curative[0] is ~curative[1]:
            why = f"{self.last.id} and {self.new.id} differ in curative intent"
            return self._fire("intent-changes", Truth.TRUE, why)
        if curative[0] is curative[1] is Truth.TRUE and self.rules.curative_is_one:
            self._fire("curative-is-one", Truth.TRUE, "both are given with curative intent")
            return self._progression()
        if self._is_phase() is Truth.TRUE:
            return self._progression()
        same = self._same_drugs()
        if same is Truth.TRUE:
            return self._resumed()
        if same is Truth.FALSE:
            return self._changed()
        self.likely = self.open = True
        resumed, changed = self._resumed(), self._changed()
        return resumed if resumed is changed else Truth.INDETERMINATE

    def _fire(self, rule: str, outcome: Truth, why: str, *events: str) -> Truth:
        rests = (self.last.id, self.new.id, *events)
        self.firings.append(Firing(rule, outcome, why, rests))
        return outcome

    def _more_than(self, first: Day, days: int) -> Truth:
        return later_by_more(self.signs.chronology, first, self.new.start, days)

    def _other_tumour(self) -> Truth:
        one, other = self.last.event.tumour, self.new.event.tumour
        if one is None or other is None or one == other:
            return Truth.FALSE
        return self._fire("other-tumour", Truth.TRUE, f"one treats {one}, the other {other}")

    def _sums_up(self) -> Truth:
        """Whether one of the two stands for lines that the report only sums up."""
        for one in (self.last, self.new):
            if lines_summed(one.event) != (1, 1):
                why = f"{one.id} sums up lines of their own"
                return self._fire("lines-summed-up", Truth.TRUE, why)
        return Truth.FALSE

    def _is_phase(self) -> Truth:
        phase = self.new.event.phase
        rules = self.rules
        if phase is Phase.CONCURRENT:
            pass
        elif phase in _MAINTENANCE:
            if not rules.maintenance_is_a_phase:
                return Truth.FALSE
        elif phase is not Phase.CONSOLIDATION or not rules.consolidation_is_a_phase:
            return Truth.FALSE
        assert phase is not None
        return self._fire("phase-of-line", Truth.TRUE, f"{self.new.id} is called {phase.value}")

    def _same_drugs(self) -> Truth:
        """Whether nothing is new: the drugs of the line so far, some of them, or stand-ins."""
        drugs, unnamed = self.line.drugs, self.line.unnamed
        new = self.new
        if not new.unnamed and not unnamed:
            if new.drugs == self.last.drugs:
                names = " + ".join(agent.name for agent in new.agents)
                return self._fire("same-drugs", Truth.TRUE, f"{names}, or its stand-in, again")
            if new.drugs <= drugs:
                return self._fire(
                    "drops-drugs",
                    Truth.of(self.rules.dropping_keeps),
                    f"without {self._named(self.line.members, drugs - new.drugs)}",
                )
            return Truth.FALSE
        if new.drugs - drugs and not unnamed:
            return Truth.FALSE  # something named is new, whatever else is given
        if not self._may_be_alike():
            return Truth.FALSE
        kinds = ", ".join(sorted(unnamed | new.unnamed))
        return self._fire("same-drugs", Truth.INDETERMINATE, f"the report names only {kinds}")

    def _named(self, members: Sequence[Exposure], drugs: frozenset[str]) -> str:
        """The drugs that were given, by their own names and never by those of their stand-ins."""
        stands_for = self.rules.stands_for
        names = {agent.name for member in members for agent in member.agents}
        return ", ".join(sorted(name for name in names if stands_for(name.casefold()) in drugs))

    def _may_be_alike(self) -> bool:
        """Whether unnamed agents can be the named ones: of a class known to differ they cannot."""
        classes = [
            {each for m in members for agent in m.agents for each in agent.classes or (None,)}
            for members in (self.line.members, [self.new])
        ]
        return None in classes[0] | classes[1] or bool(classes[0] & classes[1])

    def _resumed(self) -> Truth:
        """The same drugs: a long gap ends the line, or treatment taken up after a progression."""
        return any_of((self._gap(), self._after_progression()))

    def _gap(self) -> Truth:
        rules = self.rules
        if rules.gap is None:
            return Truth.FALSE
        names = [agent.name.casefold() for agent in self.new.agents]
        oral = all(agent.oral_targeted for agent in self.new.agents)
        if (rules.oral_targeted_exempt and oral) or all(name in rules.gap_exempt for name in names):
            return self._fire("gap-ends", Truth.FALSE, "a kinase inhibitor may be resumed")
        end = last_end(self.line.members)
        outcome = self._more_than(end, rules.gap)
        between = days_between(self.signs.chronology, end, self.new.start)
        return self._fire(
            "gap-ends", outcome, f"{between} off it, more than {rules.gap} would end it"
        )

    def _after_progression(self) -> Truth:
        rules = self.rules
        if not rules.progression_ends:
            return Truth.FALSE
        progressed, why, events = self.signs.progression_between(self.last, self.new)
        if progressed is Truth.FALSE:
            return progressed
        if not rules.beyond_progression_keeps:
            return self._fire("progression-between", progressed, why, *events)
        interrupted = self._more_than(last_end(self.line.members), rules.window)
        outcome = all_of((progressed, interrupted))
        return self._fire("resumed-after-progression", outcome, why, *events)

    def _changed(self) -> Truth:
        """Other drugs: a new line, unless a rule keeps it and no progression is between."""
        asked: tuple[Callable[[], Truth], ...] = (
            self._planned,
            self._combined,
            self._for_toxicity,
            self._switch_maintenance,
            self._added,
        )
        keeps = Truth.FALSE
        for rule in asked:
            answer = rule()
            if answer is Truth.TRUE:
                return self._progression()
            if answer is Truth.INDETERMINATE:
                keeps = answer
        if keeps is Truth.FALSE:
            added = self.new.drugs - self.line.drugs or self.new.unnamed
            outcome = Truth.INDETERMINATE if self.open else Truth.TRUE
            names = self._named((self.new,), added)
            self._fire("new-drug", outcome, f"{names} begin{'' if ', ' in names else 's'}")
            return Truth.TRUE
        self.likely = True
        return any_of((~keeps, self._progression()))

    def _progression(self) -> Truth:
        if not self.rules.progression_ends:
            return Truth.FALSE
        progressed, why, events = self.signs.progression_between(self.last, self.new)
        return self._fire("progression-between", progressed, why, *events)

    def _planned(self) -> Truth:
        if not self.rules.planned_switch_keeps or self.last.event.stop is not StopReason.SWITCH:
            return Truth.FALSE
        return self._fire("planned-switch", Truth.TRUE, f"{self.last.id} ended by plan")

    def _combined(self) -> Truth:
        """Begun within the window of the line's first day, and not in place of what was stopped."""
        first = self.line.members[0].start
        inside = ~self._more_than(first, self.rules.window)
        if inside is Truth.TRUE:  # and not as long before it, where the order is not known
            early = later_by_more(self.signs.chronology, self.new.start, first, self.rules.window)
            inside = ~early
        days = days_between(self.signs.chronology, first, self.new.start)
        why = f"{days} after the line began, against {self.rules.window}"
        self._fire("within-window", inside, why)
        if inside is Truth.FALSE or not self.rules.replacing_starts:
            return inside
        return all_of((inside, ~self._replaces()))

    def _replaces(self) -> Truth:
        if self.last.drugs & self.new.drugs:
            return Truth.FALSE  # part of the regimen goes on
        stop, events = self.signs.stop_of(self.last)
        if stop in _FOR_A_REASON:
            why = f"{self.last.id} was stopped ({stop.value})"
            return self._fire("replaces-within-window", Truth.TRUE, why, *events)
        if stop is not StopReason.NOT_STATED or self.last.event.at is not None:
            return Truth.FALSE
        numbers = self.last.event.line, self.new.event.line
        told_apart = None not in numbers and numbers[0] != numbers[1]
        if not told_apart and self._more_than(self.last.start, 0) is Truth.FALSE:
            return Truth.FALSE  # both began on one day: given together
        if self._more_than(self.last.end, -1) is not Truth.TRUE:
            return Truth.FALSE  # as far as is known, they were given together
        why = f"{self.last.id} had ended, and why is not stated"
        return self._fire("replaces-within-window", Truth.INDETERMINATE, why)

    def _for_toxicity(self) -> Truth:
        if not self.rules.toxicity_keeps:
            return Truth.FALSE
        stop, events = self.signs.stop_of(self.last)
        if stop is not StopReason.TOXICITY:
            return Truth.FALSE
        goes_on = self.new.drugs & self.last.drugs
        stands_for = self.rules.stands_for
        left, begun = (
            [
                frozenset(agent.classes or ("",))
                for agent in agents
                if stands_for(agent.name.casefold()) not in goes_on
            ]
            for agents in (self.last.agents, self.new.agents)
        )
        known = frozenset[str]().union(*left)
        shared = [classes & known for classes in begun]
        if not left or not all(shared):
            outcome, why = Truth.FALSE, "another class"
        elif any(classes & {"", *_BROAD_CLASSES} for classes in shared):
            outcome, why = Truth.INDETERMINATE, "whether of one class the table cannot tell"
        else:
            names = sorted(frozenset[str]().union(*shared))
            outcome, why = Truth.TRUE, f"both {', '.join(names)}"
        return self._fire("toxicity-switch", outcome, why, *events)

    def _switch_maintenance(self) -> Truth:
        drugs = self.rules.switch_maintenance
        names = {agent.name.casefold() for agent in self.new.agents}
        if not drugs or not names <= drugs or self.line.intent.curative is Truth.TRUE:
            return Truth.FALSE
        end = last_end(self.line.members)
        outcome = (
            ~self._more_than(end, self.rules.gap) if self.rules.gap is not None else Truth.TRUE
        )
        return self._fire("switch-maintenance", outcome, f"{', '.join(sorted(names))} can be one")

    def _added(self) -> Truth:
        """A drug added while the others go on: a rule may keep the line."""
        if self.rules.adding_starts:
            return Truth.FALSE
        members = self.line.members
        contains = self.new.drugs > self.last.drugs or any(each.ongoing for each in members)
        goes_on = Truth.TRUE if contains else ~self._more_than(last_end(members), 0)
        return self._fire("adds-drug", goes_on, "added to what goes on")
