"""A user's own terms: added to a vocabulary by files, seen by the lookups inside ``use``."""

import threading

import pytest

from timeline.errors import DocumentError
from timeline.vocabulary.additions import VocabularyError, read_additions, vocabulary_with
from timeline.vocabulary.current import Vocabulary, current, use
from timeline.vocabulary.drugs import class_of, find_drug, suggest_drug
from timeline.vocabulary.genes import ambiguous, find_gene
from timeline.vocabulary.misspellings import misspelt_drugs
from timeline.vocabulary.panels import find_panel
from timeline.vocabulary.responses import CATEGORIES, find_response
from timeline.vocabulary.tumours import find_tumour


def the(term):
    """The term, which the table must have."""
    assert term is not None
    return term


@pytest.fixture
def written(tmp_path):
    """A file of a vocabulary, its cells written with ``|`` between them."""

    def write(name, *lines):
        path = tmp_path / name
        path.write_text("\n".join(line.replace("|", "\t") for line in lines) + "\n", "utf-8")
        return path

    return write


NEW_DRUG = (
    "inn|code_name|drug_class|role|route|source",
    "exampletinib|EX-1|ROS1-TKI|antineoplastic|oral|our trial",
)


def test_an_added_drug_is_known_inside_the_block_alone(written):
    mine = vocabulary_with(written("drugs.tsv", *NEW_DRUG))

    with use(mine):
        assert the(find_drug("ex-1")).name == "exampletinib"
        assert the(find_drug("exampletinib")).is_oral_tki
        assert class_of("exampletinib") == "ROS1-TKI"
        assert suggest_drug("exampletinb") == "exampletinib"
        assert the(find_drug("crizotinib")).ncit == "C74061"
    assert find_drug("ex-1") is None
    assert current() is Vocabulary.standard()


def test_one_file_can_have_rows_of_several_tables(written):
    mine = vocabulary_with(
        written(
            "ours.tsv",
            "table|inn|drug_class|role|symbol|aliases|written|meant|seen_in|source",
            "drugs|exampletinib|ROS1-TKI|antineoplastic||||||our trial",
            "genes||||EXAMPLE1|EX1; EXA||||our lab",
            "misspellings||||||exampeltinib|exampletinib|our letters|",
        )
    )

    with use(mine):
        assert find_drug("exampletinib") is not None
        assert the(find_gene("EXA")).symbol == "EXAMPLE1"
        assert misspelt_drugs("gave exampeltinib") == (("exampeltinib", "exampletinib"),)


def test_a_folder_gives_each_of_its_files(written, tmp_path):
    written("drugs.tsv", *NEW_DRUG)
    written(
        "panels.tsv",
        "name|analyte|kinds|genes|source",
        "our panel|DNA; RNA|mutation; fusion|ROS1 ALK|our lab",
    )
    written("notes.txt", "not a table")

    with use(vocabulary_with(tmp_path)):
        assert find_drug("EX-1") is not None
        assert the(find_panel("Our Panel")).genes == {"ROS1", "ALK"}


def test_a_row_with_a_shipped_key_stands_in_its_place(written):
    path = written(
        "drugs.tsv",
        "inn|drug_class|role|source",
        "crizotinib|MET-TKI|antineoplastic|our use of it",
    )

    with use(vocabulary_with(path)):
        assert the(find_drug("crizotinib")).drug_class == "MET-TKI"
        assert find_drug("Xalkori") is None
    assert the(find_drug("crizotinib")).drug_class == "ROS1-TKI"


def test_later_files_go_over_earlier_ones(written):
    first = written("drugs.tsv", *NEW_DRUG)
    second = written(
        "later.tsv",
        "table|inn|drug_class|role|source",
        "drugs|exampletinib|ALK-TKI|antineoplastic|later",
    )

    with use(vocabulary_with(first, second)):
        assert class_of("exampletinib") == "ALK-TKI"


def test_responses_and_tumours_can_be_added(written):
    mine = vocabulary_with(
        written(
            "ours.tsv",
            "table|scale|category|name|meaning|rank|code|histology|parent|tissue|source",
            "responses|our scale|better|clearly better|partial response|2|||||our clinic",
            "tumours|||Lung Example Carcinoma|||LUEX|example carcinoma|NSCLC|Lung|our clinic",
        )
    )

    with use(mine):
        assert the(find_response("better", "our scale")).rank == 2
        assert "better" in CATEGORIES
        assert the(find_tumour("example carcinoma", "lung")).lineage == ("LUEX", "NSCLC", "LUNG")
        assert [i.system for i in the(find_tumour("LUEX")).identifiers] == []
    assert "better" not in CATEGORIES


