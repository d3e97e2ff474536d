"""Sheets -> the bytes of an XLSX, by XlsxWriter."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from math import ceil
from typing import Any

from pipeline.changes import Mark
from pipeline.emit.workbooks.cells import (
    Link,
    Marked,
    Row,
    Shaded,
    Sheet,
    Value,
    bare,
    held,
    legible,
)
from pipeline.emit.workbooks.fitting import header_height, height, widths

MOST_ACROSS = 280
"""What one printed page holds beside each other and is still read, in half-width characters."""

MOST_ROWS = 1_048_576
MOST_LINKS = 65_530
"""What a sheet holds (Excel specifications and limits)."""

# What each text is, whatever it looks like: no formula, no link, no number is made of it.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MADE = datetime(1980, 1, 1)  # noqa: DTZ001  (as XlsxWriter wants it: same input, same bytes)
_FIRST_DAY = date(1900, 3, 1)
"""Before it the days of Excel's calendar are not those of ours."""

_BIGGEST = 10**15
"""Up to it a spreadsheet keeps every digit of a number."""

_FONT = {"font_name": "宋体", "font_size": 10}
_LOOKS: Mapping[str, Mapping[str, object]] = {
    # Shades.
    "none": {},
    "head": {"bold": True, "bg_color": "#DCE6F1", "valign": "vcenter"},
    "own": {"bg_color": "#FFFBEB"},
    "grave": {"bg_color": "#FBDDD9"},
    "doubtful": {"bg_color": "#FFF2CC"},
    "added": {"bg_color": "#E5F3E6"},
    "removed": {"bg_color": "#FAE5E3"},
    "changed": {"bg_color": "#FFF7DB"},
    "quiet": {"bg_color": "#F3F3F3"},
    # Marks. A line through or under a text is seen on a black and white print as well.
    "equal": {},
    "delete": {"font_color": "#C00000", "font_strikeout": True},
    "insert": {"font_color": "#00702E", "underline": 1},
    # Forms.
    "cell": {"border": 1, "border_color": "#BFBFBF", "valign": "top", "text_wrap": True},
    "centred": {"align": "center"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "fraction": {"num_format": "0.00"},
    "link": {"font_color": "#0B57A4", "underline": 1},
}
"""The parts of a look by their names, with XlsxWriter's properties."""


def workbook(sheets: Iterable[Sheet], title: str) -> bytes:
    """The sheets as an XLSX file: texts are only ever texts, and the same sheets give the same.

    Each list has a header that filters, stays in sight and stands on every printed page; all
    is printed on A4 on its side, as wide as the page; what is far wider goes over several pages
    beside each other, each with the columns that stay in sight. A list that is longer than a
    sheet can be goes on in another.
    """
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, _OPTIONS)
    book.set_properties({"title": legible(title)[:255], "created": _MADE})
    parts = [part for sheet in sheets for part in _parts(sheet, MOST_ROWS)]
    names = frozenset(part.name for part in parts)
    formats = _Formats(book)
    for part in parts:
        _Writer(book.add_worksheet(part.name), part, formats, names).write(title)
    book.close()
    return content.getvalue()


