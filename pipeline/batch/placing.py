"""What was read -> files in the folder of outputs, and a row that says so."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from pipeline.batch.attempt import Attempt, without_frames
from pipeline.batch.nouns import Outcome
from pipeline.emit import files
from pipeline.emit.manifest import ManifestRow
from pipeline.errors import OutputError
from pipeline.sources import Input


def placed(
    item: Input, attempt: Attempt, before: Iterable[str], output: Path, made_with: str | None
) -> tuple[Outcome, ManifestRow]:
    """Put the files of an input in place, and take away those of `before` that it has no longer.

    One that cannot be taken away stays among its outputs, for the next run to try again. Files
    that cannot be written are the input's failure.
    """
    contents = {output / name: made for name, made in attempt.contents.items()}
    try:
        files.write(contents, mark=files.RUN)
    except OutputError as trouble:
        attempt = Attempt(attempt.sha256, error=without_frames(trouble))
    kept = tuple(attempt.contents)
    outcome = replace(attempt.outcome(item), outputs=kept + _left(before, kept, output))
    hashes = tuple(sha256(content).hexdigest() for content in attempt.contents.values())
    return outcome, _row(outcome, hashes, made_with)


def _left(before: Iterable[str], kept: tuple[str, ...], output: Path) -> tuple[str, ...]:
    """What an input had before, has no longer, and could not be taken away."""
    places = [output / name for name in kept]
    stale = (name for name in before if name not in kept)
    return tuple(
        name
        for name in stale
        if not _is_any(output / name, places) and not files.gone(output / name)
    )


def _is_any(path: Path, kept: Iterable[Path]) -> bool:
    """Is it one of these files? On some systems a name in capitals is."""
    with suppress(OSError):
        return any(path.samefile(other) for other in kept)
    return False


def _row(outcome: Outcome, hashes: tuple[str, ...], made_with: str | None) -> ManifestRow:
    known: dict[str, object] = {
        "path": outcome.input.key,
        "sha256": outcome.sha256,
        "outputs": outcome.outputs,
        "outputs_sha256": hashes,
        "made_with": made_with,
    }
    if (error := outcome.error) is not None:
        said = {"message": f"{error.what}. {error.remedy}", "remedy": error.remedy}
        return ManifestRow.model_validate(known | said | {"status": "failed", "error": error.code})
    counts = {
        "finding_errors": outcome.counts.errors,
        "finding_warnings": outcome.counts.warnings,
        "finding_infos": outcome.counts.infos,
    }
    done = {
        "status": "converted",
        "error": None,
        "message": None,
        "document": outcome.input.base,
    }
    return ManifestRow.model_validate(known | counts | done)
