"""Many notices: one after the other, each by itself, and a manifest of what became of them."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO

from pipeline.emit import emit, endings, files, streamed
from pipeline.emit.datapackage import DATAPACKAGE, describe, refuse_foreign
from pipeline.emit.manifest import MANIFEST, ManifestRow, manifest_csv, read_manifest
from pipeline.errors import InputMissing, InternalError, NoNotices, OutputError, TaizhangError
from pipeline.model import Document, Finding, Severity
from pipeline.sources import Input, find, named

Converter = Callable[[Path], Document]
SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for every input of a run."""

    convert: Converter
    output: Path
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input. `outputs` are the files that it has now."""

    input: Input
    sha256: str | None
    outputs: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: TaizhangError | None = None

    def graver(self, least: Severity) -> tuple[Finding, ...]:
        """The findings that are at least as grave as `least`."""
        counted = SEVERITIES[SEVERITIES.index(least) :]
        return tuple(finding for finding in self.findings if finding.severity in counted)


@dataclass(frozen=True, slots=True)
class Tally:
    """How a run went: the inputs that were converted, those to be looked at, those that failed."""

    converted: int
    to_look_at: tuple[Path, ...]
    failed: int
    output_failed: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The inputs of a run, and what earlier runs left in its folder of outputs."""

    inputs: tuple[Input, ...]
    recorded: Mapping[str, ManifestRow]


Report = Callable[[Outcome], None]


def planned(sources: Iterable[str], output: Path) -> Plan:
    """Which inputs the sources name, and how their outputs will be called.

    Raises OutputError where nothing can be written, before any work is done.
    """
    files.writable(output)
    recorded = read_manifest(output)
    outputs = {key: row.outputs for key, row in recorded.items()}
    inputs = named(find(sources), output, endings(), outputs, reserved=[MANIFEST, DATAPACKAGE])
    return Plan(inputs, recorded)


def run(plan: Plan, settings: Settings, report: Report) -> tuple[Outcome, ...]:
    """Convert each input into files, telling `report` of each as soon as it is done.

    When it is interrupted, what is done stays and is in the manifest. Raises OutputError
    where the manifest or the description of the CSV files cannot be written; an output that cannot
    be is its input's failure.
    """
    refuse_foreign(settings.output, plan.recorded.values(), settings.formats)
    outcomes: list[Outcome] = []
    try:
        for item in plan.inputs:
            before = plan.recorded[item.key].outputs if item.key in plan.recorded else ()
            outcomes.append(_tidied(work(item, settings), before, settings.output))
            report(outcomes[-1])
    finally:
        rows = _merged(plan.recorded, outcomes)
        files.write({settings.output / MANIFEST: manifest_csv(rows)})
        describe(settings.output, rows)
    return tuple(outcomes)


def work(item: Input, settings: Settings) -> Outcome:
    """One input from file to files: hangs on nothing but the input and the settings."""

    def store(document: Document) -> tuple[str, ...]:
        contents = emit(document, item.base, settings.formats)
        files.write({settings.output / name: content for name, content in contents.items()})
        return tuple(contents)

    return _attempted(item, settings.convert, store)


def stream(
    inputs: Iterable[Input], convert: Converter, form: str, out: BinaryIO, report: Report
) -> tuple[Outcome, ...]:
    """Convert each input to the open file `out`. Raises OutputError where it cannot be written."""
    items = tuple(inputs)
    outcomes: list[Outcome] = []
    pieces: list[bytes] = []

    def hold(base: str, document: Document) -> tuple[str, ...]:
        is_first = all(outcome.error for outcome in outcomes)
        pieces.append(streamed(document, base, form, first=is_first, alone=len(items) == 1))
        return ()

    for item in items:
        outcomes.append(_attempted(item, convert, partial(hold, item.base)))
        while pieces:
            _send(pieces.pop(), out)
        report(outcomes[-1])
    return tuple(outcomes)


