"""The nouns of a run over many notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.allowance import UNLIMITED, Allowance
from pipeline.batch.journal import Journal
from pipeline.emit.manifest import ManifestRow
from pipeline.errors import TaizhangError
from pipeline.model import Document, Finding, Severity
from pipeline.sources import Input

Converter = Callable[[Path], Document]
SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for every input of a run.

    `registers` and `overrides` are the files that `convert` reads besides the input itself;
    `workers` the processes that read, 0 for none but this one; `force` does again what is done.
    """

    convert: Converter
    formats: tuple[str, ...]
    registers: tuple[str, ...] = ()
    overrides: str | None = None
    workers: int = 0
    allowance: Allowance = UNLIMITED
    force: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings of each severity an input has."""

    errors: int = 0
    warnings: int = 0
    infos: int = 0

    @classmethod
    def of(cls, findings: tuple[Finding, ...]) -> Counts:
        """The findings, counted."""
        counted = Counter(finding.severity for finding in findings)
        return cls(counted["error"], counted["warning"], counted["info"])

    def graver(self, least: Severity) -> int:
        """How many are at least as grave as `least`."""
        gravest_first = (self.errors, self.warnings, self.infos)
        return sum(gravest_first[: len(SEVERITIES) - SEVERITIES.index(least)])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input. `outputs` are the files that it has now.

    `is_repeated`: an earlier run found it out, and this one had nothing to do. Of such an input
    the findings are counted, and not known.
    """

    input: Input
    sha256: str | None
    outputs: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: TaizhangError | None = None
    counts: Counts = Counts()
    pages: int = 0
    is_repeated: bool = False

    def graver(self, least: Severity) -> tuple[Finding, ...]:
        """The findings that are at least as grave as `least`."""
        counted = SEVERITIES[SEVERITIES.index(least) :]
        return tuple(finding for finding in self.findings if finding.severity in counted)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of outputs that no other run writes to, and what earlier runs left in it.

    `recorded` is what its manifest says of each input; `journal` has what a run did that was
    killed before it could say it there.
    """

    path: Path
    recorded: dict[str, ManifestRow]
    journal: Journal


@dataclass(frozen=True, slots=True)
class Plan:
    """The inputs of a run, and the folder that their outputs go to."""

    inputs: tuple[Input, ...]
    folder: Folder


Report = Callable[[Outcome], None]
