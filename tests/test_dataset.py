"""The dataset holds what the documents say, typed, and DuckDB and pandas read it as it is."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as arrow_dataset
import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

from pipeline.emit import emit, files, formats_in
from pipeline.emit.csv_tables import TaskRow, task_rows
from pipeline.emit.dataset import TABLES, Dataset
from pipeline.emit.parquet_files import parquet
from pipeline.emit.schemas import schema
from pipeline.errors import OutputError
from pipeline.model import Deadline, Document, Ledger
from tests.documents import a_document, a_finding, a_task

CITATION = "title: string not null, document_number: string"
LEDGER = "ledger: int64 not null, title: string not null, year: int64"
PROVENANCE = (
    "field: string not null, page: int64, bbox: list<element: double not null>, place: string"
)
COLUMNS = {
    "notices": f"""
        document: string not null
        source: string not null
        media_type: string not null
        sha256: string not null
        pages: int64
        issuer: string not null
        title: string not null
        document_number: string
        issued_on: date32[day]
        recipients: list<element: string not null> not null
        body: string not null
        citations: list<element: struct<{CITATION}> not null> not null
        attachments: list<element: string not null> not null
        ledgers: list<element: struct<{LEDGER}> not null> not null
    """,
    "tasks": f"""
        source: string not null
        ledger: int64 not null
        sequence: int64 not null
        number: int64
        outline_labels: list<element: string> not null
        outline_titles: list<element: string not null> not null
        title: string
        requirement: string not null
        responsibility: string not null
        lead: list<element: string not null> not null
        support: list<element: string not null> not null
        responsible: list<element: string not null> not null
        and_others: bool not null
        deadline: string not null
        deadline_kind: string not null
        due: date32[day]
        extras: map<string, string> not null
        document: string not null
        ledger_title: string not null
        citations: list<element: struct<{CITATION}> not null> not null
        provenance: list<element: struct<{PROVENANCE}> not null> not null
    """,
    "parties": """
        source: string not null
        ledger: int64 not null
        sequence: int64 not null
        position: int64 not null
        name: string not null
        role: string not null
        collective: bool not null
        known: bool not null
        document: string not null
    """,
    "findings": """
        document: string not null
        position: int64 not null
        code: string not null
        severity: string not null
        message: string not null
        ledger: int64
        sequence: int64
        field: string
    """,
}  # fmt: skip

YEARS = arrow_dataset.partitioning(pa.schema([("year", pa.int64())]), flavor="hive")


def put(folder: Path, **documents: Document) -> None:
    """The documents' files of the dataset in a folder; `sub_notice` is `sub/notice`."""
    for name, document in documents.items():
        made = emit(document, name.replace("_", "/"), ("parquet",))
        files.write({folder / path: content for path, content in made.items()})


def with_ledgers(*years: int | None, **changes: object) -> Document:
    """A document with a ledger of one task for each of the years."""
    document = a_document()
    ledgers = tuple(
        Ledger(title=f"台账{year}", year=year, columns=(), tasks=(a_task(),)) for year in years
    )
    return document.model_copy(update={"ledgers": ledgers} | changes)


