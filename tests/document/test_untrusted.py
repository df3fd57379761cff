"""Files of any content: an error that says what is wrong, never another exception, never a hang."""

import random
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.document import dumps, loads, read_case, read_cases, rewrite
from timeline.document.builder import MOST_NODES
from timeline.document.problems import LONGEST_MESSAGE, MOST_PROBLEMS
from timeline.document.source import LARGEST
from timeline.errors import DocumentError

SEED = """\
# as published
case: a
patient: {sex: female, age: "57 years"}
events:
  - therapy: icotinib
    start: 2017-12   # paragraph 3
    end: {assumed: before 2023, because: unknown}
  - test: NGS
    found: [EGFR T790M, 'TP53: mutation']
    note: |
      one
      two
claims:
  - {interval: icotinib, is: ~21 months}
"""
SYNTAX = (
    "\t|&a |*a|!!python/object:os.system |---\n|...\n|{|}|[|]|: |:|- |#|>|'|\"|\x00|\ufeff|\u2028|"
    "\x85|~|null|<<: |? |%YAML 1.2\n|\\|\n|\r|\r\n|  |events:|case: b\n|ongoing| or |,|\ud800"
).split("|")


def refused(text: str) -> str:
    with pytest.raises(DocumentError) as caught:
        loads(text)
    return str(caught.value.problems[-1]).removeprefix("<text>:")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", '{"a":', "&a [", "!a ["])
def test_depth_is_bounded(opening: str):
    # Deep enough to end the process, were it read by a recursive function.
    assert "nested more than 50 levels deep" in refused(opening * 200_000)


def test_the_number_of_values_is_bounded():
    flood = f"case: a\nevents: [{'1,' * MOST_NODES}]"

    assert "more than 200000 values in one file" in refused(flood)


def test_aliases_cannot_multiply():
    laughs = "a: &a [x, x]\n" + "".join(
        f"{after}: &{after} [*{before}, *{before}]\n" for before, after in pairwise("abcdefghi")
    )

    assert "aliases (*h) are not read" in refused(laughs)


def test_problems_and_their_words_are_bounded():
    with pytest.raises(DocumentError) as caught:
        loads("case: a\nevents:\n" + f"  - {'x' * 5_000}\n" * 300)

    assert len(caught.value.problems) == MOST_PROBLEMS
    assert max(len(p.message) for p in caught.value.problems) < LONGEST_MESSAGE + 10


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "1:1: holds no case: there is nothing in it"),
        ("case: a".encode("utf-16"), "1:1: is UTF-16; save the file as UTF-8"),
        (b"case: a\nnote: caf\xe9", "2:10: the byte 0xe9 is not UTF-8; save the file as UTF-8"),
        (b"case: a\0", "1:8: the character U+0000 cannot stand in YAML; write it quoted, as an"),
        (b"\x89PNG\r\n\x1a\n", "1:1: the byte 0x89 is not UTF-8; save the file as UTF-8"),
        (b"#" * (LARGEST + 1), "1:1: is larger than 5 MB"),
    ],
)
def test_content_that_is_no_text(tmp_path: Path, content: bytes, complaint: str):
    path = tmp_path / "case.yaml"
    path.write_bytes(content)

    with pytest.raises(DocumentError) as caught:
        read_cases(path)

    assert str(caught.value).startswith(f"{path}:{complaint}")


def test_files_that_are_none(tmp_path: Path):
    with pytest.raises(DocumentError, match=r"none\.yaml:1:1: cannot be read: No such file"):
        read_case(tmp_path / "none.yaml")
    with pytest.raises(DocumentError, match="cannot be read: Is a directory"):
        read_case(tmp_path)
    with pytest.raises(DocumentError, match="cannot be read: no file has such a name"):
        read_case("a\0b")


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes):
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    with suppress(DocumentError):
        read_cases(path)


@given(seed=st.integers(0, 2**32))
def test_any_slip_of_the_keyboard(seed: int):
    slips = random.Random(seed)  # noqa: S311  # not for secrets
    text = SEED
    for _ in range(slips.randint(1, 5)):
        here, there = slips.randrange(len(text) + 1), slips.randrange(len(text) + 1)
        inserted = slips.choice([*SYNTAX, text[there : there + slips.randrange(60)]])
        text = text[:here] + inserted + text[here + slips.choice((0, 0, 1, 20)) :]
    with suppress(DocumentError):
        for case in loads(text):
            assert loads(dumps(case)) == (case,)
            assert rewrite(text, case) == text
