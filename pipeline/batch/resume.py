"""Is an input done already? Then it is left as it is, and counts as what it is."""

from __future__ import annotations

from pathlib import Path

from pipeline.batch.attempt import sha256_of
from pipeline.batch.nouns import Counts, Outcome
from pipeline.emit.manifest import ManifestRow
from pipeline.errors import TaizhangError, lasting
from pipeline.sources import Input


def done_already(
    item: Input, row: ManifestRow | None, made_with: str, output: Path
) -> Outcome | None:
    """What became of an input, where doing it again would give the same; None: it has to be done.

    The same program, options, register and overrides; the same content; and all of its outputs
    are there, under the names that they would have now, as they were written: one that was
    changed or deleted is made again.
    """
    if row is None or row.made_with != made_with or row.sha256 is None:
        return None
    error = _error(item, row)
    document = item.base if error is None else None
    if row.document != document or (row.status == "failed") != (error is not None):
        return None
    if sha256_of(item.path) != row.sha256 or not _are_whole(row, output):
        return None
    counts = Counts(row.finding_errors or 0, row.finding_warnings or 0, row.finding_infos or 0)
    return Outcome(item, row.sha256, row.outputs, error=error, counts=counts, is_repeated=True)


def _error(item: Input, row: ManifestRow) -> TaizhangError | None:
    """The error that the same content gives again, if it did not give outputs."""
    kind = lasting(row.error)
    if kind is None or row.message is None or row.remedy is None:
        return None
    what = row.message.removesuffix(row.remedy).removesuffix(". ")
    return kind(item.path, what, row.remedy)


def _are_whole(row: ManifestRow, output: Path) -> bool:
    if len(row.outputs) != len(row.outputs_sha256):
        return False
    held = zip(row.outputs, row.outputs_sha256, strict=True)
    return all(sha256_of(output / name) == written for name, written in held)
