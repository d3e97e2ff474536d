"""Programs that are asked one document at a time, each in processes of their own.

Such a program writes `"ready"`, then for each path on a line of its input one line of JSON
(`benchmarks.serve`). One that hangs or dies costs the document that it was asked for.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any

STARTING = 300.0
"""Seconds that a program has to become ready: some import for half a minute."""

Report = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program said of a document, or what became of it. Wall time in seconds."""

    said: Any
    trouble: str | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Program:
    """A command, the folder that it runs in, where its stderr goes, and seconds a document."""

    command: tuple[str, ...]
    folder: Path
    log: Path
    limit: float


def ask(
    program: Program, paths: Iterable[Path], report: Report, processes: int = 2
) -> dict[Path, Answer]:
    """What the program says of each document; `report` is told how many are done.

    Raises RuntimeError where the program cannot be started.
    """
    program.log.unlink(missing_ok=True)
    waiting: SimpleQueue[Path] = SimpleQueue()
    for path in paths:
        waiting.put(path)
    answers: dict[Path, Answer] = {}
    failures: list[Exception] = []

    def work() -> None:
        try:
            for path, answer in _answers(program, waiting):
                answers[path] = answer
                report(len(answers))
        except (OSError, RuntimeError) as trouble:
            failures.append(trouble)

    threads = [threading.Thread(target=work) for _ in range(processes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(str(failures[0]))
    return answers


def _answers(program: Program, waiting: SimpleQueue[Path]) -> Iterator[tuple[Path, Answer]]:
    """Ask one process for document after document, and another one where it dies."""
    path = _next(waiting)
    while path is not None:
        with _started(program) as process:
            while path is not None:
                answer = _answer(process, path, program.limit)
                yield path, answer
                path = _next(waiting)
                if process.poll() is not None:
                    break


def _next(waiting: SimpleQueue[Path]) -> Path | None:
    try:
        return waiting.get_nowait()
    except Empty:
        return None


@contextmanager
def _started(program: Program) -> Iterator[subprocess.Popen[str]]:
    """A process that is ready to be asked; gone, with all that it started, afterwards."""
    program.log.parent.mkdir(parents=True, exist_ok=True)
    with program.log.open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            program.command,
            cwd=program.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        try:
            if _line(process, STARTING) is None:
                raise RuntimeError(f"{' '.join(program.command)} does not start; see {program.log}")
            yield process
        finally:
            _end(process)
            _close(process)


def _answer(process: subprocess.Popen[str], path: Path, limit: float) -> Answer:
    started = time.monotonic()
    with suppress(BrokenPipeError):
        _open(process.stdin).write(f"{path}\n")
        _open(process.stdin).flush()
    line = _line(process, limit)
    seconds = time.monotonic() - started
    if line is None:
        became = f"over {limit:.0f} s" if seconds >= limit else "died"
        return Answer(None, became, seconds)
    answer = json.loads(line)
    return Answer(answer.get("said"), answer.get("trouble"), seconds)


def _line(process: subprocess.Popen[str], limit: float) -> str | None:
    """The next line that it writes; None where it ends instead, or takes too long and is ended."""
    alarm = threading.Timer(limit, _end, [process])
    alarm.start()
    line = _open(process.stdout).readline()
    alarm.cancel()
    if not line:
        process.wait()
    return line or None


def _open(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise RuntimeError("the process was started without pipes")
    return stream


def _end(process: subprocess.Popen[str]) -> None:
    """End the process and what it started: its session is its own."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()


def _close(process: subprocess.Popen[str]) -> None:
    """Close both pipes; what was not yet sent to a process that is gone is lost with it."""
    for stream in (process.stdin, process.stdout):
        with suppress(BrokenPipeError):
            _open(stream).close()
