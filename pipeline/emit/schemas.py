"""The schemas of what is written, made from the models: nothing is said twice.

JSON Schema 2020-12 for the JSON and the tables of the dataset, and a Table Schema (Data
Package 2.0, as Frictionless reads it) for each CSV. `taizhang schema NAME` prints them;
`make schemas` keeps them in `schemas/`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from pipeline.changes import Changes, History
from pipeline.emit.changes_csv import PairRow
from pipeline.emit.csv_tables import SEPARATOR, PartyRow, TableRow, TaskRow
from pipeline.emit.dataset import Dataset
from pipeline.emit.manifest import ManifestRow
from pipeline.model import SCHEMA_VERSION, Document, Noun

Schema = dict[str, Any]

_NOUNS: dict[str, type[Noun]] = {
    "notice": Document,
    "changes": Changes,
    "history": History,
    "dataset": Dataset,
}

_TABLES: dict[str, tuple[type[TableRow], tuple[str, ...], str]] = {
    "tasks": (TaskRow, ("document", "ledger", "sequence"), "NAME.csv: one row a task."),
    # That (document, ledger, sequence) names a row of NAME.csv is left to words: a validator takes
    # a foreign key to another file for an error when it is given this file alone.
    "parties": (
        PartyRow,
        ("document", "ledger", "sequence", "position"),
        "NAME.parties.csv: one row a task and party, for joins to NAME.csv by its primary key.",
    ),
    "pairs": (
        PairRow,
        # Half of what names a row is blank where one year alone has the task: no key.
        (),
        "The CSV of diff: one row a task of both years, or of one.",
    ),
    "manifest": (ManifestRow, ("path",), "manifest.csv: each input's present state."),
}

NAMES = (*_NOUNS, *_TABLES)


def schema(name: str) -> bytes:
    """The schema of that name as JSON to be read. Raises KeyError for a name not in NAMES."""
    made = _json_schema(name) if name in _NOUNS else table_schema(name)
    return json.dumps(made, ensure_ascii=False, indent=2).encode() + b"\n"


def table_schema(name: str) -> Schema:
    """The Table Schema of a CSV. Raises KeyError for a name that is none of a table."""
    row_type, key, description = _TABLES[name]
    columns = row_type.model_json_schema(mode="serialization")["properties"]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "$id": _id(name),
        "title": name,
        "description": description,
        "fields": [_column(column, made) for column, made in columns.items()],
        "missingValues": [""],
    } | ({"primaryKey": list(key)} if key else {})


def _json_schema(name: str) -> Schema:
    """The JSON Schema of a document, or of what changed between documents."""
    made = _NOUNS[name].model_json_schema(schema_generator=_PlainSchema, mode="serialization")
    head = {"$schema": GenerateJsonSchema.schema_dialect, "$id": _id(name)}
    folded: Schema = _folded(head | made)
    return folded


class _PlainSchema(GenerateJsonSchema):
    """Without titles that only repeat a field's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's own name
        return False


def _folded(made: Any) -> Any:
    """The schema with each description on one line, as docstrings are broken for editors."""
    if isinstance(made, dict):
        return {
            key: " ".join(value.split())
            if key == "description" and isinstance(value, str)
            else _folded(value)
            for key, value in made.items()
        }
    return [_folded(value) for value in made] if isinstance(made, list) else made


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


def _id(name: str) -> str:
    return f"urn:taizhang:schema:{name}:{SCHEMA_VERSION}"
