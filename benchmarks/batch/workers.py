"""Two that read, against one: wall time, and how evenly the work was divided."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.batch.processes import below, middle, seconds, started


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of the clock, of the process that places, and of each that reads."""

    wall: float
    placing: float
    reading: tuple[float, ...]

    @property
    def needed(self) -> float:
        """Seconds that it would take on a machine with nothing else to do, at the worst."""
        return self.placing + max(self.reading, default=0.0)


def compared(notices: Path, folder: Path, times: int) -> bool:
    """Are two at least 1.8 times as fast as one? The runs take turns, and medians are compared."""
    runs: dict[int, list[Run]] = {1: [], 2: []}
    for turn in range(times):
        for workers in (1, 2):
            runs[workers].append(_run(notices, folder / f"{turn}-{workers}", workers))
    for workers, held in runs.items():
        last = held[-1]
        shares = " ".join(f"{share:.1f}" for share in last.reading)
        print(
            f"{workers} reading: {middle(run.wall for run in held):6.1f} s of the clock; of the "
            f"cores, in the last run: reading {shares}, placing {last.placing:.1f}"
        )
    by_clock = _ratio(*([run.wall for run in runs[workers]] for workers in (1, 2)))
    by_cores = _ratio(*([run.needed for run in runs[workers]] for workers in (1, 2)))
    print(
        f"ratio by the clock {by_clock:.2f}; by the cores' time, if none had to wait {by_cores:.2f}"
    )
    return by_clock >= 1.8


def _ratio(ones: list[float], twos: list[float]) -> float:
    return middle(ones) / middle(twos)


def _run(notices: Path, output: Path, workers: int) -> Run:
    before = time.monotonic()
    spent: dict[int, float] = {}
    placing = 0.0
    with started(notices, output, "--workers", str(workers)) as process:
        if process.stderr is None:
            raise RuntimeError("the process was started without a pipe")
        for _ in process.stderr:
            spent |= {
                child: seconds(child) or spent.get(child, 0.0) for child in below(process.pid)
            }
            placing = seconds(process.pid) or placing
    return Run(time.monotonic() - before, placing, tuple(spent.values()))