def _parts(sheet: Sheet, most: int) -> Iterator[Sheet]:
    """The sheet, or the several that it takes to hold it."""
    room = most - sheet.has_header
    for start in range(0, max(len(sheet.rows), 1), room):
        name = _part_name(sheet.name, start // room)
        yield replace(sheet, name=name, rows=sheet.rows[start : start + room])


def _part_name(name: str, part: int) -> str:
    return name if part == 0 else f"{name}（{part + 1}）"


@dataclass(slots=True)
class _Formats:
    """Every look of the book, made once."""

    book: Any
    made: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def of(self, *looks: str) -> Any:
        """The format of these looks, of which the later overrule the earlier."""
        if looks not in self.made:
            whole = dict(_FONT)
            for look in looks:
                whole |= _LOOKS[look]
            self.made[looks] = self.book.add_format(whole)
        return self.made[looks]


@dataclass(slots=True)
class _Writer:
    """One sheet while it is written."""

    page: Any
    sheet: Sheet
    formats: _Formats
    names: frozenset[str]
    links: int = 0

    def write(self, title: str) -> None:
        """The whole sheet."""
        across = widths(self.sheet)
        for place, width in enumerate(across):
            self.page.set_column(place, place, width)
        if self.sheet.has_header:
            self._write_header(across)
        for number, row in enumerate(self.sheet.rows, start=self.sheet.has_header):
            self.page.set_row(number, height(row, across, stretched=not self.sheet.has_header))
            self._write_row(number, row)
        self._set_up_print(title, sum(across))

    def _write_header(self, across: Sequence[int]) -> None:
        columns = self.sheet.columns
        self.page.set_row(0, header_height(columns, across))
        for place, column in enumerate(columns):
            looks = ("cell", "head", "centred")
            self._write_text(0, place, [("equal", column.header)], looks)
        self.page.freeze_panes(1, self.sheet.frozen)
        self.page.autofilter(0, 0, len(self.sheet.rows), len(columns) - 1)
        self.page.repeat_rows(0)

    def _write_row(self, number: int, row: Row) -> None:
        cells = row.cells
        if self.sheet.has_header:
            cells += (None,) * (len(self.sheet.columns) - len(cells))
        for place, cell in enumerate(cells):
            column = self.sheet.columns[place]
            shade = column.shade if row.shade == "none" else row.shade
            looks = ["cell", cell.shade if isinstance(cell, Shaded) else shade]
            is_stretched = place == len(cells) - 1 < len(self.sheet.columns) - 1
            if column.is_centred and not is_stretched:
                looks.append("centred")
            if is_stretched:
                last = len(self.sheet.columns) - 1
                self.page.merge_range(number, place, number, last, "", self.formats.of(*looks))
            self._write_value(number, place, bare(cell), looks)

    def _write_value(self, row: int, place: int, value: Value, looks: Sequence[str]) -> None:
        match value:
            case Link():
                self._write_link(row, place, value, looks)
            case Marked(pieces):
                self._write_text(row, place, pieces, looks)
            case date() if value >= _FIRST_DAY:
                self.page.write_datetime(row, place, value, self.formats.of(*looks, "date"))
            case float():
                self.page.write_number(row, place, value, self.formats.of(*looks, "fraction"))
            case int() if abs(value) < _BIGGEST:
                self.page.write_number(row, place, value, self.formats.of(*looks))
            case _:
                text = "" if value is None else str(value)
                self._write_text(row, place, [("equal", text)], looks)

    def _write_text(
        self, row: int, place: int, pieces: Iterable[Mark], looks: Sequence[str]
    ) -> None:
        match held(pieces):
            case ():
                self.page.write_blank(row, place, None, self.formats.of(*looks))
            # XlsxWriter takes a text that begins so for markup of its own; in two runs it is none.
            case ((kind, text),) if text.startswith("<r>"):
                self._write_runs(row, place, [(kind, text[:1]), (kind, text[1:])], looks)
            case ((kind, text),):
                self.page.write_string(row, place, text, self.formats.of(*looks, kind))
            case runs:
                self._write_runs(row, place, runs, looks)

    def _write_runs(self, row: int, place: int, runs: Iterable[Mark], looks: Sequence[str]) -> None:
        told = [part for kind, text in runs for part in (self.formats.of(kind), text)]
        self.page.write_rich_string(row, place, *told, self.formats.of(*looks))

    def _write_link(self, row: int, place: int, link: Link, looks: Sequence[str]) -> None:
        """A link to where the row went, while the sheet has room for one more."""
        part, below = divmod(link.row, MOST_ROWS - 1)
        name = _part_name(link.sheet, part)
        if name not in self.names or self.links == MOST_LINKS:
            self._write_text(row, place, [("equal", link.text)], looks)
            return
        self.links += 1
        look = self.formats.of(*looks, "link")
        self.page.write_url(row, place, f"internal:'{name}'!A{below + 2}", look, link.text)

    def _set_up_print(self, title: str, width: int) -> None:
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        pages = ceil(width / MOST_ACROSS)
        self.page.fit_to_pages(pages, 0)
        if pages > 1 and self.sheet.frozen:
            self.page.repeat_columns(0, self.sheet.frozen - 1)
        shown = legible(title).replace("\n", " ")[:80].replace("&", "&&")
        self.page.set_header(f"&C{shown}")
        self.page.set_footer("&L&A&R第 &P 页，共 &N 页")
