"""Values -> files. Every format stands in one table, and adding one adds a line to it."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.emit.csv_tables import TaskRow, parties_csv, table, task_rows, tasks_csv
from pipeline.emit.document_json import document_json, document_line
from pipeline.emit.drawn import notice_html, notice_xlsx
from pipeline.model import Document

FORMATS: dict[str, dict[str, Callable[[Document], bytes]]] = {
    "json": {".json": document_json},
    "csv": {".csv": tasks_csv, ".parties.csv": parties_csv},
    "xlsx": {".xlsx": notice_xlsx},
    "html": {".html": notice_html},
}
"""Format -> the end of each file's name -> what writes it."""

STREAMED = ("json", "csv")
"""What can go to stdout."""

NOT_YET = ("parquet",)
"""Promised, and answered with a plain no until they are there."""


def formats_in(text: str) -> tuple[str, ...]:
    """The formats that `json,csv` names, each once. Raises ValueError with the reason."""
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",")))
    known = ", ".join(FORMATS)
    for name in names:
        if name in NOT_YET:
            message = f"this version cannot write {name} yet; it writes {known}"
            raise ValueError(message)
        if name not in FORMATS:
            message = f"'{name}' is no format; choose from {known}, divided by commas"
            raise ValueError(message)
    return names


def endings(formats: tuple[str, ...] = tuple(FORMATS)) -> tuple[str, ...]:
    """How the names of the files end that `formats` make."""
    return tuple(ending for name in formats for ending in FORMATS[name])


def emit(document: Document, formats: tuple[str, ...]) -> dict[str, bytes]:
    """The files of a document: the end of each one's name, and its content."""
    return {ending: write(document) for name in formats for ending, write in FORMATS[name].items()}


def stream_head(name: str) -> bytes:
    """What stands on stdout before the first document, in one of the formats STREAMED."""
    return table(TaskRow, ()) if name == "csv" else b""


def streamed(document: Document, name: str, *, alone: bool) -> bytes:
    """The piece of stdout that a document gives, after the head.

    One document `alone` gives what its file holds. Several give JSON Lines, or one CSV.
    """
    if name == "csv":
        return table(TaskRow, task_rows(document), header=False)
    return document_json(document) if alone else document_line(document)
