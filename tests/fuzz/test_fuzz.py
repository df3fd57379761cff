"""Documents made up anew on every run, through all that the library does; `make fuzz` goes on."""

import importlib.util
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
DOCUMENTS = 2_000


@pytest.fixture(scope="module")
def fuzz():
    spec = importlib.util.spec_from_file_location("fuzz", BENCHMARKS / "fuzz.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["fuzz"] = module
    spec.loader.exec_module(module)
    module.warm_up()
    yield module
    sys.path.remove(str(BENCHMARKS))


@pytest.fixture
def drawn(fuzz):
    return sys.modules["documents"]


@pytest.mark.slow
def test_no_document_ends_in_anything_but_an_answer(seed, tmp_path):
    """The limit is that of a machine busy with other things; `make fuzz` has a tighter one."""
    asked = ("--documents", DOCUMENTS, "--seed", seed, "--seconds", 30, "--keep", tmp_path)
    command = [sys.executable, BENCHMARKS / "fuzz.py", *map(str, asked)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)

    kept = [path.read_text("utf-8") for path in sorted(tmp_path.iterdir())[:6]]
    assert done.returncode == 0, "\n\n".join((done.stdout, done.stderr, *kept))
    assert f"{DOCUMENTS:,} documents" in done.stdout
    assert "nothing failed" in done.stdout


def test_the_same_seed_makes_the_same_documents(drawn):
    assert list(drawn.documents(5, 8)) == list(drawn.documents(5, 8))
    assert dict(drawn.documents(5, 4, first=4)).items() <= dict(drawn.documents(5, 8)).items()
    assert list(drawn.documents(6, 8)) != list(drawn.documents(5, 8))


def test_most_documents_can_be_read_and_some_contradict_themselves(drawn):
    from timeline.chronology import solve
    from timeline.document import loads
    from timeline.errors import DocumentError

    found = []
    for _, text in drawn.documents(1, 200):
        with suppress(DocumentError):
            found += loads(text)
    keys = {event.key for case in found for event in case}
    assert 100 < len(found) < 190
    assert len(keys) >= 18
    assert sum(not solve(case).consistent for case in found) > 20
    assert sum(bool(case.claims) for case in found) > 50


@pytest.mark.parametrize("wrong", [ValueError("of no use"), RecursionError(), KeyError("x")])
def test_an_error_that_nobody_meant_is_a_failure(fuzz, monkeypatch, wrong):
    def breaks(_):
        raise wrong

    monkeypatch.setattr(fuzz, "explain", breaks)
    found = fuzz.failure("a.yaml", "case: a\nevents: [{therapy: x}]\n")

    assert found.step == "explain"
    assert type(wrong).__name__ in found.kind


def test_a_hang_and_an_answer_that_changes_are_failures(fuzz, monkeypatch):
    def hangs(_):
        try:
            while True:
                pass
        except Exception:  # noqa: BLE001  # even so
            return ()

    case = "case: a\nevents: [{therapy: x}]\n"
    answers = iter(range(10))
    with monkeypatch.context() as patch:
        patch.setattr(fuzz, "explain", hangs)
        assert "TookTooLongError" in fuzz.failure("a.yaml", case, seconds=0.2).what
    monkeypatch.setattr(fuzz, "ASKED_AGAIN", 1)
    monkeypatch.setattr(fuzz, "milestones", lambda _: next(answers))
    monkeypatch.setattr(fuzz.milestones, "__name__", "milestones")
    assert "milestones answers otherwise" in fuzz.failure("a.yaml", case).what


def test_what_fails_is_kept(fuzz, tmp_path):
    failed = fuzz.Failure("1-2.yaml", "case: a", "check", "Traceback\nKeyError: 1")
    fuzz._keep(failed, tmp_path / "kept")

    assert (tmp_path / "kept" / "1-2.yaml").read_text("utf-8") == "case: a"
    assert "KeyError" in (tmp_path / "kept" / "1-2.yaml.txt").read_text("utf-8")
