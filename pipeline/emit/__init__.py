"""Values -> files. Every format stands in one table, and adding one adds a line to it."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.emit.csv_tables import TaskRow, parties_csv, table, task_rows, tasks_csv
from pipeline.emit.document_json import document_json, document_line
from pipeline.emit.webpages.notice_html import notice_html
from pipeline.emit.workbooks.notice_xlsx import notice_xlsx
from pipeline.model import Document

Writer = Callable[[Document, str], bytes]
"""Takes a document and its name in the folder of outputs."""


def _nameless(write: Callable[[Document], bytes]) -> Writer:
    """The writer of a file that does not hold the document's name."""
    return lambda document, _name: write(document)


FORMATS: dict[str, dict[str, Writer]] = {
    "json": {".json": _nameless(document_json)},
    "csv": {".csv": tasks_csv, ".parties.csv": parties_csv},
    "xlsx": {".xlsx": _nameless(notice_xlsx)},
    "html": {".html": _nameless(notice_html)},
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


def emit(document: Document, base: str, formats: tuple[str, ...]) -> dict[str, bytes]:
    """The files of a document that is called `base`: each one's path in the folder, and content."""
    return {
        f"{base}{ending}": write(document, base)
        for name in formats
        for ending, write in FORMATS[name].items()
    }


def streamed(document: Document, base: str, form: str, *, first: bool, alone: bool) -> bytes:
    """The piece of stdout that a document gives, in one of the formats STREAMED.

    One document `alone` gives what its file holds. Several give JSON Lines, or one CSV whose
    header stands before the `first`.
    """
    if form == "csv":
        return table(TaskRow, task_rows(document, base), header=first)
    return document_json(document) if alone else document_line(document)
