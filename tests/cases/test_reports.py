"""What each report asks of the model is carried by its case."""

import cases
from timeline.analysis.endpoints import endpoint
from timeline.analysis.endpoints.result import Status
from timeline.analysis.lines import derive_lines
from timeline.analysis.resistance import Change, transitions
from timeline.analysis.response import best_responses
from timeline.chronology import solve
from timeline.knowledge.fusion_structure import Fate, structure_of
from timeline.model.components import Certainty, Scope, StopReason
from timeline.model.coverage import concordance
from timeline.model.events import AdverseEvent, Metastasis, SupportiveCare, Therapy
from timeline.model.truth import Truth


def between(case, first, last, *, told=False):
    """The fewest and the most days between two moments, whatever the order they are told in."""
    apart = solve(case, told=told).duration(case.point(first), case.point(last))
    return apart.least, apart.most


# --- Two fusions of one gene; a response organ by organ ---


def test_two_fusions_of_one_gene_keep_and_lose_its_kinase():
    both = cases.load("sdc4-ros1-double-fusion").event("ngs").found

    three_prime, five_prime = (structure_of(finding.alteration) for finding in both)

    assert (three_prime.three_prime.gene, three_prime.three_prime.kinase) == ("ROS1", Fate.KEPT)
    assert (five_prime.five_prime.gene, five_prime.five_prime.kinase) == ("ROS1", Fate.LOST)


def test_a_response_of_the_lung_and_progression_in_the_brain_are_kept_apart():
    best = best_responses(cases.load("sdc4-ros1-double-fusion"))

    assert {(b.scope, b.site): b.category for b in best} == {
        (Scope.OVERALL, None): None,
        (Scope.ORGAN, "lung"): "PR",
        (Scope.ORGAN, "brain"): "PD",
    }


def test_eight_months_after_treatment_count_from_its_start_or_its_end():
    case = cases.load("sdc4-ros1-double-fusion")
    least, most = between(case, "start of crizotinib", "brain-lesion")

    assert least == 242  # eight calendar months, wherever they begin
    assert most is None  # from an end that nobody states
    assert len(case.event("brain-lesion").at.alternatives) == 2


# --- A drug that crosses a line ---


def test_erlotinib_crosses_into_the_second_line_which_has_its_own_clock():
    case = cases.load("sclc-transformation-erlotinib")
    second = derive_lines(case).line_of("ep-erlotinib")

    assert second.carried == ("erlotinib",)
    assert between(case, "end of erlotinib", "start of ep-erlotinib") == (0, 0)
    survival = endpoint(case, "PFS", "ep-erlotinib")
    assert survival.status is Status.EVENT
    assert (survival.days.least, survival.days.most) == (233, 235)  # 7.7 months, to the tenth


def test_the_founder_is_retained_and_the_histology_gained():
    found = {
        (row.line, row.what): row.change
        for row in transitions(cases.load("sclc-transformation-erlotinib"))
    }

    assert found[1, "EGFR exon 19 deletion"] is Change.RETAINED
    assert found[1, "lung adenocarcinoma to small cell lung carcinoma"] is Change.GAINED


def test_four_cycles_only_order_the_response():
    case = cases.load("sclc-transformation-erlotinib")

    assert between(case, "start of ep-erlotinib", "partial-response") == (0, None)


# --- Regimens in one course; an adverse event and its grade; dates to the day ---


def test_four_regimens_share_one_stated_range():
    case = cases.load("alk-crizotinib-pneumonitis")

    assert between(case, "start of pc", "end of np") == (233, 233)
    assert between(case, "diagnosis", "start of pc") == (42, 42)
    assert between(case, "start of pp", "end of pp", told=True) == (0, 233)
    assert between(case, "start of pp", "end of pp") == (0, None)  # listed second, and no more
    assert [case.event(one).cycles.value for one in ("pc", "pp", "dp", "np")] == [3, 2, 1, 1]


