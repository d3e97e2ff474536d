"""Many inputs in few processes, each limited in time and memory; one that dies is replaced."""

from __future__ import annotations

import json
import multiprocessing
import resource
from collections.abc import Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.batch.processes import seconds
from benchmarks.fuzz.bases import Bases
from benchmarks.fuzz.outcomes import Outcome, Trial
from benchmarks.fuzz.steps import Kind, Plan, planned

WHOLE_EACH = 25
"""Of so many inputs, one is drawn in all formats."""
REPLACED_AFTER = 1500
"""Inputs, then a process is replaced: what libraries keep does not add up."""


@dataclass(frozen=True, slots=True)
class Run:
    """What holds for a run. `most`: seconds of work, then a silent process is ended."""

    seed: int
    shares: dict[Kind, float]
    bases: Bases
    trial: Trial
    megabytes: int
    most: float
    keep: Path

    def plan(self, index: int) -> Plan:
        """The plan of an input."""
        return planned(self.seed, index, self.bases.counts, self.shares)


def outcomes(run: Run, indices: range, workers: int) -> Iterator[tuple[int, Outcome]]:
    """What becomes of each input, as it comes; offending ones are kept in files."""
    lanes = [
        _Lane(run, indices[start::workers]) for start in range(workers) if indices[start::workers]
    ]
    try:
        while lanes:
            ready = wait([lane.pipe for lane in lanes], timeout=1.0)
            for lane in lanes:
                yield from lane.told(is_ready=lane.pipe in ready)
            lanes = [lane for lane in lanes if not lane.is_done]
    finally:
        for lane in lanes:
            lane.end()


class _Lane:
    """One process at a time, which works off its indices; another one where it dies."""

    def __init__(self, run: Run, indices: range) -> None:
        self.run, self.left, self.is_done = run, indices, False
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("fork")
        self.pipe, child = context.Pipe(duplex=False)
        part = self.left[:REPLACED_AFTER]
        self.process: BaseProcess = context.Process(
            target=_work, args=(self.run, part, child), daemon=True
        )
        self.process.start()
        child.close()
        self.quiet = 0.0

    @property
    def _worked(self) -> float:
        """Seconds that the process has had of a processor: a busy machine hangs nobody."""
        return 0.0 if self.process.pid is None else seconds(self.process.pid)

    def told(self, *, is_ready: bool) -> Iterator[tuple[int, Outcome]]:
        """What the process says; what its end says where it dies."""
        if is_ready:
            self.quiet = self._worked
            try:
                kind, what = self.pipe.recv()
                yield from self._next(Outcome(kind, what))
            except EOFError:
                self.end()
                if self.left:
                    self._restart(Outcome("crash", f"exit code {self.process.exitcode}"))
                    yield self.last
        elif self._worked - self.quiet > self.run.most:
            self.end()
            self._restart(Outcome("hang", f"{self.run.most:.0f} s"))
            yield self.last

    def _next(self, outcome: Outcome) -> Iterator[tuple[int, Outcome]]:
        if outcome.kind == "replaced":
            self.end()
            self._start()
            return
        index, self.left = self.left[0], self.left[1:]
        self.is_done = not self.left
        yield index, outcome

    def _restart(self, outcome: Outcome) -> None:
        index, self.left = self.left[0], self.left[1:]
        self.last = index, outcome
        _kept(self.run, index, self.run.plan(index), outcome)
        self.is_done = not self.left
        if self.left:
            self._start()

    def end(self) -> None:
        """End the process: it is ours."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _work(run: Run, indices: range, pipe: Connection[Any, Any]) -> None:
    """Try each input, and say what became of it."""
    _limit(run.megabytes)
    seen: set[Outcome] = set()
    with TemporaryDirectory() as folder:
        for index in indices:
            plan = run.plan(index)
            outcome = _tried(run, plan, index, Path(folder))
            if not outcome.is_good and outcome not in seen:
                seen.add(outcome)
                small = _smallest(run, plan, index, outcome, Path(folder))
                _kept(run, index, small, outcome)
            pipe.send((outcome.kind, outcome.what))
        pipe.send(("replaced", ""))


def _limit(megabytes: int) -> None:
    """No more memory than the process has now and `megabytes`."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _tried(run: Run, plan: Plan, index: int, folder: Path) -> Outcome:
    path = folder / f"notice.{plan.kind}"
    path.write_bytes(run.bases.made(plan))
    return run.trial.outcome(path, whole=index % WHOLE_EACH == 0)


def _smallest(run: Run, plan: Plan, index: int, outcome: Outcome, folder: Path) -> Plan:
    """The plan without the steps that the outcome does not need."""
    for step in plan.steps:
        less = replace(plan, steps=tuple(seed for seed in plan.steps if seed != step))
        if _tried(run, less, index, folder) == outcome:
            plan = less
    return plan


def _kept(run: Run, index: int, plan: Plan, outcome: Outcome) -> None:
    """Keep an input with what is known of it."""
    run.keep.mkdir(parents=True, exist_ok=True)
    name = f"{outcome.kind}-{run.seed}-{index}"
    (run.keep / f"{name}.{plan.kind}").write_bytes(run.bases.made(plan))
    said = {"what": outcome.what, "base": run.bases.name(plan), "steps": plan.steps}
    (run.keep / f"{name}.json").write_text(json.dumps(said, ensure_ascii=False))
