"""What was known when a line was begun, what the tables say of it, and where its length lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from timeline.analysis.answers import Answers, Subject, answers_of
from timeline.analysis.endpoints import endpoint
from timeline.analysis.explain.circumstances import Answer, Circumstances, tumour_answer
from timeline.analysis.explain.guided import GuidanceOutcome, Verdict, held_against
from timeline.analysis.explain.known import KnownTest, detected, is_positive, known_by
from timeline.analysis.lines import Line, derive_lines
from timeline.knowledge.benchmarks import Endpoint, Measured, Placement, benchmarks, place
from timeline.knowledge.fusion_structure import FusionStructure, residue_in_product, structure_of
from timeline.knowledge.genotypes import genotype_of
from timeline.knowledge.knowledge import Knowledge, shipped
from timeline.knowledge.populations import Tumour
from timeline.knowledge.sensitivity import Band, Ic50, Sensitivity, sensitivities_of
from timeline.model.alterations import Alteration, Fusion, ProteinVariant
from timeline.model.bounds import DurationBounds
from timeline.model.truth import Truth, all_of, any_of

NOT_ADVICE = (
    "Not medical advice. This shows what published tables and guidance say beside what a report"
    " says; it is incomplete, some of it is unreviewed, and no treatment may be chosen by it."
)
"""Printed with every explanation."""

CELLS = "values are for cells in a dish, and say nothing of doses in a patient"
"""Printed with every list of drugs."""


@attrs.frozen(kw_only=True)
class SensitivityOfLine:
    """What the table says of the genotype known when a line was begun.

    ``genotype`` is the gene with its changes as the table has them; empty where it has no such row.
    ``caveat`` says what the genotype leaves open.
    """

    genotype: str
    sensitivities: tuple[Sensitivity, ...]
    caveat: str

    def drugs(self, band: Band) -> tuple[Sensitivity, ...]:
        """The drugs in this band, in the table's order."""
        return tuple(one for one in self.sensitivities if one.band is band)


@attrs.frozen(kw_only=True)
class PlacedLine:
    """A line among published medians, and whether it is a line of such patients at all."""

    placement: Placement
    population: str
    of_population: Truth
    reason: str


@attrs.frozen(kw_only=True)
class LineExplanation:
    """One line: what was known by its first day, and what the tables say of it.

    ``known`` are the tests that surely or possibly came by then; ``genotype`` what the sure ones
    found, ``possible`` what the others may have added. ``structures`` are the fusions' products,
    ``residues`` the variants of a fused gene, each with whether it lies in any of these products.
    """

    line: Line
    known: tuple[KnownTest, ...]
    genotype: tuple[Alteration, ...]
    possible: tuple[Alteration, ...]
    structures: tuple[FusionStructure, ...]
    residues: tuple[tuple[ProteinVariant, Truth], ...]
    sensitivity: SensitivityOfLine
    guidance: tuple[GuidanceOutcome, ...]
    placed: tuple[PlacedLine, ...]

    def outcomes(self, *verdicts: Verdict) -> tuple[GuidanceOutcome, ...]:
        """The statements with one of these verdicts."""
        return tuple(one for one in self.guidance if one.verdict in verdicts)


def explain(subject: Subject, *, knowledge: Knowledge | None = None) -> tuple[LineExplanation, ...]:
    """Explain every line of a case, in the order of their numbers.

    ``knowledge`` is what the library ships unless a user's tables were added. A
    line is placed twice among medians of PFS: with the days from first to last dose, which is time
    on treatment, and with its own PFS, as far as it can be derived. The result is no medical advice
    (:data:`NOT_ADVICE`).
    """
    answers = answers_of(subject)
    tables = shipped() if knowledge is None else knowledge
    return tuple(
        _explain(answers, _circumstances(answers, index), tables)
        for index in range(len(derive_lines(answers)))
    )


def _circumstances(answers: Answers, index: int) -> Circumstances:
    chronology, lines = answers.chronology, derive_lines(answers).lines
    line = lines[index]
    tumours = {chronology.case.event(name).tumour for name in line.therapies} - {None}
    tumour = tumours.pop() if len(tumours) == 1 else None
    return Circumstances(
        chronology=chronology,
        line=line,
        earlier=lines[:index],
        following=lines[index + 1] if index + 1 < len(lines) else None,
        known=known_by(chronology, line.start, tumour=tumour),
        tumour=tumour,
    )