def test_one_line_of_chemotherapy_is_among_the_countings():
    lines = derive_lines(cases.load("alk-crizotinib-pneumonitis"))

    assert "LoT 2 (0+2)" in {other.notation for other in lines.alternatives}


def test_a_pneumonitis_has_its_grade_its_drug_and_its_time():
    case = cases.load("alk-crizotinib-pneumonitis")
    event = case.event("interstitial-pneumonia")

    assert isinstance(event, AdverseEvent)
    assert (event.grade, event.severity, event.attributed_to) == (4, "level 4", "crizotinib")
    assert event.effect is None  # what became of crizotinib is not in the text
    assert between(case, "start of crizotinib", "start of interstitial-pneumonia") == (0, 32)


def test_a_refusal_is_the_reason_for_the_stop():
    case = cases.load("alk-crizotinib-pneumonitis")

    assert case.event("np").stop is StopReason.PATIENT_WISH
    assert case.event("chemotherapy-side-effects").effect == "further chemotherapy refused"


def test_shrinkage_without_a_category_stays_a_wording():
    look = cases.load("alk-crizotinib-pneumonitis").event("first-look")

    assert {(r.category, r.site) for r in look.response} == {
        (None, "lung mass"),
        (None, "brain"),
        (None, "liver"),
    }


# --- Two primaries and no systemic line ---


def test_two_primaries_have_their_own_stage_and_driver():
    case = cases.load("alk-ros1-bilateral-primaries")

    drivers = {
        event.tumour: str(event.found[0].alteration.short) for event in case if event.key == "test"
    }
    stages = {event.tumour: event.stage.group for event in case if event.key == "diagnosis"}

    assert drivers == {"right": "EML4::ALK", "left": "TPM3::ROS1"}
    assert stages == {"right": "IB", "left": "IB"}
    assert case.event("diagnosis-left").evidence


def test_surgery_alone_is_no_line_and_follow_up_is_censored():
    case = cases.load("alk-ros1-bilateral-primaries")

    assert len(derive_lines(case)) == 0
    assert not [event for event in case if isinstance(event, Therapy)]
    assert between(case, "surgery", "cut-off")[0] == 365


def test_dna_and_rna_agree_on_each_tumour():
    case = cases.load("alk-ros1-bilateral-primaries")

    for side in ("right", "left"):
        (agreed,) = concordance(case.event(f"dna-{side}"), case.event(f"rna-{side}"))
        assert agreed.concordant is Truth.TRUE


# --- Haematological responses, chained moments, rechallenge, doses ---


def test_leukaemia_answers_on_its_own_scale():
    case = cases.load("cml-t315i-ponatinib")
    looks = [event for event in case if event.key == "assessment"]

    assert [[r.category for r in look.response] for look in looks] == [
        ["CCyR"],
        ["relapse"],
        ["CCyR", "DMR"],
        ["relapse"],
        [None],
    ]
    assert {r.scale for look in looks for r in look.response if r.category} == {"CML"}


def test_each_moment_hangs_on_the_one_before():
    case = cases.load("cml-t315i-ponatinib")

    assert between(case, "first-remission", "first-relapse") == (89, 122)
    assert between(case, "diagnosis", "first-relapse", told=True)[0] >= 178  # three and three
    assert len(case.event("first-remission").at.alternatives) == 3


def test_ponatinib_again_is_linked_to_the_line_before():
    case = cases.load("cml-t315i-ponatinib")
    lines = derive_lines(case)

    assert case.event("ponatinib-again").rechallenge_of == "ponatinib-chemotherapy"
    earlier = lines.line_of("ponatinib-chemotherapy").number
    assert lines.line_of("ponatinib-again").rechallenge_of == earlier


