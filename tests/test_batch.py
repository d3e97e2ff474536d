"""Many notices: each by itself, and the manifest holds what became of them."""

from __future__ import annotations

import errno
import io
import json
import os
import pickle
import shutil
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline import batch
from pipeline.batch import Outcome, Settings
from pipeline.batch.attempt import Job, attempted
from pipeline.batch.journal import JOURNAL
from pipeline.batch.tally import Some, Tallying
from pipeline.check import check
from pipeline.emit import emit
from pipeline.emit.datapackage import DATAPACKAGE
from pipeline.emit.manifest import MANIFEST, ManifestRow, read_manifest
from pipeline.errors import NoLedger, OutputError
from pipeline.sources import Input
from tests.documents import convert, put

OUTPUT = Path("output")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative paths count from an empty folder."""
    monkeypatch.chdir(tmp_path)


def run(*sources: str, formats: tuple[str, ...] = ("json", "csv")) -> tuple[Outcome, ...]:
    """A run over the sources into `output`, in this process."""
    outcomes: list[Outcome] = []
    with batch.begun(OUTPUT) as folder:
        plan = batch.planned(sources or ["in"], folder)
        batch.run(plan, Settings(convert, formats, force=True), outcomes.append)
    return tuple(outcomes)


def tallied(*sources: str) -> batch.Tally:
    """How such a run goes."""
    with batch.begun(OUTPUT) as folder:
        plan = batch.planned(sources or ["in"], folder)
        return batch.run(plan, Settings(convert, ("json", "csv")), lambda _outcome: None)


def written() -> list[str]:
    """All that the folder holds but what is said of all its files together; hidden files too."""
    held = (path for path in OUTPUT.rglob("*") if path.is_file())
    outputs = (path for path in held if path.name not in {MANIFEST, DATAPACKAGE})
    return sorted(path.relative_to(OUTPUT).as_posix() for path in outputs)


def manifest() -> dict[str, ManifestRow]:
    """The rows of the manifest by the names of their inputs."""
    return {Path(path).name: row for path, row in read_manifest(OUTPUT).items()}


def test_an_input_gives_its_files_and_a_row_in_the_manifest() -> None:
    """The row says which file it was and what it gave."""
    put(a_pdf="notice")
    (outcome,) = run()
    assert written() == ["a.csv", "a.json", "a.parties.csv"]
    assert outcome.outputs == ("a.json", "a.csv", "a.parties.csv")
    row = read_manifest(OUTPUT)["../in/a.pdf"]
    contents = [(OUTPUT / name).read_bytes() for name in outcome.outputs]
    assert row == ManifestRow(
        path="../in/a.pdf",
        sha256=sha256(b"notice").hexdigest(),
        outputs=outcome.outputs,
        status="converted",
        error=None,
        message=None,
        document="a",
        finding_errors=0,
        finding_warnings=0,
        finding_infos=0,
        outputs_sha256=tuple(sha256(content).hexdigest() for content in contents),
        made_with=row.made_with,
    )
    assert check((OUTPUT / "a.json").read_bytes()).violations == ()


def test_one_bad_file_costs_only_itself() -> None:
    """The others are converted, and the bad one is in the manifest with its error."""
    put(a_pdf="notice", b_pdf="empty", c_pdf="notice")
    run()
    assert written() == ["a.csv", "a.json", "a.parties.csv", "c.csv", "c.json", "c.parties.csv"]
    row = manifest()["b.pdf"]
    assert (row.status, row.error, row.outputs) == ("failed", "no_ledger", ())
    assert row.message == "there is no ledger in it. Check that it is the right file."
    assert row.sha256 == sha256(b"empty").hexdigest()


def test_a_defect_costs_only_the_file_that_met_it() -> None:
    """Its error names the file, what happened and where, on one line, and asks for a report."""
    put(a_pdf="defect", b_pdf="notice")
    failed, converted = run()
    assert converted.error is None
    assert failed.error is not None
    assert failed.error.code == "internal"
    assert "in/a.pdf: ValueError at documents.py:" in str(failed.error)
    assert "(a value that nobody foresaw)" in str(failed.error)
    assert "report it" in failed.error.remedy


def test_a_source_without_a_file_is_a_failed_input_of_this_run() -> None:
    """The manifest holds it until the next run: a path that is not there has no state."""
    put(a_pdf="notice")
    run("in", "none.pdf")
    assert manifest()["none.pdf"].error == "not_found"
    run("in")
    assert list(manifest()) == ["a.pdf"]


def test_an_input_converted_again_loses_what_it_no_longer_gives() -> None:
    """Its outputs are those of the last run, and of no earlier one."""
    put(a_pdf="notice")
    run(formats=("json", "csv"))
    run(formats=("json",))
    assert written() == ["a.json"]
    assert manifest()["a.pdf"].outputs == ("a.json",)


def test_an_input_whose_year_changes_leaves_nothing_in_the_old_one() -> None:
    """The dataset counts no task twice, and has no empty year."""
    put(a_pdf="notice 2021", b_pdf="notice 2021")
    run(formats=("parquet",))
    put(a_pdf="notice 2022", b_pdf="empty")
    run(formats=("parquet",))
    tables = ("findings", "notices", "parties", "tasks")
    assert written() == [f"parquet/{table}/year=2022/a.parquet" for table in tables]
    assert sorted(path.name for path in OUTPUT.glob("parquet/*/*")) == ["year=2022"] * 4
    assert sorted(manifest()["a.pdf"].outputs) == written()


def test_two_runs_add_to_one_dataset() -> None:
    """Files of one name from two folders are two documents, and the first stays as it was."""
    put(a_pdf="notice")
    Path("other").mkdir()
    Path("other/a.pdf").write_text("notice")
    run("in", formats=("parquet",))
    before = (OUTPUT / "parquet/tasks/year=2021/a.parquet").read_bytes()
    run("other", formats=("parquet",))
    assert (OUTPUT / "parquet/tasks/year=2021/a.parquet").read_bytes() == before
    tasks = sorted(path.name for path in OUTPUT.glob("parquet/tasks/*/*"))
    assert tasks == ["a.parquet", "a.pdf.parquet"]


def test_an_input_that_fails_now_leaves_nothing_of_what_it_was() -> None:
    """Nobody takes the data of an earlier file for that of this one."""
    put(a_pdf="notice", b_pdf="notice")
    run()
    put(a_pdf="empty")
    run("in/a.pdf")
    assert written() == ["b.csv", "b.json", "b.parties.csv"]
    assert (manifest()["a.pdf"].status, manifest()["b.pdf"].status) == ("failed", "converted")


def test_an_input_that_is_gone_leaves_nothing_when_it_is_named() -> None:
    """It fails, and a failed input leaves no outputs."""
    put(a_pdf="notice")
    run()
    Path("in/a.pdf").unlink()
    run("in/a.pdf")
    assert written() == []


def test_a_namesake_does_not_overwrite_what_another_input_gave() -> None:
    """Not in this run, and not in a later one."""
    put(a_pdf="notice")
    run("in/a.pdf")
    before = (OUTPUT / "a.json").read_bytes()
    put(a_docx="notice warning")
    run("in/a.docx")
    assert (OUTPUT / "a.json").read_bytes() == before
    assert manifest()["a.docx"].outputs == ("a.docx.json", "a.docx.csv", "a.docx.parties.csv")


def test_a_name_that_became_longer_leaves_no_shorter_one() -> None:
    """With a namesake in the run, the file's earlier outputs go."""
    put(a_pdf="notice")
    run(formats=("json",))
    put(a_docx="notice")
    run(formats=("json",))
    assert written() == ["a.docx.json", "a.pdf.json"]


