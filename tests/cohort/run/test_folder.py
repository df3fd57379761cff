"""What a run may remove is what a run has made; all else is refused before it is touched."""

import pytest

from timeline.cohort import store
from timeline.cohort.run import SUMMARY, analyse_files
from timeline.errors import CaseTimelineError


@pytest.fixture
def analyse(source, work):
    return lambda out, source=source, **options: analyse_files(
        source, out, work, processes=1, **options
    )


@pytest.fixture
def refused(analyse, tmp_path, content):
    """``refused(out, why)``: refused for that reason, and nothing in the test's folder changes."""

    def refused(out, why, **options):
        before = content(tmp_path), sorted(tmp_path.rglob("*"))
        with pytest.raises(CaseTimelineError, match=why) as caught:
            analyse(out, **options)
        assert (content(tmp_path), sorted(tmp_path.rglob("*"))) == before
        return str(caught.value)

    return refused


@pytest.mark.parametrize("anew", [True, False])
def test_the_input_is_no_place_for_a_run(refused, tmp_path, anew):
    reports = tmp_path / "reports"
    (reports / "more").mkdir(parents=True)
    (reports / "a.yaml").write_text("case: a\nevents: []\n")

    refused(reports, "is the input", source=reports, anew=anew)
    refused(reports / "more", "lies in the input", source=reports, anew=anew)
    refused(reports / "new", "lies in the input", source=reports, anew=anew)
    refused(reports, "holds the input", source=reports / "a.yaml", anew=anew)
    refused(tmp_path / "reports" / ".." / "reports", "is the input", source=reports, anew=anew)


@pytest.mark.parametrize("anew", [True, False])
def test_where_one_stands_is_no_place_for_a_run(refused, tmp_path, monkeypatch, anew):
    (tmp_path / "here" / "below").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here" / "below")

    for out in (".", "..", tmp_path / "here"):
        refused(tmp_path / "here" / "below" / out, "is where you are, or above it", anew=anew)


@pytest.mark.parametrize("anew", [True, False])
def test_a_folder_of_other_things_is_refused_with_what_is_in_it(refused, tmp_path, anew):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("mine")

    told = refused(out, "'thesis.txt'; give another name", anew=anew)
    assert "anew" not in told
    (out / "thesis.txt").rename(out / "plan")  # the plan of something else
    told = refused(out, "'plan' is not what a run", anew=anew)
    assert "anew" not in told


@pytest.mark.parametrize("anew", [True, False])
def test_a_file_and_a_link_are_refused(refused, tmp_path, anew):
    (tmp_path / "file").write_text("mine")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    refused(tmp_path / "file", "is a file", anew=anew)
    refused(tmp_path / "link", "is a link", anew=anew)


@pytest.mark.parametrize(
    "foreign",
    ["notes.txt", ".hidden", "0000000.json", "other.parquet", ".parts/x", ".parts/0000099.json"],
)
def test_a_run_with_other_things_beside_it_is_not_cleared(analyse, refused, tmp_path, foreign):
    out = tmp_path / "out"
    analyse(out)
    (out / foreign).parent.mkdir(exist_ok=True)
    (out / foreign).write_text("mine")

    refused(out, "was not made by a run", anew=True)
    other = tmp_path / "other.jsonl"
    other.write_text('{"case": "a", "events": []}\n')
    told = refused(out, "was begun from other input", source=other)
    assert "anew" not in told


@pytest.mark.parametrize("name", ["events.parquet", "rejects.jsonl", ".parts", "plan"])
def test_a_link_or_folder_in_place_of_what_a_run_made_is_not_cleared(
    analyse, refused, tmp_path, name
):
    out, mine = tmp_path / "out", tmp_path / "mine"
    analyse(out)
    mine.mkdir()
    (mine / "0000000.json").write_text("mine")
    (out / name).unlink(missing_ok=True)
    (out / name).symlink_to(mine)

    refused(out, "not made by a run|no folder that a run has made|not what a run", anew=True)
    if name != ".parts":
        (out / name).unlink()
        (out / name).mkdir()
        refused(out, "not made by a run|not what a run", anew=True)


def test_anew_clears_what_another_run_made_and_no_more(analyse, tmp_path, content, generated):
    other = tmp_path / "other.parquet"
    store.write_rows(generated.rows(9), other, per_group=3)
    analyse(tmp_path / "whole")
    analyse(tmp_path / "out", source=other)

    assert analyse(tmp_path / "out", anew=True).rejected == 1
    assert content(tmp_path / "out") == content(tmp_path / "whole")
    assert analyse(tmp_path / "new", anew=True).rejected == 1


