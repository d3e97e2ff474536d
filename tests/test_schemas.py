"""The schemas are fresh, and what is written passes them by validators of others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, Resource, Schema, system
from jsonschema import Draft202012Validator

from pipeline import compare, history
from pipeline.emit.changes_csv import changes_csv
from pipeline.emit.csv_tables import parties_csv, tasks_csv
from pipeline.emit.document_json import document_json
from pipeline.emit.manifest import ManifestRow, manifest_csv
from pipeline.emit.schemas import NAMES, schema
from pipeline.model import Document
from tests.documents import a_document, a_finding, a_task

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
MANIFEST_ROWS = (
    ManifestRow(
        path="../a.pdf", sha256="0" * 64, outputs=("a.json", "a.csv"), status="converted",
        error=None, message=None, document="a",
    ),
    ManifestRow(
        path="../b.pdf", sha256=None, outputs=(), status="failed", error="not_found", message="No.",
        document=None,
    ),
)  # fmt: skip


JSON, TABLES = NAMES[:4], NAMES[4:]
OLD, NEW = (
    a_document(a_task(1), a_task(2)),
    a_document(a_task(1, requirement="另一件事。"), a_task(2, number=None), a_task(3)),
)


@pytest.fixture
def notice() -> Draft202012Validator:
    """A validator of the JSON that is no part of this project."""
    return Draft202012Validator(
        descriptor("notice"), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def descriptor(name: str) -> dict[str, Any]:
    """A schema as the file in schemas/ holds it."""
    made: dict[str, Any] = json.loads(schema(name))
    return made


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_in_the_folder_is_the_one_that_the_models_give(name: str) -> None:
    """`make schemas` was run after the models changed."""
    assert (SCHEMAS / f"{name}.schema.json").read_bytes() == schema(name), "run `make schemas`"


def test_the_folder_holds_no_other_schema() -> None:
    """A schema that nothing makes any more is deleted."""
    assert {path.name for path in SCHEMAS.glob("*.json")} == {
        f"{name}.schema.json" for name in NAMES
    }


@pytest.mark.parametrize("name", JSON)
def test_the_json_schema_is_one(name: str) -> None:
    """It says which draft it is, has an identifier, and fits the draft's own schema."""
    made = descriptor(name)
    Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["$id"] == f"urn:taizhang:schema:{name}:1.0"


@pytest.mark.parametrize("schema_name", JSON)
def test_every_noun_of_the_json_schema_is_explained(schema_name: str) -> None:
    """The docstrings of the models are the descriptions, each on one line."""
    for name, noun in descriptor(schema_name)["$defs"].items():
        assert noun["description"].strip(), name
        assert "\n" not in noun["description"], name


def test_a_written_document_passes_the_json_schema(notice: Draft202012Validator) -> None:
    """What is promised is what is written."""
    notice.validate(json.loads(document_json(a_document(findings=(a_finding(),)))))


def test_what_changed_passes_its_json_schema() -> None:
    """Between two years, and through several."""
    for name, made in (
        ("changes", compare(OLD, NEW)),
        ("history", history([OLD, NEW, OLD])),
    ):
        Draft202012Validator(descriptor(name)).validate(json.loads(made.model_dump_json()))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made: made.pop("findings"),
        lambda made: made.update(schema_version="2.0"),
        lambda made: made["source"].update(sha256="none"),
        lambda made: made["ledgers"].clear(),
        lambda made: made["ledgers"][0]["tasks"][0].update(sequence=0),
        lambda made: made["ledgers"][0]["tasks"][0]["deadline"].update(due="31.12.2021"),
        lambda made: made["ledgers"][0]["tasks"][0]["responsibility"]["parties"][0].update(
            role="x"
        ),
        lambda made: made["ledgers"][0]["tasks"][0]["provenance"][0].update(bbox=[1, 2, 3]),
    ],
)
def test_a_spoilt_document_fails_the_json_schema(
    notice: Draft202012Validator, spoil: Callable[[Any], object]
) -> None:
    """The schema holds the types, the closed lists of words, and the bounds."""
    made = json.loads(document_json(a_document()))
    spoil(made)
    assert not notice.is_valid(made)


def test_a_field_that_the_contract_does_not_name_is_fine(notice: Draft202012Validator) -> None:
    """Adding a field needs no new version."""
    made = json.loads(document_json(a_document()))
    made["ledgers"][0]["tasks"][0]["later"] = 1
    notice.validate(made)
    Document.model_validate(made)


def report_on(folder: Path, content: bytes, name: str) -> list[list[Any]]:
    """What Frictionless finds wrong in a CSV, given its schema alone."""
    (folder / f"{name}.csv").write_bytes(content)
    with system.use_context(trusted=True):
        resource = Resource(
            path=str(folder / f"{name}.csv"), schema=Schema.from_descriptor(descriptor(name))
        )
        report = resource.validate()
    errors: list[list[Any]] = report.flatten(["rowNumber", "fieldName", "type", "note"])
    return errors


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "tasks",
            tasks_csv(a_document(a_task(1), a_task(2, number=None, requirement="=1,\n2")), "-a"),
        ),
        ("parties", parties_csv(a_document(), "notice")),
        ("pairs", changes_csv(compare(OLD, NEW), OLD, NEW)),
        ("manifest", manifest_csv(MANIFEST_ROWS)),
    ],
    ids=TABLES,
)
def test_each_csv_passes_its_table_schema(tmp_path: Path, name: str, content: bytes) -> None:
    """Names and order of columns, types, bounds and keys are as promised."""
    assert report_on(tmp_path, content, name) == []


def test_a_row_that_is_there_twice_fails_the_table_schema(tmp_path: Path) -> None:
    """The primary key is a key."""
    content = tasks_csv(a_document(a_task(1), a_task(1)), "notice")
    assert [error[2] for error in report_on(tmp_path, content, "tasks")] == ["primary-key"]


def test_a_word_outside_its_list_fails_the_table_schema(tmp_path: Path) -> None:
    """The closed lists of the models are in the Table Schema too."""
    content = parties_csv(a_document(), "notice").replace(b",lead,", b",leader,")
    assert {error[1] for error in report_on(tmp_path, content, "parties")} == {"role"}


def test_every_column_is_explained() -> None:
    """A Table Schema says what each column means."""
    for name in TABLES:
        for field in descriptor(name)["fields"]:
            assert field["description"], (name, field["name"])


def test_the_parties_of_a_notice_refer_to_its_tasks(tmp_path: Path) -> None:
    """Beside the table of tasks, columns of the parties are a foreign key to it."""
    key = ["document", "ledger", "sequence"]
    refers = {"fields": key, "reference": {"resource": "tasks", "fields": key}}
    (tmp_path / "tasks.csv").write_bytes(tasks_csv(a_document(), "notice"))
    (tmp_path / "parties.csv").write_bytes(parties_csv(a_document(), "notice"))
    schemas = {
        "tasks": descriptor("tasks"),
        "parties": descriptor("parties") | {"foreignKeys": [refers]},
    }
    resources = [
        {"name": name, "path": f"{name}.csv", "schema": made} for name, made in schemas.items()
    ]
    package = Package.from_descriptor({"resources": resources}, basepath=str(tmp_path))
    assert package.validate().flatten(["rowNumber", "fieldName", "type"]) == []
