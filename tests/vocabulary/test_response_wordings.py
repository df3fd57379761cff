"""Free words of a response: read with negation, hedge, amount and object, or not at all."""

import re

import pytest

from timeline.tsv import rows_in
from timeline.vocabulary.responses import ResponseMeaning, response_meaning

READ = {
    "complete response": """complete response|complete remission|complete regression|
        complete metabolic response|complete resolution of all lesions|completely resolved|
        the lesions disappeared|disappearance of all target lesions|
        complete disappearance of the tumour|the mass resolved|complete pathological response|
        in complete remission|the patient achieved complete remission|
        complete radiological response|complete haematological remission|
        the metastases resolved|complete remission, pain unchanged""",
    "partial response": """partial response|partial metabolic response|tumour shrinkage|
        the tumour shrank|shrunk by half|smaller|smaller lesions|decreased in size|
        decrease of the target lesions|marked reduction of the mass|reduced|regression|
        the nodules regressed|significant decrease|progressive shrinkage|
        progressively decreased in size|the tumour decreased, no new lesions|
        reduction without new lesions|lesions smaller, no progression|
        regression of the liver metastases|the lesions were smaller, pain increased""",
    "stable disease": """disease controlled|the disease was well controlled|disease control|
        stable|stable disease|unchanged|unchanged lesions|no progression|
        not progressed|without progression|no evidence of progression|absence of progression|
        progression-free|remains progression-free|relapse-free|recurrence-free|free of progression|
        free from relapse|no sign of recurrence|no recurrence|no new lesions|
        progression was ruled out|progression was excluded|progression has been ruled out|
        recurrence was not observed|disease progression was not seen|never relapsed|
        has not progressed|did not progress|no further growth|no increase|no significant increase|
        lack of progression|slight increase|slightly increased|minimal growth|slight enlargement|
        slight increase of one node not meeting progression criteria|
        minor increase not meeting the criteria for progression|slight decrease|
        slightly smaller|minimal reduction|no progression or recurrence|no local recurrence|
        no distant relapse|without any new lesions|no radiological progression|
        no clinical progression|no enlargement|not enlarged|stable, pain resolved|
        no evidence of disease progression|stable disease with decreased pain|
        has not been progressing|nor progression|no obvious progression""",
    "progression": """progression|progressive disease|progressed|disease progression|
        increased in size|enlarged|enlarging mass|enlargement of the nodes|relapse|relapsed|
        recurrence|recurred|new lesion|new lesions|new lesion in the liver|growth of the tumour|
        tumour growth|growing lesions|the tumour grew|increase of the lesions|
        rapid progression|marked increase|local recurrence|distant relapse|
        radiological progression|clinical progression|the lesion worsened|
        progression of liver metastases|the lesions increased, pain decreased|
        progressing disease|increasing size|progression with new lesions""",
    "mixed response": """mixed response|mixed|dissociated response|a mixed picture|
        dissociated|mixed metabolic response""",
    "": """|pain resolved|resolved pain|cough decreased|increased fatigue|symptoms improved|
        symptoms resolved|reduced pain|dose reduced|weight increased|increased appetite|
        did not achieve complete remission|did not reach complete remission|
        failed to achieve complete remission|no complete response|no shrinkage|
        no regression|no decrease|complete remission was not achieved|
        complete response was not reached|possible progression|suspected progression|
        suspicion of recurrence|suspicious for relapse|questionable progression|
        equivocal progression|probable progression|cannot exclude progression|
        may represent progression|might be progression|concern for recurrence|
        pseudoprogression|pseudo-progression|possible response|before progression|
        history of relapse|risk of recurrence|headache resolved|rash resolved|
        fever disappeared|oedema decreased|not evaluable|not refractory|loss of response|
        response assessment|a response was not reached|poorly controlled|not controlled|
        uncontrolled disease|no disease control|excellent performance|response to be assessed|
        possible remarkable response|refractory pain|history of response""",
    "response": """remarkable response|excellent response|a dramatic response|favourable response|
        favorable response|favourable|excellent|very good|marked clinical response|responded|
        the tumour responded well|responding to crizotinib|near-complete resolution|
        near-complete resolution of the lesions|nearly complete response|almost disappeared|
        near to complete response of the tumour|almost complete remission|objective response|
        durable response|good and lasting response|radiological improvement|
        a rapid and deep response|remarkable response to vemurafenib""",
    "no response": """no response|without response|no objective response|no response to crizotinib|
        lack of response|refractory|refractory to crizotinib|primary resistance|
        intrinsic resistance|primarily resistant|did not respond|failed to respond|
        never responded|has not responded|non-responder|unresponsive|the tumour did not respond|
        no clinical benefit|no significant response|no tumour response""",
}
TABLE = [
    (" ".join(wording.split()), meaning)
    for meaning, listed in READ.items()
    for wording in listed.split("|")
]


def test_the_table_is_large():
    assert len({wording for wording, _ in TABLE}) >= 150


@pytest.mark.parametrize(("wording", "meaning"), TABLE)
def test_a_wording_is_read(wording, meaning):
    assert (response_meaning(None, wording) or "") == meaning


@pytest.mark.parametrize("row", rows_in("timeline.vocabulary", "response_words"))
def test_each_pattern_reads_its_own_example(row):
    assert re.search(row["words"], row["example"])
    assert response_meaning(None, row["example"]) == row["meaning"]


@pytest.mark.parametrize(
    ("meaning", "direction"),
    [
        (ResponseMeaning.RESPONSE, "responded"),
        (ResponseMeaning.COMPLETE, "responded"),
        (ResponseMeaning.STABLE, "disease controlled"),
        (ResponseMeaning.NO_RESPONSE, "not responded"),
        (ResponseMeaning.PROGRESSION, "not responded"),
        (ResponseMeaning.MIXED, "mixed response"),
    ],
)
def test_a_meaning_has_a_direction(meaning, direction):
    assert meaning.direction == direction