def test_a_gene_alias_that_another_gene_has_becomes_ambiguous(written):
    path = written("genes.tsv", "symbol|aliases|source", "EXAMPLE1|HER2|our lab")

    with use(vocabulary_with(path)):
        assert find_gene("HER2") is None
        assert {gene.symbol for gene in ambiguous("HER2")} == {"ERBB2", "EXAMPLE1"}


def test_another_thread_has_its_own_vocabulary(written):
    mine = vocabulary_with(written("drugs.tsv", *NEW_DRUG))
    seen = []
    with use(mine):
        thread = threading.Thread(target=lambda: seen.append(find_drug("exampletinib")))
        thread.start()
        thread.join()

    assert seen == [None]


def test_the_vocabulary_before_comes_back_after_an_error(written):
    mine = vocabulary_with(written("drugs.tsv", *NEW_DRUG))

    with pytest.raises(RuntimeError, match="inside"), use(mine):
        raise RuntimeError("inside")
    assert current() is Vocabulary.standard()


# --- What is wrong is said by line and column ---


@pytest.mark.parametrize(
    ("name", "lines", "said"),
    [
        (
            "drugs.tsv",
            ("inn|drug_class|role|source", "exampletinib|ROS1-TKI|anticancer|ours"),
            ":2:23: role: 'anticancer': expected antineoplastic or supportive",
        ),
        (
            "drugs.tsv",
            ("inn|drug_class|role|source", "|ROS1-TKI|antineoplastic|ours"),
            ":2:1: inn: is empty",
        ),
        (
            "drugs.tsv",
            ("inn|ncti|drug_class|role|source", "x|C1|y|supportive|z"),
            ":1:5: ncti: is no column",
        ),
        ("drugs.tsv", ("inn|inn|drug_class",), ":1:5: inn: is a column twice"),
        ("drugs.tsv", ("inn|source", "a|b|c"), ":2:5: has 3 cells between tabs; the header has 2"),
        (
            "drugs.tsv",
            (
                "inn|drug_class|role|source",
                "example|a|supportive|b",
                "example|a|supportive|b",
            ),
            ":3:1: 'example' is in",
        ),
        (
            "drugs.tsv",
            ("inn|brand|drug_class|role|source", "example|Xalkori|a|supportive|b"),
            ":2:1: 'Xalkori' would name 'crizotinib' and 'example'",
        ),
        (
            "genes.tsv",
            ("symbol|hgnc|source", "EXAMPLE1|10261|ours"),
            ":2:10: hgnc: '10261': expected an HGNC id, such as HGNC:10261",
        ),
        (
            "panels.tsv",
            ("name|kinds|source", "our panel|mutation; fusions|ours"),
            ":2:11: kinds: 'fusions': expected mutation",
        ),
        ("drug.tsv", ("inn|drug_class",), "did you mean 'drugs'?"),
        ("ours.tsv", ("table|inn", "drug|x"), ":2:1: table: 'drug' is no table"),
        (
            "ours.tsv",
            ("table|symbol|source|inn", "genes|EXAMPLE1|ours|x"),
            ":2:21: inn: the table 'genes' has no such column",
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(written, name, lines, said):
    with pytest.raises(VocabularyError) as caught:
        read_additions(written(name, *lines))

    assert said in str(caught.value)


def test_everything_wrong_is_said_at_once(written):
    path = written(
        "drugs.tsv",
        "inn|drug_class|role|source",
        "one|a|helpful|b",
        "two||supportive|b",
    )

    with pytest.raises(VocabularyError) as caught:
        read_additions(path)

    assert [(p.line, p.column) for p in caught.value.problems] == [(2, 7), (3, 5)]


def test_a_file_that_is_not_there_or_not_text_is_said(tmp_path):
    (tmp_path / "genes.tsv").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(VocabularyError, match=r"drugs\.tsv"):
        read_additions(tmp_path / "drugs.tsv")
    with pytest.raises(VocabularyError, match="UTF-8"):
        read_additions(tmp_path / "genes.tsv")


def test_a_folder_without_tables_is_said(tmp_path):
    with pytest.raises(VocabularyError, match=r"no \.tsv file"):
        read_additions(tmp_path)


def test_a_file_beyond_all_measure_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("timeline.vocabulary.additions.LARGEST_FILE", 3)
    (tmp_path / "genes.tsv").write_text("symbol")

    with pytest.raises(VocabularyError, match="larger than"):
        read_additions(tmp_path / "genes.tsv")


def test_such_an_error_is_a_document_error():
    # So that a command that reports bad documents reports a bad vocabulary, too.
    assert issubclass(VocabularyError, DocumentError)
