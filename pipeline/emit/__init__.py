"""Values -> files. Every format stands in one table, and adding one adds a line to it.

The files of a document lie beside each other under its name; those of the dataset lie in the
folders of their tables and years.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.emit.csv_tables import TaskRow, parties_csv, table, task_rows, tasks_csv
from pipeline.emit.document_json import document_json, document_line
from pipeline.emit.drawn import notice_html, notice_xlsx
from pipeline.emit.parquet_files import NEEDED, REMEDY, is_there, parquet
from pipeline.model import Document
from pipeline.partitions import place

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

DATASET = "parquet"
"""The format whose files, of all documents together, are one dataset."""


def formats_in(text: str) -> tuple[str, ...]:
    """The formats that `json,csv` names, each once. Raises ValueError with the reason."""
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",")))
    known = (*FORMATS, DATASET)
    for name in names:
        if name not in known:
            message = f"'{name}' is no format; choose from {', '.join(known)}, divided by commas"
            raise ValueError(message)
    if DATASET in names and not is_there():
        message = f"{DATASET} cannot be written: {NEEDED}. {REMEDY}"
        raise ValueError(message)
    return names


def endings(formats: tuple[str, ...] = tuple(FORMATS)) -> tuple[str, ...]:
    """How the names of the files end that `formats` make under a document's name."""
    return tuple(ending for name in formats for ending in FORMATS.get(name, ()))


def emit(document: Document, base: str, formats: tuple[str, ...]) -> dict[str, bytes]:
    """The files of a document that is called `base`: each one's path in the folder, and content."""
    files: dict[str, bytes] = {}
    for name in formats:
        if name == DATASET:
            files |= _dataset(document, base)
        else:
            files |= {f"{base}{end}": write(document, base) for end, write in FORMATS[name].items()}
    return files


def stream_head(form: str) -> bytes:
    """What stands on stdout before the first document, in one of the formats STREAMED."""
    return table(TaskRow, ()) if form == "csv" else b""


def streamed(document: Document, base: str, form: str, *, alone: bool) -> bytes:
    """The piece of stdout that a document gives, after the head.

    One document `alone` gives what its file holds. Several give JSON Lines, or one CSV.
    """
    if form == "csv":
        return table(TaskRow, task_rows(document, base), header=False)
    return document_json(document) if alone else document_line(document)


def _dataset(document: Document, base: str) -> dict[str, bytes]:
    """The document's own files in each table and year of the dataset."""
    from pipeline.emit.dataset import TABLES, YEAR, parts

    return {
        place(table, year, base): parquet(TABLES[table], rows, left_out=YEAR)
        for (table, year), rows in parts(document, base).items()
    }
