"""Registers as files: CSV in UTF-8 with the columns COLUMNS, others ignored."""

from __future__ import annotations

import csv
import importlib.resources
import io
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.departments.entries import Entry
from pipeline.errors import RegisterError

COLUMNS = ("name", "other_names", "issuer", "kind", "since", "until", "successor", "source")


def loaded(path: Path) -> Iterator[Entry]:
    """The entries of one file. Raises RegisterError where it cannot be read as a register."""
    return _entries(str(path), _text_of(path))


def built_in() -> Iterator[Entry]:
    """The entries that come with the program."""
    folder = importlib.resources.files("pipeline.departments").joinpath("registers")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".csv"):
            yield from _entries(file.name, file.read_text("utf-8-sig"))


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as trouble:
        what = f"the register cannot be read ({trouble.strerror})"
        raise RegisterError(path, what, "Check the path and its permissions.") from trouble
    except UnicodeDecodeError as trouble:
        what = "the register is not UTF-8"
        raise RegisterError(path, what, "Save it as CSV in UTF-8.") from trouble


def _entries(file: str, text: str) -> Iterator[Entry]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        what = f"the register lacks the columns {', '.join(missing)}"
        raise RegisterError(file, what, f"Its first line must be {','.join(COLUMNS)}.")
    for row in rows:
        yield _entry(f"{file}, line {rows.line_num}", {key: row[key] or "" for key in COLUMNS})


def _entry(place: str, row: dict[str, str]) -> Entry:
    if not row["name"].strip():
        raise RegisterError(place, "a department without a name", "Fill in name, or drop the line.")
    return Entry(
        name=row["name"].strip(),
        other_names=_list(row["other_names"]),
        issuer=row["issuer"].strip(),
        kind=row["kind"].strip(),
        since=_year(place, row["since"]),
        until=_year(place, row["until"]),
        successors=_list(row["successor"]),
        source=row["source"].strip(),
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split("[;；]", text) if part.strip())


def _year(place: str, text: str) -> int | None:
    if not text.strip():
        return None
    if re.fullmatch("[0-9]{4}", text.strip()) is None:
        raise RegisterError(place, f"{text!r} is no year", "Write four digits, or nothing.")
    return int(text)
