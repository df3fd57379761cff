"""``# check: ignore CODE reason``: where it stands is what it is about."""

import attrs
import pytest

from timeline.document import ignores_in, loads, read_ignores, rewrite
from timeline.errors import DocumentError


def one(text):
    (ignore,) = ignores_in(text)
    return ignore


HEAD = "case: example\n"


@pytest.mark.parametrize(
    "text",
    [
        "# check: ignore two-names both are known\n" + HEAD + "events:\n  - symptom: cough\n",
        HEAD + "# check: ignore two-names both are known\nevents:\n  - symptom: cough\n",
        HEAD + "events:  # check: ignore two-names both are known\n  - symptom: cough\n",
        HEAD + "events:\n  - symptom: cough\n# check: ignore two-names both are known\n",
    ],
)
def test_outside_the_events_it_is_about_the_whole_case(text):
    ignore = one(text)

    assert (ignore.case, ignore.path, ignore.event) == ("example", (), None)
    assert (ignore.code, ignore.reason) == ("two-names", "both are known")


@pytest.mark.parametrize(
    "event",
    [
        "  # check: ignore two-names why\n  - therapy: gefitinib\n    line: 1\n",
        "  - therapy: gefitinib  # check: ignore two-names why\n    line: 1\n",
        "  - therapy: gefitinib\n    # check: ignore two-names why\n    line: 1\n",
        "  - therapy: gefitinib\n    line: 1 # check: ignore two-names why\n",
        "  - {therapy: gefitinib, line: 1}  # check: ignore two-names why\n",
        "\n  # A remark.\n  # check: ignore two-names why\n\n  - therapy: gefitinib\n",
        "  - therapy:  # check: ignore two-names why\n      - gefitinib\n",
    ],
)
def test_on_the_lines_of_an_event_or_above_it_is_about_that_event(event):
    text = HEAD + "events:\n  - symptom: cough\n" + event + "  - symptom: pain\n"

    ignore = one(text)

    assert (ignore.path, ignore.event) == (("events", 1), "gefitinib")
    assert ignore.line == text[: text.index("# check")].count("\n") + 1


def test_above_the_first_event_it_is_about_that_one():
    text = HEAD + "events:\n  # check: ignore two-names why\n  - therapy: gefitinib\n"

    assert one(text).event == "gefitinib"


def test_an_event_without_an_id_goes_by_the_one_it_gets():
    text = HEAD + "events:\n  - test: NGS\n  - test: NGS  # check: ignore two-names why\n"

    assert one(text).event == "ngs-2"


def test_at_a_claim_it_is_about_that_claim():
    text = HEAD + (
        "events:\n  - {therapy: gefitinib, start: 2020, end: 2021}\n"
        "claims:\n"
        "  - {interval: gefitinib, is: 3 months}\n"
        "  # check: ignore stated-interval as printed\n"
        "  - {interval: gefitinib, is: 9 months}\n"
    )

    assert one(text).path == ("claims", 1)


@pytest.mark.parametrize(
    "note",
    [
        "'# check: ignore two-names in quotes'",
        '"# check: ignore two-names in quotes"',
        "|\n      # check: ignore two-names in a block\n      more",
        ">-\n      text\n      # check: ignore two-names in a block",
        "text#check: ignore",
    ],
)
def test_a_value_is_no_comment(note):
    text = HEAD + f"events:\n  - symptom: cough\n    note: {note}\n"

    assert ignores_in(text) == ()


def test_behind_a_block_text_it_is_a_comment_again():
    text = HEAD + (
        "events:\n  - symptom: cough\n    note: |\n      # check: ignore a value\n"
        "    # check: ignore two-names why\n    id: one\n"
    )

    assert one(text).event == "one"


@pytest.mark.parametrize(
    ("comment", "code", "reason"),
    [
        ("# check: ignore two-names", "two-names", ""),
        ("#check:ignore two-names: why not", "two-names", "why not"),
        ("# check: ignore", "", ""),
        ("# check: ignore Two Names", "", "Two Names"),
    ],
)
def test_what_is_left_out_stays_empty(comment, code, reason):
    ignore = one(f"{comment}\n{HEAD}")

    assert (ignore.code, ignore.reason) == (code, reason)


@pytest.mark.parametrize(
    "comment", ["# check: ignored", "# checked: ignore a", "# ignore two-names"]
)
def test_other_comments_say_nothing(comment):
    assert ignores_in(f"{comment}\n{HEAD}") == ()


def test_in_a_stream_each_document_has_its_own():
    text = (
        "# check: ignore a-b first\ncase: one\nevents:\n  - symptom: cough\n"
        "# check: ignore c-d still first\n---\n# check: ignore e-f second\ncase: two\n"
    )

    assert [(i.case, i.code) for i in ignores_in(text)] == [
        ("one", "a-b"),
        ("one", "c-d"),
        ("two", "e-f"),
    ]


def test_json_has_no_comments():
    assert ignores_in('{"case": "x", "note": "# check: ignore a-b c"}') == ()


def test_a_file_is_read_and_one_that_cannot_be_is_refused(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("\ufeff# check: ignore two-names why\r\n" + HEAD, "utf-8")
    assert [i.code for i in read_ignores(path)] == ["two-names"]

    path.write_text("# check: ignore two-names why\ncase: [", "utf-8")
    with pytest.raises(DocumentError, match=r"case\.yaml"):
        read_ignores(path)


def test_a_rewrite_keeps_them_where_they_were():
    text = HEAD + (
        "events:\n  # check: ignore two-names why\n  - therapy: gefitinib\n    line: 1\n"
        "    # check: ignore line-of-one-day one tablet\n    at: 2020-03\n  - symptom: cough\n"
    )
    (case,) = loads(text)
    first, *rest = case.events
    changed = attrs.evolve(case, events=[attrs.evolve(first, note="seen"), *rest])

    assert ignores_in(rewrite(text, changed)) == ignores_in(text)
