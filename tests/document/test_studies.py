"""Documents of studies: read with the same care as cases, written so that they come back equal."""

import pytest

from timeline.document import dumps_study, holds_study, loads, loads_studies, read_study
from timeline.errors import DocumentError

TEXT = """\
study: example
methods: {test: chi-square, sided: two}
numbers:
  - {group: all, id: all, is: 49}
  - {count: female, id: female, of: all, is: 28 (57.1 %)}
  - {count: male, id: male, of: all, is: 21 (42.9 %)}
  - median: age
    id: age
    is: 50 years
    range: 26–66
  - {sum: sexes, id: sexes, total: all, parts: [female, male]}
tables:
  - table: trials
    id: trials
    rows:
      - study: A
        id: a
        n: 50
        arms: [{arm: crizotinib, orr: 72 %, pfs: 19.30 months, os: NR}]
sensitivity:
  - table: IC50
    id: ic50
    gene: ROS1
    unit: nmol/l
    drugs: crizotinib; lorlatinib
    bands: [{mark: †, means: up to 50, most: 50}]
    rows:
      - {genotype: G2032R, cells: 609.6; 1.0†}
"""


def problems(text):
    with pytest.raises(DocumentError) as caught:
        loads_studies(text, "x.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_a_study_is_read_and_comes_back_equal():
    (study,) = loads_studies(TEXT)

    assert study.methods.test == "chi-square"
    assert loads_studies(dumps_study(study)) == (study,)
    assert "19.30 months" in dumps_study(study)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("28 (57.1 %)", "28 of 49", "x.yaml:5:46: numbers[1].is: '28 of 49': is no count"),
        ("count: male", "cuont: male", "x.yaml:6:6: numbers[2]: no key says what"),
        (
            "id: male,",
            "id: female,",
            "x.yaml:6:23: numbers[2].id: 'female' is the id of the number",
        ),
        ("[female, male]", "[femal, male]", "'femal'; did you mean 'female'?"),
        ("of: all, is: 21", "of: age, is: 21", "'age' is a median, not a number of patients"),
        ("is: 49", "is: some", "x.yaml:4:31: numbers[0].is: 'some': expected a whole number"),
        ("609.6; 1.0†", "609.6", "G2032R has 1 cells for 2 drugs"),
        ("pfs: 19.30 months", "pfs: long", "tables[0].rows[0].arms[0].pfs: 'long': is no value"),
        ("range: 26–66", "rnage: 26–66", "unknown key 'rnage'; did you mean 'range'?"),
        ("sided: two", "sided: three", "'three': expected one of one, two"),
        ("os: NR", "orr: 1 %", "the key 'orr' is on line"),
    ],
)
def test_a_mistake_is_shown_where_it_is(right, wrong, said):
    assert right in TEXT

    assert any(said in problem for problem in problems(TEXT.replace(right, wrong)))


def test_every_mistake_is_shown_at_once():
    text = TEXT.replace("28 (57.1 %)", "many").replace("50 years", "old")

    assert len(problems(text)) == 2


def test_cases_and_studies_are_told_apart(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(TEXT, encoding="utf-8")

    assert holds_study(path)
    assert read_study(path).id == "example"
    with pytest.raises(DocumentError, match="is a study of many patients, not a case"):
        loads(TEXT)
    with pytest.raises(DocumentError, match="the key 'study' is missing"):
        loads_studies("case: x")
    path.write_text("case: x", encoding="utf-8")
    assert not holds_study(path)
    assert not holds_study(tmp_path / "nowhere.yaml")
    path.write_text("a: [", encoding="utf-8")
    assert not holds_study(path)


def test_one_study_is_expected(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(f"{TEXT}---\n{TEXT.replace('study: example', 'study: other')}", "utf-8")

    with pytest.raises(DocumentError, match="holds 2 studies"):
        read_study(path)
