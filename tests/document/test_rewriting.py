"""A changed case in an old document: what did not change stays as it was typed."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timeline.document import dumps, dumps_json, loads, read_case, rewrite, update_case
from timeline.errors import DocumentError, NotationError, UnknownReferenceError
from timeline.model.case import Case, reference_problems
from timeline.model.claims import CountClaim
from timeline.model.events import Death, Event, Therapy
from timeline.model.report import Patient

TEXT = """\
# Encoded from the full text.
case:   ezr-ros1

patient: {sex: female, age: "57 years",  smoking: never}   # paragraph 1

events:
  # --- first line ---

  # stop date not stated
  - therapy: icotinib        # as printed
    line: 1
    start: 2017-12           # "for 21 months"
    note: >
      folded
      text

  - test:    'NGS'
    id: ngs
    found: [ EGFR T790M,     # exon 20
             TP53 mutation ] # exon 5

  # after the test
  - therapy:
      - befotertinib
      - {name: anlotinib, dose: 12 mg}
    start: after ngs
# the end
"""

STARTS = ["  # --- first", "  - test", "  # after"]


def changed(**changes: Any) -> str:
    (case,) = loads(TEXT)
    return rewritten(TEXT, attrs.evolve(case, **changes))


def rewritten(text: str, case: Case) -> str:
    """``rewrite``, checked to say what it was asked to."""
    new = rewrite(text, case)
    assert loads(new) == (case,)
    return new


def events(text: str = TEXT) -> list[Any]:
    (case,) = loads(text)
    return list(case.events)


def test_an_unchanged_case_gives_the_same_bytes():
    assert changed() == TEXT
    assert rewrite("\ufeffcase: a # b\r\n", Case(id="a")) == "\ufeffcase: a # b\r\n"


def test_a_value():
    icotinib, *others = events()
    icotinib = attrs.evolve(icotinib, start="2017-12-05")

    assert changed(events=(icotinib, *others)) == TEXT.replace("2017-12 ", "2017-12-05 ")


def test_a_folded_text_becomes_another():
    icotinib, *others = events()

    assert changed(events=(attrs.evolve(icotinib, note="a: b"), *others)) == TEXT.replace(
        "note: >\n      folded\n      text\n", "note: 'a: b'\n"
    )
    assert changed(events=(attrs.evolve(icotinib, note="a\nb"), *others)) == TEXT.replace(
        "note: >\n      folded\n      text\n", "note: |-\n      a\n      b\n"
    )


def test_keys_come_and_go():
    icotinib, *others = events()
    without = attrs.evolve(icotinib, line=None, cite="Figure 2")

    assert changed(events=(without, *others)) == TEXT.replace("    line: 1\n", "").replace(
        "    note: >\n", "    cite: Figure 2\n    note: >\n"
    )


def test_keys_come_and_go_between_braces():
    assert changed(patient=Patient(sex="female", age="57 years", cite="p. 1")) == TEXT.replace(
        "smoking: never", "cite: p. 1"
    )
    assert changed(patient=Patient(sex="male")) == TEXT.replace(
        '{sex: female, age: "57 years",  smoking: never}', "{sex: male}"
    )
    assert changed(patient=Patient()) == TEXT.replace(
        'patient: {sex: female, age: "57 years",  smoking: never}   # paragraph 1\n\n', ""
    )


def test_an_event_is_removed_with_the_comments_that_are_about_it():
    _, test, therapy = events()

    assert changed(events=(test, therapy)) == TEXT.replace(
        """\
  # stop date not stated
  - therapy: icotinib        # as printed
    line: 1
    start: 2017-12           # "for 21 months"
    note: >
      folded
      text

