"""The files that are about all inputs of a folder, written when a run ends."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.emit.manifest import MANIFEST, ManifestRow, manifest_csv

NAMES = (MANIFEST,)
"""No input's outputs are called so."""


def whole_folder(rows: Collection[ManifestRow]) -> dict[str, bytes]:
    """Each file's name and content, from the rows of the manifest in whatever order.

    They are placed together: all are of this run, or all of the one before.
    """
    return {MANIFEST: manifest_csv(rows)}
