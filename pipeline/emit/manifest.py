"""manifest.csv: each input's present state in a folder of outputs.

It holds no times and nothing of the run that wrote it: the same state gives the same bytes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator

from pipeline.emit.csv_tables import SEPARATOR, TableRow, table, unguarded
from pipeline.errors import OutputError

MANIFEST = "manifest.csv"


class ManifestRow(TableRow):
    """One input and what became of it."""

    path: Annotated[
        str, Field(min_length=1, description="The input, seen from the folder of the outputs.")
    ]
    sha256: Annotated[
        str | None,
        Field(pattern=r"^[0-9a-f]{64}$", description="Of the input's bytes, if they were read."),
    ]
    outputs: Annotated[
        tuple[str, ...], Field(description="Its files, seen from the folder of the outputs.")
    ]
    status: Annotated[Literal["converted", "failed"], Field(description="What became of it.")]
    error: Annotated[
        str | None, Field(description="Code of the error that stopped it, e.g. `no_ledger`.")
    ]
    message: Annotated[str | None, Field(description="What happened to it, and what to do.")]
    document: Annotated[
        str | None,
        Field(description="What the names of its outputs begin with, if it was converted."),
    ] = None
    # What earlier versions did not write is missing in theirs.
    remedy: Annotated[str | None, Field(description="What to do: the end of the message.")] = None
    finding_errors: Annotated[
        int | None, Field(ge=0, description="Findings of severity error in it.")
    ] = None
    finding_warnings: Annotated[
        int | None, Field(ge=0, description="Findings of severity warning in it.")
    ] = None
    finding_infos: Annotated[
        int | None, Field(ge=0, description="Findings of severity info in it.")
    ] = None
    outputs_sha256: Annotated[
        tuple[str, ...], Field(description="Of the bytes of each of its files, in their order.")
    ] = ()
    made_with: Annotated[
        str | None,
        Field(
            pattern=r"^[0-9a-f]{64}$",
            description="Hash of what the outputs hang on besides the input: the program, its "
            "options, the registers and the overrides.",
        ),
    ] = None

    @field_validator("outputs")
    @classmethod
    def stay_in_the_folder(cls, outputs: tuple[str, ...]) -> tuple[str, ...]:
        """Stale outputs are deleted, and a manifest may have come from anywhere."""
        for name in outputs:
            if PurePath(name).anchor or ".." in PurePath(name).parts:
                message = f"{name} lies outside the folder"
                raise ValueError(message)
        return outputs


def manifest_csv(rows: Iterable[ManifestRow]) -> bytes:
    """The rows in the order of their paths."""
    in_order = sorted(rows, key=lambda row: row.path)
    return table(ManifestRow, in_order)


def read_manifest(folder: Path) -> dict[str, ManifestRow]:
    """The rows by path that earlier runs left in `folder`; none where there is no manifest.

    Raises OutputError where the file is not ours, rather than overwrite it.
    """
    path = folder / MANIFEST
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            rows = [_row(cells) for cells in reader]
            is_ours = not {"path", "outputs", "status"}.difference(reader.fieldnames or ())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError, csv.Error, ValidationError) as trouble:
        raise _not_ours(path) from trouble
    if not is_ours:
        raise _not_ours(path)
    return {row.path: row for row in rows}


def _row(cells: Mapping[str, str | None]) -> ManifestRow:
    """The row that a line of the file says. Raises ValidationError."""
    values = {name: unguarded(cells.get(name) or "") for name in ManifestRow.model_fields}
    given: dict[str, object] = {name: text or None for name, text in values.items()}
    for name in ("outputs", "outputs_sha256"):
        given[name] = tuple(values[name].split(SEPARATOR)) if values[name] else ()
    return ManifestRow.model_validate(given)


def _not_ours(path: Path) -> OutputError:
    return OutputError(
        path,
        "it is there already, and is not a list of inputs that this program wrote",
        "Move it away, or choose another folder with -o.",
    )