""",
        "",
    )


def test_what_is_said_of_a_whole_section_outlives_its_last_event():
    text = "case: a\nevents:\n  - death: b\n  # --- end ---\n\n  # of c\n  - death: c\ntitle: d\n"
    first, _ = events(text)

    assert rewritten(text, Case(id="a", title="d", events=(first,))) == text.replace(
        "\n\n  # of c\n  - death: c", ""
    )


def test_an_event_is_put_in_between_set_apart_as_the_others_are():
    icotinib, test, therapy = events()

    assert changed(events=(icotinib, test, Death("b", at="2024"), therapy)) == TEXT.replace(
        "  # after the test", "  - death: b\n    at: 2024\n\n  # after the test"
    )
    assert changed(events=(icotinib, test, therapy, Death("b"))) == TEXT.replace(
        "# the end", "\n  - death: b\n# the end"
    )


def test_events_move_with_their_comments():
    icotinib, test, therapy = events()
    head, first, second, third = (
        TEXT[begin:end]
        for begin, end in pairwise(
            [0, *(TEXT.index(start) for start in STARTS), TEXT.index("# the end")]
        )
    )

    assert changed(events=(therapy, icotinib, test)) == (
        f"{head}{third}\n{first}{second.rstrip()}\n# the end\n"
    )
    assert changed(events=(test, icotinib, therapy)) == (f"{head}{second}{first}{third}# the end\n")


def test_items_of_a_list():
    icotinib, test, therapy = events()
    one_more = attrs.evolve(test, found=(*test.found, "MSS"))
    one_less = attrs.evolve(test, found=test.found[:1])

    assert "[ EGFR T790M,     # exon 20\n             TP53 mutation, MSS ] # exon 5" in changed(
        events=(icotinib, one_more, therapy)
    )
    assert "[ EGFR T790M ] # exon 5" in changed(events=(icotinib, one_less, therapy))


def test_a_part_of_an_item():
    icotinib, test, therapy = events()
    dosed = attrs.evolve(
        therapy, drugs=(therapy.drugs[0], attrs.evolve(therapy.drugs[1], dose="8 mg"))
    )
    alone = attrs.evolve(therapy, drugs="gefitinib", id="befotertinib-anlotinib")

    assert changed(events=(icotinib, test, dosed)) == TEXT.replace("12 mg", "8 mg")
    assert changed(events=(icotinib, test, alone)) == TEXT.replace(
        "      - befotertinib\n      - {name: anlotinib, dose: 12 mg}\n",
        "      - gefitinib\n    id: befotertinib-anlotinib\n",
    )


def test_a_name_that_is_used_again_is_then_written_out():
    icotinib, test, therapy = events()
    again = Therapy("icotinib", id="again", start="2024")

    assert changed(events=(icotinib, test, therapy, again)) == TEXT.replace(
        "# the end", "\n  - therapy: icotinib\n    id: again\n    start: 2024\n# the end"
    )
    unnamed = attrs.evolve(again, id="icotinib-2")
    assert "  - therapy: icotinib        # as printed\n    id: icotinib\n" in changed(
        events=(icotinib, test, therapy, unnamed)
    )


def test_what_the_document_never_had_goes_where_it_is_usually_typed():
    claim = CountClaim("doses", of="ngs", is_="4")

    assert changed(title="A case", claims=(claim,)) == TEXT.replace(
        "ezr-ros1\n", "ezr-ros1\n\ntitle: A case\n"
    ).replace("# the end", "\nclaims:\n  - count: doses\n    of: ngs\n    is: 4\n# the end")


def test_a_default_that_is_spelled_out_is_changed_in_place():
    text = "case: a\nevents:\n- test: NGS\n  status: performed # said\n  depth: 5 x\n"
    (test,) = events(text)

    assert rewritten(text, Case(id="a", events=(attrs.evolve(test, status="declined"),))) == (
        text.replace("performed", "declined")
    )
    assert rewritten(text, Case(id="a", events=(attrs.evolve(test, depth=None),))) == (
        text.replace("  depth: 5 x\n", "")
    )


def test_windows_line_ends_and_no_line_end_at_all():
    text = "case: a # b\r\nevents:\r\n- death: c\r\n  note: d"
    (death,) = events(text)

    assert rewritten(text, Case(id="a", events=(attrs.evolve(death, cite="e"), Death("f")))) == (
        "case: a # b\r\nevents:\r\n- death: c\r\n  cite: e\r\n  note: d\r\n- death: f"
    )


def test_one_case_of_several():
    text = "# 1\ncase: a\n---\n# 2\ncase: b\n---\n# 3\ncase: c\n"

    assert rewrite(text, Case(id="b", note="d")) == text.replace("case: b\n", "case: b\nnote: d\n")
    with pytest.raises(UnknownReferenceError, match="no case here is called 'd'"):
        rewrite(text, Case(id="d"))


def test_a_case_may_get_another_id_when_it_is_alone():
    assert rewrite("case: a # b\n", Case(id="c")) == "case: c # b\n"


def test_yaml_that_cannot_be_spliced_is_typed_anew():
    # Lines that end as they did on computers of the last century.
    text = "# kept\rcase: a\rnote: b # lost\r"

    assert rewritten(text, Case(id="a", note="d")) == "# kept\rcase: a\nnote: d"


def test_json_is_typed_anew():
    case = Case(id="a", note="b")

    assert rewrite('{"case": "a"}', case) == dumps_json(case)
    assert loads(rewrite('[{"case": "a"}, {"case": "c"}]', case)) == (case, Case(id="c"))


def test_a_text_that_is_no_document_is_refused():
    with pytest.raises(DocumentError):
        rewrite("case: a\ncase: b\n", Case(id="a"))


def test_a_file(tmp_path: Path):
    path = tmp_path / "case.yaml"
    path.write_bytes(TEXT.encode())
    case = attrs.evolve(read_case(path), note="new")
    update_case(case, path)

    assert read_case(path) == case
    assert path.read_text("utf-8").startswith("# Encoded from the full text.\n")


def commented(case: Case) -> str:
    """The document of a case, with a comment above each event."""
    lines = dumps(case).split("\n")
    first = lines.index("events:") + 1
    starts = (n for n, line in enumerate(lines) if n >= first and line.startswith("  - "))
    for event, start in reversed(list(zip(case.events, starts, strict=False))):
        lines[start] = f"  # about {event.id}\n{lines[start]}"
    return "\n".join(lines)


@given(data=st.data())
def test_any_change(data, any_case):
    old, other = data.draw(any_case), data.draw(any_case)
    text = commented(old)
    known = {event.id for event in old.events}
    kept = [
        e
        for e in data.draw(st.permutations(old.events))
        if e.id == "anchor" or data.draw(st.booleans())
    ]
    new: list[Event] = [*kept, *(event for event in other.events if event.id not in known)]
    parts = data.draw(st.sets(st.sampled_from(["source", "patient", "note", "cut_off", "claims"])))
    try:
        case = attrs.evolve(
            old,
            events=data.draw(st.permutations(new)),
            **{part: getattr(other, part) for part in parts},
        )
    except NotationError:
        assume(False)
    assume(not list(reference_problems(case)))

    rewritten_text = rewrite(text, case)

    assert loads(rewritten_text) == (case,)
    for event in kept:
        assert f"  # about {event.id}\n" in rewritten_text
