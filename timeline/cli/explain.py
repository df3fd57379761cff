"""``timeline explain``: line by line, what was known and what published tables say of it."""

from __future__ import annotations

import click

from timeline.analysis.explain import NOT_ADVICE, LineExplanation, explain
from timeline.analysis.explain.in_words import closing_lines, explanation_lines
from timeline.analysis.wording import one_line
from timeline.cli.console import say, say_json
from timeline.cli.faults import step
from timeline.cli.inputs import read_one
from timeline.cli.standard_input import claimed
from timeline.knowledge.fusion_structure import FusionStructure
from timeline.knowledge.knowledge import shipped
from timeline.knowledge.sensitivity import Fold

_FILE = click.Path(dir_okay=False)


@click.command()
@click.argument("documents", metavar="CASE...", nargs=-1, required=True, callback=claimed)
@click.option("--case", "wanted", metavar="ID", help="Which case of a document with several.")
@click.option("--line", "number", type=int, metavar="N", help="Only the N-th line.")
@click.option("--sensitivity", type=_FILE, metavar="FILE", help="Add a table of concentrations.")
@click.option("--benchmarks", type=_FILE, metavar="FILE", help="Add a table of study results.")
@click.option("--guidance", type=_FILE, metavar="FILE", help="Add a table of guidance.")
@click.option("--all", "everything", is_flag=True, help="Also print guidance that does not apply.")
@click.option("--json", "json_", is_flag=True, help="Print everything as JSON.")
def command(
    documents: tuple[str, ...],
    wanted: str | None,
    number: int | None,
    sensitivity: str | None,
    benchmarks: str | None,
    guidance: str | None,
    everything: bool,
    json_: bool,
) -> None:
    """Explain each line: the genotype known by its start, and what tables and guidance say of it.

    This is not medical advice. Every row is printed with its source and trust level; a table of
    your own (tab-separated, see docs/knowledge.md) goes before the shipped rows.
    """
    tables = shipped().with_tables(ic50s=sensitivity, benchmarks=benchmarks, guidance=guidance)
    told: list[object] = []
    for document in documents:
        case = read_one(document, wanted)
        with step(f"explaining {document}, the case {case.id}"):
            found = explain(case, knowledge=tables)
        lines = tuple(one for one in found if number in (None, one.line.number))
        if number is not None and not lines:
            have = ", ".join(str(one.line.number) for one in found) or "none"
            raise click.UsageError(f"{document} has no line {number}; its lines: {have}")
        if json_:
            told.append({"case": case.id, "lines": [_plain(one) for one in lines]})
            continue
        say(one_line(case.title or case.id))
        if not lines:
            say("", "no line of therapy is told")
        for one in lines:
            say("", *explanation_lines(one, everything=everything))
        say()
    if json_:
        say_json({"not_advice": NOT_ADVICE, "cases": told})
    else:
        say(*closing_lines(tables))


def _plain(one: LineExplanation) -> dict[str, object]:
    line = one.line
    return {
        "line": line.number,
        "reported": line.reported,
        "regimen": line.regimen,
        "drugs": line.drugs,
        "setting": line.setting,
        "start": line.start_bounds,
        "end": line.end_bounds,
        "duration": line.duration,
        "known": [
            {
                "test": known.test.id,
                "status": known.test.status,
                "when": known.when,
                "before": known.before,
                "assumed": known.assumed,
                "results": [
                    {
                        "alteration": str(result.alteration),
                        "status": result.status,
                        "low_support": result.low_support,
                        "cite": result.cite,
                    }
                    for result in known.results
                ],
            }
            for known in one.known
        ],
        "genotype": [str(alteration) for alteration in one.genotype],
        "possible": [str(alteration) for alteration in one.possible],
        "fusions": [_fusion(structure) for structure in one.structures],
        "in_product": {str(variant): inside for variant, inside in one.residues},
        "sensitivity": {
            "genotype": one.sensitivity.genotype,
            "caveat": one.sensitivity.caveat,
            "drugs": [
                {
                    "drug": each.drug,
                    "ic50_nmol_per_l": each.row.ic50.text,
                    "censored": each.censored,
                    "band": each.band,
                    "printed_band": each.printed_band,
                    "fold_over_non_mutant": _said(each.fold_over_non_mutant),
                    "fold_over_parental": _said(each.fold_over_parental),
                    "cite": each.cite,
                }
                for each in one.sensitivity.sensitivities
            ],
        },
        "guidance": [
            {
                "id": outcome.guidance.id,
                "advice": outcome.guidance.advice,
                "verdict": outcome.verdict,
                "reason": outcome.reason,
                "trust": outcome.guidance.trust,
                "cite": outcome.guidance.cite,
            }
            for outcome in one.guidance
        ],
        "medians": [
            {
                "population": placed.population,
                "of_population": placed.of_population,
                "measured": placed.placement.measured,
                "endpoint": placed.placement.endpoint,
                "duration": placed.placement.duration,
                "placed": [
                    {
                        "study": each.benchmark.study,
                        "n": each.benchmark.n,
                        "line": each.benchmark.line,
                        "median": str(each.benchmark.value),
                        "exceeded": each.exceeded,
                        "cite": each.benchmark.cite,
                    }
                    for each in placed.placement.placed
                ],
            }
            for placed in one.placed
        ],
    }


def _fusion(structure: FusionStructure) -> dict[str, object]:
    return {
        "fusion": str(structure.fusion),
        "in_frame": structure.in_frame,
        "partners": [
            {
                "gene": part.gene,
                "side": part.side,
                "exons": part.exons,
                "kinase": part.kinase,
                "transmembrane": part.transmembrane,
                "why": part.why,
            }
            for part in (structure.five_prime, structure.three_prime)
        ],
    }


def _said(fold: Fold | None) -> str | None:
    return None if fold is None else str(fold)