def _explain(answers: Answers, around: Circumstances, tables: Knowledge) -> LineExplanation:
    genotype = detected(around.known)
    possible = detected(around.known, Truth.INDETERMINATE)
    return LineExplanation(
        line=around.line,
        known=around.known,
        genotype=genotype,
        possible=tuple(one for one in possible if one not in genotype),
        structures=tuple(structure_of(one) for one in genotype if isinstance(one, Fusion)),
        residues=tuple(_residues(genotype)),
        sensitivity=_sensitivity(genotype, possible, tables.ic50s),
        guidance=held_against(around, tables.guidance),
        placed=_placed(answers, around, tables),
    )


def _residues(genotype: tuple[Alteration, ...]) -> Iterator[tuple[ProteinVariant, Truth]]:
    fusions = [one for one in genotype if isinstance(one, Fusion)]
    for variant in genotype:
        if isinstance(variant, ProteinVariant):
            products = [fusion for fusion in fusions if variant.gene in fusion.genes]
            place = variant.parsed.start
            if products:
                yield (
                    variant,
                    any_of(residue_in_product(f, variant.gene, place) for f in products),
                )


def _sensitivity(
    genotype: tuple[Alteration, ...], possible: tuple[Alteration, ...], rows: Iterable[Ic50]
) -> SensitivityOfLine:
    listed = tuple(rows)
    for gene in dict.fromkeys(row.gene for row in listed):
        known = genotype_of(genotype, gene)
        found = sensitivities_of([one for one in genotype if gene in one.genes], listed)
        if known is None:
            continue
        changes = known.written
        if not found:
            return SensitivityOfLine(
                genotype="", sensitivities=(), caveat=f"no table has {gene} {changes}"
            )
        caveats = []
        if not known.changes:
            caveats.append(f"no mutation of {gene} was told by then, which is not to say none was")
        if any(gene in one.genes for one in possible):
            caveats.append("a test that may have come by then found more")
        name = f"{gene} {changes}" if changes else f"{gene} fusion without a mutation"
        return SensitivityOfLine(
            genotype=name, sensitivities=found, caveat="; ".join((*caveats, CELLS))
        )
    genes = ", ".join(dict.fromkeys(row.gene for row in listed))
    caveat = f"no table has the genotype known by then (there are tables of {genes or 'no gene'})"
    return SensitivityOfLine(genotype="", sensitivities=(), caveat=caveat)


def _placed(answers: Answers, around: Circumstances, tables: Knowledge) -> tuple[PlacedLine, ...]:
    """The line's lengths among the medians of its only drug, for each population that has some."""
    if len(around.line.drugs) != 1:
        return ()  # a median of one drug says nothing of a combination
    (drug,) = around.line.drugs
    found = benchmarks(drug=drug, endpoint=Endpoint.PFS, rows=tables.benchmarks)
    lengths = tuple(_lengths(answers, around.line)) if found else ()
    placed = []
    for population in dict.fromkeys((row.tumour, row.gene) for row in found):
        rows = tuple(row for row in found if (row.tumour, row.gene) == population)
        truth, reason = _is_of(around, *population)
        for measured, days in lengths:
            placed.append(
                PlacedLine(
                    placement=place(days, drug, measured=measured, rows=rows),
                    population=rows[0].population,
                    of_population=truth,
                    reason=reason,
                )
            )
    return tuple(placed)


def _is_of(around: Circumstances, tumour: Tumour, gene: str) -> Answer:
    """Whether a line is of the patients of a published median, and what decides it."""
    answers = [tumour_answer(around, tumour)]
    if gene:
        answers.append(is_positive(around.known, gene))
    verdict = all_of(truth for truth, _ in answers)
    return verdict, next(why for truth, why in answers if truth is verdict)


def _lengths(answers: Answers, line: Line) -> Iterator[tuple[Measured, DurationBounds]]:
    """The time on treatment and, where it can be derived, the progression-free survival."""
    yield Measured.TIME_ON_TREATMENT, line.duration
    pfs = endpoint(answers, Endpoint.PFS.value, line.number)
    if pfs.days is not None:
        yield Measured.PFS, pfs.days
