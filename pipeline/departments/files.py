"""Registers as files: CSV with the columns COLUMNS, others ignored."""

from __future__ import annotations

import csv
import importlib.resources
import io
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.departments.entries import Entry
from pipeline.errors import RegisterError
from pipeline.reading import content_of
from pipeline.text.cleaning import clean

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
    """The file in UTF-8, or as Excel saves it in China: GB18030, or UTF-16 with a mark."""
    try:
        content = content_of(path)
    except OSError as trouble:
        what = f"the register cannot be read ({trouble.strerror})"
        raise RegisterError(path, what, "Check the path and its permissions.") from trouble
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        what = "the register is a workbook or another packed file"
        raise RegisterError(path, what, _SAVE_IT)
    is_utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_utf_16 else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RegisterError(path, "the register is neither UTF-8 nor GB18030", _SAVE_IT)


def _entries(file: str, text: str) -> Iterator[Entry]:
    if not text.strip():
        raise RegisterError(file, "the register is empty", _FIRST_LINE)
    try:
        for place, row in _rows(file, text):
            yield _entry(place, row)
    except csv.Error as trouble:
        raise RegisterError(file, f"the register is no CSV ({trouble})", _SAVE_IT) from trouble


def _rows(file: str, text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each line that holds something, by column, and where it stands."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header = [name.strip().lower() for name in next(lines)]
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        what = f"the register lacks the columns {', '.join(missing)}"
        raise RegisterError(f"{file}, line 1", what, _FIRST_LINE)
    begins = lines.line_num + 1
    for cells in lines:
        place, begins = f"{file}, line {begins}", lines.line_num + 1
        if any("\n" in cell and cell.count(",") >= len(COLUMNS) - 1 for cell in cells):
            raise RegisterError(place, "a text that runs over lines", "Close its quotation mark.")
        if len(cells) > len(header):
            what = f"the line has {len(cells)} cells, and the first line {len(header)}"
            raise RegisterError(place, what, 'Put "quotation marks" around a text with a comma.')
        if any(cell.strip() for cell in cells):
            row = dict(zip(header, cells, strict=False))
            yield place, {column: row.get(column, "") for column in COLUMNS}


def _delimiter(text: str) -> str:
    """What parts the names of the first line: Excel writes tabs, or semicolons, as well."""
    first = text.lstrip().splitlines()[0]
    return max(",;\t", key=first.count)


def _entry(place: str, row: dict[str, str]) -> Entry:
    name = clean(row["name"])
    if not name:
        raise RegisterError(place, "a department without a name", "Fill in name, or drop the line.")
    since = _year(place, row["since"])
    until = None if row["until"].strip() in _STILL else _year(place, row["until"])
    if since is not None and until is not None and since > until:
        what = f"{name} is in use since {since} and until {until}"
        raise RegisterError(place, what, "Exchange the years, or mend one.")
    return Entry(
        name=name,
        other_names=_list(row["other_names"]),
        issuer=clean(row["issuer"]),
        kind=row["kind"].strip(),
        since=since,
        until=until,
        successors=_list(row["successor"]),
        source=row["source"].strip(),
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(clean, _BETWEEN_NAMES.split(text))))


def _year(place: str, text: str) -> int | None:
    """The year of 2018, 2018年 and 2018年3月; 2018.0 is a number that a spreadsheet wrote."""
    if not text.strip():
        return None
    found = _YEAR.fullmatch(text.strip())
    if found is None:
        raise RegisterError(place, f"{text!r} is no year", "Write four digits, or nothing.")
    return int(found["year"])


_FIRST_LINE = f"Its first line must be {','.join(COLUMNS)}."
_SAVE_IT = "Save it as CSV in UTF-8."
_STILL = ("今", "至今", "现在", "目前")
_YEAR = re.compile(r"(?P<year>[0-9０-９]{4})(?:年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?"
                   r"|[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?)?")  # fmt: skip
# 、 as well, but not within brackets: no name holds it.
_BETWEEN_NAMES = re.compile("[;；、](?![^（(]*[）)])")
