"""How a run went, counted as it goes: however many inputs there are, few are remembered."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.batch.nouns import SEVERITIES, Outcome
from pipeline.errors import OutputError
from pipeline.model import Severity

FIRST = 5
"""So many paths are remembered of those that there is the same to say of."""


@dataclass(frozen=True, slots=True)
class Some:
    """How many inputs, and the paths of the first of them."""

    count: int
    first: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How a run went.

    `converted` by this run, and `done_already` by earlier ones; `graver`: how many of both have
    a finding at least as grave; `failed`: how many have no outputs, by the code of the error,
    most frequent first. `pages` and `seconds` are of what this run converted.
    """

    converted: int
    done_already: int
    to_look_at: Some
    graver: dict[Severity, int]
    failures: dict[str, Some]
    output_failed: bool
    pages: int
    seconds: float

    @property
    def failed(self) -> int:
        """How many inputs have no outputs."""
        return sum(some.count for some in self.failures.values())


@dataclass(slots=True)
class Tallying:
    """What a run has counted so far."""

    began: float = field(default_factory=time.monotonic)
    converted: int = 0
    done_already: int = 0
    pages: int = 0
    graver: Counter[Severity] = field(default_factory=Counter)
    to_look_at: list[Path] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    failed: defaultdict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))

    def add(self, outcome: Outcome) -> None:
        """Count an input."""
        if outcome.error is not None:
            self.failures[outcome.error.code] += 1
            _remember(outcome.input.path, self.failed[outcome.error.code])
            return
        self.converted += not outcome.is_repeated
        self.done_already += outcome.is_repeated
        self.pages += outcome.pages
        self.graver.update(least for least in SEVERITIES if outcome.counts.graver(least))
        if outcome.counts.graver("warning"):
            _remember(outcome.input.path, self.to_look_at)

    def tally(self) -> Tally:
        """How it went."""
        most_frequent_first = sorted(self.failures, key=lambda code: (-self.failures[code], code))
        return Tally(
            converted=self.converted,
            done_already=self.done_already,
            to_look_at=Some(self.graver["warning"], tuple(self.to_look_at)),
            graver=dict(self.graver),
            failures={
                code: Some(self.failures[code], tuple(self.failed[code]))
                for code in most_frequent_first
            },
            output_failed=OutputError.code in self.failures,
            pages=self.pages,
            seconds=time.monotonic() - self.began,
        )


def _remember(path: Path, first: list[Path]) -> None:
    if len(first) < FIRST:
        first.append(path)
