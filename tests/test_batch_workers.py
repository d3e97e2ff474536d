"""What a file does to its reader costs that file alone, and each way of it has its own error."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import batch
from pipeline.batch import Allowance, Outcome, Settings
from pipeline.batch import crew as crew_module
from pipeline.batch.attempt import Attempt, Job
from pipeline.batch.crew import Crew
from pipeline.emit.manifest import read_manifest
from pipeline.errors import InputError
from pipeline.model import Document
from pipeline.sources import Input
from tests.documents import a_document, convert, put

OUTPUT = Path("output")
HANG = Allowance(seconds=60)
"""What would otherwise hang a test for good becomes an error of another kind."""
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux alone")
BY_FORK = pytest.mark.usefixtures("by_fork")
# Python 3.12 and later say so where this process has threads of a library.
pytestmark = pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative paths count from an empty folder."""
    monkeypatch.chdir(tmp_path)


def run(workers: int = 2, allowance: Allowance = batch.UNLIMITED) -> dict[str, Outcome]:
    """What a run with processes says of each input."""
    outcomes: list[Outcome] = []
    settings = Settings(convert, ("json",), workers=workers, allowance=allowance, force=True)
    with batch.begun(OUTPUT) as folder:
        batch.run(batch.planned(["in"], folder), settings, outcomes.append)
    return {outcome.input.path.name: outcome for outcome in outcomes}


def codes(outcomes: dict[str, Outcome]) -> dict[str, str | None]:
    """The code of the error of each input."""
    return {
        name: None if item.error is None else item.error.code
        for name, item in sorted(outcomes.items())
    }


def writable() -> int:
    """The megabytes of this process that its limit counts, with what libraries reserve."""
    status = Path("/proc/self/status").read_text().splitlines()
    (kilobytes,) = (line.split()[1] for line in status if line.startswith("VmData:"))
    return int(kilobytes) // 1024


@pytest.fixture
def by_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are copies of this one, which hold what a test defines, and are there at once.

    Libraries of other tests may have threads here; the copies do not use these libraries.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("this system does not copy processes")
    context = multiprocessing.get_context("fork")
    monkeypatch.setattr(crew_module, "_context", lambda: context)


def job(work: object) -> Job:
    """What is done with an input that gives no document."""

    def read(path: Path) -> Document:
        return work(path)  # type: ignore[operator,no-any-return]

    return Job(read, lambda _document, _base: {})


def test_processes_make_what_one_makes_alone() -> None:
    """The same folder, byte for byte, however many they are."""
    put(a_pdf="notice warning", b_pdf="empty", c_pdf="defect", d_docx="notice", e_pdf="notice")
    made = []
    for workers in (0, 1, 3):
        run(workers)
        made.append({path.name: path.read_bytes() for path in OUTPUT.iterdir()})
    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_that_kills_its_reader_costs_only_itself(workers: int) -> None:
    """By a fault in a library, or by an end without a word; others take the reader's place."""
    put(a_pdf="crash", b_pdf="notice", c_pdf="exit", d_pdf="crash", e_pdf="notice")
    outcomes = run(workers)
    died = "worker_crashed"
    expected = {"a": died, "b": None, "c": died, "d": died, "e": None}
    assert codes(outcomes) == {f"{name}.pdf": code for name, code in expected.items()}
    assert "died (SIGSEGV)" in str(outcomes["a.pdf"].error)
    assert "died (exit code 7)" in str(outcomes["c.pdf"].error)
    row = next(row for path, row in read_manifest(OUTPUT).items() if path.endswith("a.pdf"))
    assert (row.status, row.error, row.outputs) == ("failed", died, ())
    assert row.sha256 is not None


@BY_FORK
def test_an_answer_that_is_spoilt_costs_its_file() -> None:
    """What cannot be made again from what was sent is no answer."""

    def read(path: Path) -> Document:
        if path.name == "0":
            raise _Unsendable(path)
        raise ValueError

    items = batch.listed([str(path) for path in touched("0", "1")])
    with Crew(job(read), HANG, 1) as crew:
        done = {item.path.name: said(attempt) for item, attempt in crew.attempts(items)}
    assert done == {"0": "its answer was spoilt: TypeError)", "1": ")"}


class _Unsendable(InputError):
    """An error that is made from other things than those that it sends."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "it is odd", "Look at it.")


@BY_FORK
def test_a_file_that_takes_too_long_is_given_up() -> None:
    """Its reader is ended, and another one goes on."""
    put(a_pdf="slow", b_pdf="notice", c_pdf="notice")
    outcomes = run(1, Allowance(seconds=0.5))
    assert codes(outcomes) == {"a.pdf": "time_limit", "b.pdf": None, "c.pdf": None}
    assert "0.5 seconds" in str(outcomes["a.pdf"].error)
    assert "--time-limit" in str(outcomes["a.pdf"].error)


@LINUX
def test_a_file_that_takes_too_much_memory_is_given_up() -> None:
    """It gets none, and another file has as much as before."""
    put(a_pdf="greedy", b_pdf="notice", c_pdf="swallowed")
    outcomes = run(1, Allowance(megabytes=writable() + 300))
    assert codes(outcomes) == {"a.pdf": "memory_limit", "b.pdf": None, "c.pdf": "memory_limit"}
    assert "--memory-limit" in str(outcomes["a.pdf"].error)


@LINUX
@BY_FORK
def test_an_answer_that_takes_too_much_memory_is_told_so() -> None:
    """What a notice gives may fit in memory once, and not twice."""
    items = batch.listed([str(path) for path in touched("0")])
    large = Job(lambda _path: a_document(), lambda _document, _base: {".json": bytes(200 << 20)})
    with Crew(large, Allowance(megabytes=writable() + 300), 1) as crew:
        ((_, attempt),) = crew.attempts(items)
    assert attempt.error is not None
    assert attempt.error.code == "memory_limit"


@LINUX
def test_memory_that_the_system_does_not_refuse_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that holds more than it may is ended from outside."""
    monkeypatch.setattr(crew_module, "megabytes_held", lambda _process: 1 << 20)
    put(a_pdf="slow")
    assert codes(run(1, Allowance(megabytes=1 << 12))) == {"a.pdf": "memory_limit"}