def listed(sources: Iterable[str]) -> tuple[Input, ...]:
    """The inputs that the sources name, for a run that writes no files."""
    return named(find(sources), Path(), endings(), {})


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """How many of the inputs were converted, and which of those a person should look at."""
    held = tuple(outcomes)
    converted = [outcome for outcome in held if outcome.error is None]
    return Tally(
        converted=len(converted),
        to_look_at=tuple(outcome.input.path for outcome in converted if outcome.graver("warning")),
        failed=len(held) - len(converted),
        output_failed=any(isinstance(outcome.error, OutputError) for outcome in held),
    )


def _attempted(
    item: Input, convert: Converter, deliver: Callable[[Document], tuple[str, ...]]
) -> Outcome:
    """One input converted and delivered; whatever goes wrong with it costs it alone."""
    if item.problem is not None:
        return Outcome(item, None, error=item.problem)
    try:
        document = convert(item.path)
        outputs = deliver(document)
    except TaizhangError as error:
        return Outcome(item, _sha256(item.path), error=_without_frames(error))
    # The one place that catches everything: a defect met by one file must not cost the others.
    except Exception as trouble:  # noqa: BLE001
        return Outcome(item, _sha256(item.path), error=_defect(item.path, trouble))
    return Outcome(item, document.source.sha256, outputs, document.findings)


def _without_frames(error: TaizhangError) -> TaizhangError:
    """The error without what it passed through: frames hold pages, and a run has many files."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


def _defect(path: Path, trouble: Exception) -> InternalError:
    """The error for an exception that nobody foresaw, with the place that it came from."""
    place = traceback.extract_tb(trouble.__traceback__)[-1]
    said = " ".join(str(trouble).split())
    return InternalError(
        path,
        f"{type(trouble).__name__} at {Path(place.filename).name}:{place.lineno} ({said})",
        "This is a defect of taizhang; please report it, with the file if you may share it.",
    )


def _sha256(path: Path) -> str | None:
    """The hash of a file that could not be converted; None where it cannot be read either."""
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as content:
                return file_digest(content, "sha256").hexdigest()
    return None


def _tidied(outcome: Outcome, before: Iterable[str], output: Path) -> Outcome:
    """The outcome once the outputs are gone that the input had `before` and has no longer.

    One that cannot be deleted stays among its outputs, for the next run to try again.
    """
    kept = [output / name for name in outcome.outputs]
    stale = (name for name in before if name not in outcome.outputs)
    left = tuple(
        name for name in stale if not _is_any(output / name, kept) and not files.gone(output / name)
    )
    return replace(outcome, outputs=outcome.outputs + left)


def _is_any(path: Path, kept: Iterable[Path]) -> bool:
    """Is it one of these files? On some systems a name in capitals is."""
    return path.exists() and any(path.samefile(other) for other in kept)


def _merged(
    recorded: Mapping[str, ManifestRow], outcomes: Iterable[Outcome]
) -> Iterable[ManifestRow]:
    """What earlier runs left and what this one did; a later word on an input counts.

    A path without a file is in the manifest of the run that was given it, and no longer: it
    is no input that could have a state.
    """
    no_file = {InputMissing.code, NoNotices.code}
    rows = {key: row for key, row in recorded.items() if row.error not in no_file}
    rows |= {outcome.input.key: _row(outcome) for outcome in outcomes}
    return rows.values()


def _row(outcome: Outcome) -> ManifestRow:
    error = outcome.error
    return ManifestRow(
        path=outcome.input.key,
        sha256=outcome.sha256,
        outputs=outcome.outputs,
        status="converted" if error is None else "failed",
        error=None if error is None else error.code,
        message=None if error is None else f"{error.what}. {error.remedy}",
        document=outcome.input.base if error is None else None,
    )


def _send(content: bytes, out: BinaryIO) -> None:
    """Write to an open file, now. BrokenPipeError goes through: the reader has had enough."""
    try:
        out.write(content)
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as trouble:
        raise OutputError(
            "stdout", f"it cannot be written ({trouble.strerror})", "Send it to another place."
        ) from trouble