def test_each_dose_and_the_switch_for_intolerance_are_kept():
    case = cases.load("cml-t315i-ponatinib")

    doses = {
        drug.name: (str(drug.dose), drug.schedule)
        for event in case
        if isinstance(event, Therapy)
        for drug in event.drugs
        if drug.dose
    }
    assert doses == {
        "imatinib": ("800 mg", "daily"),
        "dasatinib": ("140 mg", "daily"),
        "ponatinib": ("45 mg", "once daily"),
    }
    assert case.event("imatinib").stop is StopReason.TOXICITY


def test_one_class_after_another_for_toxicity_is_one_derived_line():
    lines = derive_lines(cases.load("cml-t315i-ponatinib"))

    assert lines.line_of("imatinib") is lines.line_of("dasatinib")
    assert {(d.event, d.reported) for d in lines.disagreements} == {
        ("dasatinib", 2),
        ("ponatinib-chemotherapy", 3),
        ("ponatinib-again", 4),
    }


def test_a_stroke_stops_no_line_and_is_blamed_on_no_drug():
    stroke = cases.load("cml-t315i-ponatinib").event("stroke")

    assert (stroke.effect, stroke.attributed_to, stroke.grade) == ("none", None, None)


# --- Precisions mixed, a shared range, the author's count, supportive drugs ---


def test_a_year_a_month_and_no_date_stand_side_by_side():
    case = cases.load("breast-her2low-adc")
    written = {
        name: case.event(name).at.text for name in ("diagnosis", "mastectomy", "pet-ct-2023")
    }

    assert written["diagnosis"] == "2015"
    assert written["mastectomy"] == "2015-07"
    assert written["pet-ct-2023"] == "2023-04"
    assert case.event("pik3ca-test").at is None
    assert between(case, "start of letrozole", "end of letrozole") == (974, 1034)


def test_two_lines_share_a_range_whose_inner_boundary_is_open():
    case = cases.load("breast-her2low-adc")
    lines = derive_lines(case)
    first, second = (
        lines.line_of(name) for name in ("fulvestrant-palbociclib", "fulvestrant-alpelisib")
    )

    assert str(first.end_bounds) == "2021-12 to 2023-04"
    assert str(second.start_bounds) == "2021-12 to 2023-04"
    whole = between(case, "start of fulvestrant-palbociclib", "end of fulvestrant-alpelisib")
    assert whole == (456, 515)  # together they are known to two months
    assert second.carried == ("fulvestrant",)


def test_the_authors_second_line_is_the_third_by_count():
    lines = derive_lines(cases.load("breast-her2low-adc"))
    last = lines.line_of("adc")

    assert (last.palliative, last.labels) == (3, ("second-line",))
    assert [(d.event, d.reported, d.derived) for d in lines.disagreements] == [("adc", 2, 3)]


def test_denosumab_is_no_line():
    case = cases.load("breast-her2low-adc")

    assert isinstance(case.event("denosumab"), SupportiveCare)
    assert derive_lines(case).line_of("denosumab") is None


def test_a_metastasis_that_nobody_confirmed_makes_no_advanced_disease():
    case = cases.load("breast-her2low-adc")
    suspected = case.event("suspected-metastasis")

    assert isinstance(suspected, Metastasis)
    assert suspected.certainty is Certainty.SUSPECTED
    assert derive_lines(case).line_of("neoadjuvant-ac").curative is Truth.TRUE


def test_receptors_keep_the_names_of_their_time():
    case = cases.load("breast-her2low-adc")

    assert [f.as_written for f in case.event("receptors-2015").found] == ["HR+", "HER2-negative"]
    later = [f.as_written for f in case.event("ihc-2021").found]
    assert later == ["HR+", "HER2 IHC 2+", "HER2-low"]
    assert [f.as_written for f in case.event("fish-2021").not_found] == ["HER2 amplification"]


def test_what_is_cut_off_says_so():
    for name in ("alk-crizotinib-pneumonitis", "breast-her2low-adc"):
        told = cases.load(name).source.encoded_from
        assert "cut off" in told or "breaks off" in told