def test_the_same_state_gives_the_same_manifest() -> None:
    """In one run or in two, in either order, and again."""
    put(a_pdf="notice", b_pdf="empty")
    run("in")
    at_once = (OUTPUT / MANIFEST).read_bytes()
    run("in/b.pdf")
    run("in/a.pdf")
    assert (OUTPUT / MANIFEST).read_bytes() == at_once


def test_an_interrupt_keeps_what_is_done() -> None:
    """What was finished and what was there before is in the manifest; nothing is half there."""
    put(c_pdf="notice")
    run()
    put(a_pdf="notice", b_pdf="interrupt")
    with pytest.raises(KeyboardInterrupt):
        run()
    assert list(manifest()) == ["a.pdf", "c.pdf"]
    assert written() == [
        f"{name}{end}" for name in "ac" for end in (".csv", ".json", ".parties.csv")
    ]


def test_an_output_that_cannot_be_written_is_its_inputs_failure() -> None:
    """The others are written."""
    put(a_pdf="notice", b_pdf="notice")
    (OUTPUT / "a.csv").mkdir(parents=True)
    outcomes = run()
    assert isinstance(outcomes[0].error, OutputError)
    assert written() == ["b.csv", "b.json", "b.parties.csv"]
    assert tallied().output_failed


def test_an_output_folder_that_cannot_be_is_told_before_any_work() -> None:
    """Nothing is converted for nothing."""
    put(a_pdf="notice")
    OUTPUT.write_text("a file")
    with pytest.raises(OutputError, match="cannot be written"), batch.begun(OUTPUT):
        pass


