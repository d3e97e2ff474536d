"""The files that are about all inputs of a folder, written when a run ends."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from pipeline.emit import files
from pipeline.emit.datapackage import DATAPACKAGE, datapackage, is_ours, refuse
from pipeline.emit.manifest import MANIFEST, ManifestRow, manifest_csv

NAMES = (MANIFEST, DATAPACKAGE)
"""No input's outputs are called so."""


def whole_folder(rows: Collection[ManifestRow]) -> dict[str, bytes]:
    """Each file's name and content, from the rows of the manifest in whatever order.

    They are placed together: all are of this run, or all of the one before.
    """
    package = datapackage(rows)
    described = {} if package is None else {DATAPACKAGE: package}
    return {MANIFEST: manifest_csv(rows), **described}


def refuse_foreign(folder: Path, rows: Collection[ManifestRow], formats: Collection[str]) -> None:
    """Raise OutputError, before any work, where a run will have to overwrite a foreign file.

    It has to describe the CSV files that it writes, and those of earlier runs (`rows`).
    """
    path = folder / DATAPACKAGE
    is_needed = "csv" in formats or datapackage(rows) is not None
    if is_needed and path.exists() and not is_ours(path):
        raise refuse(path)


def take_away_stale(folder: Path, made: Collection[str]) -> None:
    """Where no CSV is left, nothing describes them."""
    path = folder / DATAPACKAGE
    if DATAPACKAGE not in made and is_ours(path):
        files.gone(path)
