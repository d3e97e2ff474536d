"""Table Schemas of the CSV files, made from the models of their rows (Data Package 2.0)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pipeline.emit.csv_tables import SEPARATOR, PartyRow, TableRow, TaskRow
from pipeline.emit.manifest import ManifestRow
from pipeline.model import SCHEMA_VERSION

Schema = dict[str, Any]


class Table(NamedTuple):
    """A kind of CSV: what a row is, the columns that name one, and what the file is for."""

    row: type[TableRow]
    key: tuple[str, ...]
    description: str


OF_A_RUN: dict[str, Table] = {
    "tasks": Table(TaskRow, ("document", "ledger", "sequence"), "NAME.csv: one row a task."),
    # That (document, ledger, sequence) names a row of NAME.csv is left to words: a validator takes
    # a foreign key to another file for an error when it is given this file alone.
    "parties": Table(
        PartyRow,
        ("document", "ledger", "sequence", "position"),
        "NAME.parties.csv: one row a task and party, for joins to NAME.csv by its primary key.",
    ),
    "manifest": Table(ManifestRow, ("path",), "manifest.csv: each input's present state."),
}
"""What `convert` writes into a folder."""


def table_schema(name: str, table: Table) -> Schema:
    """The Table Schema of a kind of CSV, as Frictionless reads it."""
    columns = table.row.model_json_schema(mode="serialization")["properties"]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "$id": urn(name),
        "title": name,
        "description": table.description,
        "fields": [_column(column, made) for column, made in columns.items()],
        "missingValues": [""],
    } | ({"primaryKey": list(table.key)} if table.key else {})


def urn(name: str) -> str:
    """What names a schema, in the version of the contract that it is of."""
    return f"urn:taizhang:schema:{name}:{SCHEMA_VERSION}"


def _column(name: str, made: Mapping[str, Any]) -> Schema:
    """One column, from what pydantic says of its field."""
    options = made.get("anyOf", [made])
    kind = next(option for option in options if option.get("type") != "null")
    constraints = {
        word: kind[source] for word, source in _CONSTRAINTS.items() if kind.get(source) is not None
    }
    # An empty cell is a missing value, so only a value that is never empty can be required.
    if len(options) == 1 and (kind["type"] in {"integer", "boolean"} or constraints):
        constraints = {"required": True} | constraints
    column = {"name": name, **_kind(kind), "description": made["description"]}
    return column | ({"constraints": constraints} if constraints else {})


_CONSTRAINTS = {
    "minimum": "minimum",
    "minLength": "minLength",
    "pattern": "pattern",
    "enum": "enum",
}


def _kind(kind: Mapping[str, Any]) -> Schema:
    """The type that Table Schema knows, and how its values are written."""
    match kind["type"]:
        case "array":
            return {"type": "list", "delimiter": SEPARATOR, "itemType": "string"}
        case "boolean":
            return {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]}
        case "string" if kind.get("format") == "date":
            return {"type": "date", "format": "default"}
        case other:
            return {"type": other}