def held(folder: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table as Arrow reads them."""
    rows = arrow_dataset.dataset(folder / "parquet" / table, partitioning=YEARS).to_table()
    listed: list[dict[str, Any]] = rows.to_pylist(maps_as_pydicts="strict")
    return listed


def query(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    """What DuckDB answers; `{tasks}` is the table."""
    tables = {table: f"'{folder}/parquet/{table}/*/*.parquet'" for table in TABLES}
    return duckdb.execute(sql.format(**tables)).fetchall()


@pytest.mark.parametrize("table", TABLES)
def test_the_columns_and_their_types_are_fixed(tmp_path: Path, table: str) -> None:
    """The same with rows and without, so that all files of a table can be read as one."""
    put(tmp_path, full=a_document(findings=(a_finding(),)), bare=with_ledgers())
    for path in (tmp_path / "parquet" / table).rglob("*.parquet"):
        shown = [f"{field.name}: {_type(field)}" for field in pq.read_schema(path)]
        assert shown == [line.strip() for line in COLUMNS[table].strip().splitlines()]


def _type(field: pa.Field) -> str:
    """The type as Arrow shows it, and whether it may be null."""
    shown = str(field.type).replace(" ('extras')", "")
    return shown if field.nullable else f"{shown} not null"


def test_the_columns_are_those_of_the_rows() -> None:
    """All but the year, which is the folder."""
    for table, row_type in TABLES.items():
        names = [line.split(":")[0].strip() for line in COLUMNS[table].strip().splitlines()]
        assert [*names, "year"] == list(row_type.model_fields)
    assert list(TABLES) == list(Dataset.model_fields)


def test_a_row_holds_what_the_csv_holds_with_types(tmp_path: Path) -> None:
    """Lists are lists, days are days, what is missing is null, and nothing is guarded."""
    document = a_document(a_task(number=None, requirement="=1+1", extras={"备注": "-", "a;b": ""}))
    put(tmp_path, sub_notice=document)
    (row,) = held(tmp_path, "tasks")
    (same,) = task_rows(document, "sub/notice")
    as_lists = {name: list(v) if isinstance(v, tuple) else v for name, v in dict(same).items()}
    assert {name: row[name] for name in TaskRow.model_fields} == as_lists
    assert (row["number"], row["due"], row["year"]) == (None, date(2021, 12, 31), 2021)
    assert row["outline_labels"] == ["一", None]
    assert row["provenance"][0] == {
        "field": "requirement", "page": 2, "bbox": [90.0, 120.5, 300.0, 160.0], "place": None,
    }  # fmt: skip


def test_the_rows_pass_the_schema_that_the_program_prints(tmp_path: Path) -> None:
    """`taizhang schema dataset` describes what is there, by a validator of others."""
    put(tmp_path, notice=a_document(findings=(a_finding(), a_finding(ledger=None, task=None))))
    rows = json.loads(json.dumps({table: held(tmp_path, table) for table in TABLES}, default=str))
    validator = Draft202012Validator(json.loads(schema("dataset")))
    assert [error.message for error in validator.iter_errors(rows)] == []
    rows["tasks"][0]["deadline_kind"] = "soon"
    assert not validator.is_valid(rows)


def test_tasks_lie_in_the_year_of_their_ledger(tmp_path: Path) -> None:
    """The notice lies in the year of its first ledger that has one; a finding with its ledger."""
    findings = tuple(a_finding(ledger=ledger) for ledger in (None, 1, 2, 3))
    put(tmp_path, notice=with_ledgers(None, 2022, 2021, findings=findings))
    assert [(row["ledger"], row["year"]) for row in sorted(held(tmp_path, "tasks"), key=_key)] == [
        (1, None), (2, 2022), (3, 2021),
    ]  # fmt: skip
    assert {row["ledger"]: row["year"] for row in held(tmp_path, "parties")} == {
        1: None, 2: 2022, 3: 2021,
    }  # fmt: skip
    assert {row["ledger"]: row["year"] for row in held(tmp_path, "findings")} == {
        None: 2022, 1: None, 2: 2022, 3: 2021,
    }  # fmt: skip
    (notice,) = held(tmp_path, "notices")
    assert notice["year"] == 2022
    assert [ledger["year"] for ledger in notice["ledgers"]] == [None, 2022, 2021]


def _key(row: dict[str, Any]) -> tuple[int, int]:
    return row["ledger"], row["sequence"]


def test_a_table_without_rows_can_be_asked(tmp_path: Path) -> None:
    """Where no notice has a finding, a query joined with findings has no rows and no error."""
    put(tmp_path, notice=a_document())
    joined = "SELECT * FROM {tasks} JOIN {findings} USING (document, ledger, sequence)"
    assert query(tmp_path, joined) == []
    findings = pd.read_parquet(tmp_path / "parquet" / "findings")
    assert (len(findings), str(findings["severity"].dtype)) == (0, "str")


def test_files_of_one_name_in_two_subfolders_have_keys_of_their_own(tmp_path: Path) -> None:
    """`document`, `ledger` and `sequence` name one task; `source` alone would name two."""
    put(tmp_path, a_notice=a_document(), b_notice=a_document())
    tasks = "SELECT count(*), count(DISTINCT (document, ledger, sequence)) FROM {tasks}"
    assert query(tmp_path, tasks) == [(4, 4)]
    parties = (
        "SELECT count(*), count(DISTINCT (document, ledger, sequence, position)) FROM {parties}"
    )
    assert query(tmp_path, parties) == [(12, 12)]


def test_duckdb_reads_the_folder_as_it_is(tmp_path: Path) -> None:
    """The year is a number, or null; maps and lists answer to their keys."""
    put(tmp_path, known=with_ledgers(2021), unknown=with_ledgers(None))
    sql = "SELECT year, extras['备注'], provenance[1].page, due FROM {tasks} ORDER BY year"
    assert query(tmp_path, sql) == [
        (2021, "逐条落实", 2, date(2021, 12, 31)),
        (None, "逐条落实", 2, date(2021, 12, 31)),
    ]


def test_pandas_reads_the_folder_as_it_is(tmp_path: Path) -> None:
    """Where every ledger has a year, a path is enough; else the year's type has to be said."""
    put(tmp_path, a=with_ledgers(2021), b=with_ledgers(2022))
    plain = pd.read_parquet(tmp_path / "parquet" / "tasks")
    assert sorted(plain["year"]) == [2021, 2022]
    assert list(plain["lead"][0]) == ["办公室"]
    put(tmp_path, c=with_ledgers(None))
    typed = pd.read_parquet(tmp_path / "parquet" / "tasks", partitioning=YEARS)
    assert typed["year"].isna().sum() == 1


def test_the_same_document_gives_the_same_bytes() -> None:
    """No time is in them, and nothing of the machine but the release of the library."""
    made = [emit(a_document(findings=(a_finding(),)), "notice", ("parquet",)) for _ in range(2)]
    assert made[0] == made[1]
    assert all(b"parquet-cpp-arrow" in content for content in made[0].values())


def test_a_deadline_without_a_day_is_null(tmp_path: Path) -> None:
    """Comparisons with a day leave it out."""
    ongoing = Deadline(text="持续推进", kind="ongoing", due=None)
    put(tmp_path, notice=a_document(a_task(1), a_task(2, deadline=ongoing)))
    assert query(tmp_path, "SELECT count(*), count(due) FROM {tasks}") == [(2, 1)]


def test_without_pyarrow_the_format_is_refused_before_any_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The message says what to install, and how much that is."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ValueError, match=r"pyarrow.*55 MB.*pip install 'taizhang\[parquet\]'"):
        formats_in("csv,parquet")
    assert formats_in("csv") == ("csv",)


def test_a_pyarrow_that_cannot_be_imported_is_an_error_of_the_output(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is no defect of this program."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OutputError, match=r"pip install 'taizhang\[parquet\]'"):
        parquet(TABLES["tasks"], [], left_out="year")
