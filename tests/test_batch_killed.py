"""A run may be killed at any moment, and the next one of its kind makes the same of the folder."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import batch
from pipeline.batch import Outcome, Settings, made_with
from pipeline.batch.journal import JOURNAL
from pipeline.emit import files
from pipeline.emit.datapackage import DATAPACKAGE
from pipeline.emit.manifest import MANIFEST, read_manifest
from pipeline.errors import OutputError
from tests.documents import convert

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = Settings(convert, ("json", "csv"))
HANG = 60.0
"""Seconds after which a test that waits for another process gives it up."""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of notices, two with one stem, and one without a ledger."""
    monkeypatch.chdir(tmp_path)
    Path("in/2021").mkdir(parents=True)
    for name, words in {
        "a.pdf": "notice warning",
        "a.docx": "notice info",
        "2021/b.pdf": "empty",
        "2021/c.pdf": "notice error",
    }.items():
        Path("in", name).write_text(words)


@pytest.fixture
def short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's own files are few, since each run reads all of them for its version."""
    (tmp_path / "program").mkdir()
    monkeypatch.setattr(made_with, "PROGRAM", tmp_path / "program")


def run(output: str, settings: Settings = SETTINGS, sources: str = "in") -> list[Outcome]:
    """A run over the sources."""
    outcomes: list[Outcome] = []
    with batch.begun(Path(output)) as folder:
        batch.run(batch.planned([sources], folder), settings, outcomes.append)
    return outcomes


def held(folder: str) -> dict[str, bytes]:
    """All that a folder holds, hidden files too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file()
    }


def apart(work: Callable[[], object]) -> bool:
    """Did a process come to the end of this work?"""
    if not (child := os.fork()):
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return status == 0


def killed_at(step: int, work: Callable[[], object]) -> Callable[[], object]:
    """The work, by a process that is killed when it is about to touch its folder so many times."""
    touching = {"open", "os.rename", "os.remove", "os.mkdir", "os.truncate"}
    steps = itertools.count(1)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in touching and _is_about("killed", arguments[0]) and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def begin() -> None:
        sys.addaudithook(watch)
        work()

    return begin


def _is_about(folder: str, subject: object) -> bool:
    """A file may be named by its number, and is one of the folder then: others are only read."""
    return isinstance(subject, int) or Path(os.fsdecode(str(subject))).parts[:1] == (folder,)


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("before", ["nothing", "other outputs"])
def test_a_run_that_is_killed_anywhere_and_run_again_is_as_if_undisturbed(before: str) -> None:
    """At each point where it touches a file: a new folder, and one in which names become longer."""
    csv = Settings(convert, ("csv",))
    if before == "other outputs":
        run("first", Settings(convert, ("json",)), "in/a.pdf")
        shutil.copytree("first", "whole")
    run("whole", csv)
    for step in itertools.count(1):
        shutil.rmtree("killed", ignore_errors=True)
        if before == "other outputs":
            shutil.copytree("first", "killed")
        if apart(killed_at(step, lambda: run("killed", csv))):
            break
        run("killed", csv)
        assert held("killed") == held("whole"), f"killed at step {step}"
    assert step > 20


@pytest.mark.usefixtures("short")
def test_a_run_that_is_killed_again_and_again_gets_on() -> None:
    """Each time with a few more steps, in one folder."""
    run("whole")
    for step in range(15, 200, 3):
        if apart(killed_at(step, lambda: run("killed"))):
            break
    run("killed")
    assert held("killed") == held("whole")


def left_by_a_killed_run(*sources: str, formats: tuple[str, ...] = ("json", "csv")) -> None:
    """A folder with what a run did, of which its journal alone tells."""
    for source in sources:
        run("output", Settings(convert, formats), sources=source)
    rows = read_manifest(Path("output"))
    Path("output", MANIFEST).unlink()
    with batch.begun(Path("output")) as folder:
        for row in rows.values():
            folder.journal.add(row)
    assert Path("output", JOURNAL).exists()


def test_what_a_killed_run_did_is_not_done_again() -> None:
    """Its journal says so, though no manifest does; and then the manifest does."""
    left_by_a_killed_run("in/2021/c.pdf")
    assert [outcome.is_repeated for outcome in run("output", sources="in/2021/c.pdf")] == [True]
    assert list(read_manifest(Path("output"))) == ["../in/2021/c.pdf"]
    assert JOURNAL not in held("output")


def test_a_line_that_was_cut_is_no_line() -> None:
    """What is added after it is."""
    left_by_a_killed_run("in/2021/c.pdf", "in/a.pdf")
    journal = Path("output", JOURNAL)
    journal.write_bytes(journal.read_bytes()[:-20])
    with batch.begun(Path("output")) as folder:
        (row,) = folder.journal.rows.values()
        folder.journal.add(row.model_copy(update={"path": "another"}))
    with batch.begun(Path("output")) as folder:
        assert list(folder.journal.rows) == [row.path, "another"]


def test_the_journal_of_a_killed_run_keeps_what_another_command_does_not_name() -> None:
    """It gets into the manifest, and no name is taken from it."""
    left_by_a_killed_run("in/a.pdf")
    before = Path("output/a.json").read_bytes()
    (outcome,) = run("output", sources="in/a.docx")
    assert outcome.input.base == "a.docx"
    assert Path("output/a.json").read_bytes() == before
    assert len(read_manifest(Path("output"))) == 2


@pytest.mark.parametrize("form", ["json", "parquet"])
@pytest.mark.parametrize("sources", [("a.docx", "i*"), ("i*", "a.docx")])
def test_what_a_killed_run_called_otherwise_is_no_one_elses_loss(
    sources: tuple[str, ...], form: str
) -> None:
    """A name that another input has now is not taken away with what had it before."""
    Path("a.docx").write_text("notice error")
    left_by_a_killed_run("in/a.pdf", formats=(form,))
    with batch.begun(Path("output")) as folder:
        plan = batch.planned(sources, folder)
        batch.run(plan, Settings(convert, (form,)), lambda _outcome: None)
    assert {str(item.path): item.base for item in plan.inputs}["a.docx"] == "a"
    rows = read_manifest(Path("output")).values()
    names = [name for row in rows for name in row.outputs]
    assert sorted(held("output")) == sorted([MANIFEST, *names])


def test_an_interrupted_run_that_is_run_again_is_as_if_undisturbed() -> None:
    """Its names are, too: what was recorded of one does not change what the others are called."""
    run("whole")

    def interrupted(path: Path) -> object:
        if path.name == "a.pdf":
            raise KeyboardInterrupt
        return convert(path)

    with pytest.raises(KeyboardInterrupt):
        run("output", Settings(interrupted, ("json", "csv")))  # type: ignore[arg-type]
    assert len(read_manifest(Path("output"))) == 1
    run("output")
    assert held("output") == held("whole")


# --- with processes


PROGRAM = (
    "import sys; from tests import documents; sys.modules['pipeline.convert'] = documents;"
    "from pipeline.cli import main; main()"
)


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """The command, in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "convert", *arguments],
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )


def wait_for(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + HANG
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_running(process: int) -> bool:
    """Is there such a process, and not only its number?"""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    text = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(child) for child in text.split()]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_no_process_outlives_a_run_that_is_killed() -> None:
    """In the middle of an input, too; and the next run finds the folder free and goes on."""
    run("whole")
    Path("in/2021/c.pdf").write_text("slow")
    process = start("in", "-o", "output")
    wait_for(lambda: Path("in/2021/c.started").exists())
    workers = children(process.pid)
    assert workers
    process.kill()
    process.communicate()
    wait_for(lambda: not any(map(is_running, workers)))
    assert Path("output", JOURNAL).exists()
    Path("in/2021/c.pdf").write_text("notice error")
    run("output")
    assert held("output") == held("whole")


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
@pytest.mark.parametrize("to_group", [True, False])
def test_an_interrupt_ends_the_processes_and_keeps_what_is_done(*, to_group: bool) -> None:
    """Ctrl-C goes to all processes of a terminal; nobody but the program speaks of it."""
    Path("in/2021/c.pdf").write_text("slow")
    process = start("in", "-o", "output")
    wait_for(lambda: len(held("output")) > 4 and Path("in/2021/c.started").exists())
    workers = children(process.pid)
    if to_group:
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.terminate()
    _, said = process.communicate(timeout=HANG)
    assert process.returncode == 130
    assert said.decode().splitlines()[-1] == "Interrupted. What was finished is kept."
    assert b"Traceback" not in said
    assert not any(map(is_running, workers))
    rows = read_manifest(Path("output")).values()
    assert "../in/2021/c.pdf" not in {row.path for row in rows}
    assert sorted(held("output")) == sorted(
        [MANIFEST, DATAPACKAGE, *(name for row in rows for name in row.outputs)]
    )


def test_two_runs_into_one_folder_take_turns() -> None:
    """The second says that it waits, and then finds done what the first has done."""
    Path("in/2021/c.pdf").write_text("slow")
    first = start("in", "-o", "output")
    wait_for(lambda: Path("in/2021/c.started").exists())
    second = start("in/a.pdf", "-o", "output")
    assert second.stderr is not None
    assert second.stderr.readline() == (
        b"Another run is writing to output; this one begins when that has ended.\n"
    )
    first.send_signal(signal.SIGINT)
    _, said = second.communicate(timeout=HANG)
    first.communicate(timeout=HANG)
    assert (first.returncode, second.returncode) == (130, 0)
    assert b"0 converted, 1 done already" in said
    assert JOURNAL not in held("output")
    assert any(row.path == "../in/a.docx" for row in read_manifest(Path("output")).values())


def test_a_journal_that_leads_elsewhere_is_refused() -> None:
    """Nobody's file is written to because a link to it lies in the folder."""
    Path("output").mkdir()
    Path("precious").write_text("precious")
    Path("output", JOURNAL).symlink_to(Path("precious").resolve())
    with pytest.raises(OutputError, match="cannot be written"):
        run("output")
    assert Path("precious").read_text() == "precious"


def test_a_file_system_without_locks_is_written_to_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two runs are not kept apart there; one works."""

    def unsupported(_file: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", unsupported)
    assert len(run("output")) == 4
    assert JOURNAL not in held("output")


def test_temporary_files_of_a_killed_run_go_with_the_next() -> None:
    """And nobody's own."""
    Path("output").mkdir()
    left = Path("output", f".{files.RUN}{'0' * 16}.tmp")
    for path in (left, Path("output", JOURNAL), Path("output/notes.tmp")):
        path.touch()
    run("output")
    assert not left.exists()
    assert Path("output/notes.tmp").exists()