def test_an_output_that_cannot_be_deleted_stays_in_the_manifest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The next run tries again."""
    put(a_pdf="notice")
    run()
    with monkeypatch.context() as held:
        held.setattr("pipeline.emit.files.gone", lambda _path: False)
        run(formats=("json",))
    assert manifest()["a.pdf"].outputs == ("a.json", "a.csv", "a.parties.csv")
    run(formats=("json",))
    assert written() == ["a.json"]


def test_each_outcome_is_told_as_it_comes() -> None:
    """A report can show how far the run is."""
    put(a_pdf="notice", b_pdf="notice")
    there: list[tuple[str, bool]] = []

    def report(outcome: Outcome) -> None:
        there.append((outcome.input.path.name, (OUTPUT / "b.json").exists()))

    with batch.begun(OUTPUT) as folder:
        batch.run(batch.planned(["in"], folder), Settings(convert, ("json",)), report)
    assert there == [("a.pdf", False), ("b.pdf", True)]


def test_the_work_on_one_input_hangs_on_it_and_the_job_alone() -> None:
    """Both can be sent to another process, and what comes of it sent back."""
    put(a_pdf="notice warning")
    (item,) = batch.listed(["in"])
    job = Job(convert, partial(emit, formats=("json",)))
    sent = pickle.loads(pickle.dumps((item, job)))  # noqa: S301 - it was made here
    assert attempted(*sent) == attempted(item, job)
    assert pickle.loads(pickle.dumps(attempted(item, job))) == attempted(item, job)  # noqa: S301


def test_the_tally_counts_and_names_what_needs_a_look() -> None:
    """Findings of severity info need none."""
    put(a_pdf="notice info", b_pdf="notice warning", c_pdf="notice error", d_pdf="empty")
    result = tallied()
    assert (result.converted, result.failed, result.output_failed) == (3, 1, False)
    assert result.to_look_at == Some(2, (Path("in/b.pdf"), Path("in/c.pdf")))
    assert result.graver == {"info": 3, "warning": 2, "error": 1}
    assert result.failures == {"no_ledger": Some(1, (Path("in/d.pdf"),))}


def test_the_tally_of_a_thousand_failures_remembers_few() -> None:
    """What is kept of an input does not grow with what there is to say of it."""
    counting = Tallying()
    for number in range(1000):
        item = Input(Path(f"{number}.pdf"), f"{number}.pdf", str(number))
        counting.add(Outcome(item, None, error=NoLedger.in_file(item.path)))
    (some,) = counting.tally().failures.values()
    assert (some.count, len(some.first)) == (1000, 5)


def test_a_folder_that_is_removed_under_way_ends_the_run() -> None:
    """Nothing is written into one that only has its name."""
    put(a_pdf="notice", b_pdf="notice")
    settings = Settings(convert, ("json",))
    with batch.begun(OUTPUT) as folder:
        plan = batch.planned(["in"], folder)
        with pytest.raises(OutputError, match="removed"):
            batch.run(plan, settings, report=lambda _outcome: shutil.rmtree(OUTPUT))
    assert not OUTPUT.exists()


def test_a_manifest_that_cannot_be_written_leaves_the_one_before_and_loses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The next run has what this one did, and says it."""
    put(a_pdf="notice")
    run()
    before = (OUTPUT / MANIFEST).read_bytes()
    put(b_pdf="notice")

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as held:
        held.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="No space left"):
            tallied()
    assert (OUTPUT / MANIFEST).read_bytes() == before
    assert tallied().done_already == 2
    assert list(manifest()) == ["a.pdf", "b.pdf"]
    assert JOURNAL not in written()


def test_what_there_is_no_room_for_costs_its_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are written, and no temporary file stays."""
    put(a_pdf="notice", b_pdf="notice")
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name.startswith("a."):
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    assert [outcome.error and outcome.error.code for outcome in run()] == ["output", None]
    assert written() == ["b.csv", "b.json", "b.parties.csv"]
    assert "Free some space" in (manifest()["a.pdf"].message or "")


def streamed(form: str, *sources: str) -> bytes:
    """What goes to stdout."""
    out = io.BytesIO()
    batch.stream(batch.listed(sources), Settings(convert, (form,)), out, lambda _outcome: None)
    return out.getvalue()


def test_one_input_streams_as_its_file() -> None:
    """The bytes are the same."""
    put(a_pdf="notice")
    run()
    assert streamed("json", "in") == (OUTPUT / "a.json").read_bytes()
    assert streamed("csv", "in") == (OUTPUT / "a.csv").read_bytes()


def test_several_inputs_stream_as_json_lines() -> None:
    """One document a line; a failed input has none."""
    put(a_pdf="notice", b_pdf="empty", c_pdf="notice")
    lines = streamed("json", "in").splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == ["a.pdf", "c.pdf"]


def test_one_of_several_is_a_line_too_where_the_others_fail() -> None:
    """What a reader has to expect hangs on what was asked, and not on what went wrong."""
    put(a_pdf="notice", b_pdf="empty")
    assert streamed("json", "in").count(b"\n") == 1


def test_several_inputs_stream_as_one_table() -> None:
    """One mark and one header, though the first input failed."""
    put(a_pdf="empty", b_pdf="notice", c_pdf="notice")
    content = streamed("csv", "in")
    assert content.count(b"\xef\xbb\xbf") == content.count(b"sequence") == 1
    assert content.count(b"\r\n") == 5


def test_a_stream_that_cannot_be_written_ends_the_run() -> None:
    """A full disk behind stdout is an error of the output."""

    class Full(io.BytesIO):
        def write(self, _content: object) -> int:
            raise OSError(28, "No space left on device")

    put(a_pdf="notice")
    with pytest.raises(OutputError, match="No space left"):
        batch.stream(
            batch.listed(["in"]), Settings(convert, ("json",)), Full(), lambda _outcome: None
        )
