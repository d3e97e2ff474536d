"""The rows of tables in HTML, a merged cell in each place that it covers."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag


def html_rows(html: str) -> list[list[str]]:
    """Every row of every outermost table, in order. Markdown around the tables does no harm."""
    tables = BeautifulSoup(html, "html.parser").find_all("table")
    return [row for table in tables if not table.find_parent("table") for row in _rows(table)]


def _rows(table: Tag) -> list[list[str]]:
    places: dict[tuple[int, int], str] = {}
    for top, row in enumerate(table.find_all("tr")):
        left = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            while (top, left) in places:
                left += 1
            for down in range(_span(cell, "rowspan")):
                for right in range(_span(cell, "colspan")):
                    places[top + down, left + right] = cell.get_text()
    return [
        [text for (_, _), text in sorted(held.items())]
        for top in sorted({top for top, _ in places})
        if (held := {place: text for place, text in places.items() if place[0] == top})
    ]


def _span(cell: Tag, name: str) -> int:
    written = str(cell.get(name, "1"))
    return int(written) if written.isdigit() else 1