@LINUX
@BY_FORK
def test_what_a_file_left_in_memory_is_no_burden_to_the_next() -> None:
    """A reader that has grown makes room for a new one."""
    held: list[bytes] = []

    def read(path: Path) -> Document:
        held.append(b"x" * (300 << 20) if path.name == "1" else b"")
        raise ValueError(os.getpid())

    items = [batch.listed([str(path)])[0] for path in touched("0", "1", "2", "3")]
    allowance = Allowance(megabytes=writable() + 700)
    with Crew(job(read), allowance, 1) as crew:
        pids = [said(attempt) for _, attempt in crew.attempts(items)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


def touched(*names: str) -> Iterator[Path]:
    """Empty files."""
    for name in names:
        Path(name).touch()
        yield Path(name)


def said(attempt: Attempt) -> str:
    """What the exception of a defect said."""
    assert attempt.error is not None
    return attempt.error.what.split("(")[-1]


@BY_FORK
def test_inputs_come_back_as_they_are_done_or_in_their_turn() -> None:
    """A slow one holds nobody up, unless they have to wait for it."""
    go = Path("go")

    def read(path: Path) -> Document:
        while path.name == "0" and not go.exists():
            pass
        if path.name == "2":
            go.touch()
        raise ValueError

    items = batch.listed([str(path) for path in touched("0", "1", "2", "3")])
    for in_turn in (False, True):
        go.unlink(missing_ok=True)
        with Crew(job(read), HANG, 2) as crew:
            names = [item.path.name for item, _ in crew.attempts(items, in_turn=in_turn)]
        assert sorted(names) == ["0", "1", "2", "3"]
        assert (names[0] == "0") == in_turn
        assert not in_turn or names == ["0", "1", "2", "3"]


@BY_FORK
def test_what_waits_for_its_turn_is_bounded() -> None:
    """However long the first one takes, few are read beyond it."""
    asked: list[str] = []

    def items() -> Iterator[Input]:
        for item in batch.listed([str(path) for path in touched(*map(str, range(100)))]):
            asked.append(item.path.name)
            yield item

    last = str(2 * crew_module.AHEAD - 1)

    def read(path: Path) -> Document:
        while path.name == "0" and not Path("go").exists():
            pass
        if path.name == last:
            Path("go").touch()
        raise ValueError

    with Crew(job(read), HANG, 2) as crew:
        done = crew.attempts(items(), in_turn=True)
        assert next(done)[0].path.name == "0"
        assert asked[-1] == last


def test_no_process_is_started_where_there_is_nothing_to_read() -> None:
    """A run in which all is done already ends at once."""

    def started(_crew: Crew) -> object:
        raise AssertionError

    with pytest.MonkeyPatch.context() as held:
        held.setattr(Crew, "_started", started)
        with Crew(job(convert), batch.UNLIMITED, 2) as crew:
            assert list(crew.attempts([])) == []


def test_a_process_that_cannot_be_started_costs_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The run goes on with those that there are."""
    put(a_pdf="notice", b_pdf="notice", c_pdf="notice")
    started = Crew._started

    def scarce(crew: Crew) -> object:
        if crew._workers:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return started(crew)

    monkeypatch.setattr(Crew, "_started", scarce)
    outcomes = run(2)
    assert sorted(filter(None, codes(outcomes).values())) == ["worker_crashed"]


def test_processes_are_started_anew_where_a_fork_could_hang(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With another thread in this process, and on systems that do not fork well."""
    assert crew_module._context().get_start_method() == (
        "fork" if crew_module._system_threads() == 1 else "spawn"
    )
    monkeypatch.setattr(crew_module, "_system_threads", lambda: 2)
    assert crew_module._context().get_start_method() == "spawn"
    put(a_pdf="notice", b_pdf="crash", c_pdf="notice")
    assert codes(run(1)) == {"a.pdf": None, "b.pdf": "worker_crashed", "c.pdf": None}


def test_several_inputs_stream_in_their_order_through_processes() -> None:
    """The bytes are those of one process."""
    put(a_pdf="empty", b_pdf="notice", c_pdf="crash", d_pdf="notice")
    for form in ("json", "csv"):
        out, alone = io.BytesIO(), io.BytesIO()
        settings = Settings(convert, (form,), workers=2)
        batch.stream(batch.listed(["in"]), settings, out, lambda _outcome: None)
        Path("in/c.pdf").write_text("empty")
        batch.stream(batch.listed(["in"]), Settings(convert, (form,)), alone, lambda _outcome: None)
        assert out.getvalue() == alone.getvalue()
        assert form == "csv" or [
            json.loads(line)["source"]["name"] for line in out.getvalue().splitlines()
        ] == ["b.pdf", "d.pdf"]
        Path("in/c.pdf").write_text("crash")
