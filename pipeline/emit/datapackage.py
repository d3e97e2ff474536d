"""datapackage.json: what the CSV files of a folder hold, and how they refer to each other.

A Data Package (2.0, as Frictionless reads it) over all documents of the folder, whichever run
converted them. It is made from the manifest alone: the same state gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.emit.manifest import MANIFEST, ManifestRow
from pipeline.emit.table_schemas import OF_A_RUN, table_schema
from pipeline.errors import OutputError

DATAPACKAGE = "datapackage.json"
NAME = "taizhang"
"""The name of the package, by which one is known as ours."""


def datapackage(rows: Iterable[ManifestRow]) -> bytes | None:
    """The description of the CSV files that the manifest names; None where it names none."""
    documents = [row.document for row in rows if row.document and _has_csv(row)]
    named = sorted(name for name in documents if _NAMEABLE.fullmatch(name))
    if not named:
        return None
    task = ["document", "ledger", "sequence"]
    tasks = _resource(
        "tasks",
        [f"{name}.csv" for name in named],
        refers=[_reference(["document"], "manifest")],
    )
    parties = _resource(
        "parties",
        [f"{name}.parties.csv" for name in named],
        refers=[_reference(task, "tasks")],
    )
    made = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": "Tasks of government notices (政务公开重点工作台账)",
        "description": _description(sorted(set(documents).difference(named))),
        "resources": [tasks, parties, _resource("manifest", [MANIFEST])],
    }
    return json.dumps(made, ensure_ascii=False, indent=2).encode() + b"\n"


def is_ours(path: Path) -> bool:
    """Is it a description that this program wrote? False where there is none."""
    try:
        held = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(held, dict) and held.get("name") == NAME


def refuse(path: Path) -> OutputError:
    """The error that a file of another's stands where the description has to."""
    return OutputError(
        path,
        "it is there already, and is not a description that this program wrote",
        "Move it away, or choose another folder with -o.",
    )


def _has_csv(row: ManifestRow) -> bool:
    return f"{row.document}.csv" in row.outputs


# What the standard lets a path be, and Frictionless takes for safe and for no address: one path
# that it does not take costs the whole package.
_NAMEABLE = re.compile(
    r"(?![.~]|[a-z][a-z0-9+.\-]*:)(?!.*(?:\.\./|\\|://|%.*%))[^$\x00-\x1f\u2028\u2029]+",
    re.IGNORECASE | re.DOTALL,
)


def _description(left_out: Sequence[str]) -> str:
    """What the package is about, and which documents are not in it."""
    about = "What `taizhang convert` read in notices: tasks, who answers for each, and the inputs."
    if not left_out:
        return about
    return f"{about} Left out, as a package cannot name their files: {', '.join(left_out)}."


def _resource(
    name: str, paths: Sequence[str], refers: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """A table of one file or several, each with a header."""
    schema = table_schema(name, OF_A_RUN[name]) | ({"foreignKeys": list(refers)} if refers else {})
    return {
        "name": name,
        "type": "table",
        "path": list(paths),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"'},
        "schema": schema,
    }


def _reference(columns: Sequence[str], resource: str) -> dict[str, Any]:
    """Columns that name a row of another table, where they are called the same."""
    return {
        "fields": list(columns),
        "reference": {"resource": resource, "fields": list(columns)},
    }
