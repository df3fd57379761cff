"""``timeline explain`` as a user types it: its words, its JSON, its errors."""

import json

import pytest
from click.testing import CliRunner

from timeline.analysis.explain.in_words import WIDTH
from timeline.cli.explain import command

PAGE = "pending human review"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*arguments, code=0):
        result = CliRunner().invoke(command, list(arguments))
        assert result.exit_code == code, result.output + repr(result.exception)
        return result.output

    return run


def test_each_line_has_its_entries_with_their_places(run):
    output = run("ezr-ros1")

    assert "Line 5: crizotinib (advanced; line 4 as numbered here), 2023-11 → ongoing" in output
    assert "EZR(ex10)::ROS1(ex34), few supporting reads" in output
    assert "sensitive: crizotinib 5.4, entrectinib 2.7" in output
    assert "longer than 12 of 14 published PFS" in output
    assert "Table 4" in output


def test_it_is_no_medical_advice_and_its_guidance_is_unreviewed(run):
    closing = run("tbc1d32-ros1").rpartition("\n\n")[2]

    assert "Not medical advice." in closing
    assert f"{PAGE}, the lowest level of trust" in closing


def test_guidance_and_medians_of_other_patients_are_not_applied(run):
    output = run("tbc1d32-ros1", "--line", "1")

    assert "not applicable: 22 statements (the tumour is small cell lung carcinoma" in output
    assert "not compared with 14 published medians" in output
    assert "not met:" not in output


def test_lines_are_no_wider_than_a_page(run):
    assert max(map(len, run("ezr-ros1", "tbc1d32-ros1", "--all").splitlines())) <= WIDTH


def test_all_names_the_statements_that_do_not_apply(run):
    assert "first-line-ceritinib" not in run("tbc1d32-ros1")
    assert "first-line-ceritinib" in run("tbc1d32-ros1", "--all")


def test_json_has_everything(run):
    printed = json.loads(run("ezr-ros1", "tbc1d32-ros1", "--json"))
    ezr, tbc1d32 = printed["cases"]
    crizotinib = ezr["lines"][4]

    assert printed["not_advice"].startswith("Not medical advice")
    assert crizotinib["fusions"][0]["partners"][1]["kinase"] == "kept"
    assert crizotinib["sensitivity"]["drugs"][0]["ic50_nmol_per_l"] == "5.4"
    assert sum(m["exceeded"] == "true" for m in crizotinib["medians"][0]["placed"]) == 12
    assert {g["verdict"] for line in tbc1d32["lines"] for g in line["guidance"]} == {
        "not applicable"
    }


def test_a_users_table_is_added_for_one_run(run, tmp_path):
    (tmp_path / "mine.tsv").write_text(
        "gene\tgenotype\tdrug\tic50\tsource\ttrust\n"
        "ROS1\tnon-mutant\tcrizotinib\t>300\tmy laboratory\town observation\n",
        "utf-8",
    )

    output = run("ezr-ros1", "--line", "5", "--sensitivity", "mine.tsv")

    assert "resistant: crizotinib >300" in output
    assert "my laboratory (own observation)" in output


def test_a_broken_table_is_told_with_line_and_column(run, tmp_path):
    (tmp_path / "mine.tsv").write_text("study\tn\nA\tB\n", "utf-8")

    result = CliRunner().invoke(command, ["ezr-ros1", "--benchmarks", "mine.tsv"])

    assert "mine.tsv:1:1: drug: the column is missing" in str(result.exception)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ezr-ros",), "did you mean 'ezr-ros1'"),
        (("ezr-ros1", "--line", "9"), "has no line 9; its lines: 1, 2, 3, 4, 5"),
        (("crizotinib-real-world-review",), "is a study of many patients"),
        ((), "Missing argument"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_sentence(run, arguments, message):
    assert message in run(*arguments, code=2)


def test_words_of_a_document_cannot_draw_on_the_terminal(run, tmp_path):
    (tmp_path / "case.yaml").write_text(
        'case: any\ntitle: "a\\nb"\nevents:\n'
        '  - {test: NGS, at: 2020-01-01, status: declined, reason: "x\\ny \\u202e z"}\n'
        "  - {therapy: crizotinib, line: 1, setting: advanced, start: 2020-02}\n",
        "utf-8",
    )

    output = run("case.yaml")

    assert output.startswith("a b\n")
    assert "declined (x y z)" in output


def test_a_case_without_treatment_says_so(run, tmp_path):
    (tmp_path / "case.yaml").write_text("case: any\nevents: []\n", "utf-8")

    assert "no line of therapy is told" in run("case.yaml")
