"""The schemas of what is written, made from the models: nothing is said twice.

JSON Schema 2020-12 for the JSON and the tables of the dataset, and a Table Schema (Data
Package 2.0, as Frictionless reads it) for each CSV. `taizhang schema NAME` prints them;
`make schemas` keeps them in `schemas/`.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from pipeline.changes import Changes, History
from pipeline.emit.changes_csv import PairRow
from pipeline.emit.dataset import Dataset
from pipeline.emit.table_schemas import OF_A_RUN, Schema, Table, table_schema, urn
from pipeline.model import Document, Noun

_NOUNS: dict[str, type[Noun]] = {
    "notice": Document,
    "changes": Changes,
    "history": History,
    "dataset": Dataset,
}

_TABLES: dict[str, Table] = {
    **OF_A_RUN,
    "pairs": Table(
        PairRow,
        # Half of what names a row is blank where one year alone has the task: no key.
        (),
        "The CSV of diff: one row a task of both years, or of one.",
    ),
}

NAMES = (*_NOUNS, *_TABLES)


def schema(name: str) -> bytes:
    """The schema of that name as JSON to be read. Raises KeyError for a name not in NAMES."""
    made = _json_schema(name) if name in _NOUNS else table_schema(name, _TABLES[name])
    return json.dumps(made, ensure_ascii=False, indent=2).encode() + b"\n"


def _json_schema(name: str) -> Schema:
    """The JSON Schema of a document, or of what changed between documents."""
    made = _NOUNS[name].model_json_schema(schema_generator=_PlainSchema, mode="serialization")
    head = {"$schema": GenerateJsonSchema.schema_dialect, "$id": urn(name)}
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