@pytest.mark.parametrize("name", ["events.parquet", "rejects.jsonl"])
def test_a_table_that_was_changed_or_lost_is_said(analyse, refused, tmp_path, name):
    out = tmp_path / "out"
    analyse(out)
    whole = (out / name).read_bytes()
    (out / name).write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    refused(out, f"{name}: is not as the run left it; .* begin anew")
    (out / name).unlink()
    refused(out, f"{name}: is not as the run left it")
    analyse(out, anew=True)
    assert (out / name).read_bytes() == whole


@pytest.mark.parametrize("harm", ["cut", "empty", "flipped"])
def test_a_damaged_summary_is_made_again(analyse, tmp_path, content, harm):
    analyse(tmp_path / "out")
    whole = content(tmp_path / "out")
    harmed(tmp_path / "out" / SUMMARY, harm)
    told = []

    analyse(tmp_path / "out", say=told.append)
    assert "summary.json: is damaged, and is made again" in told[0]
    assert content(tmp_path / "out") == whole


@pytest.mark.parametrize("harm", ["cut", "empty", "flipped", "gone"])
@pytest.mark.parametrize("name", ["0000000.json", "0000001.json", "0000001.events.arrow"])
def test_a_damaged_part_or_record_is_made_again_and_said(
    analyse, source, work, tmp_path, content, harm, name
):
    class Stopped(BaseException):
        pass

    def stop(done, chunks, _summary):
        if done == chunks:
            raise Stopped

    analyse(tmp_path / "whole")
    with pytest.raises(Stopped):
        analyse(tmp_path / "out", progress=stop)
    harmed(tmp_path / "out" / ".parts" / name, harm)
    told = []

    analyse(tmp_path / "out", say=told.append)
    assert content(tmp_path / "out") == content(tmp_path / "whole")
    if (name.endswith("json"), harm) == (True, "gone"):
        assert told == []  # it was never done
    else:
        assert [name in line for line in told] == [True]


def test_every_flipped_bit_of_a_part_and_of_a_record_is_noticed(tmp_path, work, source):
    from timeline.cohort.chunks import chunks_of
    from timeline.cohort.run.folder import Folder
    from timeline.cohort.run.part import Damaged, join_parts
    from timeline.cohort.run.records import do_chunk, read_record

    folder = Folder(tmp_path)
    folder.parts.mkdir()
    do_chunk(0, chunks_of(source)[0], folder=folder, plan="p", work=work)
    whole = read_record(folder, 0, "p")
    table = work.tables[0]
    part, record = folder.part(0, table.name), folder.record(0)
    for path, read in (
        (part, lambda: join_parts(folder, table, {0: whole.sums[table.name]})),
        (record, lambda: read_record(folder, 0, "p")),
    ):
        content = path.read_bytes()
        unnoticed = []
        for place in range(0, len(content), 7):
            flipped = bytearray(content)
            flipped[place] ^= 1 << (place % 8)
            path.write_bytes(flipped)
            try:
                unnoticed.append(read())
            except Damaged:
                continue
        # Blanks between the words of a record carry nothing.
        assert unnoticed == ([whole] * len(unnoticed) if path == record else [])
        assert len(unnoticed) < 5
        path.write_bytes(content)


def test_a_disk_that_never_reads_back_what_was_written_is_said(
    analyse, tmp_path, monkeypatch, work
):
    from timeline import files

    class Forgetful(files.Disk):
        def read(self, path):
            content = super().read(path)
            return content[:-1] if path.suffix == ".arrow" else content

    monkeypatch.setattr(files, "disk", Forgetful())
    with pytest.raises(CaseTimelineError, match="3 times over; the disk may be failing"):
        analyse(tmp_path / "out")


@pytest.mark.parametrize("name", ["pyarrow", "Python", "case-timeline"])
def test_versions_that_decide_bytes_are_told_apart(analyse, tmp_path, monkeypatch, name):
    from timeline.cohort.run import plan

    analyse(tmp_path / "out")
    if name == "Python":
        monkeypatch.setattr("platform.python_version_tuple", lambda: ("3", "99", "1"))
    elif name == "pyarrow":
        monkeypatch.setattr(plan, "version", lambda _: "0.1")
    else:
        monkeypatch.setattr(plan, "_release", lambda: "0.0.1")
    with pytest.raises(CaseTimelineError, match=rf"{name}.* differs\)"):
        analyse(tmp_path / "out")


def harmed(path, harm):
    content = path.read_bytes()
    middle = len(content) // 2
    if harm == "gone":
        path.unlink()
    elif harm == "flipped":
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 4]) + content[middle + 1 :])
    else:
        path.write_bytes(content[:middle] if harm == "cut" else b"")
