"""Is what a report tells clinically possible and complete? Each check is one small function."""

from timeline.analysis.clinical.after_death import (
    nobody_is_seen_after_death,
    nothing_is_assessed_after_death,
    nothing_is_given_after_death,
)
from timeline.analysis.clinical.care import care_items_are_there
from timeline.analysis.clinical.counts import stated_counts_agree
from timeline.analysis.clinical.coverage import (
    findings_are_covered,
    findings_do_not_exclude_themselves,
    findings_have_reads,
)
from timeline.analysis.clinical.indications import (
    bone_agents_have_a_metastasis,
    targeted_drugs_have_a_target,
)
from timeline.analysis.clinical.lifetime import (
    a_life_has_an_end,
    nobody_dies_twice,
    nothing_precedes_birth,
    performance_is_on_its_scale,
)
from timeline.analysis.clinical.line_numbers import (
    a_line_has_one_regimen,
    a_line_lasts,
    courses_do_not_overlap,
    lines_follow_their_numbers,
)
from timeline.analysis.clinical.line_reasons import lines_end_for_a_reason, stops_are_dated
from timeline.analysis.clinical.naming import drugs_are_spelt_right, drugs_have_one_name
from timeline.analysis.clinical.narration import told_in_order
from timeline.analysis.clinical.nomenclature import (
    breakpoints_lie_in_their_bands,
    genes_have_one_spelling,
    loci_are_bands,
    transcripts_are_of_their_gene,
)
from timeline.analysis.clinical.response_times import (
    first_responses_are_dated,
    responses_follow_a_treatment,
)
from timeline.analysis.clinical.responses import (
    categories_are_known,
    responses_of_one_assessment_agree,
    wordings_fit_their_category,
)
from timeline.analysis.clinical.sites import sites_are_known
from timeline.analysis.clinical.staging import (
    editions_are_stated,
    groups_fit_their_tnm,
    stages_are_printed_right,
    valg_is_for_small_cell,
)
from timeline.analysis.consistency import Check
from timeline.analysis.lines.agreement import lines_agree

CLINICAL_CHECKS: tuple[Check, ...] = (
    nothing_is_given_after_death,
    nothing_is_assessed_after_death,
    nobody_is_seen_after_death,
    nobody_dies_twice,
    nothing_precedes_birth,
    a_life_has_an_end,
    performance_is_on_its_scale,
    responses_follow_a_treatment,
    told_in_order,
    lines_follow_their_numbers,
    a_line_has_one_regimen,
    a_line_lasts,
    lines_end_for_a_reason,
    stops_are_dated,
    courses_do_not_overlap,
    lines_agree,
    targeted_drugs_have_a_target,
    bone_agents_have_a_metastasis,
    drugs_are_spelt_right,
    drugs_have_one_name,
    editions_are_stated,
    stages_are_printed_right,
    groups_fit_their_tnm,
    valg_is_for_small_cell,
    findings_are_covered,
    findings_have_reads,
    findings_do_not_exclude_themselves,
    transcripts_are_of_their_gene,
    breakpoints_lie_in_their_bands,
    loci_are_bands,
    genes_have_one_spelling,
    categories_are_known,
    wordings_fit_their_category,
    responses_of_one_assessment_agree,
    sites_are_known,
    first_responses_are_dated,
    stated_counts_agree,
    care_items_are_there,
)
"""The checks of this folder, in the order in which they speak."""

__all__ = ["CLINICAL_CHECKS"]
